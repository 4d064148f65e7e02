"""Python values as SQL where the type is not known, as inside sql().

A literal tells its type, so that it means the same wherever it stands. Strings stay bare, since PostgreSQL finds their
type where they are used; so do lists of strings. A tuple is a list in parentheses, as after IN.
"""

import enum
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import (
    IPv4Address,
    IPv4Interface,
    IPv4Network,
    IPv6Address,
    IPv6Interface,
    IPv6Network,
)
from typing import Any
from uuid import UUID

from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType, quoted
from mizzle.dsl.types.binary import BYTEA
from mizzle.dsl.types.documents import JSONB
from mizzle.dsl.types.networks import CIDR, INET, UUID_
from mizzle.dsl.types.numbers import BIGINT, BOOLEAN, DOUBLE, INTEGER, NUMERIC
from mizzle.dsl.types.times import DATE, interval_type, time_type, timestamp_type
from mizzle.model.errors import DeclarationError


def written(value: Any, origin: str | None = None) -> str:
    """The literal of a value. Raises DeclarationError for one that SQL has no literal for."""
    try:
        return _written(value)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise DeclarationError(f"{origin or 'sql()'}: no literal for {value!r}: {error}") from None


def _written(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, enum.Enum) and not isinstance(value, (str, int)):
        value = value.value if isinstance(value.value, str) else value.name
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        if not value:
            raise ValueError("() is no SQL; a condition on no values is false")
        return f"({', '.join(map(_written, value))})"
    if isinstance(value, list):
        return _array(value)
    return _plain(value, type_of(value))


def _array(value: list[Any]) -> str:
    depth, first = 0, value
    ...
    return ""


def _plain(value: Any, data_type: DataType) -> str:
    text = data_type.literal(value, Context(), None).plain
    return text or ""


def type_of(value: Any) -> DataType:
    """The type that PostgreSQL would give the value. Raises TypeError where there is none."""
    for kind, find in _TYPES:
        if isinstance(value, kind):
            return find(value)
    raise TypeError(f"{type(value).__name__} has no type in SQL")
