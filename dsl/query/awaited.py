"""Queries of an AsyncDatabase, which are awaited. Nothing here runs: at run time they are those of a Database.

A join that may find nothing takes all columns for optional here: a row then has fewer None than its type says, and never more.
"""

# mypy: disable-error-code="overload-overlap, no-overload-impl, empty-body, misc, override"

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar, overload

from mizzle.dsl.query.change import Delete, Insert, Update
from mizzle.dsl.query.expression import Condition
from mizzle.dsl.query.select import Query, Select
from mizzle.dsl.query.typed import A, Altered, B, C, D, E, F, Modelled, P, Result, Told

if TYPE_CHECKING:
    from mizzle.dsl.record import Untold

R = TypeVar("R")
N = TypeVar("N")


class Awaited(Query[R]):
    """What an AsyncDatabase runs."""

    async def all(self, **values: Any) -> list[R]: ...
    async def first(self, **values: Any) -> R | None: ...
    async def one(self, **values: Any) -> R: ...
    async def one_or_none(self, **values: Any) -> R | None: ...
    @overload
    async def scalar(self: "Awaited[tuple[A]]", **values: Any) -> A | None: ...
    @overload
    async def scalar(self, **values: Any) -> Any: ...
    async def execute(self, **values: Any) -> int: ...


class AsyncSelect(Awaited[R], Select[R]):
    """SELECT."""


class AsyncWide(AsyncSelect[R], Generic[R, N]):
    """SELECT of columns. N is the row where all of them are optional."""

    def left_join(self, source: Any, on: Condition, *, lateral: bool = False) -> "AsyncWide[N, N]": ...
    def right_join(self, source: Any, on: Condition) -> "AsyncWide[N, N]": ...
    def full_join(self, source: Any, on: Condition) -> "AsyncWide[N, N]": ...


class AsyncSelecting(Protocol):
    """As Selecting. Rows of up to six columns are known, those of more as db.all(select(…))."""

    @overload
    def __call__(self) -> "AsyncSelect[Any]": ...
    @overload
    def __call__(self, table: type[P], /) -> "AsyncSelect[P]": ...
    @overload
    def __call__(self, a: Result[A, Any], /) -> "AsyncWide[tuple[A], tuple[A | None]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], /
    ) -> "AsyncWide[tuple[A, B], tuple[A | None, B | None]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], /
    ) -> "AsyncWide[tuple[A, B, C], tuple[A | None, B | None, C | None]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], d: Result[D, Any], /
    ) -> "AsyncWide[tuple[A, B, C, D], tuple[A | None, B | None, C | None, D | None]]": ...
    @overload
    def __call__(
        self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], d: Result[D, Any], e: Result[E, Any], /
    ) -> "AsyncWide[tuple[A, B, C, D, E], tuple[A | None, B | None, C | None, D | None, E | None]]": ...
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
    ) -> "AsyncWide[tuple[A, B, C, D, E, F], tuple[A | None, B | None, C | None, D | None, E | None, F | None]]": ...
    @overload
    def __call__(self, fields: "Mapping[str, Any]", /) -> "AsyncSelect[Any]": ...
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
        *more: Any,
    ) -> "AsyncSelect[Any]": ...


class Returns(Query[R]):
    """What a change gives back."""

    @overload
    def returning(self) -> Awaited[R]: ...
    @overload
    def returning(self, a: Result[A, Any], /) -> Awaited[tuple[A]]: ...
    @overload
    def returning(self, a: Result[A, Any], b: Result[B, Any], /) -> Awaited[tuple[A, B]]: ...
    @overload
    def returning(self, a: Result[A, Any], b: Result[B, Any], c: Result[C, Any], /) -> Awaited[tuple[A, B, C]]: ...
    @overload
    def returning(self, fields: "Mapping[str, Any]", /) -> Awaited[Any]: ...
    @overload
    def returning(
        self, a: Result[Any, Any], b: Result[Any, Any], c: Result[Any, Any], d: Result[Any, Any], *more: Any
    ) -> Awaited[Any]: ...


class AsyncInsert(Awaited[R], Returns[R], Insert[R]):
    """INSERT."""


class AsyncInsertOf(AsyncInsert[R], Generic[R, N]):
    """INSERT into a class whose new rows a TypedDict tells."""

    def values(self, rows: "N | Iterable[N] | Modelled", /) -> Self: ...


class AsyncUpdate(Awaited[R], Returns[R], Update[R]):
    """UPDATE."""


class AsyncUpdateOf(AsyncUpdate[R], Generic[R, N]):
    """UPDATE of a class whose changes a TypedDict tells."""

    def set(self, values: "N | Modelled | Mapping[tuple[str, ...], Query[Any]]", /) -> Self: ...


class AsyncDelete(Awaited[R], Returns[R], Delete[R]):
    """DELETE."""


class AsyncInserting(Protocol):
    """Begin an INSERT."""

    @overload
    def __call__(self, table: "Told[A, Untold]") -> AsyncInsert[A]: ...
    @overload
    def __call__(self, table: Told[A, B]) -> AsyncInsertOf[A, B]: ...
    @overload
    def __call__(self, table: Any) -> AsyncInsert[Any]: ...


class AsyncUpdating(Protocol):
    """Begin an UPDATE."""

    @overload
    def __call__(self, table: "Altered[A, Untold]") -> AsyncUpdate[A]: ...
    @overload
    def __call__(self, table: Altered[A, B]) -> AsyncUpdateOf[A, B]: ...
    @overload
    def __call__(self, table: Any) -> AsyncUpdate[Any]: ...


class AsyncDeleting(Protocol):
    """Begin a DELETE."""

    @overload
    def __call__(self, table: type[P]) -> AsyncDelete[P]: ...
    @overload
    def __call__(self, table: Any) -> AsyncDelete[Any]: ...
