"""pg_view() and pg_materialized_view()."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.index import IndexColumn, parameters
from mizzle.dsl.keyed import Keyed
from mizzle.dsl.place import here
from mizzle.dsl.query.source import UNKNOWN, Derived
from mizzle.dsl.source import Group, Module, call, chained, literal, mapped, place
from mizzle.dsl.source import parameters as pairs
from mizzle.dsl.sql import SQL, Built
from mizzle.dsl.table import Table, TableConfig
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.names import checked, identifier
from mizzle.model.object import Object
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.view import Query, View

if TYPE_CHECKING:
    from mizzle.dsl.query.select import Rows


@frozen
class ViewColumn(Keyed):
    """A column of a view by its name, as a key of an index or a place in sql()."""

    view: "QueryDeclaration"
    name: str

    def _ref(self, context: Context) -> Ref:
        where = self.view._ref(context)
        return Ref("column", where.schema, where.name, self.name)

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def collate(self, collation: Any) -> IndexColumn:
        """The column as a key of an index, under a collation."""
        return self._key().collate(collation)


@frozen
class QueryDeclaration:
    """What views and materialized views have in common. view["name"] is one of its columns."""

    name: str
    columns: tuple[str, ...] = ()
    namespace: str | None = None
    query: SQL | None = None
    options: tuple[tuple[str, str], ...] = ()
    is_there: bool = False
    text: str | None = None
    column_texts: tuple[tuple[str, str], ...] = ()
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)
    builders: Mapping[str, Column[Any]] = field(factory=dict, eq=False, repr=False)
    table: "ViewTable" = field(init=False, eq=False, repr=False)

    if TYPE_CHECKING:

        def _told(self) -> tuple[Any, None]: ...

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "table", ViewTable(self))

    def __getitem__(self, name: str) -> "ViewColumn | Column[Any]":
        return self.table[name] if self.builders else ViewColumn(self, name)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("_") and name in self.builders:
            return self.table[name]
        raise AttributeError(f"the view {self.name} has no {name!r}")

    def _as_table(self) -> "ViewTable":
        """The view as queries read it."""
        if not self.table._config.columns:
            raise DeclarationError(
                f"{here()}: queries do not know the columns of the view {self.name}; declare it with them: "
                f'pg_view("{self.name}", {{"id": integer()}})'
            )
        return self.table

    def as_(self, query: "SQL | Rows[Any]") -> Any:
        """The query: .as_(select(users.id).from_(users)), .as_(sql("SELECT {} FROM {}", users.id, users)).

        Of a select() queries know the columns too; in sql() pg_view() tells them.
        """
        from mizzle.dsl.query.select import Rows

        if isinstance(query, SQL):
            return evolve(self, query=query)
        if not isinstance(query, Rows):
            raise DeclarationError(
                f"{here()}: as_() of {self.name} takes a select() or sql(...), not {type(query).__name__}"
            )
        made = SQL((Built(query),), here())
        if self.builders or self.columns:
            return evolve(self, query=made)
        columns = Derived(query, self.name, query._results(f"view {self.name}"))._config.columns
        told: dict[str, Column[Any]] = {
            key: Column(column._spec._replace(table=None)) for key, column in columns.items()
        }
        return evolve(self, query=made, builders=told)

    def existing(self) -> Any:
        """Say that it is there already and none of ours: it can be mentioned and is never made, changed or dropped."""
        return evolve(self, is_there=True)

    def comment(self, text: str, **columns: str) -> Any:
        """COMMENT ON the view, and on its columns by name: .comment("who is active", email="in lower case")."""
        return evolve(self, text=text, column_texts=tuple(columns.items()))

    def renamed_from(self, old: str) -> Any:
        return evolve(self, renamed=checked(old, "view"))

    def _ref(self, context: Context) -> Ref:
        raise NotImplementedError

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _facts(self, context: Context) -> dict[str, Any]:
        if self.query is None:
            raise DeclarationError(f"{self.origin}: {self.name} has no query: .as_(sql(…)), or .existing()")
        definition = self.query.query(context)
        if self.columns:
            names = ", ".join(map(identifier, self.columns))
            definition = Expr(
                ("SELECT * FROM (\n", *definition.pieces, f"\n) AS {identifier(self.name)} ({names})"),
                definition.origin,
            )
        return {
            "ref": self._ref(context),
            "definition": definition,
            "options": self.options,
            "comment": self.text,
            "column_comments": self.column_texts,
            "renamed": self.renamed,
            "origin": self.origin,
        }


class ViewTable(Table):
    """A view in the place of a table."""

    __slots__ = ("_view",)

    def __init__(self, view: QueryDeclaration) -> None:
        columns: dict[str, Column[Any]] = {}
        super().__init__(TableConfig(view.name, view.namespace, columns, origin=view.origin))
        self._view = view
        for key in view.builders or view.columns:
            spec = view.builders[key]._spec if view.builders else Spec(UNKNOWN)
            columns[key] = Column(spec._replace(key=key, name=spec.name if view.builders else key, table=self))

    def __repr__(self) -> str:
        return f"<view {self._config.name}>"

    def _ref(self, context: Context) -> Ref:
        return self._view._ref(context)


@frozen
class ViewDeclaration(QueryDeclaration):
    """What pg_view() makes."""

    column_defaults: tuple[tuple[str, SQL], ...] = ()

    def with_(
        self,
        *,
        check_option: str | None = None,
        security_barrier: bool | None = None,
        security_invoker: bool | None = None,
    ) -> "ViewDeclaration":
        """Options. `check_option`: "local" or "cascaded"; `security_invoker` needs PostgreSQL 15."""
        if check_option not in (None, "local", "cascaded"):
            raise DeclarationError(f'{here()}: check_option is "local" or "cascaded", not {check_option!r}')
        given = {
            "check_option": check_option,
            "security_barrier": security_barrier,
            "security_invoker": security_invoker,
        }
        return evolve(self, options=parameters({name: value for name, value in given.items() if value is not None}))

    def defaults(self, **columns: SQL) -> "ViewDeclaration":
        """What an INSERT into the view takes where it gives no value: .defaults(created_at=sql("now()"))."""
        for name, value in columns.items():
            if not isinstance(value, SQL):
                raise DeclarationError(
                    f"{here()}: the default of {self.name}.{name} is sql(...), not {type(value).__name__}"
                )
        return evolve(self, column_defaults=tuple(columns.items()))

    def _ref(self, context: Context) -> Ref:
        return Ref("view", context.place(self, self.namespace), self.name)

    def _objects(self, context: Context) -> Iterator[Object]:
        if not self.is_there:
            defaults = tuple((column, value.expr(context)) for column, value in self.column_defaults)
            yield View(**self._facts(context), column_defaults=defaults)


@frozen
class MaterializedViewDeclaration(QueryDeclaration):
    """What pg_materialized_view() makes."""

    method: str = "heap"
    place: str | None = None
    populated: bool = True
    clustered: str | None = None
    said: tuple[tuple[str, str, str], ...] = ()
    extras: "Callable[[MaterializedViewDeclaration], Iterable[Any] | Mapping[str, Any]] | None" = None

    def with_(self, options: Mapping[str, Any]) -> "MaterializedViewDeclaration":
        """Storage parameters: .with_({"fillfactor": 90})."""
        return evolve(self, options=parameters(options))

    def using(self, method: str) -> "MaterializedViewDeclaration":
        """The table access method."""
        return evolve(self, method=method)

    def tablespace(self, name: str) -> "MaterializedViewDeclaration":
        return evolve(self, place=checked(name, "tablespace"))

    def cluster_on(self, index: str) -> "MaterializedViewDeclaration":
        """The index that CLUSTER uses, by its name."""
        return evolve(self, clustered=checked(index, "index"))

    def column_options(self, **columns: Mapping[str, Any]) -> "MaterializedViewDeclaration":
        """How values of columns are kept and counted: .column_options(body={"storage": "external", "statistics": 500}).

        The words are storage, compression, statistics, n_distinct and n_distinct_inherited.
        """
        said = []
        for column, options in columns.items():
            for word, value in options.items():
                if word in ("storage", "compression", "statistics"):
                    getattr(Column(Spec(UNKNOWN)), word)(value)  # which refuses what is none
                elif word not in ("n_distinct", "n_distinct_inherited"):
                    raise DeclarationError(
                        f"{here()}: {self.name}.{column} takes storage, compression, statistics, n_distinct and "
                        f"n_distinct_inherited, not {word!r}"
                    )
            said += [(checked(column, "column"), *option) for option in parameters(options)]
        return evolve(self, said=tuple(said))

    def with_no_data(self) -> "MaterializedViewDeclaration":
        """Make it empty; it can be read after REFRESH MATERIALIZED VIEW."""
        return evolve(self, populated=False)

    def _ref(self, context: Context) -> Ref:
        return Ref("materialized_view", context.place(self, self.namespace), self.name)

    def _objects(self, context: Context) -> Iterator[Object]:
        if self.is_there:
            return
        ref = self._ref(context)
        made: Query = MaterializedView(
            **self._facts(context),
            method=self.method,
            tablespace=self.place,
            populated=self.populated,
            clustered=Ref("relation", ref.schema, self.clustered) if self.clustered else None,
            column_options=self.said,
        )
        extras: Any = self.extras(self) if self.extras else ()
        indexes = [
            extra._part(made.ref, context) for extra in (extras.values() if isinstance(extras, Mapping) else extras)
        ]
        if self.clustered and self.clustered not in {item.ref.name for item in indexes}:
            raise DeclarationError(f"{self.origin}: cluster_on of {self.name} names no index of it: {self.clustered}")
        yield made
        yield from indexes


Columns = Iterable[str] | Mapping[str, Column[Any]]


def pg_view(name: str, columns: Columns = (), *, schema: str | None = None) -> ViewDeclaration:
    """A view: pg_view("active_users").as_(sql("SELECT * FROM {} WHERE active", users)).

    `columns` are names, which its columns get in the order of the query; or, as in Drizzle, a dict of name → builder, which
    tells what the query gives, so that queries read the view as they read a table.
    """
    names, builders = _columns(columns)
    return ViewDeclaration(checked(name, "view"), names, schema, origin=here(), builders=builders)


def pg_materialized_view(
    name: str,
    columns: Columns = (),
    extras: Callable[[MaterializedViewDeclaration], Iterable[Any] | Mapping[str, Any]] | None = None,
    *,
    schema: str | None = None,
) -> MaterializedViewDeclaration:
    """A materialized view. `extras` gives its indexes: lambda view: [index("totals_day").on(view["day"])]."""
    names, builders = _columns(columns)
    return MaterializedViewDeclaration(
        checked(name, "materialized view"), names, schema, extras=extras, origin=here(), builders=builders
    )


def _columns(given: Columns) -> tuple[tuple[str, ...], Mapping[str, Column[Any]]]:
    """The names that columns get, and the builders that tell them."""
    names = tuple(checked(name, "column") for name in given)
    if not isinstance(given, Mapping):
        return names, {}
    for name, builder in given.items():
        if not isinstance(builder, Column):
            raise DeclarationError(f"{here()}: the column {name!r} of a view is no column builder: {builder!r}")
    return (), dict(given)


def source(item: View, module: Module) -> Any:
    """The call that declares a view."""
    options = dict(item.options)
    known = {name: _switch(value) for name, value in options.items() if name != "check_option"}
    check = {"check_option": literal(options["check_option"])} if "check_option" in options else {}
    with_ = call("with_", **check, **known) if options else None
    comments = {name: literal(text) for name, text in item.column_comments}
    defaults = {name: module.sql(expr) for name, expr in item.column_defaults}
    return chained(
        module.call("pg_view", literal(item.ref.name), schema=place(item.ref)),
        [
            with_,
            _by_column("defaults", defaults) if defaults else None,
            call("as_", module.sql(item.definition)),
            _comment(item.comment, comments),
        ],
    )


def materialized_source(item: MaterializedView, indexes: Any, module: Module) -> Any:
    """The call that declares a materialized view with its indexes."""
    comments = {name: literal(text) for name, text in item.column_comments}
    return chained(
        module.call("pg_materialized_view", literal(item.ref.name), extras=indexes, schema=place(item.ref)),
        [
            call("with_", options) if (options := pairs(item.options)) else None,
            call("using", literal(item.method)) if item.method != "heap" else None,
            call("tablespace", literal(item.tablespace)) if item.tablespace else None,
            call("cluster_on", literal(item.clustered.name)) if item.clustered else None,
            _by_column("column_options", _said(item)) if item.column_options else None,
            None if item.populated else call("with_no_data"),
            call("as_", module.sql(item.definition)),
            _comment(item.comment, comments),
        ],
    )


def _said(item: MaterializedView) -> dict[str, Group | None]:
    columns = dict.fromkeys(column for column, _, _ in item.column_options)
    return {
        name: pairs((word, value) for column, word, value in item.column_options if column == name) for name in columns
    }


def _switch(value: str) -> str:
    return str(value in ("true", "on", "1", "yes"))


def _comment(text: str | None, columns: Mapping[str, str]) -> Group | None:
    if text is None and not columns:
        return None
    return _by_column("comment", columns, "None" if text is None else literal(text))


def _by_column(word: str, columns: Mapping[str, Any], *first: str) -> Group:
    """A call with an argument for each column, whatever that is called."""
    if all(name.isidentifier() and not iskeyword(name) for name in columns):
        return call(word, *first, **columns)
    return Group(f"{word}(", (*(("", item) for item in first), ("**", mapped(columns.items()))), ")")
