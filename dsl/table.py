"""pg_table(), and what it makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, optional, remark, switch
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.policy import PolicyDeclaration
from mizzle.dsl.primary_key import PrimaryKeyDeclaration
from mizzle.dsl.unique import UniqueDeclaration
from mizzle.model.column import Column as ColumnModel
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.foreign_server import foreign_server
from mizzle.model.place import Place, raised_at
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table as TableModel

Columns = Mapping[str, Column[Any]]
Extras = Iterable[Any] | Mapping[str, Any] | Callable[["Table"], Iterable[Any] | Mapping[str, Any]] | None


@frozen
class TableConfig:
    """The facts of a declared table, for get_table_config()."""

    name: str
    namespace: str | None
    columns: Mapping[str, Column[Any]] = field(repr=False)
    extras: Extras = field(default=None, repr=False)
    comment: str | None = None
    unlogged: bool = False
    row_security: bool | None = None
    force_row_security: bool = False
    options: tuple[tuple[str, str], ...] = ()
    renamed: str | None = None
    server: str | None = None
    foreign_options: tuple[tuple[str, str], ...] = ()
    column_options: Mapping[str, tuple[tuple[str, str], ...]] = field(factory=dict)
    origin: Place | None = field(default=None, eq=False, repr=False)


class Table:
    """A declared table. Its attributes are its columns and nothing else; table["first name"] reaches any of them."""

    __slots__ = ("_config", "_row")
    _config: TableConfig
    _node = "table"
    _alias: str | None = None

    def __init__(self, config: TableConfig) -> None:
        self._config = config
        self._row: type | None = None  # the class of its rows, in the class form

    def __repr__(self) -> str:
        return f"<table {self._config.name}>"

    def __getattr__(self, key: str) -> Column[Any]:
        try:
            return self._config.columns[key]
        except KeyError:
            raise AttributeError(self._missing(key)) from None

    def __getitem__(self, key: str) -> Column[Any]:
        try:
            return self._config.columns[key]
        except KeyError:
            for column in self._config.columns.values():
                if column._spec.name == key:
                    return column
            raise KeyError(self._missing(key)) from None

    def __dir__(self) -> Iterable[str]:
        return list(self._config.columns)

    def _with(self, **facts: Any) -> "Table":
        """The very table with other facts: its columns know it."""
        self._config = evolve(self._config, **facts)
        return self

    def _missing(self, key: str) -> str:
        return f"table {self._config.name} has no column {key!r}; it has {', '.join(self._config.columns)}"

    def _ref(self, context: Context) -> Ref:
        return Ref("table", self._config.namespace or context.namespace, self._config.name)

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _objects(self, context: Context) -> Iterator[Any]:
        """The table, its columns, constraints and indexes as model objects."""
        made = list(self._declared(context))
        keyed = {column for item in made if isinstance(item, PrimaryKey) for column in item.columns}
        for item in made:  # a primary key makes its columns NOT NULL, whether that was said or not
            if isinstance(item, ColumnModel) and item.ref in keyed and not item.not_null:
                yield evolve(item, not_null=True)
            else:
                yield item

    def _declared(self, context: Context) -> Iterator[Any]:
        """The objects as they were written."""
        config = self._config
        ref = self._ref(context)
        extras = list(self._extras())
        protected = any(isinstance(extra, PolicyDeclaration) for extra in extras)
        yield TableModel(
            ref=ref,
            unlogged=config.unlogged,
            row_security=protected if config.row_security is None else config.row_security,
            force_row_security=config.force_row_security,
            options=config.options,
            server=foreign_server(config.server) if config.server is not None else None,
            foreign_options=config.foreign_options,
            comment=config.comment,
            renamed=config.renamed,
            origin=config.origin,
        )
        key = self._primary_key(extras)
        if key:
            yield key._part(ref, context)
        for position, column in enumerate(config.columns.values()):
            spec = column._spec
            model = column._model(position, context)
            if spec.key in config.column_options:
                model = evolve(model, foreign_options=config.column_options[spec.key])
            # What is part of a primary key is NOT NULL, whoever says so.
            yield evolve(model, not_null=True) if key and column in key.columns else model
            if spec.serial:
                yield column._sequence(model.ref)
            if spec.unique:
                name, not_distinct = spec.unique
                yield UniqueDeclaration(name, (column,), not_distinct=not_distinct, origin=spec.origin)._part(
                    ref, context
                )
            if spec.reference:
                yield spec.reference.model((model.ref,), context)
        for extra in extras:
            if hasattr(extra, "_parts"):
                yield from extra._parts(ref, context)
            elif extra is not key:
                yield extra._part(ref, context)

    def _primary_key(self, extras: list[Any]) -> PrimaryKeyDeclaration | None:
        """The key that columns or an extra declare. Raises DeclarationError where both do, or two extras."""
        columns = tuple(column for column in self._config.columns.values() if column._spec.primary_key)
        keys = [extra for extra in extras if isinstance(extra, PrimaryKeyDeclaration)]
        if columns:
            keys.append(PrimaryKeyDeclaration(None, columns, origin=self._config.origin))
        if len(keys) > 1:
            raise DeclarationError(f"{keys[0].origin}: table {self._config.name} has two primary keys")
        return keys[0] if keys else None

    def _extras(self) -> Iterator[Any]:
        extras = self._config.extras
        if callable(extras):
            try:
                extras = extras(self)
            except AttributeError as error:
                raise DeclarationError(f"{raised_at(error.__traceback__) or self._config.origin}: {error}") from None
        if extras is None:
            return
        if isinstance(extras, str) or not hasattr(extras, "__iter__"):
            raise DeclarationError(
                f"{self._config.origin}: extras of table {self._config.name} are a list, a dict or a function of the "
                f"table, not {extras!r}"
            )
        for extra in extras.values() if isinstance(extras, Mapping) else extras:
            if not hasattr(extra, "_part") and not hasattr(extra, "_parts"):
                raise DeclarationError(
                    f"{self._config.origin}: an extra of table {self._config.name} is an index, constraint, key, policy or grant, "
                    f"not {extra!r}"
                )
            yield extra


def pg_table(
    name: str,
    columns: Columns | Callable[[Any], Columns],
    extras: Extras = None,
    *,
    schema: str | None = None,
    comment: str | None = None,
    unlogged: bool = False,
    row_security: bool | None = None,
    force_row_security: bool = False,
    options: Mapping[str, Any] | None = None,
    renamed_from: str | None = None,
) -> Table:
    """Declare a table.

    columns             name → column builder, or a function of the builders: lambda t: {"id": t.integer()}
    extras              indexes, constraints, keys and policies: a list, a dict, or a function of the table that gives one
    schema              the namespace; left out, it is decided where the table is used (public, or a plugin's own)
    row_security        whether policies decide which rows are seen; left out: if the table has policies
    force_row_security  let them decide for the table's owner too
    options             storage parameters; those of the TOAST table begin with "toast."
    renamed_from        what the table was called before

    Raises DeclarationError for a name that PostgreSQL would not store unchanged and for a column given twice.
    """
    origin = here()
    if callable(columns):
        from mizzle.dsl import types

        columns = columns(types)
    if not isinstance(columns, Mapping):
        raise DeclarationError(f"{origin}: the columns of table {name} must be a dict of name → builder")
    made: dict[str, Column[Any]] = {}
    table = Table(
        TableConfig(
            checked(name, "table"),
            optional(schema, "schema"),
            made,
            extras,
            remark(comment),
            switch(unlogged, "unlogged"),
            row_security if row_security is None else switch(row_security, "row_security"),
            switch(force_row_security, "force_row_security"),
            parameters(options or {}),
            optional(renamed_from, "table"),
            origin=origin,
        )
    )
    for key, column in columns.items():
        if not isinstance(column, Column):
            raise DeclarationError(f"{origin}: column {key!r} of table {name} is no column builder: {column!r}")
        if column._spec.table is not None:
            raise DeclarationError(f"{origin}: column {key!r} of table {name} stands in another table already")
        checked(column._spec.name or key, "column")
        made[key] = column._with(key=key, table=table)
    return table


def table_of(given: Any) -> Any:
    """The table behind a class of the class form; anything else as it is."""
    return getattr(given, "_table", given) if isinstance(given, type) else given


def get_table_config(table: Any) -> TableConfig:
    """The facts of a declared table."""
    config: TableConfig = table_of(table)._config
    return config


def pg_table_creator(rename: Callable[[str], str]) -> Callable[..., Table]:
    """A pg_table() that passes every table name through a function: pg_table_creator(lambda name: f"shop_{name}")."""
    if not callable(rename):
        raise DeclarationError(f"{here()}: pg_table_creator() takes a function of the name, not {rename!r}")

    def create(name: str, *args: Any, **kwargs: Any) -> Table:
        return pg_table(rename(name), *args, **kwargs)

    return create
