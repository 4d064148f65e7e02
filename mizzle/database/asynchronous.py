"""AsyncDatabase: Database for asyncio, queries over a psycopg connection, a pool, or a URL."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.rows import tuple_row

from mizzle.connection import masked, shown
from mizzle.database.base import Builders, Gathered, Held, Over, factory, lent, only, row_maker, stream_name, streamed
from mizzle.database.commands import calling, refreshing
from mizzle.database.copying import CHUNK, MISSING, Incoming, Outgoing
from mizzle.database.prepare import FAILURES, Ready, explain_words, failed, reading, transaction_words
from mizzle.dsl.query.select import Query
from mizzle.errors import ConnectError, QueryError, UsageError

if TYPE_CHECKING:
    from mizzle.database.finding import AsyncQueries
    from mizzle.dsl.query.awaited import AsyncDeleting, AsyncInserting, AsyncSelecting, AsyncUpdating

R = TypeVar("R")
T = TypeVar("T")


class AsyncDatabase(Builders):
    """Queries over one connection or a pool.

    source   a URL, a psycopg connection, or a psycopg_pool.AsyncConnectionPool. A connection of ours is opened when it is first
             needed and commits each statement; one of yours stays as it is, and you close it. While a task has
             a transaction open on the one connection, what others run raises UsageError, unless on the transaction itself:
             where several work at once, give a pool
    schema   the namespace of tables that name none
    casing   "snake_case" or "camelCase", for column names that were omitted
    logger   is called with text and values of each statement before it runs

    Raises ConnectError when there is no server at the URL; its message never shows a password.
    """

    driver = psycopg.AsyncConnection
    worker = "task"
    _worker = staticmethod(asyncio.current_task)
    _lock = asyncio.Lock
    _connection: psycopg.AsyncConnection[Any] | None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connection that was opened for the URL. Those that were given are left as they are."""
        if self._url is not None and self._connection is not None:
            await self._connection.close()
            self._connection = None

    if TYPE_CHECKING:
        select: AsyncSelecting  # type: ignore[assignment]
        select_distinct: AsyncSelecting  # type: ignore[assignment]
        insert: AsyncInserting  # type: ignore[assignment]
        update: AsyncUpdating  # type: ignore[assignment]
        delete: AsyncDeleting

        @property
        def query(self) -> AsyncQueries: ...

    @asynccontextmanager
    async def _use(self) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
        if self._pool is None:
            self._admit()
            yield await self._opened()
            return
        try:
            async with self._pool.connection() as connection:
                yield connection
        except psycopg.Error as error:
            raise lent(error) from None

    @asynccontextmanager
    async def _alone(self, connection: psycopg.AsyncConnection[Any]) -> AsyncIterator[psycopg.AsyncTransaction]:
        """A transaction in which no other task takes part."""
        with self._holding():
            async with connection.transaction() as block:
                yield block

    async def _opened(self) -> psycopg.AsyncConnection[Any]:
        if self._connection is None or (self._url is not None and self._connection.closed):
            async with self._opening:
                return await self._open()
        return self._connection

    async def _open(self) -> psycopg.AsyncConnection[Any]:
        if self._connection is None or self._connection.closed:  # and no other task has opened one meanwhile
            parts = self._parts()
            try:
                self._connection = await psycopg.AsyncConnection.connect(make_conninfo("", **parts), autocommit=True)
            except psycopg.Error as error:
                raise ConnectError(f"no connection to {shown(parts)}: {masked(str(error), parts)}") from None
        return self._connection

    # ---- running queries

    async def _run(
        self, connection: psycopg.AsyncConnection[Any], made: Ready, given: dict[str, Any], row_factory: Any = tuple_row
    ) -> Any:
        if made.many or made.parts:
            return await self._run_many(connection, made, given, row_factory)
        values = made.constant if made.constant is not None and not given else made.values(given)
        if self.logger:
            self.logger(made.text.decode(), values)
        cursor = psycopg.AsyncRawCursor(connection, row_factory=row_factory)
        try:
            return await cursor.execute(made.text, values)
        except FAILURES as error:
            raise failed(error, made, values) from None

    async def _run_many(
        self, connection: psycopg.AsyncConnection[Any], made: Ready, given: dict[str, Any], row_factory: Any
    ) -> Gathered:
        """An INSERT of more values than one statement takes, all or none."""
        together = Gathered()
        async with self._alone(connection):
            for part in made.parts:
                cursor = await self._run(connection, part, given, row_factory)
                together.add(cursor, await cursor.fetchall() if cursor.description else [])
            if made.many:
                if self.logger:
                    self.logger(made.text.decode(), list(made.many[0]))
                cursor = psycopg.AsyncRawCursor(connection, row_factory=row_factory)
                try:
                    await cursor.executemany(made.text, made.many, returning=made.shape is not None)
                except FAILURES as error:
                    raise failed(error, made, []) from None
                together.rowcount = cursor.rowcount if made.shape is None else 0
                while made.shape is not None:
                    together.add(cursor, await cursor.fetchall())
                    if not cursor.nextset():
                        break
        return together

    async def execute(self, query: Any, **values: Any) -> int:
        """Run the query; the number of rows that it touched. `values` are for the placeholders."""
        async with self._use() as connection:
            return int((await self._run(connection, self._ready(query), values)).rowcount)

    def _listed(self, query: Any) -> Any:  # noqa: ARG002 - as in Builders
        raise UsageError(
            "rows of an AsyncDatabase are waited for: for row in await query, or async for row in query.stream()"
        )

    @overload
    async def all(self, query: Query[R], *, as_: None = None, **values: Any) -> list[R]: ...
    @overload
    async def all(self, query: Any, *, as_: type[T], **values: Any) -> list[T]: ...
    @overload
    async def all(self, query: Any, *, as_: Any = None, **values: Any) -> list[Any]: ...
    async def all(self, query: Any, *, as_: Any = None, **values: Any) -> list[Any]:
        """All rows; `as_` makes something else of them: dict, tuple, or a class that takes the columns as keywords."""
        made = self._ready(query)
        async with self._use() as connection:
            cursor = await self._run(connection, made, values, factory(made, as_))
            with reading(made):
                return await cursor.fetchall() if made.shape is not None or cursor.description else []

    @overload
    async def first(self, query: Query[R], *, as_: None = None, **values: Any) -> R | None: ...
    @overload
    async def first(self, query: Any, *, as_: type[T], **values: Any) -> T | None: ...
    @overload
    async def first(self, query: Any, *, as_: Any = None, **values: Any) -> Any | None: ...
    async def first(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The first row, or None."""
        return next(iter(await self._some(query, 1, as_, values)), None)

    @overload
    async def one(self, query: Query[R], *, as_: None = None, **values: Any) -> R: ...
    @overload
    async def one(self, query: Any, *, as_: type[T], **values: Any) -> T: ...
    @overload
    async def one(self, query: Any, *, as_: Any = None, **values: Any) -> Any: ...
    async def one(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The only row. Raises RowCountError when there is none, or more."""
        return only(await self._some(query, 2, as_, values))

    @overload
    async def one_or_none(self, query: Query[R], *, as_: None = None, **values: Any) -> R | None: ...
    @overload
    async def one_or_none(self, query: Any, *, as_: type[T], **values: Any) -> T | None: ...
    @overload
    async def one_or_none(self, query: Any, *, as_: Any = None, **values: Any) -> Any | None: ...
    async def one_or_none(self, query: Any, *, as_: Any = None, **values: Any) -> Any:
        """The only row, or None. Raises RowCountError when there are more."""
        return only(await self._some(query, 2, as_, values), none=True)

    @overload
    async def scalar(self, query: Query[tuple[T]], **values: Any) -> T | None: ...
    @overload
    async def scalar(self, query: Any, **values: Any) -> Any: ...
    async def scalar(self, query: Any, **values: Any) -> Any:
        """The first value of the first row, or None."""
        row = await self.first(query, **values)
        return None if row is None else row[0]

    async def _some(self, query: Any, count: int, as_: Any, values: dict[str, Any]) -> list[Any]:
        made = self._ready(query)
        async with self._use() as connection:
            cursor = await self._run(connection, made, values, factory(made, as_))
            with reading(made):
                return await cursor.fetchmany(count) if made.shape is not None or cursor.description else []

    async def stream(self, query: Any, *, size: int = 1000, as_: Any = None, **values: Any) -> AsyncIterator[Any]:
        """The rows one by one, through a server-side cursor that fetches `size` at a time."""
        made = self._ready(streamed(query))
        given = made.values(values)
        async with self._use() as connection, self._alone(connection):
            cursor = psycopg.AsyncRawServerCursor(connection, stream_name(), row_factory=factory(made, as_))
            cursor.itersize = size
            async with cursor:
                try:
                    await cursor.execute(made.text, given)
                    while fetched := await cursor.fetchmany(size):
                        for row in fetched:
                            yield row
                except FAILURES as error:
                    raise failed(error, made, given) from None

    async def explain(self, query: Any, **options: Any) -> str:
        """The server's plan as text: explain(query, analyze=True). What analyze runs is run."""
        made = self._ready(query)
        plain = Ready(explain_words(made.text, options).decode(), made.params, None)
        async with self._use() as connection:
            cursor = await self._run(connection, plain, {})
            return "\n".join([line for (line,) in await cursor.fetchall()])

    async def count(self, source: Any, *where: Any) -> int:
        """The number of rows of a table that fulfil the conditions (Drizzle's $count)."""
        from mizzle.dsl.query.functions import count

        return int(await self.scalar(self.select(count()).from_(source).where(*where)))

    async def exists(self, query: Any, **values: Any) -> bool:
        """Whether the query has rows."""
        from mizzle.dsl.query.source import exists

        return bool(await self.scalar(self.select(exists(query)), **values))

    # ---- many rows at once

    async def copy_in(
        self, table: Any, rows: AsyncIterable[Any] | Iterable[Any], *, columns: Any = None, binary: bool | None = None
    ) -> int:
        """COPY the rows into a table; their number. Much faster than insert(), all or none, and without defaults per row.

        rows      dicts, tuples in the order of the columns, or objects with the columns as attributes, all alike; what gives them may be asynchronous
        columns   those that come; left out, what the first row has
        binary    binary form or text; left out, binary where every value has one
        """
        source = aiter(rows if isinstance(rows, AsyncIterable) else _each(rows))
        first = await anext(source, MISSING)
        if first is MISSING:
            return 0
        async with self._use() as connection, connection.cursor() as cursor:
            made = Incoming(table, first, columns, binary, self.context, cursor)
            if self.logger:
                self.logger(made.text.decode(), [])
            chunk = [first, *await _some(source, CHUNK - 1)]
            try:
                async with cursor.copy(made.text) as copy:
                    if made.types:
                        copy.set_types(made.types)
                    write_row = copy.formatter.write_row  # what Copy.write_row() calls, once more a row
                    while chunk:
                        with made.telling(chunk):
                            for values in made.rows(chunk):
                                if full := write_row(values):
                                    await copy.write(full)
                        made.done += len(chunk)
                        chunk = await _some(source, CHUNK)
            except psycopg.Error as error:
                raise (made.refused(error) if error.sqlstate else made.wrong(chunk, error)) from None
            return int(cursor.rowcount)

    async def copy_out(self, source: Any, *, binary: bool | None = None, as_: Any = None) -> AsyncIterator[Any]:
        """COPY a table, a select() or sql() out, row by row: faster than stream(), and no transaction stays open between.

        `binary` as for copy_in(), `as_` as for all().
        """
        async with self._use() as connection, connection.cursor() as cursor:
            made = Outgoing(source, self.context, connection)
            described = await self._run(connection, made.described, {})
            text, types = made.text(described, binary)
            make = row_maker(made.ready, described, as_)
            if self.logger:
                self.logger(text, [])
            try:
                async with cursor.copy(text.encode()) as copy:
                    copy.set_types(types)
                    async for values in copy.rows():
                        yield make(values)
            except psycopg.Error as error:
                raise failed(error, made.ready, []) from None

    # ---- what is no query

    async def refresh_materialized_view(self, view: Any, *, concurrently: bool = False, with_data: bool = True) -> None:
        """REFRESH MATERIALIZED VIEW. `concurrently` keeps readers reading and needs a unique index; with_data=False empties it."""
        await self.execute(refreshing(view, concurrently, with_data))

    async def call(self, procedure: Any, *arguments: Any) -> Any:
        """CALL a procedure: what pg_procedure() made, or func["app"].tidy. The row of its OUT arguments, or None."""
        return next(iter(await self.all(calling(procedure, arguments))), None)

    # ---- transactions

    @asynccontextmanager
    async def transaction(
        self, *, isolation: str | None = None, access: str | None = None, deferrable: bool | None = None
    ) -> AsyncIterator["AsyncTransaction"]:
        """A transaction, committed at the end of the block and rolled back by an error; inside another, a savepoint.

        isolation   "read committed", "repeatable read" or "serializable"
        access      "read write" or "read only"
        deferrable  for serializable read-only transactions
        """
        words = transaction_words(isolation, access, deferrable)
        async with self._use() as connection:
            if words and connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                raise UsageError(
                    "isolation, access and deferrable are for the outermost transaction; this one is a savepoint"
                )
            try:
                async with self._alone(connection) as block:
                    if words:
                        await connection.execute(words.encode())
                    made = AsyncTransaction(connection, self, block)
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

    async def run_transaction(
        self, work: Callable[["AsyncTransaction"], Awaitable[T]], *, retries: int = 0, **options: Any
    ) -> T:
        """Run a function in a transaction, and again, up to `retries` times, when it could not be serialized or deadlocked."""
        for attempt in range(retries + 1):
            try:
                async with self.transaction(**options) as tx:
                    return await work(tx)
            except QueryError as error:
                if error.sqlstate not in ("40001", "40P01") or attempt == retries:
                    raise
                await asyncio.sleep(0.01 * 2**attempt)
        raise UsageError("run_transaction() ended by rollback()")


async def _some(rows: AsyncIterator[Any], count: int) -> list[Any]:
    """The next rows, so many of them at most."""
    found: list[Any] = []
    while len(found) < count and (row := await anext(rows, MISSING)) is not MISSING:
        found.append(row)
    return found


async def _each(rows: Iterable[Any]) -> AsyncIterator[Any]:
    for row in rows:
        yield row


class AsyncTransaction(AsyncDatabase):
    """An open transaction: runs queries as a Database does."""

    def __init__(
        self, connection: psycopg.AsyncConnection[Any], outer: AsyncDatabase, block: psycopg.AsyncTransaction
    ) -> None:
        super().__init__(connection)
        self._held = Held()  # whoever was given the transaction takes part in it
        self._block = block
        self.context = outer.context
        self.logger = outer.logger
        self.relations = outer.relations

    def rollback(self) -> None:
        """Leave the transaction's block, or the savepoint's, and what is inside it, and keep nothing of it."""
        raise psycopg.Rollback(self._block)
