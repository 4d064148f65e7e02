from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.composite import Attribute, Composite
from mizzle.model.ref import Ref


class CompositeReader(Reader):
    catalog = "pg_type"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT t.oid, t.typnamespace, t.typname, c.oid,
                   ARRAY(SELECT attname::text FROM pg_attribute a
                         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum),
                   ARRAY(SELECT ARRAY[attnum::bigint, atttypid::bigint, atttypmod::bigint, attcollation::bigint]
                         FROM pg_attribute
                         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum)
            FROM pg_type t
            JOIN pg_class c ON c.oid = t.typrelid
            WHERE c.relkind = 'c' AND t.typnamespace = ANY(%s)
            ORDER BY t.typname"""

    def types(self, rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
        return ((type_oid, modifier) for row in rows for _, type_oid, modifier, _ in row[5])

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (collation for row in rows for *_, collation in row[5])

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, relation, called, attributes in rows:
            if ("pg_type", oid) not in names.members and ("pg_class", relation) not in names.members:
                yield (
                    oid,
                    Ref("composite", names.namespaces[namespace], name),
                    (
                        tuple(
                            (
                                own,
                                names.types[type_oid, modifier],
                                names.collations[collation]
                                if collation and collation != names.type_collations[type_oid]
                                else None,
                                names.comment("pg_class", relation, number),
                            )
                            for own, (number, type_oid, modifier, collation) in zip(called, attributes, strict=True)
                        ),
                        names.comment("pg_type", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Composite:
        attributes, comment = facts
        return Composite(
            ref=ref,
            attributes=tuple(
                Attribute(name=name, type=type_, collation=collation, comment=text)
                for name, type_, collation, text in attributes
            ),
            comment=comment,
            position=position,
        )
