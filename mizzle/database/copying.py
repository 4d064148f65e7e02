"""COPY: many rows in or out by one statement. What Database and AsyncDatabase share of it; no I/O."""

import datetime as dt
import re
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from itertools import count
from operator import attrgetter, countOf, itemgetter
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import Format

from mizzle.compiler.names import name
from mizzle.compiler.query.write import write, write_raw
from mizzle.database.moments import MOMENTS, word
from mizzle.database.prepare import Ready, bound, failed, native, unfit
from mizzle.database.rows import type_oid
from mizzle.dsl.context import Context
from mizzle.dsl.enum import EnumDeclaration
from mizzle.dsl.models import row_of, told
from mizzle.dsl.place import here
from mizzle.dsl.query.change import column_of, table_for
from mizzle.dsl.query.select import Rows, Select
from mizzle.dsl.query.source import source_of
from mizzle.dsl.sql import SQL
from mizzle.dsl.table import Table
from mizzle.errors import QueryError, UsageError
from mizzle.model.names import qualified
from mizzle.model.query import Param, SelectFacts

_TEXT = 25  # the type text: what is sent as text is read by the type of the column
_NUMBERS = (int, float, Decimal)
# psycopg looks at neither class nor size of these where it sends them in binary form: bits that do not fit are cut off, a bool
# goes as a number, a datetime as its day, and of a number for a time whatever stands in memory. By the number of the type.
_CLASSES: dict[int, tuple[type, ...]] = {
    20: (int,),
    21: (int,),
    23: (int,),
    700: _NUMBERS,
    701: _NUMBERS,
    1082: (dt.date,),
    1083: (dt.time,),
    1186: (dt.timedelta,),
    1266: (dt.time,),
    1700: _NUMBERS,
}
_OTHERS = (bool, dt.datetime)  # which Python takes for ints and dates
_PACKED = {20: "q", 21: "h", 23: "i", 700: "f"}
_REAL, _TIME = 700, 1083
_ROWS = {tuple, list}
_LINE = re.compile(r"line (?P<line>\d+), column (?P<column>[^:]+)")
CHUNK = 1000  # rows that are looked at together
MISSING = object()  # there is no first row
Convert = Callable[[Any], Any]


class Incoming:
    """COPY … FROM STDIN for rows such as the first one: the text, and each row as values in the order of the columns.

    Raises UsageError for rows that cannot be read and for columns that are not there.
    """

    def __init__(self, table: Any, first: Any, columns: Any, binary: Any, context: Context, cursor: Any) -> None:
        self.context = context
        self.table = table_for(table, "copy_in")
        self._said = hasattr(type(first), "__mizzle_columns__")
        first = row_of(first) if self._said else first
        self.keys = _keys(self.table, first, columns)
        own = self.table._config.columns
        self.columns = [own[key] for key in self.keys]
        self.filled = [
            column
            for key, column in own.items()
            if (column._spec.default_factory or column._spec.on_update) and key not in self.keys
        ]
        self._read = _reader(first, self.keys)
        self._converts: list[Convert | None] | None = None
        self._checks: list[tuple[int, int]] = []  # place and type of the columns that psycopg does not look at
        self._mappings = isinstance(first, Mapping)
        self.done = 0  # rows of the chunks before
        self.types = self._binary_types(first, cursor, binary)
        ref = self.table._ref(context)
        names = ", ".join(name(column._ref(context)) for column in (*self.columns, *self.filled))
        words = " (FORMAT BINARY)" if self.types else ""
        self.text = f"COPY {qualified(ref.schema, ref.name)} ({names}) FROM STDIN{words}".encode()

    def _binary_types(self, first: Any, cursor: Any, binary: Any) -> list[int] | None:
        """The types of the columns where values go in binary form: all of them are known, and the first row's fit."""
        every = [*self.columns, *self.filled]
        types = [0 if binary is False else _binary_type(column, cursor.adapters.types) for column in every]
        if all(types):
            converts = [_wrapping(column) for column in every]
            self._converts = converts if any(converts) else None
            [values] = self._filled(self._values([first], 1))
            transformer = Transformer(cursor)
            transformer.set_dumper_types(types, Format.BINARY)
            try:
                if not all(sendable(oid, [value]) for oid, value in zip(types, values, strict=True)):
                    raise TypeError  # noqa: TRY301 - as one of psycopg's own
                transformer.dump_sequence(self._converted(values, 1), [PyFormat.BINARY] * len(types))
            except Exception:  # noqa: BLE001 - whatever a dumper raises for a value of another type
                if binary:
                    raise self.wrong([first], psycopg.DataError("binary")) from None
            else:
                self._checks = [(place, oid) for place, oid in enumerate(types) if oid in _CLASSES]
                return types
        elif binary:
            slow = every[types.index(0)]
            raise UsageError(f"copy_in() cannot send {told(slow)} in binary form; leave binary out")
        self._converts = [_bound(column) for column in every]
        return None

    def rows(self, chunk: list[Any]) -> Iterable[Sequence[Any]]:
        """The values of rows. Raises UsageError and QueryError, which name the row's number and the column."""
        found = self._filled(self._values(chunk, self.done + 1))
        for place, oid in self._checks:
            if not sendable(oid, [row[place] for row in found]):
                raise self.wrong(chunk, TypeError())
        if self._converts is None:
            return found
        return map(self._converted, found, count(self.done + 1))

    def _values(self, chunk: list[Any], number: int) -> list[Any]:
        """Each row as values in the order of the columns, the first of this number."""
        rows = [row_of(row) for row in chunk] if self._said else chunk
        try:
            found = rows if self._read is None else list(map(self._read, rows))
            if countOf(map(len, rows if self._mappings else found), len(self.keys)) == len(rows) and (
                self._read is not None or set(map(type, rows)) <= _ROWS or all(map(_is_row, rows))
            ):
                return found
        except (KeyError, AttributeError, TypeError):
            pass
        wrong = next(place for place, row in enumerate(rows, number) if not self._readable(row))
        raise UsageError(
            f"row {wrong} of copy_in() does not have the columns of the first: table {self.table._config.name} "
            f"gets {', '.join(self.keys)}"
        )

    def _readable(self, row: Any) -> bool:
        if self._read is None:
            return _is_row(row) and len(row) == len(self.keys)
        try:
            self._read(row)
        except (KeyError, AttributeError, TypeError):
            return False
        return not self._mappings or len(row) == len(self.keys)

    def _filled(self, rows: list[Any]) -> list[Any]:
        """The rows with what Python fills."""
        if not self.filled:
            return rows
        return [(*values, *(_made(each._spec) for each in self.filled)) for values in rows]

    def _converted(self, values: Sequence[Any], number: int) -> Sequence[Any]:
        if self._converts is None:
            return values
        try:
            return [
                value if value is None or convert is None else convert(value)
                for value, convert in zip(values, self._converts, strict=True)
            ]
        except QueryError as error:
            raise QueryError(f"row {number} of copy_in(): {error}") from None

    def wrong(self, chunk: list[Any], error: Exception) -> QueryError:
        """The error of one of the rows as ours: the column that cannot take its value."""
        for number, values in enumerate(self._values(chunk, self.done + 1), self.done + 1):
            for value, column in zip(values, self.columns, strict=True):
                if complaint := unfit(value, column):
                    return QueryError(f"row {number} of copy_in(): {complaint}", error)
        where = f"copy_in() into {self.table._config.name} after row {self.done}"
        return QueryError(
            f"{where}: {type(error).__name__}; a value is not what the first row had; say binary=False", error
        )

    @contextmanager
    def telling(self, chunk: list[Any]) -> Iterator[None]:
        """While the rows are written: what psycopg raises for values, as ours."""
        try:
            yield
        except (TypeError, ValueError, ArithmeticError, AttributeError, struct.error) as error:
            raise self.wrong(chunk, error) from None

    def refused(self, error: psycopg.Error) -> QueryError:
        """The server's error as ours; the server tells which line and column it is."""
        found = _LINE.search(error.diag.context or "")
        column = found and next((each for each in self.columns if each._name(self.context) == found["column"]), None)
        if found is None or column is None or error.diag.constraint_name:
            return failed(error, Ready("", (), None), [])
        return QueryError(
            f"row {found['line']} of copy_in(): a value does not fit {told(column)} ({error.sqlstate})", error
        )


def _keys(table: Table, first: Any, columns: Any) -> list[str]:
    """The columns that come in, by key."""
    own = table._config.columns
    if columns is not None:
        return [column_of(table, column)._spec.key for column in columns]
    open_ = [key for key, column in own.items() if not column._spec.generated]
    if isinstance(first, Mapping):
        return [column_of(table, key)._spec.key for key in first]
    if _is_row(first):
        return open_
    if found := [key for key in open_ if hasattr(first, key)]:
        return found
    raise UsageError(
        f"{here()}: a row for table {table._config.name} is a dict, a tuple, or an object with its columns as attributes, "
        f"not {type(first).__name__}"
    )


def _reader(first: Any, keys: list[str]) -> Convert | None:
    if _is_row(first):
        return None
    get: Any = itemgetter(*keys) if isinstance(first, Mapping) else attrgetter(*keys)
    return get if len(keys) > 1 else lambda row: (get(row),)


def _is_row(row: Any) -> bool:
    return isinstance(row, (tuple, list))


def _made(spec: Any) -> Any:
    """What Python fills a column with."""
    return (spec.default_factory or spec.on_update)()


def _binary_type(column: Any, types: Any) -> int:
    """The number of the type that values are sent as in binary form; 0 where they cannot be."""
    data_type = column._spec.type
    if isinstance(getattr(data_type.declared, "__self__", None), EnumDeclaration):
        return 0 if data_type.dimensions else _TEXT  # labels go as text, which the server reads as the enum
    if column._spec.python is not None or data_type.declared or not (native(data_type) or _wrapping(column)):
        return 0
    return type_oid(data_type, types) or 0


def sendable(oid: int, values: list[Any]) -> bool:
    """Whether psycopg sends the values in binary form as they are, or refuses them itself."""
    classes = _CLASSES.get(oid)
    if classes is None:
        return True
    kind = type(values[0])
    if kind not in classes or countOf(map(type, values), kind) < len(values):  # the commonest first: all of one class
        values = [value for value in values if value is not None]
        if not all(issubclass(each, classes) and not issubclass(each, _OTHERS) for each in set(map(type, values))):
            return False
    if oid == _TIME:
        return not any(value.tzinfo for value in values)
    if oid not in _PACKED:
        return True
    layout = struct.Struct(
        f"<{len(values)}{_PACKED[oid]}"
    )  # in standard form, in which struct refuses what does not fit
    try:
        packed = layout.pack(*values)
    except (struct.error, OverflowError):
        return False
    # A real that is zero there alone is another number; struct itself refuses what is infinite there alone.
    return oid != _REAL or all(kept or not value for kept, value in zip(layout.unpack(packed), values, strict=True))


def _wrapping(column: Any) -> Convert | None:
    """What makes a value what psycopg sends in binary form."""
    data_type = column._spec.type
    if data_type.dimensions:
        return _checked(column)
    if data_type.declared:
        return _checked(column, as_text=True)
    return _bound(column) if data_type.name in ("json", "jsonb") else None


def _checked(column: Any, *, as_text: bool = False) -> Convert:
    def check(value: Any) -> Any:
        if complaint := unfit(value, column):
            raise QueryError(complaint)
        return column._spec.type.text(value) if as_text else value

    return check


def _bound(column: Any) -> Convert:
    """What makes the text of a value; a number for a moment would be read as one."""
    moment = word(column._spec.type.name).partition(" ")[0] in (*MOMENTS, "interval")

    def make(value: Any) -> Any:
        if moment and isinstance(value, _NUMBERS) and (complaint := unfit(value, column)):
            raise QueryError(complaint)
        return bound(value, column, True)

    return make


class Outgoing:
    """COPY … TO STDOUT of a query, its values as literals: COPY takes no parameters.

    Raises UsageError for what is no query of rows, and for placeholders.
    """

    def __init__(self, source: Any, context: Context, connection: Any) -> None:
        def literal(param: Any) -> str:
            if not isinstance(param, Param):
                raise UsageError(f"copy_out() has no value for the placeholder {param.name!r}; give the value itself")
            return psycopg.sql.Literal(bound(param.value, param.column)).as_string(connection)

        if isinstance(source, SQL):
            self.query, shape = write_raw(source, context, literal)[0], None
        else:
            table = source_of(source)
            query = Select(SelectFacts(source=table)) if isinstance(table, Table) else source
            if not isinstance(query, Rows):
                raise UsageError(f"copy_out() reads a table, a select() or sql(), not {source!r}")
            made = write(query, context, literal)
            self.query, shape = made.text, made.shape
        self.ready = Ready(self.query, (), shape)
        self.described = Ready(f"SELECT * FROM ({self.query}) AS t LIMIT 0", (), None)

    def text(self, cursor: Any, binary: bool | None) -> tuple[str, list[int]]:  # noqa: FBT001
        """The statement, and the types of the results, once the server has described them."""
        oids = [column.type_code for column in cursor.description]
        known = all(cursor.adapters.get_loader(oid, Format.BINARY) for oid in oids)
        if binary and not known:
            raise UsageError("copy_out() cannot read every column in binary form; leave binary out")
        words = " (FORMAT BINARY)" if (known if binary is None else binary) else ""
        return f"COPY ({self.query}) TO STDOUT{words}", oids
