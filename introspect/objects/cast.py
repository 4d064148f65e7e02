from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.cast import Cast, between
from mizzle.model.ref import Ref

CONTEXTS = {"e": "explicit", "a": "assignment", "i": "implicit"}


class CastReader(Reader):
    catalog = "pg_cast"

    def query(self, version: int) -> str:  # noqa: ARG002
        # PostgreSQL's own have numbers below 16384; that of a range to its multirange belongs to the type.
        return """
            SELECT oid, castsource, casttarget, castfunc, castcontext::text, castmethod::text
            FROM pg_cast
            WHERE oid >= 16384 AND %s::oid[] IS NOT NULL AND NOT EXISTS (
                SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = pg_cast.oid AND d.deptype = 'i')
            ORDER BY castsource, casttarget"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((oid, -1) for row in rows for oid in row[1:3])

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[3] for row in rows if row[3])

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, source, target, function, context, method in rows:
            if ("pg_cast", oid) not in names.members:
                types = (names.types[source, -1], names.types[target, -1])
                yield (
                    oid,
                    between(*types),
                    (
                        *types,
                        names.functions.get(function),
                        method == "i",
                        CONTEXTS[context],
                        names.comment("pg_cast", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Cast:
        source, target, function, inout, context, comment = facts
        return Cast(
            ref=ref,
            source=source,
            target=target,
            function=function,
            inout=inout,
            context=context,
            comment=comment,
            position=position,
        )
