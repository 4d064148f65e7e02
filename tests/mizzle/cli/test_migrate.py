"""mizzle migrate, status, down and check: files that databases go along."""

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from mizzle.embedded import Server
from tests.mizzle.cli.conftest import Shell
from tests.repository import ROOT

ONE = "t = app.table('t', {'id': integer().primary_key(), 'v': text()})"
TWO = ONE + "\nu = app.table('u', {'id': integer().primary_key(), 't': integer().references(lambda: t.id)})"
STATES = "SELECT name, segments FROM mizzle.migrations ORDER BY number"


def generate(shell: Shell, text: str, name: str, *more: str) -> str:
    shell.schema(text)
    told = shell.run("generate", "schema.py", "--no-verify", "--name", name, "--allow-all", *more)
    assert told.code == 0, told.err
    return told.out.split("wrote migrations/")[1].strip()


def by_hand(shell: Shell, name: str, text: str) -> Path:
    told = shell.run("generate", "--custom", "--name", name)
    assert told.code == 0, told.err
    folder = shell.folder / told.out.removeprefix("wrote ").strip()
    (folder / "migration.sql").write_text(text)
    return folder


def migrate(shell: Shell, *more: str) -> tuple[int, str, str]:
    told = shell.run("migrate", "--url", shell.url, *more)
    return told.code, told.out, told.err


def test_files_are_applied_once_and_lead_where_a_push_leads(each_shell: Shell) -> None:
    shell = each_shell
    names = [generate(shell, ONE, "one"), generate(shell, TWO, "two")]

    assert migrate(shell, "--dry-run") == (0, "".join(f"would apply {name}\n" for name in names), "")
    assert 'CREATE TABLE "app"."u"' in migrate(shell, "--plan")[1]
    assert migrate(shell, "--to", "one") == (0, f"applied {names[0]}\n", "")
    assert migrate(shell) == (0, f"applied {names[1]}\n", "")
    assert migrate(shell) == (0, "nothing to do\n", "")
    assert shell.push().out == "nothing to do\n"
    assert shell.rows(STATES) == [(name, ["done"]) for name in names]
    told = shell.run("status", "--url", shell.url, "--exit-code")
    assert told.code == 0
    assert [line.split()[:2] for line in told.out.splitlines()] == [["applied", name] for name in names]


def test_a_file_that_fails_leaves_the_database_as_it_was(each_shell: Shell) -> None:
    shell = each_shell
    folder = by_hand(shell, "bad", "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE TABLE c (id wrong);\n")
    before = shell.state()

    code, _, err = migrate(shell)

    assert code == 1
    assert f"migrations/{folder.name}/migration.sql:3: " in err
    assert 'type "wrong" does not exist' in err
    assert shell.state() == before


def test_hand_written_files_run_under_the_roles_own_search_path(shell: Shell) -> None:
    by_hand(shell, "own", "CREATE TABLE here (id int); SET TimeZone = 'Asia/Tokyo'; SET search_path = pg_catalog;")
    generate(shell, ONE, "one")
    folder = by_hand(shell, "more", "")
    (folder / "migration.sql").unlink()
    (folder / "down.sql").unlink()
    (folder / "migration.py").write_text(
        "def up(connection):\n    connection.execute('INSERT INTO here VALUES (%s)', [7])\n"
        "def down(connection):\n    connection.execute('DELETE FROM here')\n"
    )

    assert migrate(shell)[0] == 0
    assert shell.rows("SELECT id FROM public.here") == [(7,)]
    assert shell.run("down", "--url", shell.url).code == 0
    assert shell.rows("SELECT id FROM public.here") == []


@pytest.mark.parametrize("what", ["edited", "missing", "renamed", "foreign", "both", "markers", "tool"])
def test_files_that_do_not_fit_are_refused_before_anything_runs(shell: Shell, what: str) -> None:
    first = shell.folder / "migrations" / generate(shell, ONE, "one")
    assert migrate(shell)[0] == 0
    second = by_hand(shell, "two", "CREATE TABLE two (id int)")
    match what:
        case "edited":
            text = (first / "migration.sql").read_text()
            (first / "migration.sql").write_text(text.replace('"v" text', '"v" bigint'))
            message = """line 9 was '"v" text,' and is '"v" bigint,'"""
        case "missing":
            shutil.rmtree(first)
            message = "there is no file of it in migrations; get it from version control"
        case "renamed":
            first.rename(first.with_name("20200101000000_other"))
            message = "its file is called 20200101000000_other now"
        case "foreign":
            (shell.folder / "migrations" / "notes").mkdir()
            message = "migrations/notes is no migration"
        case "both":
            (second / "migration.py").write_text("def up(connection): ...")
            message = "holds both migration.sql and migration.py"
        case "markers":
            (second / "migration.sql").write_text("<<<<<<< HEAD\nSELECT 1;\n=======\n>>>>>>> b\n")
            message = "migration.sql:1: merge markers"
        case _:
            shell.sql("ALTER TABLE mizzle.migrations RENAME segments TO parts")
            message = "belongs to another tool"
    before = shell.state()

    code, out, err = migrate(shell)

    assert (code, out) == (1, "")
    assert message in err
    assert shell.state() == before


def test_line_ends_are_no_edit(shell: Shell) -> None:
    file = shell.folder / "migrations" / generate(shell, ONE, "one") / "migration.sql"
    assert migrate(shell)[0] == 0
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert migrate(shell) == (0, "nothing to do\n", "")


def test_what_cannot_be_in_a_transaction_is_run_beside_one(each_shell: Shell) -> None:
    shell = each_shell
    generate(shell, ONE, "one")
    folder = by_hand(
        shell, "index", "INSERT INTO app.t VALUES (1, 'x'), (2, 'x');\nCREATE UNIQUE INDEX CONCURRENTLY i ON app.t (v);\nSELECT 1;"
    )  # fmt: skip

    code, _, err = migrate(shell)

    assert code == 1
    assert "a second run goes on behind the 1 segments that are done" in err
    assert shell.rows(STATES)[1] == (folder.name, ["done", "running", "pending"])
    shell.sql("UPDATE app.t SET v = id")
    assert migrate(shell)[0] == 0
    assert shell.rows("SELECT count(*) FROM app.t") == [(2,)]
    assert shell.rows("SELECT indisvalid FROM pg_index WHERE indexrelid = 'app.i'::regclass") == [(True,)]
    assert shell.rows(STATES)[1] == (folder.name, ["done", "done", "done"])


def test_an_interrupted_file_is_mended_behind_what_is_done(shell: Shell) -> None:
    folder = by_hand(shell, "a", "CREATE TABLE a (id int); --> commit\nCREATE TABLE b (id wrong);")
    assert migrate(shell)[0] == 1
    file = folder / "migration.sql"

    file.write_text("CREATE TABLE a (id bigint); --> commit\nCREATE TABLE b (id int);")
    assert "put those back" in migrate(shell)[2]
    file.write_text("CREATE TABLE a (id int); --> commit\nCREATE TABLE b (id int);")
    assert migrate(shell)[0] == 0
    assert migrate(shell)[1] == "nothing to do\n"
    assert shell.run("status", "--url", shell.url).out.startswith("applied")


def test_what_nobody_can_tell_is_asked(shell: Shell) -> None:
    by_hand(
        shell, "a", 'CREATE TABLE a (id int); ALTER SYSTEM RESET work_mem; CREATE DATABASE "no/such" TEMPLATE gone;'
    )
    assert migrate(shell)[0] == 1

    assert "--settle done" in migrate(shell)[2]
    assert migrate(shell, "--settle", "done")[0] == 0


def test_killed_at_any_statement_boundary_or_eight_at_once_each_statement_is_run_once(newest: Server) -> None:
    """Forwards and back, and eight processes together. All boundaries of 20 files: python -m tests.mizzle.killed, which `make nightly` runs."""
    command = [sys.executable, "-m", "tests.mizzle.killed", newest.url, "5", "19"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    kills, *wrong = done.stdout.splitlines()
    assert (wrong, done.stderr, done.returncode) == ([], "", 0)
    assert int(kills) > 8


def test_a_way_back_that_was_interrupted_is_gone_on_with(shell: Shell) -> None:
    folder = by_hand(shell, "a", "CREATE TABLE a (id int); CREATE INDEX i ON a (id); CREATE TABLE b (id int);")
    (folder / "down.sql").write_text("DROP TABLE b; DROP INDEX CONCURRENTLY i; DROP TABLE wrong;")
    assert migrate(shell)[0] == 0

    failed = shell.run("down", "--url", shell.url)
    refused = migrate(shell)
    states = shell.rows(STATES)
    told = shell.run("status", "--url", shell.url)
    (folder / "down.sql").write_text("DROP TABLE b; DROP INDEX CONCURRENTLY i; DROP TABLE a;")
    done = shell.run("down", "--url", shell.url, "--json")

    assert failed.code == 1
    assert "down.sql:1" in failed.err
    assert states == [(folder.name, ["undone", "undone", "to undo"])]
    assert refused[0] == 1
    assert "is taken back in part; run mizzle down to its end first" in refused[2]
    assert told.out.startswith("interrupted")
    assert "mizzle down goes on" in told.out
    assert (done.code, json.loads(done.out)) == (0, {"consents": [], "files": [folder.name], "taken_back": True})
    assert shell.rows(STATES) == []
    assert migrate(shell)[0] == 0


def test_what_set_says_lasts_to_the_end_of_a_file_also_when_a_second_run_goes_on(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA other; CREATE ROLE mizzle_weak; GRANT USAGE, CREATE ON SCHEMA other TO mizzle_weak")
    try:
        folder = by_hand(
            shell,
            "a",
            "SET search_path = other; SET ROLE mizzle_weak; CREATE TABLE a (id int); --> commit\nCREATE TABLE b (id wrong);",
        )
        assert "migration.sql:2" in migrate(shell)[2]
        text = (folder / "migration.sql").read_text()
        (folder / "migration.sql").write_text(text.replace("wrong", "int"))

        assert migrate(shell)[0] == 0
        (folder / "migration.sql").write_bytes((folder / "migration.sql").read_bytes().replace(b"\n", b"\r\n"))
        assert migrate(shell)[1] == "nothing to do\n"
        owned = "SELECT relname::text, relowner::regrole::text FROM pg_class WHERE relnamespace = 'other'::regnamespace"
        assert shell.rows(f"{owned} ORDER BY 1") == [("a", "mizzle_weak"), ("b", "mizzle_weak")]
    finally:
        shell.sql("DROP OWNED BY mizzle_weak; DROP ROLE mizzle_weak")


def test_the_way_down_gives_the_point_it_leads_to(each_shell: Shell) -> None:
    shell = each_shell
    first = generate(shell, ONE, "one")
    assert migrate(shell)[0] == 0
    before = shell.state()
    second = generate(shell, TWO, "two")
    third = generate(shell, TWO.replace("'v'", "'w'"), "three", "--rename", "app.t.v:w")
    assert migrate(shell)[0] == 0

    asked = shell.run("down", "--url", shell.url, "--to", "one")
    planned = shell.run("down", "--url", shell.url, "--to", "one", "--plan")
    named = shell.run("down", "--url", shell.url, "--dry-run")
    done = shell.run("down", "--url", shell.url, "--to", "one", "--allow", "drop-table:app.u")

    assert asked.code == 2
    assert "--allow drop-table:app.u" in asked.err
    assert planned.out.index("RENAME COLUMN") < planned.out.index('DROP TABLE "app"."u"')
    assert named.out == f"would take back {third}\n"
    assert (done.code, done.out) == (0, f"took back {third}\ntook back {second}\n")
    facts = [{ref: row for ref, row in state[0].items() if ref.schema == "app"} for state in (before, shell.state())]  # type: ignore[index]
    assert facts[0] == facts[1]
    assert shell.rows(STATES) == [(first, ["done"])]
    assert migrate(shell)[0] == 0


def test_what_the_way_back_cannot_bring_back_needs_consent(shell: Shell) -> None:
    generate(shell, ONE, "one")
    generate(shell, ONE.replace(", 'v': text()", ""), "two")
    filled = by_hand(shell, "fill", "INSERT INTO app.t VALUES (1)")
    coded = by_hand(shell, "code", "")
    (coded / "migration.sql").unlink()
    (coded / "migration.py").write_text(
        "def up(connection):\n    connection.execute('SELECT 1')\ndef down(connection): ...\n"
    )
    empty = by_hand(shell, "empty", "-- nothing yet")
    assert migrate(shell)[0] == 0

    asked = shell.run("down", "--url", shell.url, "--to", "one", "--json")
    wanted = [item["consent"] for item in json.loads(asked.out)["consents"]]
    done = shell.run(
        "down", "--url", shell.url, "--to", "one", *(word for item in wanted for word in ("--allow", item))
    )

    assert asked.code == 2
    assert wanted == [f"irreversible:{coded.name}", f"irreversible:{filled.name}", "irreversible:app.t.v"]
    assert f"forgets {filled.name} and takes nothing back, for down.sql says nothing of it" in asked.err
    assert done.code == 0, done.err
    assert done.out.startswith(f"took back {empty.name}\n")


def test_a_database_that_is_there_is_adopted_when_it_is_as_the_file_says(shell: Shell) -> None:
    generate(shell, ONE, "one")
    generate(shell, TWO, "two")
    shell.schema(ONE)
    shell.push()

    refused = migrate(shell, "--baseline", "two")
    adopted = migrate(shell, "--baseline", "one")

    assert refused[0] == 1
    assert 'CREATE TABLE "app"."u"' in refused[2]
    assert adopted[0] == 0
    assert "_two" in migrate(shell)[1]


def test_status_tells_drift_and_what_is_pending(shell: Shell) -> None:
    name = generate(shell, ONE, "one")
    assert migrate(shell)[0] == 0
    other = generate(shell, TWO, "two")
    shell.sql("ALTER TABLE app.t DROP COLUMN v")

    told = shell.run("status", "--url", shell.url, "--json", "--exit-code")

    facts = json.loads(told.out)
    assert told.code == 2
    assert [(line["name"], line["state"]) for line in facts["files"]] == [(name, "applied"), (other, "pending")]
    assert facts["drift"] == ['ALTER TABLE "app"."t" ADD COLUMN "v" text']


def branches(shell: Shell, one: str, two: str, base: str = ONE) -> None:
    """Two branches from one file, merged into one folder."""
    generate(shell, base, "base")
    first = shell.folder / "migrations" / generate(shell, one, "left")
    first = first.rename(shell.folder / first.name)
    second = shell.folder / "migrations" / generate(shell, two, "right")
    first.rename(second.with_name(f"{second.name[:14]}_left"))


def test_branches_that_touch_different_things_merge_and_late_files_are_applied(shell: Shell) -> None:
    left, right = (
        ONE + "\na = app.table('a', {'id': integer()})",
        ONE.replace("'v': text()", "'v': text(), 'w': text()"),
    )
    branches(shell, left, right)
    late = next((shell.folder / "migrations").glob("*_left"))
    late.rename(shell.folder / late.name)
    assert migrate(shell)[0] == 0
    (shell.folder / late.name).rename(late)

    assert shell.run("check", "--files").out == "no conflicts\n"
    assert migrate(shell) == (0, f"applied {late.name}\n", "")
    both = right + "\na = app.table('a', {'id': integer()})"
    shell.schema(both)
    assert shell.run("generate", "schema.py", "--no-verify").out == "nothing to do\n"
    last = generate(shell, both + "\nz = app.table('z', {'id': integer()})", "merge")
    parents = json.loads((shell.folder / "migrations" / last / "snapshot.json").read_text())["parents"]
    assert len(parents) == 2
    assert migrate(shell)[0] == 0
    assert shell.push().out == "nothing to do\n"


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (ONE.replace("text()", "varchar()"), ONE.replace("text()", "char(length=3)"), "column app.t.v is changed by both"),
        (ONE.replace(", 'v': text()", ""), ONE.replace("text()", "varchar()"), "is dropped by one and changed by the other"),
        (ONE.replace(", 'v': text()", ""), ONE[:-1] + ", lambda t: [index('i').on(t.v)])", "index app.i needs column app.t.v"),
        (ONE + "\na = app.table('a', {'id': integer()})", ONE[:-1] + ", lambda t: [index('a').on(t.v)])", "table app.a cannot stand beside index app.a"),
        (ONE + "\nw = pg_view('w', schema='app').as_(sql('SELECT v FROM t'))", ONE.replace("text()", "char(length=3)"), "view app.w is in the way: behind"),
    ],
)  # fmt: skip
def test_branches_that_conflict_are_told_by_the_model(shell: Shell, left: str, right: str, why: str) -> None:
    branches(shell, left, right)

    told = shell.run("check", "--files")

    assert told.code == 2
    assert why in told.out


def test_a_damaged_snapshot_in_the_middle_is_found_by_check(shell: Shell) -> None:
    file = shell.folder / "migrations" / generate(shell, ONE, "one") / "snapshot.json"
    generate(shell, TWO, "two")
    assert shell.run("check", "--files").code == 0
    file.write_text(file.read_text().replace('"v"', '"x"', 1))

    assert "edited by hand" in shell.run("check", "--files").err


def test_two_primary_keys_conflict_whatever_they_are_called(shell: Shell) -> None:
    bare = ONE.replace(".primary_key()", "")
    one, two = (f"{bare[:-1]}, lambda t: [primary_key(name='{name}', columns=[t.id])])" for name in "xy")
    branches(shell, one, two, bare)

    assert "primary key app.t.x cannot stand beside primary key app.t.y" in shell.run("check", "--files").out


@pytest.mark.parametrize("applied", range(4))
def test_a_squash_at_any_point_changes_nothing(shell: Shell, applied: int) -> None:
    steps = [ONE, TWO, TWO.replace("'v': text()", "'v': text(), 'w': text().default('x')"), TWO]
    names = [generate(shell, text, f"n{number}") for number, text in enumerate(steps)]
    if applied:
        assert migrate(shell, "--to", names[applied - 1])[0] == 0

    told = shell.run("squash", "--to", "n2", "--scratch", shell.url, "--json")

    assert told.code == 0, told.err
    assert json.loads(told.out)["files"] == names[:3]
    left = sorted(folder.name for folder in (shell.folder / "migrations").iterdir())
    assert left == [f"{names[2][:14]}_squashed", names[3]]
    assert shell.run("check", "--files").code == 0
    want = [left[0], names[3]] if not applied else names[applied:]
    assert migrate(shell) == (0, "".join(f"applied {name}\n" for name in want), "")
    assert migrate(shell)[1] == "nothing to do\n"
    assert shell.push().out == "nothing to do\n"
    assert shell.run("generate", "schema.py", "--no-verify").out == "nothing to do\n"
    assert shell.run("status", "--url", shell.url, "--exit-code").code == 0


def test_what_was_written_by_hand_is_squashed_only_when_somebody_says_so(shell: Shell) -> None:
    generate(shell, ONE, "one")
    by_hand(shell, "fill", "UPDATE app.t SET v = 'x'")

    refused = shell.run("squash", "--scratch", shell.url)
    done = shell.run("squash", "--leave-out", "fill", "--scratch", shell.url)

    assert refused.code == 1
    assert "_fill: written by hand" in refused.err
    assert done.code == 0, done.err
    assert migrate(shell)[0] == 0


def test_an_online_file_is_applied_in_its_segments_and_waits_for_whoever_is_in_the_way(each_shell: Shell) -> None:
    """Written for no server in particular, it runs on each; a reader holds the table for longer than anybody may wait."""
    shell = each_shell
    columns = "'a': integer(), 'b': integer(), 'c': varchar(length=9)"
    shell.schema(f"t = app.table('t', {{{columns}}}, lambda t: [index('i').on(t.a)])")
    assert shell.run("generate", "schema.py", "--no-verify").code == 0
    assert shell.run("migrate", "--url", shell.url).code == 0
    shell.sql("INSERT INTO app.t SELECT n, n, 'x' FROM generate_series(1, 100) n")
    shell.schema(
        "t = app.table('t', {'a': integer().not_null(), 'b': integer().primary_key(), 'c': text()}, "
        "lambda t: [index('i').on(t.a, t.b), unique('u').on(t.a), check('k', sql('a > 0'))])"
    )
    written = shell.run("generate", "schema.py", "--no-verify", "--online", "--allow-all")
    assert written.code == 0, written.both

    with psycopg.connect(shell.url) as reader:
        reader.execute("SELECT count(*) FROM app.t")
        threading.Timer(1.0, reader.rollback).start()
        done = shell.run("migrate", "--url", shell.url, "--lock-timeout", "0.2")

    assert done.code == 0, done.both
    ((segments,),) = shell.rows("SELECT segments FROM mizzle.migrations ORDER BY number DESC LIMIT 1")
    assert len(segments) > 10
    assert set(segments) == {"done"}
    assert shell.push("--dry-run").out == "nothing to do\n"
    assert shell.rows("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == [(0,)]
