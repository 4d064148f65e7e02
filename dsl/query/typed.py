"""What type checkers know of the rows that select() and returning() give. Nothing here runs: at run time a Cells is a Select.

Python's types have no loops, so each number of columns has a signature of its own, up to ten. None takes just anything: to mypy a
result of unknown type would then make the whole row unknown.
"""

# mypy: disable-error-code="overload-overlap, no-overload-impl, empty-body, misc, override"

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeAlias, TypeVar, overload

from mizzle.dsl.record import PgTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mizzle.dsl.column import Operand
    from mizzle.dsl.query.change import Insert, InsertOf, Update, UpdateOf
    from mizzle.dsl.query.expression import Aliased, Expression
    from mizzle.dsl.query.outer import Cells, Whole, Wide
    from mizzle.dsl.query.select import Query, Select
    from mizzle.dsl.record import Untold
    from mizzle.dsl.sql import SQL
    from mizzle.model.query import Placeholder

    Given: TypeAlias = Expression[Any] | Aliased[Any] | Query[Any] | SQL | Placeholder

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
G = TypeVar("G")
H = TypeVar("H")
J = TypeVar("J")
K = TypeVar("K")
R = TypeVar("R")
W = TypeVar("W")
X = TypeVar("X")
Y = TypeVar("Y")
Z = TypeVar("Z")
P = TypeVar("P", bound=PgTable[Any, Any])
Value = TypeVar("Value", covariant=True)  # noqa: PLC0105 - as in dsl/column.py
Owner = TypeVar("Owner", covariant=True)  # noqa: PLC0105
Fit = TypeVar("Fit", contravariant=True)  # noqa: PLC0105
Row = TypeVar("Row", covariant=True)  # noqa: PLC0105


class Result(Protocol[Value, Owner]):
    """What can be selected: the type of its value, and the class whose column it is. A class itself gives its rows."""

    def _told(self) -> tuple[Value, Owner]: ...


class Selecting(Protocol):
    """Begin a SELECT of columns, tables and expressions, or of a dict of them by name; of everything without any."""

    @overload
    def __call__(self) -> "Whole[Any]": ...
    @overload
    def __call__(self, table: type[P], /) -> "Select[P]": ...
    @overload
    def __call__(self, a: Result[A, W], /) -> "Cells[tuple[A], tuple[A | None], tuple[W]]": ...
    @overload
    def __call__(
        self, a: Result[A, W], b: Result[B, X], /
    ) -> "Cells[tuple[A, B], tuple[A | None, B | None], tuple[W, X]]": ...
    @overload
    def __call__(
        self, a: Result[A, W], b: Result[B, X], c: Result[C, Y], /
    ) -> "Cells[tuple[A, B, C], tuple[A | None, B | None, C | None], tuple[W, X, Y]]": ...
    @overload
    def __call__(
        self, a: Result[A, W], b: Result[B, X], c: Result[C, Y], d: Result[D, Z], /
    ) -> "Cells[tuple[A, B, C, D], tuple[A | None, B | None, C | None, D | None], tuple[W, X, Y, Z]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], d: Result[D, Any], e: Result[E, Any], /
    ) -> "Wide[tuple[A, B, C, D, E], tuple[A | None, B | None, C | None, D | None, E | None]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        /,
    ) -> "Wide[tuple[A, B, C, D, E, F], tuple[A | None, B | None, C | None, D | None, E | None, F | None]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        /,
    ) -> (
        "Wide[tuple[A, B, C, D, E, F, G], tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None]]"
    ): ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        /,
    ) -> "Wide[tuple[A, B, C, D, E, F, G, H], tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None, H | None]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        j: Result[J, Any],
        /,
    ) -> "Wide[tuple[A, B, C, D, E, F, G, H, J], tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None, H | None, J | None]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        j: Result[J, Any],
        k: Result[K, Any],
        /,
    ) -> "Wide[tuple[A, B, C, D, E, F, G, H, J, K], tuple[A | None, B | None, C | None, D | None, E | None, F | None, G | None, H | None, J | None, K | None]]": ...
    @overload
    def __call__(self, fields: "Mapping[str, Any]", /) -> "Select[Any]": ...
    @overload
    def __call__(
        self,
        a: Result[Any, Any],
        b: Result[Any, Any],
        c: Result[Any, Any],
        d: Result[Any, Any],
        e: Result[Any, Any],
        f: Result[Any, Any],
        g: Result[Any, Any],
        h: Result[Any, Any],
        j: Result[Any, Any],
        k: Result[Any, Any],
        m: Result[Any, Any],
        *more: Any,
    ) -> "Select[Any]": ...


class Returning(Protocol[R]):
    """RETURNING columns and expressions, or a dict of them; all columns without any."""

    @overload
    def __call__(self) -> "Query[R]": ...
    @overload
    def __call__(self, a: Result[A, Any], /) -> "Query[tuple[A]]": ...
    @overload
    def __call__(self, a: Result[A, Any], b: Result[B, Any], /) -> "Query[tuple[A, B]]": ...
    @overload
    def __call__(self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], /) -> "Query[tuple[A, B, C]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], d: Result[D, Any], /
    ) -> "Query[tuple[A, B, C, D]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], d: Result[D, Any], e: Result[E, Any], /
    ) -> "Query[tuple[A, B, C, D, E]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        /,
    ) -> "Query[tuple[A, B, C, D, E, F]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        /,
    ) -> "Query[tuple[A, B, C, D, E, F, G]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        /,
    ) -> "Query[tuple[A, B, C, D, E, F, G, H]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        j: Result[J, Any],
        /,
    ) -> "Query[tuple[A, B, C, D, E, F, G, H, J]]": ...
    @overload
    def __call__(
        self,
        a: Result[A, Any],
        b: Result[B, Any],
        c: Result[C, Any],
        d: Result[D, Any],
        e: Result[E, Any],
        f: Result[F, Any],
        g: Result[G, Any],
        h: Result[H, Any],
        j: Result[J, Any],
        k: Result[K, Any],
        /,
    ) -> "Query[tuple[A, B, C, D, E, F, G, H, J, K]]": ...
    @overload
    def __call__(self, fields: "Mapping[str, Any]", /) -> "Query[Any]": ...
    @overload
    def __call__(
        self,
        a: Result[Any, Any],
        b: Result[Any, Any],
        c: Result[Any, Any],
        d: Result[Any, Any],
        e: Result[Any, Any],
        f: Result[Any, Any],
        g: Result[Any, Any],
        h: Result[Any, Any],
        j: Result[Any, Any],
        k: Result[Any, Any],
        m: Result[Any, Any],
        *more: Any,
    ) -> "Query[Any]": ...


class Told(Protocol[Value, Row]):
    """A class of the class form: its rows, and the TypedDict of its new ones."""

    def _told(self) -> tuple[Value, Any]: ...
    def _new(self) -> Row: ...


class Altered(Protocol[Value, Row]):
    """A class of the class form: its rows, and the TypedDict of their changes."""

    def _told(self) -> tuple[Value, Any]: ...
    def _changed(self) -> Row: ...


class Attrs(Protocol):
    """An object of attrs."""

    __attrs_attrs__: ClassVar[Any]


class Dataclass(Protocol):
    """An object of a dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


class Pydantic(Protocol):
    """An object of pydantic."""

    @property
    def model_fields_set(self) -> set[str]: ...


class Tuple(Protocol):
    """A row, or a named tuple."""

    def _asdict(self) -> dict[str, Any]: ...


Modelled: TypeAlias = Attrs | Dataclass | Pydantic | Tuple


class Inserting(Protocol):
    """Begin an INSERT."""

    @overload
    def __call__(self, table: Told[A, "Untold"], db: Any = None) -> "Insert[A]": ...
    @overload
    def __call__(self, table: Told[A, B], db: Any = None) -> "InsertOf[A, B]": ...
    @overload
    def __call__(self, table: Any, db: Any = None) -> "Insert[Any]": ...


class Updating(Protocol):
    """Begin an UPDATE."""

    @overload
    def __call__(self, table: Altered[A, "Untold"], db: Any = None) -> "Update[A]": ...
    @overload
    def __call__(self, table: Altered[A, B], db: Any = None) -> "UpdateOf[A, B]": ...
    @overload
    def __call__(self, table: Any, db: Any = None) -> "Update[Any]": ...


class Fits(Protocol[Fit]):
    """A column, and what may stand beside it."""

    def _fits(self, value: Fit, /) -> None: ...


class Comparing(Protocol):
    """eq() and its kin."""

    @overload
    def __call__(self, left: Fits[A], right: A) -> "Expression[bool]": ...
    @overload
    def __call__(self, left: "Given", right: Any) -> "Expression[bool]": ...
    @overload
    def __call__(self, left: object, right: "Operand") -> "Expression[bool]": ...


class Among(Protocol):
    """in_array() and its kin."""

    @overload
    def __call__(self, value: Fits[A], values: "Iterable[A] | Operand") -> "Expression[bool]": ...
    @overload
    def __call__(self, value: "Given", values: Any) -> "Expression[bool]": ...


class Within(Protocol):
    """between() and its kin."""

    @overload
    def __call__(self, value: Fits[A], low: A, high: A) -> "Expression[bool]": ...
    @overload
    def __call__(self, value: "Given", low: Any, high: Any) -> "Expression[bool]": ...
