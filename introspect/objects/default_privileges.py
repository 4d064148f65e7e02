from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.privileges import ENTRY, load_grants, owned, told
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges, default_privileges
from mizzle.model.privileges import grantable
from mizzle.model.ref import Ref
from mizzle.model.role import role

LETTERS = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES", "n": "SCHEMAS", "L": "LARGE OBJECTS"}


class DefaultPrivilegesReader(Reader):
    catalog = "pg_default_acl"

    def query(self, version: int) -> str:  # noqa: ARG002
        # In a namespace an entry for the role itself is one like all others; 0 is nobody's OID.
        entry = ENTRY.format(owner="CASE d.defaclnamespace WHEN 0 THEN d.defaclrole ELSE 0 END")
        return f"""
            SELECT d.oid, d.defaclnamespace, pg_get_userbyid(d.defaclrole)::text, d.defaclobjtype::text, {entry}
            FROM pg_default_acl d LEFT JOIN LATERAL aclexplode(d.defaclacl) x ON true
            WHERE d.defaclnamespace = ANY(%s::oid[] || 0::oid)
            ORDER BY 2, 3, 4"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        found: dict[Row, list[Row]] = {}
        for oid, space, who, letter, *entry in rows:
            mine = found.setdefault((oid, space, who, letter), [])
            if entry[1] is not None:
                mine.append(tuple(entry))
        for (oid, space, who, letter), entries in found.items():
            objects = LETTERS[letter]
            everything = grantable(OBJECTS[objects], names.version // 10000)
            grants = tuple((*entry[:3], None, (), False) for entry in told((*entry[:3], None) for entry in entries))
            yield (
                oid,
                default_privileges(names.namespaces.get(space, ""), role(who), objects),
                (who, objects, grants, None if space else owned(entries, everything)),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> DefaultPrivileges:
        who, objects, grants, own = facts
        return DefaultPrivileges(
            ref=ref, role=role(who), objects=objects, grants=load_grants(grants), own=own, position=position
        )
