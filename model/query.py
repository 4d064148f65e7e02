"""Queries as values: what the builders of dsl make and the compiler writes.

They are named tuples, since every call of a chain copies one: _replace() is five times as fast as attrs' evolve().
An expression is, as everywhere in the model, a tuple of pieces: text, parameters and things that are named. What is named
(columns, tables) is a declaration, which tells its name once the namespace and the casing are known, through `_piece`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=tuple[Any, ...])


def changed(facts: F, new: Mapping[str, Any]) -> F:
    """The facts with some of them new: what _replace() gives, in less than half its time."""
    kind = type(facts)
    values = list(facts)
    places = _PLACES.get(kind)
    if places is None:
        places = _PLACES[kind] = {name: place for place, name in enumerate(kind._fields)}  # type: ignore[attr-defined]
    for name, value in new.items():
        values[places[name]] = value
    return tuple.__new__(kind, values)


_PLACES: dict[type, dict[str, int]] = {}


class Param(NamedTuple):
    """A value that goes to the server beside the text. `column` is what it is for: it tells how the value is sent.

    `stored`: the column is to hold it. What it is only compared with may be of another type.
    """

    value: Any
    column: Any = None
    stored: bool = False


class Placeholder(NamedTuple):
    """A value that is named now and given when the query runs."""

    name: str
    column: Any = None
    stored: bool = False


class Join(NamedTuple):
    """One join. `kind` is the words before the source, `on` None for a cross join."""

    kind: str
    source: Any
    on: Any
    lateral: bool = False


class Lock(NamedTuple):
    """FOR UPDATE and its kin. `wait`: "", "NOWAIT" or "SKIP LOCKED"."""

    strength: str
    of: tuple[Any, ...] = ()
    wait: str = ""


class Conflict(NamedTuple):
    """ON CONFLICT. `assignments` None is DO NOTHING."""

    columns: tuple[Any, ...] = ()
    constraint: str | None = None
    target_where: Any = None
    assignments: tuple[tuple[Any, Any], ...] | None = None
    where: Any = None


class Cte(NamedTuple):
    """A query before the query: name, query, and MATERIALIZED as it was said (None: as the server likes).

    search  "DEPTH" or "BREADTH", the columns by which it goes first, and the column that tells the order
    cycle   the columns whose values tell that a row came before, the column that marks it, and the one of the path
    """

    name: str
    query: Any
    recursive: bool = False
    materialized: bool | None = None
    search: tuple[str, tuple[str, ...], str] | None = None
    cycle: tuple[tuple[str, ...], str, str] | None = None

    def added(self) -> tuple[str, ...]:
        """The columns that SEARCH and CYCLE add to those of the query."""
        return (*(self.search[2:] if self.search else ()), *(self.cycle[1:] if self.cycle else ()))


class SelectFacts(NamedTuple):
    """SELECT."""

    fields: Any = None  # None: all columns of all sources
    source: Any = None
    joins: tuple[Join, ...] = ()
    where: Any = None
    distinct: bool = False
    distinct_on: tuple[Any, ...] = ()
    group_by: tuple[Any, ...] = ()
    having: Any = None
    windows: tuple[tuple[str, Any], ...] = ()
    order_by: tuple[Any, ...] = ()
    limit: Any = None
    offset: Any = None
    ties: bool = False
    locks: tuple[Lock, ...] = ()
    ctes: tuple[Any, ...] = ()
    sample: tuple[str, Any, Any] | None = None


class SetFacts(NamedTuple):
    """UNION, INTERSECT, EXCEPT."""

    word: str
    left: Any
    right: Any
    order_by: tuple[Any, ...] = ()
    limit: Any = None
    offset: Any = None
    ctes: tuple[Any, ...] = ()


class InsertFacts(NamedTuple):
    """INSERT. `rows` are of Python values and expressions for `columns`; an empty list of columns is DEFAULT VALUES."""

    table: Any
    columns: tuple[Any, ...] = ()
    rows: Sequence[tuple[Any, ...]] = ()
    query: Any = None
    overriding: str = ""
    conflict: Conflict | None = None
    returning: Any = ()  # (): nothing; None: all columns
    ctes: tuple[Any, ...] = ()


class UpdateFacts(NamedTuple):
    """UPDATE. `every` says that a missing condition is meant."""

    table: Any
    assignments: tuple[tuple[Any, Any], ...] = ()
    source: Any = None
    joins: tuple[Join, ...] = ()
    where: Any = None
    every: bool = False
    returning: Any = ()
    ctes: tuple[Any, ...] = ()


class DeleteFacts(NamedTuple):
    """DELETE."""

    table: Any
    using: tuple[Any, ...] = ()
    where: Any = None
    every: bool = False
    returning: Any = ()
    ctes: tuple[Any, ...] = ()


class MergeAction(NamedTuple):
    """One WHEN of a merge: "MATCHED", "NOT MATCHED" or "NOT MATCHED BY SOURCE", and what is done then."""

    match: str
    condition: Any
    word: str
    assignments: tuple[tuple[Any, Any], ...] = ()
    overriding: str = ""


class MergeFacts(NamedTuple):
    """MERGE."""

    table: Any
    source: Any = None
    on: Any = None
    actions: tuple[MergeAction, ...] = ()
    returning: Any = ()
    ctes: tuple[Any, ...] = ()


class Field(NamedTuple):
    """One column of a result, and what makes the Python value of the server's (None: it stays as it is)."""

    expression: Any
    read: Callable[[Any], Any] | None = None


class Nested(NamedTuple):
    """One column of JSON that holds the rows of another query (`many`), or its one row."""

    expression: Any
    shape: "Shape"
    many: bool


class Shape(NamedTuple):
    """What a row is made of: name → Field, Nested or another Shape. `optional`: None where all of it is NULL (outer joins).

    `kind` is the class of a table in the class form: rows are instances of it.
    """

    parts: Mapping[str, "Field | Nested | Shape"]
    optional: bool = False
    kind: Any = None


class Columns(Shape):
    """A shape of columns alone. Queries that ask for the same ones share it, and what was made of it once is kept on it."""

    tables: tuple[Any, ...] = ()  # whose columns they are
    written: tuple[Any, str] | None = None  # the compiler's: the text under a context
    make: Callable[[Sequence[Any]], Any] | None = None  # what makes a row of the values


class Filled(tuple[Any, ...]):  # noqa: SLOT001 - it keeps what was written
    """The columns that an INSERT fills, shared as those of a shape are."""

    written: tuple[Any, str, str] | None = (
        None  # the compiler's, under a context: their names, and $1, $2, … for one row
    )


class Compiled(NamedTuple):
    """A query as text, with its parameters in order."""

    text: str
    params: tuple[Param | Placeholder, ...]
    shape: Shape | None
