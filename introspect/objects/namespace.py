from collections.abc import Iterable, Iterator

from mizzle.introspect.names import PUBLIC_COMMENT, Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class NamespaceReader(Reader):
    catalog = "pg_namespace"

    def query(self, version: int) -> str:  # noqa: ARG002
        return "SELECT oid, nspname FROM pg_namespace WHERE oid = ANY(%s) ORDER BY nspname"

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name in rows:
            comment = names.comment("pg_namespace", oid)
            yield (
                oid,
                Ref("namespace", "", name),
                (None if comment == PUBLIC_COMMENT and name == "public" else comment,),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.namespace import Namespace

        return Namespace(ref=ref, comment=facts[0], position=position)
