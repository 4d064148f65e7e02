"""COPY in and out, calls and materialized views on a live server."""

import asyncio
import enum
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as dt_time
from decimal import Decimal
from typing import Any
from uuid import UUID

import attrs
import pytest

from mizzle import (
    AsyncDatabase,
    Database,
    boolean,
    bytea,
    count,
    double_precision,
    func,
    integer,
    interval,
    jsonb,
    numeric,
    pg_materialized_view,
    pg_procedure,
    pg_table,
    placeholder,
    real,
    select,
    sql,
    text,
    time,
    timestamp,
    uuid,
)
from mizzle import (
    date as day,
)
from mizzle.errors import QueryError, UsageError
from tests.mizzle.database.conftest import Mood, mood, posts, users

wide = pg_table(
    "wide",
    {
        "a": integer(),
        "b": text(),
        "c": numeric(),
        "d": day(),
        "e": timestamp(with_timezone=True),
        "f": uuid(),
        "g": jsonb(),
        "h": boolean(),
        "i": double_precision(),
        "j": bytea(),
        "k": interval(),
        "l": integer().array(),
        "m": mood(),
        "n": integer().default_factory(lambda: 7),
    },
)
ROW = (
    1,
    "x\t\\N\n",
    Decimal("1.50"),
    date(2020, 1, 2),
    datetime(2020, 1, 2, 3, 4, tzinfo=UTC),
    UUID(int=5),
    {"a": [1, None]},
    True,
    0.5,
    b"\0\x01",
    timedelta(days=1, seconds=2),
    [1, None, 3],
    Mood.bad,
)
CREATE = """
CREATE TABLE wide (a integer, b text, c numeric, d date, e timestamptz, f uuid, g jsonb, h boolean, i float8, j bytea,
    k interval, l integer[], m mood, n integer)
"""


@attrs.frozen
class Person:
    name: str
    age: int | None
    mood: Any


@pytest.fixture
def made(db: Database) -> Database:
    db.execute(sql(CREATE))
    return db


@pytest.mark.parametrize("binary", [None, True, False])
def test_what_goes_in_comes_out(made: Database, binary: bool) -> None:  # noqa: FBT001
    keys = list(wide._config.columns)[:-1]  # the last one is Python's to fill in

    assert made.copy_in(wide, [ROW, (None,) * 13], columns=keys, binary=binary) == 2
    assert made.all(select().from_(wide)) == [(*ROW, 7), (*(None,) * 13, 7)]
    assert list(made.copy_out(wide, binary=None if binary else binary)) == [(*ROW, 7), (*(None,) * 13, 7)]


def test_rows_are_dicts_tuples_or_objects(db: Database) -> None:
    assert db.copy_in(users, [Person("d", 1, Mood.bad), Person("e", None, None)]) == 2
    assert db.copy_in(users, ({"name": name, "balance": "1.5"} for name in "fg")) == 2
    assert db.copy_in(users, [["h"], ("i",)], columns=[users.name]) == 2
    assert db.copy_in(users, []) == 0
    found = db.select(users.name, users.age, users.mood, users.active, users.balance).from_(users).where(users.id > 3)
    assert found.order_by(users.id).all() == [
        ("d", 1, Mood.bad, True, None),
        ("e", None, None, True, None),
        ("f", None, None, True, "1.50"),
        ("g", None, None, True, "1.50"),
        ("h", None, None, True, None),
        ("i", None, None, True, None),
    ]


def test_a_query_comes_out_with_its_values_as_literals(db: Database) -> None:
    query = select(users.id, users.mood, users.name.as_("called")).from_(users)
    hostile = query.where(users.name.in_(["ada", "'; DROP TABLE users; --", "%s", "$1"])).order_by(users.id)

    [row] = db.copy_out(hostile)
    assert (row.id, row.mood, row.called) == (1, Mood.good, "ada")
    assert [row["n"] for row in db.copy_out(sql("SELECT {} + n AS n FROM generate_series(1, 3) n", 1))] == [2, 3, 4]
    assert list(db.copy_out(query.where(users.id == 2), as_=dict)) == [{"id": 2, "mood": Mood.bad, "called": "bob"}]
    with pytest.raises(UsageError, match="no value for the placeholder 'x'"):
        list(db.copy_out(query.where(users.id == placeholder("x"))))
    with pytest.raises(UsageError, match=r"reads a table, a select\(\) or sql\(\)"):
        list(db.copy_out(db.delete(users).all_rows()))
    with pytest.raises(UsageError, match="cannot read every column in binary form"):
        list(db.copy_out(users, binary=True))


@pytest.mark.parametrize(
    ("rows", "options", "error", "said"),
    [
        (
            [{"name": "x", "age": 1}, {"name": "y", "age": "secret"}],
            {},
            QueryError,
            r"row 2 of copy_in\(\): .*users.age \(integer\)",
        ),
        (
            [{"name": "x", "age": "secret"}],
            {"binary": False},
            QueryError,
            r"row 1 of copy_in\(\): .*users.age \(integer\)",
        ),
        ([{"name": "x"}, {"name": "\0"}], {"binary": False}, QueryError, r"users.name \(text\)"),
        (
            [{"name": "x", "age": "secret"}],
            {"binary": True},
            QueryError,
            r"row 1 of copy_in\(\): .*users.age \(integer\)",
        ),
        ([{"name": "x", "age": 2**40}], {"binary": True}, QueryError, "users.age"),
        ([{"name": "x"} | {"age": 2**40}], {}, QueryError, "users.age"),
        ([{"name": "x", "mood": "secret"}], {}, QueryError, r"row 1 of copy_in\(\): .*users.mood \(mood\)"),
        (
            [{"name": "x", "age": 1}, {"name": "y"}],
            {},
            UsageError,
            "row 2 of copy_in.. does not have the columns of the first",
        ),
        ([{"name": "x"}, {"name": "y", "age": 1}], {}, UsageError, "row 2 of copy_in"),
        ([("x", 1)], {"columns": ["name"]}, UsageError, "row 1 of copy_in"),
        ([("x",), ["y"], "z"], {"columns": ["name"]}, UsageError, "row 3 of copy_in"),
        ([{"nope": 1}], {}, Exception, "table users has no column 'nope'"),
        ([5], {}, UsageError, "is a dict, a tuple, or an object"),
        (
            [{"name": "x", "balance": "1"}],
            {"binary": True},
            UsageError,
            r"cannot send users.balance \(numeric\(10,2\)\) in binary",
        ),
        ([{"name": "ada"}], {}, QueryError, "users_name_unique"),
    ],
)
def test_a_row_that_does_not_fit_is_told_and_nothing_is_kept(
    filled: str, rows: Any, options: Any, error: Any, said: str
) -> None:
    with Database(filled) as db:
        with pytest.raises(error, match=said) as caught:
            db.copy_in(users, rows, **options)

        assert "secret" not in str(caught.value)
        assert db.count(users) == 3


odd = pg_table(
    "odd",
    {
        "at": time(),
        "took": interval(),
        "tall": real(),
        "wide": double_precision(),
        "n": numeric(),
        "i": integer(),
        "d": day(),
    },
)
ODD = sql("CREATE TABLE odd (at time, took interval, tall real, wide float8, n numeric, i integer, d date)")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"took": 5}, r"row 2 .* int does not fit odd.took \(interval\)"),
        ({"took": "x"}, "row 2 .*binary=False|after row"),
        ({"at": 3}, r"row 2 .* int does not fit odd.at \(time"),
        ({"tall": 1e300}, r"row 2 .*odd.tall \(real\): it is out of range"),
        ({"tall": 1e-300}, r"row 2 .*odd.tall \(real\)"),
        ({"wide": True}, r"row 2 .* bool does not fit odd.wide"),
        ({"n": True}, r"row 2 .* bool does not fit odd.n \(numeric\)"),
        ({"i": True}, r"row 2 .* bool does not fit odd.i \(integer\)"),
        ({"i": 2**31}, r"row 2 .* int does not fit odd.i \(integer\)"),
        ({"d": datetime(2020, 1, 2, 3)}, r"row 2 .* datetime does not fit odd.d \(date\): a date is wanted"),
        ({"at": dt_time(1, tzinfo=UTC)}, r"row 2 .* time does not fit odd.at .*: it has a time zone"),
    ],
)
def test_no_row_becomes_another_in_binary_form(db: Database, row: Any, said: str) -> None:
    db.execute(ODD)
    [key] = row
    with pytest.raises(QueryError, match=said), db.transaction():
        db.copy_in(odd, [{key: None}, row])
    with pytest.raises(QueryError, match="row 1"), db.transaction():
        db.copy_in(odd, [row])


def test_texts_of_moments_go_as_text(db: Database) -> None:
    db.execute(ODD)

    row = {"at": "01:02", "took": "1 day", "tall": float("inf"), "wide": 1, "n": 2, "i": Level.low, "d": "2020-01-02"}
    assert db.copy_in(odd, [row]) == 1
    assert db.all(sql("SELECT * FROM odd")) == [
        (dt_time(1, 2), timedelta(days=1), float("inf"), 1.0, Decimal(2), 1, date(2020, 1, 2)),
    ]


class Level(enum.IntEnum):
    low = 1


def test_an_error_of_what_gives_the_rows_stays_what_it_is(db: Database) -> None:
    def given() -> Iterator[dict[str, Any]]:
        yield from ({"name": f"n{n}"} for n in range(1500))
        raise ValueError("of the user's own")

    with pytest.raises(ValueError, match="of the user's own"), db.transaction():
        db.copy_in(users, given())
    assert db.count(users) == 3


def test_the_same_with_asyncio(filled: str) -> None:
    async def given() -> AsyncIterator[dict[str, Any]]:
        for name in "xy":
            yield {"name": name, "age": 5}

    async def work() -> None:
        async with AsyncDatabase(filled) as db, db.transaction() as tx:
            assert await tx.copy_in(users, given()) == 2
            assert await tx.copy_in(users, [{"name": "z"}]) == 1
            found = select(users.name).from_(users).where(users.age == 5).order_by(users.id)
            assert [row.name async for row in tx.copy_out(found)] == ["x", "y"]
            assert await tx.exists(found)
            tx.rollback()

    asyncio.run(work())


def test_counting_and_existence(db: Database) -> None:
    assert (db.count(users), db.count(users, users.age > 1, users.id == 1)) == (3, 1)
    query = db.select(posts.id).from_(posts).where(posts.author == placeholder("author"))
    assert (db.exists(query, author=1), db.exists(query, author=3)) == (True, False)


def test_a_materialized_view_is_refreshed(db: Database) -> None:
    names = pg_materialized_view("names", {"name": text()}).as_(sql("SELECT name FROM users"))
    db.execute(sql("CREATE MATERIALIZED VIEW names AS SELECT name FROM users"))
    db.execute(sql("CREATE UNIQUE INDEX names_name ON names (name)"))
    db.insert(users).values(name="eve").execute()

    assert db.count(names) == 3
    db.refresh_materialized_view(names)
    assert db.select(count()).from_(names).where(names["name"] == "eve").scalar() == 1
    db.delete(users).where(users.name == "eve").execute()
    db.refresh_materialized_view(names, concurrently=True)
    assert db.count(names) == 3
    db.refresh_materialized_view(names, with_data=False)
    with pytest.raises(QueryError, match="55000"):
        db.count(names)
    with pytest.raises(UsageError, match="keeps its data"):
        db.refresh_materialized_view(names, concurrently=True, with_data=False)
    with pytest.raises(UsageError, match="takes what"):
        db.refresh_materialized_view(users)


def test_procedures_are_called(db: Database) -> None:
    rename = pg_procedure(
        "rename", {"id": integer(), "name": text()}, body="UPDATE users SET name = $2 WHERE users.id = $1"
    )
    db.execute(
        sql("CREATE PROCEDURE rename(integer, text) LANGUAGE sql AS 'UPDATE users SET name = $2 WHERE users.id = $1'")
    )
    db.execute(sql("CREATE PROCEDURE half(n integer, INOUT m integer) LANGUAGE plpgsql AS 'BEGIN m := n / 2; END'"))

    assert db.call(rename, 1, "it's") is None
    assert db.select(users.name).from_(users).where(users.id == 1).scalar() == "it's"
    assert db.call(func["public"].half, 8, None).m == 4
    with pytest.raises(UsageError, match=r"call\(\) takes what pg_procedure\(\) makes"):
        db.call("rename", 1)


@pytest.mark.parametrize("binary", [True, False])
def test_a_text_is_no_bytes_however_it_is_sent(db: Database, binary: bool) -> None:  # noqa: FBT001 - a parameter
    """The server would read escapes in it: of \\x41 the one byte A."""
    db.execute(sql("CREATE TABLE blobs (id integer, raw bytea)"))
    blobs = pg_table("blobs", {"id": integer(), "raw": bytea()})
    said = r"type str does not fit blobs\.raw \(bytea\): bytes are wanted, not str"

    with pytest.raises(QueryError, match=said), db.transaction():
        db.copy_in(blobs, [(1, b"\\x41"), (2, "\\x41")], binary=binary)
    with pytest.raises(QueryError, match=said):
        db.insert(blobs).values(id=1, raw="\\x41").execute()
    with pytest.raises(QueryError, match=said):
        db.select(blobs.id).from_(blobs).where(blobs.raw == "\\x41").all()
    assert db.insert(blobs).values(id=1, raw=b"\\x41").returning(blobs.raw).all() == [(b"\\x41",)]
