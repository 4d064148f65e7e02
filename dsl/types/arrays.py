"""Arrays of any type."""

import re
from collections.abc import Iterator
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType

MOST_DIMENSIONS = 6
_QUOTED = frozenset('"\\{} \t\n\r\v\f')


def array(builder: Column[Any], *, dimensions: int = 1) -> Column[Any]:
    """A column of arrays of what the builder makes, as its .array() gives."""
    for _ in range(dimensions):
        builder = builder.array()
    return builder


def array_text(value: Any, data_type: DataType) -> str:
    """A list as array_out prints it, nested as deeply as the type says: what lies deeper is the elements' own."""
    shape = _shape(value, data_type.dimensions)
    return _nested(value, shape, data_type) if all(shape) else "{}"


def array_values(text: str, delimiter: str = ",") -> list[Any]:
    """The elements of what array_out prints: strings, None, and lists for more dimensions."""
    text = text[text.index("{") :]  # bounds that do not begin with 1 stand before it: [2:3]={a,b}
    words = iter(re.findall(rf'[{{}}]|"(?:[^"\\]|\\.)*"|[^{{}}{re.escape(delimiter)}]+', text, re.DOTALL))
    next(words)
    return _listed(words)


def _listed(words: Iterator[str]) -> list[Any]:
    found: list[Any] = []
    for word in words:
        if word == "}":
            break
        if word == "{":
            found.append(_listed(words))
        elif word.startswith('"'):
            found.append(re.sub(r"\\(.)", r"\1", word[1:-1], flags=re.DOTALL))
        else:
            found.append(None if word == "NULL" else word)
    return found


def _shape(value: Any, depth: int) -> tuple[int, ...]:
    """The size of each dimension. Raises TypeError or ValueError unless all lists of a dimension are equally long."""
    if depth > MOST_DIMENSIONS:
        raise ValueError(f"an array has at most {MOST_DIMENSIONS} dimensions")
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"a list is wanted, not {type(value).__name__}")
    if depth == 1 or not value:
        return (len(value),) + (0,) * (depth - 1)
    shapes = {_shape(item, depth - 1) for item in value}
    if len(shapes) > 1:
        raise ValueError("the lists in an array of more dimensions are all equally long")
    return (len(value), *shapes.pop())


def _nested(value: Any, shape: tuple[int, ...], data_type: DataType) -> str:
    if not shape:
        return _element(value, data_type)
    return "{" + data_type.delimiter.join(_nested(item, shape[1:], data_type) for item in value) + "}"


def _element(value: Any, data_type: DataType) -> str:
    if value is None:
        return "NULL"
    text = data_type.write(value)
    if text and text.lower() != "null" and _QUOTED.isdisjoint(text) and data_type.delimiter not in text:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
