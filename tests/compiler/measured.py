"""One small case a form, or some, told apart behind a colon: what is there, and the statement that is measured.

The relations have the names of the words that compiler/forms.py uses: app.t is the table, app.t_pkey its first index, app.p
the table that it references, app.b inherits it, and so on.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Case(NamedTuple):
    """`words` says which relation a word of the form means here; a word that is left out means none."""

    before: str
    statement: str
    words: Mapping[str, str] = MappingProxyType({})
    since: int = 14


T = "CREATE TABLE app.t (id int PRIMARY KEY, a int, v varchar(9)); INSERT INTO app.t VALUES (1, 1, 'x');"
FILL = T + "ALTER TABLE app.t ADD n bigint;"
B = T + "CREATE TABLE app.b () INHERITS (app.t); INSERT INTO app.b VALUES (2, 2, 'y');"
C = B + "CREATE TABLE app.c () INHERITS (app.b);"
BV = T + "CREATE TABLE app.b (v varchar(9)) INHERITS (app.t); CREATE TABLE app.c () INHERITS (app.b);"
BK = T + "CREATE TABLE app.b (CONSTRAINT k CHECK (a > 0)) INHERITS (app.t); CREATE TABLE app.c () INHERITS (app.b);"
K = "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)"
PARTS = (
    "CREATE TABLE app.t (id int NOT NULL, n int) PARTITION BY RANGE (id); CREATE TABLE app.q PARTITION OF app.t DEFAULT;"
    "CREATE INDEX j ON app.t (id); CREATE INDEX tn ON app.t (n); CREATE INDEX i ON app.q (id); INSERT INTO app.t VALUES (1, 1);"
)
PID = PARTS + "ALTER TABLE app.t ALTER id ADD GENERATED ALWAYS AS IDENTITY;"
HI = B + "CREATE INDEX i ON app.b (a); CREATE SEQUENCE app.s OWNED BY app.b.a"
OWNED = "CREATE SEQUENCE app.s OWNED BY app.t.a;"
P = "CREATE TABLE app.p (id int PRIMARY KEY); INSERT INTO app.p VALUES (1), (2);"
F = P + T + "ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.p (id);"
M = "CREATE TABLE app.p (id int, n int) PARTITION BY RANGE (id); CREATE TABLE app.d PARTITION OF app.p DEFAULT;"
DEEP = (
    "CREATE TABLE app.p (id int, n int) PARTITION BY LIST (id); CREATE TABLE app.d PARTITION OF app.p DEFAULT PARTITION BY LIST (n);"
    "CREATE TABLE app.e PARTITION OF app.d DEFAULT;"
)
KEYED = (
    P + "CREATE TABLE app.k (id int PRIMARY KEY, a int REFERENCES app.p) PARTITION BY LIST (id);"
    "CREATE TABLE app.o PARTITION OF app.k FOR VALUES IN (7); CREATE TABLE app.r (k int REFERENCES app.k);"
)
ONE = "FOR VALUES FROM (1) TO (9)"
OUT = "ALTER TABLE app.d ADD CHECK (NOT (id IS NOT NULL AND id >= 1 AND id < 9));"
IX = T + "CREATE INDEX i ON app.t (a);"
V = T + "CREATE VIEW app.w AS SELECT id FROM app.t;"
MV = T + "CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t; CREATE INDEX mi ON app.m (id);"
S = "CREATE SEQUENCE app.s;"
ID = "CREATE TABLE app.t (id int GENERATED ALWAYS AS IDENTITY); INSERT INTO app.t DEFAULT VALUES;"
FUNCTION = "CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
TR = T + FUNCTION
TRIGGER = "CREATE TRIGGER g BEFORE INSERT ON app.t FOR EACH ROW EXECUTE FUNCTION app.f()"
ONCE = TRIGGER.replace("EACH ROW", "EACH STATEMENT")
OLD = "SELECT setval('app.t_id_seq', 9)"

t = {"table": "t", "all": "t", "nullable": "t"}
tb = {"table": "t", "below": "b", "along": "b", "bound": "b", "all": "t b", "nullable": "t b", "unchecked": "t b"}
ti = {**t, **dict.fromkeys(("indexes", "files", "remade"), "t_pkey")}
tq = {
    "table": "t",
    "below": "q",
    "along": "q",
    "partitions": "q",
    "fired": "q",
    "all": "q",
    "remade": "i q_id_idx q_n_idx",
}
ends = {"target": "p", "referrers": "r"}
md = {"sibling": "d", "doubted": "d"}
tbi = {**tb, "indexes": "t_pkey", "remade": "t_pkey"}

CASES: dict[str, Case] = {
    "create table": Case(P, "CREATE TABLE app.n (p int REFERENCES app.p)", {"target": "p"}),
    "create table inheriting": Case(P, "CREATE TABLE app.n () INHERITS (app.p)", {"parents": "p"}),
    "create table partition": Case(M, f"CREATE TABLE app.n PARTITION OF app.p {ONE}", {**md, "parent": "p"}),
    "drop table": Case(F, "DROP TABLE app.t", {**ti, "others": "p"}),
    "rename table": Case(T, "ALTER TABLE app.t RENAME TO u", t),
    "rename table aside": Case(T, "ALTER TABLE app.t RENAME TO t__mizzle_old", t),
    "rename table aside moving": Case(ID, "ALTER TABLE app.t SET SCHEMA public", {"table": "t", "owned": "t_id_seq"}),
    "rename table unmoved": Case(T, "ALTER TABLE app.t RENAME TO u", t),
    "rename table moving": Case(ID, "ALTER TABLE app.t SET SCHEMA public", {"table": "t", "owned": "t_id_seq"}),
    "attach partition": Case(
        M + "CREATE INDEX pi ON app.p (n); CREATE TABLE app.t (id int, n int)",
        f"ALTER TABLE app.p ATTACH PARTITION app.t {ONE}",
        {**md, "parent": "p", "parent_indexes": "pi", "table": "t", "entering": "t"},
    ),
    "create table partition proven": Case(
        M + OUT, f"CREATE TABLE app.n PARTITION OF app.p {ONE}", {"parent": "p", "sibling": "d"}
    ),
    "attach partition proven": Case(
        M + OUT + "CREATE TABLE app.t (id int, n int, CHECK (id IS NOT NULL AND id >= 1 AND id < 9));",
        f"ALTER TABLE app.p ATTACH PARTITION app.t {ONE}",
        {"parent": "p", "table": "t", "sibling": "d"},
    ),
    "detach partition": Case(
        M + f"CREATE TABLE app.t PARTITION OF app.p {ONE}; CREATE INDEX i ON app.t (n)",
        "ALTER TABLE app.p DETACH PARTITION app.t",
        {"parent": "p", "table": "t", "sibling": "d"},
    ),
    "detach partition concurrently": Case("", ""),  # two transactions
    "copy rows": Case("", ""),  # what is written anew is another table
    "inherit": Case(
        T + "CREATE TABLE app.p (a int)", "ALTER TABLE app.t INHERIT app.p", {"table": "t", "parents": "p"}
    ),
    "no inherit": Case(
        T + "CREATE TABLE app.p (a int); ALTER TABLE app.t INHERIT app.p", "ALTER TABLE app.t NO INHERIT app.p", t
    ),
    "set table options": Case(T, "ALTER TABLE app.t SET (fillfactor = 70)", t),
    "set table options exclusively": Case(T, "ALTER TABLE app.t SET (user_catalog_table = true)", t),
    "set access method": Case(
        T + "CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler",
        "ALTER TABLE app.t SET ACCESS METHOD other",
        ti,
        15,
    ),
    "set tablespace": Case("", ""),  # tests/mizzle/test_tablespace.py has the place for one
    "set index tablespace": Case("", ""),
    "set view tablespace": Case("", ""),
    "set logged": Case("CREATE UNLOGGED" + T[6:] + OWNED, "ALTER TABLE app.t SET LOGGED", {**ti, "owned": "s"}),
    "set unlogged": Case(T + OWNED, "ALTER TABLE app.t SET UNLOGGED", {**ti, "owned": "s"}),
    "set unlogged: with tables below": Case(HI, "ALTER TABLE app.t SET UNLOGGED", ti),
    "set foreign options": Case(
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE app.t (a int) SERVER s",
        "ALTER TABLE app.t OPTIONS (ADD x '1')",
        t,
    ),
    "replica identity": Case(T, "ALTER TABLE app.t REPLICA IDENTITY FULL", t),
    "replica identity index": Case(
        T, "ALTER TABLE app.t REPLICA IDENTITY USING INDEX t_pkey", {**t, "marked": "t_pkey"}
    ),
    "cluster on": Case(T, "ALTER TABLE app.t CLUSTER ON t_pkey", {**t, "marked": "t_pkey"}),
    "without cluster": Case(T + "ALTER TABLE app.t CLUSTER ON t_pkey", "ALTER TABLE app.t SET WITHOUT CLUSTER", t),
    "enable row security": Case(T, "ALTER TABLE app.t ENABLE ROW LEVEL SECURITY", t),
    "disable row security": Case(T, "ALTER TABLE app.t DISABLE ROW LEVEL SECURITY", t),
    "force row security": Case(T, "ALTER TABLE app.t FORCE ROW LEVEL SECURITY", t),
    "no force row security": Case(T, "ALTER TABLE app.t NO FORCE ROW LEVEL SECURITY", t),
    "comment table": Case(T, "COMMENT ON TABLE app.t IS 'x'", t),
    # ---- columns
    "create column": Case(B, "ALTER TABLE app.t ADD n timestamptz DEFAULT now() NOT NULL", tb),
    "create column rewriting": Case(B, "ALTER TABLE app.t ADD n uuid DEFAULT gen_random_uuid()", tbi),
    "create column checking": Case(
        "CREATE TABLE app.t (a int); CREATE TABLE app.b () INHERITS (app.t)", "ALTER TABLE app.t ADD n int NOT NULL", tb
    ),
    "drop column": Case(
        F + "CREATE SEQUENCE app.s OWNED BY app.t.a; CREATE INDEX i ON app.t (a, v)",
        "ALTER TABLE app.t DROP a",
        {"table": "t", "uses": "i", "owned": "s", "others": "p"},
    ),
    "disinherit column": Case(
        C + "CREATE INDEX i ON app.t (v); CREATE INDEX bi ON app.b (v)",
        "ALTER TABLE ONLY app.t DROP v",
        {"table": "t", "children": "b", "uses": "i"},
    ),
    "rename column": Case(B, "ALTER TABLE app.t RENAME a TO z", tb),
    "change type": Case(
        T + "CREATE INDEX i ON app.t (v) WHERE v <> ''; ALTER TABLE app.t ADD CHECK (v <> 'z')",
        "ALTER TABLE app.t ALTER v TYPE text",
        {"table": "t", "uses": "i", "rebuilt": "i", "checked": "t"},
    ),
    "change type rewriting": Case(F, "ALTER TABLE app.t ALTER a TYPE bigint", {**ti, "others": "p"}),
    "fill column": Case(FILL, "UPDATE app.t SET n = a WHERE ctid = ANY (ARRAY['(0,1)'::tid])"),
    "prove column": Case(FILL, "ALTER TABLE app.t ADD CONSTRAINT k CHECK (n IS NOT NULL) NOT VALID", t),
    "look at column": Case(
        FILL + "UPDATE app.t SET n = a; ALTER TABLE app.t ADD CONSTRAINT k CHECK (n IS NOT NULL) NOT VALID",
        "ALTER TABLE app.t VALIDATE CONSTRAINT k",
        t,
    ),
    "swap column": Case(FILL + "ALTER TABLE app.t DROP a", "ALTER TABLE app.t RENAME n TO a", t),
    "set not null": Case(B, "ALTER TABLE app.t ALTER a SET NOT NULL", tb),
    "set not null proven": Case(
        T + "ALTER TABLE app.t ADD CHECK (a IS NOT NULL)", "ALTER TABLE app.t ALTER a SET NOT NULL", t
    ),
    "drop not null": Case(B + "ALTER TABLE app.t ALTER a SET NOT NULL", "ALTER TABLE app.t ALTER a DROP NOT NULL", tb),
    "set default": Case(B, "ALTER TABLE app.t ALTER a SET DEFAULT 5", tb),
    "drop default": Case(B, "ALTER TABLE app.t ALTER a DROP DEFAULT", tb),
    "set default alone": Case(B, "ALTER TABLE ONLY app.t ALTER a SET DEFAULT 5", t),
    "drop not null: kept below": Case(
        T + "ALTER TABLE app.t ALTER a SET NOT NULL; CREATE TABLE app.b (a int NOT NULL) INHERITS (app.t);"
        "CREATE TABLE app.c () INHERITS (app.b)",
        "ALTER TABLE app.t ALTER a DROP NOT NULL",
        {"table": "t", "along": "b", "below": "b c"},
    ),
    "drop not null alone": Case(
        B + "ALTER TABLE app.t ALTER a SET NOT NULL", "ALTER TABLE ONLY app.t ALTER a DROP NOT NULL", tb
    ),
    "drop default alone": Case(B, "ALTER TABLE ONLY app.t ALTER a DROP DEFAULT", t),
    "drop expression": Case(
        "CREATE TABLE app.t (a int, g int GENERATED ALWAYS AS (a + 1) STORED); CREATE TABLE app.b () INHERITS (app.t)",
        "ALTER TABLE app.t ALTER g DROP EXPRESSION",
        tb,
    ),
    "set expression": Case(
        "CREATE TABLE app.t (a int, g int GENERATED ALWAYS AS (a + 1) VIRTUAL)",
        "ALTER TABLE app.t ALTER g SET EXPRESSION AS (a + 2)",
        t,
        18,
    ),
    "set expression rewriting": Case(
        "CREATE TABLE app.t (a int PRIMARY KEY, g int GENERATED ALWAYS AS (a + 1) STORED)",
        "ALTER TABLE app.t ALTER g SET EXPRESSION AS (a + 2)",
        ti,
        17,
    ),
    "add identity": Case(T, "ALTER TABLE app.t ALTER id ADD GENERATED ALWAYS AS IDENTITY", t),
    "set identity": Case(
        ID, "ALTER TABLE app.t ALTER id SET GENERATED BY DEFAULT", {"table": "t", "counter": "t_id_seq"}
    ),
    "change identity": Case(ID, "ALTER TABLE app.t ALTER id SET INCREMENT 2", {"table": "t", "counter": "t_id_seq"}),
    "drop identity": Case(ID, "ALTER TABLE app.t ALTER id DROP IDENTITY", {"table": "t", "counter": "t_id_seq"}),
    "rename identity sequence": Case(ID, "ALTER SEQUENCE app.t_id_seq RENAME TO z", {"counter": "t_id_seq"}),
    "set identity position": Case(ID, OLD),
    "set position": Case(ID, OLD),
    "set position from identity": Case(ID, OLD),
    "set position from rows": Case(ID, "SELECT setval('app.t_id_seq', max(id)) FROM app.t"),
    "set storage": Case(B, "ALTER TABLE app.t ALTER v SET STORAGE EXTERNAL", tb),
    "set compression": Case(T, "ALTER TABLE app.t ALTER v SET COMPRESSION pglz", t),
    "set statistics target": Case(B, "ALTER TABLE app.t ALTER v SET STATISTICS 50", tb),
    "set column options": Case(T, "ALTER TABLE app.t ALTER v SET (n_distinct = 5)", t),
    "comment column": Case(T, "COMMENT ON COLUMN app.t.v IS 'x'", t),
    # ---- constraints
    "create primary key": Case(
        "CREATE TABLE app.t (id int)",
        "ALTER TABLE app.t ADD CONSTRAINT k PRIMARY KEY (id)",
        {"table": "t", "self": "k"},
    ),
    "create unique": Case(T, "ALTER TABLE app.t ADD CONSTRAINT k UNIQUE (a)", {"table": "t", "self": "k"}),
    "create unique: deferrable": Case(
        PARTS,
        "ALTER TABLE app.t ADD CONSTRAINT k UNIQUE (id, n) DEFERRABLE",
        {"table": "t", "below": "q", "partitions": "q", "deferring": "q", "unindexed": "q"},
    ),
    "create exclusion": Case(T, "ALTER TABLE app.t ADD CONSTRAINT k EXCLUDE (a WITH =)", {"table": "t", "self": "k"}),
    "create check": Case(B, "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)", tb),
    "create check not valid": Case(B, "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0) NOT VALID", tb),
    "validate check": Case(
        B + "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0) NOT VALID", "ALTER TABLE app.t VALIDATE CONSTRAINT k", tb
    ),
    "create foreign key": Case(
        P + T, "ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.p (id)", {"table": "t", "target": "p"}
    ),
    "create foreign key not valid": Case(
        P + T,
        "ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.p (id) NOT VALID",
        {"table": "t", "target": "p"},
    ),
    "validate foreign key": Case(
        P + T + "ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.p (id) NOT VALID",
        "ALTER TABLE app.t VALIDATE CONSTRAINT f",
        {"table": "t", "matched": "p"},
    ),
    "set deferral": Case(F, "ALTER TABLE app.t ALTER CONSTRAINT f DEFERRABLE", t),
    "drop primary key": Case(T, "ALTER TABLE app.t DROP CONSTRAINT t_pkey", {"table": "t", "self": "t_pkey"}),
    "drop unique": Case(
        T + "ALTER TABLE app.t ADD CONSTRAINT k UNIQUE (a)",
        "ALTER TABLE app.t DROP CONSTRAINT k",
        {"table": "t", "self": "k"},
    ),
    "drop exclusion": Case(
        T + "ALTER TABLE app.t ADD CONSTRAINT k EXCLUDE (a WITH =)",
        "ALTER TABLE app.t DROP CONSTRAINT k",
        {"table": "t", "self": "k"},
    ),
    "drop check": Case(
        B + "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)", "ALTER TABLE app.t DROP CONSTRAINT k", tb
    ),
    "of type": Case(
        "CREATE TABLE app.t (a int); CREATE TYPE app.y AS (a int)", "ALTER TABLE app.t OF app.y", {"table": "t"}
    ),
    "rename not null": Case(
        B + "ALTER TABLE app.t ALTER a SET NOT NULL", "ALTER TABLE app.t RENAME CONSTRAINT t_a_not_null TO k", tb, 18
    ),
    "disinherit check": Case(
        C + "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)",
        "ALTER TABLE ONLY app.t DROP CONSTRAINT k",
        {"table": "t", "children": "b"},
    ),
    "drop foreign key": Case(F, "ALTER TABLE app.t DROP CONSTRAINT f", {"table": "t", "target": "p"}),
    "rename primary key": Case(T, "ALTER INDEX app.t_pkey RENAME TO z", {"self": "t_pkey"}),
    "rename unique": Case(T, "ALTER INDEX app.t_pkey RENAME TO z", {"self": "t_pkey"}),
    "rename exclusion": Case(T, "ALTER INDEX app.t_pkey RENAME TO z", {"self": "t_pkey"}),
    "rename check": Case(
        B + "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)", "ALTER TABLE app.t RENAME CONSTRAINT k TO z", tb
    ),
    "rename foreign key": Case(F, "ALTER TABLE app.t RENAME CONSTRAINT f TO z", t),
    "comment primary key": Case(T, "COMMENT ON CONSTRAINT t_pkey ON app.t IS 'x'"),
    "comment unique": Case(T, "COMMENT ON CONSTRAINT t_pkey ON app.t IS 'x'"),
    "comment exclusion": Case(T, "COMMENT ON CONSTRAINT t_pkey ON app.t IS 'x'"),
    "comment check": Case(
        T + "ALTER TABLE app.t ADD CONSTRAINT k CHECK (a > 0)", "COMMENT ON CONSTRAINT k ON app.t IS 'x'"
    ),
    "comment foreign key": Case(F, "COMMENT ON CONSTRAINT f ON app.t IS 'x'"),
    # ---- indexes
    "create index": Case(T, "CREATE INDEX i ON app.t (a)", {"table": "t", "self": "i"}),
    "drop index": Case(IX, "DROP INDEX app.i", {"table": "t", "self": "i"}),
    "rename index": Case(IX, "ALTER INDEX app.i RENAME TO z", {"self": "i"}),
    "set index options": Case(IX, "ALTER INDEX app.i SET (fillfactor = 70)", {"self": "i"}),
    "set index statistics": Case(
        "CREATE TABLE app.t (id integer); CREATE INDEX i ON app.t ((id + 1));",
        "ALTER INDEX app.i ALTER COLUMN 1 SET STATISTICS 50",
        {"self": "i"},
    ),
    "set index options exclusively": Case(
        "CREATE TABLE app.t (a int[]); CREATE INDEX i ON app.t USING gin (a)",
        "ALTER INDEX app.i SET (fastupdate = off)",
        {"self": "i"},
    ),
    "comment index": Case(IX, "COMMENT ON INDEX app.i IS 'x'", {"self": "i"}),
    "create index concurrently": Case("", ""),  # no transaction holds its locks
    "drop index concurrently": Case("", ""),
    "create index on only": Case(
        "CREATE TABLE app.t (a int) PARTITION BY RANGE (a)", "CREATE INDEX i ON ONLY app.t (a)", t
    ),
    "attach index": Case(
        "CREATE TABLE app.t (a int) PARTITION BY RANGE (a); CREATE INDEX i ON ONLY app.t (a);"
        "CREATE TABLE app.q PARTITION OF app.t DEFAULT",
        "",
    ),
    "attach to index": Case(
        "CREATE TABLE app.t (a int) PARTITION BY RANGE (a); CREATE TABLE app.q PARTITION OF app.t DEFAULT;"
        "CREATE INDEX i ON ONLY app.t (a); CREATE INDEX j ON app.q (a)",
        "ALTER INDEX app.i ATTACH PARTITION app.j",
        {"self": "j", "used": "i"},
    ),
    "create key on only": Case(
        "CREATE TABLE app.t (a int NOT NULL) PARTITION BY RANGE (a); CREATE TABLE app.q PARTITION OF app.t DEFAULT",
        "ALTER TABLE ONLY app.t ADD PRIMARY KEY (a)",
        t,
    ),
    "create unique using index": Case(
        T + "CREATE UNIQUE INDEX i ON app.t (a)",
        "ALTER TABLE app.t ADD CONSTRAINT k UNIQUE USING INDEX i",
        {**t, "used": "i"},
    ),
    "create primary key using index": Case(
        "CREATE TABLE app.t (a int NOT NULL); CREATE UNIQUE INDEX i ON app.t (a)",
        "ALTER TABLE app.t ADD CONSTRAINT k PRIMARY KEY USING INDEX i",
        {**t, "used": "i"},
    ),
    "replace unique using index": Case(
        T + "ALTER TABLE app.t ADD CONSTRAINT k UNIQUE (a); CREATE UNIQUE INDEX i ON app.t (a, id)",
        "ALTER TABLE app.t DROP CONSTRAINT k, ADD CONSTRAINT k UNIQUE USING INDEX i",
        {**t, "self": "k", "used": "i"},
    ),
    "replace primary key using index": Case(
        "CREATE TABLE app.t (a int CONSTRAINT k PRIMARY KEY, b int NOT NULL); CREATE UNIQUE INDEX i ON app.t (b)",
        "ALTER TABLE app.t DROP CONSTRAINT k, ADD CONSTRAINT k PRIMARY KEY USING INDEX i",
        {**t, "self": "k", "used": "i"},
    ),
    "create not null not valid": Case(B, "ALTER TABLE app.t ADD CONSTRAINT k NOT NULL a NOT VALID", tb, 18),
    "validate not null": Case(
        B + "ALTER TABLE app.t ADD CONSTRAINT k NOT NULL a NOT VALID", "ALTER TABLE app.t VALIDATE CONSTRAINT k", tb, 18
    ),
    "analyze": Case(T, "ANALYZE app.t", t),
    "analyze: partitioned": Case(PARTS, "ANALYZE app.t", tq),
    "analyze: with an heir": Case(B, "ANALYZE app.t", {"table": "t", "below": "b"}),
    # ---- views, sequences, and what hangs on tables
    "create view": Case(T, "CREATE VIEW app.w AS SELECT id FROM app.t"),
    "replace view": Case(V, "CREATE OR REPLACE VIEW app.w AS SELECT id, a FROM app.t", {"table": "w"}),
    "view default": Case(V, "ALTER VIEW app.w ALTER COLUMN id SET DEFAULT 5", {"table": "w"}),
    "drop view": Case(V, "DROP VIEW app.w", {"table": "w"}),
    "rename view": Case(V, "ALTER VIEW app.w RENAME TO z", {"table": "w"}),
    "set view options": Case(V, "ALTER VIEW app.w SET (security_barrier)", {"table": "w"}),
    "comment view": Case(V, "COMMENT ON VIEW app.w IS 'x'", {"table": "w"}),
    "create materialized view": Case(T, "CREATE MATERIALIZED VIEW app.m AS SELECT id FROM app.t"),
    "drop materialized view": Case(MV, "DROP MATERIALIZED VIEW app.m", {"table": "m", "indexes": "mi"}),
    "rename materialized view": Case(MV, "ALTER MATERIALIZED VIEW app.m RENAME TO z", {"table": "m"}),
    "set view access method": Case(
        MV + "CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler",
        "ALTER MATERIALIZED VIEW app.m SET ACCESS METHOD other",
        {"table": "m", "indexes": "mi"},
        15,
    ),
    "refresh materialized view": Case(MV, "REFRESH MATERIALIZED VIEW app.m", {"table": "m", "indexes": "mi"}),
    "empty materialized view": Case(
        MV, "REFRESH MATERIALIZED VIEW app.m WITH NO DATA", {"table": "m", "indexes": "mi"}
    ),
    "comment materialized view": Case(MV, "COMMENT ON MATERIALIZED VIEW app.m IS 'x'", {"table": "m"}),
    "create sequence": Case("", "CREATE SEQUENCE app.s"),
    "change sequence": Case(S, "ALTER SEQUENCE app.s INCREMENT 2", {"self": "s"}),
    "log sequence": Case(S, "ALTER SEQUENCE app.s SET UNLOGGED", {"self": "s"}, 15),
    "give sequence": Case(S, "ALTER SEQUENCE app.s OWNER TO pg_monitor", {"self": "s"}),
    "own sequence": Case(S + T, "ALTER SEQUENCE app.s OWNED BY app.t.a", {"self": "s"}),
    "drop sequence": Case(S, "DROP SEQUENCE app.s", {"self": "s"}),
    "rename sequence": Case(S, "ALTER SEQUENCE app.s RENAME TO z", {"self": "s"}),
    "comment sequence": Case(S, "COMMENT ON SEQUENCE app.s IS 'x'", {"self": "s"}),
    "create trigger": Case(TR, TRIGGER, t),
    "drop trigger": Case(TR + TRIGGER, "DROP TRIGGER g ON app.t", t),
    "rename trigger": Case(TR + TRIGGER, "ALTER TRIGGER g ON app.t RENAME TO z", t),
    "switch trigger": Case(TR + TRIGGER, "ALTER TABLE app.t DISABLE TRIGGER g", t),
    "comment trigger": Case(TR + TRIGGER, "COMMENT ON TRIGGER g ON app.t IS 'x'"),
    "create rule": Case(T, "CREATE RULE r AS ON INSERT TO app.t DO ALSO NOTHING", t),
    "drop rule": Case(T + "CREATE RULE r AS ON INSERT TO app.t DO ALSO NOTHING", "DROP RULE r ON app.t", t),
    "rename rule": Case(
        T + "CREATE RULE r AS ON INSERT TO app.t DO ALSO NOTHING", "ALTER RULE r ON app.t RENAME TO z", t
    ),
    "switch rule": Case(
        T + "CREATE RULE r AS ON INSERT TO app.t DO ALSO NOTHING", "ALTER TABLE app.t DISABLE RULE r", t
    ),
    "comment rule": Case(
        T + "CREATE RULE r AS ON INSERT TO app.t DO ALSO NOTHING", "COMMENT ON RULE r ON app.t IS 'x'"
    ),
    "create policy": Case(T, "CREATE POLICY y ON app.t", t),
    "alter policy": Case(T + "CREATE POLICY y ON app.t", "ALTER POLICY y ON app.t USING (true)", t),
    "drop policy": Case(T + "CREATE POLICY y ON app.t", "DROP POLICY y ON app.t", t),
    "rename policy": Case(T + "CREATE POLICY y ON app.t", "ALTER POLICY y ON app.t RENAME TO z", t),
    "comment policy": Case(T + "CREATE POLICY y ON app.t", "COMMENT ON POLICY y ON app.t IS 'x'"),
    "create statistics": Case(T, "CREATE STATISTICS app.x ON a, v FROM app.t", t),
    "drop statistics": Case(T + "CREATE STATISTICS app.x ON a, v FROM app.t", "DROP STATISTICS app.x", t),
    "create publication": Case(T, "CREATE PUBLICATION n FOR TABLE app.t", {"published": "t"}),
    "create publication table": Case(T + "CREATE PUBLICATION n", "ALTER PUBLICATION n ADD TABLE app.t", t),
    "drop publication table": Case(
        T + "CREATE PUBLICATION n FOR TABLE app.t", "ALTER PUBLICATION n DROP TABLE app.t", t
    ),
    "constrain domain": Case(
        "CREATE DOMAIN app.d AS int; CREATE TABLE app.t (a app.d); INSERT INTO app.t VALUES (1)",
        "ALTER DOMAIN app.d ADD CHECK (VALUE > 0)",
        {"holders": "t"},
    ),
    "create owner": Case(T, "ALTER TABLE app.t OWNER TO pg_monitor", ti),
    "create owner: with tables below": Case(HI, "ALTER TABLE app.t OWNER TO pg_monitor", ti),
    "create owner: of a sequence": Case(S, "ALTER SEQUENCE app.s OWNER TO pg_monitor", {"table": "s"}),
    "alter owner": Case(T, "ALTER TABLE app.t OWNER TO pg_monitor", ti),
    # ---- tables below that have their own, and partitions
    "create table partition: beside one with partitions": Case(
        DEEP,
        "CREATE TABLE app.n PARTITION OF app.p FOR VALUES IN (1)",
        {"parent": "p", "sibling": "d", "doubted": "d e"},
    ),
    "create table partition: beside one that has no such rows": Case(
        DEEP + "ALTER TABLE app.d ALTER id SET NOT NULL",
        "CREATE TABLE app.n PARTITION OF app.p FOR VALUES IN (NULL)",
        {"parent": "p", "sibling": "d"},
    ),
    "create table partition: with foreign keys": Case(
        KEYED, "CREATE TABLE app.n PARTITION OF app.k DEFAULT", {"parent": "k", "parent_indexes": "k_pkey", **ends}
    ),
    "attach partition: with foreign keys": Case(
        KEYED + "CREATE TABLE app.n (id int PRIMARY KEY, a int)",
        "ALTER TABLE app.k ATTACH PARTITION app.n DEFAULT",
        {"parent": "k", "parent_indexes": "k_pkey", "table": "n", "entering": "n", **ends},
    ),
    "attach partition: with partitions": Case(
        DEEP
        + "CREATE TABLE app.t (id int, n int) PARTITION BY LIST (n); CREATE TABLE app.q PARTITION OF app.t DEFAULT",
        "ALTER TABLE app.p ATTACH PARTITION app.t FOR VALUES IN (1)",
        {"parent": "p", "table": "t", "partitions": "q", "sibling": "d", "doubted": "d e", "entering": "q"},
    ),
    "attach partition: as the first and default one": Case(
        "CREATE TABLE app.p (id int) PARTITION BY LIST (id); CREATE TABLE app.t (id int)",
        "ALTER TABLE app.p ATTACH PARTITION app.t DEFAULT",
        {"parent": "p", "table": "t"},
    ),
    "detach partition: with foreign keys": Case(
        KEYED,
        "ALTER TABLE app.k DETACH PARTITION app.o",
        {"parent": "k", "table": "o", "attached": "o_pkey", "referenced": "o", **ends},
    ),
    "detach partition: referenced by what has partitions": Case(
        KEYED.partition("CREATE TABLE app.r")[0]
        + "CREATE TABLE app.r (k int REFERENCES app.k) PARTITION BY LIST (k); CREATE TABLE app.s PARTITION OF app.r DEFAULT",
        "ALTER TABLE app.k DETACH PARTITION app.o",
        {"parent": "k", "table": "o", "attached": "o_pkey", "referenced": "o", **ends, "others": "s"},
    ),
    "detach partition: with partitions": Case(
        DEEP, "ALTER TABLE app.p DETACH PARTITION app.d", {"parent": "p", "table": "d", "partitions": "e"}
    ),
    "constrain domain: of a partitioned table": Case(
        "CREATE DOMAIN app.y AS int; CREATE TABLE app.t (a app.y) PARTITION BY LIST (a); CREATE TABLE app.q PARTITION OF app.t"
        " DEFAULT; INSERT INTO app.t VALUES (1)",
        "ALTER DOMAIN app.y ADD CHECK (VALUE > 0)",
        {"holders": "q"},
    ),
    "create column: there below": Case(
        T + "CREATE TABLE app.b (n int) INHERITS (app.t); CREATE TABLE app.c () INHERITS (app.b)",
        "ALTER TABLE app.t ADD n int",
        {"table": "t", "along": "b"},
    ),
    "create column rewriting: partitioned": Case(PARTS, "ALTER TABLE app.t ADD u uuid DEFAULT gen_random_uuid()", tq),
    "drop column: kept below": Case(BV, "ALTER TABLE app.t DROP v", {"table": "t", "along": "b"}),
    "drop column: two below": Case(C, "ALTER TABLE app.t DROP v", {"table": "t", "along": "b c"}),
    "change type rewriting: partitioned": Case(
        PARTS, "ALTER TABLE app.t ALTER n TYPE bigint", {**tq, "uses": "tn q_n_idx"}
    ),
    "change type rewriting: not enforced": Case(
        P + T + "ALTER TABLE app.t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES app.p NOT ENFORCED",
        "ALTER TABLE app.t ALTER a TYPE bigint",
        {**ti, "unenforced": "p"},
        since=18,
    ),
    "set expression rewriting: partitioned": Case(
        P
        + "CREATE TABLE app.t (id int, g int GENERATED ALWAYS AS (id + 1) STORED REFERENCES app.p) PARTITION BY LIST (id);"
        "CREATE TABLE app.q PARTITION OF app.t DEFAULT; CREATE INDEX ti ON app.t (id); CREATE INDEX tg ON app.t (g)",
        "ALTER TABLE app.t ALTER g SET EXPRESSION AS (id + 2)",
        {"table": "t", "below": "q", "all": "q", "remade": "q_id_idx q_g_idx", "uses": "tg q_g_idx", "others": "p"},
        since=17,
    ),
    "set expression rewriting: not enforced": Case(
        P + "CREATE TABLE app.t (id int, g int GENERATED ALWAYS AS (id + 1) STORED REFERENCES app.p NOT ENFORCED)",
        "ALTER TABLE app.t ALTER g SET EXPRESSION AS (id + 2)",
        {**t, "unenforced": "p"},
        since=18,
    ),
    "create index: over one that is there": Case(
        PARTS + "CREATE INDEX own ON app.q (id, n) WITH (fillfactor = 80)",
        "CREATE INDEX k ON app.t (id, n)",
        {"table": "t", "partitions": "q", "taken": "own"},
    ),
    "set not null: known below": Case(
        B + "ALTER TABLE app.b ALTER a SET NOT NULL", "ALTER TABLE app.t ALTER a SET NOT NULL", {**tb, "nullable": "t"}
    ),
    "set not null: proven above": Case(
        B + "ALTER TABLE app.t ADD CHECK (a IS NOT NULL) NO INHERIT",
        "ALTER TABLE app.t ALTER a SET NOT NULL",
        {**tb, "nullable": "b"},
    ),
    "set compression: inherited": Case(B, "ALTER TABLE app.t ALTER v SET COMPRESSION pglz", t),
    "add identity: partitioned": Case(PARTS, PID[len(PARTS) :], tq),
    "set identity: partitioned": Case(
        PID, "ALTER TABLE app.t ALTER id SET GENERATED BY DEFAULT", {**tq, "counter": "t_id_seq"}
    ),
    "change identity: partitioned": Case(
        PID, "ALTER TABLE app.t ALTER id SET INCREMENT 2", {**tq, "counter": "t_id_seq"}
    ),
    "drop identity: partitioned": Case(PID, "ALTER TABLE app.t ALTER id DROP IDENTITY", {**tq, "counter": "t_id_seq"}),
    "create check: there below": Case(BK, K, {"table": "t", "along": "b", "below": "b c", "all": "t"}),
    "create check not valid: there below": Case(BK, f"{K} NOT VALID", {"table": "t", "along": "b", "below": "b c"}),
    "create check: of the table alone": Case(B, f"{K} NO INHERIT", {"table": "t", "below": "b", "all": "t"}),
    "validate check: valid below": Case(
        B + f"{K} NOT VALID; ALTER TABLE app.b VALIDATE CONSTRAINT k",
        "ALTER TABLE app.t VALIDATE CONSTRAINT k",
        {**tb, "unchecked": "t"},
    ),
    "validate check: of the table alone": Case(
        B + f"{K} NO INHERIT NOT VALID", "ALTER TABLE app.t VALIDATE CONSTRAINT k", {"table": "t", "unchecked": "t"}
    ),
    "rename check: of the table alone": Case(B + f"{K} NO INHERIT", "ALTER TABLE app.t RENAME CONSTRAINT k TO z", t),
    "drop check: kept below": Case(BK + K, "ALTER TABLE app.t DROP CONSTRAINT k", {"table": "t", "along": "b"}),
    "drop check: of the table alone": Case(B + f"{K} NO INHERIT", "ALTER TABLE app.t DROP CONSTRAINT k", t),
    "create trigger: for each row of partitions": Case(PARTS + FUNCTION, TRIGGER, tq),
    "create trigger: for each statement": Case(PARTS + FUNCTION, ONCE, t),
    "drop trigger: for each row of partitions": Case(PARTS + FUNCTION + TRIGGER, "DROP TRIGGER g ON app.t", tq),
    "drop trigger: for each statement": Case(PARTS + FUNCTION + ONCE, "DROP TRIGGER g ON app.t", t),
    "rename trigger: for each statement": Case(PARTS + FUNCTION + ONCE, "ALTER TRIGGER g ON app.t RENAME TO z", tq),
    "switch trigger: for each row of partitions": Case(
        PARTS + FUNCTION + TRIGGER, "ALTER TABLE app.t DISABLE TRIGGER g", tq
    ),
    "switch trigger: for each statement": Case(PARTS + FUNCTION + ONCE, "ALTER TABLE app.t DISABLE TRIGGER g", t),
}
