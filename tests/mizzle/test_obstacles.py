"""What stands in a plan's way beside the rows is told before the first statement, and what does not is not."""

import json
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from mizzle import obstacles
from mizzle.embedded import server
from tests.mizzle.cli.conftest import Shell, each_shell, shell
from tests.mizzle.pooler import pooler

assert each_shell is not None
assert shell is not None  # fixtures

TABLE = "t = app.table('t', {'id': integer(), 'v': text()})"
HAS = "CREATE SCHEMA app; CREATE TABLE app.t (id int, v text); CREATE TABLE app.u (id int)"
MORE = "t = app.table('t', {'id': integer(), 'v': text(), 'w': text()})\nu = app.table('u', {'id': integer()})"
INDEXED = MORE.replace(", 'w': text()}", "}, lambda t: [index('i').on(t.id)]")


@contextmanager
def busy(url: str, *texts: str, end: str = "") -> Iterator[None]:
    """Another session that has run these and goes on."""
    with psycopg.connect(url, autocommit=True) as connection:
        for text in texts:
            connection.execute(text.encode())
        yield
        if end:
            connection.execute(end.encode())


@contextmanager
def prepared(shell: Shell, text: str) -> Iterator[None]:
    """A transaction that somebody has prepared and nobody ends."""
    name = secrets.token_hex(4)
    with psycopg.connect(shell.url) as connection:
        connection.execute(text.encode())
        connection.execute(f"PREPARE TRANSACTION '{name}'".encode())
    yield
    with psycopg.connect(shell.url, autocommit=True) as connection:
        connection.execute(f"ROLLBACK PREPARED '{name}'".encode())


@contextmanager
def role(shell: Shell, grants: str) -> Iterator[str]:
    """The URL by which a role logs in that may do little."""
    name = f"r_{secrets.token_hex(4)}"
    shell.sql(f"CREATE ROLE {name} LOGIN; " + grants.replace("{}", name))
    yield shell.url.replace("postgres@", f"{name}@")
    shell.sql("ALTER TABLE app.u OWNER TO postgres")
    shell.sql(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_all_missing_rights_are_told_at_once(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(HAS)
    shell.schema(
        "t = app.table('t', {'id': integer().not_null(), 'v': text()}, lambda t: [index('i').on(t.id)])\n"
        "n = app.table('n', {'id': integer()})\nu = app.table('u', {'id': bigint()})"
    )
    before = shell.state()
    with role(shell, "GRANT USAGE ON SCHEMA app TO {}; ALTER TABLE app.u OWNER TO {}") as url:
        failed = shell.run("push", "schema.py", "--url", url, "-q", "--allow-all")
        told = shell.run("push", "schema.py", "--url", url, "--dry-run", "--json")

    assert failed.code == 1
    name = url.split("//")[1].split("@")[0]
    assert failed.err.replace(f"{shell.folder}/", "") == (
        "error: this plan cannot run here yet, and nothing was changed:\n"
        f"  role {name} has to have CREATE on schema app (schema.py:5)\n"
        f"  role {name} has to be the owner of table app.t, which is postgres, or a member of that role (schema.py:4)\n"
    )
    assert [item["stops"] for item in json.loads(told.out)["obstacles"]] == [True, True]
    assert told.code == 0
    assert shell.state() == before


OUTSIDE = """
f = pg_operator_family('f', 'btree', schema='app')
e = pg_extension('file_fdw')
h = pg_extension('hstore', schema='public')
s = pg_foreign_server('far', wrapper='own')
r = pg_foreign_table('r', {'id': integer()}, server=pg_foreign_server('near', wrapper='own'), schema='app')
t = app.table('t', {'id': integer(), 'v': text()}, lambda t: [grant('select', to='public')])
u = app.table('u', {'id': integer()})
"""
BEYOND = "CREATE FOREIGN DATA WRAPPER own; CREATE SERVER near FOREIGN DATA WRAPPER own"


def test_rights_on_what_stands_beside_tables_are_told_and_what_they_are_enough_for(each_shell: Shell) -> None:
    """Those that a hosted server may do without are told, and stop nothing."""
    shell = each_shell
    shell.sql(f"{HAS}; {BEYOND}")
    shell.schema(OUTSIDE)
    with role(shell, "GRANT USAGE, CREATE ON SCHEMA app TO {}") as url:
        told = json.loads(shell.run("push", "schema.py", "--url", url, "--dry-run", "--json").out)["obstacles"]
        name = url.split("//")[1].split("@")[0]
        shell.sql(
            f"GRANT USAGE ON FOREIGN DATA WRAPPER own TO {name}; GRANT USAGE ON FOREIGN SERVER near TO {name}; "
            f"GRANT SELECT ON app.t TO {name} WITH GRANT OPTION; GRANT CREATE ON DATABASE {shell.rows('SELECT current_database()')[0][0]} TO {name}"
        )
        left = json.loads(shell.run("push", "schema.py", "--url", url, "--dry-run", "--json").out)["obstacles"]

    stopping, softly = ([item["message"] for item in told if item["stops"] == stops] for stops in (True, False))
    assert len(stopping) == 3, stopping
    for words in (
        "be the owner of table app.t, which is postgres, or have its privileges WITH GRANT OPTION",
        "have USAGE on foreign data wrapper own",
        "have USAGE on foreign server near",
    ):
        assert any(words in item for item in stopping), stopping
    assert len(softly) == 3, softly
    for words in ("a superuser to make operator family app.f", "make extension file_fdw", "make extension hstore"):
        assert any(words in item for item in softly), softly
    assert [item["stops"] for item in left] == [False, False]
    assert "hstore" not in str(left)


def test_a_member_of_the_owner_may_do_what_the_owner_may(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(HAS)
    shell.schema(MORE)
    owner = f"o_{secrets.token_hex(4)}"
    shell.sql(f"CREATE ROLE {owner}; ALTER TABLE app.t OWNER TO {owner}; GRANT USAGE ON SCHEMA app TO {owner}")
    with role(shell, f"GRANT {owner} TO {{}}") as url:
        done = shell.run("push", "schema.py", "--url", url, "-q")
    shell.sql(f"ALTER TABLE app.t OWNER TO postgres; DROP OWNED BY {owner}; DROP ROLE {owner}")

    assert (done.code, done.err) == (0, "")


def test_a_prepared_transaction_that_holds_what_the_plan_locks_stops_it(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(HAS)
    shell.schema(MORE)
    with prepared(shell, "INSERT INTO app.t VALUES (1, 'x')"):
        failed = shell.push("-q")
    with prepared(shell, "INSERT INTO app.u VALUES (1)"):
        done = shell.push("-q")

    assert failed.code == 1
    assert "a prepared transaction has held a lock on app.t for " in failed.err
    assert "ROLLBACK PREPARED" in failed.err
    assert (done.code, done.err) == (0, "")  # app.u is not in this plan


def test_an_old_transaction_is_told_and_a_young_one_is_not(each_shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = each_shell
    shell.sql(HAS)
    shell.schema(MORE)
    with busy(shell.url, "BEGIN", "LOCK TABLE app.t IN ACCESS SHARE MODE", end="ROLLBACK"):
        young = shell.push("--dry-run", "-q")
        monkeypatch.setattr(obstacles, "LONG", 0)
        old = shell.push("--dry-run", "-q")
    with busy(shell.url, "BEGIN", "LOCK TABLE app.u", end="ROLLBACK"):
        beside = shell.push("--dry-run", "-q")

    assert (young.err, beside.err) == ("", "")
    assert old.err.startswith("-- the plan waits for a lock on app.t that an old transaction holds: pid ")
    assert re.search(r", idle in transaction, for \d+ seconds?\n", old.err)


def test_a_concurrent_build_waits_for_old_transactions_on_whatever_table(
    each_shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = each_shell
    shell.sql(HAS)
    shell.schema(INDEXED)
    monkeypatch.setattr(obstacles, "LONG", 0)
    # A snapshot that is kept: a cursor's, for one.
    with busy(shell.url, "BEGIN", "DECLARE c CURSOR FOR SELECT 1", end="ROLLBACK"):
        waits = shell.push("--dry-run", "-q", "--online")
        plain = shell.push("--dry-run", "-q")

    waiting = r"-- what runs CONCURRENTLY waits for an old transaction that has been open for \d+ seconds?\n"
    assert re.fullmatch(waiting, waits.err)
    assert plain.err == ""


def test_a_slot_that_nobody_reads_is_told_where_much_is_written(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(HAS)
    name = f"s_{secrets.token_hex(4)}"
    shell.sql(f"SELECT pg_create_physical_replication_slot('{name}', true)")
    shell.schema(INDEXED)
    builds = shell.push("--dry-run", "-q")
    shell.schema(MORE)
    brief = shell.push("--dry-run", "-q")
    shell.sql(f"SELECT pg_drop_replication_slot('{name}')")

    assert "a replication slot is not read from" in builds.err
    assert brief.err == ""


def test_a_rewrite_that_the_disk_has_no_room_for_needs_leave(shell: Shell) -> None:
    shell.sql(HAS + "; UPDATE pg_class SET relpages = 2000000000, reltuples = 1e9 WHERE relname = 't'")
    shell.schema("t = app.table('t', {'id': bigint(), 'v': text()})\nu = app.table('u', {'id': bigint()})")
    failed = shell.push("-q")
    done = shell.push("-q", "--allow", "fill-disk:app.t")
    shell.schema("t = app.table('t', {'id': bigint(), 'v': text()})\nu = app.table('u', {'id': integer()})")
    small = shell.push("-q", "--allow", "change-type:app.u.id")

    assert failed.code == 2
    assert "the plan writes up to 15 TB beside what is there, app.t first of all" in failed.err
    assert (done.code, small.code) == (0, 0)


def test_read_only_transactions_are_no_place_for_a_plan(each_shell: Shell) -> None:
    shell = each_shell
    shell.sql(f"{HAS}; ALTER DATABASE {shell.url.split('@/')[1].split('?')[0]} SET default_transaction_read_only = on")
    shell.schema(MORE)
    failed = shell.push("-q")

    assert failed.code == 1
    assert "default_transaction_read_only" in failed.err


@pytest.fixture
def within_reach() -> Iterator[Path]:
    """A folder that the account of the server can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


@pytest.mark.slow
def test_a_replica_is_refused(shell: Shell, within_reach: Path) -> None:
    shell.schema(MORE)
    with server(data=within_reach) as primary:
        with psycopg.connect(primary.url, autocommit=True) as connection:
            connection.execute(HAS.encode())
        signal = primary.cluster.data / "standby.signal"
    signal.touch()  # it waits for a primary that never comes, and answers whoever reads
    with server(data=within_reach) as replica:
        failed = shell.run("push", "schema.py", "--url", replica.url, "-q")
        planned = shell.run("push", "schema.py", "--url", replica.url, "--dry-run", "-q")

    assert failed.code == 1
    assert "this server is a replica (it is in recovery); plans run on the primary" in failed.err
    assert planned.code == 0
    assert "-- this server is a replica" in planned.err


def test_a_pooler_in_transaction_mode_is_refused_and_one_in_session_mode_is_not(shell: Shell) -> None:
    shell.sql(HAS)
    shell.schema(MORE)
    with pooler(shell.url, transactions=True) as url:
        failed = shell.run("push", "schema.py", "--url", url)
        compared = shell.run("diff", url, "schema.py")
    with pooler(shell.url, transactions=False) as url:
        done = shell.run("push", "schema.py", "--url", url, "-q")

    for told in (failed, compared):
        assert told.code == 1
        assert "is a pooler in transaction mode" in told.err
        assert "connect to the server itself" in told.err
    assert (done.code, done.err, done.out) == (0, "", "done: 1 statement\n")
