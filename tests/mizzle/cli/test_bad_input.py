"""Each kind of bad input gives one clear message with the place, exit code 1, and changes nothing."""

import subprocess
import sys
from collections.abc import Callable
from functools import partial

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from mizzle.embedded import Server
from tests.mizzle.cli.conftest import CANARY, Shell, Told

Unchanged = Callable[[Shell, Callable[[], Told]], Told]

# A module (line 5 is the first of the text) → what the message says. Every case has app.there in the database.
DECLARED = {
    "unknown_column_in_an_index": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    index('i').on(t.id),\n    index('j').on(t.nope),\n])",
        ["schema.py:6: table t has no column 'nope'; it has id"],
    ),
    "types_of_a_foreign_key_differ": (
        (
            "p = app.table('p', {'id': uuid().primary_key()})\n"
            "t = app.table('t', {\n    'p': text().references(lambda: p.id)\n})"
        ),
        ["schema.py:6: foreign key app.t.t_p_p_id_fk: app.t.p is text and app.p.id is uuid; give both one type"],
    ),
    "types_of_a_composite_foreign_key_differ": (
        (
            "p = app.table('p', {'a': integer(), 'b': date()}, lambda p: [primary_key(columns=[p.a, p.b])])\n"
            "t = app.table('t', {'a': integer(), 'b': boolean()}, lambda t: [\n"
            "    foreign_key(columns=[t.a, t.b], foreign_columns=[p.a, p.b], name='f')])"
        ),
        ["schema.py:6: foreign key app.t.f: app.t.b is boolean and app.p.b is date"],
    ),
    "target_of_a_foreign_key_is_not_unique": (
        "p = app.table('p', {'id': integer()})\nt = app.table('t', {'p': integer().references(lambda: p.id)})",
        [
            "schema.py:5: foreign key app.t.t_p_p_id_fk references app.p (id), which is not unique",
            "give it a primary key",
        ],
    ),
    "target_of_a_foreign_key_is_partly_unique": (
        (
            "p = app.table('p', {'id': integer()}, lambda p: [unique_index('u').on(p.id).where(sql('{} > 0', p.id))])\n"
            "t = app.table('t', {'p': integer().references(lambda: p.id)})"
        ),
        ["schema.py:5: foreign key app.t.t_p_p_id_fk references app.p (id), which is not unique"],
    ),
    "target_of_a_foreign_key_is_not_there": (
        (
            "p = app.table('p', {'id': integer().primary_key()})\n"
            "t = app.table('t', {'p': integer().references('app.p.nope')})"
        ),
        ["schema.py:5: foreign key app.t.t_p_p_nope_fk references app.p.nope, and there is no such column"],
    ),
    "table_of_a_foreign_key_is_not_there": (
        "t = app.table('t', {'p': integer().references('app.nope.id')})",
        ['schema.py:4: relation "app.nope" does not exist'],
    ),
    "toast_options_of_a_table_without_one": (
        "t = app.table('t', {'id': integer()}, options={'toast.autovacuum_enabled': False})",
        ["no column is long enough for a TOAST table: leave them out of app.t; so nothing was kept"],
    ),
    "long_name": (
        f"t = app.table({'x' * 64!r}, {{'id': integer()}})",
        ["schema.py:4: the name of a table is 64 bytes long and PostgreSQL keeps 63"],
    ),
    "long_name_in_bytes": (
        f"t = app.table('t', {{\n    'id': integer({'ü' * 32!r})}})",
        ["schema.py:5: the name of a column is 64 bytes long and PostgreSQL keeps 63"],
    ),
    "two_statements_in_a_check": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    check('c', sql('true); DROP TABLE app.there; --'))])",
        ["schema.py:5: sql() takes one expression, and ) closes nothing"],
    ),
    "two_statements_in_a_default": (
        "t = app.table('t', {'id': integer().default(sql('1; DROP TABLE app.there'))})",
        ["schema.py:4: sql() takes one expression, and it holds more than one statement"],
    ),
    "another_action_in_a_default": (
        "t = app.table('there', {'id': integer(), 'n': integer().default(sql('1, DROP COLUMN id'))})",
        ["schema.py:4: sql() takes one expression, and it holds more than one expression"],
    ),
    "two_tables_of_one_name": (
        "one = app.table('t', {'id': integer()})\nother = app.table('t', {'id': text()})",
        ["two objects are called table app.t", "schema.py:4", "schema.py:5"],
    ),
    "a_check_that_the_server_rejects": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    check('c', sql('nonsense > 1'))])",
        ['schema.py:5: column "nonsense" does not exist'],
    ),
    "a_default_that_the_server_rejects": (
        "t = app.table('t', {\n    'id': integer(),\n    'n': integer().default(sql('no_such()'))})",
        ["schema.py:6: ", "function no_such() does not exist"],
    ),
    "a_default_on_a_table_that_is_there": (
        "t = app.table('there', {\n    'id': integer(),\n    'n': integer().default(sql('no_such()'))})",
        ["schema.py:6: ", "function no_such() does not exist"],
    ),
    "a_changed_default_that_the_server_rejects": (
        "t = app.table('there', {\n    'id': integer().default(sql('no_such()'))})",
        ["schema.py:5: ", "function no_such() does not exist"],
    ),
    "an_expression_of_several_lines": (
        "t = app.table('t', {\n    'id': integer(),\n    'n': integer().default(sql('1 +\\n\\n  \"id\"')),\n    'm': text()})",
        ["schema.py:6: cannot use column reference in DEFAULT expression"],
    ),
    "a_generated_column_that_the_server_rejects": (
        "t = app.table('t', {\n    'id': integer(),\n    'n': integer().generated_always_as(sql('nope + 1'))})",
        ['schema.py:6: column "nope" does not exist'],
    ),
    "a_generated_column_that_is_not_immutable": (
        "t = app.table('t', {\n    'n': text().generated_always_as(sql('now()::text'))})",
        ["schema.py:4: generation expression is not immutable"],
    ),
    "an_index_that_the_server_rejects": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    index('i').on(sql('nope + 1'))])",
        ['schema.py:5: column "nope" does not exist'],
    ),
    "a_predicate_that_the_server_rejects": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    index('i').on(t.id).where(sql('{}', t.id))])",
        ["schema.py:5: argument of WHERE must be type boolean, not type integer"],
    ),
    "a_type_that_is_not_there": (
        "t = app.table('t', {\n    'v': vector(dimensions=3), 'id': integer()})",
        ['schema.py:5: type "public.vector" does not exist'],
    ),
    "extras_that_raise": (
        "t = app.table('t', {'id': integer()}, lambda t: [\n    1 / 0])",
        ["schema.py cannot be read: ZeroDivisionError: division by zero at ", "schema.py:5"],
    ),
    "a_module_that_raises": (
        "x = {}\ny = x['key']",
        ["schema.py cannot be loaded: KeyError: 'key' at ", "schema.py:5"],
    ),
    "a_module_that_exits": (
        "import sys\nsys.exit(3)",
        ["schema.py cannot be loaded: SystemExit: 3 at ", "schema.py:5"],
    ),
    "a_module_with_a_syntax_error": (
        "x = (",
        ["schema.py cannot be loaded: SyntaxError: '(' was never closed at ", "schema.py:4"],
    ),
    "a_module_that_imports_what_is_not_there": (
        "import no_such_module_here",
        ["schema.py cannot be loaded: ModuleNotFoundError: No module named 'no_such_module_here' at ", "schema.py:4"],
    ),
}


@pytest.mark.parametrize("name", DECLARED)
def test_a_wrong_declaration_is_told_with_its_place(name: str, shell: Shell, unchanged: Unchanged) -> None:
    text, words = DECLARED[name]
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.there (id int); INSERT INTO app.there VALUES (1)")
    if "app.table('there'" not in text:
        text += "\nthere = app.table('there', {'id': integer()})"
    shell.schema(text)

    told = unchanged(shell, lambda: shell.push("-q"))

    assert (told.code, told.out) == (1, ""), told.both
    assert told.err.startswith("error: ")
    assert "Traceback" not in told.err
    for word in words:
        assert word in told.err


def test_what_the_foreign_key_check_refuses_postgresql_refuses_too(shell: Shell) -> None:
    """Every pair of types that compiler/references.py judges; the rest it leaves to the server."""
    from mizzle.compiler.references import PLAIN, _comparable
    from mizzle.model.type import Type

    with psycopg.connect(shell.url) as connection:
        connection.execute("SELECT 1")
        for there in sorted(PLAIN):
            for here in sorted(PLAIN):
                try:
                    with connection.transaction(force_rollback=True):
                        connection.execute(f"CREATE TABLE p (x {there} PRIMARY KEY)".encode())
                        connection.execute(f"CREATE TABLE t (x {here} REFERENCES p)".encode())
                    taken = True
                except psycopg.Error:
                    taken = False
                if not _comparable(Type(here), Type(there)):
                    assert not taken, f"{here} references {there}"
                elif here == there:
                    assert taken, f"{here} references itself"


def test_a_file_or_module_that_is_not_there_is_told(shell: Shell, unchanged: Unchanged) -> None:
    for where, words in {
        "no/such.py": "there is no file no/such.py",
        "no.such": "there is no schema module no.such",
        "no_such": "there is no schema module no_such",
    }.items():
        told = unchanged(shell, partial(shell.run, "push", where, "--url", shell.url))
        assert (told.code, told.out, told.err) == (1, "", f"error: {words}\n")


URLS = {
    "nobody listens": (f"postgresql://u:{CANARY}@127.0.0.1:1/db", "no connection to 127.0.0.1:1/db"),
    "no such host": (
        f"postgresql://u:{CANARY}@no-such-host.invalid/db",
        "no connection to no-such-host.invalid:5432/db",
    ),
    "space in the password": (f"postgresql://u:{CANARY} x@127.0.0.1:1/db", "the database URL cannot be read"),
    "percent in the password": (f"postgresql://u:{CANARY}%zz@127.0.0.1/db", "the database URL cannot be read"),
    "encoded password": (f"postgresql://u:{CANARY}%2F%40x@127.0.0.1:1/db", "no connection to 127.0.0.1:1/db"),
    "at sign in the password": (f"postgresql://u:a@{CANARY}@127.0.0.1:1/db", "the database URL cannot be read"),
    "slash in the password": (f"postgresql://u:a/{CANARY}@127.0.0.1:1/db", "the database URL cannot be read"),
    "slash first in the password": (f"postgresql://u:{CANARY}/a@127.0.0.1:1/db", "the database URL cannot be read"),
    "question mark in the password": (f"postgresql://u:a?{CANARY}@127.0.0.1:1/db", "no connection to 127.0.0.1:1/db"),
    "hash in the password": (f"postgresql://u:a#{CANARY}@127.0.0.1:1/db", "no connection to 127.0.0.1:1/db"),
    "bracket in the password": (f"postgresql://u:[{CANARY}@127.0.0.1:1/db", "no connection to 127.0.0.1:1/db"),
    "password as a parameter": (f"postgresql://u@127.0.0.1:1/db?password={CANARY}", "no connection to 127.0.0.1:1/db"),
    "keywords": (f"host=127.0.0.1 port=1 dbname=db password={CANARY}", "no connection to 127.0.0.1:1/db"),
    "broken keywords": (f"host=127.0.0.1 password='{CANARY}", "the database URL cannot be read"),
    "unknown keyword": (f"host=127.0.0.1 {CANARY}=x", "the database URL cannot be read"),
}


@pytest.mark.parametrize("name", URLS)
def test_a_url_that_leads_nowhere_is_told_without_its_password(name: str, shell: Shell) -> None:
    url, words = URLS[name]
    shell.schema("t = app.table('t', {'id': integer()})")

    for told in (shell.run("push", "schema.py", "--url", url), shell.run("diff", url, "schema.py")):
        assert (told.code, told.out) == (1, "")
        assert told.err.startswith(f"error: {words}")
        assert CANARY not in told.err


def test_a_wrong_password_is_never_shown(shell: Shell, newest: Server) -> None:
    """The embedded server trusts its socket's folder, so a rule asks one role for a password while the test runs."""
    rules = newest.cluster.data / "pg_hba.conf"
    kept = rules.read_text()
    with psycopg.connect(newest.url, autocommit=True) as admin:
        admin.execute("CREATE ROLE guarded LOGIN PASSWORD 'right'")
        try:
            rules.write_text("local all guarded scram-sha-256\n" + kept)
            admin.execute("SELECT pg_reload_conf()")
            parts = conninfo_to_dict(shell.url)
            address = f"@/{parts['dbname']}?host={parts['host']}&port={parts['port']}".replace("host=/", "host=%2F")
            shell.schema("t = app.table('t', {'id': integer()})")
            for password in (CANARY, f"{CANARY}%2F%40%20"):
                told = shell.run("push", "schema.py", "--url", f"postgresql://guarded:{password}{address}")
                assert (told.code, told.out) == (1, "")
                assert 'password authentication failed for user "guarded"' in told.err
                assert CANARY not in told.err
        finally:
            rules.write_text(kept)
            admin.execute("SELECT pg_reload_conf()")
            admin.execute("DROP ROLE guarded")


def test_a_missing_privilege_is_told_with_the_place(shell: Shell, unchanged: Unchanged, newest: Server) -> None:
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.there (id int); CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA app TO reader"
    )
    url = shell.url.replace("postgres@", "reader@")
    try:
        cases = {
            "there = app.table('there', {'id': integer()})\nt = app.table('t', {'id': integer()})": "role reader has to have CREATE on schema app",
            "there = app.table('there', {'id': integer(),\n    'n': integer()})": "role reader has to be the owner of table app.there, which is postgres, or a member of that role",
            "there = app.table('there', {'id': integer().not_null()})": "role reader has to be the owner of table app.there",
            "there = app.table('there', {'id': integer()})\nother = pg_schema('other')": "role reader has to have CREATE on this database",
        }
        for text, words in cases.items():
            shell.schema(text)
            told = unchanged(shell, lambda: shell.run("push", "schema.py", "--url", url, "-q"))
            assert (told.code, told.out) == (1, "")
            assert words in told.err
            assert f"schema.py:{4 if 'not_null' in text else 5})" in told.err
    finally:
        shell.sql("DROP OWNED BY reader; DROP ROLE reader")


def test_a_view_of_another_schema_in_the_way_is_named_and_nothing_is_changed(
    each_shell: Shell, unchanged: Unchanged
) -> None:
    shell = each_shell
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, v int)")
    shell.sql("CREATE SCHEMA other; CREATE VIEW other.seen AS SELECT v FROM app.t")
    shell.schema("t = app.table('t', {'id': integer()})")

    dropped = unchanged(shell, lambda: shell.push("-q", "--allow-all"))
    shell.schema("t = app.table('t', {'id': integer(), 'v': bigint()})")
    changed = unchanged(shell, lambda: shell.push("-q", "--allow-all"))

    assert dropped.code == changed.code == 1
    assert "view other.seen depends on column v of table app.t" in dropped.err
    assert "view other.seen depends on column" in changed.err


def test_what_is_not_declared_is_not_dropped_without_leave(shell: Shell, unchanged: Unchanged) -> None:
    shell.sql(
        "CREATE SCHEMA app; CREATE TABLE app.t (id int, v int);"
        "CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER watching BEFORE UPDATE OF v ON app.t FOR EACH ROW EXECUTE FUNCTION app.f()"
    )
    shell.schema("t = app.table('t', {'id': integer()})")

    told = unchanged(shell, lambda: shell.push("-q"))

    assert told.code == 2
    for consent in ("drop-trigger:app.t.watching", "'drop-function:app.f()'", "drop-column:app.t.v"):
        assert f"--allow {consent}" in told.err


def test_commands_that_are_not_whole_are_told(shell: Shell) -> None:
    cases = {
        ("push",): "which module?",
        ("push", "schema.py", "--rename", "nonsense"): "--rename takes OLD:NEW",
        ("push", "schema.py", "--allow", "nonsense"): "--allow takes ACTION:NAME",
        ("push", "schema.py", "--no-such"): "No such option",
        ("diff", "one"): "Missing argument 'TO'",
        ("nonsense",): "No such command 'nonsense'",
        ("diff", "no.sql", "none.sql"): "there is no file no.sql",
        ("push", "schema.py", "--answers", "none.toml"): "none.toml cannot be read: No such file or directory",
    }
    shell.schema("t = app.table('t', {'id': integer()})")
    for words, message in cases.items():
        told = shell.run(*words)
        assert (told.code, told.out) == (1, ""), words
        assert message in told.err


ANSWERS = {
    "a.toml": ("renames = 3", "renames is a table of old and new names"),
    "b.toml": ("[renames]\n'app.t.a' = 3", "renames is a table of old and new names"),
    "c.toml": ("allowed = 'x'", "allowed is a list of consents"),
    "d.toml": ("rename = {}", "there is no answer 'rename'; there are renames and allowed"),
    "e.toml": ("= 3", "e.toml: Invalid"),
    "f.json": ("[]", "answers are a table of renames and allowed"),
    "g.json": ("{", "g.json: Expecting"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_wrong_answers_file_is_told(name: str, shell: Shell, unchanged: Unchanged) -> None:
    shell.schema("t = app.table('t', {'id': integer()})")
    shell.write(name, ANSWERS[name][0])

    told = unchanged(shell, lambda: shell.push("--answers", name))

    assert (told.code, told.out) == (1, "")
    assert ANSWERS[name][1] in told.err


SETTINGS = {
    "unknown": (
        "[tool.mizzle]\nurll = 'x'",
        "no setting 'urll' in [tool.mizzle]; there are casing, lint, migrations, out, plugins, schema, schema_filter, small_table, tables_filter, url",
    ),
    "a list": ("[tool.mizzle]\nschema = ['a.py']", "schema in [tool.mizzle] is a string, not list"),
    "a number": ("[tool.mizzle]\nurl = 3", "url in [tool.mizzle] is a string, not int"),
    "a filter": (
        "[tool.mizzle]\ntables_filter = [3]",
        "tables_filter in [tool.mizzle] is a pattern or a list of them, not [3]",
    ),
    "casing": ("[tool.mizzle]\ncasing = 'kebab'", "casing is one of snake_case, camelCase, not 'kebab'"),
    "no table": ("[tool]\nmizzle = 3", "tool.mizzle is a table, not int"),
    "no toml": ("[tool.mizzle\n", "pyproject.toml: "),
}


@pytest.mark.parametrize("name", SETTINGS)
def test_wrong_settings_are_told_with_their_file(name: str, shell: Shell, unchanged: Unchanged) -> None:
    shell.schema("t = app.table('t', {'id': integer()})")
    shell.write("pyproject.toml", SETTINGS[name][0])

    told = unchanged(shell, shell.push)

    assert (told.code, told.out) == (1, "")
    assert "pyproject.toml: " in told.err
    assert SETTINGS[name][1] in told.err


def test_the_real_program_shows_no_traceback_either(shell: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mizzle", "push", "none.py", "--url", f"postgresql://u:{CANARY}@127.0.0.1:1/db"],
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "error: there is no file none.py\n")


def test_an_empty_word_is_no_side(shell: Shell) -> None:
    shell.schema("")

    told = shell.run("diff", "", "schema.py")

    assert (told.code, told.err) == (1, "error: an empty word names no database, schema module or file\n")
