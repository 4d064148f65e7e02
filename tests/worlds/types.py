"""Types that are made of each other, in arrays too, and what uses them: columns, checks, indexes, functions, casts, operators."""

import random

from tests.worlds.states import Forms, Pick, States, picked, written

SQL = "IMMUTABLE STRICT LANGUAGE sql"
FORMS: Forms = {
    "e": (
        (),
        (
            "CREATE TYPE e AS ENUM ('a', 'b');",
            "CREATE TYPE e AS ENUM ('a', 'b', 'c');",
            "CREATE TYPE e AS ENUM ('b', 'a');",
            "CREATE DOMAIN e AS text;",
        ),
    ),
    "fd": (
        (),
        (
            f"CREATE FUNCTION fd(int) RETURNS boolean {SQL} AS 'SELECT $1 > 0';",
            f"CREATE FUNCTION fd(bigint) RETURNS boolean {SQL} AS 'SELECT $1 > 0';",
            f"CREATE FUNCTION fd(int) RETURNS boolean {SQL} RETURN $1 > 1;",
        ),
    ),
    "d": (
        (),
        (
            "CREATE DOMAIN d AS int CHECK (VALUE > 0);",
            "CREATE DOMAIN d AS int DEFAULT 5 CONSTRAINT dk CHECK (VALUE > -1);",
            "CREATE DOMAIN d AS bigint CHECK (VALUE > 0);",
            "CREATE TYPE d AS (x int);",
        ),
    ),
    "dk": (("d", "fd"), ("ALTER DOMAIN d ADD CONSTRAINT df CHECK (fd(VALUE::int));",)),
    "de": (
        ("e",),
        (
            "CREATE DOMAIN de AS e DEFAULT 'a';",
            "CREATE DOMAIN de AS e NOT NULL DEFAULT 'b' CHECK (VALUE <> 'z');",
            "CREATE DOMAIN de AS e[] CHECK (cardinality(VALUE) < 9);",
        ),
    ),
    "dd": (("d",), ("CREATE DOMAIN dd AS d CHECK (VALUE < 100);", "CREATE DOMAIN dd AS d[];")),
    "c": (
        (),
        (
            "CREATE TYPE c AS (x int, y text);",
            "CREATE TYPE c AS (x bigint, y text);",
            "CREATE TYPE c AS (x int, y text, z int);",
        ),
    ),
    "cd": (
        ("d",),
        ("CREATE TYPE cd AS (x d, y int);", "CREATE TYPE cd AS (x d[], y int);", "CREATE TYPE cd AS (y int, x d);"),
    ),
    "ce": (("e", "c"), ("CREATE TYPE ce AS (e e, c c);", "CREATE TYPE ce AS (e e[], c c[]);")),
    "dc": (("c",), ("CREATE DOMAIN dc AS c CHECK ((VALUE).x > 0);", "CREATE DOMAIN dc AS c[];")),
    "r": (
        (),
        (
            "CREATE TYPE r AS RANGE (SUBTYPE = int);",
            "CREATE TYPE r AS RANGE (SUBTYPE = bigint);",
            "CREATE TYPE r AS RANGE (SUBTYPE = int, MULTIRANGE_TYPE_NAME = rr);",
        ),
    ),
    "rd": (("d",), ("CREATE TYPE rd AS RANGE (SUBTYPE = d);",)),
    "re": (("e",), ("CREATE TYPE re AS RANGE (SUBTYPE = e);",)),
    "dr": (("r",), ("CREATE DOMAIN dr AS r CHECK (NOT isempty(VALUE));", "CREATE DOMAIN dr AS r[];")),
    "fe": (
        ("e",),
        (
            f"CREATE FUNCTION fe(e) RETURNS int {SQL} AS 'SELECT 1';",
            f"CREATE FUNCTION fe(e) RETURNS int {SQL} RETURN CASE WHEN $1 = 'a'::e THEN 1 ELSE 2 END;",
            f"CREATE FUNCTION fe(x e DEFAULT 'a') RETURNS int {SQL} AS 'SELECT 2';",
            f"CREATE FUNCTION fe(e[]) RETURNS int {SQL} AS 'SELECT 1';",
        ),
    ),
    "fc": (
        ("c",),
        (
            f"CREATE FUNCTION fc(c) RETURNS int {SQL} RETURN ($1).x::int;",
            f"CREATE FUNCTION fc(c) RETURNS c {SQL} AS 'SELECT $1';",
            f"CREATE FUNCTION fc(c[]) RETURNS SETOF c {SQL} AS 'SELECT unnest($1)';",
        ),
    ),
    "fo": (
        ("c", "d"),
        (
            f"CREATE FUNCTION fo(c, d) RETURNS boolean {SQL} AS 'SELECT true';",
            f"CREATE FUNCTION fo(c, d) RETURNS boolean {SQL} RETURN ($1).x = 1;",
        ),
    ),
    "op": (("fo",), ("CREATE OPERATOR === (LEFTARG = c, RIGHTARG = d, FUNCTION = fo);",)),
    "ca": (
        ("fc",),
        ("CREATE CAST (c AS int) WITH FUNCTION fc(c);", "CREATE CAST (c AS int) WITH FUNCTION fc(c) AS IMPLICIT;"),
    ),
    "cx": (("e",), ("CREATE CAST (e AS bytea) WITH INOUT;", "CREATE CAST (e AS json) WITH INOUT;")),
    "fs": (
        ("d",),
        (
            "CREATE FUNCTION fs(d, int) RETURNS d LANGUAGE sql AS 'SELECT $1';",
            "CREATE FUNCTION fs(d, int) RETURNS d LANGUAGE sql RETURN $1;",
        ),
    ),
    "ag": (
        ("fs",),
        (
            "CREATE AGGREGATE ag(int) (SFUNC = fs, STYPE = d);",
            "CREATE AGGREGATE ag(int) (SFUNC = fs, STYPE = d, INITCOND = '1');",
        ),
    ),
    "t": (
        (),
        (
            "CREATE TABLE t (id int PRIMARY KEY, a int);",
            "CREATE TABLE t (id int PRIMARY KEY, a bigint);",
            "CREATE TABLE t (id int, a int) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t DEFAULT;",
        ),
    ),
    "te": (
        ("t", "e"),
        (
            "ALTER TABLE t ADD e e;",
            "ALTER TABLE t ADD e e DEFAULT 'a';",
            "ALTER TABLE t ADD e e[] DEFAULT '{a}';",
            "ALTER TABLE t ADD e text;",
        ),
    ),
    "td": (("t", "d"), ("ALTER TABLE t ADD d d;", "ALTER TABLE t ADD d d[];", "ALTER TABLE t ADD d int;")),
    "tde": (("t", "de"), ("ALTER TABLE t ADD de de;", "ALTER TABLE t ADD de de[];")),
    "tdd": (("t", "dd"), ("ALTER TABLE t ADD dd dd;",)),
    "tc": (("t", "c"), ("ALTER TABLE t ADD c c;", "ALTER TABLE t ADD c c[];")),
    "tcd": (("t", "cd"), ("ALTER TABLE t ADD cd cd;", "ALTER TABLE t ADD cd cd[];")),
    "tce": (("t", "ce"), ("ALTER TABLE t ADD ce ce;",)),
    "tdc": (("t", "dc"), ("ALTER TABLE t ADD dc dc;",)),
    "tr": (
        ("t", "r"),
        ("ALTER TABLE t ADD r r;", "ALTER TABLE t ADD r r DEFAULT 'empty';", "ALTER TABLE t ADD r r[];"),
    ),
    "trd": (("t", "rd"), ("ALTER TABLE t ADD rd rd;",)),
    "tre": (("t", "re"), ("ALTER TABLE t ADD re re;",)),
    "tdr": (("t", "dr"), ("ALTER TABLE t ADD dr dr;",)),
    "tke": (
        ("te",),
        (
            "ALTER TABLE t ADD CONSTRAINT ke CHECK (e <> 'b');",
            "ALTER TABLE t ADD CONSTRAINT ke CHECK (e IN ('a', 'b'));",
        ),
    ),
    "tkc": (("tc",), ("ALTER TABLE t ADD CONSTRAINT kc CHECK ((c).x > 0);",)),
    "tkf": (("tc", "fc"), ("ALTER TABLE t ADD CONSTRAINT kf CHECK (fc(c) > 0);",)),
    "tko": (("tc", "td", "op"), ("ALTER TABLE t ADD CONSTRAINT ko CHECK (c === d);",)),
    "tkr": (("tr",), ("ALTER TABLE t ADD CONSTRAINT kr CHECK (NOT isempty(r));",)),
    "tie": (("te",), ("CREATE INDEX ie ON t (e);", "CREATE INDEX ie ON t (id) WHERE e = 'a';")),
    "tif": (("te", "fe"), ("CREATE INDEX if ON t (fe(e));",)),
    "tic": (("tc",), ("CREATE INDEX ic ON t (((c).x));", "CREATE INDEX ic ON t (c);")),
    "tir": (("tr",), ("CREATE INDEX ir ON t USING gist (r);",)),
    "tgf": (("te", "fe"), ("ALTER TABLE t ADD gf int GENERATED ALWAYS AS (fe(e)) STORED;",)),
    "tgc": (("tc",), ("ALTER TABLE t ADD gc int GENERATED ALWAYS AS ((c).x) STORED;",)),
    "v": (
        ("t", "te"),
        (
            "CREATE VIEW v AS SELECT id, e FROM t;",
            "CREATE VIEW v AS SELECT id, e = 'a' AS q FROM t;",
            "CREATE MATERIALIZED VIEW v AS SELECT id, e FROM t;",
        ),
    ),
    "vc": (("tc",), ("CREATE VIEW vc AS SELECT (c).x AS x FROM t;", "CREATE VIEW vc AS SELECT (c).* FROM t;")),
    "va": (("t", "ag"), ("CREATE VIEW va AS SELECT ag(a::int) AS s FROM t;",)),
    "w": (("v",), ("CREATE VIEW w AS SELECT * FROM v;",)),
    "u": (("c",), ("CREATE TABLE u OF c;", "CREATE TABLE u (c c DEFAULT ROW(1, 'x'));")),
    "x": (
        ("t",),
        ("CREATE TABLE x (t t);", "CREATE TABLE x (t t[]);", "CREATE TYPE x AS (t t);", "CREATE DOMAIN x AS t;"),
    ),
    "y": (("x",), ("CREATE FUNCTION y(x) RETURNS int LANGUAGE sql AS 'SELECT 1';",)),
}
FILLED = 0.7
ALWAYS = frozenset({"t"})
ONLY = {
    ("dk", "d"): (0, 1, 2),
    ("dd", "d"): (0, 1, 2),
    ("rd", "d"): (0, 1, 2),
    ("re", "e"): (0, 1, 2),
    ("fs", "d"): (0, 1, 2),
    ("ca", "fc"): (0,),
    ("tke", "te"): (0, 1),
    ("tkc", "tc"): (0,),
    ("tkf", "tc"): (0,),
    ("tkf", "fc"): (0,),
    ("tko", "tc"): (0,),
    ("tko", "td"): (0,),
    ("tkr", "tr"): (0, 1),
    ("tie", "te"): (0, 1),
    ("tif", "te"): (0, 1),
    ("tif", "fe"): (0, 1, 2),
    ("tic", "tc"): (0,),
    ("tir", "tr"): (0, 1),
    ("tgf", "te"): (0, 1),
    ("tgf", "fe"): (0, 1, 2),
    ("tgc", "tc"): (0,),
    ("v", "te"): (0, 1),
    ("vc", "tc"): (0,),
}
ROW = "INSERT INTO t (id, a) VALUES (1, 2);"
# What the row has in a column of a form.
VALUES = {
    "te": ("'a'", "'b'", "'{a,b}'", "'a'"),
    "td": ("7", "'{7,8}'", "7"),
    "tdd": ("'7'",),
    "tc": ('jsonb_populate_record(NULL::c, \'{"x": 1, "y": "q"}\')',),
    "tdc": ("jsonb_populate_record(NULL::c, '{\"x\": 1}')",),
    "tr": ("'[1,5)'", "'[1,5)'", "'{\"[1,5)\"}'"),
    "trd": ("'[1,5]'",),
}


def drawn(seed: int, major: int) -> States:
    """Two states, with a row."""
    rnd = random.Random(seed)
    first = picked(rnd, FORMS, {}, always=ALWAYS, only=ONLY)
    then = picked(rnd, FORMS, first, always=ALWAYS, only=ONLY)
    filled = rnd.random() < FILLED
    return States("\n".join(written(first, FORMS)), "\n".join(written(then, FORMS)), _rows(first) if filled else ROW)


def _rows(pick: Pick) -> str:
    """The row with what its columns hold."""
    held = [(name, values, form) for name, values in VALUES.items() if (form := pick[name]) is not None]
    sets = [f"UPDATE t SET {name[1:]} = {values[form]};" for name, values, form in held if form < len(values)]
    return "\n".join((ROW, *sets))
