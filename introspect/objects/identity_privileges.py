from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.privileges import ENTRY, Entry, load_grants, owned, told
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class IdentityPrivilegesReader(Reader):
    catalog = "pg_shdepend"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT d.refobjid, d.refobjsubid, {ENTRY.format(owner="c.relowner")}
            FROM pg_class c
            JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
                 AND d.refclassid = 'pg_class'::regclass
            LEFT JOIN LATERAL aclexplode(c.relacl) x ON true
            WHERE c.relkind = 'S' AND c.relacl IS NOT NULL AND c.relnamespace = ANY(%s)
            ORDER BY 1, 2"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        entries: dict[tuple[int, int], list[Entry]] = {}
        for table, number, *entry in rows:
            mine = entries.setdefault((table, number), [])
            if entry[1] is not None:
                mine.append((entry[0], entry[1], entry[2], entry[3]))
        from mizzle.model.privileges import beside, grantable

        everything = grantable("SEQUENCE", names.version // 10000)
        for (table, number), mine in entries.items():
            of = names.address("pg_class", table, number)
            grants, own = told(mine), owned(mine, everything)
            if of is not None and (grants or own is not None):
                yield (table, number), beside("identity_privileges", of), (of, grants, own)

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.identity_privileges import IdentityPrivileges

        of, grants, own = facts
        return IdentityPrivileges(ref=ref, of=of, grants=load_grants(grants), own=own, position=position)
