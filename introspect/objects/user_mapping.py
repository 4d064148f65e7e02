from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, open_options
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.foreign_server import foreign_server
from mizzle.model.ref import Ref
from mizzle.model.role import role
from mizzle.model.user_mapping import UserMapping, user_mapping


class UserMappingReader(Reader):
    catalog = "pg_user_mapping"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT umid, srvname::text, usename::text, umoptions FROM pg_user_mappings
            WHERE %s::oid[] IS NOT NULL ORDER BY srvname, usename"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:  # noqa: ARG002
        for oid, server, user, options in rows:
            yield oid, user_mapping(foreign_server(server), role(user)), (server, user, open_options(options))

    def load(self, ref: Ref, facts: Facts, position: int) -> UserMapping:
        server, user, options = facts
        return UserMapping(ref=ref, server=foreign_server(server), user=role(user), options=options, position=position)
