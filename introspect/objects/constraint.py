"""What the readers of constraints share: one query brings them all, each kind takes its own rows.

A constraint is one row of pg_constraint; the index behind a key adds its INCLUDE columns and options.
"""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.objects.index import ATTACHED
from mizzle.introspect.reader import Found, Reader
from mizzle.model.ref import Ref


class KeyReader(Reader):
    """Primary keys and unique constraints."""

    kind: ClassVar[str]
    contype: ClassVar[str]
    catalog = "pg_constraint"

    def query(self, version: int) -> str:
        overlaps = "k.conperiod" if version >= 180000 else "false"
        distinct = "i.indnullsnotdistinct" if version >= 150000 else "false"
        return f"""
            SELECT k.oid, k.conrelid, k.conname, k.condeferrable, k.condeferred, i.indkey::int2[], i.indnkeyatts, {distinct},
                   c.reloptions, CASE WHEN c.reltablespace <> 0 THEN (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace) END, k.coninhcount > 0, i.indisvalid, {overlaps}, {ATTACHED}
            FROM pg_constraint k
            JOIN pg_index i ON i.indexrelid = k.conindid
            JOIN pg_class c ON c.oid = k.conindid
            WHERE k.contype = '{self.contype}' AND k.connamespace = ANY(%s)
            ORDER BY k.conrelid, k.conname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        columns, kind = names.columns, self.kind
        for (
            oid,
            table,
            name,
            deferrable,
            deferred,
            numbers,
            keys,
            not_distinct,
            options,
            tablespace,
            inherited,
            valid,
            without_overlaps,
            attached,
        ) in rows:
            where = names.relations.get(table)
            if where is None:
                continue
            above = names.parents_of(table) if inherited else ()
            refs = tuple([columns[table, number] for number in numbers])
            yield (
                oid,
                Ref(kind, where.schema, where.name, name),
                (
                    refs[:keys],
                    refs[keys:],
                    deferrable,
                    deferred,
                    pairs(options),
                    tablespace,
                    not_distinct,
                    valid,
                    without_overlaps,
                    Ref(kind, above[0].schema, above[0].name, attached) if attached and above else None,
                    names.comment("pg_constraint", oid),
                    above,
                ),
            )
