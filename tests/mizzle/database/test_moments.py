"""Dates and times that PostgreSQL would make others of are refused, however they are sent; those that fit go."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from psycopg.types.range import Range

from mizzle import Database, QueryError, cast, daterange, pg_table, sql, timestamp, tsrange, tstzrange
from mizzle import date as day
from mizzle import time as clock

moments = pg_table(
    "moments",
    {
        "at": timestamp(),
        "on": timestamp(precision=3, with_timezone=True),
        "day": day(),
        "clock": clock(),
        "zoned": clock(with_timezone=True),
        "many": timestamp().array(),
        "days": day().array(),
        "during": tsrange(),
        "between": tstzrange(),
        "from": daterange(),
    },
)
CREATE = sql("""
CREATE TABLE moments (at timestamp, "on" timestamptz(3), day date, clock time, zoned timetz, many timestamp[], days date[],
    during tsrange, between tstzrange, "from" daterange)
""")
AWARE = datetime(2020, 1, 2, 3, 4, tzinfo=UTC)
NAIVE = datetime(2020, 1, 2, 3, 4)
ZONE = "it has a time zone and the column has none"
NO_ZONE = "it has no time zone and the column has one; give tzinfo=UTC, say"


@pytest.fixture
def made(db: Database) -> Database:
    db.execute(CREATE)
    db.execute(sql("SET LOCAL TimeZone = 'Asia/Tokyo'"))
    return db


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("at", AWARE, ZONE),
        ("at", date(2020, 1, 2), "a datetime is wanted, not date"),
        ("on", NAIVE, NO_ZONE),
        ("on", date(2020, 1, 2), "a datetime is wanted, not date"),
        ("day", AWARE, "a date is wanted, not datetime"),
        ("day", NAIVE, "a date is wanted, not datetime"),
        ("clock", time(1, tzinfo=UTC), ZONE),
        ("clock", NAIVE, "a time is wanted, not datetime"),
        ("zoned", time(1), NO_ZONE),
        ("many", [NAIVE, None, AWARE], ZONE),
        ("days", [NAIVE], "a date is wanted, not datetime"),
        ("during", Range(AWARE, None), ZONE),
        ("between", Range(NAIVE, None), NO_ZONE),
        ("from", Range(NAIVE, None), "a date is wanted, not datetime"),
    ],
)
def test_a_moment_that_would_become_another_is_refused(made: Database, key: str, value: Any, said: str) -> None:
    full = {**dict.fromkeys(moments._config.columns), key: value}
    works: list[Callable[[], Any]] = [
        lambda: made.insert(moments).values({key: value}).execute(),
        lambda: made.insert(moments).values([full] * 6554).execute(),  # more values than one statement takes
        lambda: made.update(moments).set({key: value}).all_rows().execute(),
        lambda: made.copy_in(moments, [{key: None}, {key: value}]),
        lambda: made.copy_in(moments, [{key: value}]),
        lambda: made.copy_in(moments, [{key: None}, {key: value}], binary=False),
    ]
    for work in works:
        with pytest.raises(
            QueryError, match=rf"{type(value).__name__} does not fit moments.{key} .*: {said}"
        ) as caught:
            with made.transaction():
                work()
        assert "2020" not in str(caught.value)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("at", NAIVE),
        ("at", "2020-01-02 03:04+05"),  # a text is the server's to read
        ("on", AWARE),
        ("on", "2020-01-02 03:04"),
        ("day", date(2020, 1, 2)),
        ("clock", time(1)),
        ("zoned", time(1, tzinfo=UTC)),
        ("many", [NAIVE, None]),
        ("days", [date(2020, 1, 2)]),
        ("during", Range(NAIVE, None)),
        ("between", Range(AWARE, None)),
        ("from", Range(date(2020, 1, 2), None)),
    ],
)
def test_a_moment_that_fits_is_stored_as_it_is(made: Database, key: str, value: Any) -> None:
    made.insert(moments).values({key: value}).execute()
    made.update(moments).set({key: value}).all_rows().execute()
    made.copy_in(moments, [{key: value}])

    stored = made.select(moments[key]).from_(moments).all()
    assert [row[0] for row in stored] == [value] * 2 or isinstance(value, str)


def test_what_is_compared_needs_no_conversion_that_hangs_on_the_session(made: Database) -> None:
    made.insert(moments).values(at=NAIVE, on=AWARE, day=date(2020, 1, 2), clock=time(3)).execute()

    def found(condition: Any) -> int:
        return made.count(moments, condition)

    assert found(moments.at > date(2020, 1, 2)) == 1  # its midnight, whatever the session says
    assert found(moments.day < NAIVE) == 1
    assert found(moments.on.in_([AWARE])) == found(moments.day + time(3) < NAIVE) == 1
    wrong: list[Callable[[], Any]] = [
        lambda: moments.at == AWARE,
        lambda: moments.on > NAIVE,
        lambda: moments.on >= date(2020, 1, 2),
        lambda: moments.day == AWARE,
        lambda: moments.clock < time(1, tzinfo=UTC),
        lambda: moments.on == cast(NAIVE, timestamp(with_timezone=True)),
    ]
    for condition in wrong:
        with pytest.raises(QueryError, match="does not fit"), made.transaction():
            found(condition())
