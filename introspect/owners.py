"""Who runs the plan, and who owns what: a rebuilt object goes back to its owner, a new one belongs to whoever makes it."""

from mizzle.introspect.depends import addresses
from mizzle.introspect.objects.owner import OWNERS
from mizzle.introspect.read import Catalog, Connection
from mizzle.model.facts import Facts
from mizzle.model.ref import Ref
from mizzle.model.role import role

QUERY = f"""
    WITH {OWNERS}
    SELECT catalog, o.oid, rolname::text FROM object o JOIN pg_roles r ON r.oid = owner
    WHERE o.oid >= 16384 AND rolname <> current_user"""


def read_facts(connection: Connection, catalog: Catalog) -> Facts:
    """What planning needs of the server whose catalog this is."""
    with connection.cursor(binary=True) as cursor:
        user = cursor.execute(b"SELECT current_user::text", prepare=False).fetchone()
        rows = cursor.execute(QUERY.encode(), prepare=False).fetchall()
    owners: dict[Ref, Ref] = {}
    if rows:
        known = addresses(catalog)
        for where, oid, owner in rows:
            ref = known.get((where, oid, 0))
            if ref is not None:
                owners[ref] = role(owner)
    return Facts(connection.info.server_version, role(user[0]) if user else None, owners)
