"""Dates and times of day.

Literals are what a session with TimeZone UTC, and DateStyle ISO prints. A value with a zone does
not fit a column without one, nor the other way round: which moment is meant would depend on the session.
"""

import re
from collections.abc import Callable
from datetime import UTC, timedelta
from datetime import date as Date  # noqa: N812 - the builders have the names in small letters
from datetime import datetime as DateTime  # noqa: N812
from datetime import time as Time  # noqa: N812
from typing import Any, Literal, overload

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types.make import column, one_of, within
from mizzle.model.errors import DeclarationError

_MOVING = re.compile(r"\b(now|today|tomorrow|yesterday)\b", re.IGNORECASE)

# ---- how the server prints them


def date_text(value: Any) -> str:
    """A date, or its text."""
    if isinstance(value, str):
        return _parsed(value, Date.fromisoformat, date_text)
    if isinstance(value, DateTime) or not isinstance(value, Date):
        raise TypeError(f"a date is wanted, not {type(value).__name__}")
    return value.isoformat()


def time_text(value: Any, *, zone: bool = False) -> str:
    """A time of day, or its text."""
    if isinstance(value, str):
        return _parsed(value, Time.fromisoformat, lambda found: time_text(found, zone=zone))
    if not isinstance(value, Time):
        raise TypeError(f"a time is wanted, not {type(value).__name__}")
    _zoned(value, zone)
    return _clock(value) + (_offset(value.utcoffset()) if zone else "")


def timestamp_text(value: Any, *, zone: bool = False) -> str:
    """A datetime, or its text; with a zone as UTC."""
    if isinstance(value, str):
        return _parsed(value, DateTime.fromisoformat, lambda found: timestamp_text(found, zone=zone))
    if not isinstance(value, DateTime):
        raise TypeError(f"a datetime is wanted, not {type(value).__name__}")
    _zoned(value, zone)
    moment = value.astimezone(UTC) if zone else value
    return f"{moment.date().isoformat()} {_clock(moment.time())}{'+00' if zone else ''}"


def _clock(value: Time) -> str:
    return f"{value.hour:02}:{value.minute:02}:{value.second:02}{_fraction(value.microsecond)}"


def _fraction(microseconds: int) -> str:
    return f".{microseconds:06}".rstrip("0") if microseconds else ""


def _offset(offset: timedelta | None) -> str:
    seconds = int((offset or timedelta()).total_seconds())
    size = abs(seconds)
    if size >= 16 * 3600:
        raise ValueError("PostgreSQL knows no offset of 16 hours or more")
    text = f"{'-' if seconds < 0 else '+'}{size // 3600:02}"
    if size % 3600:
        text += f":{size // 60 % 60:02}"
    return text + (f":{size % 60:02}" if size % 60 else "")


def _zoned(value: Time | DateTime, wanted: bool) -> None:  # noqa: FBT001
    has = value.utcoffset() is not None
    if has and not wanted:
        raise ValueError("it has a time zone and the column has none (with_timezone=True)")
    if wanted and not has:
        raise ValueError("it has no time zone and the column has one; give tzinfo=UTC, say")


def _parsed(text: str, parse: Callable[[str], Any], write: Callable[[Any], str]) -> str:
    """The text as the server prints it, where Python can read it; else as it is, for the server reads much more."""
    if _MOVING.search(text):
        raise ValueError('PostgreSQL would keep the moment of the declaration; say default_now() or sql("now()")')
    try:
        found = parse(text)
    except ValueError:
        return text
    return write(found)


# ---- builders


def _precise(word: str, precision: int | None, with_timezone: bool) -> str:  # noqa: FBT001
    """`timestamp(3) with time zone` and the like."""
    if not isinstance(with_timezone, bool):
        raise DeclarationError(f"{here()}: with_timezone must be True or False, not {with_timezone!r}")
    if precision is not None:
        within(f"precision of {word}", precision, 0, 6)
    digits = "" if precision is None else f"({precision})"
    return f"{word}{digits} {'with' if with_timezone else 'without'} time zone"


def timestamp_type(precision: int | None, zone: bool) -> DataType:  # noqa: FBT001
    """The type timestamp with its modifiers."""
    return DataType(_precise("timestamp", precision, zone), lambda value: timestamp_text(value, zone=zone))


def time_type(precision: int | None, zone: bool) -> DataType:  # noqa: FBT001
    """The type time with its modifiers."""
    return DataType(_precise("time", precision, zone), lambda value: time_text(value, zone=zone))


DATE = DataType("date", date_text)


@overload
def date(name: str | None = None, *, mode: Literal["date"] = "date") -> Column[Date | None]: ...
@overload
def date(name: str | None = None, *, mode: Literal["string"]) -> Column[str | None]: ...
def date(name: str | None = None, *, mode: str = "date") -> Column[Any]:
    """A day. `mode`: whether rows hold datetime.date or, as in Drizzle, "string"."""
    one_of("mode of date", mode, ("date", "string"))
    return column(DATE, name, python=str if mode == "string" else None)


def time(name: str | None = None, *, precision: int | None = None, with_timezone: bool = False) -> Column[Time | None]:
    """A time of day. `precision`: digits of the seconds' fraction, 0 to 6."""
    return column(time_type(precision, with_timezone), name)


@overload
def timestamp(
    name: str | None = None,
    *,
    precision: int | None = None,
    with_timezone: bool = False,
    mode: Literal["date"] = "date",
) -> Column[DateTime | None]: ...
@overload
def timestamp(
    name: str | None = None, *, precision: int | None = None, with_timezone: bool = False, mode: Literal["string"]
) -> Column[str | None]: ...
def timestamp(
    name: str | None = None, *, precision: int | None = None, with_timezone: bool = False, mode: str = "date"
) -> Column[Any]:
    """A date and time.

    precision      digits of the seconds' fraction, 0 to 6
    with_timezone  a moment in time; without it what a clock on the wall shows, which is rarely wanted
    mode           whether rows hold datetime ("date", as Drizzle calls it) or "string"
    """
    one_of("mode of timestamp", mode, ("date", "string"))
    return column(timestamp_type(precision, with_timezone), name, python=str if mode == "string" else None)
