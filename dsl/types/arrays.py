"""Arrays of any type."""

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
