from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.owner import Owner
from mizzle.model.privileges import beside
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


class OwnerReader(Reader):
    catalog = "pg_shdepend"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            WITH {OWNERS}
            SELECT catalog, o.oid, rolname::text FROM object o JOIN pg_roles r ON r.oid = owner
            WHERE (o.oid >= 16384 OR catalog = 'pg_namespace') AND %s::oid[] IS NOT NULL"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for catalog, oid, owner in rows:
            of = names.address(catalog, oid, 0)
            if of is not None:
                yield oid, beside("owner", of), (of, owner)

    def load(self, ref: Ref, facts: Facts, position: int) -> Owner:
        of, owner = facts
        return Owner(ref=ref, of=of, role=role(owner), position=position)
