"""Who runs the plan, and who owns what: a rebuilt object goes back to its owner, a new one belongs to whoever makes it."""

from mizzle.introspect.depends import addresses
from mizzle.introspect.read import Catalog, Connection
from mizzle.model.facts import Facts
from mizzle.model.ref import Ref
from mizzle.model.role import role

# A sequence that a column owns goes with its table, an index too.
OWNERS = """
    object (catalog, oid, owner) AS (
        SELECT 'pg_class', oid, relowner FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
               AND NOT EXISTS (SELECT FROM pg_depend d WHERE c.relkind = 'S' AND d.classid = 'pg_class'::regclass
                   AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i'))
        UNION ALL SELECT 'pg_type', oid, typowner FROM pg_type
        UNION ALL SELECT 'pg_proc', oid, proowner FROM pg_proc
        UNION ALL SELECT 'pg_namespace', oid, nspowner FROM pg_namespace
        UNION ALL SELECT 'pg_statistic_ext', oid, stxowner FROM pg_statistic_ext
        UNION ALL SELECT 'pg_collation', oid, collowner FROM pg_collation
        UNION ALL SELECT 'pg_operator', oid, oprowner FROM pg_operator
        UNION ALL SELECT 'pg_opclass', oid, opcowner FROM pg_opclass
        UNION ALL SELECT 'pg_opfamily', oid, opfowner FROM pg_opfamily
        UNION ALL SELECT 'pg_ts_config', oid, cfgowner FROM pg_ts_config
        UNION ALL SELECT 'pg_ts_dict', oid, dictowner FROM pg_ts_dict
        UNION ALL SELECT 'pg_foreign_data_wrapper', oid, fdwowner FROM pg_foreign_data_wrapper
        UNION ALL SELECT 'pg_foreign_server', oid, srvowner FROM pg_foreign_server
        UNION ALL SELECT 'pg_publication', oid, pubowner FROM pg_publication
        UNION ALL SELECT 'pg_event_trigger', oid, evtowner FROM pg_event_trigger
    )"""
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
