"""Column builders: what `text("email").not_null().unique()` makes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, TypeVar, overload

from mizzle.dsl.collating import Collating, collation
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType, own_storage
from mizzle.dsl.foreign_key import ACTIONS, Reference
from mizzle.dsl.given import checked, optional, remark, switch, word
from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Operators
from mizzle.dsl.sequence import counter
from mizzle.dsl.sql import SQL, built, sql
from mizzle.model.column import Column as ColumnModel
from mizzle.model.column import Generated, Identity
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.names import chosen
from mizzle.model.place import Place
from mizzle.model.query import Placeholder
from mizzle.model.ref import Ref
from mizzle.model.sequence import Counter, Sequence

if TYPE_CHECKING:
    import builtins
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import TypeAlias

    from mizzle.dsl.query.expression import Aliased, Expression
    from mizzle.dsl.record import PgTable
    from mizzle.dsl.table import Table

    Operand: TypeAlias = Operators | Placeholder
    Numeric: TypeAlias = "Column[Decimal] | Column[Decimal | None]"

T = TypeVar("T", covariant=True)  # noqa: PLC0105 - T reads better in what the editor shows
S = TypeVar("S")
O = TypeVar("O", covariant=True)  # noqa: E741, PLC0105


INTEGERS = ("smallint", "integer", "bigint")
STORAGES = ("plain", "external", "extended", "main")


class Spec(NamedTuple):
    """The facts of a column builder.

    A tuple and not an attrs class, since every call of a chain copies it: _replace() is five times as fast as evolve(), which
    takes a fifth off declaring 1,000 tables (0.80 -> 0.63 s).
    """

    type: DataType
    name: str | None = None
    key: str = ""
    table: "Table | None" = None
    origin: Place | None = None
    serial: bool = False
    not_null: bool = False
    not_null_name: str | None = None
    not_null_not_valid: bool = False
    primary_key: bool = False
    unique: tuple[str | None, bool] | None = None  # name, nulls_not_distinct
    default: Any = None  # SQL, or a one-element tuple with a Python value
    default_factory: Callable[[], Any] | None = None
    on_update: Callable[[], Any] | None = None
    reference: Reference | None = None
    generated: tuple[SQL | Callable[[], SQL], bool] | None = None
    identity: Identity | None = None
    collation: "str | Collating | None" = None
    comment: str | None = None
    renamed: str | None = None
    python: Any = None
    structured: bool = False
    storage: str | None = None
    compression: str | None = None
    statistics: int | None = None
    options: tuple[tuple[str, str], ...] = ()


class Column(Operators, Generic[T]):
    """A column under construction, and once its table is made, the column itself. Every call gives a new builder.

    The type parameter is what a row holds: it begins as `X | None` and `not_null()` makes it `X`.
    """

    __slots__ = ("_field", "_spec", "_written")
    _spec: Spec
    _node = "column"

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._written: tuple[Context, str, str] | None = None  # the compiler's: its names in SQL under a context
        self._field: Any = None  # the queries': the column as a result

    def __repr__(self) -> str:
        spec = self._spec
        return f"<column {spec.name or spec.key or '?'} {spec.type.name}>"

    def __iter__(self) -> None:
        raise TypeError("a column is not a sequence")

    @overload
    def __get__(self, row: None, owner: "builtins.type[O]") -> "ColumnOf[T, O]": ...
    @overload
    def __get__(self, row: "PgTable[Any, Any]", owner: Any) -> T: ...
    @overload
    def __get__(self, row: object, owner: Any) -> "Column[T]": ...
    def __get__(self, row: object | None, owner: Any) -> Any:
        """On the class of a table the column itself; on a row, for type checkers, its value: rows have it of their own."""
        return self

    def _with(self, **facts: Any) -> Any:
        if self._spec.table is not None:  # what is said now would reach no table
            raise DeclarationError(f"{here()}: {self!r} stands in its table already; say this where it is declared")
        return type(self)(self._spec._replace(**facts))

    if TYPE_CHECKING:  # a Python value on the other side is of the column's type; expressions are the server's to judge

        def _told(self) -> tuple[T, None]: ...
        def as_(self, name: str) -> "Aliased[T]": ...
        @overload
        def _fits(self: "Numeric", value: "Decimal | int | Operand | None", /) -> None: ...
        @overload
        def _fits(self, value: "T | Operand | None", /) -> None: ...
        def _fits(self, value: Any, /) -> None: ...
        def __hash__(self) -> int: ...
        @overload
        def __lt__(self: "Numeric", other: "Decimal | int | Operand") -> "Expression[bool]": ...
        @overload
        def __lt__(self, other: "T | Operand") -> "Expression[bool]": ...
        def __lt__(self, other: Any) -> "Expression[bool]": ...
        @overload
        def __le__(self: "Numeric", other: "Decimal | int | Operand") -> "Expression[bool]": ...
        @overload
        def __le__(self, other: "T | Operand") -> "Expression[bool]": ...
        def __le__(self, other: Any) -> "Expression[bool]": ...
        @overload
        def __gt__(self: "Numeric", other: "Decimal | int | Operand") -> "Expression[bool]": ...
        @overload
        def __gt__(self, other: "T | Operand") -> "Expression[bool]": ...
        def __gt__(self, other: Any) -> "Expression[bool]": ...
        @overload
        def __ge__(self: "Numeric", other: "Decimal | int | Operand") -> "Expression[bool]": ...
        @overload
        def __ge__(self, other: "T | Operand") -> "Expression[bool]": ...
        def __ge__(self, other: Any) -> "Expression[bool]": ...
        @overload  # type: ignore[override]
        def __eq__(self: "Numeric", other: "Decimal | int | Operand | None") -> "Expression[bool]": ...
        @overload
        def __eq__(self, other: "T | Operand | None") -> "Expression[bool]": ...
        def __eq__(self, other: object) -> "Expression[bool]": ...
        @overload  # type: ignore[override]
        def __ne__(self: "Numeric", other: "Decimal | int | Operand | None") -> "Expression[bool]": ...
        @overload
        def __ne__(self, other: "T | Operand | None") -> "Expression[bool]": ...
        def __ne__(self, other: object) -> "Expression[bool]": ...
        @overload
        def in_(self: "Numeric", values: "Iterable[Decimal | int] | Operand") -> "Expression[bool]": ...
        @overload
        def in_(self, values: "Iterable[T] | Operand") -> "Expression[bool]": ...
        def in_(self, values: Any) -> "Expression[bool]": ...
        @overload
        def between(
            self: "Numeric", low: "Decimal | int | Operand", high: "Decimal | int | Operand"
        ) -> "Expression[bool]": ...
        @overload
        def between(self, low: "T | Operand", high: "T | Operand") -> "Expression[bool]": ...
        def between(self, low: Any, high: Any) -> "Expression[bool]": ...

    # ---- modifiers

    @overload
    def not_null(self: "Column[S | None]", *, name: str | None = None, valid: Literal[True] = True) -> "Column[S]": ...
    @overload
    def not_null(self, *, name: str | None = None, valid: Literal[False]) -> "Column[T]": ...
    def not_null(self, *, name: str | None = None, valid: bool = True) -> Any:
        """Refuse NULL. `name` is the constraint's, which PostgreSQL keeps from 18 on.

        `valid=False` leaves the rows that are there unasked (NOT VALID, PostgreSQL 18), so that some may still hold NULL.
        """
        return self._with(not_null=valid, not_null_not_valid=not valid, not_null_name=optional(name, "constraint"))

    def primary_key(self: "Column[S | None]") -> "Column[S]":
        """Make the column its table's primary key."""
        result: Column[S] = self._with(primary_key=True, not_null=True)
        return result

    def unique(self, name: str | None = None, *, nulls: str = "distinct") -> "Column[T]":
        """Add a unique constraint on the column. `nulls`: "distinct" or "not distinct" (PostgreSQL 15)."""
        if nulls not in ("distinct", "not distinct"):
            raise DeclarationError(f'{here()}: nulls must be "distinct" or "not distinct", not {nulls!r}')
        result: Column[T] = self._with(unique=(optional(name, "constraint"), nulls == "not distinct"))
        return result

    def default(self, value: Any) -> "Column[T]":
        """Give the column a DEFAULT: a Python value, or sql(...). None is DEFAULT NULL, which is no default."""
        origin = here()
        value = built(value)
        if callable(value) and not isinstance(value, (type, SQL)):
            raise DeclarationError(f"{origin}: default() takes a value or sql(); a function goes to default_factory()")
        if not isinstance(value, SQL):
            self._spec.type.literal(value, Context(), origin) if value is not None else None
            value = (value, origin)
        result: Column[T] = self._with(default=value)
        return result

    def default_now(self) -> "Column[T]":
        """DEFAULT now(), for dates and times."""
        if not self._spec.type.name.startswith(("timestamp", "date", "time")):
            raise DeclarationError(f"{here()}: default_now() is for dates and times, not {self._spec.type.name}")
        return self.default(sql("now()"))

    def default_random(self) -> "Column[T]":
        """DEFAULT gen_random_uuid(), for uuid columns."""
        if self._spec.type.name != "uuid":
            raise DeclarationError(f"{here()}: default_random() is for uuid columns, not {self._spec.type.name}")
        return self.default(sql("gen_random_uuid()"))

    def default_factory(self, factory: Callable[[], Any]) -> "Column[T]":
        """Fill the column in Python when a row is inserted without it. Never reaches DDL (Drizzle's $defaultFn)."""
        result: Column[T] = self._with(default_factory=_function(factory, "default_factory"))
        return result

    def on_update(self, factory: Callable[[], Any]) -> "Column[T]":
        """Fill the column in Python when a row is updated without it. Never reaches DDL (Drizzle's $onUpdateFn)."""
        result: Column[T] = self._with(on_update=_function(factory, "on_update"))
        return result

    def references(
        self,
        target: "Callable[[], Any] | Column[Any] | SQL | str",
        *,
        name: str | None = None,
        on_delete: str | None = None,
        on_update: str | None = None,
        match_full: bool = False,
        deferrable: bool = False,
        initially_deferred: bool = False,
    ) -> "Column[T]":
        """Make the column a foreign key.

        `target` is a column, a function that gives one (for tables declared later), "schema.table.column", or
        sql('"schema"."table"("column")').
        """
        result: Column[T] = self._with(
            reference=Reference.make(
                target,
                name=name,
                on_delete=on_delete,
                on_update=on_update,
                match_full=match_full,
                deferrable=deferrable,
                initially_deferred=initially_deferred,
                origin=here(),
            )
        )
        return result

    def generated_always_as(
        self, expression: "SQL | Operators | Callable[[], SQL]", *, stored: bool = True
    ) -> "Column[T]":
        """Compute the column from others. `stored=False` makes it VIRTUAL, which needs PostgreSQL 18."""
        expression = built(expression)
        if not isinstance(expression, SQL) and not callable(expression):
            raise DeclarationError(f"{here()}: generated_always_as() takes sql() or a function that gives it")
        result: Column[T] = self._with(generated=(expression, switch(stored, "stored")))
        return result

    def generated_always_as_identity(self: "Column[S | None]", **options: Any) -> "Column[S]":
        """GENERATED ALWAYS AS IDENTITY. Options: name, start_with, increment, min_value, max_value, cache, cycle."""
        result: Column[S] = self._identity(True, options)
        return result

    def generated_by_default_as_identity(self: "Column[S | None]", **options: Any) -> "Column[S]":
        """GENERATED BY DEFAULT AS IDENTITY. Options as for generated_always_as_identity()."""
        result: Column[S] = self._identity(False, options)
        return result

    def _identity(self, always: bool, options: dict[str, Any]) -> Any:  # noqa: FBT001
        if self._spec.type.name not in INTEGERS or self._spec.type.dimensions:
            raise DeclarationError(f"{here()}: identity is for {', '.join(INTEGERS)}, not {self._spec.type.name}")
        name = options.pop("name", None)
        made = counter(self._spec.type.name, options, here())
        return self._with(identity=Identity(always, made, optional(name, "sequence")), not_null=True)

    def array(self, dimensions: int | str | None = None) -> "Column[Any]":
        """Make it an array; once more for each dimension more, or `array("[][]")`. PostgreSQL keeps no sizes."""
        if isinstance(dimensions, str):
            if not dimensions or dimensions.replace("[]", ""):
                raise DeclarationError(f'{here()}: array() takes "[]", "[][]", …, not {dimensions!r}')
            count = dimensions.count("[]")
        else:
            count = 1  # a size, as in Drizzle: accepted by PostgreSQL and ignored
            if dimensions is not None and (isinstance(dimensions, bool) or dimensions < 1):
                raise DeclarationError(f"{here()}: the size of an array must be 1 or more, not {dimensions!r}")
        if self._spec.serial or self._spec.identity:
            raise DeclarationError(f"{here()}: a column that counts is no array")
        result: Column[Any] = self._with(type=self._spec.type.array(count))
        return result

    def collate(self, collation: "str | Collating") -> "Column[T]":
        """Give the column a collation: "C", "de-x-icu", "app.my_collation", or what pg_collation() made.

        In an index it is the key's.
        """
        if isinstance(collation, str) or not hasattr(collation, "_ref"):
            word(collation, "collate() takes the name of a collation")
        result: Column[T]
        result = self._with(collation=collation) if self._spec.table is None else self._key().collate(collation)  # type: ignore[assignment]
        return result

    def storage(self, how: str) -> "Column[T]":
        """How large values are stored: "plain", "external", "extended" or "main"."""
        if how not in STORAGES:
            raise DeclarationError(f"{here()}: the storage of a column is one of {', '.join(STORAGES)}, not {how!r}")
        result: Column[T] = self._with(storage=how)
        return result

    def compression(self, method: str) -> "Column[T]":
        """How large values are compressed: "pglz" or "lz4"."""
        if method not in ("pglz", "lz4"):
            raise DeclarationError(f'{here()}: the compression of a column is "pglz" or "lz4", not {method!r}')
        result: Column[T] = self._with(compression=method)
        return result

    def statistics(self, target: int) -> "Column[T]":
        """How much ANALYZE gathers for the column, from 0 (nothing) to 10000."""
        if not isinstance(target, int) or isinstance(target, bool) or not 0 <= target <= 10000:
            raise DeclarationError(f"{here()}: the statistics target is an integer from 0 to 10000, not {target!r}")
        result: Column[T] = self._with(statistics=target)
        return result

    def with_(self, options: Mapping[str, Any]) -> "Column[T]":
        """What the planner is told of the column: .with_({"n_distinct": -0.5})."""
        from mizzle.dsl.index import parameters

        result: Column[T] = self._with(options=parameters(options))
        return result

    def comment(self, text: str) -> "Column[T]":
        """COMMENT ON COLUMN."""
        result: Column[T] = self._with(comment=remark(text))
        return result

    @overload
    def type(self, python_type: "builtins.type[S]", *, validate: bool = False) -> "Column[S | None]": ...
    @overload
    def type(self, python_type: Any, *, validate: bool = False) -> "Column[Any]": ...
    def type(self, python_type: Any, *, validate: bool = False) -> "Column[Any]":
        """Say which Python type the values have (Drizzle's $type). Never reaches DDL.

        `validate`, for json and jsonb: documents are read as objects of the type (a class of attrs or pydantic, a dataclass, a
        TypedDict, a list of them) and written from them, and what is none of it is an error.
        """
        if switch(validate, "validate") and (
            self._spec.type.name not in ("json", "jsonb") or self._spec.type.dimensions
        ):
            raise DeclarationError(f"{here()}: validate is for json and jsonb, not {self._spec.type}")
        result: Column[Any] = self._with(python=python_type, structured=validate)
        return result

    def renamed_from(self, old: str) -> "Column[T]":
        """Say that the column was called otherwise before, so that it is renamed and not dropped and added."""
        result: Column[T] = self._with(renamed=checked(old, "column"))
        return result

    # ---- to the model

    def _name(self, context: Context) -> str:
        return self._spec.name or context.cased(self._spec.key)

    def _ref(self, context: Context) -> Ref:
        table = self._spec.table
        if table is None:
            raise DeclarationError(f"{self._spec.origin}: the column {self!r} stands in no table yet")
        where = table._ref(context)
        return Ref("column", where.schema, where.name, self._name(context))

    def _piece(self, context: Context) -> Piece:
        return self._ref(context)

    def _model(self, position: int, context: Context) -> ColumnModel:
        spec = self._spec
        ref = self._ref(context)
        generated = None
        if spec.generated:
            expression = spec.generated[0] if isinstance(spec.generated[0], SQL) else spec.generated[0]()
            if not isinstance(expression, SQL):
                raise DeclarationError(f"{spec.origin}: generated_always_as() of {ref} must give sql()")
            generated = Generated(expression.expr(context), spec.generated[1])
        if sum(bool(fact) for fact in (generated, spec.identity, spec.serial, spec.default is not None)) > 1:
            raise DeclarationError(f"{spec.origin}: {ref} can only be one of default, generated, identity and serial")
        if spec.not_null_not_valid and (spec.not_null or spec.serial or spec.primary_key or spec.identity):
            raise DeclarationError(
                f"{spec.origin}: {ref} is not_null(valid=False), which a key, an identity or a serial column cannot be"
            )
        return ColumnModel(
            ref=ref,
            type=spec.type.type(context),
            not_null=spec.not_null or spec.serial,
            not_null_not_valid=spec.not_null_not_valid,
            not_null_name=spec.not_null_name,
            default=self._default(ref, context),
            generated=generated,
            identity=spec.identity,
            collation=collation(spec.collation, context),
            storage=None if spec.storage == own_storage(spec.type) else spec.storage,
            compression=spec.compression,
            statistics=spec.statistics,
            options=spec.options,
            comment=spec.comment,
            renamed=spec.renamed,
            position=position,
            origin=spec.origin,
        )

    def _default(self, ref: Ref, context: Context) -> Expr | None:
        spec = self._spec
        if spec.serial:
            return Expr(("nextval(", Regclass(self._sequence(ref).ref), "::regclass)"), spec.origin)
        if isinstance(spec.default, SQL):
            return spec.default.expr(context)
        if spec.default is None or spec.default[0] is None:
            return None
        return spec.type.literal(spec.default[0], context, spec.default[1])

    def _sequence(self, ref: Ref) -> Sequence:
        return Sequence(
            ref=Ref("sequence", ref.schema, chosen(f"{ref.name}_{ref.part}_seq")),
            counter=Counter.make(self._spec.type.name),
            owned_by=ref,
            unlogged=bool(self._spec.table and self._spec.table._config.unlogged),
            chosen=True,
            origin=self._spec.origin,
        )


if TYPE_CHECKING:

    class ColumnOf(Column[T], Generic[T, O]):
        """A column of a class: the class is known, so that a join can make it optional."""

        def _told(self) -> tuple[T, O]: ...  # type: ignore[override]


def _function(given: Any, what: str) -> Callable[[], Any]:
    if not callable(given):
        raise DeclarationError(f"{here()}: {what}() takes a function; a value goes to default()")
    return given  # type: ignore[no-any-return]


__all__ = ["ACTIONS", "Column", "Spec"]
