"""Values inside sql(): the literal tells its type."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizzle.connection import Connection
from mizzle.dsl.context import Context
from mizzle.dsl.sql import sql
from mizzle.dsl.types.literal import written
from mizzle.model.errors import DeclarationError
from tests.dsl.types.test_literals import EXAMPLES, jsons, strings


class Mood(Enum):
    HAPPY = "happy"
    COUNT = 5


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    LOW = 1


@pytest.mark.parametrize(
    ("value", "want", "kind"),
    [
        (None, "NULL", "unknown"),
        (True, "true", "boolean"),
        (5, "5", "integer"),
        (-5, "'-5'::integer", "integer"),
        (9999999999, "'9999999999'::bigint", "bigint"),
        (-(10**20), "'-100000000000000000000'::numeric", "numeric"),
        (1.5, "1.5", "numeric"),
        (-1.5, "'-1.5'::numeric", "numeric"),
        (1e20, "'1e+20'::double precision", "double precision"),
        (float("nan"), "'NaN'::double precision", "double precision"),
        (Decimal("1.50"), "1.50", "numeric"),
        (Decimal("Infinity"), "'Infinity'::numeric", "numeric"),
        ("it's", "'it''s'", "unknown"),
        ("a\\b", "'a\\b'", "unknown"),
        (Mood.HAPPY, "'happy'", "unknown"),
        (Mood.COUNT, "'COUNT'", "unknown"),
        (Colour.RED, "'red'", "unknown"),
        (Level.LOW, "1", "integer"),
        (b"\x00\xff", "'\\x00ff'::bytea", "bytea"),
        (date(2024, 1, 1), "'2024-01-01'::date", "date"),
        (time(10), "'10:00:00'::time without time zone", "time without time zone"),
        (time(10, tzinfo=UTC), "'10:00:00+00'::time with time zone", "time with time zone"),
        (datetime(2024, 1, 1), "'2024-01-01 00:00:00'::timestamp without time zone", "timestamp without time zone"),
        (
            datetime(2024, 1, 1, tzinfo=UTC),
            "'2024-01-01 00:00:00+00'::timestamp with time zone",
            "timestamp with time zone",
        ),
        (timedelta(days=1, hours=2), "'1 day 02:00:00'::interval", "interval"),
        (UUID(int=0), "'00000000-0000-0000-0000-000000000000'::uuid", "uuid"),
        (ip_address("10.0.0.1"), "'10.0.0.1'::inet", "inet"),
        (ip_interface("10.0.0.1/8"), "'10.0.0.1/8'::inet", "inet"),
        (ip_network("10.0.0.0/8"), "'10.0.0.0/8'::cidr", "cidr"),
        ({"b": 1, "a": [None]}, '\'{"a": [null], "b": 1}\'::jsonb', "jsonb"),
        ([1, 2], "'{1,2}'::integer[]", "integer[]"),
        ([[1], [2**40]], "'{{1},{1099511627776}}'::bigint[]", "bigint[]"),
        ([1, Decimal("1.5")], "'{1,1.5}'::numeric[]", "numeric[]"),
        ([1, 1.5], "'{1,1.5}'::double precision[]", "double precision[]"),
        ([True, None], "'{t,NULL}'::boolean[]", "boolean[]"),
        ([date(2024, 1, 1)], "'{2024-01-01}'::date[]", "date[]"),
        (["a", "b c"], "'{a,\"b c\"}'", "unknown"),
        ([], "'{}'", "unknown"),
        ([None], "'{NULL}'", "unknown"),
        ([{"a": 1}], '\'{"{\\"a\\": 1}"}\'::jsonb[]', "jsonb[]"),
    ],
    ids=repr,
)
def test_a_value_is_written_with_its_type(session: Connection, value: Any, want: str, kind: str) -> None:
    assert written(value) == want
    assert session.execute(f"SELECT pg_typeof({want})::text".encode()).fetchone() == (kind,)


def test_a_tuple_is_what_stands_behind_in() -> None:
    assert written(("a", "b")) == "('a', 'b')"
    assert written((1,)) == "(1)"
    with pytest.raises(DeclarationError, match=r"\(\) is no SQL"):
        written(())


def test_a_minus_sign_makes_no_comment() -> None:
    assert sql("a -{}", -5).expr(Context()).plain == "a -'-5'::integer"


@pytest.mark.parametrize("value", [object(), {1}, [1, "a"], [[1], [2, 3]], [[1], 2], {"a": b""}, "a\0b", "\ud800", int])
def test_what_has_no_literal_is_refused_with_its_place(value: Any) -> None:
    fragment = sql("{}", value)

    with pytest.raises(DeclarationError) as caught:
        fragment.expr(Context())

    assert str(caught.value).startswith(f"{__file__}:")
    assert f"no literal for {value!r}" in str(caught.value)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    values=st.lists(
        st.booleans() | st.integers() | st.floats(allow_nan=False) | strings | st.binary() | st.dates() | st.uuids()
        | st.dictionaries(strings, jsons) | st.lists(st.integers(), min_size=1) | st.timedeltas(timedelta(-999), timedelta(999)),
        min_size=1,
        max_size=30,
    )
)  # fmt: skip
def test_any_value_comes_through(session: Connection, values: list[Any]) -> None:
    row = session.execute(f"SELECT {', '.join(map(written, values))}".encode()).fetchone()

    assert row
    for got, value in zip(row, values, strict=True):
        assert float(got) == value if isinstance(value, float) else got == value
