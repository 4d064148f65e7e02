"""select(): reading rows. Every call gives a new query, so that a query can be kept, changed and run again."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import EVERY, Condition, Operators, joined
from mizzle.dsl.query.pieces import condition, operand
from mizzle.dsl.query.source import Derived, shape_of, source_of, table_shape
from mizzle.dsl.query.window import key, ordering, window
from mizzle.dsl.table import Table, table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Columns, Cte, Join, Lock, Placeholder, SelectFacts, SetFacts, Shape, changed

if TYPE_CHECKING:
    from collections.abc import Generator

    from mizzle.dsl.query.typed import Selecting

R = TypeVar("R")
S = TypeVar("S")


class Query(Operators, Generic[R]):
    """What a database can run. The type parameter is its rows'.

    A query that a Database has begun (`db.select()`) runs by itself: .all(), .one(), … or simply `[user] = query`. Any other
    is given to one: db.all(query).
    """

    __slots__ = ("_compiled", "_db", "_facts")
    _node = "query"

    if TYPE_CHECKING:

        def _told(self) -> tuple[Any, None]: ...

    def __init__(self, facts: Any, db: Any = None) -> None:
        self._facts = facts
        self._db = db
        self._compiled: Any = None  # the database's: what it made of the query, and for which context

    def __repr__(self) -> str:
        return f"<{type(self).__name__.lower()} query>"

    def _with(self, **facts: Any) -> Self:
        return type(self)(changed(self._facts, facts), self._db)

    def _shape(self) -> Shape | None:
        raise NotImplementedError

    # ---- running it; on an AsyncDatabase these are awaited

    def _runner(self) -> Any:
        if self._db is None:
            raise DeclarationError(
                f"{here()}: this query belongs to no database; run it with db.all(query) or begin it with db."
            )
        return self._db

    def all(self, **values: Any) -> list[R]:
        """All rows. `values` are for the placeholders."""
        return self._runner().all(self, **values)  # type: ignore[no-any-return]

    def first(self, **values: Any) -> R | None:
        """The first row, or None."""
        return self._runner().first(self, **values)  # type: ignore[no-any-return]

    def one(self, **values: Any) -> R:
        """The only row. Raises RowCountError when there is none, or more."""
        return self._runner().one(self, **values)  # type: ignore[no-any-return]

    def one_or_none(self, **values: Any) -> R | None:
        """The only row, or None. Raises RowCountError when there are more."""
        return self._runner().one_or_none(self, **values)  # type: ignore[no-any-return]

    @overload
    def scalar(self: "Query[tuple[S]]", **values: Any) -> S | None: ...
    @overload
    def scalar(self: "Query[tuple[S, Any]]", **values: Any) -> S | None: ...
    @overload
    def scalar(self: "Query[tuple[S, Any, Any]]", **values: Any) -> S | None: ...
    @overload
    def scalar(self, **values: Any) -> Any: ...
    def scalar(self, **values: Any) -> Any:
        """The first value of the first row, or None."""
        return self._runner().scalar(self, **values)

    def execute(self, **values: Any) -> int:
        """Run it; the number of rows that it touched."""
        return self._runner().execute(self, **values)  # type: ignore[no-any-return]

    def stream(self, *, size: int = 1000, **values: Any) -> Any:
        """The rows one by one, through a server-side cursor that fetches `size` at a time."""
        return self._runner().stream(self, size=size, **values)

    def explain(self, **options: Any) -> Any:
        """The server's plan as text: explain(analyze=True, buffers=True)."""
        return self._runner().explain(self, **options)

    def to_sql(self) -> tuple[str, list[Any]]:
        """The text with $1, $2, … and the values for them."""
        return self._runner().to_sql(self)  # type: ignore[no-any-return]

    def __iter__(self) -> Iterator[R]:
        return iter(self._runner()._listed(self))

    def __await__(self) -> "Generator[Any, Any, list[R]]":
        return self._runner().all(self).__await__()  # type: ignore[no-any-return]

    # ---- as a part of another

    def subquery(self, name: str) -> Any:
        """The query as a table of that name: its columns are the results."""
        return Derived(self, checked(name, "subquery"), self._results(f"subquery {name}"))

    def cte(self, name: str, *, materialized: bool | None = None) -> Any:
        """The query as one of WITH, to select from: WITH name AS (query). It is written before what uses it."""
        made = Cte(checked(name, "query"), self, materialized=materialized)
        return Derived(self, name, self._shape() or Shape({}), made)

    def with_(self, *queries: Any) -> Self:
        """Write these queries of WITH whether or not this one reads them: delete(posts).where(…).cte("gone").

        What is read by from_() and joins need not be told.
        """
        for query in queries:
            if getattr(query, "_cte", None) is None:
                raise DeclarationError(f'{here()}: with_() takes what .cte("name") makes, not {query!r}')
        return self._with(ctes=(*self._facts.ctes, *queries))

    def _results(self, what: str) -> Shape:
        shape = self._shape()
        if shape is None:
            raise DeclarationError(f"{here()}: the {what} gives no rows; say returning()")
        return shape


class Rows(Query[R]):
    """What SELECT and its unions share."""

    __slots__ = ()

    def order_by(self, *keys: Any) -> Self:
        """ORDER BY columns, expressions, and what .asc(), .desc(), .nulls_first() and .nulls_last() make of them."""
        return self._with(order_by=tuple(ordering(each) for each in keys))

    def limit(self, count: int | Placeholder | None) -> Self:
        return self._with(limit=_count(count, "limit"))

    def offset(self, count: int | Placeholder | None) -> Self:
        return self._with(offset=_count(count, "offset"))

    def union(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("UNION", other)

    def union_all(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("UNION ALL", other)

    def intersect(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("INTERSECT", other)

    def intersect_all(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("INTERSECT ALL", other)

    def except_(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("EXCEPT", other)

    def except_all(self, other: "Query[R]") -> "SetQuery[R]":
        return self._set("EXCEPT ALL", other)

    def _set(self, word: str, other: "Query[R]") -> "SetQuery[R]":
        if not isinstance(other, Rows):
            raise DeclarationError(f"{here()}: {word} takes another select(), not {other!r}")
        return SetQuery(SetFacts(word, self, other), self._db)


def _count(count: Any, word: str) -> Any:
    if (
        isinstance(count, bool)
        or not isinstance(count, (int, Placeholder, type(None)))
        or (isinstance(count, int) and count < 0)
    ):
        raise DeclarationError(f"{here()}: {word}() takes a number of rows, 0 or more, not {count!r}")
    return None if count is None else operand(count)


class Joining(Query[R]):
    """What has FROM: SELECT and UPDATE."""

    __slots__ = ()

    def from_(self, source: Any) -> Self:
        """FROM a table, view, alias, subquery, values, function, or a query of WITH; where() ties an update to it."""
        return self._with(source=_source(source))

    def inner_join(self, source: Any, on: Condition, *, lateral: bool = False) -> Self:
        return self._join("INNER JOIN", source, on, lateral)

    join = inner_join

    def left_join(self, source: Any, on: Condition, *, lateral: bool = False) -> Self:
        """LEFT JOIN: the joined side's results are None where nothing fits."""
        return self._join("LEFT JOIN", source, on, lateral)

    def right_join(self, source: Any, on: Condition) -> Self:
        return self._join("RIGHT JOIN", source, on, False)

    def full_join(self, source: Any, on: Condition) -> Self:
        return self._join("FULL JOIN", source, on, False)

    def cross_join(self, source: Any, *, lateral: bool = False) -> Self:
        return self._join("CROSS JOIN", source, None, lateral)

    def _join(self, kind: str, source: Any, on: Condition, lateral: bool) -> Self:  # noqa: FBT001
        made = Join(kind, _source(source), None if kind == "CROSS JOIN" else condition(on), lateral)
        return self._with(joins=(*self._facts.joins, made))


class Select(Rows[R], Joining[R]):
    """SELECT."""

    __slots__ = ()
    _facts: SelectFacts

    def where(self, *conditions: Condition) -> Self:
        """WHERE; called again, both must hold. None among the conditions is left out."""
        return self._with(where=both(self._facts.where, conditions))

    def having(self, *conditions: Condition) -> Self:
        return self._with(having=both(self._facts.having, conditions))

    def group_by(self, *keys: Any) -> Self:
        """GROUP BY columns, expressions, and rollup(), cube() and grouping_sets() of them."""
        return self._with(group_by=tuple(key(each, "a group") for each in keys))

    def window(self, name: str, *, partition_by: Any = (), order_by: Any = (), frame: str | None = None) -> Self:
        """WINDOW name AS (…), for over(name)."""
        made = (checked(name, "window"), window(partition_by, order_by, frame))
        return self._with(windows=(*self._facts.windows, made))

    def distinct(self, *on: Any) -> Self:
        """DISTINCT; with columns, DISTINCT ON them."""
        return self._with(distinct=True, distinct_on=tuple(key(each, "distinct()") for each in on))

    def tablesample(self, percent: float, *, method: str = "bernoulli", seed: float | None = None) -> Self:
        """TABLESAMPLE of the table of from_()."""
        if method not in ("bernoulli", "system"):
            raise DeclarationError(f'{here()}: the method of tablesample() is "bernoulli" or "system", not {method!r}')
        return self._with(sample=(method, operand(percent), None if seed is None else operand(seed)))

    def fetch_with_ties(self, count: int) -> Self:
        """FETCH FIRST count ROWS WITH TIES: also those that are equal to the last in the order."""
        return self._with(limit=_count(count, "fetch_with_ties"), ties=True)

    def limit(self, count: int | Placeholder | None) -> Self:
        return self._with(limit=_count(count, "limit"), ties=False)

    def for_(self, strength: str, *, of: Any = (), nowait: bool = False, skip_locked: bool = False) -> Self:
        """Lock the rows: "update", "no key update", "share" or "key share"."""
        if strength not in ("update", "no key update", "share", "key share"):
            raise DeclarationError(
                f'{here()}: for_() takes "update", "no key update", "share" or "key share", not {strength!r}'
            )
        if nowait and skip_locked:
            raise DeclarationError(
                f"{here()}: for_() waits not at all or skips; nowait and skip_locked exclude each other"
            )
        tables = tuple(map(table_of, of if isinstance(of, (list, tuple)) else (of,)))
        made = Lock(strength.upper(), tables, "NOWAIT" if nowait else "SKIP LOCKED" if skip_locked else "")
        return self._with(locks=(*self._facts.locks, made))

    def _shape(self) -> Shape:
        facts = self._facts
        if facts.fields is not None:
            plain = not facts.joins or type(facts.fields) is Columns
            return facts.fields if plain else _outer(facts.fields, self._missing())
        if facts.source is None:
            raise DeclarationError("select() without columns and without from_() selects nothing")
        if not facts.joins:
            return table_shape(facts.source)
        # As in Drizzle, a row of a join has the rows of its tables by their names.
        missing = self._missing()
        parts: dict[str, Any] = {}
        for source in (facts.source, *(join.source for join in facts.joins)):
            name = str(source._alias or source._config.name)
            if name in parts:
                raise DeclarationError(f"the query joins two tables named {name}; give one another name with alias()")
            parts[name] = table_shape(source, optional=source in missing)
        return Shape(parts)

    def _missing(self) -> list[Table]:
        """The tables that may have no row for one of the others."""
        found: list[Table] = []
        before = [self._facts.source]
        for join in self._facts.joins:
            if join.kind in ("RIGHT JOIN", "FULL JOIN"):
                found.extend(before)
            if join.kind in ("LEFT JOIN", "FULL JOIN"):
                found.append(join.source)
            before.append(join.source)
        return found


def _outer(shape: Shape, missing: list[Table]) -> Shape:
    """The shape, in which whole rows of tables that may be missing are None then."""
    return Shape(
        {
            key: Shape(part.parts, True, part.kind) if isinstance(part, Shape) and _of(part) in missing else part
            for key, part in shape.parts.items()
        }
    )


def _of(shape: Shape) -> Table | None:
    """The table whose whole row it is."""
    tables = [getattr(getattr(part, "expression", None), "_spec", None) for part in shape.parts.values()]
    table = tables[0].table if tables and tables[0] else None
    whole = table is not None and len(tables) == len(table._config.columns)
    return table if whole and all(spec and spec.table is table for spec in tables) else None


class SetQuery(Rows[R]):
    """UNION, INTERSECT and EXCEPT of two queries. order_by() takes columns of the first, and output("name")."""

    __slots__ = ()

    def _shape(self) -> Shape | None:
        return self._facts.left._shape()  # type: ignore[no-any-return]


def _source(source: Any) -> Table:
    source = source_of(source)
    if not isinstance(source, Table):
        remedy = '; give a query a name with .subquery("name")' if isinstance(source, Query) else ""
        raise DeclarationError(f"{here()}: a query reads from a table, not from {source!r}{remedy}")
    return source


def both(before: Any, conditions: tuple[Any, ...]) -> Any:
    """The condition so far and these."""
    return joined([each for each in (before, *conditions) if each is not EVERY], " AND ", None)


def begin(fields: tuple[Any, ...], db: Any = None) -> Select[Any]:
    """A SELECT of these fields, for a database."""
    if not fields:
        return Select(SelectFacts(), db)
    if len(fields) == 1 and isinstance(fields[0], type) and isinstance(table_of(fields[0]), Table):
        # One class of the class form: rows are its instances. from_() may be left out.
        return Select(SelectFacts(fields=table_shape(table_of(fields[0])), source=table_of(fields[0])), db)
    return Select(
        SelectFacts(fields=shape_of(fields[0] if len(fields) == 1 and isinstance(fields[0], Mapping) else fields)), db
    )


if TYPE_CHECKING:
    select: Selecting
    select_distinct: Selecting
else:

    def select(*fields: Any) -> Select[Any]:
        """Begin a SELECT of columns, tables and expressions, or of a dict of them by name; of everything without any."""
        return begin(fields)

    def select_distinct(*fields: Any) -> Select[Any]:
        """SELECT DISTINCT, as select()."""
        return begin(fields).distinct()
