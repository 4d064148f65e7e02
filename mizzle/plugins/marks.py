"""By what a start finds that nothing is to be done: a digest of what each plugin declares and of what the database has.

DDL writes a new version of every catalog row that it changes, so (oid, xmin) tells of any change. The rows of pg_class are
told by what they say: foreign keys of others, TRUNCATE and VACUUM FULL write new versions that mean nothing here. All rows
are sought by index, from the dependencies of the namespaces that are asked for: what else the database holds costs nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping

import psycopg
from attrs import frozen

from mizzle import history
from mizzle.connection import Connection, describe
from mizzle.dsl.essence import Essence
from mizzle.errors import HistoryError
from mizzle.version import __version__

PREFIX = "plugin "  # "project" is the files' source, and a plugin may be called so
OUTSIDE = ""  # the mark of what stands outside namespaces
# Both pg_attrdef and the types of rows and arrays are left out: what changes there changes pg_attribute or pg_class too.
_RELATION = """hash_record_extended(({0}.oid, {0}.relname, {0}.relkind, {0}.relowner, {0}.relam, {0}.reltablespace,
    {0}.relpersistence, {0}.relrowsecurity, {0}.relforcerowsecurity, {0}.relreplident, {0}.reloptions, {0}.relacl,
    {0}.relpartbound::text, {0}.reloftype), {1})"""
_ROLES = """rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolconnlimit,
    rolvaliduntil, rolbypassrls, rolconfig"""
_DESCRIBED = (
    "pg_extension",
    "pg_publication",
    "pg_event_trigger",
    "pg_foreign_data_wrapper",
    "pg_foreign_server",
    "pg_cast",
)
# Each catalog's rows are hashed with a seed of their own.
ROWS = f"""
    WITH space AS MATERIALIZED (SELECT oid, xmin, nspname FROM pg_namespace WHERE nspname = ANY(%(spaces)s)),
    own AS MATERIALIZED (
        SELECT DISTINCT s.oid AS space, classid, objid FROM space s
        JOIN pg_depend ON refclassid = 'pg_namespace'::regclass AND refobjid = s.oid),
    relation AS MATERIALIZED (
        SELECT space, c.* FROM own JOIN pg_class c ON c.oid = objid WHERE classid = 'pg_class'::regclass
        UNION ALL
        SELECT space, c.* FROM own JOIN pg_type t ON t.oid = objid JOIN pg_class c ON c.oid = typrelid
        WHERE classid = 'pg_type'::regclass AND c.relkind = 'c'),
    type AS MATERIALIZED (
        SELECT space, t.oid, t.xmin FROM own JOIN pg_type t ON t.oid = objid WHERE classid = 'pg_type'::regclass),
    key AS MATERIALIZED (
        SELECT space, k.oid, k.xmin FROM relation r JOIN pg_constraint k ON conrelid = r.oid
        UNION ALL SELECT space, k.oid, k.xmin FROM type t JOIN pg_constraint k ON contypid = t.oid),
    guard AS MATERIALIZED (
        SELECT space, 'pg_trigger'::regclass AS catalog, g.oid, g.xmin
        FROM relation r JOIN pg_trigger g ON tgrelid = r.oid WHERE NOT tgisinternal
        UNION ALL SELECT space, 'pg_policy'::regclass, y.oid, y.xmin FROM relation r JOIN pg_policy y ON polrelid = r.oid
        UNION ALL SELECT space, 'pg_rewrite'::regclass, w.oid, w.xmin FROM relation r JOIN pg_rewrite w ON ev_class = r.oid),
    told AS MATERIALIZED (SELECT EXISTS (SELECT FROM pg_description WHERE objoid >= 16384) AS any),
    described (space, catalog, oid) AS (
        SELECT space, classid, objid FROM own WHERE (SELECT t.any FROM told t)
        UNION ALL SELECT space, 'pg_constraint'::regclass, oid FROM key WHERE (SELECT t.any FROM told t)
        UNION ALL SELECT space, catalog, oid FROM guard WHERE (SELECT t.any FROM told t)
        UNION ALL SELECT space, 'pg_class'::regclass, indexrelid FROM relation r JOIN pg_index ON indrelid = r.oid
            WHERE (SELECT t.any FROM told t)
        UNION ALL SELECT space, 'pg_class'::regclass, oid FROM relation WHERE relkind = 'c' AND (SELECT t.any FROM told t)),
    row (space, what) AS (
        SELECT oid, hash_record_extended((oid, xmin, obj_description(oid, 'pg_namespace')), 1) FROM space
        UNION ALL SELECT space, {_RELATION.format("r", 2)} FROM relation r
        UNION ALL SELECT space, hash_record_extended((attrelid, attnum, a.xmin), 3)
            FROM relation r JOIN pg_attribute a ON attrelid = r.oid WHERE attnum > 0
        UNION ALL SELECT space, hash_record_extended((indexrelid, i.xmin), {_RELATION.format("c", 4)})
            FROM relation r JOIN pg_index i ON indrelid = r.oid JOIN pg_class c ON c.oid = indexrelid
        UNION ALL SELECT space, hash_record_extended((r.oid, c.reloptions), 33)
            FROM relation r JOIN pg_class c ON c.oid = r.reltoastrelid WHERE c.reloptions IS NOT NULL
        UNION ALL SELECT space, hash_record_extended((oid, xmin), 5) FROM key
        UNION ALL SELECT space, hash_record_extended((oid, xmin, catalog::oid), 6) FROM guard
        UNION ALL SELECT space, hash_record_extended((inhrelid, inhparent, inhseqno, h.xmin), 7)
            FROM relation r JOIN pg_inherits h ON inhrelid = r.oid
        UNION ALL SELECT space, hash_record_extended((seqrelid, q.xmin), 8)
            FROM relation r JOIN pg_sequence q ON seqrelid = r.oid
        UNION ALL SELECT space, hash_record_extended((ftrelid, f.xmin), 9)
            FROM relation r JOIN pg_foreign_table f ON ftrelid = r.oid
        UNION ALL SELECT space, hash_record_extended((oid, xmin), 10) FROM type
        UNION ALL SELECT space, hash_record_extended((e.oid, e.xmin), 11) FROM type t JOIN pg_enum e ON enumtypid = t.oid
        UNION ALL SELECT space, hash_record_extended((p.oid, p.xmin), 12)
            FROM own JOIN pg_proc p ON p.oid = objid WHERE classid = 'pg_proc'::regclass
        UNION ALL SELECT space, hash_record_extended((x.oid, x.xmin), 13)
            FROM own JOIN pg_statistic_ext x ON x.oid = objid WHERE classid = 'pg_statistic_ext'::regclass
        UNION ALL SELECT space, hash_record_extended((c.oid, c.xmin), 14)
            FROM own JOIN pg_collation c ON c.oid = objid WHERE classid = 'pg_collation'::regclass
        UNION ALL SELECT space, hash_record_extended((c.oid, c.xmin), 15)
            FROM own JOIN pg_ts_config c ON c.oid = objid WHERE classid = 'pg_ts_config'::regclass
        UNION ALL SELECT space, hash_record_extended((mapcfg, maptokentype, mapseqno, m.xmin), 16)
            FROM own JOIN pg_ts_config_map m ON mapcfg = objid WHERE classid = 'pg_ts_config'::regclass
        UNION ALL SELECT space, hash_record_extended((d.oid, d.xmin), 17)
            FROM own JOIN pg_ts_dict d ON d.oid = objid WHERE classid = 'pg_ts_dict'::regclass
        UNION ALL SELECT space, hash_record_extended((objoid, classoid, objsubid, d.xmin), 18)
            FROM described o JOIN pg_description d ON d.objoid = o.oid AND d.classoid = o.catalog
        UNION ALL SELECT 0, what FROM (
            SELECT hash_record_extended((oid, xmin), 19) FROM pg_extension
            UNION ALL SELECT hash_record_extended((oid, xmin), 20) FROM pg_event_trigger
            UNION ALL SELECT hash_record_extended((oid, xmin), 21) FROM pg_publication
            UNION ALL SELECT hash_record_extended((oid, xmin), 22) FROM pg_publication_rel
            UNION ALL SELECT hash_record_extended((oid, xmin), 23) FROM pg_foreign_data_wrapper
            UNION ALL SELECT hash_record_extended((oid, xmin), 24) FROM pg_foreign_server
            UNION ALL SELECT hash_record_extended((umid, srvid, umuser, umoptions), 25) FROM pg_user_mappings
            UNION ALL SELECT hash_record_extended((oid, xmin), 26) FROM pg_cast WHERE oid >= 16384
            UNION ALL SELECT hash_record_extended((oid, xmin), 27) FROM pg_default_acl
            UNION ALL SELECT hash_record_extended((roleid, member, admin_option), 28) FROM pg_auth_members
            UNION ALL SELECT hash_record_extended((oid, {_ROLES}), 29) FROM pg_roles WHERE rolname !~ '^pg_'
            UNION ALL SELECT hash_record_extended((objoid, classoid, xmin), 30) FROM pg_shdescription WHERE objoid >= 16384
            UNION ALL SELECT hash_record_extended((objoid, classoid, xmin), 31) FROM pg_description
                WHERE classoid::regclass::text = ANY(%(described)s)
            {{more}}
        ) shared (what) WHERE %(outside)s)"""
NEWER = "UNION ALL SELECT hash_record_extended((oid, xmin), 32) FROM pg_publication_namespace"  # PostgreSQL 15
NOW = """
    SELECT 'now', coalesce(nspname, ''), count(*) || ' ' || bit_xor(what)
    FROM row LEFT JOIN space ON space.oid = row.space GROUP BY nspname"""
KNOWN = """
    SELECT 'known', substr(source, 8), fingerprint FROM (
        SELECT DISTINCT ON (source) source, fingerprint FROM {table}
        WHERE starts_with(source, 'plugin ') ORDER BY source, number DESC) last"""


@frozen
class Marks:
    """What is known of plugins, by their keys, and what namespaces look like now, as digests; {} where nothing is."""

    known: Mapping[str, str | None]
    now: Mapping[str, str]


def marks(connection: Connection, spaces: Iterable[str], *, outside: bool, home: history.Home | None = None) -> Marks:
    """What the namespaces look like and, with `home`, what its history knows of plugins. One round trip.

    outside  whether to look at what stands outside namespaces too
    """
    parts = [ROWS.format(more=NEWER if connection.info.server_version >= 150000 else ""), NOW]
    if home:
        parts.append(f"UNION ALL {KNOWN.format(table=home.sql)}")
    values = {"spaces": sorted(spaces), "outside": outside, "described": list(_DESCRIBED)}
    try:
        rows = connection.execute("\n".join(parts).encode(), values, prepare=False).fetchall()
    except psycopg.Error as error:
        if error.sqlstate in history.ABSENT:
            return Marks({}, {})
        raise HistoryError(f"what the database knows of plugins cannot be read: {describe(error)}") from None
    known = {name: mark for what, name, mark in rows if what == "known"}
    return Marks(known, {name: mark for what, name, mark in rows if what == "now"})


def fingerprint(essence: Essence, spaces: Iterable[str], now: Mapping[str, str]) -> str:
    """What a plugin declares and what its namespaces look like, as one digest."""
    places = [*sorted(spaces), *([OUTSIDE] if essence.outside else [])]
    words = repr((__version__, essence.digest, [(name, now.get(name)) for name in places]))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()
