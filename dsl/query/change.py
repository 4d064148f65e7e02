"""insert(), update() and delete()."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from mizzle.dsl.models import row_of
from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Condition, Expression
from mizzle.dsl.query.pieces import condition, stored
from mizzle.dsl.query.select import Joining, Query, R, _source, both
from mizzle.dsl.query.source import KEPT, shape_of, source_of, table_shape
from mizzle.dsl.table import Table
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Conflict, DeleteFacts, Filled, InsertFacts, Shape, UpdateFacts

if TYPE_CHECKING:
    from mizzle.dsl.query.typed import Inserting, Modelled, P, Returning, Updating

    N = TypeVar("N")


class Changing(Query[R]):
    """What INSERT, UPDATE and DELETE share."""

    __slots__ = ()

    if TYPE_CHECKING:
        returning: Returning[R]
    else:

        def returning(self, *fields: Any) -> Self:
            """RETURNING columns and expressions, or a dict of them; all columns without any."""
            if not fields:
                return self._with(returning=None)
            return self._with(
                returning=shape_of(fields[0] if len(fields) == 1 and isinstance(fields[0], Mapping) else fields)
            )

    def _shape(self) -> Shape | None:
        returning = self._facts.returning
        return table_shape(self._facts.table) if returning is None else returning or None


class Insert(Changing[R]):
    """INSERT."""

    __slots__ = ()
    _facts: InsertFacts

    def values(self, rows: Any = None, /, **row: Any) -> Self:
        """One row or many, or one as keywords. What a row leaves out gets its default.

        A row is a mapping, an object of insert_model()'s class, or one of attrs, pydantic or a dataclass.

        Raises DeclarationError for a column that the table does not have, and for no rows at all.
        """
        if rows is not None and row:
            raise DeclarationError(f"{here()}: values() takes rows or one row as keywords, not both")
        given = [row] if rows is None else _listed(rows)
        columns, described_ = described(self._facts.table, given)
        return self._with(columns=columns, rows=described_, query=None)

    def default_values(self) -> Self:
        """DEFAULT VALUES: one row of defaults."""
        return self._with(columns=(), rows=((),), query=None)

    def select(self, query: Any, columns: Iterable[Any] | None = None) -> Self:
        """INSERT the rows of a query, for these columns, or those of the same names as the query's results."""
        table = self._facts.table
        keys = query._results("query of an insert").parts if columns is None else columns
        return self._with(columns=tuple(column_of(table, key) for key in keys), rows=(), query=query)

    def overriding_system_value(self) -> Self:
        """Take the given values of GENERATED ALWAYS identities."""
        return self._with(overriding="SYSTEM")

    def overriding_user_value(self) -> Self:
        """Ignore the given values of identities."""
        return self._with(overriding="USER")

    def on_conflict_do_nothing(self, target: Any = (), *, constraint: str | None = None, where: Any = None) -> Self:
        """Leave the row out that a unique index refuses. `target`: its columns; `where`: the condition of a partial one."""
        return self._conflict(target, constraint, where, None, None)

    def on_conflict_do_update(
        self,
        target: Any = (),
        *,
        set: Mapping[str, Any],
        constraint: str | None = None,
        target_where: Any = None,
        where: Any = None,
    ) -> Self:
        """Update the row that is there: set={"name": excluded(users).name}."""
        if constraint is None and isinstance(target, (list, tuple)) and not target:
            raise DeclarationError(f"{here()}: on_conflict_do_update() needs target=… or constraint=…")
        return self._conflict(target, constraint, target_where, assignments(self._facts.table, set), where)

    def _conflict(self, target: Any, constraint: str | None, target_where: Any, set_: Any, where: Any) -> Self:
        columns = tuple(target) if isinstance(target, (list, tuple)) else (target,)
        if constraint is not None and columns:
            raise DeclarationError(f"{here()}: a conflict has a target or a constraint, not both")
        made = Conflict(
            tuple(
                column_of(self._facts.table, column)
                if isinstance(column, str) or getattr(column, "_node", None) == "column"
                else column
                for column in columns
            ),
            None if constraint is None else checked(constraint, "constraint"),
            None if target_where is None else condition(target_where),
            set_,
            None if where is None else condition(where),
        )
        return self._with(conflict=made)


if TYPE_CHECKING:

    class InsertOf(Insert[R], Generic[R, N]):
        """INSERT into a class whose new rows a TypedDict tells: PgTable[UsersInsert]."""

        def values(self, rows: "N | Iterable[N] | Modelled", /) -> Self:  # type: ignore[override]
            """One row or many, as the TypedDict has them, or objects of insert_model()'s class and their kin."""


class Update(Changing[R], Joining[R]):
    """UPDATE. Without a condition it is refused when it is written, unless all_rows() is said."""

    __slots__ = ()
    _facts: UpdateFacts

    def set(self, values: Any = None, /, **more: Any) -> Self:
        """The new values by column: values, expressions, or queries of one value; also an object of update_model()'s class.

        Several columns are set by one query of as many results: set({("a", "b"): select(…)}).
        """
        given = {**(row_of(values) or {}), **more}
        if not given:
            raise DeclarationError(f"{here()}: set() for table {self._facts.table._config.name} sets no column")
        return self._with(assignments=assignments(self._facts.table, given))

    def where(self, *conditions: Condition) -> Self:
        return self._with(where=both(self._facts.where, conditions))

    def all_rows(self) -> Self:
        """Say that every row is meant."""
        return self._with(every=True)


if TYPE_CHECKING:

    class UpdateOf(Update[R], Generic[R, N]):
        """UPDATE of a class whose changes a TypedDict tells: PgTable[UsersNew, UsersChanged]."""

        def set(self, values: "N | Modelled | Mapping[tuple[str, ...], Query[Any]]", /) -> Self:  # type: ignore[override]
            """The new values by column, as the TypedDict has them, or an object of update_model()'s class and its kin."""


class Delete(Changing[R]):
    """DELETE. Without a condition it is refused when it is written, unless all_rows() is said."""

    __slots__ = ()
    _facts: DeleteFacts

    def using(self, *sources: Any) -> Self:
        """USING other tables, which where() ties to this one."""
        return self._with(using=(*self._facts.using, *map(_source, sources)))

    def where(self, *conditions: Condition) -> Self:
        return self._with(where=both(self._facts.where, conditions))

    def all_rows(self) -> Self:
        """Say that every row is meant."""
        return self._with(every=True)


def described(table: Table, given: list[Any]) -> tuple[tuple[Any, ...], list[tuple[Any, ...]]]:
    """The columns that the rows have, and each row's values for them; what a row leaves out is its default.

    Raises DeclarationError for a column that the table does not have, and for no rows at all.
    """
    if not given:
        raise DeclarationError(f"{here()}: values() for table {table._config.name} got no rows")
    given = [each if type(each) is dict else _row(table, each) for each in given]
    keys = tuple(given[0])
    alike = all(map(keys.__eq__, map(tuple, given)))
    if not alike:
        keys = tuple(dict.fromkeys(chain.from_iterable(given)))
    columns, filled = _filling(table, keys)
    if alike and not filled:
        return columns, [tuple(each.values()) for each in given]
    rows = [
        (
            *(each[key] if key in each else _absent(column) for key, column in zip(keys, columns, strict=True)),
            *(_absent(column) for column in filled),
        )
        for each in given
    ]
    return (*columns, *filled), rows


def _filling(table: Table, keys: tuple[Any, ...]) -> tuple[Filled, tuple[Any, ...]]:
    """The columns of the keys, and those that Python fills beside them. Kept on the table."""
    found: tuple[Filled, tuple[Any, ...]] | None = table._filled.get(keys)
    if found is None:
        columns = Filled(column_of(table, key) for key in keys)
        names = {column._spec.key for column in columns}
        factories = (
            column
            for column in table._config.columns.values()
            if (column._spec.default_factory or column._spec.on_update) and column._spec.key not in names
        )
        found = columns, tuple(factories)
        if len(table._filled) > KEPT:
            table._filled.clear()
        table._filled[keys] = found
    return found


def _listed(rows: Any) -> list[Any]:
    """One row, or what gives rows. A row of a query is a tuple too, and is one row."""
    return [rows] if row_of(rows) is not None or not isinstance(rows, Iterable) else list(rows)


def _row(table: Table, given: Any) -> Mapping[str, Any]:
    row = given if type(given) is dict else row_of(given)
    if row is None:
        raise DeclarationError(
            f"{here()}: a row for table {table._config.name} is a dict of column → value, or an object, not {type(given).__name__}"
        )
    return row


def _absent(column: Any) -> Any:
    spec = column._spec
    factory = spec.default_factory or spec.on_update
    if factory:
        return factory()
    return Expression(("DEFAULT",), atomic=True)


def column_of(table: Table, key: Any) -> Any:
    """The column of that key or name. Raises DeclarationError where the table has none."""
    if getattr(key, "_node", None) == "column":
        if isinstance(key._spec.table, Table) and key._spec.table is not table:
            raise DeclarationError(f"{here()}: the column {key._spec.key} is of {key._spec.table!r}, not of {table!r}")
        return key
    column = table._config.columns.get(key)
    if column is None:
        try:
            column = table[key]
        except KeyError as error:
            raise DeclarationError(f"{here()}: {error.args[0]}") from None
    return column


def assignments(table: Table, values: Mapping[str, Any]) -> tuple[tuple[Any, Any], ...]:
    """Column and value of each; columns with on_update() that are not among them are filled too."""
    made: dict[Any, tuple[Any, Any]] = {}
    for key, value in values.items():
        if isinstance(key, tuple):
            several = tuple(column_of(table, each) for each in key)
            made[tuple(column._spec.key for column in several)] = (several, _several(value, several, table))
        else:
            column = column_of(table, key)
            made[column._spec.key] = (column, stored(value, column))
    named = [name for key in made for name in (key if isinstance(key, tuple) else (key,))]
    if len(set(named)) < len(named):
        twice = next(name for name in named if named.count(name) > 1)
        raise DeclarationError(f"{here()}: the column {twice} of table {table._config.name} is set twice")
    for name, column in table._config.columns.items():
        if column._spec.on_update and name not in named:
            made[name] = (column, stored(column._spec.on_update(), column))
    return tuple(made.values())


def _several(query: Any, columns: tuple[Any, ...], table: Table) -> Any:
    """What several columns are set to together: a query of as many results."""
    told = f"{here()}: the columns {', '.join(column._spec.key for column in columns)} of table {table._config.name}"
    if not isinstance(query, Query):
        raise DeclarationError(f"{told} are set by a query of {len(columns)} results, not by {type(query).__name__}")
    results = len(query._results("query of set()").parts)
    if results != len(columns):
        raise DeclarationError(f"{told} are set by a query of {len(columns)} results, and this one has {results}")
    return query


def table_for(table: Any, word: str) -> Table:
    """The table that is to be changed. Raises DeclarationError for what is none."""
    table = source_of(table)
    if not isinstance(table, Table) or table._query is not None or table._body is not None:
        raise DeclarationError(f"{here()}: {word}() takes a table, not {table!r}")
    return table


if TYPE_CHECKING:
    insert: Inserting
else:

    def insert(table: Any, db: Any = None) -> Insert[Any]:
        """Begin an INSERT."""
        return Insert(InsertFacts(table_for(table, "insert")), db)


if TYPE_CHECKING:
    update: Updating
else:

    def update(table: Any, db: Any = None) -> Update[Any]:
        """Begin an UPDATE."""
        return Update(UpdateFacts(table_for(table, "update")), db)


@overload
def delete(table: "type[P]", db: Any = None) -> "Delete[P]": ...
@overload
def delete(table: Any, db: Any = None) -> Delete[Any]: ...
def delete(table: Any, db: Any = None) -> Delete[Any]:
    """Begin a DELETE."""
    return Delete(DeleteFacts(table_for(table, "delete")), db)
