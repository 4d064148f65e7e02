"""mizzle push --out plan.json, and mizzle apply plan.json."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.mizzle.cli.conftest import Shell, Told

T = "t = app.table('t', {'a': integer(), 'b': integer()}, lambda t: [index('o').on(t.b)])"
WANTED = (
    "t = app.table('t', {'a': integer().not_null(), 'b': integer(), 'c': text()}, "
    "lambda t: [index('i').on(t.a), unique('u').on(t.b)])"
)


def saved(shell: Shell) -> Path:
    """A database, and a plan for it in plan.json."""
    shell.schema(T)
    assert shell.push("-q").code == 0
    shell.sql("INSERT INTO app.t SELECT n, n FROM generate_series(1, 50) n")
    shell.schema(WANTED)
    told = shell.push("-q", "--online", "--allow-all", "--out", "plan.json")
    assert told.code == 0, told.both
    assert told.out.startswith("saved plan.json: ")
    return shell.folder / "plan.json"


def apply(shell: Shell, *more: str) -> Told:
    return shell.run("apply", "plan.json", "--url", shell.url, *more)


def test_a_saved_plan_is_run_later_and_only_once(each_shell: Shell, unchanged: Callable[..., Told]) -> None:
    shell = each_shell
    texts = json.loads(saved(shell).read_text())["statements"]

    seen = unchanged(shell, lambda: apply(shell, "--dry-run"))
    done = apply(shell)

    assert seen.out == "".join(f"{text};\n" for text in texts)
    assert (done.code, done.out) == (0, seen.out + f"done: {len(texts)} statements\n"), done.both
    assert shell.push().out == "nothing to do\n"
    assert apply(shell).out == "nothing to do\n"


def test_what_is_left_of_a_plan_that_was_cut_off_is_run(shell: Shell) -> None:
    """Some of it is done, an index is half built, and a constraint's index waits under its other name."""
    saved(shell)
    shell.sql(
        "ALTER TABLE app.t ADD COLUMN c text; CREATE INDEX i ON app.t USING btree (a); "
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'app.i'::regclass; "
        "CREATE UNIQUE INDEX u__mizzle_new ON app.t (b)"
    )

    done = apply(shell)

    assert done.code == 0, done.both
    assert 'DROP INDEX CONCURRENTLY "app"."i"' in done.out
    assert "ADD COLUMN" not in done.out
    assert shell.push().out == "nothing to do\n"


def edited(file: Path) -> None:
    facts = json.loads(file.read_text())
    file.write_text(json.dumps(facts | {"units": [*facts["units"], "DROP TABLE app.t"]}))


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "edited": (edited, "plan.json was edited after it was made"),
    "cut off": (lambda file: file.write_text(file.read_text()[:300]), "is no plan of mizzle, or only a part of one"),
    "another file": (lambda file: file.write_text("[]"), "is no plan of mizzle"),
    "newer": (lambda file: file.write_text(file.read_text().replace('"plan": 2', '"plan": 9')), "a plan of format 9"),
    "gone": (lambda file: file.unlink(), "cannot be read"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_plan_is_refused(what: str, shell: Shell, unchanged: Callable[..., Told]) -> None:
    damage, message = DAMAGE[what]
    damage(saved(shell))

    told = unchanged(shell, lambda: apply(shell))

    assert told.code == 1
    assert message in told.err


def test_a_stale_plan_is_refused_with_the_difference(shell: Shell, unchanged: Callable[..., Told]) -> None:
    saved(shell)
    shell.sql("ALTER TABLE app.t ADD COLUMN surprise int")

    told = unchanged(shell, lambda: apply(shell))

    assert told.code == 1
    assert "the database has changed since it was made" in told.err
    assert 'DROP COLUMN "surprise"' in told.err


def test_a_plan_for_another_database_is_refused(shell: Shell) -> None:
    saved(shell)
    other = psycopg.conninfo.make_conninfo(shell.url, dbname="postgres")

    told = shell.run("apply", "plan.json", "--url", other)

    assert told.code == 1
    assert "plan.json was made for database t_" in told.err


def test_saving_changes_nothing(shell: Shell, unchanged: Callable[..., Told]) -> None:
    saved(shell)
    unchanged(shell, lambda: shell.push("-q", "--allow-all", "--out", "again.json"))
    assert shell.push("--out", "x.json", "--dry-run").code == 1
