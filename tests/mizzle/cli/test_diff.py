"""diff FROM TO: what stands on stdout is a script that psql runs, all else is on stderr."""

import json
import os
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mizzle import diffing
from mizzle.connection import Connection
from mizzle.embedded import Server, binaries, found
from tests.mizzle.cli.conftest import CANARY, Shell

PARSER = (
    "CREATE TEXT SEARCH PARSER app.o"
    " (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype)"
)
OLD = "CREATE SCHEMA app; CREATE TABLE app.t (id integer NOT NULL, v text);"
NEW = "CREATE SCHEMA app; CREATE TABLE app.t (id bigint NOT NULL, v text, w integer DEFAULT 3); CREATE INDEX i ON app.t (v);"
OLD_MODULE = "t = app.table('t', {'id': integer().not_null(), 'v': text()})"
NEW_MODULE = "t = app.table('t', {'id': bigint().not_null(), 'v': text(), 'w': integer().default(3)}, lambda t: [index('i').on(t.v)])"
BETWEEN = (
    'ALTER TABLE "app"."t"\n    ALTER COLUMN "id" TYPE bigint,\n    ADD COLUMN "w" integer DEFAULT 3;\n'
    'CREATE INDEX "i" ON "app"."t" USING btree ("v");\n'
)
SIDES = ("url", "file", "dotted", "sql")


@pytest.fixture
def another(newest: Server) -> Iterator[Callable[[str], str]]:
    """Further databases, each made by SQL."""
    names: list[str] = []

    def make(text: str = "") -> str:
        names.append(f"t_{secrets.token_hex(6)}")
        with psycopg.connect(newest.url, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {names[-1]} TEMPLATE template0".encode())
        with psycopg.connect(newest.url_for(names[-1]), autocommit=True) as connection:
            connection.execute(text.encode())
        return newest.url_for(names[-1])

    yield make
    with psycopg.connect(newest.url, autocommit=True) as admin:
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def psql(url: str, script: str, *, cwd: Path) -> None:
    """Run a script as it is, as a user would."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        [binaries().psql, "-X", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"],
        input=script,
        capture_output=True,
        text=True,
        env=environment,
        cwd=cwd,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize("old", SIDES)
@pytest.mark.parametrize("new", SIDES)
def test_every_kind_of_side_goes_with_every_other(
    old: str, new: str, shell: Shell, another: Callable[[str], str], newest: Server
) -> None:
    head = "from mizzle import *\napp = pg_schema('app')\n"

    def side(kind: str, name: str, sql: str, module: str) -> str:
        if kind == "url":
            return another(sql)
        if kind == "sql":
            shell.write(f"{name}.sql", sql)
            return f"{name}.sql"
        own = f"{name}_{secrets.token_hex(4)}"  # modules are imported once a process
        if kind == "file":
            shell.write(f"{own}.py", head + module)
            return f"{own}.py"
        shell.write(f"{own}/__init__.py", "")
        shell.write(f"{own}/schema.py", head + module)
        return f"{own}.schema"

    sides = side(old, "old", OLD, OLD_MODULE), side(new, "new", NEW, NEW_MODULE)
    here = ("--scratch", newest.url)

    forth = shell.run("diff", *sides, *here)
    same = shell.run("diff", sides[1], sides[1], *here, "--exit-code")

    assert forth.code == 0
    assert all(line.startswith("-- MZ") for line in forth.err.splitlines())
    assert forth.out.startswith("SET search_path = '';\n")
    assert forth.out.endswith(f"\nBEGIN;\n{BETWEEN}COMMIT;\n")
    assert (same.code, same.out, same.err) == (0, "", "")


@pytest.mark.parametrize("kind", ["file", "sql", "url"])
def test_equal_sides_of_different_kinds_print_nothing(
    kind: str, shell: Shell, another: Callable[[str], str], newest: Server
) -> None:
    shell.sql(NEW)
    shell.write("new.sql", NEW)
    shell.schema(NEW_MODULE)
    other = {"file": "schema.py", "sql": "new.sql", "url": another(NEW)}[kind]

    for sides in ((shell.url, other), (other, shell.url), ("schema.py", other), (other, "schema.py")):
        told = shell.run("diff", *sides, "--exit-code", "--scratch", newest.url)
        assert (told.code, told.out, told.err) == (0, "", "")


def test_the_printed_script_runs_by_psql_as_it_is(shell: Shell, another: Callable[[str], str]) -> None:
    hostile = [
        'quo"te',
        "back\\slash",
        ":vars",
        ":'v'",
        ':"v"',
        "100%",
        "%s",
        "br{ac}es",
        "$1",
        "$$",
        "a;b",
        "ünï",
        "--x",
        "/*",
        "\\q",
        "new\nline",
        "'",
    ]
    tables = "".join(
        f"CREATE TABLE app.{quoted(name)} ({quoted(name)} text DEFAULT {literal(name)}, id int, "
        f"CONSTRAINT {quoted(name + ' c')} CHECK ({quoted(name)} <> {literal(name)}));"
        f"CREATE INDEX {quoted(name + ' i')} ON app.{quoted(name)} ({quoted(name)}) WHERE {quoted(name)} <> {literal(name)};"
        f"COMMENT ON TABLE app.{quoted(name)} IS {literal(name)};"
        for name in hostile
    )
    labels = ", ".join(map(literal, hostile))
    wanted = another(
        f"CREATE SCHEMA app; {tables} CREATE TYPE app.e AS ENUM ({labels}); CREATE TABLE app.u (e app.e DEFAULT {literal(hostile[1])})"
    )

    told = shell.run("diff", shell.url, wanted)
    psql(shell.url, told.out, cwd=shell.folder)
    again = shell.run("diff", shell.url, wanted)

    assert (told.code, told.err) == (0, "")
    assert (again.code, again.out, again.err) == (0, "", "")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def test_consents_stand_on_stderr_while_the_sql_is_on_stdout(shell: Shell, another: Callable[[str], str]) -> None:
    shell.sql(
        f"CREATE SCHEMA app; CREATE TABLE app.t (id int, gone text); INSERT INTO app.t SELECT NULL, '{CANARY}' FROM generate_series(1, 3);"
        "CREATE SCHEMA old; CREATE STATISTICS app.s ON id, gone FROM app.t; " + PARSER
    )
    wanted = another("CREATE SCHEMA app; CREATE TABLE app.t (id int NOT NULL)")

    told = shell.run("diff", shell.url, wanted)
    allowed = shell.run(
        "diff",
        shell.url,
        wanted,
        "--allow",
        "drop-column:app.t.gone",
        "--allow",
        "set-not-null:app.t.id",
        "--allow",
        "drop-schema:old",
    )

    assert told.code == 2
    assert told.out == allowed.out
    assert 'DROP COLUMN "gone"' in told.out
    assert "-- MZ202 the table is scanned while nobody may read or write: app.t" in told.err
    lines = [line for line in told.err.splitlines(keepends=True) if not line.startswith("-- ")]
    assert "".join(lines[1:]) == (
        "drops schema old\n    --allow drop-schema:old\n"
        "drops column app.t.gone and with it statistics app.s\n    --allow drop-column:app.t.gone\n"
        "column app.t.id becomes NOT NULL; rows that hold NULL: 3\n    --allow set-not-null:app.t.id\n"
    )
    assert lines[0].startswith("not compared in ")
    assert lines[0].rstrip().endswith(": 1 text search parsers")
    assert CANARY not in told.both
    assert allowed.code == 0
    assert shell.run("diff", shell.url, wanted, "--allow-all").code == 0


def test_exit_code_tells_a_difference(shell: Shell, another: Callable[[str], str]) -> None:
    shell.sql(OLD)
    wanted = another(NEW)

    assert shell.run("diff", shell.url, wanted).code == 0
    assert shell.run("diff", shell.url, wanted, "--exit-code").code == 2
    assert shell.run("diff", wanted, wanted, "--exit-code").code == 0


def test_schemas_limit_what_is_compared(shell: Shell, another: Callable[[str], str]) -> None:
    wanted = another(
        "CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.t (); CREATE TABLE b.t (); CREATE TABLE public.t ()"
    )

    told = shell.run("diff", shell.url, wanted, "--schemas", "a, public")

    assert 'CREATE TABLE "a"."t"' in told.out
    assert 'CREATE TABLE "public"."t"' in told.out
    assert '"b"' not in told.out
    assert shell.run("diff", shell.url, wanted, "--schemas", "none").out == ""


def test_what_extensions_own_is_left_out(shell: Shell, another: Callable[[str], str]) -> None:
    wanted = another("CREATE EXTENSION hstore")

    told = shell.run("diff", shell.url, wanted)

    assert told.out.count(";\n") == 7
    assert 'CREATE EXTENSION "hstore"' in told.out
    assert told.err == ""


def test_bookkeeping_is_no_difference(shell: Shell, another: Callable[[str], str]) -> None:
    shell.sql(
        "CREATE SCHEMA mizzle; CREATE TABLE mizzle.migrations (id int); CREATE TABLE alembic_version (version_num text)"
    )
    other = another(
        "CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text)"
    )

    told = shell.run("diff", shell.url, other, "--exit-code")

    assert (told.code, told.out, told.err) == (0, "", "")


def test_what_is_a_table_s_own_beside_its_parent_s_is_no_difference_and_told(
    shell: Shell, another: Callable[[str], str]
) -> None:
    shell.sql("CREATE TABLE p (a int); CREATE TABLE k (a int); ALTER TABLE k INHERIT p")
    other = another("CREATE TABLE p (a int); CREATE TABLE k () INHERITS (p)")

    told = shell.run("diff", shell.url, other, "--exit-code")

    assert (told.code, told.out) == (0, "")
    assert told.err == (
        "-- column public.k.a comes from a parent table, and on one side is its own too; that is no difference\n"
    )


def test_json_tells_a_diff_to_machines(shell: Shell, another: Callable[[str], str]) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TABLE app.t (id int, gone text)")
    wanted = another("CREATE SCHEMA app; CREATE TABLE app.t (id int); " + PARSER)

    told = shell.run("diff", shell.url, wanted, "--json")

    facts = json.loads(told.out)
    assert told.code == 2
    assert facts["statements"] == ['ALTER TABLE "app"."t" DROP COLUMN "gone"']
    assert facts["changes"] == ["- column app.t.gone"]
    assert facts["script"] == shell.run("diff", shell.url, wanted).out
    assert facts["consents"] == [
        {"consent": "drop-column:app.t.gone", "code": "MZ102", "message": "drops column app.t.gone", "given": False}
    ]
    assert facts["transactions"] == 1
    assert list(facts["not_compared"].values())[1] == {"text search parsers": 1}
    assert json.loads(shell.run("diff", wanted, wanted, "--json").out)["statements"] == []


def test_a_label_that_is_used_splits_the_script_in_two_transactions(
    shell: Shell, another: Callable[[str], str]
) -> None:
    shell.sql("CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('a'); CREATE TABLE app.t (e app.e)")
    wanted = another(
        "CREATE SCHEMA app; CREATE TYPE app.e AS ENUM ('a', 'b'); CREATE TABLE app.t (e app.e DEFAULT 'b')"
    )

    told = shell.run("diff", shell.url, wanted)
    psql(shell.url, told.out, cwd=shell.folder)

    assert told.err.startswith("-- this plan takes 2 transactions: label 'b' of app.e is committed first")
    assert told.out.count("BEGIN;\n") == told.out.count("COMMIT;\n") == 2
    assert shell.run("diff", shell.url, wanted).out == ""


# ---- .sql files


def dumped(url: str, *options: str) -> str:
    done = subprocess.run([str(binaries().bin / "pg_dump"), "-d", url, *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_dump_of_a_database_equals_it(shell: Shell, newest: Server) -> None:
    shell.sql(
        f'{NEW} CREATE ROLE owner_of_it; CREATE ROLE "odd ""role"; ALTER TABLE app.t OWNER TO owner_of_it; GRANT SELECT ON app.t TO "odd ""role";'
        "INSERT INTO app.t VALUES (1, 'a\\b', 2); CREATE TABLE public.u (id serial PRIMARY KEY); COMMENT ON SCHEMA public IS 'mine'"
    )
    try:
        text = dumped(shell.url)
        shell.write("dump.sql", "")
        (shell.folder / "dump.sql").write_text(text)
        for sides in (("dump.sql", shell.url), (shell.url, "dump.sql")):
            told = shell.run("diff", *sides, "--exit-code", "--scratch", newest.url)
            assert (told.code, told.out, told.err) == (0, "", "")
    finally:
        shell.sql(
            'ALTER TABLE app.t OWNER TO postgres; DROP OWNED BY "odd ""role"; DROP ROLE owner_of_it; DROP ROLE "odd ""role"'
        )
    assert "\\restrict" in text
    assert "COPY app.t" in text

    # Where the roles are not there, they are made for as long as the file is loaded; what they may do is a difference.
    grant = 'GRANT SELECT ON TABLE "app"."t" TO "odd ""role"'
    revoke = 'REVOKE SELECT ON TABLE "app"."t" FROM "odd ""role"'
    for sides, words in ((("dump.sql", shell.url), revoke), ((shell.url, "dump.sql"), grant)):
        told = shell.run("diff", *sides, "--exit-code", "--scratch", newest.url)
        lines = told.out.split(";\n")
        assert [line.strip() for line in lines if "odd" in line or "ALTER" in line] == [words]
    made = "SELECT count(*) FROM pg_roles WHERE rolname IN ('owner_of_it', 'odd \"role')"
    assert shell.rows(made) == [(0,)]
    assert shell.rows("SELECT count(*) FROM pg_database WHERE datname LIKE 'mizzle_scratch%'") == [(0,)]


def test_roles_that_a_file_names_are_made_without_login(shell: Shell, newest: Server) -> None:
    shell.write(
        "roles.sql",
        """ALTER DEFAULT PRIVILEGES FOR ROLE someone GRANT SELECT ON TABLES TO reader;
        DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname IN ('someone', 'reader') AND rolcanlogin)
        THEN RAISE EXCEPTION 'they may log in'; END IF; END $$;
        CREATE TABLE t (id int);""",
    )

    told = shell.run("diff", shell.url, "roles.sql", "--scratch", newest.url)

    assert told.code == 0
    assert 'CREATE TABLE "public"."t"' in told.out


def test_a_file_is_loaded_in_the_other_sides_major_version(each_shell: Shell) -> None:
    """Without --scratch: the embedded launcher starts a server of that version."""
    shell = each_shell
    major = int(conninfo_version(shell)) // 10000
    shell.write(
        "version.sql",
        "DO $$ BEGIN EXECUTE format('CREATE TABLE made_by_%s ()', current_setting('server_version_num')::int / 10000); END $$;",
    )

    for sides in ((shell.url, "version.sql"), ("version.sql", shell.url)):
        told = shell.run("diff", *sides)
        assert f'"made_by_{major}"' in told.out
    assert {item.major for item in found()} >= {major}


def conninfo_version(shell: Shell) -> str:
    return str(shell.rows("SHOW server_version_num")[0][0])


WRONG = {
    "a syntax error": (
        "CREATE TABLE a (id int);\n\nCREATE TABEL b ();",
        'wrong.sql:3: ERROR:  syntax error at or near "TABEL"',
    ),
    "an error in the middle": (
        "CREATE TABLE a ();\nCREATE TABLE a ();\n",
        'wrong.sql:2: ERROR:  relation "a" already exists',
    ),
    "a missing extension": (
        "CREATE EXTENSION no_such_extension;",
        "wrong.sql needs the extension no_such_extension, which this server does not have; give a server that has it with --scratch URL",
    ),
    "an unknown backslash command": ("\\nonsense\n", "wrong.sql:1: error: invalid command \\nonsense"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_does_not_load_is_one_clear_error(name: str, shell: Shell, newest: Server) -> None:
    shell.write("wrong.sql", WRONG[name][0])

    told = shell.run("diff", shell.url, "wrong.sql", "--scratch", newest.url)

    assert (told.code, told.out, told.err) == (1, "", f"error: {WRONG[name][1]}\n")
    assert shell.rows("SELECT count(*) FROM pg_database WHERE datname LIKE 'mizzle_scratch%'") == [(0,)]


def test_a_file_that_is_no_text_is_told(shell: Shell, newest: Server) -> None:
    (shell.folder / "dump.sql").write_bytes(b"PGDMP\xff\xfe\x00")

    told = shell.run("diff", shell.url, "dump.sql", "--scratch", newest.url)

    assert (told.code, told.out) == (1, "")
    assert "dump.sql is no text in UTF-8; a dump in pg_dump's own format goes through pg_restore -f" in told.err


def test_keywords_are_a_url_too(shell: Shell) -> None:
    text = make_conninfo("", **conninfo_to_dict(shell.url))

    assert shell.run("diff", text, shell.url, "--exit-code").code == 0


def test_export_prints_the_whole_ddl_and_needs_no_server(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIZZLE_PG_BIN", "/nowhere")
    shell.schema(
        NEW_MODULE
        + "\next = pg_extension('pg_trgm')"
        + "\ns = app.table('s', {'v': text()}, lambda t: [check('k', sql(\"similarity({}, 'x') < 1\", t.v))])"
        + "\nmood = app.enum('mood', ['ok'])\nu = app.table('u', {'id': serial().primary_key(), 'm': mood().default('ok')})"
    )

    told = shell.run("export", "schema.py")
    monkeypatch.delenv("MIZZLE_PG_BIN")
    psql(shell.url, told.out, cwd=shell.folder)

    assert (told.code, told.err) == (0, "")
    assert shell.push().out == "nothing to do\n"


def test_ctrl_c_waits_for_no_reading_that_goes_on(
    another: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both databases are read at once, each in a thread of its own: one that waits, be it for a lock, is cancelled."""
    sides = another("SELECT 1"), another("SELECT 2")
    name = conninfo_to_dict(sides[1])["dbname"]
    cancelled: list[bool] = []

    def read(connection: Connection, **_: object) -> None:
        if connection.info.dbname == name:
            with pytest.raises(psycopg.errors.QueryCanceled):
                connection.execute("SELECT pg_catalog.pg_sleep(20)")
            cancelled.append(True)
            return
        waiting = "SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = %s"
        end = time.monotonic() + 10
        while connection.execute(waiting, [name]).fetchone() == (0,) and time.monotonic() < end:
            time.sleep(0.05)
        raise KeyboardInterrupt

    monkeypatch.setattr(diffing, "read", read)
    with pytest.raises(KeyboardInterrupt):
        diffing.diff(*sides)

    assert cancelled == [True]
