"""Running queries: one row or many, transactions, streams, errors; the same with asyncio."""

import asyncio
from contextlib import closing
from typing import Any

import attrs
import psycopg
import psycopg_pool
import pytest

from mizzle import AsyncDatabase, Database, count, eq, placeholder, select, sql
from mizzle.errors import ConnectError, QueryError, RowCountError, UsageError
from tests.mizzle.database.conftest import Mood, users


@attrs.frozen
class Person:
    id: int
    name: str


def test_one_row_is_one_row(db: Database) -> None:
    query = db.select(users.id, users.name).from_(users)

    assert query.where(users.id == 1).one() == (1, "ada")
    assert query.where(users.id == 9).one_or_none() is None
    assert query.where(users.id == 9).first() is None
    with pytest.raises(RowCountError, match="found no row"):
        query.where(users.id == 9).one()
    with pytest.raises(RowCountError, match="found 2 rows"):
        query.one()


def test_rows_become_what_the_user_has(db: Database) -> None:
    query = select(users.id, users.name).from_(users).where(users.id == 1)

    assert db.all(query, as_=Person) == [Person(1, "ada")]
    assert db.one(query, as_=dict) == {"id": 1, "name": "ada"}
    assert type(db.one(query, as_=tuple)) is tuple
    assert db.one(query, as_=list) == [1, "ada"]
    with pytest.raises(UsageError, match="as_= is a class or a function that makes the rows, such as dict, not 'dict'"):
        db.all(query, as_="dict")


def test_placeholders_are_given_when_the_query_runs(db: Database) -> None:
    query = db.select(users.name).from_(users).where(eq(users.id, placeholder("id"))).limit(placeholder("most"))

    assert query.all(id=1, most=5) == [("ada",)]
    assert query.all(id=2, most=5) == [("bob",)]
    several = db.select(users.id).from_(users).order_by(users.id)
    assert several.where(users.name.in_(placeholder("names"))).all(names=["ada", "cy"]) == [(1,), (3,)]
    assert several.where(users.id.not_in(placeholder("ids"))).all(ids=[]) == [(1,), (2,), (3,)]
    assert several.where(users.mood.in_(placeholder("moods"))).all(moods=[Mood.bad]) == [(2,)]
    with pytest.raises(UsageError, match="placeholder 'most' has no value"):
        query.all(id=1)
    with pytest.raises(UsageError, match="no placeholder 'x'; it has id, most"):
        query.all(id=1, most=1, x=1)


def test_raw_sql_runs_with_values_as_parameters(db: Database) -> None:
    assert db.all(sql("SELECT {} FROM {} WHERE {} > {}", users.name, users, users.age, 20)) == [("ada",)]
    assert db.all(sql("SELECT 1 AS a, 2 AS b"))[0].b == 2


def test_what_runs_is_logged_and_explained(filled: str) -> None:
    seen: list[tuple[str, list[Any]]] = []
    with Database(filled, logger=lambda text, values: seen.append((text, values))) as db:
        db.select(users.id).from_(users).where(users.id == 1).all()
        plan = db.select(users.id).from_(users).explain(costs=False)

    assert seen[0] == ('SELECT "users"."id" FROM "public"."users" WHERE "users"."id" = $1', [1])
    assert "users" in plan
    with pytest.raises(UsageError, match=r"explain\(\) has no option 'x'"):
        Database(filled).explain(select(users.id).from_(users), x=True)


def test_a_stream_fetches_in_parts(filled: str) -> None:
    with Database(filled) as db:
        assert [row.n for row in db.stream(select(sql("generate_series(1, 25)").as_("n")), size=10)] == list(
            range(1, 26)
        )


def test_transactions_nest_as_savepoints_and_roll_back(filled: str) -> None:
    with Database(filled) as db, Database(filled) as other:
        with db.transaction(isolation="serializable", access="read write") as tx:
            tx.insert(users).values(name="tx").execute()
            with tx.transaction() as inner:
                inner.insert(users).values(name="inner").execute()
                inner.rollback()
            with pytest.raises(QueryError, match="users_name_unique"), tx.transaction() as inner:
                inner.insert(users).values(name="tx").execute()
            assert tx.count(users, users.name.in_(["tx", "inner"])) == 1
            assert other.count(users, users.name == "tx") == 0
            with pytest.raises(UsageError, match="outermost"), tx.transaction(isolation="serializable"):
                pass
            tx.rollback()
        assert db.count(users, users.name == "tx") == 0
        with pytest.raises(ZeroDivisionError), db.transaction() as tx:  # noqa: PT012
            tx.insert(users).values(name="tx").execute()
            raise ZeroDivisionError
        assert db.count(users) == 3
        with pytest.raises(QueryError, match="25006"), db.transaction(access="read only") as tx:
            tx.insert(users).values(name="tx").execute()


def test_an_outer_transaction_rolled_back_inside_an_inner_one_keeps_nothing(filled: str) -> None:
    with Database(filled) as db:
        with db.transaction() as tx, tx.transaction() as inner:
            inner.insert(users).values(name="inner").execute()
            tx.rollback()
        assert db.count(users) == 3


def test_a_transaction_that_is_over_runs_nothing(filled: str) -> None:
    with Database(filled) as db:
        with db.transaction() as tx:
            assert tx.count(users) == 3
        for late in (
            tx.insert(users).values(name="late").execute,
            tx.select().from_(users).all,
            tx.transaction().__enter__,
        ):
            with pytest.raises(UsageError, match="the transaction is over"):
                late()
        assert db.count(users) == 3


def test_streams_stand_inside_each_other_and_read_no_changes(filled: str) -> None:
    with Database(filled) as db:
        ids = db.select(users.id).from_(users).where(users.id < 3)
        assert [(one.id, two.id) for one in db.stream(ids, size=1) for two in db.stream(ids)] == [
            (1, 1),
            (1, 2),
            (2, 1),
            (2, 2),
        ]
        with pytest.raises(UsageError, match=r"stream\(\) reads a select\(\) or sql\(\), not <insert"):
            next(db.stream(db.insert(users).values(name="x").returning()))
        with pytest.raises(QueryError, match="cannot adapt type"):
            next(db.stream(sql("SELECT {}", object())))


def test_a_transaction_that_cannot_be_serialized_runs_again(filled: str) -> None:
    with Database(filled) as db, Database(filled) as other:
        tries = 0

        def work(tx: Database) -> int:
            nonlocal tries
            tries += 1
            age: int = tx.select(users.age).from_(users).where(users.id == 2).one()[0]
            if tries == 1:
                other.update(users).set(age=users.age).where(users.id == 2).execute()
            tx.update(users).set(age=age).where(users.id == 2).execute()
            return age

        assert db.run_transaction(work, retries=2, isolation="repeatable read") == 17
        assert tries == 2


def test_a_connection_that_is_lost_in_a_transaction_keeps_nothing(filled: str) -> None:
    with Database(filled) as db, Database(filled) as other:
        with pytest.raises(QueryError, match="the connection was lost; nothing of an open transaction was kept"):  # noqa: PT012
            with db.transaction() as tx:
                tx.insert(users).values(name="lost").execute()
                other.all(sql("SELECT pg_terminate_backend({}::int)", tx.all(sql("SELECT pg_backend_pid() AS p"))[0].p))
                tx.insert(users).values(name="lost too").execute()
        assert other.count(users, users.name.like("lost%")) == 0
        assert db.count(users) == 3  # the next call opens a new connection


def test_a_password_is_never_shown() -> None:
    with pytest.raises(ConnectError) as caught:
        Database("postgresql://me:s3cret@127.0.0.1:1/x").all(sql("SELECT 1"))

    assert "s3cret" not in str(caught.value)
    assert "127.0.0.1:1/x" in str(caught.value)
    with pytest.raises(UsageError, match=r"takes a URL, a psycopg\.Connection or a pool of those, not int"):
        Database(5)


def test_rows_that_are_not_waited_for_are_told(filled: str) -> None:
    async def work() -> None:
        async with AsyncDatabase(filled) as db:
            with pytest.raises(UsageError, match=r"for row in await query, or async for row in query\.stream\(\)"):
                list(db.select(users.id).from_(users))
            assert list(await db.select(users.id).from_(users))
            assert [row async for row in db.select(users.id).from_(users).stream()]

    asyncio.run(work())


def test_the_same_with_asyncio(filled: str) -> None:
    async def work() -> None:
        async with AsyncDatabase(filled) as db:
            assert (await db.select(users.name).from_(users).where(users.id == 1).one()) == ("ada",)
            [ada] = await db.select().from_(users).where(users.id == 1)
            assert ada.name == "ada"
            assert await db.scalar(select(count()).from_(users)) == 3
            assert [row.id async for row in db.stream(select(users.id).from_(users).order_by(users.id), size=2)] == [
                1,
                2,
                3,
            ]
            async with db.transaction() as tx:
                await tx.execute(tx.insert(users).values(name="async"))
                tx.rollback()
            assert await db.count(users) == 3
            with pytest.raises(QueryError, match="42703"):
                await db.all(sql("SELECT nothing"))
            assert "users" in await db.explain(select(users.id).from_(users))

    asyncio.run(work())


def test_an_open_connection_is_used_as_it_is(filled: str) -> None:
    with psycopg.connect(filled) as connection:
        Database(connection).insert(users).values(name="open").execute()
        connection.rollback()
        assert Database(connection).count(users) == 3


def test_a_pool_gives_each_call_a_connection_and_a_transaction_one(filled: str) -> None:
    with psycopg_pool.ConnectionPool(filled, min_size=1, max_size=2, open=True) as pool:
        db = Database(pool)
        assert db.count(users) == 3
        with db.transaction() as tx:
            tx.insert(users).values(name="pooled").execute()
            assert (tx.count(users), db.count(users)) == (4, 3)
            tx.rollback()
        assert db.count(users) == 3

    async def work() -> None:
        async with psycopg_pool.AsyncConnectionPool(filled, min_size=1, open=False) as pool:
            assert await AsyncDatabase(pool).count(users) == 3

    asyncio.run(work())


def test_a_pool_or_connection_of_the_other_kind_is_told(newest_database: str) -> None:
    pool = psycopg_pool.AsyncConnectionPool(newest_database, open=False)

    with pytest.raises(UsageError, match="or a pool of those, not AsyncConnectionPool"):
        Database(pool)
    with closing(psycopg.connect(newest_database)) as connection:
        with pytest.raises(
            UsageError, match=r"takes a URL, a psycopg\.AsyncConnection or a pool of those, not Connection"
        ):
            AsyncDatabase(connection)


def test_what_psycopg_cannot_send_is_told_by_its_type(db: Database) -> None:
    with pytest.raises(QueryError, match="cannot be sent: cannot adapt type 'Person'"):
        db.all(sql("SELECT {}", Person(1, "secret")))
    with pytest.raises(QueryError, match="cannot be sent: cannot dump lists of mixed types"):
        db.all(sql("SELECT {}", [1, "secret"]))


def test_a_value_that_python_lacks_is_told_and_not_shown(db: Database) -> None:
    query = select(sql("'infinity'::timestamp")).from_(users)

    for run in (db.all, db.first, lambda query: list(db.stream(query))):
        for _ in range(2):  # the second time the query is kept
            with pytest.raises(
                QueryError, match=r"is none of Python's: timestamp too large .*; cast it to text"
            ) as told:
                run(query)
            assert "infinity" not in str(told.value)
    assert db.all(select(sql("'infinity'::timestamp::text")).from_(users).limit(1)) == [("infinity",)]


def test_what_a_class_of_the_user_raises_is_the_user_s(db: Database) -> None:
    def refuse(**columns: object) -> None:
        raise ValueError("mine")

    with pytest.raises(ValueError, match=r"^mine$"):
        db.all(select(users.id).from_(users), as_=refuse)
