"""Bytes and strings of bits."""

from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types.make import column, within
from mizzle.model.errors import DeclarationError

MOST_BITS = 83886080


def bytes_text(value: Any) -> str:
    """Bytes in the hex format."""
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"bytes are wanted, not {type(value).__name__}")
    return "\\x" + bytes(value).hex()


def bits_text(value: Any, *, exactly: int | None = None, at_most: int | None = None) -> str:
    """A string of 0 and 1."""
    if not isinstance(value, str):
        raise TypeError(f'a str of bits like "101" is wanted, not {type(value).__name__}')
    if value.strip("01"):
        raise ValueError("a bit is 0 or 1")
    if exactly is not None and len(value) != exactly:
        raise ValueError(f"it has {len(value)} bits, and the column has {exactly}")
    if at_most is not None and len(value) > at_most:
        raise ValueError(f"it has {len(value)} bits, and {at_most} are allowed")
    return value


BYTEA = DataType("bytea", bytes_text)


def bytea(name: str | None = None) -> Column[bytes | None]:
    """Bytes."""
    return column(BYTEA, name)


def bit(name: str | None = None, *, dimensions: int | None = None, length: int | None = None) -> Column[str | None]:
    """A string of just so many bits, or of one. Drizzle says `dimensions`, PostgreSQL `length`."""
    if dimensions is not None and length is not None:
        raise DeclarationError(
            f"{here()}: dimensions ({dimensions!r}) and length ({length!r}) of bit are the same; give one"
        )
    return column(bit_type(length if dimensions is None else dimensions), name)


def varbit(name: str | None = None, *, length: int | None = None) -> Column[str | None]:
    """A string of bits, of at most `length` of them."""
    return column(varbit_type(length), name)


def bit_type(length: int | None) -> DataType:
    """The type bit with its modifier; without one it is bit(1)."""
    size = 1 if length is None else length
    within("length of bit", size, 1, MOST_BITS)
    return DataType(f"bit({size})", lambda value: bits_text(value, exactly=size))


def varbit_type(length: int | None) -> DataType:
    """The type bit varying with its modifier."""
    if length is None:
        return DataType("bit varying", bits_text)
    within("length of varbit", length, 1, MOST_BITS)
    return DataType(f"bit varying({length})", lambda value: bits_text(value, at_most=length))
