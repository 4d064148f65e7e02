"""Rows that break a plan are told of before its first statement; of rows that do not, nothing is told."""

from collections.abc import Mapping

import psycopg
import pytest
from attrs import Factory, frozen

from mizzle.answers import Answers
from mizzle.connection import Connection, run
from mizzle.preflight import preflight
from mizzle.testing.laws import REFUSED
from tests.live import live, planned


@frozen
class Rows:
    """Rows in the way.

    before  what is there
    change  what leads to the wanted state
    breaks  rows that the plan fails on, and the first words of what is told of them
    fits    rows that it does not fail on
    renames, since  what is said to be renamed, and the first version that can do it
    """

    before: str
    change: str
    breaks: tuple[str, str]
    fits: str
    renames: Mapping[str, str] = Factory(dict)
    since: int = 14


TEN = "FROM generate_series(1, 10) AS n"
CASES = {
    "a key beside a column of a domain that the plan makes": Rows(
        "CREATE TABLE t (a int)",
        "CREATE DOMAIN word AS text DEFAULT 'x'; ALTER TABLE t ADD w word, ADD CONSTRAINT u UNIQUE (a)",
        ("INSERT INTO t VALUES (1), (1)", "unique public.t.u"),
        "INSERT INTO t VALUES (1), (2), (NULL), (NULL)",
    ),
    "a key over a column of a domain that the plan makes": Rows(
        "CREATE TABLE t (a int)",
        "CREATE DOMAIN word AS text DEFAULT 'x'; ALTER TABLE t ADD w word, ADD CONSTRAINT u UNIQUE (a, w)",
        ("INSERT INTO t VALUES (1), (1)", "unique public.t.u"),
        "INSERT INTO t VALUES (1), (2)",
    ),
    "a key that carries a column of an extension's type": Rows(
        "CREATE EXTENSION citext; CREATE TABLE t (a int, c citext)",
        "ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) INCLUDE (c)",
        ("INSERT INTO t VALUES (1, 'x'), (1, 'y')", "unique public.t.u"),
        "INSERT INTO t VALUES (1, 'x'), (2, 'x')",
    ),
    "a key over a column of an enum that the plan makes": Rows(
        "CREATE TABLE t (a int)",
        "CREATE TYPE mood AS ENUM ('ok'); ALTER TABLE t ADD w mood DEFAULT 'ok', ADD CONSTRAINT u UNIQUE (a, w)",
        ("INSERT INTO t VALUES (1), (1)", "unique public.t.u"),
        "INSERT INTO t VALUES (1), (2)",
    ),
    "a key over a column that begins with what a function says": Rows(
        "CREATE TABLE t (a int)",
        "ALTER TABLE t ADD w text DEFAULT lower('X'), ADD v uuid DEFAULT gen_random_uuid(), "
        "ADD CONSTRAINT u UNIQUE (a, w), ADD CONSTRAINT v UNIQUE (a, v)",
        ("INSERT INTO t VALUES (1), (1)", "unique public.t.u"),
        "INSERT INTO t VALUES (1), (2)",
    ),
    "a foreign key beside a column of a composite type that the plan makes": Rows(
        "CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int)",
        "CREATE TYPE pair AS (x int, y int); ALTER TABLE t ADD w pair, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p",
        ("INSERT INTO t VALUES (1)", "foreign key public.t.f"),
        "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1), (NULL)",
    ),
    "a check beside a generated column that calls what the plan makes": Rows(
        "CREATE TABLE t (a int, b int)",
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1'; "
        "ALTER TABLE t ADD g int GENERATED ALWAYS AS (f(b)) STORED, ADD CONSTRAINT c CHECK (a > 0)",
        ("INSERT INTO t VALUES (0)", "check public.t.c"),
        "INSERT INTO t VALUES (1), (NULL)",
    ),
    "NOT NULL of a partition over a column that its parent gets": Rows(
        "CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m FOR VALUES IN (1, 2)",
        "ALTER TABLE m ADD b int; ALTER TABLE p ALTER b SET NOT NULL",
        ("INSERT INTO p VALUES (1)", "column public.p.b becomes NOT NULL"),
        "INSERT INTO m SELECT WHERE false",
    ),
    "a primary key of an heir over a column that its parent gets": Rows(
        "CREATE TABLE m (a int); CREATE TABLE p () INHERITS (m)",
        "ALTER TABLE m ADD b int; ALTER TABLE p ALTER b SET DEFAULT 1; ALTER TABLE p ADD PRIMARY KEY (a, b)",
        ("INSERT INTO p VALUES (1)", "column public.p.b becomes NOT NULL"),
        "INSERT INTO m VALUES (1)",
    ),
    "NOT NULL of an heir over a column that begins with a value": Rows(
        "CREATE TABLE m (a int); CREATE TABLE p () INHERITS (m)",
        "ALTER TABLE m ADD b int DEFAULT 1, ADD c int; ALTER TABLE p ALTER b SET NOT NULL, ALTER b DROP DEFAULT, ALTER c SET NOT NULL",
        ("INSERT INTO p VALUES (1)", "column public.p.c becomes NOT NULL"),
        "INSERT INTO m VALUES (1)",
    ),
    "a computed column that is NOT NULL": Rows(
        "CREATE TABLE t (a int)",
        "ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED NOT NULL",
        ("INSERT INTO t VALUES (NULL)", "column public.t.g is NOT NULL"),
        "INSERT INTO t VALUES (1)",
    ),
    "a new column of a domain that is NOT NULL": Rows(
        "CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m FOR VALUES IN (1, 2)",
        "CREATE DOMAIN word AS text NOT NULL; ALTER TABLE m ADD b word",
        ("INSERT INTO p VALUES (1)", "column public.m.b is of public.word; rows that hold NULL"),
        "INSERT INTO m SELECT WHERE false",
    ),
    "new columns of domains that are NOT NULL and begin with a value": Rows(
        "CREATE DOMAIN word AS text NOT NULL DEFAULT 'x'; CREATE TABLE t (a int)",
        "CREATE DOMAIN other AS word DEFAULT NULL; "
        "ALTER TABLE t ADD b word, ADD c word NOT NULL, ADD d other DEFAULT 'x', ADD e other[]; "
        "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)",
        ("INSERT INTO t VALUES (0)", "check public.t.k"),
        "INSERT INTO t VALUES (1)",
    ),
    "a new column of a domain over one that is NOT NULL and has a default": Rows(
        "CREATE DOMAIN word AS text NOT NULL DEFAULT 'x'; CREATE TABLE t (a int)",
        "CREATE DOMAIN other AS word DEFAULT NULL; ALTER TABLE t ADD b other",
        ("INSERT INTO t VALUES (1)", "column public.t.b is of public.word; rows that hold NULL"),
        "INSERT INTO t SELECT WHERE false",
    ),
    "a new column of a domain whose check its default breaks": Rows(
        "CREATE TABLE t (a int)",
        "CREATE DOMAIN word AS text CHECK (VALUE <> 'x'); ALTER TABLE t ADD b word DEFAULT 'x', ADD c word[] DEFAULT '{y}'",
        ("INSERT INTO t VALUES (1)", "column public.t.b is of public.word; rows that break its check word_check"),
        "INSERT INTO t SELECT WHERE false",
    ),
    "a column that becomes a domain which is NOT NULL": Rows(
        "CREATE TABLE t (a text)",
        "CREATE DOMAIN word AS text NOT NULL; CREATE DOMAIN other AS word; ALTER TABLE t ALTER a TYPE other",
        ("INSERT INTO t VALUES (NULL)", "column public.t.a becomes public.word; rows that hold NULL"),
        "INSERT INTO t VALUES ('')",
    ),
    "a column that becomes an array of a domain": Rows(
        "CREATE TABLE t (a text[])",
        "CREATE DOMAIN word AS text CHECK (VALUE <> ''); ALTER TABLE t ALTER a TYPE word[] USING a::word[]",
        ("INSERT INTO t VALUES ('{x,\"\"}')", "column public.t.a becomes public.word; rows that break its check"),
        "INSERT INTO t VALUES ('{x,NULL}'), (NULL), ('{}')",
    ),
    "rows that become part of a hash": Rows(
        "CREATE TABLE m (a int, b text) PARTITION BY HASH (a, lower(b)); CREATE TABLE p (a int, b text)",
        "ALTER TABLE m ATTACH PARTITION p FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        (f"INSERT INTO p SELECT n, n {TEN}", "attaches partition public.p; rows of public.p"),
        f"INSERT INTO p SELECT n, n {TEN} WHERE satisfies_hash_partition('m'::regclass, 2, 0, n, n::text)",
    ),
    "rows that become part of another share of a hash": Rows(
        "CREATE TABLE m (a int) PARTITION BY HASH (a); CREATE TABLE p PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        "ALTER TABLE m DETACH PARTITION p; ALTER TABLE m ATTACH PARTITION p FOR VALUES WITH (MODULUS 4, REMAINDER 2)",
        (
            f"INSERT INTO m SELECT n {TEN} WHERE satisfies_hash_partition('m'::regclass, 4, 0, n)",
            "attaches partition public.p; rows of public.p",
        ),
        f"INSERT INTO m SELECT n {TEN} WHERE satisfies_hash_partition('m'::regclass, 4, 2, n)",
    ),
    "rows that become part of a part": Rows(
        "CREATE TABLE m (a int, b int) PARTITION BY RANGE (a); "
        "CREATE TABLE n PARTITION OF m FOR VALUES FROM (1) TO (9) PARTITION BY LIST (b); CREATE TABLE p (a int, b int)",
        "ALTER TABLE n ATTACH PARTITION p FOR VALUES IN (1)",
        ("INSERT INTO p VALUES (9, 1)", "attaches partition public.p; rows of public.p"),
        "INSERT INTO p VALUES (8, 1)",
    ),
    "rows of a default beside a new part of a part": Rows(
        "CREATE TABLE m (a int, b int) PARTITION BY RANGE (a); CREATE TABLE n PARTITION OF m FOR VALUES FROM (1) TO (9) "
        "PARTITION BY LIST (b); CREATE TABLE d PARTITION OF n DEFAULT",
        "CREATE TABLE p PARTITION OF n FOR VALUES IN (1)",
        ("INSERT INTO d VALUES (8, 1)", "attaches partition public.p; rows of public.d"),
        "INSERT INTO d VALUES (8, 2)",
    ),
    "rows that reference nothing and become part of what has a foreign key": Rows(
        "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE m (a int REFERENCES r) PARTITION BY LIST (a); CREATE TABLE p (a int)",
        "ALTER TABLE m ATTACH PARTITION p FOR VALUES IN (1, 2)",
        ("INSERT INTO p VALUES (1)", "foreign key public.p.m_a_fkey; rows of public.p that reference no row"),
        "INSERT INTO r VALUES (1); INSERT INTO p VALUES (1)",
    ),
    "rows that exclude each other and become part of what has an exclusion constraint": Rows(
        "CREATE TABLE m (a int, EXCLUDE USING btree (a WITH =)) PARTITION BY LIST (a); CREATE TABLE p (a int)",
        "ALTER TABLE m ATTACH PARTITION p FOR VALUES IN (1, 2)",
        ("INSERT INTO p VALUES (1), (1)", "exclusion public.p.m_a_excl; pairs of rows"),
        "INSERT INTO p VALUES (1), (2)",
        since=17,
    ),
    "rows of a partition that leaves what is referenced": Rows(
        "CREATE TABLE m (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m FOR VALUES IN (1, 2); "
        "CREATE TABLE t (a int REFERENCES m)",
        "ALTER TABLE m DETACH PARTITION p",
        ("INSERT INTO m VALUES (1); INSERT INTO t VALUES (1)", "detaches partition public.p"),
        "INSERT INTO m VALUES (1)",
    ),
    "rows of a partition that is dropped from what is referenced": Rows(
        "CREATE TABLE m (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m FOR VALUES IN (1, 2); "
        "CREATE TABLE t (a int REFERENCES m)",
        "ALTER TABLE m DETACH PARTITION p; DROP TABLE p",
        ("INSERT INTO m VALUES (1); INSERT INTO t VALUES (1)", "detaches partition public.p"),
        "INSERT INTO m VALUES (1)",
    ),
    "rows of heirs, which no key and no foreign key of their parent looks at": Rows(
        "CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE q () INHERITS (r); CREATE TABLE m (a int); CREATE TABLE p () INHERITS (m)",
        "ALTER TABLE m ADD UNIQUE (a), ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES r, "
        "ADD EXCLUDE USING btree (a WITH =), ADD CHECK (a < 5) NO INHERIT",
        ("INSERT INTO q VALUES (1); INSERT INTO m VALUES (1)", "foreign key public.m.f"),
        "INSERT INTO m VALUES (NULL); INSERT INTO p VALUES (7), (7)",
    ),
    "rows that reference a partition which leaves": Rows(
        "CREATE TABLE m (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE p PARTITION OF m FOR VALUES IN (1, 2); "
        "CREATE TABLE q PARTITION OF m FOR VALUES IN (3); CREATE TABLE t (a int)",
        "ALTER TABLE m DETACH PARTITION p; ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES m",
        ("INSERT INTO m VALUES (1); INSERT INTO t VALUES (1)", "foreign key public.t.f"),
        "INSERT INTO m VALUES (3); INSERT INTO t VALUES (3)",
    ),
    "rows that reference a partition which joins": Rows(
        "CREATE TABLE m (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE t (a int)",
        "ALTER TABLE m ATTACH PARTITION p FOR VALUES IN (1, 2); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES m",
        ("INSERT INTO p VALUES (1); INSERT INTO t VALUES (2)", "foreign key public.t.f"),
        "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1)",
    ),
    "checks that mention types which the plan makes, changes and renames": Rows(
        "CREATE TYPE mood AS ENUM ('ok', 'bad'); CREATE TYPE kind AS ENUM ('x'); CREATE TABLE t (a mood, b kind, c text)",
        "ALTER TYPE mood ADD VALUE 'new'; ALTER TYPE kind RENAME TO sort; CREATE DOMAIN word AS text; "
        "ALTER TABLE t ADD CHECK (a <> 'bad'::mood OR b = 'x'::sort), ADD CONSTRAINT k CHECK (c::word <> ''), "
        "ADD CONSTRAINT e EXCLUDE USING btree (c WITH =) WHERE (b = 'x'::sort)",
        ("INSERT INTO t VALUES ('bad', NULL, ''), ('ok', 'x', 'x'), ('ok', 'x', 'x')", "check public.t.k"),
        "INSERT INTO t VALUES ('bad', 'x', 'x'), ('ok', NULL, 'y'), ('ok', NULL, 'y')",
        renames={"public.kind": "sort"},
    ),
    "a check that calls what the plan renames": Rows(
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1'; CREATE TABLE t (a int)",
        "ALTER FUNCTION f RENAME TO g; ALTER TABLE t ADD b int GENERATED ALWAYS AS (g(a)) STORED, ADD CONSTRAINT k CHECK (g(a) > 0 AND b > 0)",
        ("INSERT INTO t VALUES (-1)", "check public.t.k"),
        "INSERT INTO t VALUES (0), (NULL)",
        renames={"public.f(integer)": "g"},
    ),
    "a check over an array of an enum that changes": Rows(
        "CREATE TYPE mood AS ENUM ('ok', 'bad'); CREATE TABLE t (a mood[])",
        "ALTER TYPE mood ADD VALUE 'new'; CREATE TYPE kind AS ENUM ('x'); "
        "ALTER TABLE t ADD b kind[] DEFAULT ARRAY['x'::kind], ADD CHECK ('bad' <> ALL (a) AND 'x' = ANY (b))",
        ("INSERT INTO t VALUES ('{ok,bad}')", "check public.t.t_"),
        "INSERT INTO t VALUES ('{ok}'), (NULL)",
    ),
    "texts that become queries": Rows(
        "CREATE TABLE t (a text)",
        "ALTER TABLE t ALTER a TYPE tsquery USING a::tsquery",
        ("INSERT INTO t VALUES ('a b')", "column public.t.a becomes tsquery; rows that cannot be cast"),
        "INSERT INTO t VALUES (NULL)",
    ),
    "NULL in a column that leaves a domain which becomes NOT NULL": Rows(
        "CREATE DOMAIN word AS text; CREATE TABLE t (a word, b word, c word)",
        "ALTER TABLE t DROP a, DROP b, ADD b text GENERATED ALWAYS AS ('x') STORED; ALTER DOMAIN word SET NOT NULL",
        ("INSERT INTO t VALUES ('x', 'x', NULL)", "domain public.word becomes NOT NULL; rows of public.t.c"),
        "INSERT INTO t VALUES (NULL, NULL, 'x')",
    ),
    "rows that become part of a hash which the plan makes": Rows(
        "CREATE TABLE p (a int)",
        "CREATE TABLE m (a int) PARTITION BY HASH (a); ALTER TABLE m ATTACH PARTITION p FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
        (
            f"INSERT INTO p SELECT n {TEN}",
            "attaches partition public.p; rows of public.p that do not belong there: unknown",
        ),
        "SELECT",
    ),
    "rows that become part of defaults, the first of all parts among them": Rows(
        "CREATE TABLE m (a int) PARTITION BY LIST (a); CREATE TABLE o PARTITION OF m FOR VALUES IN (1); "
        "CREATE TABLE n (a int) PARTITION BY LIST (a); CREATE TABLE p (a int); CREATE TABLE q (a int)",
        "ALTER TABLE m ATTACH PARTITION p DEFAULT; ALTER TABLE n ATTACH PARTITION q DEFAULT",
        ("INSERT INTO p VALUES (1)", "attaches partition public.p; rows of public.p"),
        "INSERT INTO p VALUES (2), (NULL); INSERT INTO q VALUES (1), (NULL)",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_rows_that_break_the_plan_are_told_of(name: str, conn: Connection) -> None:
    rows, words = CASES[name].breaks

    told, done = _tried(conn, CASES[name], rows)

    assert not done
    assert any(message.startswith(words) for message in told), told


@pytest.mark.parametrize("name", CASES)
def test_of_rows_that_do_not_break_the_plan_nothing_is_told(name: str, conn: Connection) -> None:
    assert _tried(conn, CASES[name], CASES[name].fits) == ([], True)


def _tried(conn: Connection, case: Rows, rows: str) -> tuple[list[str], bool]:
    """What is told of the rows beforehand, and whether the plan then goes through."""
    if conn.info.server_version < case.since * 10000:
        pytest.skip(f"PostgreSQL {case.since} can do it")
    conn.execute("SET LOCAL search_path = public")
    with conn.transaction(force_rollback=True):
        conn.execute(f"{case.before}; {case.change}; SET LOCAL search_path = ''".encode())
        wanted = live(conn)
    conn.execute(f"{case.before}; {rows}; SET LOCAL search_path = ''".encode())
    made = planned(conn, wanted, declared=False, answers=Answers(case.renames, all=True))
    told = [finding.message for finding in preflight(conn, made.plan.probes)]
    try:
        with conn.transaction():
            for statement in made.plan.statements:
                run(conn, statement.text)
    except (*REFUSED, psycopg.errors.SyntaxError):  # which a text is refused with that is no tsquery
        return told, False
    return told, True
