"""mizzle pull, as users meet it."""

import psycopg

from tests.mizzle.cli.conftest import Shell
from tests.mizzle.test_pull import shop


def test_the_command_writes_the_module_and_replaces_none_unasked(shell: Shell) -> None:
    shop(shell.url)

    first = shell.run("pull", "--url", shell.url, "--out", "schema.py", "--schemas", "app")
    again = shell.run("pull", "--url", shell.url, "--out", "schema.py")
    forced = shell.run("pull", "--url", shell.url, "--out", "schema.py", "--force")

    assert (first.code, first.both) == (0, "")
    assert (again.code, again.err) == (1, "error: schema.py is there already; --force replaces it\n")
    assert forced.code == 0
    assert shell.run("push", "schema.py", "--url", shell.url).out == "nothing to do\n"
    assert "pg_table" in shell.run("pull", "--url", shell.url).out


def test_what_cannot_be_said_is_told_and_strict_makes_it_an_error(shell: Shell) -> None:
    with psycopg.connect(shell.url) as connection:
        connection.execute(
            "CREATE TEXT SEARCH PARSER odd (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)"
        )

    told = shell.run("pull", "--url", shell.url)
    strict = shell.run("pull", "--url", shell.url, "--strict", "--out", "schema.py")

    assert (told.code, told.err) == (0, "-- not written: 1 text search parsers\n")
    assert (strict.code, (shell.folder / "schema.py").exists()) == (1, False)


def test_a_folder_of_modules_is_written_and_pushed(shell: Shell) -> None:
    shop(shell.url)

    nowhere = shell.run("pull", "--url", shell.url, "--split", "table")
    first = shell.run("pull", "--url", shell.url, "--split", "table", "--form", "class", "--out", "tables")
    again = shell.run("pull", "--url", shell.url, "--split", "table", "--out", "tables")
    forced = shell.run("pull", "--url", shell.url, "--split", "schema", "--out", "tables", "--force")

    assert (nowhere.code, nowhere.err.split("\n")[-2]) == (
        1,
        "Error: --split writes several modules; --out says the folder",
    )
    assert (first.code, first.both) == (0, "")
    assert "class Users(PgTable" in (shell.folder / "tables" / "users.py").read_text()
    assert (again.code, again.err) == (1, "error: tables is there already; --force replaces its modules\n")
    assert forced.code == 0
    assert shell.run("push", "tables", "--url", shell.url).out == "nothing to do\n"


def test_bad_input_is_one_message(shell: Shell) -> None:
    nowhere = shell.run("pull", "--url", shell.url, "--out", "no/such/folder.py")

    assert (nowhere.code, nowhere.err) == (1, "error: no/such/folder.py cannot be written: No such file or directory\n")
