"""Types of the extensions that come with PostgreSQL: citext, cube, hstore, ltree."""

from collections.abc import Mapping
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.floats import float_text
from mizzle.dsl.types.make import column
from mizzle.dsl.types.texts import text_of


def hstore_text(value: Any) -> str:
    """Pairs as hstore keeps them: by the length of the key, then by its bytes."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        raise TypeError(f"a dict of strings is wanted, not {type(value).__name__}")
    for key, item in value.items():
        if not isinstance(key, str) or not (item is None or isinstance(item, str)):
            raise TypeError(f"hstore has strings for keys, strings or None for values, not {key!r}: {item!r}")
    keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
    return ", ".join(f"{_quoted(key)}=>{'NULL' if value[key] is None else _quoted(value[key])}" for key in keys)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def cube_text(value: Any) -> str:
    """A point (x, y, …), or a box of two of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        value = (value,)
    if not isinstance(value, (tuple, list)):
        raise TypeError(f"a tuple of numbers, or two of them, is wanted, not {type(value).__name__}")
    if len(value) == 2 and all(isinstance(corner, (tuple, list)) for corner in value):
        if len(value[0]) != len(value[1]):
            raise ValueError("the corners of a cube have equally many dimensions")
        return ",".join(cube_text(corner) for corner in (value if value[0] != value[1] else value[:1]))
    return f"({', '.join(map(float_text, value))})"


CITEXT = DataType("citext", text_of, extension="citext")
HSTORE = DataType("hstore", hstore_text, extension="hstore")
LTREE = DataType("ltree", extension="ltree")
LQUERY = DataType("lquery", extension="ltree")
LTXTQUERY = DataType("ltxtquery", extension="ltree")
CUBE = DataType("cube", cube_text, extension="cube")


def citext(name: str | None = None) -> Column[str | None]:
    """A string that compares without regard to case (extension citext)."""
    return column(CITEXT, name)


def hstore(name: str | None = None) -> Column[dict[str, str | None] | None]:
    """Pairs of strings (extension hstore)."""
    return column(HSTORE, name)


def ltree(name: str | None = None) -> Column[str | None]:
    """A path of labels in a tree (extension ltree)."""
    return column(LTREE, name)


def lquery(name: str | None = None) -> Column[str | None]:
    """A pattern for paths of labels (extension ltree)."""
    return column(LQUERY, name)


def ltxtquery(name: str | None = None) -> Column[str | None]:
    """A search condition for paths of labels (extension ltree)."""
    return column(LTXTQUERY, name)


def cube(name: str | None = None) -> Column[Any]:
    """A point or box of up to 100 dimensions (extension cube)."""
    return column(CUBE, name)
