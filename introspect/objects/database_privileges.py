from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.privileges import ENTRY, load_grants, told
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.database_privileges import DATABASE, DatabasePrivileges
from mizzle.model.privileges import beside, usual
from mizzle.model.ref import Ref


class DatabasePrivilegesReader(Reader):
    catalog = "pg_shdepend"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT {ENTRY.format(owner="datdba")} FROM pg_database JOIN LATERAL aclexplode(datacl) x ON true
            WHERE datname = current_database() AND %s::oid[] IS NOT NULL"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        grants = told((row[0], row[1], row[2], row[3]) for row in rows)
        if not rows or frozenset(load_grants(grants)) == usual(DATABASE, "DATABASE", names.version // 10000):
            return
        yield 0, beside(DatabasePrivileges.kind, DATABASE), (grants,)

    def load(self, ref: Ref, facts: Facts, position: int) -> DatabasePrivileges:
        return DatabasePrivileges(ref=ref, grants=load_grants(facts[0]), position=position)
