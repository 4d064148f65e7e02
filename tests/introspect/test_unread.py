"""Everything that a catalog holds is modelled, counted, or left out for a reason that stands here."""

from mizzle.connection import Connection
from mizzle.introspect.kinds import READERS
from mizzle.introspect.read import read
from mizzle.introspect.unread import WHERE, unread

ROWS, CLUSTER, DERIVED = "rows, no schema", "belongs to the cluster", "PostgreSQL keeps it by itself"
# What the readers share, or ask through a view or function of PostgreSQL.
MENTIONED = {"pg_attrdef", "pg_depend", "pg_description", "pg_inherits", "pg_authid"}
OUTSIDE = {
    **dict.fromkeys(("pg_largeobject", "pg_largeobject_metadata"), ROWS),
    **dict.fromkeys(("pg_statistic", "pg_statistic_ext_data"), "statistics of rows"),
    **dict.fromkeys(("pg_parameter_acl", "pg_shseclabel", "pg_replication_origin", "pg_tablespace"), CLUSTER),
    **dict.fromkeys(("pg_shdescription", "pg_database"), CLUSTER),
    **dict.fromkeys(("pg_shdepend", "pg_partitioned_table", "pg_subscription_rel"), DERIVED),
}
REPORTED = {
    "pg_am": "access methods",
    "pg_conversion": "conversions",
    "pg_db_role_setting": "settings of the database",
    "pg_language": "languages",
    "pg_seclabel": "security labels",
    "pg_subscription": "subscriptions",
    "pg_transform": "transforms",
    "pg_ts_parser": "text search parsers",
    "pg_ts_template": "text search templates",
}
# One of each, with the words that it is counted by.
MADE = (
    ("CREATE TYPE sh", "shell types", 1),
    ("CREATE CONVERSION cv FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1", "conversions", 1),
    (
        "CREATE TEXT SEARCH PARSER pa (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)",
        "text search parsers",
        1,
    ),
    ("CREATE TEXT SEARCH TEMPLATE te (LEXIZE = dsimple_lexize)", "text search templates", 1),
    ("CREATE LANGUAGE other HANDLER plpgsql_call_handler", "languages", 1),
    ("REVOKE USAGE ON LANGUAGE plpgsql FROM public", "privileges of languages", 1),
    ("CREATE ACCESS METHOD rows TYPE INDEX HANDLER bthandler", "access methods", 1),
    (
        "CREATE TYPE ty AS (a int); CREATE TRANSFORM FOR ty LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal))",
        "transforms",
        1,
    ),
    (
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''5MB''', current_database()); END $$",
        "settings of the database",
        1,
    ),
    (
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() DEPENDS ON EXTENSION plpgsql",
        "DEPENDS ON EXTENSION",
        1,
    ),
    (
        "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int REFERENCES p); ALTER TABLE t DISABLE TRIGGER ALL",
        "switched off triggers of constraints",
        2,
    ),
    (
        (
            "CREATE TABLE s (a int) PARTITION BY RANGE (a); CREATE INDEX si ON s ((a + 1)); ALTER INDEX si ALTER COLUMN 1 SET STATISTICS 5;"
            "CREATE INDEX i ON t ((a + 1)); ALTER INDEX i ALTER COLUMN 1 SET STATISTICS 500;"
            "ALTER TABLE t ADD CONSTRAINT x EXCLUDE ((a + 1) WITH =); ALTER INDEX x ALTER COLUMN 1 SET STATISTICS 7"
        ),
        "statistics targets of index columns (partitioned, exclusion)",
        2,
    ),
    (
        "CREATE TABLE n (a int GENERATED ALWAYS AS IDENTITY); COMMENT ON SEQUENCE n_a_seq IS 'x'",
        "comments of identity sequences",
        1,
    ),
    (
        (
            "CREATE TABLE m (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE INDEX mi ON m (a); CREATE TABLE d PARTITION OF m DEFAULT;"
            "COMMENT ON INDEX d_a_idx IS 'x'; COMMENT ON CONSTRAINT d_pkey ON d IS 'x'"
        ),
        "comments of what partitions have of their parents",
        2,
    ),
    (
        "COMMENT ON INDEX m_pkey IS 'x'; COMMENT ON CONSTRAINT m_pkey ON m IS 'y'",
        "comments of the indexes of constraints",
        1,
    ),
    ("ALTER INDEX d_a_idx SET (fillfactor = 50)", "storage parameters of indexes of partitions", 1),
    ("CREATE VIEW v AS SELECT 1 AS a; COMMENT ON RULE \"_RETURN\" ON v IS 'x'", "comments of the rules of views", 1),
)
LATER = (
    (15, ("ALTER SEQUENCE n_a_seq SET UNLOGGED", "identity sequences logged otherwise than their tables", 1)),
    (
        18,
        (
            "CREATE TABLE nn (a int NOT NULL NO INHERIT, b int NOT NULL)",
            "NOT NULL constraints that are NO INHERIT",
            1,
        ),
    ),
)


def test_every_catalog_is_read_counted_or_left_out_for_a_reason(conn: Connection) -> None:
    version = conn.info.server_version
    rows = conn.execute(
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace",
        prepare=False,
    )
    catalogs = {name for (name,) in rows}
    queries = " ".join(reader.query(version) or "" for reader in READERS.values())
    texts = queries + unread(version, {*WHERE, "pg_class S"})

    unsaid = {
        name for name in catalogs - REPORTED.keys() - OUTSIDE.keys() if name not in MENTIONED and name not in queries
    }

    assert unsaid == set()
    assert {what for name, what in REPORTED.items() if f"'{what}'" not in texts} == set()


def test_what_is_not_modelled_is_counted_by_its_name(conn: Connection) -> None:
    major = conn.info.server_version // 10000
    made = [*MADE, *(case for version, case in LATER if version <= major)]
    conn.execute("SET search_path = public", prepare=False)
    for text, _, _ in made:
        conn.execute(text.encode(), prepare=False)
    conn.execute("SET search_path = ''", prepare=False)

    assert read(conn).not_modelled == {what: number for _, what, number in made}


def test_nothing_is_counted_where_nothing_is(conn: Connection) -> None:
    assert read(conn).not_modelled == {}
