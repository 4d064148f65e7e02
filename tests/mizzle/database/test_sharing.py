"""Threads and tasks that share one connection do not get into each other's transactions unasked; pools that give none."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import psycopg_pool
import pytest

from mizzle import AsyncDatabase, Database, insert, select, sql
from mizzle.errors import ConnectError, QueryError, UsageError
from tests.mizzle.database.conftest import users

NAMES = select(users.name).from_(users)  # kept: it takes the short way
MANY = insert(users).values([{"name": f"n{n}", "age": n, "active": True} for n in range(22_000)])


def in_a_thread(work: Callable[[], Any]) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


@pytest.mark.parametrize(
    "work",
    [
        lambda db: db.all(NAMES),
        lambda db: db.execute(sql("SELECT 1")),
        lambda db: db.first(NAMES),
        lambda db: next(db.stream(NAMES)),
        lambda db: db.copy_in(users, [{"name": "late"}]),
        lambda db: next(db.copy_out(NAMES)),
        lambda db: db.insert(users).values(name="late").execute(),
        lambda db: db.transaction().__enter__(),
        lambda db: db.execute(MANY),
    ],
)
def test_a_thread_stays_out_of_the_transaction_of_another(filled: str, work: Callable[[Database], Any]) -> None:
    with Database(filled) as db:
        assert len(db.all(NAMES)) == 3
        with db.transaction():
            with pytest.raises(
                UsageError,
                match=r"another thread has a transaction open .*: give a pool, or each thread its own Database",
            ):
                in_a_thread(lambda: work(db))
        assert in_a_thread(lambda: db.all(NAMES)) == db.all(NAMES)


def test_a_stream_is_a_transaction_too(filled: str) -> None:
    with Database(filled) as db:
        rows = db.stream(NAMES, size=1)
        next(rows)
        with pytest.raises(UsageError, match="another thread"):
            in_a_thread(lambda: db.all(NAMES))
        rows.close()  # type: ignore[attr-defined]
        assert len(in_a_thread(lambda: db.all(NAMES))) == 3


def test_the_thread_of_the_transaction_and_whoever_was_given_it_take_part(filled: str) -> None:
    with Database(filled) as db:
        with db.transaction() as tx:
            tx.insert(users).values(name="part").execute()
            assert len(db.all(NAMES)) == 4
            with db.transaction() as inner:
                assert len(inner.all(NAMES)) == len(db.all(NAMES)) == 4
            assert len(in_a_thread(lambda: tx.all(NAMES))) == 4
            in_a_thread(tx.insert(users).values(name="too").execute)
            with tx.transaction(), pytest.raises(UsageError, match="another thread"):
                in_a_thread(lambda: tx.all(NAMES))
            tx.rollback()
        assert len(in_a_thread(lambda: db.all(NAMES))) == 3


def test_databases_over_the_same_connection_know_of_each_other(filled: str) -> None:
    with psycopg.connect(filled, autocommit=True) as connection, Database(connection).transaction() as tx:
        assert len(tx.all(NAMES)) == len(Database(connection).all(NAMES)) == 3
        with pytest.raises(UsageError, match="another thread"):
            in_a_thread(lambda: Database(connection).all(NAMES))


def test_a_task_stays_out_of_the_transaction_of_another(filled: str) -> None:
    async def adds(db: AsyncDatabase, name: str) -> int:
        return int(await db.insert(users).values(name=name).execute())

    async def work() -> None:
        async with AsyncDatabase(filled) as db:
            assert await asyncio.gather(*(db.count(users) for _ in range(5))) == [3] * 5
            async with db.transaction() as tx:
                for late in (adds(db, "late"), db.all(NAMES), anext(db.stream(NAMES)), db.transaction().__aenter__()):
                    with pytest.raises(
                        UsageError, match=r"another task has a transaction open .*or each task its own AsyncDatabase"
                    ):
                        await asyncio.gather(late)
                assert list(await asyncio.gather(adds(tx, "one"), adds(tx, "two"))) == [1, 1]
                assert await adds(db, "three") == 1
                tx.rollback()
            assert list(await asyncio.gather(db.count(users), db.count(users))) == [3, 3]

    asyncio.run(work())


def test_a_url_is_one_connection_whoever_comes_first(filled: str) -> None:
    backend = sql("SELECT pg_backend_pid() AS pid")

    async def work() -> None:
        async with AsyncDatabase(filled) as db:
            found = await asyncio.gather(*(db.scalar(backend) for _ in range(5)))
            assert len(set(found)) == 1

    asyncio.run(work())
    with Database(filled) as db, ThreadPoolExecutor(5) as pool:
        assert len(set(pool.map(lambda _: db.scalar(backend), range(5)))) == 1


def test_a_pool_that_gives_no_connection_is_told(filled: str) -> None:
    pool = psycopg_pool.ConnectionPool(filled, min_size=1, max_size=1, open=True, timeout=0.05)
    db = Database(pool)
    with db.transaction() as tx:
        assert in_a_thread(lambda: tx.count(users)) == 3
        with pytest.raises(
            ConnectError, match=r"the pool gives no connection: couldn't get a connection after 0\.05 sec"
        ):
            db.all(NAMES)
    pool.close()
    for late in (lambda: db.all(NAMES), lambda: next(db.stream(NAMES)), db.transaction().__enter__):
        with pytest.raises(ConnectError, match=r"the pool gives no connection: the pool .* is already closed"):
            late()

    async def work() -> None:
        asynchronous = psycopg_pool.AsyncConnectionPool(filled, min_size=1, open=False)
        await asynchronous.open()
        await asynchronous.close()
        with pytest.raises(ConnectError, match="is already closed"):
            await AsyncDatabase(asynchronous).all(NAMES)

    asyncio.run(work())


def test_what_fails_when_a_pool_commits_is_told(filled: str) -> None:
    with psycopg_pool.ConnectionPool(filled, min_size=1, open=True) as pool:
        db = Database(pool)
        db.execute(sql("CREATE TABLE late (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
        with pytest.raises(QueryError, match=r"table late, constraint late_n_key"):
            db.execute(sql("INSERT INTO late VALUES (1), (1)"))
        db.execute(sql("DROP TABLE late"))
