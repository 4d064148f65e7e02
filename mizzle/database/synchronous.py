"""Database: queries over a psycopg connection, a pool, or a URL."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any, Self, TypeVar, overload

import psycopg
from psycopg import RawCursor
from psycopg.conninfo import make_conninfo
from psycopg.rows import tuple_row

from mizzle.connection import masked, shown
from mizzle.database.base import Builders, Gathered, Held, Over, factory, lent, only, row_maker, stream_name, streamed
from mizzle.database.commands import calling, refreshing
from mizzle.database.copying import CHUNK, MISSING, Incoming, Outgoing
from mizzle.database.prepare import FAILURES, Ready, explain_words, failed, reading, transaction_words
from mizzle.dsl.query.select import Query
from mizzle.errors import ConnectError, QueryError, UsageError

R = TypeVar("R")
T = TypeVar("T")


class Database(Builders):
    """Queries over one connection or a pool.

    source   a URL, a psycopg connection, or a psycopg_pool.ConnectionPool. A connection of ours is opened when it is first
             needed and commits each statement; one of yours stays as it is, and you close it. While a thread has
             a transaction open on the one connection, what others run raises UsageError, unless on the transaction itself:
             where several work at once, give a pool
    schema   the namespace of tables that name none
    casing   "snake_case" or "camelCase", for column names that were omitted
    logger   is called with text and values of each statement before it runs
    relations   what define_relations() made, for db.query

    Raises ConnectError when there is no server at the URL; its message never shows a password.
    """

    driver = psycopg.Connection
    worker = "thread"
    _worker = staticmethod(threading.get_ident)
    _lock = threading.Lock
    _connection: psycopg.Connection[Any] | None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection that was opened for the URL. Those that were given are left as they are."""
        if self._url is not None and self._connection is not None:
            self._connection.close()
            self._connection = None

    def _use(self) -> AbstractContextManager[psycopg.Connection[Any]]:
        """A connection for one piece of work: the pool's, which takes it back, or ours."""
        if self._pool is not None:
            return self._lent()
        self._admit()
        return _Held(self._opened())

    @contextmanager
    def _lent(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            with self._pool.connection() as connection:  # type: ignore[union-attr]
                yield connection
        except psycopg.Error as error:
            raise lent(error) from None

    @contextmanager
    def _alone(self, connection: psycopg.Connection[Any]) -> Iterator[psycopg.Transaction]:
        """A transaction in which no other thread takes part."""
        with self._holding(), connection.transaction() as block:
            yield block

    def _opened(self) -> psycopg.Connection[Any]:
        if self._connection is None or (self._url is not None and self._connection.closed):
            with self._opening:
                return self._open()
        return self._connection

    def _open(self) -> psycopg.Connection[Any]:
        if self._connection is None or self._connection.closed:  # and no other thread has opened one meanwhile
            parts = self._parts()
            try:
                self._connection = psycopg.connect(make_conninfo("", **parts), autocommit=True)
            except psycopg.Error as error:
                raise ConnectError(f"no connection to {shown(parts)}: {masked(str(error), parts)}") from None
        return self._connection

    # ---- running queries

    def _run(
        self, connection: psycopg.Connection[Any], made: Ready, given: dict[str, Any], row_factory: Any = tuple_row
    ) -> Any:
        if made.many or made.parts:
            return self._run_many(connection, made, given, row_factory)
        values = made.constant if made.constant is not None and not given else made.values(given)
        if self.logger:
            self.logger(made.text.decode(), values)
        cursor = RawCursor(connection, row_factory=row_factory)
        try:
            return cursor.execute(made.text, values)
        except FAILURES as error:
            raise failed(error, made, values) from None

    def _run_many(
        self, connection: psycopg.Connection[Any], made: Ready, given: dict[str, Any], row_factory: Any
    ) -> Gathered:
        """An INSERT of more values than one statement takes, all or none."""
        together = Gathered()
        with self._alone(connection):
            for part in made.parts:
                cursor = self._run(connection, part, given, row_factory)
                together.add(cursor, cursor.fetchall() if cursor.description else [])
            if made.many:
                if self.logger:
                    self.logger(made.text.decode(), list(made.many[0]))
                cursor = RawCursor(connection, row_factory=row_factory)
                try:
                    cursor.executemany(made.text, made.many, returning=made.shape is not None)
                except FAILURES as error:
                    raise failed(error, made, []) from None
                together.rowcount = cursor.rowcount if made.shape is None else 0
                while made.shape is not None:
                    together.add(cursor, cursor.fetchall())
                    if not cursor.nextset():
                        break
        return together

    def execute(self, query: Any, **values: Any) -> int:
        """Run the query; the number of rows that it touched. `values` are for the placeholders."""
        with self._use() as connection:
            return int(self._run(connection, self._ready(query), values).rowcount)

    @overload
    def all(self, query: Query[R], *, as_: None = None, **values: Any) -> list[R]: ...
    @overload
    def all(self, query: Any, *, as_: type[T], **values: Any) -> list[T]: ...
    @overload
    def all(self, query: Any, *, as_: Any = None, **values: Any) -> list[Any]: ...
    def all(self, query: Any, *, as_: Any = None, **values: Any) -> list[Any]:
        """All rows; `as_` makes something else of them: dict, tuple, or a class that takes the columns as keywords."""
        try:
            context, made = query._compiled
        except (AttributeError, TypeError):  # no query, or one that was not written yet
            return self._all(query, as_, values)
        if (
            made.quick is None
            or context is not self.context
            or as_ is not None
            or values
            or self.logger is not None
            or self._pool is not None
            or self._held.by is not None
        ):
            return self._all(query, as_, values)
        connection = self._connection if self._url is None else self._opened()
        try:  # what _all() does, at less cost: a query that is kept
            return RawCursor(connection, row_factory=made.quick).execute(made.text, made.constant).fetchall()  # type: ignore[arg-type]
        except FAILURES as error:
            raise failed(error, made, made.constant or []) from None

    def _all(self, query: Any, as_: Any, values: dict[str, Any]) -> list[Any]:
        made = self._ready(query)
        if made.constant is not None and not made.many and not made.parts:
            made.quick = made.factory
        with self._use() as connection:
            cursor = self._run(connection, made, values, factory(made, as_))
            with reading(made):
                return cursor.fetchall() if made.shape is not None or cursor.description else []

    @overload
    def first(self, query: Query[R], *, as_: None = None, **values: Any) -> R | None: ...
    @overload
    def first(self, query: Any, *, as_: type[T], **values: Any) -> T | None: ...
    @overload
    def first(self, query: Any, *, as_: Any = None, **values: Any) -> Any | None: ...
    def first(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(self._some(query, 1, as_, values)), None)

    @overload
    def one(self, query: Query[R], *, as_: None = None, **values: Any) -> R: ...
    @overload
    def one(self, query: Any, *, as_: type[T], **values: Any) -> T: ...
    @overload
    def one(self, query: Any, *, as_: Any = None, **values: Any) -> Any: ...
    def one(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The only row. Raises RowCountError when there is none, or more."""
        return only(self._some(query, 2, as_, values))

    @overload
    def one_or_none(self, query: Query[R], *, as_: None = None, **values: Any) -> R | None: ...
    @overload
    def one_or_none(self, query: Any, *, as_: type[T], **values: Any) -> T | None: ...
    @overload
    def one_or_none(self, query: Any, *, as_: Any = None, **values: Any) -> Any | None: ...
    def one_or_none(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The only row, or None. Raises RowCountError when there are more."""
        return only(self._some(query, 2, as_, values), none=True)

    @overload
    def scalar(self, query: Query[tuple[T]], **values: Any) -> T | None: ...
    @overload
    def scalar(self, query: Any, **values: Any) -> Any: ...
    def scalar(self, query: Any, **values: Any) -> Any:
        """The first value of the first row, or None."""
        row = self.first(query, **values)
        return None if row is None else row[0]

    def _some(self, query: Any, count: int, as_: Any, values: dict[str, Any]) -> list[Any]:
        made = self._ready(query)
        with self._use() as connection:
            cursor = self._run(connection, made, values, factory(made, as_))
            with reading(made):
                return cursor.fetchmany(count) if made.shape is not None or cursor.description else []

    def stream(self, query: Any, *, size: int = 1000, as_: Any = None, **values: Any) -> Iterator[Any]:
        """The rows one by one, through a server-side cursor that fetches `size` at a time."""
        made = self._ready(streamed(query))
        given = made.values(values)
        with self._use() as connection, self._alone(connection):
            cursor = psycopg.RawServerCursor(connection, stream_name(), row_factory=factory(made, as_))
            cursor.itersize = size
            with cursor:
                try:
                    cursor.execute(made.text, given)
                    while fetched := cursor.fetchmany(size):
                        yield from fetched
                except FAILURES as error:
                    raise failed(error, made, given) from None

    def explain(self, query: Any, **options: Any) -> str:
        """The server's plan as text: explain(query, analyze=True). What analyze runs is run."""
        made = self._ready(query)
        plain = Ready(explain_words(made.text, options).decode(), made.params, None)
        with self._use() as connection:
            return "\n".join(line for (line,) in self._run(connection, plain, {}).fetchall())

    def count(self, source: Any, *where: Any) -> int:
        """The number of rows of a table that fulfil the conditions (Drizzle's $count)."""
        from mizzle.dsl.query.functions import count

        return int(self.scalar(self.select(count()).from_(source).where(*where)))

    def exists(self, query: Any, **values: Any) -> bool:
        """Whether the query has rows."""
        from mizzle.dsl.query.source import exists

        return bool(self.scalar(self.select(exists(query)), **values))

    # ---- many rows at once

    def copy_in(self, table: Any, rows: Iterable[Any], *, columns: Any = None, binary: bool | None = None) -> int:
        """COPY the rows into a table; their number. Much faster than insert(), all or none, and without defaults per row.

        rows      dicts, tuples in the order of the columns, or objects with the columns as attributes, all alike
        columns   those that come; left out, what the first row has
        binary    binary form or text; left out, binary where every value has one
        """
        source = iter(rows)
        first = next(source, MISSING)
        if first is MISSING:
            return 0
        with self._use() as connection, connection.cursor() as cursor:
            made = Incoming(table, first, columns, binary, self.context, cursor)
            if self.logger:
                self.logger(made.text.decode(), [])
            chunk = [first, *islice(source, CHUNK - 1)]
            try:
                with cursor.copy(made.text) as copy:
                    if made.types:
                        copy.set_types(made.types)
                    write_row = copy.formatter.write_row  # what Copy.write_row() calls, once more a row
                    while chunk:
                        with made.telling(chunk):
                            for values in made.rows(chunk):
                                if full := write_row(values):
                                    copy.write(full)
                        made.done += len(chunk)
                        chunk = list(islice(source, CHUNK))
            except psycopg.Error as error:
                raise (made.refused(error) if error.sqlstate else made.wrong(chunk, error)) from None
            return int(cursor.rowcount)

    def copy_out(self, source: Any, *, binary: bool | None = None, as_: Any = None) -> Iterator[Any]:
        """COPY a table, a select() or sql() out, row by row: faster than stream(), and no transaction stays open between.

        `binary` as for copy_in(), `as_` as for all().
        """
        with self._use() as connection, connection.cursor() as cursor:
            made = Outgoing(source, self.context, connection)
            described = self._run(connection, made.described, {})
            text, types = made.text(described, binary)
            make = row_maker(made.ready, described, as_)
            if self.logger:
                self.logger(text, [])
            try:
                with cursor.copy(text.encode()) as copy:
                    copy.set_types(types)
                    for values in copy.rows():
                        yield make(values)
            except psycopg.Error as error:
                raise failed(error, made.ready, []) from None

    # ---- what is no query

    def refresh_materialized_view(self, view: Any, *, concurrently: bool = False, with_data: bool = True) -> None:
        """REFRESH MATERIALIZED VIEW. `concurrently` keeps readers reading and needs a unique index; with_data=False empties it."""
        self.execute(refreshing(view, concurrently, with_data))

    def call(self, procedure: Any, *arguments: Any) -> Any:
        """CALL a procedure: what pg_procedure() made, or func["app"].tidy. The row of its OUT arguments, or None."""
        return next(iter(self.all(calling(procedure, arguments))), None)

    # ---- transactions

    @contextmanager
    def transaction(
        self, *, isolation: str | None = None, access: str | None = None, deferrable: bool | None = None
    ) -> Iterator["Transaction"]:
        """A transaction, committed at the end of the block and rolled back by an error; inside another, a savepoint.

        isolation   "read committed", "repeatable read" or "serializable"
        access      "read write" or "read only"
        deferrable  for serializable read-only transactions
        """
        words = transaction_words(isolation, access, deferrable)
        with self._use() as connection:
            if words and connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                raise UsageError(
                    "isolation, access and deferrable are for the outermost transaction; this one is a savepoint"
                )
            try:
                with self._alone(connection) as block:
                    if words:
                        connection.execute(words.encode())
                    made = Transaction(connection, self, block)
                    try:
                        yield made
                    finally:
                        made._pool = Over()
            except psycopg.Error as error:
                if connection.closed:
                    raise QueryError(
                        "the connection was lost in a transaction; nothing of it was kept", error
                    ) from None
                raise QueryError(f"the transaction failed (SQLSTATE {error.sqlstate})", error) from None

    def run_transaction(self, work: Callable[["Transaction"], T], *, retries: int = 0, **options: Any) -> T:
        """Run a function in a transaction, and again, up to `retries` times, when it could not be serialized or deadlocked."""
        for attempt in range(retries + 1):
            try:
                with self.transaction(**options) as tx:
                    return work(tx)
            except QueryError as error:
                if error.sqlstate not in ("40001", "40P01") or attempt == retries:
                    raise
                time.sleep(0.01 * 2**attempt)
        raise UsageError("run_transaction() ended by rollback()")


class _Held(AbstractContextManager[psycopg.Connection[Any]]):
    """A connection that stays open afterwards. contextlib's nullcontext does the same at a higher cost."""

    __slots__ = ("connection",)

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection

    def __enter__(self) -> psycopg.Connection[Any]:
        return self.connection

    def __exit__(self, *_: object) -> None:
        return None


class Transaction(Database):
    """An open transaction: runs queries as a Database does."""

    def __init__(self, connection: psycopg.Connection[Any], outer: Database, block: psycopg.Transaction) -> None:
        super().__init__(connection)
        self._held = Held()  # whoever was given the transaction takes part in it
        self._block = block
        self.context = outer.context
        self.logger = outer.logger
        self.relations = outer.relations

    def rollback(self) -> None:
        """Leave the transaction's block, or the savepoint's, and what is inside it, and keep nothing of it."""
        raise psycopg.Rollback(self._block)
