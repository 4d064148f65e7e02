"""Strings: text and its limited kin."""

import enum as enums
from collections.abc import Callable, Sequence
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType, string
from mizzle.dsl.place import here
from mizzle.dsl.types.make import column, within
from mizzle.model.errors import DeclarationError

LONGEST = 10485760  # characters of a varchar(n) or char(n)
Words = Sequence[str] | type[enums.Enum]


def text_of(value: Any) -> str:
    """A string, or a member of an enum.Enum whose value is one."""
    if isinstance(value, enums.Enum):
        value = value.value
    return string(value)


def limited(length: int | None, *, padded: bool = False) -> Callable[[Any], str]:
    """Strings up to so many characters; in a char(n) blanks at the end do not count."""

    def write(value: Any) -> str:
        text = text_of(value)
        size = len(text.rstrip(" ") if padded else text)
        if length is not None and size > length:
            raise ValueError(f"it has {size} characters, and {length} are allowed")
        return text

    return write


def _worded(data_type: DataType, words: Words | None, name: str | None) -> Column[Any]:
    """A column whose default must be one of the words. They are Python's business: no check is made of them."""
    if words is None:
        return column(data_type, name)
    members = words if isinstance(words, type) else None
    if isinstance(words, str) or not all(isinstance(word, (str, enums.Enum)) for word in words):
        raise DeclarationError(f"{here()}: enum must be a list of strings or an enum.Enum, not {words!r}")
    allowed = [text_of(word) for word in words]
    write = data_type.write

    def chosen(value: Any) -> str:
        text = write(value)
        if text not in allowed:
            raise ValueError(f"it is none of {', '.join(map(repr, allowed))}")
        return text

    return column(DataType(data_type.name, chosen), name, python=members)


TEXT = DataType("text", text_of)


def text(name: str | None = None, *, enum: Words | None = None) -> Column[str | None]:
    """A string of any length. `enum`: the words that a default may be, a list or an enum.Enum."""
    return _worded(TEXT, enum, name)


def varchar(name: str | None = None, *, length: int | None = None, enum: Words | None = None) -> Column[str | None]:
    """A string of at most `length` characters. `enum` as for text()."""
    return _worded(varchar_type(length), enum, name)


def char(name: str | None = None, *, length: int | None = None, enum: Words | None = None) -> Column[str | None]:
    """A string padded with blanks to `length` characters, or to one. `enum` as for text()."""
    return _worded(char_type(length), enum, name)


def varchar_type(length: int | None) -> DataType:
    """The type character varying with its modifier."""
    if length is None:
        return DataType("character varying", text_of)
    within("length of varchar", length, 1, LONGEST)
    return DataType(f"character varying({length})", limited(length))


def char_type(length: int | None) -> DataType:
    """The type character with its modifier; without one it is character(1)."""
    size = 1 if length is None else length
    within("length of char", size, 1, LONGEST)
    return DataType(f"character({size})", limited(size, padded=True))


def _name(value: Any) -> str:
    text = text_of(value)
    if len(text.encode(errors="surrogatepass")) > 63:
        raise ValueError("a name has at most 63 bytes")
    return text


def _byte(value: Any) -> str:
    text = text_of(value)
    if len(text) > 1 or not text.isascii():
        raise ValueError('a "char" is one ASCII character')
    return text


NAME = DataType("name", _name)
INTERNAL_CHAR = DataType('"char"', _byte)


def name(name: str | None = None) -> Column[str | None]:
    """PostgreSQL's own type for identifiers: at most 63 bytes."""
    return column(NAME, name)


def internal_char(name: str | None = None) -> Column[str | None]:
    """PostgreSQL's own one-byte type "char", as in the catalogs; not char(1)."""
    return column(INTERNAL_CHAR, name)
