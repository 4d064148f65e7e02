"""Rows of a query as typed objects.

A row is a tuple with names: as fast as a named tuple, whatever the columns are called, with row["first name"] beside
row.email. Where nothing has to be converted, tuple.__new__ in C makes it.
"""

import re
from collections import _tuplegetter  # type: ignore[attr-defined]
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

from psycopg.pq import Format

from mizzle.dsl.query.relations import plain
from mizzle.model.query import Columns, Field, Nested, Shape

_BOOLEAN = 16
_MODIFIER = re.compile(r"\([^)]*\)")

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


def maker(shape: Shape, cursor: Any = None) -> Make:
    """What makes a row of the values that the server sends. Rows inside rows need the cursor that reads them."""
    if type(shape) is Columns:
        if shape.make is None:
            shape.make = _maker(shape, cursor)
        return shape.make
    return _maker(shape, cursor)


def _maker(shape: Shape, cursor: Any) -> Make:
    keys = tuple(shape.parts)
    made = partial(tuple.__new__, row_class(keys, shape.kind))
    if all(isinstance(part, Field) and part.read is None for part in shape.parts.values()):
        return made
    steps = list(_steps(shape, iter(range(1_000_000)), cursor))

    def make(values: Sequence[Any]) -> Any:
        return made([step(values) for step in steps])

    return make


def _steps(shape: Shape, places: Iterator[int], cursor: Any) -> Iterator[Callable[[Sequence[Any]], Any]]:
    for part in shape.parts.values():
        if isinstance(part, Shape):
            yield _group(part, places, cursor)
        else:
            read = part.read if isinstance(part, Field) else nested(part, cursor)
            yield _field(next(places), read)


def _field(place: int, read: Callable[[Any], Any] | None) -> Callable[[Sequence[Any]], Any]:
    if read is None:
        return lambda values: values[place]

    def convert(values: Sequence[Any]) -> Any:
        value = values[place]
        return None if value is None else read(value)

    return convert


def _group(shape: Shape, places: Iterator[int], cursor: Any) -> Callable[[Sequence[Any]], Any]:
    steps = list(_steps(shape, places, cursor))
    made = partial(tuple.__new__, row_class(tuple(shape.parts), shape.kind))
    if not shape.optional:
        return lambda values: made([step(values) for step in steps])

    def make(values: Sequence[Any]) -> Any:
        row = made([step(values) for step in steps])
        return None if all(value is None for value in row) else row

    return make


def has_nested(shape: Shape) -> bool:
    """Whether rows of the shape hold rows that came as JSON."""
    return type(shape) is not Columns and any(
        isinstance(part, Nested) or (isinstance(part, Shape) and has_nested(part)) for part in shape.parts.values()
    )


def nested(part: Nested, cursor: Any) -> Callable[[Any], Any]:
    """What makes rows of a column of JSON."""
    from psycopg.adapt import Transformer

    return _inside(part, Transformer(cursor), cursor.adapters.types)


def _inside(part: Nested, transformer: Any, types: Any) -> Callable[[Any], Any]:
    steps: list[Any] = []
    for field in part.shape.parts.values():
        if isinstance(field, Nested):
            steps.append(_inside(field, transformer, types))
        elif isinstance(field, Field):
            column = field.expression if getattr(field.expression, "_node", None) == "column" else None
            load = _told(transformer) if column is None else _loaded(column, transformer, types)
            steps.append(_both(load, field.read))
    made = partial(tuple.__new__, row_class(tuple(part.shape.parts), part.shape.kind))

    def one(row: Any) -> Any:
        return made(
            [
                value if step is None or value is None else step(value)
                for step, value in zip(steps, row.values(), strict=True)
            ]
        )

    def many(rows: Any) -> Any:
        return [one(row) for row in rows]

    return many if part.many else one


def _both(load: Any, read: Any) -> Any:
    if load is None or read is None:
        return load or read

    def converted(value: Any) -> Any:
        loaded = load(value)
        return None if loaded is None else read(loaded)

    return converted


def _loaded(column: Any, transformer: Any, types: Any) -> Callable[[str], Any] | None:
    """How psycopg reads the text of the column's type; None where JSON has read it."""
    oid = None if plain(column) else type_oid(column._spec.type, types)
    return None if oid is None else _text(transformer, oid)


def type_oid(data_type: Any, types: Any) -> int | None:
    """The type's number among those that the connection knows; None where it does not know it."""
    dimensions = data_type.dimensions
    while data_type.base is not None:  # the server sends the values of a domain as those of its type
        data_type = data_type.base
    name = _MODIFIER.sub("", data_type.name)
    known = types.get("interval" if name.startswith("interval") else name)
    if known is None:
        return None
    return int(known.array_oid if dimensions or data_type.dimensions else known.oid)


def _told(transformer: Any) -> Callable[[Any], Any]:
    """How the text of an expression is read whose type the server tells beside it."""
    loads: dict[int, Any] = {}

    def read(told: Any) -> Any:
        oid, text = told
        if text is None:
            return None
        load = loads.get(oid)
        if load is None:
            load = loads[oid] = _text(transformer, oid)
        return load(text)

    return read


def _text(transformer: Any, oid: int) -> Callable[[str], Any]:
    if oid == _BOOLEAN:  # the cast to text writes more than the t and f that the server sends
        return lambda text: text == "true"
    load = transformer.get_loader(oid, Format.TEXT).load
    return lambda text: load(text.encode())


def model(kind: Any, shape: Shape) -> Callable[[Any], Any]:
    """What makes the user's own object of a row: dict, tuple, list, or a class that takes the columns as keywords."""
    keys = tuple(shape.parts)
    if kind in (tuple, list):
        return kind  # type: ignore[no-any-return]
    if kind is dict:
        return lambda row: dict(zip(keys, row, strict=True))
    names = {key: name for name, key in getattr(kind, "__mizzle_columns__", {}).items()}
    if hasattr(kind, "__pydantic_fields__"):  # which knows a column by its alias
        names = {}
    own = tuple(names.get(key, key) for key in keys)
    return lambda row: kind(**dict(zip(own, row, strict=True)))
