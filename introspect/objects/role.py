from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.ref import Ref
from mizzle.model.role import Membership, Role, role


class RoleReader(Reader):
    """The roles of the cluster, PostgreSQL's own aside. Passwords are not looked at."""

    catalog = "pg_authid"

    def query(self, version: int) -> str:
        # Before 16 the member's own INHERIT decides, and nothing keeps it from SET ROLE.
        options = "m.inherit_option, m.set_option" if version >= 160000 else "r.rolinherit, true"
        return f"""
            SELECT r.oid, r.rolname::text, r.rolcanlogin, r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolinherit,
                   r.rolreplication, r.rolbypassrls, r.rolconnlimit,
                   CASE WHEN isfinite(r.rolvaliduntil)
                        THEN to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '+00' END,
                   r.rolconfig, shobj_description(r.oid, 'pg_authid'),
                   g.rolname::text, m.admin_option, {options}
            FROM pg_roles r
            LEFT JOIN pg_auth_members m ON m.member = r.oid
            LEFT JOIN pg_roles g ON g.oid = m.roleid
            WHERE r.rolname !~ '^pg_' AND %s::oid[] IS NOT NULL
            ORDER BY r.rolname, g.rolname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:  # noqa: ARG002
        found: dict[int, tuple[Row, dict[str, Row]]] = {}
        for *own, group, admin, inherit, set_ in rows:
            _, groups = found.setdefault(own[0], (tuple(own[1:]), {}))
            if group is not None:  # since 16 several roles may have granted it: what any of them gave is there
                before = groups.get(group, (False, False, False))
                groups[group] = (before[0] or admin, before[1] or inherit, before[2] or set_)
        for oid, ((name, *facts, settings, comment), groups) in found.items():
            members = tuple((group, *groups[group]) for group in sorted(groups))
            yield oid, role(name), (*facts, members, pairs(settings), comment)

    def load(self, ref: Ref, facts: Facts, position: int) -> Role:
        login, superuser, db, roles, inherit, replication, bypass, limit, until, members, settings, comment = facts
        return Role(
            ref=ref,
            login=login,
            superuser=superuser,
            create_db=db,
            create_role=roles,
            inherit=inherit,
            replication=replication,
            bypass_rls=bypass,
            connection_limit=limit,
            valid_until=until,
            member_of=tuple(Membership(role(group), *options) for group, *options in members),
            settings=settings,
            comment=comment,
            position=position,
        )
