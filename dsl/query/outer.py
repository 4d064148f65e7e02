"""What joins make of the types of rows: the side that may be missing becomes optional. Nothing here runs.

Of up to four columns a join knows which are of the class that it joins. Of more, and where what is joined is no class, it takes
all of them for optional: a row then has fewer None than its type says, and never more.
"""

# mypy: disable-error-code="overload-overlap, no-overload-impl, empty-body, misc, override"

from typing import Any, Generic, Self, TypeVar, TypeVarTuple, overload

from mizzle.dsl.query.expression import Condition
from mizzle.dsl.query.select import Select
from mizzle.dsl.record import PgTable

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
E = TypeVar("E")
F = TypeVar("F")
N = TypeVar("N")
R = TypeVar("R")
S = TypeVar("S")
W = TypeVar("W")
X = TypeVar("X")
Y = TypeVar("Y")
Z = TypeVar("Z")
P = TypeVar("P", bound=PgTable[Any, Any])
Q = TypeVar("Q", bound=PgTable[Any, Any])
Ts = TypeVarTuple("Ts")


class Wide(Select[R], Generic[R, N]):
    """SELECT of columns. N is the row where all of them are optional."""

    def left_join(self, source: Any, on: Condition, *, lateral: bool = False) -> "Wide[N, N]": ...
    def right_join(self, source: Any, on: Condition) -> "Wide[N, N]": ...
    def full_join(self, source: Any, on: Condition) -> "Wide[N, N]": ...


class Cells(Wide[R, N], Generic[R, N, S]):
    """SELECT of up to four columns. S is the classes whose columns they are."""

    def full_join(self, source: Any, on: Condition) -> "Cells[N, N, S]": ...

    @overload
    def left_join(
        self: "Cells[tuple[A], N, tuple[Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None], N, tuple[Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B], N, tuple[Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None], N, tuple[Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B], N, tuple[Q, X]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B], N, tuple[Q, X]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B], N, tuple[W, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None], N, tuple[W, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C | None], N, tuple[Q, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, Q, Y]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C], N, tuple[Q, Q, Y]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, X, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C | None], N, tuple[Q, X, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C | None], N, tuple[W, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, X, Y]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C], N, tuple[Q, X, Y]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, Q, Y]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C], N, tuple[W, Q, Y]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, X, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B, C | None], N, tuple[W, X, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C | None, D | None], N, tuple[Q, Q, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Q, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C | None, D], N, tuple[Q, Q, Q, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Y, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C, D | None], N, tuple[Q, Q, Y, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C | None, D | None], N, tuple[Q, X, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C | None, D | None], N, tuple[W, Q, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Y, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B | None, C, D], N, tuple[Q, Q, Y, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Q, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C | None, D], N, tuple[Q, X, Q, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Y, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C, D | None], N, tuple[Q, X, Y, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Q, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C | None, D], N, tuple[W, Q, Q, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Y, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C, D | None], N, tuple[W, Q, Y, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Q, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B, C | None, D | None], N, tuple[W, X, Q, Q]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Y, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A | None, B, C, D], N, tuple[Q, X, Y, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Y, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B | None, C, D], N, tuple[W, Q, Y, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Q, Z]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B, C | None, D], N, tuple[W, X, Q, Z]]": ...
    @overload
    def left_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Y, Q]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Cells[tuple[A, B, C, D | None], N, tuple[W, X, Y, Q]]": ...
    @overload
    def left_join(self, source: type[PgTable[Any, Any]], on: Condition, *, lateral: bool = False) -> Self: ...
    @overload
    def left_join(self, source: Any, on: Condition, *, lateral: bool = False) -> "Cells[N, N, S]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A], N, tuple[Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A], N, tuple[Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B], N, tuple[Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B], N, tuple[Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B], N, tuple[Q, X]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None], N, tuple[Q, X]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B], N, tuple[W, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B], N, tuple[W, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C], N, tuple[Q, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, Q, Y]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C | None], N, tuple[Q, Q, Y]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, X, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C], N, tuple[Q, X, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C], N, tuple[W, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[Q, X, Y]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C | None], N, tuple[Q, X, Y]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, Q, Y]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C | None], N, tuple[W, Q, Y]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C], N, tuple[W, X, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B | None, C], N, tuple[W, X, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Q, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C, D | None], N, tuple[Q, Q, Q, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Y, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C | None, D], N, tuple[Q, Q, Y, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C, D], N, tuple[Q, X, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C, D], N, tuple[W, Q, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, Q, Y, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B, C | None, D | None], N, tuple[Q, Q, Y, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Q, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C, D | None], N, tuple[Q, X, Q, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Y, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C | None, D], N, tuple[Q, X, Y, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Q, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C, D | None], N, tuple[W, Q, Q, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Y, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C | None, D], N, tuple[W, Q, Y, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Q, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B | None, C, D], N, tuple[W, X, Q, Q]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[Q, X, Y, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A, B | None, C | None, D | None], N, tuple[Q, X, Y, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, Q, Y, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B, C | None, D | None], N, tuple[W, Q, Y, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Q, Z]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B | None, C, D | None], N, tuple[W, X, Q, Z]]": ...
    @overload
    def right_join(
        self: "Cells[tuple[A, B, C, D], N, tuple[W, X, Y, Q]]", source: type[Q], on: Condition
    ) -> "Cells[tuple[A | None, B | None, C | None, D], N, tuple[W, X, Y, Q]]": ...
    @overload
    def right_join(self, source: Any, on: Condition) -> "Cells[N, N, S]": ...


class Joined(tuple[*Ts]):
    """A row of a join: the rows of its tables, which have their names too."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any: ...


class Whole(Select[R]):
    """SELECT without columns: rows are the table's, and with joins they have a row of each table."""

    @overload
    def from_(self, source: type[P]) -> "Whole[P]": ...
    @overload
    def from_(self, source: Any) -> "Whole[Any]": ...
    @overload
    def inner_join(
        self: "Whole[Joined[*Ts]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Whole[Joined[*Ts, Q]]": ...
    @overload
    def inner_join(
        self: "Whole[P]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Whole[Joined[P, Q]]": ...
    @overload
    def inner_join(self, source: Any, on: Condition, *, lateral: bool = False) -> "Whole[Any]": ...
    @overload
    def join(
        self: "Whole[Joined[*Ts]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Whole[Joined[*Ts, Q]]": ...
    @overload
    def join(self: "Whole[P]", source: type[Q], on: Condition, *, lateral: bool = False) -> "Whole[Joined[P, Q]]": ...
    @overload
    def join(self, source: Any, on: Condition, *, lateral: bool = False) -> "Whole[Any]": ...
    @overload
    def left_join(
        self: "Whole[Joined[*Ts]]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Whole[Joined[*Ts, Q | None]]": ...
    @overload
    def left_join(
        self: "Whole[P]", source: type[Q], on: Condition, *, lateral: bool = False
    ) -> "Whole[Joined[P, Q | None]]": ...
    @overload
    def left_join(self, source: Any, on: Condition, *, lateral: bool = False) -> "Whole[Any]": ...
    @overload
    def right_join(
        self: "Whole[Joined[A, B]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, Q]]": ...
    @overload
    def right_join(
        self: "Whole[Joined[A, B, C]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, C | None, Q]]": ...
    @overload
    def right_join(
        self: "Whole[Joined[A, B, C, D]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, C | None, D | None, Q]]": ...
    @overload
    def right_join(self: "Whole[P]", source: type[Q], on: Condition) -> "Whole[Joined[P | None, Q]]": ...
    @overload
    def right_join(self, source: Any, on: Condition) -> "Whole[Any]": ...
    @overload
    def full_join(
        self: "Whole[Joined[A, B]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, Q | None]]": ...
    @overload
    def full_join(
        self: "Whole[Joined[A, B, C]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, C | None, Q | None]]": ...
    @overload
    def full_join(
        self: "Whole[Joined[A, B, C, D]]", source: type[Q], on: Condition
    ) -> "Whole[Joined[A | None, B | None, C | None, D | None, Q | None]]": ...
    @overload
    def full_join(self: "Whole[P]", source: type[Q], on: Condition) -> "Whole[Joined[P | None, Q | None]]": ...
    @overload
    def full_join(self, source: Any, on: Condition) -> "Whole[Any]": ...
    @overload
    def cross_join(
        self: "Whole[Joined[*Ts]]", source: type[Q], *, lateral: bool = False
    ) -> "Whole[Joined[*Ts, Q]]": ...
    @overload
    def cross_join(self: "Whole[P]", source: type[Q], *, lateral: bool = False) -> "Whole[Joined[P, Q]]": ...
    @overload
    def cross_join(self, source: Any, *, lateral: bool = False) -> "Whole[Any]": ...
