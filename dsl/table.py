"""pg_table(), and what it makes."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column, Spec
from mizzle.dsl.context import Context
from mizzle.dsl.foreign_key import named
from mizzle.dsl.given import checked, optional, remark, switch, word
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.policy import PolicyDeclaration
from mizzle.dsl.primary_key import PrimaryKeyDeclaration
from mizzle.dsl.unique import UniqueDeclaration
from mizzle.model.column import Column as ColumnModel
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.foreign_server import foreign_server
from mizzle.model.object import Object
from mizzle.model.place import Place, raised_at
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.table import PartitionOf
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
    partition_by: Any = None
    bound: Any = None
    parents: tuple["Table", ...] = ()
    method: str = "heap"
    tablespace: str | None = None
    replica: str = "default"
    identified: str | None = None
    clustered: str | None = None
    of_type: str | None = None
    own: frozenset[str] = frozenset()
    origin: Place | None = field(default=None, eq=False, repr=False)


class Table:
    """A declared table. Its attributes are its columns and nothing else; table["first name"] reaches any of them."""

    __slots__ = ("__dict__", "_config", "_filled", "_row", "_shapes", "_written")
    _config: TableConfig
    _node = "table"
    # What stands in the place of a table says these of itself.
    _alias: str | None = None
    _query: Any = None
    _cte: Any = None
    _body: Any = None
    _stands: Any = None

    if TYPE_CHECKING:

        def _told(self) -> tuple[Any, None]: ...

    def __init__(self, config: TableConfig) -> None:
        self._config = config
        self._row: type | None = None  # the class of its rows, in the class form
        self._written: tuple[Context, str] | None = None  # the compiler's: its name in SQL under a context
        # The queries': what they made of these columns before.
        self._shapes: dict[tuple[Any, ...], Any] = {}
        self._filled: dict[tuple[Any, ...], Any] = {}

    def __repr__(self) -> str:
        return f"<table {self._config.name}>"

    def __getattr__(self, key: str) -> Column[Any]:
        try:
            column = self._config.columns[key]
        except KeyError:
            raise AttributeError(self._missing(key)) from None
        if (
            key[0] != "_"
        ):  # found without this method from now on; what begins with an underscore may be the table's own
            self.__dict__[key] = column
        return column

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
        return Ref("table", context.place(self, self._config.namespace), self._config.name)

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _objects(self, context: Context) -> Iterator[Any]:
        """The table, its columns, constraints and indexes as model objects."""
        made = list(self._declared(context))
        self._check_marks(made)
        keyed = {column for item in made if isinstance(item, PrimaryKey) for column in item.columns}
        for item in made:  # a primary key makes its columns NOT NULL, whether that was said or not
            if isinstance(item, ColumnModel) and item.ref in keyed:
                if item.not_null_not_valid:
                    raise DeclarationError(
                        f"{item.origin}: {item.ref} is not_null(valid=False), which a primary key's cannot be"
                    )
                yield item.required()
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
            partition_by=self._partition_by(context),
            partition_of=self._partition_of(context),
            inherits=() if config.bound else tuple(parent._ref(context) for parent in config.parents),
            method=config.method,
            tablespace=config.tablespace,
            replica="index" if config.identified else config.replica,
            identified=Ref("relation", ref.schema, config.identified) if config.identified else None,
            clustered=Ref("relation", ref.schema, config.clustered) if config.clustered else None,
            of_type=named(config.of_type, "type", ref.schema) if config.of_type else None,
            comment=config.comment,
            renamed=config.renamed,
            origin=config.origin,
        )
        key = self._primary_key(extras)
        if key:
            yield key._part(ref, context)
        above = self._above(context)
        for position, (key_name, column) in enumerate(config.columns.items()):
            spec = column._spec
            given = above.get(column._name(context), [])
            if key_name not in config.own:
                inherited = self._inherited(column._ref(context), position, given)
                yield evolve(inherited, foreign_options=config.column_options.get(key_name, ()))
                continue
            model = evolve(column._model(position, context), inherited=tuple(item.ref for item in given))
            if any(item.type != model.type for item in given):
                raise DeclarationError(
                    f"{spec.origin}: {model.ref} is {model.type} and {given[0].type} in the table that it comes from"
                )
            if any(item.not_null for item in given):
                model = model.required()
            elif any(item.not_null_not_valid for item in given) and not model.not_null:
                model = evolve(model, not_null_not_valid=True)
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

    def _partition_by(self, context: Context) -> Expr | None:
        given = self._config.partition_by
        if given is None:
            return None
        if callable(given):
            given = given(self)
        if not hasattr(given, "_expr"):
            raise DeclarationError(
                f"{self._config.origin}: partition_by of table {self._config.name} takes range_(), list_() or hash_(), "
                f"not {given!r}"
            )
        made: Expr = given._expr(self, context)
        return made

    def _partition_of(self, context: Context) -> PartitionOf | None:
        bound = self._config.bound
        if not bound:
            return None
        text = Expr.of("DEFAULT") if bound == "default" else bound._expr(context)
        return PartitionOf(self._config.parents[0]._ref(context), text)

    def _above(self, context: Context) -> dict[str, list[ColumnModel]]:
        """The columns of the parents by name."""
        found: dict[str, list[ColumnModel]] = {}
        for parent in self._config.parents:
            for item in parent._objects(context):
                if isinstance(item, ColumnModel):
                    found.setdefault(item.ref.part, []).append(item)
        return found

    def _inherited(self, ref: Ref, position: int, given: list[ColumnModel]) -> ColumnModel:
        """A column that a parent gives: its default, NOT NULL, storage and compression come along, the rest does not."""
        if not given:  # omitted names are cased alike, so only a renamed builder could come here
            raise DeclarationError(f"{self._config.origin}: {ref} comes from no parent of table {self._config.name}")
        first = given[0]
        return evolve(
            first,
            ref=ref,
            not_null=any(item.not_null for item in given),
            not_null_not_valid=any(item.not_null_not_valid for item in given)
            and not any(item.not_null for item in given),
            identity=None,
            statistics=None,
            options=(),
            foreign_options=(),
            comment=None,
            renamed=None,
            position=position,
            inherited=tuple(item.ref for item in given),
        )

    def _check_marks(self, made: list[Any]) -> None:
        """Refuse an index that is none of the table's, as replica identity or for CLUSTER."""
        config = self._config
        if config.identified is None and config.clustered is None:
            return
        parts = [item for item in made if isinstance(item, Object) and item.kind not in ("table", "column", "sequence")]
        indexes = {ref.name for item in parts for ref in item.names() if ref.kind == "relation"}
        for what, name in (("replica_identity_index", config.identified), ("cluster_on", config.clustered)):
            # A partition's indexes that come from its parent have names that PostgreSQL gave.
            if name is not None and name not in indexes and not config.bound:
                raise DeclarationError(
                    f"{config.origin}: {what} of table {config.name} names no index of it: {name!r}; "
                    f"there is {', '.join(sorted(indexes)) or 'none'}"
                )

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
    partition_by: Any = None,
    inherits: Iterable[Table] = (),
    access_method: str = "heap",
    tablespace: str | None = None,
    replica_identity: str = "default",
    replica_identity_index: str | None = None,
    cluster_on: str | None = None,
    of_type: str | None = None,
    renamed_from: str | None = None,
) -> Table:
    """Declare a table.

    columns             name → column builder, or a function of the builders: lambda t: {"id": t.integer()}
    extras              indexes, constraints, keys and policies: a list, a dict, or a function of the table that gives one
    schema              the namespace; left out, it is decided where the table is used (public, or a plugin's own)
    row_security        whether policies decide which rows are seen; left out: if the table has policies
    force_row_security  let them decide for the table's owner too
    options             storage parameters; those of the TOAST table begin with "toast."
    partition_by        range_(), list_() or hash_() of column names, or a function of the table that gives one
    inherits            the tables whose columns it has too (INHERITS); for partitions there is partition_of()
    access_method       another table access method than heap
    tablespace          another tablespace than the database's own
    replica_identity    "default", "full" or "nothing"
    replica_identity_index  the name of the unique index that is the replica identity
    cluster_on          the name of the index that CLUSTER uses
    of_type             the composite type that it is a table OF, by name ("app.person"); its columns are the type's
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
            partition_by=partition_by,
            parents=_parents(inherits, name, origin),
            method=word(access_method, "access_method takes the name of an access method"),
            tablespace=optional(tablespace, "tablespace"),
            replica=_replica(replica_identity, replica_identity_index, origin),
            identified=optional(replica_identity_index, "index"),
            clustered=optional(cluster_on, "index"),
            of_type=of_type if of_type is None else word(of_type, "of_type takes the name of a composite type"),
            own=frozenset(columns),
            origin=origin,
        )
    )
    if partition_by is not None and not callable(partition_by) and not hasattr(partition_by, "_expr"):
        raise DeclarationError(f"{origin}: partition_by takes range_(), list_() or hash_(), not {partition_by!r}")
    names = {column._spec.name or key for key, column in columns.items() if isinstance(column, Column)}
    for parent in table._config.parents:
        for key, column in parent._config.columns.items():
            if key not in columns and (column._spec.name or key) not in names:
                made.setdefault(key, type(column)(_bare(column._spec, key, table)))
    for key, column in columns.items():
        if not isinstance(column, Column):
            raise DeclarationError(f"{origin}: column {key!r} of table {name} is no column builder: {column!r}")
        if column._spec.table is not None:
            raise DeclarationError(f"{origin}: column {key!r} of table {name} stands in another table already")
        checked(column._spec.name or key, "column")
        made[key] = column._with(key=key, table=table)
    return table


def _bare(spec: Spec, key: str, table: Table) -> Spec:
    """A column as a table below has it: no key, reference or sequence of its own."""
    return spec._replace(
        key=key, table=table, serial=False, primary_key=False, unique=None, reference=None, identity=None, renamed=None
    )


def _parents(given: Any, name: str, origin: Place) -> tuple[Table, ...]:
    parents = tuple(map(table_of, given if isinstance(given, (list, tuple)) else (given,)))
    for parent in parents:
        if not isinstance(parent, Table):
            raise DeclarationError(f"{origin}: inherits of table {name} takes tables, not {parent!r}")
    if len(set(map(id, parents))) != len(parents):
        raise DeclarationError(f"{origin}: table {name} inherits twice from one table")
    return parents


def _replica(identity: Any, index: str | None, origin: Place) -> str:
    if identity not in ("default", "full", "nothing"):
        raise DeclarationError(
            f'{origin}: replica_identity is "default", "full" or "nothing", not {identity!r}; '
            "an index is given by replica_identity_index"
        )
    if index is not None and identity != "default":
        raise DeclarationError(f"{origin}: replica_identity is either an index or {identity!r}")
    return str(identity)


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
