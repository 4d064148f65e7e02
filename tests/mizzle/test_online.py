"""Plans that hold no lock that others wait for longer than a moment: each form leads to the wanted state, and nobody waits long."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from attrs import Factory, define, frozen

from mizzle.answers import Answers
from mizzle.apply import Run, segments
from mizzle.connection import Connection, connect
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import read
from mizzle.model.schema import Schema
from mizzle.observed import Observer
from mizzle.patience import Patience
from mizzle.planning import Draft, draft
from mizzle.testing.live import live

LOCK = 0.2  # seconds that a brief statement waits
SLACK = 0.7  # seconds that a busy machine may add
STAYS = 1.6  # seconds that a reader stays in the way


@frozen
class Form:
    """A change of existing tables, and what the plan has to say of it.

    says     pieces that the statements hold
    blocked  whether a reader stands in the way meanwhile
    """

    before: str
    after: str
    says: tuple[str, ...]
    blocked: bool = False


ROWS = "INSERT INTO t SELECT n % 7 + 1, n, 'x' FROM generate_series(1, 3000) n"
T = "CREATE TABLE p (a int PRIMARY KEY); INSERT INTO p SELECT generate_series(1, 7); CREATE TABLE t (a int{a}, b int{b}, c varchar(9){c}{more}); "


def t(a: str = "", b: str = "", c: str = "", more: str = "") -> str:
    return T.format(a=a, b=b, c=c, more=more)


U = "CREATE TABLE u () INHERITS (t); CREATE INDEX ON u (c)"
M = (
    "CREATE TABLE p (a int PRIMARY KEY); INSERT INTO p SELECT generate_series(1, 7); "
    "CREATE TABLE t (a int{null}, b int{null}, c varchar(9){more}) PARTITION BY RANGE (b); "
    "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000); "
    "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (1000) TO (9000) PARTITION BY LIST (a); "
    "CREATE TABLE t21 PARTITION OF t2 FOR VALUES IN (1, 2, 3); CREATE TABLE t22 PARTITION OF t2 DEFAULT; "
)
FORMS = {
    "index": Form(
        t() + "CREATE INDEX o ON t (a)",
        t() + "CREATE UNIQUE INDEX i ON t (b) WHERE b > 0; CREATE INDEX e ON t (lower(c))",
        ("CREATE INDEX CONCURRENTLY", "CREATE UNIQUE INDEX CONCURRENTLY", "DROP INDEX CONCURRENTLY"),
    ),
    "index_replaced": Form(
        t() + "CREATE INDEX i ON t (a)",
        t() + "CREATE INDEX i ON t (a, b); COMMENT ON INDEX i IS 'new'",
        ('CONCURRENTLY "i__mizzle_new"', 'RENAME TO "i__mizzle_old"', 'RENAME TO "i"', "DROP INDEX CONCURRENTLY"),
    ),
    "keys": Form(
        t(c=" UNIQUE") + "ALTER TABLE t DROP CONSTRAINT t_c_key; ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b)",
        t(b=" PRIMARY KEY") + "ALTER TABLE t ADD CONSTRAINT u UNIQUE (b, a) DEFERRABLE",
        ("IS NOT NULL|NOT NULL", "VALIDATE", "CONCURRENTLY", "PRIMARY KEY USING INDEX"),
        blocked=True,
    ),
    "constraints": Form(
        t(more=", CONSTRAINT k CHECK (b > 0)"),
        t(a=" NOT NULL REFERENCES p", more=", CONSTRAINT k CHECK (b > -1)"),
        ("NOT VALID", "VALIDATE CONSTRAINT"),
    ),
    "types_under_a_view": Form(
        t() + "CREATE VIEW v AS SELECT c FROM t; " + U,
        t().replace("varchar(9)", "text") + "CREATE VIEW v AS SELECT c FROM t; " + U,
        ("DROP VIEW", "TYPE text", "CREATE VIEW", 'ANALYZE "public"."t"'),  # and u: along with it since 18
    ),
    "partitions": Form(
        M.format(null="", more="") + "CREATE INDEX o ON t (a)",
        M.format(null=" NOT NULL", more=", PRIMARY KEY (a, b)")
        + "CREATE INDEX i ON t (c); ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES p; "
        "ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0)",
        ('ON ONLY "public"."t"', 'CONCURRENTLY "t1_i__mizzle_new"', "ATTACH PARTITION"),
        blocked=True,
    ),
}
# What is attached, or comes beside a default partition, in a table partitioned so; and the bound.
PROVEN = {
    "range": ("RANGE (b)", "FOR VALUES FROM (0) TO (9000)", "int"),
    "list": ("LIST (b)", f"FOR VALUES IN ({', '.join(map(str, range(150)))})", "int"),
    "open_range_of_days": ("RANGE (b)", "FOR VALUES FROM (MINVALUE) TO ('2999-01-01')", "date"),
}
BLOCKING = {
    "bigint": (t(), t().replace("b int", "b bigint"), "block:public.t.b"),
    "volatile default": (t(), t(more=", d float DEFAULT random()"), "block:public.t.d"),
    "identity": (t(), t(more=", d int GENERATED ALWAYS AS IDENTITY"), "block:public.t.d"),
    "stored": (t(), t(more=", d int GENERATED ALWAYS AS (b + 1) STORED"), "block:public.t.d"),
    "logged": (t(), t().replace("TABLE t", "UNLOGGED TABLE t"), "block:public.t"),
    "exclusion": (t(), t(more=", CONSTRAINT x EXCLUDE USING btree (b WITH =)"), "block:public.t.x"),
    "checked again": (
        t(more=", CHECK (c <> 'y')"),
        t(more=", CHECK (c <> 'y')").replace("(9)", "(10)"),
        "block:public.t.c",
    ),
    "index below": (t() + U, t().replace("(9)", '(9) COLLATE "C"') + U, "block:public.t.c"),
    "domain": (
        "CREATE DOMAIN k AS int; CREATE TABLE t (a k)",
        "CREATE DOMAIN k AS int CHECK (VALUE > 0); CREATE TABLE t (a k)",
        "block:public.k",
    ),
    "made partitioned": (
        t(),
        t()
        + "ALTER TABLE t RENAME TO d; CREATE TABLE t (LIKE d) PARTITION BY RANGE (a); ALTER TABLE t ATTACH PARTITION d DEFAULT",
        "block:public.t",
    ),
    "attached": (
        t() + "CREATE TABLE m (a int, b int, c varchar(9)) PARTITION BY HASH (a)",
        (
            "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE m (a int, b int, c varchar(9)) PARTITION BY HASH (a); "
            "CREATE TABLE t PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1)"
        ),
        "block:public.t",
    ),
}


def run_sql(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(text.encode())


def wanted(url: str, after: str) -> Schema:
    """What the SQL makes, read in a transaction that is rolled back."""
    with closing(connect(url)) as connection, connection.transaction(force_rollback=True):
        connection.execute(b"SET search_path = public", prepare=False)
        connection.execute(after.encode(), prepare=False)
        connection.execute(b"SET search_path = ''", prepare=False)
        return live(connection)


def planned(connection: Connection, target: Schema, *, online: bool = True) -> Draft:
    catalog = read(connection)
    facts, answers = read_facts(connection, catalog), Answers(all=True)
    have = live(connection, catalog)
    return draft(have, target, facts=facts, connection=connection, answers=answers, declared=False, online=online)


def lead(url: str, target: Schema, **how: Any) -> list[str]:
    """Run the plan to the target; its statements."""
    with closing(connect(url)) as connection:
        made = planned(connection, target).plan
        Run(patience=Patience(lock=LOCK, longest=0.2), **how).apply(connection, segments(made.statements).parts)
        return [statement.text for statement in made.statements]


def arrived(url: str, target: Schema) -> list[str]:
    """What is still to be done; and nothing else may have been left behind."""
    with closing(connect(url)) as connection:
        left = [statement.text for statement in planned(connection, target).plan.statements]
        bad = connection.execute(
            "SELECT relname::text FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid "
            "UNION ALL SELECT relname FROM pg_class WHERE relname LIKE '%\\_\\_mizzle\\_%' "
            "UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated OR conname LIKE '%\\_\\_mizzle\\_%'",
            prepare=False,
        ).fetchall()
        return left + [f"left over: {name}" for (name,) in bad]


@define
class Hammer:
    """A session that reads and writes without a pause, and how long it waited at most."""

    url: str
    longest: float = 0.0
    count: int = 0
    errors: list[str] = Factory(list)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        over = threading.Event()
        threads = [threading.Thread(target=self._work, args=(over, text)) for text in (self.WRITE, self.READ)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    WRITE = "UPDATE public.t SET c = 'w' WHERE b = 17"
    READ = "SELECT count(*) FROM public.t WHERE b < 20"

    def _work(self, over: threading.Event, text: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not over.is_set():
                start = time.monotonic()
                try:
                    connection.execute(text.encode())
                except psycopg.Error as error:
                    self.errors.append(str(error))
                self.longest = max(self.longest, time.monotonic() - start)
                self.count += 1
                time.sleep(0.01)


@pytest.mark.parametrize("name", FORMS)
def test_an_online_plan_leads_there_and_keeps_nobody_waiting(name: str, database: str) -> None:
    """A transaction that has read the table stands in the way of every strong lock, for longer than anybody may wait."""
    form = FORMS[name]
    target = wanted(database, form.after)
    run_sql(database, form.before)
    run_sql(database, ROWS)
    hammer = Hammer(database)
    with psycopg.connect(database) as slow:
        slow.execute("SELECT count(*) FROM t")
        threading.Timer(STAYS if form.blocked else 0.01, slow.rollback).start()
        with hammer.at_work():
            start = time.monotonic()
            texts = lead(database, target)
            took = time.monotonic() - start

    assert arrived(database, target) == []
    said = "\n".join(texts)
    for piece in form.says:
        assert any(word in said for word in piece.split("|")), said
    assert hammer.errors == []
    assert hammer.count > 3
    assert hammer.longest < LOCK + SLACK
    assert took > STAYS - 0.2 or not form.blocked  # it did have to wait
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM t").fetchone() == (3000,)


@pytest.mark.parametrize("name", BLOCKING)
def test_what_has_no_online_way_is_told_with_its_reason_and_needs_consent(name: str, newest_database: str) -> None:
    before, after, consent = BLOCKING[name]
    target = wanted(newest_database, after)
    run_sql(newest_database, before)
    with closing(connect(newest_database)) as connection:
        online, plain = (planned(connection, target, online=online).plan for online in (True, False))

    assert [str(key) for key, _ in online.blocking] == [consent]
    assert all("while nobody can " in reason for _, reason in online.blocking)
    assert plain.blocking == ()


def test_no_transaction_ends_while_a_table_whose_rows_are_copied_is_away(newest_database: str) -> None:
    held = "CREATE TABLE o (a int{}); CREATE TABLE t (a int PRIMARY KEY){}; CREATE TABLE r (a int REFERENCES t); {}"
    kept = "CREATE INDEX i ON t (a); ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
    target = wanted(
        newest_database, held.format(" NOT NULL", " PARTITION BY HASH (a)", kept) + "CREATE INDEX oi ON o (a);"
    )
    run_sql(newest_database, held.format("", "", kept))
    with closing(connect(newest_database)) as connection:
        first, *others = segments(planned(connection, target).plan.statements).parts
        tight, *_ = segments(planned(connection, target, online=False).plan.statements, room=1).parts

    texts = [statement.text.partition("\n")[0] for statement in first]
    assert texts[0] == 'ALTER TABLE "public"."t" RENAME TO "t__mizzle_old"'
    assert texts[-1].endswith('REFERENCES "public"."t" ("a") NOT VALID')
    assert {statement.about.name for part in others for statement in part if statement.about} == {"r", "o", "oi"}
    assert [tight[place].text.partition("\n")[0] for place in (0, -1)] == [
        texts[0],
        'DROP TABLE "public"."t__mizzle_old"',
    ]


def test_what_the_plan_makes_itself_is_made_plainly(newest_database: str) -> None:
    after = t(a=" PRIMARY KEY", b=" UNIQUE", more=", d uuid DEFAULT gen_random_uuid()") + "CREATE INDEX i ON t (c)"
    target = wanted(newest_database, after)
    with closing(connect(newest_database)) as connection:
        online, plain = (planned(connection, target, online=online).plan for online in (True, False))

    assert [statement.text for statement in online.statements] == [statement.text for statement in plain.statements]
    assert online.blocking == ()


@pytest.mark.parametrize("name", PROVEN)
def test_a_table_is_attached_without_a_scan_under_a_lock(name: str, database: str) -> None:
    by, bound, kind = PROVEN[name]
    value = "n % 150" if kind == "int" else "date '2020-01-01' + n"
    m = f"CREATE TABLE m (a int, b {kind}) PARTITION BY {by}; CREATE TABLE d PARTITION OF m DEFAULT; "
    t = f"CREATE TABLE t (a int, b {kind}); "
    target = wanted(database, m + f"CREATE TABLE t PARTITION OF m {bound}")
    run_sql(
        database,
        m + t + f"INSERT INTO t SELECT n, {value} FROM generate_series(1, 3000) n; INSERT INTO d VALUES (1, NULL)",
    )
    texts, scanned = watched(database, target)

    assert [text.partition("ATTACH")[1] for text in texts].count("ATTACH") == 1
    assert scanned == {"VALIDATE": {"d", "t"}}
    assert arrived(database, target) == []


def test_a_partition_comes_beside_a_default_one_without_a_scan_under_a_lock(database: str) -> None:
    m = "CREATE TABLE m (a int PRIMARY KEY, b text) PARTITION BY RANGE (a); CREATE TABLE d PARTITION OF m DEFAULT; "
    target = wanted(database, m + "CREATE TABLE t PARTITION OF m FOR VALUES FROM (0) TO (9)")
    run_sql(database, m + "INSERT INTO d SELECT n, 'x' FROM generate_series(10, 3000) n")
    texts, scanned = watched(database, target)

    assert any("ATTACH PARTITION" in text for text in texts)
    assert scanned == {"VALIDATE": {"d"}}
    assert arrived(database, target) == []


THREE = "m (a int NOT NULL, b bigint, c text) PARTITION BY "
# A table with a default partition, what is attached, and what it has rows of.
BOUNDS = {
    "two_keys": (THREE + "RANGE (a, b)", "FOR VALUES FROM (1, 2) TO (5, 7)", "(1, 2, ''), (5, 6, ''), (3, -9, '')"),
    "one_first": (
        THREE + "RANGE (a, b, c)",
        "FOR VALUES FROM (4, 2, 'x') TO (4, 7, MINVALUE)",
        "(4, 2, 'y'), (4, 6, '')",
    ),
    "open": (
        THREE + "RANGE (a, b, c)",
        "FOR VALUES FROM (4, MINVALUE, MINVALUE) TO (6, MAXVALUE, MAXVALUE)",
        "(4, -9, 'y'), (6, 9, '')",
    ),
    "half_open": (
        THREE + "RANGE (b, a)",
        "FOR VALUES FROM (MINVALUE, MINVALUE) TO (6, 0)",
        "(-9, -9, 'y'), (9, 5, '')",
    ),
    "null": (THREE + "LIST (b)", "FOR VALUES IN (1, 2, NULL)", "(1, NULL, 'y'), (9, 2, '')"),
    "null_alone": (THREE + "LIST (c)", "FOR VALUES IN (NULL)", "(1, 1, NULL)"),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_a_check_proves_bounds_over_several_keys_and_null(name: str, database: str) -> None:
    m, bound, rows = BOUNDS[name]
    m = f"CREATE TABLE {m}; CREATE TABLE d PARTITION OF m DEFAULT; "
    t = "CREATE TABLE t (a int NOT NULL, b bigint, c text); "
    target = wanted(database, m + f"CREATE TABLE t PARTITION OF m {bound}")
    run_sql(database, m + t + f"INSERT INTO t VALUES {rows}; INSERT INTO d VALUES (100, 100, 'd')")
    _, scanned = watched(database, target)

    assert scanned == {"VALIDATE": {"d", "t"}}
    assert arrived(database, target) == []


OTHERS = {
    "list": ("LIST (a)", ["IN (1, 2)", "IN (NULL, 3)"]),
    "plain_list": ("LIST (a)", ["IN (1, 2)", "IN (3)"]),
    "range": ("RANGE (a)", ["FROM (1) TO (3)", "FROM (3) TO (4)"]),
    "ranges": ("RANGE (a, b)", ["FROM (1, 1) TO (2, 2)", "FROM (2, 2) TO (4, MINVALUE)"]),
    "none": ("RANGE (a)", []),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_default_partition_is_attached_without_a_scan_under_a_lock(name: str, database: str) -> None:
    by, bounds = OTHERS[name]
    m = f"CREATE TABLE m (a int, b int) PARTITION BY {by}; "
    m += "".join(f"CREATE TABLE m{number} PARTITION OF m FOR VALUES {bound}; " for number, bound in enumerate(bounds))
    target = wanted(database, m + "CREATE TABLE t PARTITION OF m DEFAULT")
    run_sql(database, m + "CREATE TABLE t (a int, b int); INSERT INTO t VALUES (7, 7), (0, 0)")
    _, scanned = watched(database, target)

    assert scanned == ({"VALIDATE": {"t"}} if bounds else {})
    assert arrived(database, target) == []


@pytest.mark.parametrize("default", ["", "CREATE TABLE d PARTITION OF m DEFAULT; INSERT INTO d VALUES (70);"])
def test_a_new_partition_waits_for_nobody_who_uses_the_table(default: str, database: str) -> None:
    m = (
        "CREATE TABLE m (a int GENERATED BY DEFAULT AS IDENTITY, b text DEFAULT 'x' NOT NULL, "
        "c int GENERATED ALWAYS AS (a + 1) STORED, PRIMARY KEY (a), CHECK (b <> '')) PARTITION BY RANGE (a); "
        "CREATE INDEX i ON m (lower(b)); ALTER TABLE m ALTER b SET STORAGE EXTERNAL; COMMENT ON COLUMN m.b IS 'said'; "
    )
    t = "CREATE TABLE t PARTITION OF m FOR VALUES FROM (0) TO (9) WITH (fillfactor = 70); "
    target = wanted(database, m + default + t + "CREATE INDEX o ON t (c); COMMENT ON TABLE t IS 'first'")
    run_sql(database, m + default)
    with psycopg.connect(database) as slow:
        if not default:  # whose lock is another
            slow.execute("SELECT count(*) FROM m")
        texts = lead(database, target)

    assert any(text.startswith('CREATE TABLE "public"."t" (LIKE "public"."m"') for text in texts)
    assert arrived(database, target) == []


def test_a_new_partition_of_a_table_with_foreign_keys_is_made_plainly(newest_database: str) -> None:
    m = "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE m (a int REFERENCES p) PARTITION BY RANGE (a); "
    target = wanted(newest_database, m + "CREATE TABLE t PARTITION OF m FOR VALUES FROM (0) TO (9)")
    run_sql(newest_database, m)

    assert [" PARTITION OF " in text for text in lead(newest_database, target)] == [True]
    assert arrived(newest_database, target) == []


MANY = "CREATE TABLE m (a int, b int, {key}) PARTITION BY RANGE ({by}); CREATE TABLE d PARTITION OF m DEFAULT; "


@pytest.mark.parametrize(
    ("key", "by", "bound", "why"),
    [
        ("PRIMARY KEY (a)", "a", "(0) TO (9)", "primary key public.m.m_pkey of its parent is made for public.t"),
        ("CHECK (a > 0)", "a, (b + 1)", "(0, 0) TO (9, 9)", "or of keys that are expressions"),
    ],
)
def test_what_attach_would_make_or_look_at_under_its_lock_is_told(
    key: str, by: str, bound: str, why: str, newest_database: str
) -> None:
    before = MANY.format(key=key, by=by)
    target = wanted(newest_database, before + f"CREATE TABLE t PARTITION OF m FOR VALUES FROM {bound}")
    run_sql(newest_database, before + "CREATE TABLE t (a int NOT NULL, b int)")
    with closing(connect(newest_database)) as connection:
        found = planned(connection, target).plan.blocking

    assert [(str(consent), why in told) for consent, told in found] == [("block:public.t", True)]


def watched(url: str, target: Schema) -> tuple[list[str], dict[str, set[str]]]:
    """Run the plan statement by statement; its texts, and the tables that are read under which words."""
    scanned: dict[str, set[str]] = {}
    with closing(connect(url)) as connection:
        made = planned(connection, target).plan
        observer = Observer.begun(connection, lambda ref: ref)
        assert made.blocking == ()
        for statement in made.statements:
            with observer.watching() as seen:
                connection.execute(statement.text.encode(), prepare=False)
            declared = {ref.name for ref in statement.scans}
            assert {ref.name for ref in seen[0].scans} == declared, statement.text
            if declared:
                scanned.setdefault("VALIDATE" if "VALIDATE" in statement.text else statement.text, set()).update(
                    declared
                )
        return [statement.text for statement in made.statements], scanned
