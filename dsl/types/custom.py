"""custom_type(), and any type by its name."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

from attrs import evolve

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType, string
from mizzle.dsl.given import checked
from mizzle.dsl.place import here
from mizzle.dsl.types import (
    binary,
    documents,
    extensions,
    geometric,
    networks,
    numbers,
    ranges,
    search,
    system,
    texts,
    times,
)
from mizzle.dsl.types.intervals import interval_type
from mizzle.dsl.types.make import column
from mizzle.dsl.types.postgis import spatial_type
from mizzle.dsl.types.vectors import vector_type
from mizzle.model.errors import DeclarationError
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
        system.REGROLE,
        texts.INTERNAL_CHAR,
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
EXTENSIONS = {
    *(name for name, data_type in PLAIN.items() if data_type.extension),
    "geography",
    "geometry",
    "halfvec",
    "sparsevec",
    "vector",
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
_MODIFIED: dict[str, Callable[[int | None], DataType]] = {
    "float": lambda digits: numbers.REAL if digits is not None and digits <= 24 else numbers.DOUBLE,
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
SERIALS = {"smallserial", "serial", "bigserial", "serial2", "serial4", "serial8"}

_WORD = r'(?:[^\W\d][\w$]*|"(?:[^"]|"")+")'
# Compiled when a type is named: importing the builders stays quick.
_TEXT = (
    rf"(?i)\s*(?P<name>{_WORD}(?:\s*\.\s*{_WORD}|(?:\s+{_WORD})*))\s*"
    r"(?:\((?P<modifiers>[^()]*)\))?(?P<rest>(?:\s+[a-z]+)*)\s*(?P<array>(?:\[\s*\d*\s*\]\s*)*)"
)
_ARRAY = r"(?i)\s+array\s*(?:\[\s*(\d*)\s*\])?\s*$"


def custom_type(
    data_type: str, *, write: Callable[[Any], str] | None = None, python: Any = None
) -> Callable[..., Column[Any]]:
    """A builder for columns of a type that has none.

    >>> mood = custom_type("app.mood")
    >>> mood("feeling").not_null()

    data_type  the type as in SQL. Types of PostgreSQL's own may have any of their names; a bare name that is none of
               them is looked for where the table stands
    write      a Python value → the text of it as the type reads it, for default()
    python     the Python type of the values

    Raises DeclarationError for a text that is no type.
    """
    made = named(data_type)
    if write is not None:
        made = evolve(made, write=lambda value: string(write(value)), bare=None)

    def builder(name: str | None = None) -> Column[Any]:
        return column(made, name, python=python)

    return builder


def named(text: str) -> DataType:
    """The type of that name. Raises DeclarationError for a text that is no type."""
    if not isinstance(text, str) or not (found := re.fullmatch(_TEXT, re.sub(_ARRAY, r"[\1]", text))):
        raise _refused(text)
    modifiers, first = found["modifiers"], found["name"]
    words = [_unquoted(word) for word in re.findall(_WORD, f"{first} {found['rest']}")]
    made: DataType | None
    if re.fullmatch(rf"{_WORD}\s*\.\s*{_WORD}", first):
        made = _qualified(words[0], words[1], modifiers, text) if len(words) == 2 else None
    else:
        name = " ".join(words)
        if name in SERIALS:
            raise _refused(text, f"; there is the builder {name}()")
        # Quoted, "char" is PostgreSQL's own one-byte type.
        made = _known('"char"' if first == '"char"' else name, modifiers, text)
        if made is None and len(words) == 1:
            made = _declared(name, modifiers)
    if made is None:
        raise _refused(text)
    return made.array(found["array"].count("[")) if found["array"] else made


def _qualified(namespace: str, name: str, modifiers: str | None, text: str) -> DataType:
    if namespace != "pg_catalog":
        return _declared(name, modifiers, namespace)
    made = _known('"char"' if name == "char" else name, modifiers, text)
    return made if made and not made.extension else DataType(name)


def _unquoted(word: str) -> str:
    if word.startswith('"'):
        return word[1:-1].replace('""', '"')
    return re.sub("[A-Z]+", lambda found: found[0].lower(), word)  # PostgreSQL folds no other letters


def _known(name: str, modifiers: str | None, text: str) -> DataType | None:
    """A type of PostgreSQL, or of an extension that mizzle knows, under any of its names."""
    name = ALIASES.get(name, name)
    if name in ("geometry", "geography"):
        shape, _, srid = (modifiers or "").partition(",")
        return spatial_type(name, shape.strip() or None, _integer(srid, text) if srid else None)
    if name == "interval" or name.startswith("interval "):
        precision = None if modifiers is None else _integer(modifiers, text)
        return interval_type(name.removeprefix("interval").strip() or None, precision)
    if name == "bpchar" and modifiers is not None:
        name = "character"
    if name not in _MODIFIED and name not in PLAIN and name != "numeric":
        return None
    given = [_integer(word, text) for word in modifiers.split(",")] if modifiers is not None else []
    if name == "numeric" and len(given) <= 2:
        return numbers.numeric_type(*given, *[None] * (2 - len(given)))
    if len(given) > (name in _MODIFIED):
        raise _refused(text, f": {name} takes no such modifiers")
    return _MODIFIED[name](given[0] if given else None) if name in _MODIFIED else PLAIN[name]


def _integer(text: str, whole: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _refused(whole, f": {text.strip()!r} is no number") from None


def _refused(text: Any, reason: str = "") -> DeclarationError:
    return DeclarationError(f"{here()}: {text!r} is no data type{reason}")


def _declared(name: str, modifiers: str | None, namespace: str | None = None) -> DataType:
    """A type of the user or an extension, in the given namespace or where the table stands."""
    checked(name, "type")

    def ref(context: Context) -> Ref:
        return Ref("type", namespace or context.namespace, name)

    made = _known(name, modifiers, name) if name in EXTENSIONS else None
    if made:
        return evolve(made, extension=None, declared=ref)
    return DataType(name, any_text, modifier="" if modifiers is None else f"({modifiers.strip()})", declared=ref)


def any_text(value: Any) -> str:
    """A string, number or boolean, for a type that mizzle knows nothing of."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, (str, int, float, Decimal)):
        raise TypeError(f"custom_type() without write= takes strings and numbers, not {type(value).__name__}")
    return str(value)
