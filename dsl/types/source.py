"""A type of the model as the builder that makes a column of it."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from attrs import evolve

from mizzle.dsl import types
from mizzle.dsl.context import Context
from mizzle.dsl.data_type import DataType
from mizzle.dsl.python_type import one_type
from mizzle.dsl.source import Module, call, chained, expression, literal
from mizzle.dsl.types.custom import named
from mizzle.model.domain import Domain
from mizzle.model.enum import Enum
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr
from mizzle.model.extension import Extension
from mizzle.model.names import plain
from mizzle.model.ref import Ref
from mizzle.model.type import Type

CALLED = ("enum", "domain", "composite", "range")
_ZONED = re.compile(r"(time|timestamp)(?:\((\d)\))? (with|without) time zone\Z")
_SIZED = re.compile(r"(character varying|character|bit varying|bit)(?:\((\d+)\))?\Z")
_SIZES = {"character varying": "varchar", "character": "char", "bit varying": "varbit", "bit": "bit"}
_NUMERIC = re.compile(r"numeric\((\d+),(-?\d+)\)\Z")
_WHOLE = re.compile(r"-?\d+")
_INTERVAL = re.compile(r"interval(?: ([a-z ]+?))?(?:\((\d)\))?\Z")


@cache
def _bare() -> dict[str, tuple[str, str | None]]:
    """Type → its builder without arguments, and the extension that brings it."""
    found: dict[str, tuple[str, str | None]] = {}
    for word in types.__all__:
        if word in ("array", "custom_type", "vector", "halfvec", "sparsevec", "decimal", "geometry", "geography"):
            continue
        spec = getattr(types, word)()._spec
        if not spec.serial:
            found.setdefault(spec.type.name, (word, spec.type.extension))
    return found


def builder(type_: Type, module: Module) -> Any:
    """The call of the builder: text(), mood(), numeric(precision=10, scale=2), with .array() behind it."""
    made = _scalar(type_, module)
    return chained(made, [call("array")]) if type_.array else made


def _scalar(type_: Type, module: Module) -> Any:
    if type_.ref:
        return _named(type_.ref, type_.name, module)
    if match := _ZONED.match(type_.name):
        precision, zoned = match[2], match[3] == "with" or None
        return module.call(match[1], precision=precision, with_timezone=zoned)
    if match := _SIZED.match(type_.name):
        length = None if match[0] == "bit(1)" else match[2]
        if length or match[1] in ("character varying", "bit varying") or match[0] == "bit(1)":
            return module.call(_SIZES[match[1]], length=length)
    if match := _NUMERIC.match(type_.name):
        return module.call("numeric", precision=match[1], scale=None if match[2] == "0" else match[2])
    if match := _INTERVAL.match(type_.name):
        return module.call("interval", fields=literal(match[1]) if match[1] else None, precision=match[2])
    word, extension = _bare().get(type_.name, ("", None))
    if word and not extension:
        return module.call(word)
    return call(module.call("custom_type", literal(type_.name)).flat())


def _named(ref: Ref, modifiers: str, module: Module) -> Any:
    item = module.schema.find(ref)
    if item is not None and item.ref.kind in CALLED and not modifiers and (name := module.variable(ref)):
        return call(name if item.ref.name == ref.name else f"{name}.multirange")
    word, extension = _bare().get(
        ref.name, (ref.name, "vector" if ref.name in ("vector", "halfvec", "sparsevec") else None)
    )
    there = module.schema.get(Ref("extension", "", extension or ""))
    if extension and isinstance(there, Extension) and there.target == ref.schema:
        size = re.fullmatch(r"\((\d+)\)", modifiers)
        if not modifiers and extension != "vector":
            return module.call(word)
        if size and extension == "vector":
            return module.call(word, dimensions=size[1])
    return call(module.call("custom_type", literal(f"{plain(ref.schema)}.{plain(ref.name)}{modifiers}")).flat())


def default(expr: Expr, type_: Type, module: Module) -> Any:
    """The call that gives a default: a Python value where that writes the very same text, else sql()."""
    text = expression(expr)
    if text == "now()" and type_.name.startswith(("timestamp", "date", "time")) and not type_.array:
        return call("default_now")
    if text == "gen_random_uuid()" and type_ == Type("uuid"):
        return call("default_random")
    for value in _candidates(text, type_, module):
        return call("default", _python(value))
    return call("default", module.sql(text))


def _candidates(text: str, type_: Type, module: Module) -> Iterator[Any]:
    """The Python values of which the type writes this text."""
    found: list[Any] = []
    if text in ("true", "false"):
        found.append(text == "true")
    if _WHOLE.fullmatch(text):
        found.append(int(text))
    quoted = re.match(r"'((?:[^']|'')*)'::", text)
    if quoted:
        value = quoted[1].replace("''", "'")
        found += [int(value)] if re.fullmatch(r"-?[1-9]\d*", value) else []
        found += _elements(value) if type_.array else _document(value) if type_.name in ("json", "jsonb") else []
        found.append(value)
    if type_.ref:
        if type_.array:
            yield from (value for value in found if value == [] and text == f"'{{}}'::{type_.ref}[]")
            return
        item = module.schema.find(type_.ref)
        labels = getattr(item, "labels", ())
        yield from (value for value in found if value in labels and text == f"{_said(value)}::{type_.ref}")
        return
    try:
        data_type: DataType = evolve(named(type_.name), dimensions=int(type_.array))
    except DeclarationError:
        return
    for value in found:
        try:
            if data_type.literal(value, Context(), None).plain == text:
                yield value
        except DeclarationError:
            continue


def _python(value: Any) -> str:
    """A value as Python source, texts quoted as all others are."""
    if isinstance(value, list):
        return f"[{', '.join(map(_python, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {_python(item)}" for key, item in value.items()) + "}"
    return literal(value) if isinstance(value, str) else repr(value)


def _elements(text: str) -> list[Any]:
    """The lists that an array's text may be of: of numbers, of texts. Their own text tells which."""
    if text == "{}":
        return [[]]
    inside = text[1:-1].split(",")
    return [[int(item) for item in inside], inside] if all(map(_WHOLE.fullmatch, inside)) else [inside]


def _document(text: str) -> list[Any]:
    """The object or list that a JSON text is."""
    try:
        value = json.loads(text)
    except ValueError:
        return []
    return [value] if isinstance(value, (dict, list)) else []


def _said(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


# The types of values in annotations, and the imports that they need.
_PYTHON: dict[Any, tuple[str, str]] = {
    Decimal: ("Decimal | int", "from decimal import Decimal"),
    uuid.UUID: ("UUID", "from uuid import UUID"),
    **{
        kind: (f"dt.{kind.__name__}", "import datetime as dt") for kind in (dt.date, dt.datetime, dt.time, dt.timedelta)
    },
    **{kind: (kind.__name__, "") for kind in (bool, bytes, float, int, str)},
}
ANNOTATING = {"Any", "Decimal", "NotRequired", "TypedDict", "UUID", "Value", "dt"}


def annotation(type_: Type, module: Module) -> str:
    """What an insert gives for a column of the type; Any for what has no type of Python's own."""
    item = module.schema.find(type_.ref) if type_.ref else None
    while isinstance(item, Domain) and not type_.array:
        type_ = item.type
        item = module.schema.find(type_.ref) if type_.ref else None
    kind: Any = None
    if isinstance(item, Enum):
        kind = str
    elif not type_.ref and not type_.array:
        kind = builder_type(type_)
    text, line = _PYTHON.get(kind, ("Any", "from typing import Any"))
    if line:
        module.lines.add(line)
    return text


def builder_type(type_: Type) -> Any:
    """The Python type of a built-in type's values."""
    try:
        return one_type(named(type_.name))
    except DeclarationError:
        return None
