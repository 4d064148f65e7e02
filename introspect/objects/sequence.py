from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.model.sequence import Counter


class SequenceReader(Reader):
    catalog = "pg_class"

    def query(self, version: int) -> str:  # noqa: ARG002
        # Identity sequences (deptype i) are facts of their columns.
        return """
            SELECT c.oid, c.relnamespace, c.relname, c.relpersistence = 'u',
                   format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
                   d.deptype::text, d.refobjid, d.refobjsubid
            FROM pg_class c
            JOIN pg_sequence s ON s.seqrelid = c.oid
            LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')
                 AND d.refclassid = 'pg_class'::regclass
            WHERE c.relkind = 'S' AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, unlogged, *counter, dependency, table, number in rows:
            if dependency != "i" and ("pg_class", oid) not in names.members:
                owner = names.columns.get((table, number)) if dependency else None
                yield (
                    oid,
                    Ref("sequence", names.namespaces[namespace], name),
                    (tuple(counter), owner, unlogged, names.comment("pg_class", oid)),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.sequence import Sequence

        counter, owner, unlogged, comment = facts
        return Sequence(
            ref=ref,
            counter=load_counter(counter),
            owned_by=owner,
            unlogged=unlogged,
            comment=comment,
            position=position,
        )


def load_counter(row: Row) -> "Counter":
    """A counter of the columns of pg_sequence."""
    from mizzle.model.sequence import Counter

    kind, start, increment, minimum, maximum, cache, cycle = row
    return Counter(
        type=kind, start=start, increment=increment, minimum=minimum, maximum=maximum, cache=cache, cycle=cycle
    )
