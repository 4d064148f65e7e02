from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.objects.foreign_data_wrapper import open_options
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.foreign_server import foreign_server
from mizzle.model.ref import Ref
from mizzle.model.table import Table


class TableReader(Reader):
    model = Table
    catalog = "pg_class"
    relkind = "rf"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT c.oid, c.relpersistence::text, c.reloptions, t.reloptions, c.relrowsecurity, c.relforcerowsecurity,
                   s.srvname::text, f.ftoptions
            FROM pg_class c
            LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN pg_foreign_table f ON c.relkind = 'f' AND f.ftrelid = c.oid
            LEFT JOIN pg_foreign_server s ON s.oid = f.ftserver
            WHERE c.relkind IN ('r', 'f') AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, persistence, options, toast, *security, server, foreign in rows:
            if oid in names.relations:
                yield (
                    oid,
                    names.relations[oid],
                    (
                        persistence == "u",
                        pairs(options) + pairs(toast, "toast."),
                        names.comment("pg_class", oid),
                        *security,
                        server,
                        open_options(foreign),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Table:
        unlogged, options, comment, security, forced, server, foreign = facts
        return Table(
            ref=ref,
            unlogged=unlogged,
            row_security=security,
            force_row_security=forced,
            options=options,
            server=foreign_server(server) if server is not None else None,
            foreign_options=foreign,
            comment=comment,
            position=position,
        )
