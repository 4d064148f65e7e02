"""Intervals: timedelta and the usual texts, in the style of PostgreSQL."""

import re
from datetime import timedelta
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types.make import column, one_of, within
from mizzle.model.errors import DeclarationError

FIELDS = (
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "year to month",
    "day to hour",
    "day to minute",
    "day to second",
    "hour to minute",
    "hour to second",
    "minute to second",
)
SECOND = 1_000_000  # in microseconds
# Months, days and microseconds of a unit: PostgreSQL keeps the three apart.
_UNITS = {
    "year": (12, 0, 0),
    "yr": (12, 0, 0),
    "month": (1, 0, 0),
    "mon": (1, 0, 0),
    "week": (0, 7, 0),
    "day": (0, 1, 0),
    "hour": (0, 0, 3600 * SECOND),
    "hr": (0, 0, 3600 * SECOND),
    "minute": (0, 0, 60 * SECOND),
    "min": (0, 0, 60 * SECOND),
    "second": (0, 0, SECOND),
    "sec": (0, 0, SECOND),
    "millisecond": (0, 0, 1000),
    "microsecond": (0, 0, 1),
}
_PART = (
    rf"(?i)\s*(?:(?P<count>[+-]?\d+)\s*(?P<unit>{'|'.join(_UNITS)})s?\b"
    r"|(?P<sign>[+-]?)(?P<hours>\d+):(?P<minutes>[0-5]?\d)(?::(?P<seconds>[0-5]?\d)(?:\.(?P<fraction>\d{1,6}))?)?(?!\S))"
)
Parts = tuple[int, int, int]  # months, days, microseconds


def interval_text(value: Any, fields: str | None = None, precision: int | None = None) -> str:
    """A timedelta, or the text of an interval. What a restricted interval would cut off is refused."""
    if isinstance(value, timedelta):
        months, days, micros = _parts(value)
    elif not isinstance(value, str):
        raise TypeError(f"a timedelta is wanted, not {type(value).__name__}")
    elif found := parsed(value, fields):
        months, days, micros = found
    else:
        return value
    finest = fields.split()[-1] if fields else "second"
    lost = {
        "year": bool(months % 12 or days or micros),
        "month": bool(days or micros),
        "day": bool(micros),
        "hour": bool(micros % (3600 * SECOND)),
        "minute": bool(micros % (60 * SECOND)),
        "second": False,
    }
    if lost[finest]:
        raise ValueError(f"an interval {fields} keeps nothing shorter than a {finest}")
    return printed(months, days, _rounded(micros, precision))


def _parts(value: timedelta) -> Parts:
    """Days and time of one sign: -1 hour, not a day back and 23 hours forth."""
    size = abs(value)
    sign = -1 if value < timedelta() else 1
    return 0, sign * size.days, sign * (size.seconds * SECOND + size.microseconds)


def _rounded(micros: int, precision: int | None) -> int:
    unit = int(10 ** (6 - (6 if precision is None else precision)))
    size = (abs(micros) + unit // 2) // unit * unit
    return size if micros >= 0 else -size


def parsed(text: str, fields: str | None = None) -> Parts | None:
    """Months, days and microseconds of a text like "1 year 2 days 03:04:05"; None for what only the server reads."""
    pattern = re.compile(_PART)  # here: importing the builders stays quick
    total, place = [0, 0, 0], 0
    text = text.strip()
    while place < len(text):
        found = pattern.match(text, place)
        if not found:
            return None
        place = found.end()
        if found["unit"]:
            count, sizes = int(found["count"]), _UNITS[found["unit"].lower()]
            total = [part + count * size for part, size in zip(total, sizes, strict=True)]
        elif fields and not found["seconds"]:
            return None  # minutes and seconds in an interval minute to second
        else:
            seconds = int(found["hours"]) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"] or 0)
            micros = seconds * SECOND + int((found["fraction"] or "").ljust(6, "0"))
            total[2] += -micros if found["sign"] == "-" else micros
    return (total[0], total[1], total[2]) if text else None


def printed(months: int, days: int, micros: int) -> str:
    """The interval as EncodeInterval() prints it: a field after a negative one has its sign."""
    years = abs(months) // 12 * (-1 if months < 0 else 1)
    words: list[str] = []
    before = False
    for count, unit in ((years, "year"), (months - 12 * years, "mon"), (days, "day")):
        if count:
            words.append(f"{'+' if before and count > 0 else ''}{count} {unit}{'' if count == 1 else 's'}")
            before = count < 0
    if micros or not words:
        seconds, fraction = divmod(abs(micros), SECOND)
        sign = "-" if micros < 0 else "+" if before else ""
        clock = f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        words.append(clock + (f".{fraction:06}".rstrip("0") if fraction else ""))
    return " ".join(words)


def interval_type(fields: str | None = None, precision: int | None = None) -> DataType:
    """The type interval with its modifiers."""
    if fields is not None:
        one_of("fields of interval", fields, FIELDS)
    if precision is not None:
        within("precision of interval", precision, 0, 6)
        if fields is not None and not fields.endswith("second"):
            raise DeclarationError(f"{here()}: interval {fields} takes no precision ({precision}): it has no seconds")
    name = f"interval {fields}" if fields else "interval"

    def write(value: Any) -> str:
        return interval_text(value, fields, precision)

    return DataType(name if precision is None else f"{name}({precision})", write)


def interval(
    name: str | None = None, *, fields: str | None = None, precision: int | None = None
) -> Column[timedelta | None]:
    """A span of time. `fields` restricts it, as in "day to second"; `precision`: digits of the seconds' fraction."""
    return column(interval_type(fields, precision), name)
