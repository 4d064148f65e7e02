"""Ranges and multiranges.

A range is (lower, upper), a text like "[1,5)", "empty", or an object with lower, upper and bounds (psycopg's Range);
None is no bound. A multirange is a list of ranges. Those over integers and dates are written as the server keeps them:
with the lower bound and without the upper one.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.make import column
from mizzle.dsl.types.numbers import BIGINT, INTEGER, NUMERIC
from mizzle.dsl.types.times import DATE, timestamp_type

_QUOTED = frozenset('"\\()[], \t\n\r\v\f')
_BOUNDS = ("[)", "[]", "(]", "()")

# ---- how the server prints them


def range_text(value: Any, element: DataType, step: Any = None) -> str:
    """A range. `step` is the distance of neighbours in a discrete type."""
    if isinstance(value, str):
        return value
    lower, upper, bounds = _facts(value)
    if bounds is None:
        return "empty"
    if lower is not None and upper is not None and lower > upper:
        raise ValueError("the lower bound of a range is not above its upper bound")
    if step is not None:
        if lower is not None and bounds[0] == "(":
            lower = lower + step
        if upper is not None and bounds[1] == "]":
            upper = upper + step
        bounds = "[)"
    if lower is not None and upper is not None and (lower > upper or (lower == upper and bounds != "[]")):
        return "empty"
    left = "(" if lower is None else bounds[0] + _bound(lower, element)
    right = ")" if upper is None else _bound(upper, element) + bounds[1]
    return f"{left},{right}"


def multirange_text(value: Any, element: DataType, step: Any = None) -> str:
    """A list of ranges, in the order given; the server sorts and joins them."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Iterable):
        raise TypeError(f"a list of ranges is wanted, not {type(value).__name__}")
    texts = [range_text(item, element, step) for item in value]
    return "{" + ",".join(text for text in texts if text != "empty") + "}"


def _facts(value: Any) -> tuple[Any, Any, str | None]:
    """Lower bound, upper bound, and which of them belong to the range; no bounds for an empty one."""
    if isinstance(value, range):
        if value.step != 1:
            raise ValueError("a range with a step is no range of PostgreSQL")
        return value.start, value.stop, "[)"
    if isinstance(value, (tuple, list)) and len(value) == 2:
        return value[0], value[1], "[)"
    if getattr(value, "isempty", False):
        return None, None, None
    if not hasattr(value, "lower") or not hasattr(value, "upper") or getattr(value, "bounds", "[)") not in _BOUNDS:
        raise TypeError(f"a range (lower, upper) is wanted, not {type(value).__name__}")
    return value.lower, value.upper, getattr(value, "bounds", "[)")


def _bound(value: Any, element: DataType) -> str:
    text = element.write(value)
    if text and _QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '""') + '"'


# ---- builders

_ELEMENTS: dict[str, tuple[DataType, Any]] = {
    "int4": (INTEGER, 1),
    "int8": (BIGINT, 1),
    "num": (NUMERIC, None),
    "ts": (timestamp_type(None, False), None),
    "tstz": (timestamp_type(None, True), None),
    "date": (DATE, timedelta(days=1)),
}


def _type(name: str, write: Callable[..., str]) -> DataType:
    element, step = _ELEMENTS[name.removesuffix("range").removesuffix("multi")]
    return DataType(name, partial(write, element=element, step=step))


RANGES = {name: _type(name, range_text) for name in (f"{element}range" for element in _ELEMENTS)}
MULTIRANGES = {name: _type(name, multirange_text) for name in (f"{element}multirange" for element in _ELEMENTS)}


def int4range(name: str | None = None) -> Column[Any]:
    """A range of integers."""
    return column(RANGES["int4range"], name)


def int8range(name: str | None = None) -> Column[Any]:
    """A range of bigints."""
    return column(RANGES["int8range"], name)


def numrange(name: str | None = None) -> Column[Any]:
    """A range of numerics."""
    return column(RANGES["numrange"], name)


def tsrange(name: str | None = None) -> Column[Any]:
    """A range of timestamps without time zone."""
    return column(RANGES["tsrange"], name)


def tstzrange(name: str | None = None) -> Column[Any]:
    """A range of timestamps with time zone."""
    return column(RANGES["tstzrange"], name)


def daterange(name: str | None = None) -> Column[Any]:
    """A range of dates."""
    return column(RANGES["daterange"], name)


def int4multirange(name: str | None = None) -> Column[Any]:
    """Ranges of integers."""
    return column(MULTIRANGES["int4multirange"], name)


def int8multirange(name: str | None = None) -> Column[Any]:
    """Ranges of bigints."""
    return column(MULTIRANGES["int8multirange"], name)


def nummultirange(name: str | None = None) -> Column[Any]:
    """Ranges of numerics."""
    return column(MULTIRANGES["nummultirange"], name)


def tsmultirange(name: str | None = None) -> Column[Any]:
    """Ranges of timestamps without time zone."""
    return column(MULTIRANGES["tsmultirange"], name)


def tstzmultirange(name: str | None = None) -> Column[Any]:
    """Ranges of timestamps with time zone."""
    return column(MULTIRANGES["tstzmultirange"], name)


def datemultirange(name: str | None = None) -> Column[Any]:
    """Ranges of dates."""
    return column(MULTIRANGES["datemultirange"], name)
