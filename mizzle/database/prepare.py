"""From a query to what psycopg is given, and from its errors to ours. Shared by Database and AsyncDatabase; no I/O."""

import datetime as dt
import enum
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Json, Jsonb
from psycopg.types.numeric import Int4, Int8

from mizzle.compiler.query.write import write, write_raw
from mizzle.connection import describe
from mizzle.database.moments import all_zoned, strange, word
from mizzle.database.rows import has_nested, maker
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import quoted
from mizzle.dsl.models import told
from mizzle.dsl.query.select import Query
from mizzle.dsl.sql import SQL
from mizzle.errors import DocumentError, QueryError, UsageError
from mizzle.model.query import InsertFacts, Param, Placeholder, Shape

# What psycopg sends as it is. Values of other types go as the text that the server prints for them.
_NATIVE = frozenset(
    [
        "smallint",
        "integer",
        "bigint",
        "real",
        "numeric",
        "boolean",
        "text",
        "character",
        "name",
        "bytea",
        "date",
        "time",
        "timestamp",
        "interval",
        "uuid",
        "inet",
        "cidr",
        "oid",
    ]
) | {"double precision", "character varying"}


MOST_PARAMS = 65535  # the protocol counts them in two bytes


class Ready:
    """A query that was written: its text, what its parameters are, and what makes its rows."""

    __slots__ = ("_factory", "constant", "many", "nested", "params", "parts", "quick", "shape", "text")

    def __init__(
        self, text: str, params: tuple[Param | Placeholder, ...], shape: Shape | None, *, bind: bool = True
    ) -> None:
        self.text = text.encode()
        self.params = params
        self.shape = shape
        # An INSERT of more values than one statement takes: the values of each row, or the statements that it becomes.
        self.many: list[Any] = []
        self.parts: list[Ready] = []
        self.nested = shape is not None and has_nested(shape)
        self._factory: Any = None
        self.quick: Any = None  # the factory, once the query ran as it is: one statement without placeholders
        # Without placeholders the values are bound once, and a query that is kept costs nothing more.
        known = bind and Placeholder not in map(type, params)
        self.constant: list[Any] | None = [bound(*param) for param in params] if known else None

    @property
    def factory(self) -> Any:
        """What psycopg is given to make rows; None where only the result tells how: raw statements, and rows inside rows."""
        if self._factory is None and self.shape is not None and not self.nested:
            make = maker(self.shape)
            self._factory = lambda _cursor: make
        return self._factory

    def values(self, given: Mapping[str, Any]) -> list[Any]:
        """The values to send. Raises UsageError for a placeholder without a value and a value without a placeholder."""
        if self.constant is not None:
            if given:
                raise UsageError(f"the query has no placeholder {min(given)!r}")
            return self.constant
        names = {param.name for param in self.params if isinstance(param, Placeholder)}
        if missing := names - given.keys():
            raise UsageError(f"the query's placeholder {min(missing)!r} has no value; give it when the query runs")
        if unknown := given.keys() - names:
            raise UsageError(f"the query has no placeholder {min(unknown)!r}; it has {', '.join(sorted(names))}")
        return [
            bound(given[param.name], *param[1:]) if isinstance(param, Placeholder) else bound(*param)
            for param in self.params
        ]


def ready(query: Any, context: Context) -> Ready:
    """The query as text. Kept on the query, so that running it again writes nothing."""
    if isinstance(query, SQL):
        return raw(query, context)
    if not isinstance(query, Query):
        raise UsageError(f"a database runs queries and sql(), not {type(query).__name__}")
    kept = query._compiled
    if kept is not None and kept[0] is context:
        return kept[1]  # type: ignore[no-any-return]
    facts = query._facts
    if type(facts) is InsertFacts and len(facts.rows) * len(facts.columns) > MOST_PARAMS:
        done = _in_parts(query, context)
    else:
        made = write(query, context)
        done = Ready(made.text, made.params, made.shape)
        if len(made.params) > MOST_PARAMS:
            raise UsageError(
                f"the query has {len(made.params):,} values, and a statement takes {MOST_PARAMS:,}; "
                "send a list as one: users.id == any_([…]) for in_(), users.id != all_([…]) for not_in()"
            )
    query._compiled = (context, done)
    return done


def _in_parts(query: Any, context: Context) -> Ready:
    """An INSERT of more values than one statement takes: row by row where all of it is values, else cut into several."""
    facts = query._facts
    columns = list(zip(*facts.rows, strict=True))
    kinds = [set(map(type, values)) for values in columns]
    made = write(query._with(rows=facts.rows[:1]), context)
    done = Ready(made.text, made.params, made.shape, bind=False)
    if len(made.params) == len(facts.columns) and not any(map(_expressions, kinds)):
        plain = list(map(_plain, columns, kinds, facts.columns))
        if all(plain):
            done.many = list(facts.rows)
        else:
            described = zip(columns, facts.columns, plain, strict=True)
            done.many = list(zip(*(_bound(*each) for each in described), strict=True))
        return done
    size = MOST_PARAMS // (len(facts.columns) + 1)
    done.parts = [
        ready(query._with(rows=facts.rows[start : start + size]), context) for start in range(0, len(facts.rows), size)
    ]
    return done


def _expressions(kinds: set[type]) -> bool:
    """Whether there is more than plain values among those of these types."""
    return any(hasattr(kind, "_node") or kind is Placeholder for kind in kinds)


def _plain(values: Sequence[Any], kinds: set[type], column: Any) -> bool:
    """Whether psycopg sends all values of a column as they are."""
    name = column._spec.type.name
    if name == _MOMENT and kinds <= {dt.datetime, type(None)}:
        return all_zoned(values)
    return kinds <= _PLAIN.get(name, set())


def _bound(values: Sequence[Any], column: Any, plain: bool) -> Sequence[Any]:  # noqa: FBT001
    """The values of a column as psycopg sends them; plain ones need no look."""
    return values if plain else [bound(value, column, True) for value in values]


_MOMENT = "timestamp with time zone"
_PLAIN: dict[str, frozenset[type]] = {
    name: frozenset({kind, type(None)})
    for name, kind in (
        ("integer", int),
        ("bigint", int),
        ("boolean", bool),
        ("double precision", float),
        ("numeric", Decimal),
        ("date", dt.date),
        ("uuid", UUID),
        ("text", str),
    )
}


def raw(query: SQL, context: Context) -> Ready:
    """sql() as a statement of its own; columns and tables in it are named in full."""
    return Ready(*write_raw(query, context), None)


def bound(value: Any, column: Any, stored: bool = False) -> Any:  # noqa: FBT001, FBT002 - the fields of Param
    """The value as psycopg sends it for a column. Raises QueryError for one that the column cannot hold."""
    if value is None or column is None:
        return _loose(value)
    data_type = column._spec.type
    name = data_type.name
    if name in _PLAIN and type(value) in _PLAIN[name]:  # most are
        return value
    if hasattr(value, "_node"):
        return _loose(value)
    if isinstance(value, (Json, Jsonb)):
        return value
    if name == "unknown":
        return _loose(value)
    if name in ("json", "jsonb") and not data_type.dimensions:
        if column._spec.structured and stored:
            value = _document(value, column)
        return (Json if name == "json" else Jsonb)(value)
    if isinstance(value, str) and not isinstance(value, enum.Enum):
        if name == "bytea" and not data_type.dimensions:  # the server would read escapes in it
            raise QueryError(unfit(value, column) or "")
        return value
    if data_type.dimensions and isinstance(value, (list, tuple)) and native(data_type):
        return _array(value, column, stored)
    if native(data_type) and not isinstance(value, enum.Enum):
        # The server would make text of a number, and round a fraction, without a word.
        strict = name.startswith(_TEXTS) or (stored and name in _INTEGERS and type(value) is not int)
        if (strict or strange(value, name, stored)) and (complaint := unfit(value, column)):
            raise QueryError(complaint)
        return value
    if name in _ELEMENTS and not data_type.dimensions and isinstance(value, (int, float, Decimal)):
        return _ELEMENTS[name](value)  # an element, as in range @> element
    try:
        return data_type.text(value)
    except (TypeError, ValueError, ArithmeticError):
        foreign = isinstance(value, (int, float, list, tuple, dict, bytes, enum.Enum))
        if foreign or strange(value, (data_type.base or data_type).name, stored):
            raise QueryError(unfit(value, column) or "") from None
        return value  # psycopg knows it: ranges, its own wrappers, what the user has registered


def _array(value: Any, column: Any, stored: bool) -> Any:  # noqa: FBT001
    """A list as the text that the server prints for it: psycopg would say its type, and [1] would be no integer[]."""
    try:
        return text_of(value, column._spec.type)
    except (TypeError, ValueError, ArithmeticError):
        if not stored and not strange(value, column._spec.type.name, stored):
            return value
        raise QueryError(unfit(value, column) or "") from None


def text_of(value: Any, data_type: Any) -> str:
    """The value as text. An array may have more dimensions than its type says: the server never counts them."""
    if data_type.dimensions and native(data_type):
        depth, item = 0, value
        while isinstance(item, (list, tuple)):
            depth, item = depth + 1, item[0] if item else None
        data_type = data_type.array(max(depth - data_type.dimensions, 0))
    return data_type.text(value)  # type: ignore[no-any-return]


_TEXTS = ("text", "character", "name")
_INTEGERS = ("smallint", "integer", "bigint")
_ELEMENTS: dict[str, Any] = {
    f"{kind}{many}range": element
    for kind, element in (("int4", Int4), ("int8", Int8), ("num", Decimal))
    for many in ("", "multi")
}


def native(data_type: Any) -> bool:
    """Whether psycopg sends values of the type as they are."""
    return word(data_type.name) in _NATIVE


def _loose(value: Any) -> Any:
    if isinstance(value, enum.Enum):
        return value.value if isinstance(value.value, (str, int)) else value.name
    if type(value) is int and -(2**31) <= value < 2**31:
        return Int4(value)  # psycopg's smallint fits functions that integers do not
    return Jsonb(value) if isinstance(value, dict) else value


def _document(value: Any, column: Any) -> Any:
    """An object of the user's as a document."""
    from mizzle.dsl.structure import writing

    try:
        return writing(column._spec.python)(value)
    except (DocumentError, ValueError) as error:
        reason = error if isinstance(error, DocumentError) else type(error).__name__
        raise QueryError(f"a value of type {type(value).__name__} does not fit {told(column)}: {reason}") from None


def _reason(error: Exception, value: Any) -> str:
    """What was wrong, without the value."""
    text = str(error)
    return "it is none of its values" if repr(value) in text or str(value) in text else text


def unfit(value: Any, column: Any) -> str | None:
    """What keeps the value out of the column; None where nothing is known to."""
    if column is None or value is None or column._spec.type.name == "unknown":
        return None
    if isinstance(value, (Json, Jsonb)):
        value = value.obj
        if value is None:
            return None
    try:
        data_type = column._spec.type
        if not (data_type.dimensions and isinstance(value, str)):  # the text of an array is the server's to read
            text_of(value, data_type)
        if isinstance(value, str):
            quoted(value)
    except (TypeError, ValueError, ArithmeticError) as wrong:
        return f"a value of type {type(value).__name__} does not fit {told(column)}: {_reason(wrong, value)}"
    except Exception:  # noqa: BLE001 - only a search for a better message
        return None
    return None


# What psycopg and Python raise for values: the server's errors, and those of the values that cannot be sent.
FAILURES = (psycopg.Error, TypeError, ValueError, ArithmeticError, AttributeError)


def failed(error: Exception, ready: Ready, values: list[Any]) -> QueryError:
    """The server's or psycopg's error as ours: what went wrong and for which column, without row values."""
    for row in ready.many or [values]:
        for param, value in zip(ready.params, row, strict=False):
            if complaint := unfit(value, param.column):
                return QueryError(complaint, error)
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08").startswith(("08", "57P")):
        return QueryError("the connection was lost; nothing of an open transaction was kept", error)
    if isinstance(error, psycopg.DataError) and str(error).startswith(_UNREAD):
        reason = str(error).partition(":")[0]
        return QueryError(f"a value that came back is none of Python's: {reason}; cast it to text to see it", error)
    if not isinstance(error, psycopg.Error) or error.sqlstate is None:
        told_ = (
            str(error)
            if str(error).startswith(("cannot adapt type", "cannot dump lists", "Object of type"))
            else type(error).__name__
        )
        return QueryError(f"the query cannot be sent: {told_}", error)
    where = error.diag.table_name
    what = (
        f" (table {where}{f', constraint {error.diag.constraint_name}' if error.diag.constraint_name else ''})"
        if where
        else ""
    )
    if error.sqlstate in _UNFIT and (columns := _written(ready, values)):
        return QueryError(
            f"a text does not fit {' or '.join(columns)}: the server cannot read it (SQLSTATE {error.sqlstate})", error
        )
    return QueryError(f"the query failed: {describe(error)}{what}", error)


@contextmanager
def reading(ready: Ready) -> Iterator[None]:
    """While rows are fetched: PostgreSQL knows values that Python does not, such as the timestamp 'infinity'."""
    try:
        yield
    except psycopg.DataError as error:
        raise failed(error, ready, []) from None


_UNREAD = ("date too", "timestamp too", "time not supported", "can't parse")  # as psycopg says it
_UNFIT = ("22P02", "22007", "22008", "22003")  # a text that is none of the type, or out of its range


def _textual(data_type: Any) -> bool:
    """Whether any text is a value of the type."""
    return bool(data_type.name.startswith(_TEXTS) and not data_type.dimensions)


def _written(ready: Ready, values: list[Any]) -> list[str]:
    """The columns for which a text was sent that the server had to read."""
    found = {
        told(param.column): None
        for row in ready.many or [values]
        for param, value in zip(ready.params, row, strict=False)
        if isinstance(value, str) and param.column is not None and not _textual(param.column._spec.type)
    }
    return list(found)


ISOLATION = ("read committed", "repeatable read", "serializable")


def transaction_words(isolation: str | None, access: str | None, deferrable: bool | None) -> str | None:  # noqa: FBT001
    """SET TRANSACTION for these, or None. Raises UsageError."""
    words: list[str] = []
    if isolation is not None:
        if isolation not in ISOLATION:
            raise UsageError(f"isolation is one of {', '.join(ISOLATION)}, not {isolation!r}")
        words.append(f"ISOLATION LEVEL {isolation.upper()}")
    if access is not None:
        if access not in ("read write", "read only"):
            raise UsageError(f'access is "read write" or "read only", not {access!r}')
        words.append(access.upper())
    if deferrable is not None:
        words.append("DEFERRABLE" if deferrable else "NOT DEFERRABLE")
    return f"SET TRANSACTION {', '.join(words)}" if words else None


def explain_words(query_text: bytes, options: Mapping[str, Any]) -> bytes:
    """EXPLAIN with options. Raises UsageError for one that PostgreSQL does not have."""
    known = (
        "analyze",
        "verbose",
        "costs",
        "settings",
        "generic_plan",
        "buffers",
        "serialize",
        "wal",
        "timing",
        "summary",
        "memory",
    )
    for option in options:
        if option not in known:
            raise UsageError(f"explain() has no option {option!r}; it has {', '.join(known)}")
    words = ", ".join(f"{option.upper()} {'ON' if value else 'OFF'}" for option, value in options.items())
    return f"EXPLAIN {f'({words}) ' if words else ''}".encode() + query_text
