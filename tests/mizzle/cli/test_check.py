"""Drift: what is declared, what was recorded, what is there; each difference is told by the third."""

import json

from tests.mizzle.cli.conftest import CANARY, Shell

ONE = "t = app.table('t', {'id': integer(), 'v': varchar(length=9)}, lambda t: [index('i').on(t.id)])"


def check(shell: Shell, *more: str) -> tuple[int, str]:
    told = shell.run("check", "schema.py", "--url", shell.url, *more)
    assert told.err == ""
    return told.code, told.out


def test_a_database_as_it_is_declared_and_recorded_has_no_drift(each_shell: Shell) -> None:
    shell = each_shell
    shell.schema(ONE)
    first = shell.push("-q", "--record")
    again = shell.push()

    assert (first.code, first.err) == (0, "")
    assert again.out == "nothing to do\n"  # the record itself is no difference
    code, out = check(shell)
    assert code == 0
    head, end = out.splitlines()
    assert head.startswith("recorded: push 0001 of ")
    assert end == "no drift"


def test_what_somebody_changed_and_what_is_not_pushed_yet_are_told_apart(each_shell: Shell) -> None:
    shell = each_shell
    shell.schema(ONE)
    shell.push("-q", "--record")
    shell.sql(
        "ALTER TABLE app.t ALTER v TYPE text; DROP INDEX app.i; ALTER TABLE app.t ADD w int; ALTER TABLE app.t ADD x int; "
        f"CREATE TABLE app.extra (a int); INSERT INTO app.extra VALUES (1); INSERT INTO app.t VALUES (1, '{CANARY}')"
    )
    shell.schema(
        "t = app.table('t', {'id': bigint(), 'v': varchar(length=9), 'x': integer()}, lambda t: [index('i').on(t.id)])\n"
        "fresh = app.table('fresh', {'a': integer()})"
    )
    before = shell.state()
    code, out = check(shell)

    assert code == 2
    assert out.splitlines()[1:] == [
        "changed past mizzle: not as it was recorded and declared:",
        "  table app.extra: in the database, neither declared nor recorded",
        "  index app.i: declared and recorded, not in the database",
        "  column app.t.v",
        "    type: declared character varying(9), recorded character varying(9), database text",
        "  column app.t.w: in the database, neither declared nor recorded",
        "changed past mizzle, and declared so since; push --record takes it over:",
        "  column app.t.x: declared and in the database, not recorded",
        "declared and not pushed yet:",
        "  table app.fresh: declared, neither recorded nor in the database",
        "  column app.t.id",
        "    type: declared bigint, recorded integer, database integer",
    ]
    assert shell.state() == before
    assert CANARY not in out


def test_an_object_that_both_sides_changed_is_told_with_all_three(shell: Shell) -> None:
    shell.schema(ONE)
    shell.push("-q", "--record")
    shell.sql("ALTER TABLE app.t ALTER id TYPE bigint")
    shell.schema(ONE.replace("integer()", "smallint()"))
    told = json.loads(check(shell, "--json")[1])

    assert told["recorded"]["source"] == "push"
    assert told["differences"] == [
        {
            "kind": "column",
            "object": "app.t.id",
            "state": "both",
            "there": {"declared": True, "recorded": True, "database": True},
            "fields": {"type": {"declared": "smallint", "recorded": "integer", "database": "bigint"}},
        }
    ]


def test_without_a_record_the_declaration_alone_is_compared(shell: Shell) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v text)")
    shell.schema(ONE)
    code, out = check(shell)

    assert code == 2
    assert out.splitlines()[0].startswith("not as it is declared; nothing is recorded of this database")
    assert "  index app.i: declared, not in the database" in out.splitlines()


def test_a_push_that_keeps_no_records_makes_no_table_and_one_that_does_goes_on(shell: Shell) -> None:
    shell.schema(ONE)
    shell.push("-q")
    made = "SELECT count(*) FROM pg_namespace WHERE nspname = 'mizzle'"
    without = shell.rows(made)
    taken_over = shell.push("--record")
    shell.schema(ONE.replace("9", "12"))
    shell.push("-q")

    assert without == [(0,)]
    assert taken_over.out == "nothing to do\n"
    assert shell.rows("SELECT name, source, plan <> '' FROM mizzle.migrations ORDER BY number") == [
        ("0001", "push", False),
        ("0002", "push", True),
    ]
    assert check(shell)[0] == 0


def test_what_is_renamed_in_the_declaration_waits_for_a_push(shell: Shell) -> None:
    shell.schema(ONE)
    shell.push("-q", "--record")
    shell.schema(ONE.replace("'v': varchar(length=9)", "'w': varchar(length=9).renamed_from('v')"))
    code, out = check(shell)

    assert code == 2
    renamed = ["declared and not pushed yet:", "  column app.t.w", "    name: declared w, recorded v, database v"]
    assert out.splitlines()[1:] == renamed
    shell.sql("ALTER TABLE app.t ALTER v SET NOT NULL")
    assert check(shell)[1].splitlines()[1:] == [
        "changed past mizzle: not as it was recorded and declared:",
        "  column app.t.w",
        "    name: declared w, recorded v, database v",
        "    not null: declared no, recorded no, database yes",
    ]


def test_a_migrated_database_is_compared_with_its_snapshots_and_needs_no_module(shell: Shell) -> None:
    shell.schema(ONE)
    assert shell.run("generate", "schema.py", "--name", "first", "--no-verify").code == 0
    assert shell.run("migrate", "--url", shell.url).code == 0
    clean = shell.run("check", "--url", shell.url)
    shell.sql("DROP INDEX app.i")
    drifted = shell.run("check", "--url", shell.url)

    assert clean.code == 0
    assert clean.out.startswith("recorded: migration ")
    assert drifted.code == 2
    assert drifted.out.splitlines()[1:] == [
        "changed past mizzle: not as it was recorded and declared:",
        "  index app.i: recorded, not in the database",
    ]


def test_nothing_to_compare_with_is_an_error(shell: Shell) -> None:
    told = shell.run("check", "--url", shell.url)

    assert told.code == 1
    assert "nothing is recorded of this database, and no module is given" in told.err


def test_options_that_do_not_go_together_are_refused(shell: Shell) -> None:
    shell.schema(ONE)
    assert "it goes without a module" in shell.run("check", "schema.py", "--files").err
    assert "it goes without --out and --dry-run" in shell.push("--record", "--dry-run").err
    assert "--record goes without --schemas" in shell.push("--record", "--tables", "t").err
