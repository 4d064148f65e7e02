from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.index import opclass
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.range import Range, usual_multirange
from mizzle.model.ref import Ref


class RangeReader(Reader):
    catalog = "pg_type"

    def query(self, version: int) -> str:  # noqa: ARG002
        # Of the functions that make values those with the fewest arguments, two and none.
        return """
            SELECT t.oid, t.typnamespace, t.typname, r.rngsubtype, r.rngcollation, r.rngsubopc,
                   r.rngcanonical::oid, r.rngsubdiff::oid, m.typname, n.nspname,
                   ARRAY(SELECT ARRAY[s.nspname, p.proname]
                         FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid JOIN pg_namespace s ON s.oid = p.pronamespace
                         WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid IN (t.oid, m.oid)
                           AND d.classid = 'pg_proc'::regclass AND d.deptype = 'i' AND p.pronargs IN (0, 2)
                         ORDER BY p.pronargs DESC)
            FROM pg_range r
            JOIN pg_type t ON t.oid = r.rngtypid
            JOIN pg_type m ON m.oid = r.rngmultitypid
            JOIN pg_namespace n ON n.oid = m.typnamespace
            WHERE t.typnamespace = ANY(%s)
            ORDER BY t.typname"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((row[3], -1) for row in rows)

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[4] for row in rows)

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (oid for row in rows for oid in row[6:8] if oid)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, subtype, collation, order, canonical, difference, *multi, makers in rows:
            if ("pg_type", oid) not in names.members:
                multirange, where = multi
                here = names.namespaces[namespace]
                usual = (usual_multirange(name), here)
                renamed = makers != [[here, name], [where, multirange]]
                yield (
                    oid,
                    Ref("range", here, name),
                    (
                        names.types[subtype, -1],
                        None if (multirange, where) == usual else Ref("type", where, multirange),
                        opclass(order, subtype, names),
                        names.collations[collation]
                        if collation and collation != names.type_collations[subtype]
                        else None,
                        names.functions.get(canonical),
                        names.functions.get(difference),
                        tuple(Ref("maker", *maker) for maker in makers) if renamed else (),
                        names.comment("pg_type", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Range:
        subtype, multirange, order, collation, canonical, difference, makers, comment = facts
        return Range(
            ref=ref,
            subtype=subtype,
            multirange=multirange,
            opclass=order,
            collation=collation,
            canonical=canonical,
            subtype_diff=difference,
            makers=makers,
            comment=comment,
            position=position,
        )
