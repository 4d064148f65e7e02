"""db.query.users.find_many(): rows with the rows that belong to them, by one statement."""

from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar, Unpack, overload

from mizzle.dsl.place import here
from mizzle.dsl.query.relations import Relations, find
from mizzle.dsl.query.select import Select
from mizzle.dsl.table import table_of
from mizzle.errors import DeclarationError

if TYPE_CHECKING:
    from mizzle.dsl.query.typed import P

R = TypeVar("R")


class Options(TypedDict, total=False):
    """What find_many() takes; see Finding."""

    with_: Any
    where: Any
    order_by: Any
    limit: Any
    offset: Any


class Chosen(Options, total=False):
    """The same with what makes other rows than the table's."""

    columns: Any
    extras: Any


class Queries:
    """The tables of the relations, as attributes; by class, db.query[Users], their rows are typed."""

    def __init__(self, db: Any, relations: Relations) -> None:
        self._db = db
        self._relations = relations

    def __getattr__(self, key: str) -> "Finding[Any]":
        self._relations.table(key)
        return Finding(self._db, self._relations, key)

    def __getitem__(self, table: "type[P]") -> "Finding[P]":
        key = next((key for key, each in self._relations.tables.items() if each is table_of(table)), None)
        if key is None:
            raise DeclarationError(f"{here()}: the relations know no table {table!r}")
        return Finding(self._db, self._relations, key)


class Finding(Generic[R]):
    """The queries of one table, with these options.

    with_      the relations to read: a name, a list of names, or a dict of name → True or options as these
    where      an expression, a function of the table, or a dict: {"age": {"gt": 17}, "posts": {"title": "one"}, "NOT": {…}}
    order_by   keys, or {"name": "desc"}
    columns    those that are wanted, or {"secret": False}; all without it
    extras     further results by name
    limit, offset

    Type checkers know the rows of db.query[Users], and what belongs to them where the class says so: `posts: list["Posts"]` in its
    body, which makes no column. They do not know which relations a query reads, nor its rows where it says columns or extras.

    Columns of the table in expressions mean it at the level where they stand. Raises DeclarationError for what is not there.
    """

    def __init__(self, db: Any, relations: Relations, key: str) -> None:
        self._db = db
        self._relations = relations
        self._key = key

    @overload
    def find(self, **options: Unpack[Options]) -> Select[R]: ...
    @overload
    def find(self, **options: Unpack[Chosen]) -> Select[Any]: ...
    def find(self, **options: Unpack[Chosen]) -> Any:
        """The query that find_many() runs, for to_sql(), explain(), stream() and placeholders."""
        return find(self._relations, self._key, options, self._db)

    @overload
    def find_many(self, **options: Unpack[Options]) -> list[R]: ...
    @overload
    def find_many(self, **options: Unpack[Chosen]) -> list[Any]: ...
    def find_many(self, **options: Unpack[Chosen]) -> Any:
        """All rows; on an AsyncDatabase awaited."""
        return self._db.all(self.find(**options))

    @overload
    def find_first(self, **options: Unpack[Options]) -> R | None: ...
    @overload
    def find_first(self, **options: Unpack[Chosen]) -> Any: ...
    def find_first(self, **options: Unpack[Chosen]) -> Any:
        """The first row, or None; on an AsyncDatabase awaited."""
        return self._db.first(self.find(**{**options, "limit": 1}))


if TYPE_CHECKING:  # of an AsyncDatabase

    class AsyncQueries(Queries):
        def __getattr__(self, key: str) -> "AsyncFinding[Any]": ...
        def __getitem__(self, table: "type[P]") -> "AsyncFinding[P]": ...

    class AsyncFinding(Finding[R]):
        @overload  # type: ignore[override, no-overload-impl]
        async def find_many(self, **options: Unpack[Options]) -> list[R]: ...
        @overload
        async def find_many(self, **options: Unpack[Chosen]) -> list[Any]: ...
        @overload  # type: ignore[override, no-overload-impl]
        async def find_first(self, **options: Unpack[Options]) -> R | None: ...
        @overload
        async def find_first(self, **options: Unpack[Chosen]) -> Any: ...
