"""What type checkers know of a column; mypy runs over this file."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import assert_type
from uuid import UUID

from mizzle.dsl import types
from mizzle.dsl.column import Column
from mizzle.dsl.types import bigint, bytea, integer, interval, numeric, serial, text, timestamp, uuid


def test_a_builder_says_what_rows_hold() -> None:
    assert_type(integer(), Column[int | None])
    assert_type(serial(), Column[int])
    assert_type(bigint(), Column[int | None])
    assert_type(bigint(mode="string"), Column[str | None])
    assert_type(numeric(precision=10, scale=2), Column[Decimal | None])
    assert_type(numeric(mode="number"), Column[float | None])
    assert_type(text(), Column[str | None])
    assert_type(uuid(), Column[UUID | None])
    assert_type(bytea(), Column[bytes | None])
    assert_type(types.date(), Column[date | None])
    assert_type(timestamp(with_timezone=True), Column[datetime | None])
    assert_type(timestamp(mode="string"), Column[str | None])
    assert_type(interval(), Column[timedelta | None])


def test_not_null_takes_the_none_away() -> None:
    assert_type(text().not_null(), Column[str])
    assert_type(uuid().primary_key().default_random(), Column[UUID])
    assert_type(text().not_null().default("x").unique(), Column[str])
