"""Changes of type beside the column: --online --expand leads to the same state, keeps the rows, and keeps nobody waiting."""

import secrets
import threading
from contextlib import closing
from typing import Any

import psycopg
import pytest

from mizzle import (
    bigint,
    bigserial,
    check,
    index,
    integer,
    numeric,
    pg_function,
    pg_schema,
    pg_table,
    pg_trigger,
    serial,
    sql,
    text,
    unique,
)
from mizzle.answers import Answers
from mizzle.apply import Run
from mizzle.carrying import Aim, carry_out, swapped
from mizzle.connection import connect
from mizzle.declared import wanted
from mizzle.errors import NotReady
from mizzle.filters import Filter
from mizzle.model.schema import Schema
from mizzle.observed import Observer, relations
from mizzle.offline import onward
from mizzle.pushing import push
from mizzle.pushplan import plan_push
from mizzle.testing.live import live
from mizzle.testing.truthful import differing
from tests.mizzle.cli.conftest import Shell, each_shell, shell
from tests.mizzle.test_online import LOCK, SLACK, Hammer

assert each_shell is not None  # fixtures
assert shell is not None
app = pg_schema("app")


def tables(*, grown: bool) -> list[Any]:
    """Two tables with a key, a reference, a counter, checks and indexes over columns that grow."""
    whole = bigint if grown else integer
    p = app.table("p", {"id": whole().generated_by_default_as_identity().primary_key().comment("the key"), "t": text()})
    t = app.table(
        "t",
        {
            "id": (bigserial if grown else serial)().primary_key(),
            "b": whole().not_null(),
            "c": text(),
            "p": whole().references(p.id, on_delete="cascade"),
            "amount": (numeric(precision=12, scale=2) if grown else integer()).default(5),
        },
        lambda t: [
            check("positive", sql("{} > 0", t.amount)),
            index("some").on(sql("{} + 1", t.amount), t.c).where(sql("{} > 3", t.amount)).comment("some of them"),
            unique("u").on(t.b, t.id),
        ],
    )
    return [app, p, t]


BEFORE, AFTER = tables(grown=False), tables(grown=True)
EXPAND = frozenset({"app.p.id", "app.t.id", "app.t.b", "app.t.p", "app.t.amount"})
ROWS = (
    "INSERT INTO app.p SELECT n FROM generate_series(1, 9) n; SELECT setval('app.p_id_seq', 40); "
    "INSERT INTO app.t (b, c, p, amount) SELECT n, 'x', n % 9 + 1, n FROM generate_series(1, 3000) n; "
    "INSERT INTO app.t (b, p, amount) VALUES (3001, NULL, NULL)"
)
FOUND = "SELECT array_agg((id, b, p, amount)::text ORDER BY id) FROM app.t WHERE id <= 3001"
LEFT = """
    SELECT relname::text FROM pg_class WHERE relname ~ '__mizzle_'
    UNION ALL SELECT attname FROM pg_attribute WHERE attname ~ '__mizzle_' AND NOT attisdropped AND attrelid::regclass::text ~ '[.][pt]$'
    UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated OR conname ~ '__mizzle_'
    UNION ALL SELECT proname FROM pg_proc WHERE proname ~ '__mizzle_' UNION ALL SELECT tgname FROM pg_trigger WHERE tgname ~ '__mizzle_'"""


def run_sql(url: str, text_: str) -> list[Any]:
    with psycopg.connect(url, autocommit=True) as connection:
        done = connection.execute(text_.encode())
        return done.fetchall() if done.description else []


def led(url: str, **how: Any) -> list[str]:
    answers = Answers(expand=EXPAND, allowed=how.pop("allowed", frozenset()))
    return [statement.text for statement in push(AFTER, url, answers=answers, online=True, **how).statements]


class Writer(Hammer):
    WRITE = "INSERT INTO app.t (b, c, amount) SELECT max(b) + 1, 'w', 7 FROM app.t"
    READ = "SELECT count(*) FROM app.t WHERE b < 20"


def test_columns_grow_while_others_read_and_write(database: str) -> None:
    """A row is locked for a while, so that the filling has to come again for it."""
    push(BEFORE, database)
    run_sql(database, ROWS)
    (expected,) = run_sql(database, FOUND.replace("amount)", "amount::numeric(12,2))"))
    hammer = Writer(database)
    with psycopg.connect(database) as slow:
        slow.execute("SELECT FROM app.t WHERE id IN (17, 2900) FOR UPDATE")
        with hammer.at_work():
            threading.Timer(1.2, slow.rollback).start()
            texts = led(database, lock_timeout=LOCK)

    assert sum(text_.startswith("DO ") for text_ in texts) == len(EXPAND)
    assert led(database) == []
    assert run_sql(database, LEFT) == []
    assert run_sql(database, FOUND) == [expected]
    assert hammer.errors == []
    assert hammer.count > 10
    assert hammer.longest < LOCK + SLACK
    assert run_sql(database, "SELECT count(*) FROM app.t WHERE id > 3001 AND (b IS NULL OR amount <> 7)") == [(0,)]
    assert run_sql(database, "INSERT INTO app.p DEFAULT VALUES RETURNING id") == [(41,)]
    assert run_sql(database, "SELECT obj_description('app.some'::regclass), col_description('app.p'::regclass, 3)") == [
        ("some of them", "the key")
    ]


def test_what_is_said_of_each_statement_is_what_happens(database: str) -> None:
    push(BEFORE, database)
    run_sql(database, ROWS)
    with closing(connect(database)) as connection:
        made = plan_push(connection, wanted(AFTER), Answers(expand=EXPAND), online=True)
        assert made.plan.blocking == ()
        observer = Observer.begun(connection, lambda ref: ref)
        for statement in made.plan.statements:
            if not statement.transactional or statement.text.startswith("ANALYZE"):
                connection.execute(statement.text.encode(), prepare=True)
                observer.now = relations(connection)
            else:
                with observer.watching() as seen:
                    connection.execute(statement.text.encode(), prepare=False)
                assert [*differing(statement, seen[0].of({*made.old, *made.new}))] == [], statement.text
            observer.forget(act.ref for act in statement.acts if act.form.startswith("drop "))


def test_a_trigger_of_the_table_sees_nothing_of_the_filling(database: str) -> None:
    push(BEFORE, database)
    run_sql(database, ROWS)
    run_sql(
        database,
        "CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.c := 'touched'; RETURN NEW; END$$; "
        "CREATE TRIGGER touch BEFORE UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION app.touch()",
    )
    led(database, only=Filter.make((), (), ("!trigger", "!function")))

    assert run_sql(database, "SELECT count(*) FROM app.t WHERE c = 'touched'") == [(0,)]
    assert run_sql(database, LEFT) == []


def test_what_is_left_of_an_expansion_that_nobody_wants_any_more_is_taken_away(database: str) -> None:
    """Cut off behind the filling; then the declaration is taken back."""
    push(BEFORE, database)
    run_sql(database, ROWS)
    stopping: list[int] = []

    def progress(done: int, total: int) -> None:
        stopping.append(done)
        if len(run_sql(database, LEFT)) >= 3:
            raise KeyboardInterrupt

    with pytest.raises(BaseException, match=r"^$|stopped"):
        led(database, progress=progress)
    assert run_sql(database, LEFT) != []

    push(BEFORE, database)

    assert run_sql(database, LEFT) == []
    assert not push(BEFORE, database)


def test_a_collation_changes_beside_the_column_too(database: str) -> None:
    def wished(collation: str) -> list[Any]:
        return [pg_table("t", {"a": text().collate(collation)}, lambda t: [index("i").on(t.a)])]

    push(wished("C"), database)
    run_sql(database, "INSERT INTO t SELECT 'n' || n FROM generate_series(1, 500) n")

    done = push(wished("POSIX"), database, answers=Answers(expand=frozenset({"public.t.a"})), online=True)

    assert any(statement.repeatable for statement in done.statements)
    assert not push(wished("POSIX"), database)
    assert run_sql(database, "SELECT count(DISTINCT a) FROM t") == [(500,)]


T = {"id": integer().primary_key(), "a": integer()}
BIG = {"id": integer().primary_key(), "a": bigint()}


def one(columns: Any, *beside: Any, **more: Any) -> Schema:
    return wanted([pg_table("t", columns, **more), *beside])


@pytest.mark.parametrize(
    ("objects", "why"),
    [
        ("CREATE VIEW v AS SELECT a FROM t", "view public.v stands on it"),
        ("CREATE TABLE h () INHERITS (t)", "public.h inherits the column"),
        ("ALTER TABLE t FORCE ROW LEVEL SECURITY", "row security is forced on the owner"),
        ("CREATE RULE r AS ON UPDATE TO t DO INSTEAD NOTHING", "rule public.t.r changes what is written"),
        ("ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED", "column public.t.g stands on it"),
        (
            "CREATE TRIGGER ü BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "change a row behind",
        ),
        ("GRANT SELECT (a) ON t TO PUBLIC", "stands on it"),
    ],
)
def test_what_stands_in_the_way_is_told(objects: str, why: str, newest_database: str) -> None:
    run_sql(newest_database, f"CREATE TABLE t (id int PRIMARY KEY, a int); {objects}")
    with closing(connect(newest_database)) as connection:
        have = live(connection)
        goal = have.with_([item for item in one(BIG).values() if item.ref.part == "a" and item.ref.kind == "column"])
        made = onward(have, goal, answers=Answers(expand=frozenset({"public.t.a"}), all=True), online=True)

    ((consent, told),) = [pair for pair in made.plan.blocking if pair[0].ref.part == "a"]
    assert str(consent) == "block:public.t.a"
    assert "--expand public.t.a cannot do it" in told
    assert why in told


def test_a_plan_that_is_made_again_goes_the_way_that_it_went_before(database: str) -> None:
    """A column that nothing stands on any more by then keeps the way that was agreed to."""
    run_sql(database, "CREATE TABLE t (id int PRIMARY KEY, a int, b int, g int GENERATED ALWAYS AS (a + 1) STORED)")
    answers = Answers(all=True, expand=frozenset({"public.t.a", "public.t.b"}))
    aim = Aim(url=database, schema=one(BIG | {"b": bigint()}), answers=answers, online=True)

    def interrupted() -> bool:
        run_sql(database, "ALTER TABLE t DROP COLUMN g")
        return True

    with closing(connect(database)) as connection:
        planned = aim.planned(connection)
        done = carry_out(aim, connection, planned, Run(), changed=interrupted)

    assert swapped(planned.plan.statements) == {"public.t.b"} == swapped(done)
    assert not push([pg_table("t", BIG | {"b": bigint()})], database)


def test_the_way_is_named_where_nobody_has_asked_for_it() -> None:
    made = onward(one(T), one(BIG), online=True)

    ((_, told),) = made.plan.blocking
    assert told.endswith("; --expand public.t.a does it beside the column, which then comes to stand last")


def test_what_rewrites_nothing_needs_no_new_column() -> None:
    made = onward(
        one({"a": integer()}),
        one({"a": integer().default(3)}),
        answers=Answers(expand=frozenset({"public.t.a"})),
        online=True,
    )

    assert [statement.text for statement in made.plan.statements] == [
        'ALTER TABLE "public"."t" ALTER COLUMN "a" SET DEFAULT 3'
    ]


def test_a_file_fills_in_too_and_goes_on_where_it_was(each_shell: Shell) -> None:
    shell = each_shell
    shell.schema("t = app.table('t', {'id': integer().primary_key(), 'a': integer()})")
    assert shell.run("generate", "schema.py", "--name", "first", "--no-verify").code == 0
    assert shell.run("migrate", "--url", shell.url).code == 0
    shell.sql("INSERT INTO app.t SELECT n, n FROM generate_series(1, 3000) n")
    shell.schema("t = app.table('t', {'id': bigint().primary_key(), 'a': integer()})")
    made = shell.run(
        "generate", "schema.py", "--name", "grown", "--online", "--expand", "app.t.id", "--scratch", shell.url
    )
    assert (made.code, made.out.splitlines()[0]) == (0, "~ column app.t.id: type"), made.both
    file = next(shell.folder.glob("migrations/*_grown/migration.sql"))
    whole = file.read_text()
    file.write_text(whole.replace("DO $$", "SELECT 1 / 0;\n--> commit\nDO $$"))
    assert ":19: " in shell.run("migrate", "--url", shell.url).err
    file.write_text(whole)

    done = shell.run("migrate", "--url", shell.url)

    assert done.code == 0, done.both
    assert shell.rows("SELECT count(*), sum(id) FROM app.t") == [(3000, 4501500)]
    assert shell.rows(LEFT) == []
    assert shell.run("status", "--url", shell.url, "--exit-code").code == 0
    assert shell.push().out == "nothing to do\n"


def test_words_of_the_command_line_are_checked(shell: Shell) -> None:
    shell.schema("t = app.table('t', {'a': integer()})")

    assert "--expand is a way of --online" in shell.push("--expand", "app.t.a").err
    assert "SCHEMA.TABLE.COLUMN" in shell.push("--online", "--expand", "t").err
    assert "--expand app.t.z names no column" in shell.push("--online", "--expand", "app.t.z").err


def test_a_role_that_may_not_silence_triggers_is_told_beforehand(database: str) -> None:
    touch = pg_function("f", returns="trigger", language="plpgsql", body="BEGIN RETURN NEW; END")
    wished = [[touch, pg_table("t", columns, [pg_trigger("g", "before", "update", touch)])] for columns in (T, BIG)]
    maker = f"r_{secrets.token_hex(4)}"
    run_sql(database, f"CREATE ROLE {maker}; GRANT CREATE ON SCHEMA public TO {maker}")
    url = psycopg.conninfo.make_conninfo(database, options=f"-c role={maker}")
    how: Any = {"answers": Answers(expand=frozenset({"public.t.a"})), "online": True}
    try:
        push(wished[0], url)
        with pytest.raises(NotReady) as told:
            push(wished[1], url, **how)
        (reason,) = told.value.reasons
        assert reason.startswith(
            f"role {maker} has to have SET on parameter session_replication_role (or be a superuser)"
        )
        run_sql(database, f"GRANT SET ON PARAMETER session_replication_role TO {maker}")
        assert push(wished[1], url, **how)
    finally:
        run_sql(database, f"DROP OWNED BY {maker} CASCADE; DROP ROLE {maker}")
