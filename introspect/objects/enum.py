from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class EnumReader(Reader):
    catalog = "pg_type"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT t.oid, t.typnamespace, t.typname,
                   ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder)
            FROM pg_type t
            WHERE t.typtype = 'e' AND t.typnamespace = ANY(%s)
            ORDER BY t.typname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, namespace, name, labels in rows:
            if ("pg_type", oid) not in names.members:
                yield (
                    oid,
                    Ref("enum", names.namespaces[namespace], name),
                    (tuple(labels), names.comment("pg_type", oid)),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.enum import Enum

        return Enum(ref=ref, labels=facts[0], comment=facts[1], position=position)
