"""What push does beside hazards, renames and bad input: transactions, scope, settings, output."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import psycopg
import pytest

from mizzle import history
from mizzle.cli import progress
from mizzle.connection import connect
from mizzle.embedded import server
from tests.mizzle.cli.conftest import Shell, at_terminal

PARSER = (
    "CREATE TEXT SEARCH PARSER app.o"
    " (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)"
)
TABLE = "t = app.table('t', {'id': integer(), 'v': text()})"


def test_a_push_shows_its_plan_and_the_second_has_nothing_to_do(each_shell: Shell) -> None:
    shell = each_shell
    shell.schema(
        "mood = app.enum('mood', ['ok'])\n"
        "t = app.table('t', {'id': serial().primary_key(), 'v': mood()}, lambda t: [index('i').on(t.v)])"
    )

    first, second = shell.push(), shell.push()

    assert (first.code, first.err) == (0, "")
    head, _, body = first.out.partition("\n\n")
    assert head == "+ schema app\n+ enum app.mood\n+ table app.t"
    assert body.startswith('CREATE SCHEMA "app";\n')
    assert body.endswith("\ndone: 4 statements\n")
    assert (second.code, second.out, second.err) == (0, "nothing to do\n", "")


def test_a_changed_schema_is_told_by_object(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text, gone int); CREATE INDEX i ON app.t (id)")
    shell.schema("t = app.table('t', {'id': bigint().not_null(), 'v': text()}, lambda t: [index('j').on(t.v)])")

    done = shell.push("--allow-all")

    assert done.out.partition("\n\n")[0] == (
        "- index app.i\n+ index app.j\n- column app.t.gone\n~ column app.t.id: type, not null"
    )


def test_an_error_in_the_middle_leaves_the_database_as_it_was(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); INSERT INTO app.t VALUES (1, 'x')")
    shell.schema(
        "a = app.table('a', {'id': serial().primary_key()})\n"
        "t = app.table('t', {'id': bigint(), 'v': text(), 'w': integer().generated_always_as(sql('1 / 0'))})"
    )
    before = shell.state()

    failed = shell.push("-q")

    assert failed.code == 1
    assert "schema.py:5: a value does not fit (SQLSTATE 22012)" in failed.err
    assert "nothing of this transaction was kept" in failed.err
    assert shell.state() == before


def test_a_dry_run_changes_nothing_and_tells_the_consents(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text, gone int)")
    shell.schema(TABLE)
    before = shell.state()

    told = shell.push("--dry-run")

    assert told.code == 0
    assert 'ALTER TABLE "app"."t" DROP COLUMN "gone";' in told.out
    assert "--allow drop-column:app.t.gone" in told.err
    assert "done" not in told.out
    assert shell.state() == before


def test_a_label_is_committed_first_only_where_a_later_statement_uses_it(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql("CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('ok'); CREATE TABLE app.t (v app.mood DEFAULT 'ok')")
    shell.schema("mood = app.enum('mood', ['ok', 'new', 'newer'])\nt = app.table('t', {'v': mood().default('ok')})")
    unused = shell.push()
    shell.schema(
        "mood = app.enum('mood', ['ok', 'new', 'newer', 'newest'])\nt = app.table('t', {'v': mood().default('newest')})"
    )
    planned = shell.push("--dry-run")
    used = shell.push()

    assert (unused.code, unused.err) == (0, "")
    for told in (planned, used):
        assert told.code == 0
        assert told.err == (
            "-- this plan takes 2 transactions: label 'newest' of app.mood is committed first, for a later statement uses it."
            " After an error a second run goes on\n"
        )
    assert shell.push().out == "nothing to do\n"


def test_a_plan_too_large_for_the_lock_table_is_cut_told_and_goes_on(shell: Shell) -> None:
    with server(throw_away=True, settings={"max_locks_per_transaction": "10", "max_connections": "20"}) as small:

        def many(columns: str, count: int = 300) -> str:
            return f"for n in range({count}):\n    globals()[f't{{n}}'] = app.table(f't{{n}}', {{{columns}}})"

        def counted(url: str) -> tuple[int, int]:
            with psycopg.connect(url) as connection:
                row = connection.execute(
                    "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'app'), "
                    "(SELECT count(*) FROM pg_attribute WHERE attname = 'later' AND NOT attisdropped)"
                ).fetchone()
                return row or (0, 0)

        shell = Shell(shell.folder, small.url)
        shell.schema(many("'id': serial().primary_key(), 'name': text().unique()"))
        made = shell.push("-q")
        assert made.code == 0
        assert "it takes more than half of the server's lock table (100 locks a transaction)" in made.err
        assert "After an error a second run goes on" in made.err
        assert counted(small.url) == (300, 0)
        assert shell.push().out == "nothing to do\n"

        # Columns are added table by table as well; in the middle something stands in the way.
        with psycopg.connect(small.url, autocommit=True) as connection:
            connection.execute("INSERT INTO app.t88 (name) VALUES ('x')")
        shell.schema(many("'id': serial().primary_key(), 'name': text().unique(), 'later': integer().not_null()"))
        failed = shell.push("-q", "--allow", "add-not-null:app.t88.later")
        assert failed.code == 1
        assert "transactions had been committed, a second run goes on" in failed.err
        done = counted(small.url)[1]
        assert 0 < done < 300
        with psycopg.connect(small.url, autocommit=True) as connection:
            connection.execute("DELETE FROM app.t88")
        assert shell.push("-q").code == 0
        assert counted(small.url) == (300, 300)
        assert shell.push().out == "nothing to do\n"


def test_a_plan_that_fits_takes_one_transaction(shell: Shell) -> None:
    shell.schema(TABLE)

    assert json.loads(shell.push("--json").out)["transactions"] == 1


def test_only_declared_schemas_are_managed(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(
        "CREATE TABLE public.mine (id int); CREATE SCHEMA other; CREATE TABLE other.theirs (id int);"
        "CREATE EXTENSION hstore; CREATE SCHEMA app; CREATE TABLE app.extra (id int)"
    )
    shell.schema(TABLE)

    refused = shell.push("-q")
    done = shell.push("-q", "--allow", "drop-table:app.extra")

    assert refused.code == 2
    assert "mine" not in refused.err
    assert "theirs" not in refused.err
    assert done.code == 0
    assert done.err == "-- extension hstore is not declared and is left alone\n"
    assert shell.rows("SELECT count(*) FROM public.mine, other.theirs") == [(0,)]
    again = shell.push()
    assert (again.out, again.err) == ("nothing to do\n", done.err)


def test_everything_with_a_name_of_its_own_needs_consent_to_go(shell: Shell) -> None:
    shell.sql(
        """CREATE SCHEMA app; CREATE TABLE app.t (id int, v text, CONSTRAINT sane CHECK (id > 0), CONSTRAINT one UNIQUE (id),
               CONSTRAINT away EXCLUDE USING hash (v WITH =));
           CREATE INDEX quick ON app.t (v); CREATE SEQUENCE app.numbers; CREATE TYPE app.mood AS ENUM ('ok');
           CREATE TABLE app.other (id int REFERENCES app.t (id))"""
    )
    shell.schema(TABLE)

    refused = shell.push("-q")

    asked = {line.strip().removeprefix("--allow ") for line in refused.err.split("\n") if "--allow" in line}
    assert asked == {
        "drop-table:app.other",
        "drop-check:app.t.sane",
        "drop-unique:app.t.one",
        "drop-exclusion:app.t.away",
        "drop-index:app.quick",
        "drop-sequence:app.numbers",
        "drop-enum:app.mood",
    }


def test_bookkeeping_is_never_touched(shell: Shell) -> None:
    shell.sql(
        """CREATE SCHEMA mizzle; CREATE TABLE mizzle.migrations (id int); CREATE SCHEMA drizzle;
           CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text);
           CREATE SCHEMA app; CREATE TABLE app.alembic_version (version_num varchar(32) PRIMARY KEY)"""
    )
    shell.schema(TABLE)

    done = shell.push("-q", "--allow-all")

    assert (done.code, done.err) == (0, "")
    kept = "SELECT count(*) FROM mizzle.migrations, drizzle.__drizzle_migrations, app.alembic_version"
    assert shell.rows(kept) == [(0,)]
    assert shell.push().out == "nothing to do\n"
    shell.schema(TABLE + "\ndrizzle = pg_schema('drizzle')\nmizzle_ = pg_schema('mizzle')")
    assert shell.push("-q", "--allow-all").code == 0
    assert shell.rows(kept) == [(0,)]


def test_mizzles_own_table_is_known_in_any_schema(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app")
    with closing(connect(shell.url)) as connection:
        history.create(connection, history.Home("app", "done"))
    shell.schema(TABLE)

    done = shell.push("-q")

    assert (done.code, done.err) == (0, "")
    assert shell.rows("SELECT count(*) FROM app.done") == [(0,)]
    assert shell.push().out == "nothing to do\n"
    assert shell.run("diff", shell.url, "schema.py", "--exit-code").code == 0


def test_privileges_that_are_not_compared_are_named(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC")
    shell.schema(TABLE)

    assert shell.push().err == "not compared in the database: 1 privileges of languages\n"


def test_what_is_not_modelled_is_named_with_its_count(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); " + PARSER)
    shell.schema(TABLE)

    done = shell.push()

    assert (done.code, done.out) == (0, "nothing to do\n")
    assert done.err == "not compared in the database: 1 text search parsers\n"


def test_another_order_of_columns_is_a_remark(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (v text, id int)")
    shell.schema(TABLE)

    done = shell.push()

    assert (done.code, done.out) == (0, "nothing to do\n")
    assert done.err == "-- the columns of app.t stand in another order; that is no difference\n"


def test_json_tells_a_push_to_machines(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text, gone int); " + PARSER)
    shell.schema(TABLE)

    stopped, done = shell.push("--json"), shell.push("--json", "--allow", "drop-column:app.t.gone")
    nothing = shell.push("--json")

    assert (stopped.code, done.code, nothing.code) == (2, 0, 0)
    told = json.loads(stopped.out)
    (effects,) = told.pop("effects")
    assert effects["locks"] == [{"kind": "table", "relation": "app.t", "mode": "ACCESS EXCLUSIVE"}]
    assert [hazard["code"] for hazard in effects["hazards"]] == ["MZ102", "MZ206"]
    assert told == {
        "statements": ['ALTER TABLE "app"."t" DROP COLUMN "gone"'],
        "changes": ["- column app.t.gone"],
        "transactions": 1,
        "consents": [
            {"consent": "drop-column:app.t.gone", "code": "MZ102", "message": "drops column app.t.gone", "given": False}
        ],
        "remarks": [],
        "obstacles": [],
        "not_compared": {"text search parsers": 1},
        "applied": False,
    }
    told["consents"][0]["given"] = told["applied"] = True
    assert {key: value for key, value in json.loads(done.out).items() if key != "effects"} == told
    assert json.loads(nothing.out)["statements"] == []


def test_the_url_comes_from_the_option_then_the_environment_then_the_settings(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.schema(TABLE)
    nowhere = "postgresql://127.0.0.1:1/{}"
    shell.write("pyproject.toml", f"[tool.mizzle]\nschema = 'schema.py'\nurl = '{nowhere.format('settings')}'")
    from_settings = shell.run("push")
    monkeypatch.setenv("DATABASE_URL", nowhere.format("environment"))
    from_environment = shell.run("push")
    from_option = shell.run("push", "--url", nowhere.format("option"))

    assert "no connection to 127.0.0.1:1/settings" in from_settings.err
    assert "no connection to 127.0.0.1:1/environment" in from_environment.err
    assert "no connection to 127.0.0.1:1/option" in from_option.err
    assert shell.run("push", "--url", shell.url, "-q").code == 0


def test_the_casing_of_the_settings_counts_for_omitted_names(shell: Shell) -> None:
    shell.schema("t = app.table('t', {'firstName': text()})")
    shell.write("pyproject.toml", "[tool.mizzle]\ncasing = 'snake_case'")

    assert '"first_name" text' in shell.push().out


def test_a_dotted_module_with_relative_imports_is_pushed(shell: Shell) -> None:
    shell.write("shop_pkg/__init__.py", "")
    shell.write("shop_pkg/base.py", "from mizzle import *\napp = pg_schema('app')\n")
    shell.write("shop_pkg/schema.py", f"from mizzle import *\nfrom .base import app\n{TABLE}\n")

    done = subprocess.run(
        [sys.executable, "-m", "mizzle", "push", "shop_pkg.schema", "--url", shell.url], capture_output=True, text=True
    )
    again = subprocess.run(
        [sys.executable, "-m", "mizzle", "push", "shop_pkg/schema.py", "--url", shell.url],
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert again.stdout == "nothing to do\n"


def test_ctrl_c_leaves_no_traceback_and_nothing_half_done(shell: Shell) -> None:
    """The second statement waits for a lock, so the push is in the middle when it is interrupted."""
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int)")
    shell.schema("a = app.table('a', {'id': integer()})\n" + TABLE)
    before = shell.state()
    with closing(connect(shell.url)) as other, other.transaction():
        other.execute("LOCK TABLE app.t IN ACCESS EXCLUSIVE MODE")
        running = subprocess.Popen(
            [sys.executable, "-m", "mizzle", "push", "schema.py", "--url", shell.url],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER%'"
        with psycopg.connect(shell.url, autocommit=True) as watch:
            end = time.monotonic() + 30
            while watch.execute(waiting).fetchone() == (0,) and time.monotonic() < end:
                time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=30)

    assert running.returncode == 130
    assert 'stopped in: ALTER TABLE "app"."t"' in err
    assert "nothing of this transaction was kept" in err
    assert "Traceback" not in err
    assert shell.state() == before
    assert shell.push("-q").code == 0


def test_long_work_tells_plain_lines_where_there_is_no_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.1)
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); INSERT INTO app.t VALUES (1, 'x')")
    shell.schema(
        "t = app.table('t', {'id': integer(), 'v': text()}, lambda t: [check('c', sql('pg_sleep(0.5)::text IS NOT NULL'))])"
    )

    done = shell.push("-q")

    assert done.code == 0
    assert "… asking the rows\n" in done.err
    assert "…" not in done.out


def test_long_work_draws_a_bar_on_a_terminal(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); INSERT INTO app.t VALUES (1, 'x')")
    shell.schema(
        "t = app.table('t', {'id': integer(), 'v': text()}, lambda t: [check('c', sql('pg_sleep(3)::text IS NOT NULL'))])"
    )

    told = at_terminal(["push", "schema.py", "--url", shell.url, "-q"], [])

    assert told.code == 0
    assert "asking the rows \x1b" in told.out  # in colour, so it is the bar


def test_short_work_tells_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 30.0)
    shell.schema(TABLE)

    assert shell.push("-q").err == ""


def test_a_push_waits_for_another(shell: Shell) -> None:
    from mizzle.lock import KEY

    shell.schema(TABLE)
    with closing(connect(shell.url)) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [KEY])
        running = subprocess.Popen(
            [sys.executable, "-m", "mizzle", "push", "schema.py", "--url", shell.url, "-q"], env=dict(os.environ)
        )
        time.sleep(1.5)
        assert running.poll() is None
    assert running.wait(timeout=30) == 0
