"""mizzle up --from-drizzle: what Drizzle made goes on here."""

import hashlib
import json

import pytest

from tests.mizzle.cli.conftest import Shell

FILES = {
    "0000_init": 'CREATE TABLE "users" (\n\t"id" integer PRIMARY KEY,\n\t"name" text\n);\n--> statement-breakpoint\nCREATE TABLE "b" ("id" integer)',
    "0001_more": 'ALTER TABLE "users" ADD COLUMN "age" integer;',
    "0002_last": 'DROP TABLE "b";',
}
MODULE = """
from mizzle import integer, pg_table, text

users = pg_table("users", {"id": integer().primary_key(), "name": text(), "age": integer()})
"""


def old_layout(shell: Shell) -> None:
    entries = [{"idx": n, "version": "7", "when": 1700000000000 + n, "tag": tag} for n, tag in enumerate(FILES)]
    shell.write("drizzle/meta/_journal.json", json.dumps({"version": "7", "dialect": "postgresql", "entries": entries}))
    for tag, text in FILES.items():
        shell.write(f"drizzle/{tag}.sql", text)


def new_layout(shell: Shell) -> None:
    for number, (tag, text) in enumerate(FILES.items()):
        shell.write(f"drizzle/2024010100000{number}_{tag[5:]}/migration.sql", text)
        shell.write(f"drizzle/2024010100000{number}_{tag[5:]}/snapshot.json", "{}")


def applied(shell: Shell, *, named: bool) -> None:
    """The first two, as drizzle-orm records them."""
    shell.sql("CREATE SCHEMA drizzle")
    name = ", name text, applied_at timestamptz DEFAULT now()" if named else ""
    shell.sql(
        f"CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint{name})"
    )
    for number, (tag, text) in enumerate(list(FILES.items())[:2]):
        shell.sql(text)
        hashed = hashlib.sha256(text.encode()).hexdigest()
        more = f", '2024010100000{number}_{tag[5:]}'" if named else ""
        columns = "hash, created_at" + (", name" if named else "")
        shell.sql(
            f"INSERT INTO drizzle.__drizzle_migrations ({columns}) VALUES ('{hashed}', {1700000000000 + number}{more})"
        )


@pytest.mark.parametrize("named", [False, True], ids=["old layout", "new layout"])
def test_files_and_their_state_are_taken_over_and_go_on(shell: Shell, *, named: bool) -> None:
    (new_layout if named else old_layout)(shell)
    applied(shell, named=named)
    shell.write("schema.py", MODULE)

    told = shell.run("up", "schema.py", "--from-drizzle", "drizzle", "--url", shell.url, "--scratch", shell.url)

    assert told.code == 0, told.err
    assert [line.split()[0] for line in told.out.splitlines()] == ["applied", "applied", "pending"]
    assert shell.run("migrate", "--url", shell.url).out.endswith("_last\n")
    assert "down.sql how that is done" in shell.run("down", "--url", shell.url).err
    assert shell.run("generate", "schema.py", "--no-verify").out == "nothing to do\n"
    assert shell.run("status", "--url", shell.url, "--exit-code").code == 0
    shell.write("schema.py", MODULE.replace('"age"', '"born"'))
    shell.run("generate", "schema.py", "--no-verify", "--rename", "public.users.age:born")
    assert shell.run("migrate", "--url", shell.url).code == 0
    assert shell.run("push", "schema.py", "--url", shell.url).out == "nothing to do\n"


def test_what_drizzle_made_is_squashed_when_somebody_says_that_a_new_database_needs_its_snapshot_alone(
    shell: Shell,
) -> None:
    old_layout(shell)
    shell.write("schema.py", MODULE)
    assert shell.run("up", "schema.py", "--from-drizzle", "drizzle", "--scratch", shell.url).code == 0

    refused = shell.run("squash", "--scratch", shell.url)
    done = shell.run("squash", "--leave-out", "*", "--scratch", shell.url)

    assert "written by hand" in refused.err
    assert done.code == 0, done.err
    assert shell.run("migrate", "--url", shell.url).out.endswith("_squashed\n")
    assert shell.run("push", "schema.py", "--url", shell.url).out == "nothing to do\n"


def test_a_history_that_knows_other_files_is_refused_and_nothing_is_written(shell: Shell) -> None:
    old_layout(shell)
    applied(shell, named=False)
    shell.sql("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('ff', 1)")
    before = shell.state()

    told = shell.run("up", "--from-drizzle", "drizzle", "--url", shell.url, "--scratch", shell.url)

    assert told.code == 1
    assert "knows ff, which is none of the files" in told.err
    assert shell.state() == before
    assert not (shell.folder / "migrations").exists()


def test_a_folder_of_somebody_else_is_told(shell: Shell) -> None:
    told = shell.run("up", "--from-drizzle", "nowhere", "--scratch", shell.url)

    assert told.code == 1
    assert "is no folder of Drizzle's" in told.err


def test_there_is_one_format_of_snapshots(shell: Shell) -> None:
    shell.write("schema.py", MODULE)
    shell.run("generate", "schema.py", "--no-verify")

    assert shell.run("up").out == "nothing to do\n"
