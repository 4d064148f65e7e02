"""What Database and AsyncDatabase share: the builders, and how a query is made ready."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from inspect import iscoroutinefunction
from itertools import count
from typing import TYPE_CHECKING, Any, ClassVar, overload
from weakref import WeakKeyDictionary

import psycopg

from mizzle.connection import read_url
from mizzle.database.finding import Queries
from mizzle.database.prepare import Ready, failed, ready
from mizzle.database.rows import maker, model, row_class
from mizzle.dsl.context import Context
from mizzle.dsl.query.change import Delete, Insert, Update, delete, insert, update
from mizzle.dsl.query.merge import Merge, merge
from mizzle.dsl.query.relations import Relations
from mizzle.dsl.query.select import Query, Rows, Select, begin
from mizzle.errors import ConnectError, MizzleError, RowCountError, UsageError
from mizzle.model.query import Param
from mizzle.version import __version__

if TYPE_CHECKING:
    from mizzle.dsl.query.typed import Inserting, P, Selecting, Updating

Logger = Callable[[str, list[Any]], None]


class Held:
    """By which thread or task a connection is held: whose transaction is open there."""

    __slots__ = ("by",)

    def __init__(self) -> None:
        self.by: Any = None


_helds: WeakKeyDictionary[Any, Held] = WeakKeyDictionary()  # of connections that are given, maybe to several databases


class Builders:
    """What queries are run over, and the beginnings of queries."""

    driver: ClassVar[type]  # psycopg's class of connections
    worker: ClassVar[str]  # what may share a connection with others: a thread or a task
    _lock: ClassVar[Any]

    def __init__(
        self,
        source: Any,
        *,
        schema: str = "public",
        casing: str | None = None,
        logger: Logger | None = None,
        relations: Relations | None = None,
    ) -> None:
        self.context = Context(schema, casing)
        self.logger = logger
        self.relations = relations
        self._url = source if isinstance(source, str) else None
        self._pool = source if self._is_pool(source) else None
        self._connection: Any = source if isinstance(source, self.driver) else None
        self._opening = self._lock()  # so that a URL is one connection
        self._held = Held() if self._connection is None else _helds.setdefault(self._connection, Held())
        if self._url is None and self._pool is None and self._connection is None:
            raise UsageError(
                f"{type(self).__name__} takes a URL, a psycopg.{self.driver.__name__} or a pool of those, "
                f"not {type(source).__name__}"
            )

    def _is_pool(self, source: Any) -> bool:
        """Whether it is a pool of psycopg_pool's, which is installed only where somebody has one."""
        lend = getattr(source, "getconn", None)
        return lend is not None and iscoroutinefunction(lend) == self.driver.__name__.startswith("Async")

    def _parts(self) -> dict[str, Any]:
        """What the URL says, for a connection of ours."""
        return {"application_name": f"mizzle/{__version__}", **read_url(self._url or "")}

    @staticmethod
    def _worker() -> Any:
        """The thread or task that is running."""
        raise NotImplementedError

    def _admit(self) -> None:
        """Raises UsageError in a thread or task that would take part in the transaction of another one."""
        if self._held.by is not None and self._held.by != self._worker():
            raise UsageError(
                f"another {self.worker} has a transaction open on the one connection of this {type(self).__name__}, and what "
                f"this {self.worker} runs would be committed or rolled back with it: give a pool, or each {self.worker} its "
                f"own {type(self).__name__}; what belongs to the transaction runs on what transaction() gave"
            )

    def _listed(self, query: Any) -> Any:
        """The rows of a query that is gone through by `for`."""
        return self.all(query)  # type: ignore[attr-defined]

    @contextmanager
    def _holding(self) -> Iterator[None]:
        """While a transaction is open on the only connection. Each of a pool's has its own."""
        self._admit()
        before, self._held.by = self._held.by, None if self._pool else self._worker()
        try:
            yield
        finally:
            self._held.by = before

    if TYPE_CHECKING:
        select: Selecting
        select_distinct: Selecting
    else:

        def select(self, *fields: Any) -> Select[Any]:
            """Begin a SELECT of columns, tables and expressions, or of a dict of them by name; of everything without any."""
            return begin(fields, self)

        def select_distinct(self, *fields: Any) -> Select[Any]:
            """Begin a SELECT DISTINCT, as select()."""
            return begin(fields, self).distinct()

    @property
    def query(self) -> Queries:
        """The tables of define_relations(): db.query.users.find_many(with_={"posts": True})."""
        if self.relations is None:
            raise UsageError(
                f"the queries of db.query follow relations; give them: {type(self).__name__}(…, relations=define_relations(…))"
            )
        return Queries(self, self.relations)

    if TYPE_CHECKING:
        insert: Inserting
    else:

        def insert(self, table: Any) -> Insert[Any]:
            """Begin an INSERT."""
            return insert(table, self)

    if TYPE_CHECKING:
        update: Updating
    else:

        def update(self, table: Any) -> Update[Any]:
            """Begin an UPDATE."""
            return update(table, self)

    @overload
    def delete(self, table: "type[P]") -> "Delete[P]": ...
    @overload
    def delete(self, table: Any) -> Delete[Any]: ...
    def delete(self, table: Any) -> Delete[Any]:
        """Begin a DELETE."""
        return delete(table, self)

    def merge(self, table: Any) -> Merge[Any]:
        """Begin a MERGE."""
        return merge(table, self)

    def to_sql(self, query: Any) -> tuple[str, list[Any]]:
        """The text with $1, $2, … and the values for them; a placeholder stands for itself."""
        made = ready(query, self.context)
        return made.text.decode(), [param.value if isinstance(param, Param) else param for param in made.params]

    def _ready(self, query: Any) -> Ready:
        kept = getattr(query, "_compiled", None)
        if kept is not None and kept[0] is self.context:
            return kept[1]  # type: ignore[no-any-return]
        return ready(query, self.context)


def lent(error: psycopg.Error) -> MizzleError:
    """The error of a pool, or of the end of what ran on a connection of it, as ours."""
    if type(error).__module__ == "psycopg_pool":
        return ConnectError(f"the pool gives no connection: {error}")
    return failed(error, Ready("", (), None), [])


class Gathered:
    """What the parts of one INSERT gave together, as a cursor would tell it."""

    def __init__(self) -> None:
        self.rowcount = 0
        self.description: Any = None
        self.found: list[Any] = []

    def add(self, cursor: Any, found: list[Any]) -> None:
        self.rowcount += cursor.rowcount
        self.description = cursor.description
        self.found.extend(found)

    def fetchall(self) -> list[Any]:
        return self.found

    def fetchmany(self, count: int) -> list[Any]:
        return self.found[:count]


class Over:
    """What a transaction has for a pool when its block is left: another one may use the connection by now."""

    def connection(self) -> Any:
        raise UsageError("the transaction is over; begin another, or use the database itself")


_streams = count(1)


def stream_name() -> str:
    """The name of a cursor, of which a connection may have several open."""
    return f"mizzle_stream_{next(_streams)}"


def streamed(query: Any) -> Any:
    """The query, as one that a cursor can read. Raises UsageError for a change: PostgreSQL has no cursors for those."""
    if isinstance(query, Query) and not isinstance(query, Rows):
        raise UsageError(
            f"stream() reads a select() or sql(), not {query!r}; all() gives the rows that a change returns"
        )
    return query


def factory(made: Ready, as_: Any) -> Any:
    """What psycopg is given to make rows of what the server sends: typed rows, or objects of the user's own class."""
    if as_ is None and made.factory is not None:
        return made.factory
    return lambda cursor: row_maker(made, cursor, as_)


def row_maker(made: Ready, cursor: Any, as_: Any) -> Any:
    """What makes a row of the values."""
    make = maker(made.shape, cursor) if made.shape is not None else _loose(cursor)
    if as_ is None:
        return make
    if not callable(as_):
        raise UsageError(f"as_= is a class or a function that makes the rows, such as dict, not {as_!r}")
    if made.shape is None:
        return lambda values: as_(**make(values)._asdict())
    convert = model(as_, made.shape)
    return lambda values: convert(make(values))


def _loose(cursor: Any) -> Any:
    """Rows of a raw statement: by the names that the server tells."""
    return partial(tuple.__new__, row_class(tuple(column.name for column in cursor.description or ())))


def only(found: list[Any], *, none: bool = False) -> Any:
    """The only row of those found (two at most are looked at)."""
    if len(found) == 1:
        return found[0]
    if not found and none:
        return None
    raise RowCountError(
        "the query found no row and one was wanted"
        if not found
        else f"the query found {len(found)} rows and one was wanted"
    )
