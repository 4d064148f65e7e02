"""What the builders share: making the column, and checking its options where they are given."""

from collections.abc import Collection
from typing import Any

from mizzle.dsl.column import Column, Spec
from mizzle.dsl.data_type import DataType
from mizzle.dsl.given import optional
from mizzle.dsl.place import here
from mizzle.model.errors import DeclarationError


def column(data_type: DataType, name: str | None = None, **facts: Any) -> Column[Any]:
    """A column builder of the type. Raises DeclarationError for a name that PostgreSQL would not store unchanged."""
    origin = here()
    return Column(Spec(data_type, optional(name, "column"), origin=origin, **facts))


def within(what: str, value: Any, low: int, high: int) -> None:
    """Raise DeclarationError unless the option is an integer from low to high."""
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise DeclarationError(f"{here()}: {what} must be an integer from {low} to {high}, not {value!r}")


def one_of(what: str, value: Any, allowed: Collection[str]) -> None:
    """Raise DeclarationError unless the option is one of the words."""
    if not isinstance(value, str) or value not in allowed:
        words = ", ".join(repr(word) for word in allowed)
        raise DeclarationError(f"{here()}: {what} must be one of {words}, not {value!r}")
