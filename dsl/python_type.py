"""Which Python type the values of a column have, and whether a value is one that it can hold."""

import datetime as dt
import enum
import uuid
from decimal import Decimal
from typing import Any, Literal

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.domain import DomainDeclaration
from mizzle.dsl.enum import EnumDeclaration

_TYPES: dict[str, Any] = {
    **dict.fromkeys(("smallint", "integer", "bigint", "oid"), int),
    **dict.fromkeys(("real", "double precision"), float),
    **dict.fromkeys(("text", "character varying", "character", "name", "citext", "xml"), str),
    **dict.fromkeys(("timestamp", "timestamp without time zone", "timestamp with time zone"), dt.datetime),
    **dict.fromkeys(("time", "time without time zone", "time with time zone"), dt.time),
    "numeric": Decimal,
    "boolean": bool,
    "bytea": bytes,
    "date": dt.date,
    "interval": dt.timedelta,
    "uuid": uuid.UUID,
}


def python_type(column: Column[Any]) -> Any:
    """The type of the column's values, with None where they may be NULL; Any for what has no type of Python's own."""
    spec = column._spec
    one = spec.python if spec.python is not None else one_type(spec.type)
    for _ in range(spec.type.dimensions):
        one = list[one | None] if one is not Any else list[Any]  # type: ignore[valid-type]
    return one if proven(column) or one is Any else one | None


def required(column: Column[Any]) -> bool:
    """Whether the column takes no NULL."""
    return proven(column) or column._spec.not_null_not_valid


def proven(column: Column[Any]) -> bool:
    """Whether the column holds no NULL."""
    domain = getattr(column._spec.type.declared, "__self__", None)
    inside = isinstance(domain, DomainDeclaration) and domain.base.not_null and not column._spec.type.dimensions
    return column._spec.not_null or column._spec.serial or inside


def one_type(data_type: DataType) -> Any:
    """The type of one value, be it an element of an array."""
    declared = getattr(data_type.declared, "__self__", None)
    if isinstance(declared, EnumDeclaration):
        return Literal[declared.labels]
    while data_type.base is not None:
        data_type = data_type.base
    words = data_type.name
    start, end = words.find("("), words.find(")")
    return _TYPES.get(words if start < 0 else words[:start] + words[end + 1 :], Any)


def held(value: Any, column: Column[Any]) -> str | None:
    """What keeps the value out of the column, in words; None where it fits."""
    spec = column._spec
    if value is None:
        return "it may not be None" if required(column) else None
    if spec.structured:
        return None  # what structures it has judged it
    if isinstance(value, enum.Enum) and spec.python is not type(value):
        return f"it is of {type(value).__name__}"
    try:
        spec.type.text(value)
    except (TypeError, ValueError, ArithmeticError) as wrong:
        return str(wrong)
    return None
