"""Python values as SQL where the type is not known, as inside sql().

A literal tells its type, so that it means the same wherever it stands. Strings stay bare, since PostgreSQL finds their
type where they are used; so do lists of strings. A tuple is a list in parentheses, as after IN.
"""

import enum
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any
from uuid import UUID

from mizzle.dsl.data_type import DataType, quoted
from mizzle.dsl.types.binary import BYTEA
from mizzle.dsl.types.documents import JSONB
from mizzle.dsl.types.intervals import interval_type
from mizzle.dsl.types.networks import CIDR, INET, UUID_
from mizzle.dsl.types.numbers import BIGINT, BOOLEAN, DOUBLE, INTEGER, NUMERIC
from mizzle.dsl.types.texts import TEXT
from mizzle.dsl.types.times import DATE, time_type, timestamp_type
from mizzle.model.errors import DeclarationError
from mizzle.model.place import Place


def written(value: Any, origin: Place | None = None) -> str:
    """The literal of a value. Raises DeclarationError for one that SQL has no literal for."""
    try:
        return _written(value)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise DeclarationError(f"{origin or 'sql()'}: no literal for {value!r}: {error}") from None


def _written(value: Any) -> str:
    value = _plain(value)
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        if not value:
            raise ValueError("() is no SQL; a condition on no values is false")
        return f"({', '.join(map(_written, value))})"
    if not isinstance(value, list):
        return type_of(value).sql(value)
    leaves = [_plain(leaf) for leaf in _leaves(value) if leaf is not None]
    kind = _common({type_of(leaf) for leaf in leaves})
    array = (kind or TEXT).array(_depth(value))
    return array.sql(value) if kind else quoted(array.text(value))


def _plain(value: Any) -> Any:
    """The value of a member of an enum.Enum: its string, or else its name, as pg_enum() takes it for its label."""
    if not isinstance(value, enum.Enum):
        return value
    return value.value if isinstance(value.value, str) or isinstance(value, int) else value.name


def _leaves(value: list[Any]) -> Iterator[Any]:
    for item in value:
        if isinstance(item, list):
            yield from _leaves(item)
        else:
            yield item


def _depth(value: list[Any]) -> int:
    return 1 + max((_depth(item) for item in value if isinstance(item, list)), default=0)


def _common(kinds: set[DataType]) -> DataType | None:
    """The type of an array of these; None where its literal is better left bare."""
    if not kinds or kinds == {TEXT}:
        return None
    if len(kinds) == 1:
        return kinds.pop()
    for widest in (INTEGER, BIGINT, NUMERIC, DOUBLE):
        kinds.discard(widest)
        if not kinds:
            return widest
    raise TypeError("the elements of an array have one type")


def type_of(value: Any) -> DataType:
    """The type that PostgreSQL would give the value. Raises TypeError where there is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return INTEGER if abs(value) < 2**31 else BIGINT if abs(value) < 2**63 else NUMERIC
    if isinstance(value, datetime):
        return timestamp_type(None, value.utcoffset() is not None)
    if isinstance(value, time):
        return time_type(None, value.utcoffset() is not None)
    for kind, data_type in _TYPES:
        if isinstance(value, kind):
            return data_type
    raise TypeError(f"{type(value).__name__} has no type in SQL")


_TYPES: tuple[tuple[Any, DataType], ...] = (
    (str, TEXT),
    (bool, BOOLEAN),
    (float, DOUBLE),
    (Decimal, NUMERIC),
    (date, DATE),
    (timedelta, interval_type()),
    (UUID, UUID_),
    ((bytes, bytearray, memoryview), BYTEA),
    ((IPv4Address, IPv6Address), INET),  # interfaces are addresses
    ((IPv4Network, IPv6Network), CIDR),
    (Mapping, JSONB),
)
