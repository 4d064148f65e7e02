from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.function import ARGUMENTS, OWN, PARALLELS, argument_facts, load_arguments
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.aggregate import MODIFY, Aggregate, State
from mizzle.model.ref import Ref

FORMS = {"n": "normal", "o": "ordered", "h": "hypothetical"}


class AggregateReader(Reader):
    catalog = "pg_proc"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT {ARGUMENTS},
                   ARRAY[a.aggtransfn, a.aggfinalfn, a.aggmtransfn, a.aggmfinalfn, a.aggminvtransfn, a.aggcombinefn,
                         a.aggserialfn, a.aggdeserialfn]::oid[],
                   ARRAY[a.aggtranstype, a.aggmtranstype, p.prorettype],
                   a.aggtransspace, a.aggfinalextra, a.aggfinalmodify::text, a.agginitval,
                   a.aggmtransspace, a.aggmfinalextra, a.aggmfinalmodify::text, a.aggminitval,
                   a.aggkind::text, a.aggnumdirectargs::int, p.proparallel::text, n.nspname, o.oprname
            FROM pg_proc p
            JOIN pg_aggregate a ON a.aggfnoid = p.oid
            LEFT JOIN pg_operator o ON o.oid = a.aggsortop
            LEFT JOIN pg_namespace n ON n.oid = o.oprnamespace
            WHERE {OWN}
            ORDER BY p.proname, p.oid"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        for row in rows:
            yield from ((oid, -1) for oid in (*row[1], *row[5]) if oid)

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        for row in rows:
            yield row[0]
            yield from filter(None, row[4])

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, arguments, modes, called, functions, types, *others, space, operator in rows:
            yield (
                oid,
                names.functions[oid],
                (
                    argument_facts(arguments, modes, called, None, names),
                    tuple([names.functions.get(function) for function in functions]),
                    tuple([names.types.get((type_, -1)) for type_ in types]),
                    tuple(others),
                    Ref("operator", space, operator) if operator else None,
                    names.comment("pg_proc", oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Aggregate:
        arguments, functions, types, others, operator, comment = facts
        function, final, moving, moving_final, inverse, combine, serialize, deserialize = functions
        state_type, moving_type, returns = types
        *states, form, direct, parallel = others
        return Aggregate(
            ref=ref,
            arguments=load_arguments(arguments),
            state=_state(function, state_type, final, states[:4]),
            moving=_state(moving, moving_type, moving_final, states[4:], inverse) if moving else None,
            form=FORMS[form],
            direct=direct,
            combine=combine,
            serialize=serialize,
            deserialize=deserialize,
            sort_operator=operator,
            parallel=PARALLELS[parallel],
            returns=returns,
            comment=comment,
            position=position,
        )


def _state(function: Ref, type_: object, final: Ref | None, facts: list[object], inverse: Ref | None = None) -> State:
    space, extra, modify, initial = facts
    return State(
        function=function,
        type=type_,  # type: ignore[arg-type]
        space=space,  # type: ignore[arg-type]
        final=final,
        extra=bool(extra),
        modify=MODIFY[str(modify)],
        initial=initial,  # type: ignore[arg-type]
        inverse=inverse,
    )
