"""mizzle generate: files from snapshots, without a server."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from mizzle.snapshot import load
from tests.mizzle.cli.conftest import Shell, at_terminal
from tests.repository import ROOT

FIRST = "t = app.table('t', {'id': integer(), 'v': text()}, lambda t: [check('c', sql(\"{} <> ''\", t.v))])"
RENAMED = "t = app.table('t', {'id': integer(), 'w': text()}, lambda t: [check('c', sql(\"{} <> ''\", t.w))])"


def made(shell: Shell) -> list[Path]:
    return sorted((shell.folder / "migrations").iterdir())


def test_a_migration_is_written_proven_and_then_there_is_nothing_to_do(shell: Shell) -> None:
    shell.schema(FIRST)

    first = shell.run("generate", "schema.py", "--name", "Init", "--scratch", shell.url)
    second = shell.run("generate", "schema.py", "--no-verify")

    (folder,) = made(shell)
    assert (first.code, first.err) == (0, "")
    assert first.out == f"+ schema app\n+ table app.t\nwrote migrations/{folder.name}\n"
    assert re.fullmatch(r"\d{14}_init", folder.name)
    assert (folder / "migration.sql").read_text() == (
        "-- Made by mizzle generate\n--   + schema app\n--   + table app.t\n\n"
        'CREATE SCHEMA "app";\n--> statement-breakpoint\n'
        'CREATE TABLE "app"."t" (\n    "id" integer,\n    "v" text,\n    CONSTRAINT "c" CHECK ("v" <> \'\')\n);\n'
    )
    assert 'DROP TABLE "app"."t";\n--> statement-breakpoint\nDROP SCHEMA "app";\n' in (folder / "down.sql").read_text()
    assert json.loads((folder / "snapshot.json").read_text())["parents"] == []
    assert second.out == "nothing to do\n"
    assert made(shell) == [folder]


def test_a_rename_rebuilds_nothing_and_is_taken_back_as_one(shell: Shell) -> None:
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify")
    shell.schema(RENAMED)

    asked = shell.run("generate", "schema.py", "--no-verify")
    told = shell.run("generate", "schema.py", "--rename", "app.t.v:w", "--scratch", shell.url)

    assert asked.code == 2
    assert "--rename app.t.v:w" in asked.err
    assert told.code == 0, told.err
    first, second = made(shell)
    assert json.loads((second / "snapshot.json").read_text())["parents"] == [first.name]
    assert (
        second.joinpath("migration.sql").read_text().endswith('\n\nALTER TABLE "app"."t" RENAME COLUMN "v" TO "w";\n')
    )
    assert second.joinpath("down.sql").read_text().endswith('\n\nALTER TABLE "app"."t" RENAME COLUMN "w" TO "v";\n')


def test_what_an_extension_brings_is_found_by_the_search_path_that_the_file_sets(shell: Shell) -> None:
    """Nobody spells it offline: by an empty path the function is not found, and the operator is another one."""
    first = (
        "ext = pg_schema('ext')\nc = pg_extension('citext', schema='ext')\np = pg_extension('pg_trgm', schema='ext')\n"
        "t = app.table('t', {'e': citext(), 'v': text()}, lambda t: [check('k', sql(\"{} <> 'X'\", t.e))])"
    )
    for text in (first, first[:-2] + ", index('i').on(sql('similarity({}, \\'x\\')', t.v))])"):
        shell.schema(text)
        told = shell.run("generate", "schema.py", "--scratch", shell.url, "--online")
        assert told.code == 0, told.err
    assert shell.run("migrate", "--url", shell.url).code == 0
    assert shell.push("--dry-run").out == "nothing to do\n"
    shell.sql("CREATE TABLE app.copy (LIKE app.t INCLUDING CONSTRAINTS)")
    with pytest.raises(psycopg.errors.CheckViolation):
        shell.sql("INSERT INTO app.copy VALUES ('x')")


def test_a_loss_needs_consent_and_stands_in_the_files(shell: Shell) -> None:
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify")
    shell.schema("t = app.table('t', {'id': integer()})")

    refused = shell.run("generate", "schema.py", "--json")
    done = shell.run("generate", "schema.py", "--allow", "drop-column:app.t.v", "--scratch", shell.url)

    assert refused.code == 2
    assert json.loads(refused.out)["consents"][0]["consent"] == "drop-column:app.t.v"
    assert done.code == 0, done.err
    up, down = ((made(shell)[1] / name).read_text() for name in ("migration.sql", "down.sql"))
    assert "-- loses drop-column:app.t.v  drops column app.t.v" in up
    assert "-- loses irreversible:app.t.v  cannot bring back what was lost: drops column app.t.v" in down


def test_what_rows_and_positions_may_be_in_the_way_of_stands_in_the_file(shell: Shell) -> None:
    """Nobody asks them when the file is written."""
    shell.schema("t = app.table('t', {'id': bigint().generated_always_as_identity(), 'v': text()})")
    shell.run("generate", "schema.py", "--no-verify")
    shell.schema("t = app.table('t', {'id': smallint().generated_always_as_identity(), 'v': text().not_null()})")

    assert shell.run("generate", "schema.py", "--no-verify").code == 0

    text = (made(shell)[1] / "migration.sql").read_text()
    assert "-- MZ109 a sequence moves to a position inside its new bounds: app.t.id\n" in text
    assert "-- MZ301 a column becomes NOT NULL: app.t.v\n" in text


@pytest.mark.parametrize(("name", "paths"), [("english", 0), ("mine", 2)])
def test_a_text_search_of_postgresqls_own_needs_no_search_path(name: str, paths: int, shell: Shell) -> None:
    shell.schema(
        f"t = app.table('t', {{'v': text()}}, lambda t: [index('i').on(sql(\"to_tsvector('{name}', {{}})\", t.v))])"
    )

    assert shell.run("generate", "schema.py", "--no-verify").code == 0
    assert (made(shell)[0] / "migration.sql").read_text().count("SET search_path") == paths


def test_on_a_terminal_renames_and_losses_are_asked(shell: Shell) -> None:
    shell.schema("t = app.table('t', {'id': integer(), 'v': text(), 'x': text()})")
    shell.run("generate", "schema.py", "--no-verify")
    shell.schema("t = app.table('t', {'id': integer(), 'w': text()})")

    told = at_terminal(["generate", "schema.py", "--no-verify"], [("your choice", "1\n"), ("Go on?", "y\n")])

    assert told.code == 0, told.out
    assert "drops column app.t.x. Go on?" in told.out
    assert 'RENAME COLUMN "v" TO "w"' in (made(shell)[1] / "migration.sql").read_text()


def test_explaining_writes_nothing(shell: Shell) -> None:
    shell.schema(FIRST)

    told = shell.run("generate", "schema.py", "--explain")

    assert 'CREATE TABLE "app"."t"' in told.out
    assert not (shell.folder / "migrations").exists()


def test_hand_written_files_stand_in_the_same_history(shell: Shell) -> None:
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify", "--name", "init")
    shell.run("generate", "--custom", "--name", "fill")
    shell.run("generate", "--custom", "--python", "--name", "more")
    shell.schema(FIRST + "\nu = app.table('u', {'id': integer()})")
    shell.run("generate", "schema.py", "--no-verify", "--name", "u")

    files = made(shell)
    parents = [json.loads((file / "snapshot.json").read_text())["parents"] for file in files]
    assert parents == [[], *([file.name] for file in files[:-1])]
    assert load((files[1] / "snapshot.json").read_text()) == load((files[0] / "snapshot.json").read_text())
    assert (files[2] / "migration.py").exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text.replace('"v"', '"x"', 1), "edited by hand"),
        (lambda text: text.replace('"mizzle": 1', '"mizzle": 9'), "format 9"),
        (lambda text: text[:100], "no snapshot of mizzle"),
        (lambda text: "<<<<<<< HEAD\n" + text, "merge markers"),
    ],
)
@pytest.mark.parametrize("then", [FIRST, RENAMED], ids=["nothing to do", "something to do"])
def test_a_damaged_snapshot_is_refused(shell: Shell, spoil: Callable[[str], str], message: str, then: str) -> None:
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify")
    file = made(shell)[0] / "snapshot.json"
    file.write_text(spoil(file.read_text()))
    shell.schema(then)

    told = shell.run("generate", "schema.py", *([] if then == FIRST else ["--allow-all"]))

    assert told.code == 1
    assert message in told.err
    assert str(file.relative_to(shell.folder)) in told.err
    assert len(made(shell)) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(shell: Shell) -> None:
    shell.schema(FIRST)
    (shell.folder / "migrations").mkdir(mode=0o500)

    told = shell.run("generate", "schema.py", "--no-verify")

    assert told.code == 1
    assert "cannot be written: Permission denied" in told.err


def test_a_file_in_the_place_of_the_folder_is_told(shell: Shell) -> None:
    shell.schema(FIRST)
    shell.write("migrations", "")

    told = shell.run("generate", "schema.py", "--no-verify")

    assert (told.code, told.err.count("\n")) == (1, 1)


def test_branches_that_conflict_stop_the_next_file(shell: Shell) -> None:
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify", "--name", "init")
    first = made(shell)[0]
    for name, kind in (("one", "integer"), ("two", "bigint")):
        shell.schema(FIRST.replace("'v': text()", f"'v': text(), 'n': {kind}()"))
        shell.run("generate", "schema.py", "--no-verify", "--name", name)
        made(shell)[-1].rename(shell.folder / f"aside_{name}")
    for name in ("one", "two"):
        (shell.folder / f"aside_{name}").rename(first.with_name(f"2999010100000{len(name)}_{name}"[:14] + f"_{name}"))

    told = shell.run("generate", "schema.py", "--no-verify")

    assert told.code == 1
    assert "column app.t.n is made by both, differently" in told.err


def test_the_workflow_of_the_examples_stops_edited_files_and_hazards(shell: Shell) -> None:
    lines = (ROOT / "examples/ci/migrations.yml").read_text().splitlines()
    steps = [line.partition("run: ")[2] for line in lines if "run: " in line and "git diff" in line]
    steps = [step[1:-1] if step.startswith('"') else step for step in steps]
    edited, hazards = (step.replace("${{ github.base_ref }}", "base") for step in steps)

    def sh(text: str) -> int:
        return subprocess.run(["bash", "-c", text], stdout=subprocess.DEVNULL).returncode

    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify")
    commit = "git add -A && git -c user.name=x -c user.email=x@y commit -qm"
    assert sh(f"git init -q . && {commit} one && git update-ref refs/remotes/origin/base HEAD") == 0
    shell.schema(FIRST + "\nu = app.table('u', {'id': integer()})")
    shell.run("generate", "schema.py", "--no-verify")
    sh(f"{commit} two")
    assert (sh(edited), sh(hazards)) == (0, 0)
    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify", "--allow-all")
    first = made(shell)[0] / "migration.sql"
    first.write_text(first.read_text() + "-- more")
    sh(f"{commit} three")
    assert (sh(edited), sh(hazards)) == (1, 1)


def test_the_hook_of_the_examples_stops_a_schema_without_its_file(shell: Shell) -> None:
    told = (ROOT / "examples/ci/pre-commit-config.yaml").read_text()
    entry = next(line.partition("entry: ")[2] for line in told.splitlines() if "entry: " in line)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def hook() -> int:
        return subprocess.run(entry, shell=True, env=os.environ | {"PATH": path}, stdout=subprocess.DEVNULL).returncode

    shell.schema(FIRST)
    shell.run("generate", "schema.py", "--no-verify")
    assert hook() == 0
    shell.schema(RENAMED)
    assert hook() == 1
