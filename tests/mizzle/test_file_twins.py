"""generate, migrate, status and down from Python, sync and async: what an application does at its start."""

import asyncio
from pathlib import Path

import pytest

from mizzle import Answers, ConsentMissing, aio, down, generate, integer, migrate, pg_schema, status, text

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
    assert down(newest_database, out=tmp_path, answers=Answers(all=True)) == (made.name,)


def test_the_same_works_from_async_code(newest_database: str, tmp_path: Path) -> None:
    async def start() -> tuple[str, ...]:
        await aio.generate([app, first], out=tmp_path, name="one")
        await aio.generate([app, second], out=tmp_path, name="two")
        several = await asyncio.gather(*(aio.migrate(newest_database, out=tmp_path) for _ in range(3)))
        assert (await aio.status(newest_database, out=tmp_path)).clean
        return sum((done.applied for done in several), ())

    applied = asyncio.run(start())

    assert [name.partition("_")[2] for name in applied] == ["one", "two"]
