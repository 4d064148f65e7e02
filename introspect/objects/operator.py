from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.operator import Operator, operated
from mizzle.model.ref import Ref


class OperatorReader(Reader):
    model = Operator
    catalog = "pg_operator"

    def query(self, version: int) -> str:  # noqa: ARG002
        # One without a function is a name that another mentions.
        return """
            SELECT o.oid, o.oprnamespace, o.oprname, o.oprleft, o.oprright, o.oprcode::oid, o.oprrest::oid,
                   o.oprjoin::oid, o.oprcanhash, o.oprcanmerge,
                   cn.nspname, c.oprname, c.oprleft, c.oprright, c.oprcode = 0,
                   nn.nspname, n.oprname, n.oprleft, n.oprright, n.oprcode = 0
            FROM pg_operator o
            LEFT JOIN pg_operator c ON c.oid = o.oprcom
            LEFT JOIN pg_namespace cn ON cn.oid = c.oprnamespace
            LEFT JOIN pg_operator n ON n.oid = o.oprnegate
            LEFT JOIN pg_namespace nn ON nn.oid = n.oprnamespace
            WHERE o.oprnamespace = ANY(%s) AND o.oprcode <> 0
            ORDER BY o.oprname, o.oid"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((oid, -1) for row in rows for oid in (*row[3:5], *row[12:14], *row[17:19]) if oid)

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (oid for row in rows for oid in row[5:8] if oid)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, left, right, function, restrict, join, *flags in rows:
            if ("pg_operator", oid) in names.members:
                continue
            hashes, merges, *links = flags
            types = names.types.get((left, -1)), names.types[right, -1]
            yield (
                oid,
                operated(names.namespaces[namespace], name, *types),
                (
                    *types,
                    *(names.functions.get(each) for each in (function, restrict, join)),
                    hashes,
                    merges,
                    *_link(links[:5], names),
                    *_link(links[5:], names),
                    names.comment("pg_operator", oid),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Operator:
        left, right, function, restrict, join, hashes, merges, commutator, shell, negator, shadow, comment = facts
        return Operator(
            ref=ref,
            left=left,
            right=right,
            function=function,
            restrict=restrict,
            join=join,
            hashes=hashes,
            merges=merges,
            commutator=commutator,
            negator=negator,
            shells=frozenset(link for link, bare in ((commutator, shell), (negator, shadow)) if bare),
            comment=comment,
            position=position,
        )


def _link(facts: Row | list[object], names: Names) -> tuple[Ref | None, bool]:
    space, name, left, right, shell = facts
    if name is None:
        return None, False
    return operated(str(space), str(name), names.types.get((left, -1)), names.types[right, -1]), bool(shell)  # type: ignore[index,arg-type]
