from collections.abc import Iterable, Iterator

from mizzle.introspect.names import PUBLIC_COMMENT, Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.ref import Ref


class NamespaceReader(Reader):
    model = Namespace
    catalog = "pg_namespace"

    def query(self, version: int) -> str:  # noqa: ARG002
        return "SELECT oid, nspname FROM pg_namespace WHERE oid = ANY(%s) ORDER BY nspname"

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name in rows:
            comment = names.comment("pg_namespace", oid)
            yield oid, namespace(name), (None if comment == PUBLIC_COMMENT and name == "public" else comment,)

    def load(self, ref: Ref, facts: Facts, position: int) -> Namespace:
        return Namespace(ref=ref, comment=facts[0], position=position)
