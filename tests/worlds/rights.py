"""Owners, privileges and policies of objects that stand on each other, are replaced and made again.

Roles belong to the whole cluster: they are made where they are not there, and are the same in both states.
"""

import random

from tests.worlds.states import Forms, States, picked, written

ROLES = "".join(
    f"DO 'BEGIN CREATE ROLE mizzle_{name}; EXCEPTION WHEN duplicate_object THEN END';\n" for name in ("a", "b", "c")
)
GIVEN = "GRANT {what} TO mizzle_a WITH GRANT OPTION; SET ROLE mizzle_a; GRANT {what} TO mizzle_b; RESET ROLE;"
CHAIN = (
    "GRANT {what} TO mizzle_a WITH GRANT OPTION; SET ROLE mizzle_a; GRANT {what} TO mizzle_b WITH GRANT OPTION; "
    "SET ROLE mizzle_b; GRANT {what} TO mizzle_c; RESET ROLE;"
)


def _granted(what: str, on: str) -> tuple[str, ...]:
    """Privileges that are given, passed on, and taken from everybody."""
    return (
        f"GRANT {what} ON {on} TO mizzle_b;",
        f"GRANT {what} ON {on} TO PUBLIC; GRANT {what} ON {on} TO mizzle_c WITH GRANT OPTION;",
        GIVEN.format(what=f"{what} ON {on}"),
        f"REVOKE ALL ON {on} FROM PUBLIC; GRANT {what} ON {on} TO mizzle_b;",
        f"REVOKE {what} ON {on} FROM CURRENT_USER;",
        CHAIN.format(what=f"{what} ON {on}"),
    )


def _owned(what: str) -> tuple[str, ...]:
    return (f"ALTER {what} OWNER TO mizzle_a;", f"ALTER {what} OWNER TO mizzle_b;")


FUNCTION = "CREATE FUNCTION f(i int) RETURNS"
FORMS: Forms = {
    "defaults": (
        (),
        (
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO mizzle_b;",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, UPDATE ON TABLES TO mizzle_b WITH GRANT OPTION;",
            "ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;",
            "ALTER DEFAULT PRIVILEGES REVOKE USAGE ON TYPES FROM PUBLIC; ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO mizzle_c;",
            "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO mizzle_a; ALTER DEFAULT PRIVILEGES GRANT ALL ON SCHEMAS TO mizzle_b;",
            "ALTER DEFAULT PRIVILEGES FOR ROLE mizzle_a GRANT SELECT ON TABLES TO mizzle_c;",
        ),
    ),
    "n": ((), ("CREATE SCHEMA n;", "CREATE SCHEMA n AUTHORIZATION mizzle_a;")),
    "n rights": (("n",), _granted("USAGE", "SCHEMA n")),
    "e": (
        (),
        (
            "CREATE TYPE e AS ENUM ('a', 'b');",
            "CREATE TYPE e AS ENUM ('b', 'a');",
            "CREATE DOMAIN e AS text CHECK (VALUE <> 'z');",
        ),
    ),
    "e owner": (("e",), _owned("TYPE e")),
    "e rights": (("e",), _granted("USAGE", "TYPE e")),
    "c": ((), ("CREATE TYPE c AS (x int);", "CREATE TYPE c AS (x bigint, y int);")),
    "c owner": (("c",), _owned("TYPE c")),
    "s": ((), ("CREATE SEQUENCE s;", "CREATE SEQUENCE s AS int INCREMENT 5;")),
    "s owner": (("s",), _owned("SEQUENCE s")),
    "s rights": (("s",), _granted("USAGE", "SEQUENCE s")),
    "f": (
        (),
        (
            f"{FUNCTION} boolean IMMUTABLE LANGUAGE sql AS 'SELECT i > 0';",
            f"{FUNCTION} boolean IMMUTABLE LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT i > 1';",
            f"{FUNCTION} int IMMUTABLE LANGUAGE sql AS 'SELECT i';",
            "CREATE PROCEDURE f(i int) LANGUAGE sql AS 'SELECT 1';",
        ),
    ),
    "f owner": (("f",), _owned("ROUTINE f(int)")),
    "f rights": (("f",), _granted("EXECUTE", "ROUTINE f(int)")),
    "t": (
        (),
        (
            "CREATE TABLE t (id int PRIMARY KEY, a int, b text);",
            "CREATE TABLE t (id bigint PRIMARY KEY, a int, b text);",
            "CREATE TABLE t (id serial PRIMARY KEY, a bigint, b text);",
            "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, b varchar(9));",
            "CREATE TABLE t (id int, a int, b text) PARTITION BY LIST (id); CREATE TABLE t1 PARTITION OF t DEFAULT;",
        ),
    ),
    "te": (("t", "e"), ("ALTER TABLE t ADD e e;", "ALTER TABLE t ADD e e DEFAULT 'a';")),
    "tc": (("t", "c"), ("ALTER TABLE t ADD c c;",)),
    "ts": (("t", "s"), ("ALTER TABLE t ALTER a SET DEFAULT nextval('s');", "ALTER SEQUENCE s OWNED BY t.a;")),
    "tf": (("t", "f"), ("ALTER TABLE t ADD CONSTRAINT k CHECK (f(a::int));",)),
    "t owner": (("t",), _owned("TABLE t")),
    "t rights": (("t",), (*_granted("SELECT", "t"), *_granted("UPDATE, DELETE", "t"))),
    "t columns": (
        ("t",),
        (
            "GRANT SELECT (a) ON t TO mizzle_b;",
            "GRANT SELECT (a, b) ON t TO mizzle_c; GRANT UPDATE (b) ON t TO PUBLIC;",
            GIVEN.format(what="SELECT (a) ON t"),
        ),
    ),
    "t counter": (("t",), _granted("USAGE", "SEQUENCE t_id_seq")[:2]),
    "t guarded": (
        ("t",),
        (
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY;",
            "ALTER TABLE t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
        ),
    ),
    "p": (
        ("t",),
        (
            "CREATE POLICY p ON t TO mizzle_a USING (a > 0);",
            "CREATE POLICY p ON t TO mizzle_a, mizzle_b USING (a > 0);",
            "CREATE POLICY p ON t FOR UPDATE TO mizzle_c USING (a > 0) WITH CHECK (b = current_user);",
        ),
    ),
    "pf": (("t", "f"), ("CREATE POLICY pf ON t AS RESTRICTIVE TO mizzle_b USING (f(a::int));",)),
    "u": (("t",), ("CREATE TABLE u () INHERITS (t);", "CREATE TABLE u (x t);", "CREATE TABLE u (LIKE t);")),
    "u owner": (("u",), _owned("TABLE u")),
    "u rights": (("u",), _granted("SELECT", "u")),
    "st": (("t",), ("CREATE STATISTICS st ON a, b FROM t;", "CREATE STATISTICS st ON b, id FROM t;")),
    "st owner": (("st",), _owned("STATISTICS st")),
    "v": (
        ("t",),
        (
            "CREATE VIEW v AS SELECT id, b FROM t;",
            "CREATE VIEW v WITH (security_barrier) AS SELECT id, b, a FROM t;",
            "CREATE VIEW v AS SELECT b, id FROM t;",
            "CREATE MATERIALIZED VIEW v AS SELECT id, b FROM t;",
            "CREATE TABLE v (id int, b text);",
        ),
    ),
    "v asked": (("v",), ("ALTER VIEW v SET (security_invoker = true);",)),
    "v owner": (("v",), _owned("TABLE v")),
    "v rights": (("v",), _granted("SELECT", "v")),
    "v columns": (
        ("v",),
        ("GRANT SELECT (b) ON v TO mizzle_b;", "GRANT SELECT (id, b) ON v TO mizzle_c WITH GRANT OPTION;"),
    ),
    "w": (("v",), ("CREATE VIEW w AS SELECT id FROM v;", "CREATE MATERIALIZED VIEW w AS SELECT id FROM v;")),
    "w owner": (("w",), _owned("TABLE w")),
    "w rights": (("w",), _granted("SELECT", "w")),
    "ft": (
        ("t",),
        (
            "CREATE FUNCTION ft(t) RETURNS int LANGUAGE sql AS 'SELECT 1';",
            "CREATE FUNCTION ft(t) RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::bigint';",
        ),
    ),
    "ft owner": (("ft",), _owned("FUNCTION ft(t)")),
    "ft rights": (("ft",), _granted("EXECUTE", "FUNCTION ft(t)")),
    "w2": (
        (),
        (
            "CREATE FOREIGN DATA WRAPPER w2; CREATE SERVER s2 FOREIGN DATA WRAPPER w2;",
            "CREATE FOREIGN DATA WRAPPER w2 OPTIONS (x 'y'); CREATE SERVER s2 TYPE 'z' FOREIGN DATA WRAPPER w2;",
        ),
    ),
    "s2 owner": (("w2",), ("GRANT USAGE ON FOREIGN DATA WRAPPER w2 TO mizzle_a; ALTER SERVER s2 OWNER TO mizzle_a;",)),
    "s2 rights": (("w2",), _granted("USAGE", "FOREIGN SERVER s2")),
    "late": (
        (),
        (
            "ALTER DEFAULT PRIVILEGES GRANT INSERT ON TABLES TO mizzle_c;",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO mizzle_c;",
        ),
    ),
}
ALWAYS = frozenset({"t"})
ONLY = {
    ("tf", "f"): (0, 1),
    ("pf", "f"): (0, 1),
    ("t counter", "t"): (2, 3),
    ("u", "t"): (0, 1, 2, 3),
    ("v asked", "v"): (0, 1, 2),
    ("v columns", "v"): (0, 1, 2, 3),
}
ROWS = "INSERT INTO t (id, a) OVERRIDING SYSTEM VALUE VALUES (1, 2);"


def drawn(seed: int, major: int) -> States:
    """Two states, with a row."""
    rnd = random.Random(seed)
    first = picked(rnd, FORMS, {}, always=ALWAYS, only=ONLY)
    then = picked(rnd, FORMS, first, always=ALWAYS, only=ONLY)
    for pick in (first, then):
        pick["v asked"] = pick["v asked"] if major >= 15 else None
    before, after = (ROLES + "\n".join(written(pick, FORMS)) for pick in (first, then))
    return States(before, after, ROWS, asked=("owner",))
