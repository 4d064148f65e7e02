"""The types of pgvector (extension vector)."""

import struct
from collections.abc import Mapping
from math import isfinite
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.floats import float_text
from mizzle.dsl.types.make import column, within

MOST = 16000
MOST_SPARSE = 1000000000


def vector_text(value: Any, dimensions: int | None, *, half: bool = False) -> str:
    """A vector as [1,2.5,3]."""
    if isinstance(value, str):
        return value
    numbers = list(value) if isinstance(value, (list, tuple)) or hasattr(value, "tolist") else None
    if numbers is None:
        raise TypeError(f"a list of numbers is wanted, not {type(value).__name__}")
    if dimensions is not None and len(numbers) != dimensions:
        raise ValueError(f"it has {len(numbers)} dimensions, and the column has {dimensions}")
    return f"[{','.join(_element(number, half=half) for number in numbers)}]"


def sparse_text(value: Any, dimensions: int | None) -> str:
    """A sparse vector as {1:0.5,3:2}/5, of a dict {1: 0.5, 3: 2}; the first element is number 1."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        raise TypeError(f"a dict of number → value is wanted, not {type(value).__name__}")
    if dimensions is None:
        raise TypeError("how many dimensions it has is not known; give a text")
    for place in value:
        if not isinstance(place, int) or not 1 <= place <= dimensions:
            raise ValueError(f"an element's number goes from 1 to {dimensions}, {place!r} does not")
    elements = ",".join(f"{place}:{_element(value[place])}" for place in sorted(value) if value[place])
    return f"{{{elements}}}/{dimensions}"


def _element(value: Any, *, half: bool = False) -> str:
    value = float(value)
    if not isfinite(value):
        raise ValueError("a vector has no NaN and no infinity")
    if half:
        value = struct.unpack("<e", struct.pack("<e", value))[0]
    return float_text(value, single=True)


def vector(name: str | None = None, *, dimensions: int) -> Column[Any]:
    """A vector of single-precision floats."""
    return column(vector_type("vector", dimensions), name)


def halfvec(name: str | None = None, *, dimensions: int) -> Column[Any]:
    """A vector of half-precision floats."""
    return column(vector_type("halfvec", dimensions), name)


def sparsevec(name: str | None = None, *, dimensions: int) -> Column[Any]:
    """A vector of which most elements are 0: a dict of number → value, the first element being number 1."""
    return column(vector_type("sparsevec", dimensions), name)


def vector_type(name: str, dimensions: int | None) -> DataType:
    """The type vector, halfvec or sparsevec with its modifier."""
    sparse = name == "sparsevec"
    if dimensions is not None:
        within(f"dimensions of {name}", dimensions, 1, MOST_SPARSE if sparse else MOST)

    def write(value: Any) -> str:
        return sparse_text(value, dimensions) if sparse else vector_text(value, dimensions, half=name == "halfvec")

    return DataType(name, write, modifier="" if dimensions is None else f"({dimensions})", extension="vector")
