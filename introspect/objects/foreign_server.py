from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, open_options
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.foreign_server import ForeignServer, foreign_server
from mizzle.model.ref import Ref


class ForeignServerReader(Reader):
    catalog = "pg_foreign_server"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT s.oid, srvname::text, fdwname::text, srvtype, srvversion, srvoptions
            FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw
            WHERE %s::oid[] IS NOT NULL ORDER BY srvname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, wrapper, type_, version, options in rows:
            if ("pg_foreign_server", oid) not in names.members:
                comment = names.comment("pg_foreign_server", oid)
                yield oid, foreign_server(name), (wrapper, type_, version, open_options(options), comment)

    def load(self, ref: Ref, facts: Facts, position: int) -> ForeignServer:
        wrapper, type_, version, options, comment = facts
        return ForeignServer(
            ref=ref,
            wrapper=Ref("foreign_data_wrapper", "", wrapper),
            type=type_,
            version=version,
            options=options,
            comment=comment,
            position=position,
        )
