"""By what a start finds that nothing is to be done: a digest of what each plugin declares and of what the database has.

DDL writes a new version of every catalog row that it changes, so (oid, xmin) tells of any change. The rows of pg_class are
told by what they say: foreign keys of others, TRUNCATE and VACUUM FULL write new versions that mean nothing here. All rows
are sought by index, from the dependencies of the namespaces that are asked for: what else the database holds costs nothing.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping

import psycopg
from attrs import frozen

from mizzle import history
from mizzle.connection import Connection, describe
from mizzle.dsl.essence import Essence
from mizzle.errors import HistoryError
from mizzle.version import __version__

PREFIX = "plugin "  # "project" is the files' source, and a plugin may be called so
# Which part of ROWS tells of which kinds of objects. Each part costs the server half a millisecond before it reads a row.
PARTS = {
    "table": "namespace table column primary_key unique check foreign_key exclusion index",
    "sequence": "sequence",
    "heir": "heir",  # tables that have parents, are partitions or foreign
    "type": "enum domain composite range",
    "rule": "view materialized_view rule trigger policy",
    "routine": "function aggregate",
    "operator": "operator operator_class operator_family",
    "statistics": "statistics",
    "collation": "collation",
    "text search": "text_search_configuration text_search_dictionary",
    "outside": "extension publication publication_table event_trigger foreign_data_wrapper foreign_server user_mapping cast "
    "default_privileges role owner privileges identity_privileges database_privileges outside",
}
PART = {kind: part for part, kinds in PARTS.items() for kind in kinds.split()}
# Both pg_attrdef and the types of rows and arrays are left out: what changes there changes pg_attribute or pg_class too.
_RELATION = """hash_record_extended(({0}.oid, {0}.relname, {0}.relkind, {0}.relowner, {0}.relam, {0}.reltablespace,
    {0}.relpersistence, {0}.relrowsecurity, {0}.relforcerowsecurity, {0}.relreplident, {0}.reloptions, {0}.relacl,
    {0}.relpartbound::text, {0}.reloftype), {1})"""
_ROLES = """rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolconnlimit,
    rolvaliduntil, rolbypassrls, rolconfig"""
_DESCRIBED = """'pg_extension'::regclass, 'pg_publication'::regclass, 'pg_event_trigger'::regclass,
    'pg_foreign_data_wrapper'::regclass, 'pg_foreign_server'::regclass, 'pg_cast'::regclass"""


def _owned(catalog: str, seed: int) -> str:
    """The rows of a catalog whose objects stand in a namespace."""
    return f"""SELECT space, hash_record_extended((x.oid, x.xmin), {seed})
        FROM own JOIN {catalog} x ON x.oid = objid WHERE classid = '{catalog}'::regclass"""


# What later parts are made of. Each catalog's rows are hashed with a seed of their own.
SOURCES = {
    "table": f"""
    space AS MATERIALIZED (SELECT oid, xmin, nspname FROM pg_namespace WHERE nspname = ANY(%(spaces)s)),
    own AS MATERIALIZED (
        SELECT DISTINCT s.oid AS space, classid, objid FROM space s
        JOIN pg_depend ON refclassid = 'pg_namespace'::regclass AND refobjid = s.oid),
    relation AS MATERIALIZED (
        SELECT space, c.oid, c.reltoastrelid, {_RELATION.format("c", 2)} AS what
        FROM own JOIN pg_class c ON c.oid = objid WHERE classid = 'pg_class'::regclass),
    key AS MATERIALIZED (SELECT space, k.oid, k.xmin FROM relation r JOIN pg_constraint k ON conrelid = r.oid)""",
    "type": f""",
    type AS MATERIALIZED (
        SELECT space, t.oid, t.xmin, typrelid FROM own JOIN pg_type t ON t.oid = objid WHERE classid = 'pg_type'::regclass),
    composite AS MATERIALIZED (
        SELECT space, c.oid, {_RELATION.format("c", 2)} AS what
        FROM type t JOIN pg_class c ON c.oid = typrelid WHERE c.relkind = 'c'),
    domain_key AS MATERIALIZED (SELECT space, k.oid, k.xmin FROM type t JOIN pg_constraint k ON contypid = t.oid)""",
    "rule": """,
    guard AS MATERIALIZED (
        SELECT space, 'pg_trigger'::regclass AS catalog, g.oid, g.xmin
        FROM relation r JOIN pg_trigger g ON tgrelid = r.oid WHERE NOT tgisinternal
        UNION ALL SELECT space, 'pg_policy'::regclass, y.oid, y.xmin FROM relation r JOIN pg_policy y ON polrelid = r.oid
        UNION ALL SELECT space, 'pg_rewrite'::regclass, w.oid, w.xmin FROM relation r JOIN pg_rewrite w ON ev_class = r.oid)""",
}
DESCRIBED = {
    "table": """SELECT space, classid, objid FROM own
        UNION ALL SELECT space, 'pg_constraint'::regclass, oid FROM key
        UNION ALL SELECT space, 'pg_class'::regclass, indexrelid FROM relation r JOIN pg_index ON indrelid = r.oid""",
    "type": """SELECT space, 'pg_constraint'::regclass, oid FROM domain_key
        UNION ALL SELECT space, 'pg_class'::regclass, oid FROM composite""",
    "rule": "SELECT space, catalog, oid FROM guard",
}
ROWS = {
    "table": f"""SELECT oid, hash_record_extended((oid, xmin, obj_description(oid, 'pg_namespace')), 1) FROM space
        UNION ALL SELECT space, what FROM relation
        UNION ALL SELECT space, hash_record_extended((attrelid, attnum, a.xmin), 3)
            FROM relation r JOIN pg_attribute a ON attrelid = r.oid WHERE attnum > 0
        UNION ALL SELECT space, hash_record_extended((indexrelid, i.xmin), {_RELATION.format("c", 4)})
            FROM relation r JOIN pg_index i ON indrelid = r.oid JOIN pg_class c ON c.oid = indexrelid
        UNION ALL SELECT space, hash_record_extended((r.oid, c.reloptions), 33)
            FROM relation r JOIN pg_class c ON c.oid = r.reltoastrelid WHERE c.reloptions IS NOT NULL
        UNION ALL SELECT space, hash_record_extended((oid, xmin), 5) FROM key""",
    "sequence": """SELECT space, hash_record_extended((seqrelid, q.xmin), 8)
            FROM relation r JOIN pg_sequence q ON seqrelid = r.oid""",
    "heir": """SELECT space, hash_record_extended((inhrelid, inhparent, inhseqno, h.xmin), 7)
            FROM relation r JOIN pg_inherits h ON inhrelid = r.oid
        UNION ALL SELECT space, hash_record_extended((ftrelid, f.xmin), 9)
            FROM relation r JOIN pg_foreign_table f ON ftrelid = r.oid""",
    "type": """SELECT space, hash_record_extended((oid, xmin), 10) FROM type
        UNION ALL SELECT space, hash_record_extended((oid, xmin), 5) FROM domain_key
        UNION ALL SELECT space, what FROM composite
        UNION ALL SELECT space, hash_record_extended((attrelid, attnum, a.xmin), 3)
            FROM composite r JOIN pg_attribute a ON attrelid = r.oid WHERE attnum > 0
        UNION ALL SELECT space, hash_record_extended((e.oid, e.xmin), 11) FROM type t JOIN pg_enum e ON enumtypid = t.oid""",
    "rule": "SELECT space, hash_record_extended((oid, xmin, catalog::oid), 6) FROM guard",
    "routine": _owned("pg_proc", 12),
    "operator": f"""{_owned("pg_operator", 34)}
        UNION ALL {_owned("pg_opclass", 35)}
        UNION ALL {_owned("pg_opfamily", 36)}
        UNION ALL SELECT space, hash_record_extended((m.oid, m.xmin), 37)
            FROM own JOIN pg_amop m ON amopfamily = objid WHERE classid = 'pg_opfamily'::regclass
        UNION ALL SELECT space, hash_record_extended((m.oid, m.xmin), 38)
            FROM own JOIN pg_amproc m ON amprocfamily = objid WHERE classid = 'pg_opfamily'::regclass""",
    "statistics": _owned("pg_statistic_ext", 13),
    "collation": _owned("pg_collation", 14),
    "text search": f"""{_owned("pg_ts_config", 15)}
        UNION ALL {_owned("pg_ts_dict", 17)}
        UNION ALL SELECT space, hash_record_extended((mapcfg, maptokentype, mapseqno, m.xmin), 16)
            FROM own JOIN pg_ts_config_map m ON mapcfg = objid WHERE classid = 'pg_ts_config'::regclass""",
    "outside": f"""SELECT 0, hash_record_extended((oid, xmin), 19) FROM pg_extension
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 20) FROM pg_event_trigger
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 21) FROM pg_publication
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 22) FROM pg_publication_rel
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 23) FROM pg_foreign_data_wrapper
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 24) FROM pg_foreign_server
        UNION ALL SELECT 0, hash_record_extended((umid, srvid, umuser, umoptions), 25) FROM pg_user_mappings
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 26) FROM pg_cast WHERE oid >= 16384
        UNION ALL SELECT 0, hash_record_extended((oid, xmin), 27) FROM pg_default_acl
        UNION ALL SELECT 0, hash_record_extended((oid, datacl), 39) FROM pg_database WHERE datname = current_database()
        UNION ALL SELECT 0, hash_record_extended((roleid, member, admin_option), 28) FROM pg_auth_members
        UNION ALL SELECT 0, hash_record_extended((oid, {_ROLES}), 29) FROM pg_roles WHERE rolname !~ '^pg_'
        UNION ALL SELECT 0, hash_record_extended((objoid, classoid, xmin), 30) FROM pg_shdescription WHERE objoid >= 16384
        UNION ALL SELECT 0, hash_record_extended((objoid, classoid, xmin), 31) FROM pg_description
            WHERE classoid IN ({_DESCRIBED})""",
}
NEWER = "UNION ALL SELECT 0, hash_record_extended((oid, xmin), 32) FROM pg_publication_namespace"  # PostgreSQL 15
DESCRIPTION = """
        UNION ALL SELECT space, hash_record_extended((objoid, classoid, objsubid, d.xmin), 18)
            FROM ({of}) o (space, catalog, oid) JOIN pg_description d ON d.objoid = o.oid AND d.classoid = o.catalog"""
LOOK = "SELECT '{part}', space, count(*) || ' ' || bit_xor(what) FROM ({rows}) seen (space, what) GROUP BY space"
NOW = """
    WITH {sources},
    look (part, space, mark) AS (
        {looks})
    SELECT coalesce(nspname, ''), part, mark FROM look LEFT JOIN space ON space.oid = look.space"""
KNOWN = """
    UNION ALL
    SELECT substr(source, 8), NULL, fingerprint FROM (
        SELECT DISTINCT ON (source) source, fingerprint FROM {table}
        WHERE starts_with(source, 'plugin ') ORDER BY source, number DESC) last"""


@frozen
class Marks:
    """What is known of plugins, by their keys, and what parts of namespaces look like now, as digests; {} where nothing is.

    What stands outside namespaces has an empty namespace.
    """

    known: Mapping[str, str | None]
    now: Mapping[tuple[str, str], str]


def marks(
    connection: Connection, spaces: Iterable[str], parts: Collection[str], *, home: history.Home | None = None
) -> Marks:
    """What the namespaces look like and, with `home`, what its history knows of plugins. One round trip."""
    text = _query({"table", *parts}, newer=connection.info.server_version >= 150000)
    if home:
        text += KNOWN.format(table=home.sql)
    try:
        rows = connection.execute(text.encode(), {"spaces": sorted(spaces)}, prepare=False).fetchall()
    except psycopg.Error as error:
        if error.sqlstate in history.ABSENT:
            return Marks({}, {})
        raise HistoryError(f"what the database knows of plugins cannot be read: {describe(error)}") from None
    known = {name: mark for name, part, mark in rows if part is None}
    return Marks(known, {(name, part): mark for name, part, mark in rows if part is not None})


def _query(parts: Collection[str], *, newer: bool) -> str:
    looks = []
    for part in (part for part in ROWS if part in parts):
        rows = ROWS[part] + (f" {NEWER}" if newer and part == "outside" else "")
        if part in DESCRIBED:
            rows += DESCRIPTION.format(of=DESCRIBED[part])
        looks.append(LOOK.format(part=part, rows=rows))
    sources = (text for part, text in SOURCES.items() if part in parts)
    return NOW.format(sources="".join(sources), looks=" UNION ALL ".join(looks))


def parts_of(essence: Essence) -> frozenset[str] | None:
    """The parts that tell of all that a plugin declares; None where some of it is told of by none."""
    kinds = {"table", *essence.kinds}
    return frozenset(PART[kind] for kind in kinds) if kinds <= PART.keys() else None


def fingerprint(essence: Essence, spaces: Iterable[str], now: Mapping[tuple[str, str], str]) -> str | None:
    """What a plugin declares and what its namespaces look like, as one digest; None where that cannot be told."""
    parts = parts_of(essence)
    if parts is None:
        return None
    looks = [(name, part, now.get((name, part))) for name in ("", *sorted(spaces)) for part in sorted(parts)]
    words = repr((__version__, essence.digest, looks))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()
