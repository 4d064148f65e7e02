"""Types, functions, tables and views that stand on each other, each absent or in one of some forms, in the order of their making."""

import random

from tests.worlds.states import Forms, States, picked, written

TABLE = "CREATE TABLE t"
TRIGGER = "EXECUTE FUNCTION tf();"
LOWER = "CREATE FUNCTION fi(t text) RETURNS"
FORMS: Forms = {
    "e": (
        (),
        (
            "CREATE TYPE e AS ENUM ('a', 'b');",
            "CREATE TYPE e AS ENUM ('a', 'b', 'c');",
            "CREATE TYPE e AS ENUM ('b', 'a');",
        ),
    ),
    "c": (
        (),
        (
            "CREATE TYPE c AS (x int, y text);",
            "CREATE TYPE c AS (x int, y text, z int);",
            "CREATE TYPE c AS (x bigint, y text);",
        ),
    ),
    "r": ((), ("CREATE TYPE r AS RANGE (SUBTYPE = int);", "CREATE TYPE r AS RANGE (SUBTYPE = bigint);")),
    "fc": (
        (),
        (
            "CREATE FUNCTION fc(i int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT i > 0';",
            "CREATE FUNCTION fc(i int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT i > 1';",
            "CREATE FUNCTION fc(i bigint) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT i > 0';",
            "CREATE FUNCTION fc(j int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT j > 0';",
        ),
    ),
    "d": (
        (),
        (
            "CREATE DOMAIN d AS int CHECK (VALUE > 0);",
            "CREATE DOMAIN d AS int DEFAULT 5;",
            "CREATE DOMAIN d AS bigint CHECK (VALUE > 0);",
        ),
    ),
    "df": (("d", "fc"), ("ALTER DOMAIN d ADD CONSTRAINT df CHECK (fc(VALUE::int));",)),
    "s": ((), ("CREATE SEQUENCE s;", "CREATE SEQUENCE s AS int INCREMENT 5;")),
    "fi": (
        (),
        (
            f"{LOWER} text IMMUTABLE LANGUAGE sql AS 'SELECT lower(t)';",
            f"{LOWER} text IMMUTABLE LANGUAGE sql RETURN lower(t);",
            f"{LOWER} varchar IMMUTABLE LANGUAGE sql RETURN lower(t);",
        ),
    ),
    "t": (
        (),
        (
            f"{TABLE} (id int PRIMARY KEY, a int, b text);",
            f"{TABLE} (id bigint PRIMARY KEY, a int, b text);",
            f"{TABLE} (id int PRIMARY KEY, a bigint, b varchar(30));",
            f"{TABLE} (id int PRIMARY KEY, a int NOT NULL DEFAULT 3, b text NOT NULL);",
            f"{TABLE} (id int PRIMARY KEY, b text, a int);",
            f"{TABLE} (id int NOT NULL, a int, b text, CONSTRAINT t_pkey PRIMARY KEY (id, a), UNIQUE (id));",
        ),
    ),
    "te": (
        ("t", "e"),
        (
            "ALTER TABLE t ADD e e;",
            "ALTER TABLE t ADD e e DEFAULT 'a';",
            "ALTER TABLE t ADD e text;",
            "ALTER TABLE t ADD e e[];",
        ),
    ),
    "td": (("t", "d"), ("ALTER TABLE t ADD d d;", "ALTER TABLE t ADD d int;", "ALTER TABLE t ADD d d DEFAULT 7;")),
    "tc": (("t", "c"), ("ALTER TABLE t ADD c c;", "ALTER TABLE t ADD c c[];")),
    "tr": (("t", "r"), ("ALTER TABLE t ADD r r;", "ALTER TABLE t ADD r int4range;")),
    "ts": (
        ("t", "s"),
        (
            "ALTER TABLE t ALTER a SET DEFAULT nextval('s');",
            "ALTER TABLE t ADD sn bigint DEFAULT nextval('s');",
            "ALTER TABLE t ADD sn bigint DEFAULT nextval('s'); ALTER SEQUENCE s OWNED BY t.sn;",
        ),
    ),
    "tg": (
        ("t",),
        (
            "ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED;",
            "ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 2) STORED;",
            "ALTER TABLE t ADD g int;",
        ),
    ),
    "tgf": (("t", "fi"), ("ALTER TABLE t ADD gf text GENERATED ALWAYS AS (fi(b)) STORED;",)),
    "tk": (
        ("t",),
        (
            "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0);",
            "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a);",
            "ALTER TABLE t ADD CONSTRAINT k UNIQUE (a, b) DEFERRABLE;",
        ),
    ),
    "tkf": (("t", "fc"), ("ALTER TABLE t ADD CONSTRAINT kf CHECK (fc(id::int));",)),
    "ti": (
        ("t",),
        (
            "CREATE INDEX i ON t (b);",
            "CREATE UNIQUE INDEX i ON t (b);",
            "CREATE INDEX i ON t (b, a DESC) WHERE a > 0;",
            "CREATE INDEX i ON t USING hash (b);",
        ),
    ),
    "tif": (("t", "fi"), ("CREATE INDEX if ON t (fi(b));", "CREATE INDEX if ON t (fi(b), a);")),
    "u": (
        ("t",),
        (
            "CREATE TABLE u (id int, t_id int);",
            "CREATE TABLE u (id int, t_id bigint);",
            "CREATE TABLE u (id int, t_id int, x t);",
            "CREATE TABLE u () INHERITS (t);",
            "CREATE TABLE u (LIKE t);",
        ),
    ),
    "uf": (
        ("u", "t"),
        (
            "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t (id);",
            "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t (id) ON DELETE CASCADE;",
        ),
    ),
    "v": (
        ("t",),
        (
            "CREATE VIEW v AS SELECT id, b FROM t;",
            "CREATE VIEW v AS SELECT id, b, a FROM t;",
            "CREATE VIEW v AS SELECT * FROM t WHERE a > 0;",
            "CREATE VIEW v WITH (security_barrier) AS SELECT b, id FROM t;",
            "CREATE MATERIALIZED VIEW v AS SELECT id, b FROM t;",
            "CREATE TABLE v (id int, b text);",
        ),
    ),
    "vi": (("v",), ("COMMENT ON COLUMN v.id IS 'x';", "GRANT SELECT ON v TO PUBLIC;")),
    "w": (
        ("v",),
        (
            "CREATE VIEW w AS SELECT id FROM v;",
            "CREATE VIEW w AS SELECT id, upper(b) AS q FROM v;",
            "CREATE MATERIALIZED VIEW w AS SELECT id, b FROM v; CREATE INDEX wi ON w (id);",
            "CREATE MATERIALIZED VIEW w AS SELECT id, b FROM v WITH NO DATA; CREATE UNIQUE INDEX wi ON w (id);",
        ),
    ),
    "x": (
        ("w", "t"),
        ("CREATE VIEW x AS SELECT w.id FROM w JOIN t ON t.id = w.id;", "CREATE VIEW x AS SELECT count(*) AS n FROM w;"),
    ),
    "vf": (
        ("t",),
        (
            "CREATE VIEW vf AS SELECT id, b, count(a) AS n FROM t GROUP BY id, b;",
            "CREATE VIEW vf AS SELECT id, max(b) AS m FROM t GROUP BY id;",
        ),
    ),
    "ft": (
        ("t",),
        (
            "CREATE FUNCTION ft(t) RETURNS int LANGUAGE sql AS 'SELECT 1';",
            "CREATE FUNCTION ft(t) RETURNS int LANGUAGE sql AS 'SELECT 2';",
            "CREATE FUNCTION ft(i int) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM public.t';",
            "CREATE FUNCTION ft(i int) RETURNS TABLE (q int) LANGUAGE sql BEGIN ATOMIC SELECT a FROM t WHERE id = i; END;",
            "CREATE PROCEDURE ft(i int) LANGUAGE sql BEGIN ATOMIC UPDATE t SET a = i; END;",
        ),
    ),
    "vft": (("ft", "t"), ("CREATE VIEW vft AS SELECT * FROM ft(1);",)),
    "tf": (
        (),
        (
            "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';",
            "CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';",
        ),
    ),
    "tt": (
        ("t", "tf"),
        (
            f"CREATE TRIGGER tt BEFORE UPDATE ON t FOR EACH ROW {TRIGGER}",
            f"CREATE TRIGGER tt BEFORE UPDATE OF b ON t FOR EACH ROW WHEN (new.a > 1) {TRIGGER}",
            f"CREATE CONSTRAINT TRIGGER tt AFTER INSERT ON t DEFERRABLE FOR EACH ROW {TRIGGER}",
            f"CREATE TRIGGER tt AFTER UPDATE ON t REFERENCING OLD TABLE AS o FOR EACH STATEMENT {TRIGGER}",
        ),
    ),
    "tv": (("v", "tf"), (f"CREATE TRIGGER tv INSTEAD OF INSERT ON v FOR EACH ROW {TRIGGER}",)),
    "tp": (
        ("t",),
        (
            "CREATE POLICY p ON t USING (a > 0);",
            "CREATE POLICY p ON t FOR UPDATE USING (a > 0) WITH CHECK (b = 'x');",
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t AS RESTRICTIVE USING (id > 0);",
        ),
    ),
    "tpf": (("t", "fc"), ("CREATE POLICY pf ON t USING (fc(id::int));",)),
    "ru": (
        ("t",),
        (
            "CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING;",
            "CREATE RULE ru AS ON UPDATE TO t WHERE new.a > 5 DO INSTEAD NOTHING;",
        ),
    ),
    "st": (
        ("t",),
        (
            "CREATE STATISTICS st ON a, b FROM t;",
            "CREATE STATISTICS st (ndistinct) ON a, id FROM t;",
            "CREATE STATISTICS st ON (a + 1), b FROM t;",
        ),
    ),
    "ag": (
        (),
        (
            "CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');",
            "CREATE AGGREGATE ag(int) (SFUNC = int4pl, STYPE = int, INITCOND = '1');",
        ),
    ),
    "vag": (("ag", "t"), ("CREATE VIEW vag AS SELECT ag(a::int) AS s FROM t;",)),
    "pb": (
        ("t",),
        (
            "CREATE PUBLICATION pb FOR TABLE t;",
            "CREATE PUBLICATION pb FOR TABLE t WITH (publish = 'insert');",
        ),
    ),
    "ca": (
        ("c",),
        (
            "CREATE FUNCTION c2t(c) RETURNS text LANGUAGE sql AS 'SELECT ''x'''; CREATE CAST (c AS text) WITH FUNCTION c2t(c);",
        ),
    ),
    "ow": (
        ("t",),
        (
            "ALTER TABLE t SET (fillfactor = 70);",
            "ALTER TABLE t ALTER b SET STORAGE EXTERNAL; ALTER TABLE t ALTER b SET STATISTICS 50;",
            "COMMENT ON COLUMN t.b IS 'bb'; GRANT SELECT (a) ON t TO PUBLIC;",
            "ALTER TABLE t REPLICA IDENTITY FULL;",
        ),
    ),
}
# What stands on some of the forms alone.
ONLY = {("vft", "ft"): (2, 3), ("tv", "v"): (0, 1, 2, 3), ("uf", "u"): (0, 1, 2, 4)}

ALWAYS = frozenset({"t"})


def drawn(seed: int, major: int) -> States:
    """Two states; there are no rows."""
    rnd = random.Random(seed)
    first = picked(rnd, FORMS, {}, always=ALWAYS, only=ONLY)
    then = picked(rnd, FORMS, first, always=ALWAYS, only=ONLY)
    return States("\n".join(written(first, FORMS)), "\n".join(written(then, FORMS)))
