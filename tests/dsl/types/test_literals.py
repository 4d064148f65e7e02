"""Drawn values: the literal means the value, and its text is what the server prints for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.range import Range

from mizzle.connection import Connection
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types import (
    binary,
    documents,
    geometric,
    intervals,
    networks,
    numbers,
    ranges,
    texts,
    times,
)
from mizzle.dsl.types.floats import float_text
from tests.conftest import PROFILE
from tests.dsl.types.test_types import same

EXAMPLES = {"dev": 10, "ci": 30, "nightly": 1000}[PROFILE]

strings = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
offsets = st.integers(-16 * 3600 + 1, 16 * 3600 - 1).map(lambda seconds: timezone(timedelta(seconds=seconds)))
zones = st.just(UTC) | offsets
moments = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=zones)
plain_decimals = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda value: abs(value.adjusted()) < 100)
singles = st.floats(width=32)
finite = st.floats(allow_nan=False, allow_infinity=False).map(
    lambda value: value + 0.0
)  # no -0.0: Python thinks it is 0
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | finite | strings,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(strings, inner, max_size=4),
    max_leaves=8,
)
points = st.tuples(finite, finite)


def ordered(bounds: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Ranges as psycopg has them, with and without bounds."""

    def make(pair: list[Any], kind: str, kept: tuple[bool, bool]) -> Range[Any]:
        lower, upper = sorted(pair)
        return Range(lower if kept[0] else None, upper if kept[1] else None, kind)

    return st.builds(
        make,
        st.lists(bounds, min_size=2, max_size=2),
        st.sampled_from(["[)", "[]", "(]", "()"]),
        st.tuples(st.booleans(), st.booleans()),
    )


def nearest(value: float) -> float:
    """The double that psycopg reads from the shortest digits of a single-precision float."""
    return float(float_text(value, single=True))


def nested(elements: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists of equally long lists."""
    return st.integers(1, 3).flatmap(
        lambda size: st.lists(st.lists(elements, min_size=size, max_size=size), max_size=3)
    )


units = st.sampled_from(
    ["year", "years", "mon", "months", "weeks", "day", "days", "hours", "Hour", "min", "minutes", "secs"]
)
spans = st.lists(
    st.tuples(st.integers(-99, 99), units).map(lambda part: f"{part[0]} {part[1]}"), min_size=1, max_size=4
).map(" ".join)

KINDS: dict[str, tuple[DataType, st.SearchStrategy[Any]]] = {
    "text": (texts.TEXT, strings),
    "varchar": (texts.varchar_type(5), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5)),
    "smallint": (numbers.SMALLINT, st.integers(-(2**15), 2**15 - 1)),
    "integer": (numbers.INTEGER, st.integers(-(2**31), 2**31 - 1)),
    "bigint": (numbers.BIGINT, st.integers(-(2**63), 2**63 - 1)),
    "numeric of int": (numbers.NUMERIC, st.integers()),
    "numeric": (numbers.NUMERIC, plain_decimals),
    "double": (numbers.DOUBLE, st.floats()),
    "real": (numbers.REAL, singles.map(nearest)),
    "boolean": (numbers.BOOLEAN, st.booleans()),
    "bytea": (binary.BYTEA, st.binary()),
    "varbit": (binary.varbit_type(None), st.text("01")),
    "date": (times.DATE, st.dates()),
    "time": (times.time_type(None, False), st.times()),
    "timetz": (times.time_type(None, True), st.times(timezones=zones)),
    "timestamp": (times.timestamp_type(None, False), st.datetimes()),
    "timestamptz": (times.timestamp_type(None, True), moments),
    "interval": (intervals.interval_type(), st.timedeltas(timedelta(days=-(10**6)), timedelta(days=10**6))),
    "uuid": (networks.UUID_, st.uuids()),
    "inet": (networks.INET, st.ip_addresses()),
    "json": (documents.JSON, jsons),
    "jsonb": (documents.JSONB, jsons),
    "text[]": (texts.TEXT.array(), st.lists(st.none() | strings)),
    "text[][]": (texts.TEXT.array(2), nested(strings)),
    "integer[][]": (numbers.INTEGER.array(2), nested(st.integers(-9, 9))),
    "double[]": (numbers.DOUBLE.array(), st.lists(st.floats())),
    "bytea[]": (binary.BYTEA.array(), st.lists(st.binary())),
    "timestamptz[]": (times.timestamp_type(None, True).array(), st.lists(moments)),
    "jsonb[]": (documents.JSONB.array(), st.lists(jsons.filter(lambda value: value is not None))),
}
# Those that come back as text, or as an equal range with other bounds.
PRINTED: dict[str, tuple[DataType, st.SearchStrategy[Any]]] = {
    "int4range": (ranges.RANGES["int4range"], ordered(st.integers(-(2**31), 2**31 - 2))),
    "numrange": (ranges.RANGES["numrange"], ordered(plain_decimals)),
    "tstzrange": (ranges.RANGES["tstzrange"], ordered(moments)),
    "daterange": (ranges.RANGES["daterange"], ordered(st.dates(max_value=datetime(9999, 1, 1).date()))),
    "tstzrange[]": (ranges.RANGES["tstzrange"].array(), st.lists(ordered(moments))),
    "point": (geometric.POINT, points),
    "box": (geometric.BOX, st.tuples(points, points)),
    "path": (geometric.PATH, st.lists(points, min_size=1) | st.lists(points, min_size=1).map(tuple)),
    "box[]": (geometric.BOX.array(), st.lists(st.tuples(points, points))),
    "interval text": (intervals.interval_type(), spans),
}


def law(kinds: dict[str, tuple[DataType, st.SearchStrategy[Any]]]) -> Callable[[Any], Any]:
    return pytest.mark.parametrize("kind", kinds)


@law({**KINDS, **PRINTED})
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_text_of_a_value_is_what_the_server_prints(session: Connection, kind: str, data: st.DataObject) -> None:
    data_type, values = {**KINDS, **PRINTED}[kind]
    batch = data.draw(st.lists(values, min_size=1, max_size=40))

    listed = ", ".join(f"format('%s', {data_type.sql(value)})" for value in batch)
    row = session.execute(f"SELECT {listed}".encode()).fetchone()

    assert list(row or ()) == [data_type.text(value) for value in batch]


@law(KINDS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_literal_of_a_value_gives_the_value(session: Connection, kind: str, data: st.DataObject) -> None:
    data_type, values = KINDS[kind]
    batch = data.draw(st.lists(values, min_size=1, max_size=40))

    listed = ", ".join(f"({data_type.sql(value)})::{data_type.cast}{'[]' * data_type.dimensions}" for value in batch)
    row = session.execute(f"SELECT {listed}".encode()).fetchone()

    assert row
    assert [(got, want) for got, want in zip(row, batch, strict=True) if not same(got, want)] == []


@law({kind: pair for kind, pair in PRINTED.items() if kind.endswith("range")})
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_literal_of_a_range_equals_the_range(session: Connection, kind: str, data: st.DataObject) -> None:
    data_type, values = PRINTED[kind]
    batch = data.draw(st.lists(values, min_size=1, max_size=40))

    listed = ", ".join(f"{data_type.sql(value)} = %s::{kind}" for value in batch)
    row = session.execute(f"SELECT {listed}".encode(), batch).fetchone()

    assert row == (True,) * len(batch)
