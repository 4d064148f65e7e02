from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class ExtensionReader(Reader):
    catalog = "pg_extension"

    def query(self, version: int) -> str:  # noqa: ARG002
        # plpgsql is there from the beginning. The comment is the control file's unless somebody changed it.
        return """
            SELECT e.oid, e.extname, n.nspname, e.extversion, a.comment
            FROM pg_extension e
            JOIN pg_namespace n ON n.oid = e.extnamespace
            LEFT JOIN pg_available_extensions a ON a.name = e.extname
            WHERE e.extname <> 'plpgsql' AND %s::oid[] IS NOT NULL
            ORDER BY e.extname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, namespace, version, own_comment in rows:
            comment = names.comment("pg_extension", oid)
            yield oid, Ref("extension", "", name), (namespace, version, None if comment == own_comment else comment)

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.extension import Extension

        return Extension(ref=ref, target=facts[0], version=facts[1], comment=facts[2], position=position)
