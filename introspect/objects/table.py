from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.ref import Ref
from mizzle.model.table import Table


class TableReader(Reader):
    model = Table
    catalog = "pg_class"
    relkind = "r"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT c.oid, c.relpersistence::text, c.reloptions, t.reloptions, c.relrowsecurity, c.relforcerowsecurity
            FROM pg_class c
            LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
            WHERE c.relkind = 'r' AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, persistence, options, toast, *security in rows:
            if oid in names.relations:
                yield (
                    oid,
                    names.relations[oid],
                    (
                        persistence == "u",
                        pairs(options) + pairs(toast, "toast."),
                        names.comment("pg_class", oid),
                        *security,
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Table:
        unlogged, options, comment, security, forced = facts
        return Table(
            ref=ref,
            unlogged=unlogged,
            row_security=security,
            force_row_security=forced,
            options=options,
            comment=comment,
            position=position,
        )
