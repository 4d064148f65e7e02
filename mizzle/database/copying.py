"""COPY: many rows in or out by one statement. What Database and AsyncDatabase share of it; no I/O."""

import datetime as dt
import math
import re
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import Any

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import Format

from mizzle.compiler.names import name
from mizzle.compiler.query.write import write, write_raw
from mizzle.database.prepare import MOMENTS, Ready, bound, failed, native, unfit
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
# psycopg cuts off the bits that do not fit where it sends integers in binary form.
_RANGES = {oid: (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for oid, bits in ((21, 16), (23, 32), (20, 64))}
# Nor does it look at the class of these where it sends them in binary form: a bool would go as a number, and of a number
# for a time whatever stands in memory. By the number of the type.
_NUMBERS = (int, float, Decimal)
_CLASSES: dict[int, tuple[type, ...]] = {
    700: _NUMBERS,
    701: _NUMBERS,
    1700: _NUMBERS,
    1083: (dt.time,),
    1186: (dt.timedelta,),
    1266: (dt.time,),
}
_REAL = 700
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
        self._ranges: list[tuple[int, int, int]] = []
        self._classes: list[tuple[int, int]] = []
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
            self._ranges = [(place, *_RANGES[oid]) for place, oid in enumerate(types) if oid in _RANGES]
            values = self._row(first, 1)
            self._classes = [(place, oid) for place, oid in enumerate(types) if oid in _CLASSES]
            transformer = Transformer(cursor)
            transformer.set_dumper_types(types, Format.BINARY)
            try:
                if not all(_sendable(oid, [values[place]]) for place, oid in self._classes):
                    raise TypeError  # noqa: TRY301 - as one of psycopg's own
                transformer.dump_sequence(values, [PyFormat.BINARY] * len(types))
            except Exception:  # noqa: BLE001 - whatever a dumper raises for a value of another type
                if binary:
                    raise self.wrong([first], psycopg.DataError("binary")) from None
            else:
                return types
        elif binary:
            slow = every[types.index(0)]
            raise UsageError(f"copy_in() cannot send {told(slow)} in binary form; leave binary out")
        self._ranges = []
        self._classes = []
        self._converts = [_bound(column) for column in every]
        return None

    def rows(self, chunk: list[Any]) -> Iterable[Sequence[Any]]:
        """The values of rows. Raises UsageError and QueryError, which name the row's number and the column."""
        found = None if self._converts or self.filled or self._said else self._at_once(chunk)
        if found is not None:
            return found
        return (self._row(row, number) for number, row in enumerate(chunk, self.done + 1))

    def _at_once(self, chunk: list[Any]) -> list[Any] | None:
        """Rows whose values need no change, looked at by column, in a fifth of the time; None where one of them is wrong."""
        try:
            if self._mappings and set(map(len, chunk)) != {len(self.keys)}:
                return None
            found = chunk if self._read is None else list(map(self._read, chunk))
            columns = list(zip(*found, strict=True))
            if len(columns) != len(self.keys):
                return None
            for place, low, high in self._ranges:
                numbers = [number for number in columns[place] if number is not None]
                if numbers and not (low <= min(numbers) and max(numbers) <= high):
                    return None
            if not all(_sendable(oid, columns[place]) for place, oid in self._classes):
                return None
        except (KeyError, AttributeError, TypeError, ValueError):
            return None
        return found

    def _row(self, row: Any, number: int) -> Sequence[Any]:
        row = row_of(row) if self._said else row
        try:
            values = row if self._read is None else self._read(row)
            if len(values) != len(self.keys) or (self._mappings and len(row) != len(values)):
                raise self._misshapen(number)
        except (KeyError, AttributeError, TypeError):
            raise self._misshapen(number) from None
        if self.filled:
            values = (*values, *(_made(each._spec) for each in self.filled))
        for place, low, high in self._ranges:
            if values[place] is not None and not (type(values[place]) is int and low <= values[place] <= high):
                raise self.wrong([row], OverflowError(), number)
        for place, oid in self._classes:
            if not _sendable(oid, [values[place]]):
                raise self.wrong([row], TypeError(), number)
        if self._converts is None:
            return values  # type: ignore[no-any-return]
        try:
            return [
                value if value is None or convert is None else convert(value)
                for value, convert in zip(values, self._converts, strict=True)
            ]
        except QueryError as error:
            raise QueryError(f"row {number} of copy_in(): {error}") from None

    def _misshapen(self, number: int) -> UsageError:
        return UsageError(
            f"row {number} of copy_in() does not have the columns of the first: table {self.table._config.name} "
            f"gets {', '.join(self.keys)}"
        )

    def wrong(self, chunk: list[Any], error: Exception, number: int | None = None) -> QueryError:
        """The error of one of the rows as ours: the column that cannot take its value."""
        for place, row in enumerate(chunk, self.done + 1 if number is None else number):
            given: Any = row_of(row) if self._said else row
            values = given if self._read is None else self._read(given)
            for value, column in zip(values, self.columns, strict=True):
                if complaint := unfit(value, column):
                    return QueryError(f"row {place} of copy_in(): {complaint}", error)
        where = f"copy_in() into {self.table._config.name} after row {self.done}"
        return QueryError(
            f"{where}: {type(error).__name__}; a value is not what the first row had; say binary=False", error
        )

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
    if isinstance(first, (tuple, list)):
        return open_
    if found := [key for key in open_ if hasattr(first, key)]:
        return found
    raise UsageError(
        f"{here()}: a row for table {table._config.name} is a dict, a tuple, or an object with its columns as attributes, "
        f"not {type(first).__name__}"
    )


def _reader(first: Any, keys: list[str]) -> Convert | None:
    if isinstance(first, (tuple, list)):
        return None
    get: Any = itemgetter(*keys) if isinstance(first, Mapping) else attrgetter(*keys)
    return get if len(keys) > 1 else lambda row: (get(row),)


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


def _sendable(oid: int, values: Sequence[Any]) -> bool:
    """Whether psycopg sends the values in binary form as they are."""
    classes = set(map(type, values)) - {type(None)}
    if bool in classes or not all(issubclass(each, _CLASSES[oid]) for each in classes):
        return False
    return oid != _REAL or all(map(_is_real, values))


def _is_real(value: Any) -> bool:
    """Whether a real holds the number: neither is it infinite there alone nor zero there alone."""
    if not value or math.isinf(value):
        return True
    try:
        return struct.unpack("<f", struct.pack("<f", value)) != (0.0,)
    except OverflowError:
        return False


def _wrapping(column: Any) -> Convert | None:
    """What makes a value what psycopg sends in binary form."""
    data_type = column._spec.type
    if data_type.dimensions:
        return None if data_type.name.startswith(MOMENTS) else _checked(column)
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
    moment = column._spec.type.name.startswith((*MOMENTS, "interval"))

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
