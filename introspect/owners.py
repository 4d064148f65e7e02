"""Who runs the plan, who owns what, how big tables are and which types are stored alike.

A rebuilt object goes back to its owner, a new one belongs to whoever makes it.
"""

from mizzle.introspect.depends import addresses
from mizzle.introspect.objects.owner import OWNERS
from mizzle.introspect.read import Catalog, Connection
from mizzle.model.facts import Facts
from mizzle.model.hazard import Size
from mizzle.model.ref import Ref
from mizzle.model.role import role

QUERY = f"""
    WITH {OWNERS}
    SELECT catalog, o.oid, rolname::text FROM object o JOIN pg_roles r ON r.oid = owner
    WHERE o.oid >= 16384 AND rolname <> current_user"""

# What ANALYZE and the statistics collector know. pg_relation_size() would wait for whoever has locked a table.
SIZES = """
    SELECT oid, rows, CASE WHEN reltuples > 0
        THEN (relpages * current_setting('block_size')::numeric * greatest(rows / reltuples, 1))::bigint
        ELSE relpages * current_setting('block_size')::bigint END
    FROM (SELECT oid, greatest(reltuples::bigint, nullif(pg_stat_get_live_tuples(oid), 0)) AS rows, reltuples::numeric, relpages
          FROM pg_class WHERE relkind IN ('r', 'm') AND oid >= 16384) counted"""
COERCIBLE = """
    SELECT format_type(castsource, NULL), format_type(casttarget, NULL) FROM pg_cast WHERE castmethod = 'b'"""


def read_facts(connection: Connection, catalog: Catalog) -> Facts:
    """What planning needs of the server whose catalog this is."""
    with connection.cursor(binary=True) as cursor:
        user = cursor.execute(b"SELECT current_user::text", prepare=False).fetchone()
        rows = cursor.execute(QUERY.encode(), prepare=False).fetchall()
        sizes = cursor.execute(SIZES.encode(), prepare=False).fetchall()
        alike = frozenset(cursor.execute(COERCIBLE.encode(), prepare=False).fetchall())
    owners: dict[Ref, Ref] = {}
    known = addresses(catalog) if rows or sizes else {}
    if rows:
        for where, oid, owner in rows:
            ref = known.get((where, oid, 0))
            if ref is not None:
                owners[ref] = role(owner)
    big = {ref: Size(*size) for oid, *size in sizes if (ref := known.get(("pg_class", oid, 0)))}
    return Facts(connection.info.server_version, role(user[0]) if user else None, owners, big, alike)
