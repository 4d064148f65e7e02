"""generate, migrate, status and down from Python, sync and async: what an application does at its start."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from mizzle import (
    Answers,
    ConsentMissing,
    aio,
    baseline,
    check_files,
    down,
    export,
    generate,
    generate_custom,
    integer,
    migrate,
    pg_schema,
    push,
    squash,
    status,
    text,
)
from mizzle.connection import connect
from mizzle.embedded import Server
from mizzle.errors import HistoryError, ServerError, UsageError

app = pg_schema("app")
first = app.table("t", {"id": integer()})
second = app.table("t", {"id": integer(), "name": text()})


def test_an_application_migrates_itself(newest_database: str, tmp_path: Path) -> None:
    made = generate([app, first], out=tmp_path, name="one", verify=newest_database)

    assert migrate(newest_database, out=tmp_path).applied == (made.name,)
    assert not migrate(newest_database, out=tmp_path)
    assert not generate([app, first], out=tmp_path)
    assert status(newest_database, out=tmp_path).clean
    with pytest.raises(ConsentMissing, match=r"--allow drop-table:app\.t"):
        down(newest_database, out=tmp_path)
    assert 'DROP TABLE "app"."t"' in down(newest_database, out=tmp_path, dry_run=True).sql[0]
    assert down(newest_database, out=tmp_path, answers=Answers(all=True)).applied == (made.name,)


def test_everything_that_commands_do_to_files_is_there_in_python(newest_database: str, tmp_path: Path) -> None:
    one = generate([app, first], out=tmp_path, name="one")
    generate_custom(out=tmp_path, name="fill")
    two = generate([app, second], out=tmp_path, name="two")

    assert 'CREATE TABLE "app"."t"' in export([app, first])
    assert check_files(tmp_path) == []
    with pytest.raises(HistoryError, match="fill: written by hand"):
        squash(newest_database, out=tmp_path)
    made, names = squash(newest_database, out=tmp_path, leave_out=["fill"], name="all")
    assert (names[0], names[-1]) == (one.name, two.name)
    push([app, second], newest_database)
    assert baseline(newest_database, "all", out=tmp_path).applied == (made,)
    assert {*aio.__all__} - {"diff", "plan", "pull", "push"} == {
        *("baseline", "check_files", "down", "export", "from_drizzle", "generate", "generate_custom", "migrate"),
        *("squash", "status"),
    }


def test_the_same_works_from_async_code(newest_database: str, tmp_path: Path) -> None:
    async def start() -> tuple[str, ...]:
        await aio.generate([app, first], out=tmp_path, name="one")
        await aio.generate([app, second], out=tmp_path, name="two")
        several = await asyncio.gather(*(aio.migrate(newest_database, out=tmp_path) for _ in range(3)))
        assert (await aio.status(newest_database, out=tmp_path)).clean
        return sum((done.applied for done in several), ())

    applied = asyncio.run(start())

    assert [name.partition("_")[2] for name in applied] == ["one", "two"]


@pytest.mark.parametrize(
    "act",
    [
        lambda _, out: check_files(out),
        lambda url, out: migrate(url, out=out),
        lambda url, out: baseline(url, "one", out=out),
        lambda url, out: status(url, out=out),
        lambda url, out: down(url, out=out),
        lambda url, out: squash(url, out=out),
    ],
    ids=["check_files", "migrate", "baseline", "status", "down", "squash"],
)
def test_a_folder_that_is_not_there_is_told_by_whatever_reads_it(
    newest: Server, tmp_path: Path, act: Callable[[str, Path], object]
) -> None:
    with pytest.raises(UsageError, match=r"there is no folder .*/nowhere; mizzle generate makes it"):
        act(newest.url, tmp_path / "nowhere")


@pytest.mark.parametrize(("python", "name"), [(True, "migration.py"), (False, "migration.sql"), (False, "down.sql")])
def test_merge_markers_are_found_in_every_file(tmp_path: Path, name: str, *, python: bool) -> None:
    file = generate_custom(out=tmp_path, python=python) / name
    file.write_text("\n<<<<<<< HEAD\n=======\n>>>>>>> branch\n")

    with pytest.raises(UsageError, match=rf"{name}:2: merge markers"):
        check_files(tmp_path)


def test_a_migration_in_python_fails_at_a_line_of_its_own(newest_database: str, tmp_path: Path) -> None:
    file = generate_custom(out=tmp_path, python=True) / "migration.py"
    file.write_text("def up(connection):\n    connection.execute('SELECT nothing')\n")

    with pytest.raises(ServerError, match=r"migration.py:2: up\(\) failed: column .nothing. does not exist"):
        migrate(newest_database, out=tmp_path)


def test_the_way_back_of_a_name_that_goes_from_one_to_another(newest_database: str, tmp_path: Path) -> None:
    """What the first declaration says of renames long done is not said of the way back."""

    def state(**tables: str | None) -> list[object]:
        return [app.table(name, {"id": integer(), name[0]: text()}, renamed_from=then) for name, then in tables.items()]

    push([app.table("a", {"id": integer(), "b": text()})], newest_database)
    with connect(newest_database) as connection:
        connection.execute("INSERT INTO app.a VALUES (7)")
    generate(state(b="a"), out=tmp_path, name="one")
    push(state(b="a"), newest_database)
    baseline(newest_database, "one", out=tmp_path)
    moved = [app.table("c", {"id": integer(), "b": text()}, renamed_from="b"), *state(a=None)]
    generate(moved, out=tmp_path, name="two")

    migrate(newest_database, out=tmp_path)
    down(newest_database, out=tmp_path, answers=Answers(all=True))

    with connect(newest_database) as connection:
        assert connection.execute("SELECT id FROM app.b").fetchall() == [(7,)]
