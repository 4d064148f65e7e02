from collections.abc import Iterable, Iterator
from typing import Any

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.function import Argument, Function
from mizzle.model.ref import Ref

MODES = {"i": "in", "o": "out", "b": "inout", "v": "variadic", "t": "table"}
VOLATILITIES = {"i": "immutable", "s": "stable", "v": "volatile"}
PARALLELS = {"s": "safe", "r": "restricted", "u": "unsafe"}

# What functions and aggregates have in common. Those of an extension or of a range type (e, i) belong to it.
ARGUMENTS = """p.oid, coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargmodes::text[], p.proargnames"""
OWN = """p.pronamespace = ANY(%s) AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))"""


class FunctionReader(Reader):
    catalog = "pg_proc"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT {ARGUMENTS},
                   CASE WHEN p.pronargdefaults > 0 THEN
                       ARRAY(SELECT pg_get_function_arg_default(p.oid, n)
                             FROM generate_series(1, coalesce(cardinality(p.proallargtypes), p.pronargs)) n) END,
                   p.prorettype, nullif(p.prosupport::oid, 0), coalesce(p.protrftypes, '{{}}'),
                   p.prokind::text, p.proretset, l.lanname, p.prosrc, p.probin,
                   CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_function_sqlbody(p.oid) END,
                   p.provolatile::text, p.proisstrict, p.prosecdef, p.proleakproof, p.proparallel::text,
                   p.procost, p.prorows, p.proconfig
            FROM pg_proc p
            JOIN pg_language l ON l.oid = p.prolang
            WHERE p.prokind <> 'a' AND {OWN}
            ORDER BY p.proname, p.oid"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        for row in rows:
            yield from ((oid, -1) for oid in (*row[1], row[5], *row[7]))

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        for row in rows:
            yield row[0]
            if row[6]:
                yield row[6]

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        types, functions = names.types, names.functions
        for oid, arguments, modes, called, defaults, returns, support, transforms, *others, settings in rows:
            yield (
                oid,
                functions[oid],
                (
                    argument_facts(arguments, modes, called, defaults, names),
                    types[returns, -1],
                    functions[support] if support else None,
                    tuple([types[type_, -1] for type_ in transforms]),
                    tuple(others),
                    pairs(settings),
                    names.comment("pg_proc", oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Function:
        arguments, returns, support, transforms, others, settings, comment = facts
        kind, set_of, language, body, library, definition, volatility, strict, definer, leakproof, *rest = others
        parallel, cost, rows = rest
        return Function(
            ref=ref,
            arguments=load_arguments(arguments),
            returns=None if kind == "p" else returns,
            set_of=set_of,
            language=language,
            body=None if definition is not None else body,
            library=library,
            definition=Expr.of(definition) if definition is not None else None,
            procedure=kind == "p",
            window=kind == "w",
            volatility=VOLATILITIES[volatility],
            strict=strict,
            security_definer=definer,
            leakproof=leakproof,
            parallel=PARALLELS[parallel],
            cost=cost,
            rows=rows,
            support=support,
            settings=settings,
            transforms=transforms,
            comment=comment,
            position=position,
        )


def argument_facts(
    types: list[int], modes: list[str] | None, called: list[str] | None, defaults: list[str | None] | None, names: Names
) -> Facts:
    """Type, name, mode and default of each argument, of the arrays in pg_proc."""
    return tuple(
        [
            (
                names.types[type_, -1],
                called[place] if called else "",
                modes[place] if modes else "i",
                defaults[place] if defaults else None,
            )
            for place, type_ in enumerate(types)
        ]
    )


def load_arguments(facts: Iterable[Any]) -> tuple[Argument, ...]:
    """The arguments of argument_facts()."""
    return tuple(
        Argument(type=type_, name=name, mode=MODES[mode], default=Expr.of(default) if default is not None else None)
        for type_, name, mode, default in facts
    )
