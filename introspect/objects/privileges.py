from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.model.privileges import Grant

# Role names of an exploded ACL; the owner is told by NULL.
ENTRY = """
    CASE x.grantee WHEN 0 THEN 'public' WHEN {owner} THEN NULL ELSE pg_get_userbyid(x.grantee)::text END,
    x.privilege_type, x.is_grantable, CASE x.grantor WHEN {owner} THEN NULL ELSE pg_get_userbyid(x.grantor)::text END"""
Entry = tuple[str | None, str, bool, str | None]  # role, privilege, grantable, by


class PrivilegesReader(Reader):
    catalog = "pg_shdepend"

    def query(self, version: int) -> str:  # noqa: ARG002
        # OFFSET 0: the few columns that have privileges are sought in one go, not table by table. What initdb gave on public and
        # nobody has touched is nothing to tell.
        return f"""
            WITH spaces (oids) AS (SELECT %s::oid[]),
            object (catalog, oid, number, part, owner, acl) AS (
                SELECT 'pg_class', c.oid, 0, '', relowner, relacl FROM pg_class c, spaces
                WHERE relacl IS NOT NULL AND relnamespace = ANY(oids)
                UNION ALL
                SELECT 'pg_class', c.oid, a.attnum::int, a.attname::text, c.relowner, a.attacl
                FROM (SELECT * FROM pg_attribute WHERE attacl IS NOT NULL AND NOT attisdropped OFFSET 0) a
                JOIN pg_class c ON c.oid = a.attrelid, spaces
                WHERE c.relnamespace = ANY(oids)
                UNION ALL
                SELECT 'pg_proc', oid, 0, '', proowner, proacl FROM pg_proc, spaces
                WHERE proacl IS NOT NULL AND pronamespace = ANY(oids)
                UNION ALL
                SELECT 'pg_type', oid, 0, '', typowner, typacl FROM pg_type, spaces
                WHERE typacl IS NOT NULL AND typnamespace = ANY(oids)
                UNION ALL
                SELECT 'pg_class', typrelid, 0, '', typowner, typacl FROM pg_type JOIN pg_class c ON c.oid = typrelid, spaces
                WHERE typacl IS NOT NULL AND c.relkind = 'c' AND typnamespace = ANY(oids)
                UNION ALL
                SELECT 'pg_namespace', n.oid, 0, '', nspowner, nspacl FROM pg_namespace n, spaces
                WHERE (nspacl IS NOT NULL OR nspname = 'public') AND n.oid = ANY(oids) AND NOT EXISTS (
                    SELECT FROM pg_init_privs p WHERE p.objoid = n.oid AND p.classoid = 'pg_namespace'::regclass
                        AND p.privtype = 'i' AND p.initprivs = n.nspacl)
                UNION ALL
                SELECT 'pg_foreign_data_wrapper', oid, 0, '', fdwowner, fdwacl FROM pg_foreign_data_wrapper WHERE fdwacl IS NOT NULL
                UNION ALL
                SELECT 'pg_foreign_server', oid, 0, '', srvowner, srvacl FROM pg_foreign_server WHERE srvacl IS NOT NULL
            )
            SELECT catalog, oid, number, part, acl IS NULL, {ENTRY.format(owner="owner")}
            FROM object LEFT JOIN LATERAL aclexplode(acl) x ON true
            ORDER BY catalog, oid, number"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        entries: dict[tuple[str, int, int, str], list[Entry]] = {}
        for catalog, oid, number, part, untold, *entry in rows:
            mine = entries.setdefault((catalog, oid, number, part), [])
            if entry[1] is not None:
                mine.append((entry[0], entry[1], entry[2], entry[3]))
            elif untold:
                mine.append((None, "ALL", False, None))
        if not entries:
            return
        from mizzle.model.privileges import WORDS, beside, grantable, usual

        major = names.version // 10000
        for (catalog, oid, number, part), mine in entries.items():
            of = names.address(catalog, oid, number)
            if of is None and part:  # a view's columns follow from its query
                of = names.address(catalog, oid, 0)
                column = part
            else:
                column = ""
            if of is None or (catalog, oid) in names.members:
                continue
            word = "COLUMN" if part else WORDS.get(of.kind, "TYPE")
            grants = told(mine)
            own = None if number else owned(mine, grantable(word, major))
            if own is not None or frozenset(load_grants(grants)) != usual(of, word, major):
                yield (oid, number), beside("privileges", of, column), (of, column, grants, own)

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.privileges import Privileges

        of, column, grants, own = facts
        return Privileges(ref=ref, of=of, column=column, grants=load_grants(grants), own=own, position=position)


def told(entries: Iterable[Entry]) -> tuple[Facts, ...]:
    """The entries of everybody but the owner; a privilege that several granted is the owner's gift where it can be."""
    found: dict[tuple[str, str], list[tuple[str | None, bool]]] = {}
    back = set()  # what others have passed on to the owner
    for who, privilege, option, by in entries:
        if who is None:
            back.add((by, privilege))
        else:
            found.setdefault((who, privilege), []).append((by, option))
    grants = []
    for (who, privilege), gifts in sorted(found.items()):
        givers = [by for by, _ in gifts]
        by = None if None in givers else givers[-1]
        several = tuple(gifts) if len(gifts) > 1 else ()
        grants.append((who, privilege, any(option for _, option in gifts), by, several, (who, privilege) in back))
    return tuple(grants)


def owned(entries: Iterable[Entry], everything: tuple[str, ...]) -> tuple[str, ...] | None:
    """What the owner has; None for everything."""
    own = {privilege for who, privilege, _, _ in entries if who is None}
    return None if own >= set(everything) or own == {"ALL"} else tuple(sorted(own))


def load_grants(grants: Facts) -> "tuple[Grant, ...]":
    """Grants of the facts that told() makes."""
    from mizzle.model.privileges import Grant
    from mizzle.model.role import PUBLIC, role

    return tuple(
        Grant(
            PUBLIC if who == "public" else role(who),
            privilege,
            option,
            by and role(by),
            tuple((giver and role(giver), whether) for giver, whether in several),
            back,
        )
        for who, privilege, option, by, several, back in grants
    )
