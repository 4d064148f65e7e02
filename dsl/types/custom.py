"""custom_type(), and any type by its name."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from attrs import evolve

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types import binary, documents, extensions, geometric, networks, numbers, ranges, search, system, texts
from mizzle.dsl.types import times
from mizzle.dsl.types.make import column
from mizzle.dsl.types.postgis import spatial_type
from mizzle.dsl.types.vectors import vector_type
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.ref import Ref

PLAIN = {
    data_type.name: data_type
    for data_type in (
        numbers.SMALLINT,
        numbers.INTEGER,
        numbers.BIGINT,
        numbers.REAL,
        numbers.DOUBLE,
        numbers.BOOLEAN,
        numbers.MONEY,
        texts.TEXT,
        texts.NAME,
        times.DATE,
        binary.BYTEA,
        networks.UUID_,
        networks.INET,
        networks.CIDR,
        networks.MACADDR,
        networks.MACADDR8,
        geometric.POINT,
        geometric.LINE,
        geometric.LSEG,
        geometric.BOX,
        geometric.PATH,
        geometric.POLYGON,
        geometric.CIRCLE,
        documents.JSON,
        documents.JSONB,
        documents.JSONPATH,
        documents.XML,
        search.TSVECTOR,
        search.TSQUERY,
        system.OID,
        system.XID8,
        system.PG_LSN,
        system.PG_SNAPSHOT,
        system.TXID_SNAPSHOT,
        *ranges.RANGES.values(),
        *ranges.MULTIRANGES.values(),
        *system.REGISTERED.values(),
        # Types without a builder, for who needs them all the same.
        DataType("aclitem"),
        DataType("bpchar", texts.text_of),
        DataType("cid"),
        DataType("int2vector"),
        DataType("oidvector"),
        DataType("refcursor"),
        DataType("tid"),
        DataType("xid"),
        extensions.CITEXT,
        extensions.CUBE,
        extensions.HSTORE,
        extensions.LQUERY,
        extensions.LTREE,
        extensions.LTXTQUERY,
    )
}
ALIASES = {
    "int2": "smallint",
    "int": "integer",
    "int4": "integer",
    "int8": "bigint",
    "float4": "real",
    "float8": "double precision",
    "bool": "boolean",
    "decimal": "numeric",
    "dec": "numeric",
    "varchar": "character varying",
    "char varying": "character varying",
    "char": "character",
    "nchar": "character",
    "national character": "character",
    "national char": "character",
    "national character varying": "character varying",
    "national char varying": "character varying",
    "varbit": "bit varying",
    "timestamptz": "timestamp with time zone",
    "timetz": "time with time zone",
    "timestamp": "timestamp without time zone",
    "time": "time without time zone",
}
SERIALS = {"smallserial", "serial", "bigserial", "serial2", "serial4", "serial8"}

_WORD = r'(?:[^\W\d][\w$]*|"(?:[^"]|"")+")'
_TEXT = re.compile(
    rf"\s*(?P<name>{_WORD}(?:\s*\.\s*{_WORD}|(?:\s+{_WORD})*))\s*(?:\((?P<modifiers>[^()]*)\))?(?P<rest>(?:\s+[a-z]+)*)\s*"
    r"(?P<array>(?:\[\s*\d*\s*\]\s*)*|\s+array(?:\s*\[\s*\d*\s*\])?)\s*",
    re.IGNORECASE,
)


def custom_type(
    data_type: str, *, write: Callable[[Any], str] | None = None, python: Any = None
) -> Callable[..., Column[Any]]:
    """A builder for columns of a type that has none: mood = custom_type("app.mood"), then mood("feeling").

    data_type  the type as in SQL. Types of PostgreSQL's own may have any of their names; a bare name that is none of
               them is looked for where the table stands
    write      a Python value → the text of it as the type reads it, for default()
    python     the Python type of the values

    Raises DeclarationError for a text that is no type.
    """
    made = named(data_type)
    if write is not None:
        made = evolve(made, write=write, bare=None)

    def builder(name: str | None = None) -> Column[Any]:
        return column(made, name, python=python)

    return builder


def named(text: str) -> DataType:
    """The type of that name. Raises DeclarationError for a text that is no type."""
    if not isinstance(text, str) or not (found := _TEXT.fullmatch(text)):
        raise DeclarationError(f"{here()}: {text!r} is no data type")
    words = re.findall(_WORD, found["name"])
    modifiers = found["modifiers"]
    if re.fullmatch(rf"{_WORD}\s*\.\s*{_WORD}", found["name"]):
        namespace, name = (_unquoted(word) for word in words)
        if found["rest"].strip():
            raise DeclarationError(f"{here()}: {text!r} is no data type")
        if namespace == "pg_catalog":
            made = _builtin(_UNSQL.get(name, name), modifiers, text) or DataType(name)
        else:
            made = _foreign(name, modifiers, namespace)
    elif found["name"].startswith('"'):
        name = _unquoted(words[0])
        made = texts.INTERNAL_CHAR if name == "char" else _builtin(name, modifiers, text) or _foreign(name, modifiers)
    else:
        name = " ".join([*words, *found["rest"].split()]).lower()
        if name in SERIALS:
            raise DeclarationError(f"{here()}: {name} is no data type; there is {name}() for columns")
        made = _builtin(name, modifiers, text) or _foreign(name, modifiers)
    brackets = found["array"].lower()
    return made.array(max(brackets.count("["), 1)) if brackets.strip() else made


_UNSQL = {"char": '"char"', "bpchar": "bpchar"}


def _unquoted(word: str) -> str:
    return word[1:-1].replace('""', '"') if word.startswith('"') else word.lower()


def _builtin(name: str, modifiers: str | None, text: str) -> DataType | None:
    """A type of PostgreSQL, or of an extension that mizzle knows, under any of its names."""
    if name == '"char"':
        return texts.INTERNAL_CHAR
    name = ALIASES.get(name, name)
    if name in ("geometry", "geography"):
        shape, _, srid = (modifiers or "").partition(",")
        return spatial_type(name, shape.strip() or None, _integer(srid.strip() or None, text))
    if name.startswith("interval"):
        return times.interval_type(name.removeprefix("interval").strip() or None, _integer(modifiers, text))
    numbers_given = [_integer(word, text) for word in modifiers.split(",")] if modifiers is not None else []
    first = numbers_given[0] if numbers_given else None
    if name == "numeric" and len(numbers_given) <= 2:  # noqa: PLR2004
        return numbers.numeric_type(first, numbers_given[1] if len(numbers_given) > 1 else None)
    if len(numbers_given) > 1:
        return None if name not in PLAIN else _refused(text)
    if name == "float":
        return numbers.REAL if first is not None and first <= 24 else numbers.DOUBLE  # noqa: PLR2004
    if make := _MODIFIED.get(name):
        return make(first)
    if name == "bpchar" and first is not None:
        return texts.char_type(first)
    made = PLAIN.get(name)
    return _refused(text) if made is not None and modifiers is not None else made


_MODIFIED: dict[str, Callable[[int | None], DataType]] = {
    "character varying": texts.varchar_type,
    "character": texts.char_type,
    "bit": binary.bit_type,
    "bit varying": binary.varbit_type,
    "timestamp without time zone": lambda precision: times.timestamp_type(precision, False),
    "timestamp with time zone": lambda precision: times.timestamp_type(precision, True),
    "time without time zone": lambda precision: times.time_type(precision, False),
    "time with time zone": lambda precision: times.time_type(precision, True),
    "vector": partial(vector_type, "vector"),
    "halfvec": partial(vector_type, "halfvec"),
    "sparsevec": partial(vector_type, "sparsevec"),
}


def _integer(text: str | None, whole: str) -> int | None:
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        raise DeclarationError(f"{here()}: {whole!r} is no data type: {text.strip()!r} is no number") from None


def _refused(text: str) -> DataType:
    raise DeclarationError(f"{here()}: {text!r} is no data type: it takes no such modifiers")


def _foreign(name: str, modifiers: str | None, namespace: str | None = None) -> DataType:
    """A type of the user, in the given namespace or where the table stands."""
    checked(name, "type")

    def ref(context: Context) -> Ref:
        return Ref("type", namespace or context.namespace, name)

    return DataType(name, any_text, modifier="" if modifiers is None else f"({modifiers.strip()})", declared=ref)


def any_text(value: Any) -> str:
    """A string, number or boolean, for a type that mizzle knows nothing of."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (str, int, float, Decimal)):
        raise TypeError(f"custom_type() without write= takes strings and numbers, not {type(value).__name__}")
    return str(value)
