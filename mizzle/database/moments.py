"""Dates and times for a column: which ones it takes. No I/O.

PostgreSQL would take nearly all, and make others of some: it drops a time zone, completes a missing one by the session's
TimeZone, and cuts the time off a date. What is stored would be another value than the one that was given, or hang on a
setting of the session; so none of that is sent. Texts go as they are, for the server to read.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from psycopg.types.multirange import Multirange
from psycopg.types.range import Range

MOMENTS = ("date", "time", "timestamp")  # the types, without what follows
_RANGES = frozenset(f"{kind}{many}range" for kind in ("date", "ts", "tstz") for many in ("", "multi"))


def strange(value: Any, name: str, stored: bool) -> bool:  # noqa: FBT001 - as in prepare.bound()
    """Whether the type of that name takes no such date or time: `stored` in it, or compared with it."""
    if isinstance(value, (list, tuple)):
        return any(strange(each, name, stored) for each in value)
    if isinstance(value, (Range, Multirange)):
        return name in _RANGES  # asked only where the type could not write it
    kind = word(name)
    if kind not in MOMENTS or not isinstance(value, (dt.date, dt.time)):
        return False
    given = "time" if isinstance(value, dt.time) else "timestamp" if isinstance(value, dt.datetime) else "date"
    if given != kind and (stored or "time" in (given, kind)):  # a day compares with a timestamp as its midnight
        return stored
    return (getattr(value, "tzinfo", None) is not None) is not name.endswith(" with time zone")


def word(name: str) -> str:
    """The name of a type without what follows: `timestamp` of `timestamp(3) with time zone`."""
    return name.partition("(")[0].partition(" with")[0]


def all_zoned(values: Iterable[Any]) -> bool:
    """Whether all of the datetimes have a time zone."""
    return None not in {value.tzinfo for value in values if value is not None}
