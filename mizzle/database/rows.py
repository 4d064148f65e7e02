"""Rows of a query as typed objects.

A row is a tuple with names: as fast as a named tuple, whatever the columns are called, with row["first name"] beside
row.email. Where nothing has to be converted, tuple.__new__ in C makes it.
"""

from collections import _tuplegetter  # type: ignore[attr-defined]
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from mizzle.model.query import Field, Shape

Make = Callable[[Sequence[Any]], Any]


class Row(tuple[Any, ...]):
    """A row: a tuple whose values have names too."""

    __slots__ = ()
    _keys: tuple[str, ...] = ()
    _kind: Any = None

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self._keys.index(key))
            except ValueError:
                raise KeyError(f"the row has no {key!r}; it has {', '.join(self._keys)}") from None
        return tuple.__getitem__(self, key)

    def __getattr__(self, key: str) -> Any:
        raise AttributeError(f"the row has no {key!r}; it has {', '.join(self._keys)}")

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{key}={value!r}' for key, value in zip(self._keys, self, strict=True))})"

    def __reduce__(self) -> Any:  # the class is made at run time, so a pickle names what makes it
        return _made, (self._keys, self._kind, tuple(self))

    def _asdict(self) -> dict[str, Any]:
        """The row as a dict."""
        return dict(zip(self._keys, self, strict=True))


def _made(keys: tuple[str, ...], kind: Any, values: tuple[Any, ...]) -> Row:
    return tuple.__new__(row_class(keys, kind), values)


@lru_cache(maxsize=4096)
def row_class(keys: tuple[str, ...], kind: Any = None) -> type[Row]:
    """The class of rows with these names."""
    members: dict[str, Any] = {"__slots__": (), "_keys": keys, "_kind": kind}
    for place, key in enumerate(keys):
        # What every tuple has (count, index) and Python's own names are reached as row["count"] alone where they would break it.
        if not key.startswith("__") and key not in ("_keys", "_kind", "_asdict"):
            members[key] = _tuplegetter(place, key)
    return type("Row", (Row,), members) if kind is None else type(kind.__name__, (Row, kind), members)


def maker(shape: Shape) -> Make:
    """What makes a row of the values that the server sends."""
    keys = tuple(shape.parts)
    made = partial(tuple.__new__, row_class(keys, shape.kind))
    if all(isinstance(part, Field) and part.read is None for part in shape.parts.values()):
        return made
    steps = list(_steps(shape, iter(range(1_000_000))))

    def make(values: Sequence[Any]) -> Any:
        return made([step(values) for step in steps])

    return make


def _steps(shape: Shape, places: Iterator[int]) -> Iterator[Callable[[Sequence[Any]], Any]]:
    for part in shape.parts.values():
        yield _field(next(places), part.read) if isinstance(part, Field) else _group(part, places)


def _field(place: int, read: Callable[[Any], Any] | None) -> Callable[[Sequence[Any]], Any]:
    if read is None:
        return lambda values: values[place]

    def convert(values: Sequence[Any]) -> Any:
        value = values[place]
        return None if value is None else read(value)

    return convert


def _group(shape: Shape, places: Iterator[int]) -> Callable[[Sequence[Any]], Any]:
    steps = list(_steps(shape, places))
    made = partial(tuple.__new__, row_class(tuple(shape.parts), shape.kind))
    if not shape.optional:
        return lambda values: made([step(values) for step in steps])

    def make(values: Sequence[Any]) -> Any:
        row = made([step(values) for step in steps])
        return None if all(value is None for value in row) else row

    return make


def model(kind: Any, shape: Shape) -> Callable[[Any], Any]:
    """What makes the user's own object of a row: dict, tuple, or a class that takes the columns as keywords."""
    keys = tuple(shape.parts)
    if kind is tuple:
        return tuple
    if kind is dict:
        return lambda row: dict(zip(keys, row, strict=True))
    return lambda row: kind(**dict(zip(keys, row, strict=True)))
