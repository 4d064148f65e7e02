"""What commands look at: schemas, tables and kinds by pattern, and --strict."""

import psycopg
import pytest

import mizzle
from tests.mizzle.cli.conftest import Shell

THERE = """
    CREATE SCHEMA app; CREATE SCHEMA old;
    CREATE TABLE app.users (id integer PRIMARY KEY, n integer CHECK (n > 0));
    CREATE TABLE app.users_old (id integer REFERENCES app.users);
    CREATE INDEX users_n ON app.users (n);
    CREATE TABLE old.users (id integer);
    CREATE VIEW app.seen AS SELECT id FROM app.users_old;
    CREATE FUNCTION app.f() RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""
DECLARED = "users = app.table('users', {'id': integer().primary_key(), 'n': integer()})"


@pytest.fixture
def filled(shell: Shell) -> Shell:
    with psycopg.connect(shell.url) as connection:
        connection.execute(THERE)
    shell.write("empty.sql", "")
    shell.write("pyproject.toml", "[tool.mizzle]")
    return shell


def made(shell: Shell, *options: str) -> list[str]:
    """What diff from nothing to the database makes, by the first words."""
    told = shell.run("diff", "empty.sql", shell.url, *options)
    words = ("CREATE TABLE", "CREATE INDEX", "CREATE VIEW", "CREATE FUNCTION", "CREATE SCHEMA", "ALTER TABLE")
    return [line.replace('"', "").rstrip(" (") for line in told.out.splitlines() if line.startswith(words)]


def test_tables_are_meant_by_pattern_with_all_that_stands_in_them(filled: Shell) -> None:
    assert made(filled, "--tables", "users,!old.*", "--kinds", "table,index") == [
        "CREATE TABLE app.users",
        "CREATE INDEX users_n ON app.users USING btree (n);",
    ]
    assert "CREATE VIEW app.seen AS" in made(filled, "--tables", "app.*")
    assert not [line for line in made(filled, "--tables", "!*users*") if "users" in line]


def test_schemas_and_kinds_are_meant_by_pattern(filled: Shell) -> None:
    assert made(filled, "--schemas", "o*") == ["CREATE SCHEMA old;", "CREATE TABLE old.users"]
    assert made(filled, "--schemas", "!app", "--kinds", "!namespace") == ["CREATE TABLE old.users"]
    assert made(filled, "--kinds", "function") == ["CREATE FUNCTION app.f()"]


def test_the_settings_filter_where_the_command_line_does_not(filled: Shell) -> None:
    filled.write("pyproject.toml", "[tool.mizzle]\nschema_filter = 'old'\ntables_filter = ['!users_old', '!seen']")

    assert made(filled) == ["CREATE SCHEMA old;", "CREATE TABLE old.users"]
    assert made(filled, "--schemas", "app", "--kinds", "table,view,namespace,!index") == [
        "CREATE SCHEMA app;",
        "CREATE TABLE app.users",
    ]


def test_a_push_leaves_alone_what_is_filtered_out_on_both_sides(filled: Shell) -> None:
    filled.schema(DECLARED)

    held = filled.run("push", "schema.py", "--url", filled.url, "--tables", "!users_old,!seen", "--kinds", "!function")
    again = filled.run("push", "schema.py", "--url", filled.url)

    assert "users_old" not in held.both
    assert "seen" not in held.both
    assert "drop-table:app.users_old" in again.err


def test_a_pull_writes_what_is_meant(filled: Shell) -> None:
    text = mizzle.pull(filled.url, schemas=["app"], tables=["!*old", "!seen"], kinds=["!function"]).text

    assert "users" in text
    assert not [word for word in ("old", "seen", "pg_function") if word in text]


@pytest.mark.parametrize("command", ["diff", "push"])
def test_strict_refuses_to_go_on_where_something_is_not_compared(filled: Shell, command: str) -> None:
    filled.schema(DECLARED)
    with psycopg.connect(filled.url) as connection:
        connection.execute("CREATE TEXT SEARCH TEMPLATE app.template (LEXIZE = dsimple_lexize)")
    arguments = ["diff", filled.url, "schema.py"] if command == "diff" else ["push", "schema.py", "--url", filled.url]

    told = filled.run(*arguments, "--strict", "--allow-all")

    assert (told.code, told.out) == (1, "")
    assert "1 text search templates; without --strict this is a remark" in told.err
    assert "app.users_old" in filled.run("diff", filled.url, "empty.sql").both.replace('"', "")


def test_a_kind_that_there_is_not_is_refused(filled: Shell) -> None:
    told = filled.run("diff", "empty.sql", filled.url, "--kinds", "!tabel")

    assert told.code == 1
    assert told.err.startswith("error: there is no kind 'tabel'; there are aggregate, cast, check")


def test_a_pattern_that_nothing_matches_is_told(filled: Shell) -> None:
    filled.schema(DECLARED)

    assert "no table matches uesrs" in filled.run("diff", "empty.sql", filled.url, "--tables", "uesrs").err
    assert "no schema matches ap" in filled.run("diff", "empty.sql", filled.url, "--schemas", "ap,old").err
    assert "there is no index to look at; what stands in a table" in filled.push("--kinds", "index").err
    assert "no table matches uesrs" in filled.push("--tables", "uesrs").err
    told = filled.run("pull", "--url", filled.url, "--tables", "uesrs", "--out", "pulled.py")
    assert (told.code, told.err) == (1, "error: no table matches uesrs\n")
    assert not (filled.folder / "pulled.py").exists()


@pytest.mark.parametrize("options", [("--tables", "uesrs"), ("--kinds", "index"), ("--tables", "!*")])
def test_a_push_of_what_nothing_matches_does_nothing(shell: Shell, options: tuple[str, str]) -> None:
    shell.schema(DECLARED)

    told = shell.push(*options, *(() if "--kinds" in options else ("--kinds", "!namespace")))

    assert (told.code, told.out) == (0, "nothing to do\n")
    assert shell.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'app'") == [(0,)]


def test_patterns_that_mean_something_are_silent(filled: Shell) -> None:
    told = filled.run("diff", "empty.sql", filled.url, "--tables", "users,app.*,!nothing", "--schemas", "app,!x")
    assert "matches" not in told.err
    assert "to look at" not in filled.run("diff", "empty.sql", filled.url, "--kinds", "table,!domain").err
