"""Random changes of a schema that somebody runs: statements about what a query finds in it.

What the server refuses is no change, so the statements may ask for too much.
"""

import random
from collections.abc import Iterator

import psycopg

from mizzle.connection import Connection

OURS = "n.nspname !~ '^(pg_|information_schema)' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = {} AND e.deptype = 'e')"
CLASS = f"FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS.format('c.oid')}"
COLUMN = f"""FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
    WHERE {OURS.format("c.oid")} AND c.relkind IN ('r', 'p')"""
CONSTRAINT = f"""FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE {OURS.format("c.oid")}"""
ROUTINE = f"""FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
    WHERE {OURS.format("p.oid")} AND p.prokind = 'f'"""
TYPE = f"FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {OURS.format('t.oid')}"
KEYS = "FROM pg_constraint o JOIN pg_attribute k ON k.attrelid = o.conrelid AND k.attnum = o.conkey[1] WHERE o.contype = 'p'"

# What a statement can be about: its words.
FOUND = {
    "table": f"SELECT c.oid::regclass, n.nspname {CLASS} AND c.relkind IN ('r', 'p')",
    "partition": "SELECT inhrelid::regclass, inhparent::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid"
    " WHERE c.relispartition AND c.relkind IN ('r', 'p')",
    "column": f"SELECT c.oid::regclass, a.attname, n.nspname {COLUMN}",
    "two columns": f"SELECT c.oid::regclass, min(a.attname), max(a.attname), n.nspname {COLUMN} GROUP BY c.oid, n.nspname",
    "columns": f"SELECT c.oid::regclass, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum), n.nspname {COLUMN} AND a.attnum % 3 > 0"
    " GROUP BY c.oid, n.nspname",
    "column and value": f"""SELECT c.oid::regclass, a.attname, CASE t.typcategory WHEN 'N' THEN '7' WHEN 'D' THEN 'now()'
        WHEN 'B' THEN 'true' ELSE '''x''' END {COLUMN} AND a.attgenerated = ''""",
    "column and type": f"""SELECT c.oid::regclass, a.attname, CASE t.typname WHEN 'int4' THEN 'bigint' WHEN 'varchar' THEN 'text'
        WHEN 'timestamp' THEN 'timestamptz' WHEN 'text' THEN 'varchar(90)' WHEN 'int8' THEN 'integer' ELSE 'text' END {COLUMN}""",
    "column and key": f"""SELECT c.oid::regclass, c.attname, o.conrelid::regclass FROM (SELECT c.oid, a.attname, a.atttypid {COLUMN}) c
        JOIN (SELECT o.conrelid, k.atttypid {KEYS} AND cardinality(o.conkey) = 1) o ON o.atttypid = c.atttypid""",
    "primary key": f"""SELECT c.oid::regclass, o.conname, c.attname FROM pg_constraint o
        JOIN (SELECT c.oid, a.attname {COLUMN}) c ON c.oid = o.conrelid WHERE o.contype = 'p'""",
    "constraint": f"SELECT c.oid::regclass, o.conname {CONSTRAINT}",
    "foreign key": f"SELECT c.oid::regclass, o.conname {CONSTRAINT} AND o.contype = 'f' AND o.conparentid = 0",
    "index": f"SELECT c.oid::regclass {CLASS} AND c.relkind IN ('i', 'I')",
    "sequence": f"SELECT c.oid::regclass {CLASS} AND c.relkind = 'S'",
    "relation": f"SELECT c.oid::regclass {CLASS} AND c.relkind IN ('r', 'p', 'v', 'm', 'S')",
    "view": f"SELECT c.oid::regclass, rtrim(pg_get_viewdef(c.oid), ';') {CLASS} AND c.relkind = 'v'",
    "materialized view": f"SELECT c.oid::regclass {CLASS} AND c.relkind = 'm'",
    "function": f"SELECT p.oid::regprocedure {ROUTINE}",
    "body": f"SELECT replace(pg_get_functiondef(p.oid), p.prosrc, p.prosrc || ' -- once more') {ROUTINE}"
    " AND l.lanname IN ('sql', 'plpgsql') AND p.prosrc <> ''",
    "table and trigger function": f"""SELECT c.oid::regclass, p.oid::regproc FROM (SELECT c.oid {CLASS} AND c.relkind IN ('r', 'p')) c,
        (SELECT p.oid {ROUTINE} AND p.prorettype = 'trigger'::regtype ORDER BY p.oid LIMIT 3) p""",
    "trigger": f"""SELECT c.oid::regclass, g.tgname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS.format("c.oid")} AND NOT g.tgisinternal""",
    "label": f"SELECT t.oid::regtype, v.enumlabel FROM pg_enum v, LATERAL (SELECT t.oid {TYPE} AND t.oid = v.enumtypid) t",
    "domain": f"SELECT t.oid::regtype {TYPE} AND t.typtype = 'd'",
    "composite": f"SELECT t.oid::regtype {TYPE} AND EXISTS (SELECT FROM pg_class WHERE oid = t.typrelid AND relkind = 'c')",
    "policy": "SELECT polrelid::regclass, polname FROM pg_policy",
    "rule": "SELECT ev_class::regclass, rulename FROM pg_rewrite WHERE rulename <> '_RETURN' AND ev_class > 16384",
    "extension": "SELECT extname FROM pg_extension WHERE extname <> 'plpgsql'",
}

PART = " CREATE TABLE %3$I.{new}_part PARTITION OF %3$I.{new} FOR VALUES WITH (MODULUS 2, REMAINDER 0)"
CHANGES = {
    "table": (
        "ALTER TABLE %1$s ADD COLUMN {new} integer",
        "ALTER TABLE %1$s ADD COLUMN {new} text NOT NULL DEFAULT 'x'",
        "ALTER TABLE %1$s ADD COLUMN {new} timestamptz DEFAULT now()",
        "ALTER TABLE %1$s ADD COLUMN {new} bigserial",
        "ALTER TABLE %1$s ADD COLUMN {new} integer GENERATED BY DEFAULT AS IDENTITY",
        "ALTER TABLE %1$s ADD COLUMN {new} numeric(6,2) CHECK ({new} > 0)",
        "ALTER TABLE %1$s ADD COLUMN {new} text UNIQUE",
        "ALTER TABLE %1$s SET UNLOGGED",
        "ALTER TABLE %1$s SET (fillfactor = 80, autovacuum_enabled = false)",
        "ALTER TABLE %1$s REPLICA IDENTITY FULL",
        "ALTER TABLE %1$s RENAME TO {new}",
        "ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY",
        "CREATE SCHEMA IF NOT EXISTS mz_place; ALTER TABLE %1$s SET SCHEMA mz_place",
        "CREATE TABLE %2$I.{new} (LIKE %1$s INCLUDING ALL)",
        "CREATE TABLE %2$I.{new} () INHERITS (%1$s)",
        "CREATE TABLE %2$I.{new} PARTITION OF %1$s DEFAULT",
        "CREATE VIEW %2$I.{new} WITH (security_barrier) AS SELECT count(*) AS number FROM %1$s",
        "CREATE PUBLICATION {new} FOR TABLE %1$s",
        "COMMENT ON TABLE %1$s IS 'it''s mizzle'",
        "DROP TABLE %1$s CASCADE",
    ),
    "partition": ("ALTER TABLE %2$s DETACH PARTITION %1$s",),
    "column": (
        "ALTER TABLE %1$s DROP COLUMN %2$I CASCADE",
        "ALTER TABLE %1$s RENAME COLUMN %2$I TO {new}",
        "ALTER TABLE %1$s ALTER COLUMN %2$I SET NOT NULL",
        "ALTER TABLE %1$s ALTER COLUMN %2$I DROP NOT NULL",
        "ALTER TABLE %1$s ALTER COLUMN %2$I DROP DEFAULT",
        "ALTER TABLE %1$s ALTER COLUMN %2$I DROP IDENTITY",
        "ALTER TABLE %1$s ALTER COLUMN %2$I SET STORAGE EXTERNAL",
        "ALTER TABLE %1$s ALTER COLUMN %2$I SET STATISTICS 300",
        "ALTER TABLE %1$s ADD COLUMN {new} text GENERATED ALWAYS AS (lower(%2$I)) STORED",
        "ALTER TABLE %1$s ADD UNIQUE (%2$I)",
        "ALTER TABLE %1$s ADD CHECK (%2$I IS NOT NULL)",
        "ALTER TABLE %1$s ADD CONSTRAINT {new} CHECK (%2$I::text <> 'z') NOT VALID",
        "ALTER TABLE %1$s ALTER COLUMN %2$I TYPE jsonb USING (to_jsonb(%2$I))",
        "ALTER TABLE %1$s ALTER COLUMN %2$I TYPE text[] USING (ARRAY[%2$I::text])",
        "CREATE INDEX ON %1$s (%2$I DESC)",
        "CREATE INDEX ON %1$s USING hash (%2$I)",
        "CREATE INDEX ON %1$s ((%2$I IS NULL)) WHERE %2$I IS NOT NULL",
        "CREATE INDEX ON %1$s (lower(%2$I::varchar))",
        "CREATE UNIQUE INDEX ON %1$s (%2$I) WITH (fillfactor = 70)",
        "CREATE POLICY {new} ON %1$s USING (%2$I IS NOT NULL)",
        "CREATE TABLE %3$I.{new} (LIKE %1$s) PARTITION BY HASH (%2$I);" + PART,
        "COMMENT ON COLUMN %1$s.%2$I IS 'a column'",
        "GRANT UPDATE (%2$I) ON %1$s TO PUBLIC",
    ),
    "two columns": (
        "ALTER TABLE %1$s ADD CONSTRAINT {new} UNIQUE (%2$I, %3$I) DEFERRABLE",
        "ALTER TABLE %1$s ADD CHECK (%2$I::text < %3$I::text)",
        "CREATE INDEX ON %1$s (%2$I) INCLUDE (%3$I)",
        "CREATE STATISTICS %4$I.{new} ON %2$I, %3$I FROM %1$s",
    ),
    "columns": (
        "CREATE VIEW %3$I.{new} AS SELECT %2$s FROM %1$s",
        "CREATE MATERIALIZED VIEW %3$I.{new} AS SELECT %2$s FROM %1$s",
    ),
    "column and value": ("ALTER TABLE %1$s ALTER COLUMN %2$I SET DEFAULT %3$s",),
    "column and type": ("ALTER TABLE %1$s ALTER COLUMN %2$I TYPE %3$s",),
    "column and key": (
        "ALTER TABLE %1$s ADD FOREIGN KEY (%2$I) REFERENCES %3$s ON DELETE CASCADE",
        "ALTER TABLE %1$s ADD FOREIGN KEY (%2$I) REFERENCES %3$s DEFERRABLE INITIALLY DEFERRED",
    ),
    "primary key": (
        "ALTER TABLE %1$s DROP CONSTRAINT %2$I CASCADE, ADD CONSTRAINT %2$I PRIMARY KEY (%3$I)",
        "ALTER TABLE %1$s DROP CONSTRAINT %2$I CASCADE, ADD PRIMARY KEY (%3$I)",
    ),
    "constraint": (
        "ALTER TABLE %1$s DROP CONSTRAINT %2$I CASCADE",
        "ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO {new}",
    ),
    "foreign key": ("ALTER TABLE %1$s ALTER CONSTRAINT %2$I DEFERRABLE INITIALLY DEFERRED",),
    "index": ("DROP INDEX %1$s CASCADE", "ALTER INDEX %1$s RENAME TO {new}"),
    "sequence": (
        "ALTER SEQUENCE %1$s INCREMENT 2 CACHE 5",
        "ALTER SEQUENCE %1$s OWNED BY NONE",
        "ALTER SEQUENCE %1$s MAXVALUE 1000000",
        "ALTER SEQUENCE %1$s RENAME TO {new}",
        "DROP SEQUENCE %1$s CASCADE",
    ),
    "relation": (
        "GRANT SELECT ON %1$s TO PUBLIC",
        "GRANT SELECT ON %1$s TO CURRENT_USER WITH GRANT OPTION",
        "REVOKE ALL ON %1$s FROM PUBLIC, CURRENT_USER",
    ),
    "view": (
        "CREATE OR REPLACE VIEW %1$s AS SELECT mz.*, 1 AS {new} FROM (%2$s) mz",
        "CREATE OR REPLACE VIEW %1$s AS SELECT * FROM (%2$s) mz WHERE random() < 0.5",
        "ALTER VIEW %1$s RENAME TO {new}",
        "ALTER VIEW %1$s SET (security_barrier = true)",
        "COMMENT ON VIEW %1$s IS 'a view'",
        "DROP VIEW %1$s CASCADE",
    ),
    "materialized view": ("DROP MATERIALIZED VIEW %1$s CASCADE", "ALTER MATERIALIZED VIEW %1$s RENAME TO {new}"),
    "function": (
        "ALTER FUNCTION %1$s COST 42",
        "ALTER FUNCTION %1$s SECURITY DEFINER SET search_path = pg_catalog",
        "ALTER FUNCTION %1$s STRICT PARALLEL SAFE",
        "ALTER FUNCTION %1$s RENAME TO {new}",
        "COMMENT ON FUNCTION %1$s IS 'a function'",
        "REVOKE EXECUTE ON FUNCTION %1$s FROM PUBLIC",
        "DROP FUNCTION %1$s CASCADE",
    ),
    "body": ("%1$s",),
    "table and trigger function": (
        "CREATE TRIGGER {new} BEFORE INSERT ON %1$s FOR EACH ROW EXECUTE FUNCTION %2$s()",
        "CREATE TRIGGER {new} AFTER UPDATE OR DELETE ON %1$s FOR EACH STATEMENT EXECUTE FUNCTION %2$s()",
        "CREATE TRIGGER {new} BEFORE UPDATE ON %1$s FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION %2$s()",
    ),
    "trigger": (
        "DROP TRIGGER %2$I ON %1$s CASCADE",
        "ALTER TABLE %1$s DISABLE TRIGGER %2$I",
        "ALTER TABLE %1$s ENABLE ALWAYS TRIGGER %2$I",
        "ALTER TRIGGER %2$I ON %1$s RENAME TO {new}",
    ),
    "label": (
        "ALTER TYPE %1$s ADD VALUE 'it''s' BEFORE %2$L",
        "ALTER TYPE %1$s ADD VALUE 'last'",
        "ALTER TYPE %1$s RENAME VALUE %2$L TO 'another'",
        "DROP TYPE %1$s CASCADE",
    ),
    "domain": (
        "ALTER DOMAIN %1$s SET NOT NULL",
        "ALTER DOMAIN %1$s ADD CHECK (VALUE::text <> 'q')",
        "ALTER DOMAIN %1$s DROP DEFAULT",
        "ALTER DOMAIN %1$s RENAME TO {new}",
        "DROP DOMAIN %1$s CASCADE",
    ),
    "composite": (
        "ALTER TYPE %1$s ADD ATTRIBUTE {new} text CASCADE",
        "ALTER TYPE %1$s RENAME TO {new}",
        "DROP TYPE %1$s CASCADE",
    ),
    "policy": ("DROP POLICY %2$I ON %1$s",),
    "rule": ("DROP RULE %2$I ON %1$s",),
    "extension": ("DROP EXTENSION %1$I CASCADE",),
}
ALL = [(found, words) for found, patterns in CHANGES.items() for words in patterns]

OVER = """
    WITH RECURSIVE over AS (
        SELECT ev_class AS oid, 1 AS depth FROM pg_depend d JOIN pg_rewrite r ON r.oid = objid
        WHERE classid = 'pg_rewrite'::regclass AND refobjid = to_regclass(%s) AND ev_class <> refobjid
        UNION SELECT ev_class, depth + 1 FROM over JOIN pg_depend d ON refobjid = over.oid JOIN pg_rewrite r ON r.oid = objid
        WHERE classid = 'pg_rewrite'::regclass AND ev_class <> refobjid AND depth < 20
    )
    SELECT format('DROP %%s %%s', kind, oid::regclass), format('CREATE %%s %%s AS %%s', kind, oid::regclass, pg_get_viewdef(oid))
    FROM (SELECT c.oid, CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind, max(depth) AS depth
        FROM over JOIN pg_class c ON c.oid = over.oid WHERE relkind IN ('v', 'm') GROUP BY c.oid) c ORDER BY depth DESC, oid"""


def changed(connection: Connection, rnd: random.Random, most: int) -> list[str]:
    """Make up to so many changes; their statements."""
    made: list[str] = []
    for number in range(1, rnd.randint(1, most) + 1):
        for _ in range(20):
            found, words = rnd.choice(ALL)
            rows = connection.execute(FOUND[found].encode(), prepare=False).fetchall()
            if rows and (done := _tried(connection, words.replace("{new}", f"mz{number}"), rnd.choice(sorted(rows)))):
                made += done
                break
    return made


def _tried(connection: Connection, words: str, row: tuple[str, ...]) -> list[str]:
    """Carry it out; with the views over the table taken down for it where they are in the way."""
    (text,) = connection.execute(
        "SELECT format(%s, VARIADIC %s::text[])", [words, [*row]], prepare=False
    ).fetchone() or ("",)
    for script in _ways(connection, text, row[0]):
        try:
            with connection.transaction():
                for statement in script:
                    connection.execute(statement.encode(), prepare=False)
        except psycopg.Error:
            continue
        return script
    return []


def _ways(connection: Connection, text: str, table: str) -> Iterator[list[str]]:
    yield [text]
    if text.startswith("ALTER TABLE "):
        views = connection.execute(OVER.encode(), [table], prepare=False).fetchall()
        if views:
            yield [*(drop for drop, _ in views), text, *(create for _, create in reversed(views))]
