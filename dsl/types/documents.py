"""JSON and XML."""

import json as stdlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType, string
from mizzle.dsl.types.make import column

# ---- how the server prints them


def json_text(value: Any) -> str:
    """A value as JSON in the form of jsonb_out: keys by length, then by bytes; a str is a JSON string."""
    return _dump(value, sort=True)


def plain_json_text(value: Any) -> str:
    """A value as JSON with its keys in their own order, which the type json keeps."""
    return _dump(value, sort=False)


def _dump(value: Any, *, sort: bool) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, (int, float, Decimal)):
        return _number(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"the keys of a JSON object are strings, not {key!r}")
        keys = sorted(value, key=_order) if sort else list(value)
        return "{" + ", ".join(f"{_string(key)}: {_dump(value[key], sort=sort)}" for key in keys) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_dump(item, sort=sort) for item in value) + "]"
    raise TypeError(f"JSON has no {type(value).__name__}")


def _order(key: str) -> tuple[int, bytes]:
    data = key.encode(errors="surrogatepass")
    return len(data), data


def _string(value: str) -> str:
    if "\0" in value:
        raise ValueError("PostgreSQL stores no NUL character")
    return stdlib.dumps(str(value), ensure_ascii=False)


def _number(value: float | Decimal) -> str:
    """jsonb keeps numbers as numeric does: digits without exponent."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("JSON has no NaN and no infinity")
    text = format(number, "f")
    return text if number else text.removeprefix("-")


# ---- builders

JSON = DataType("json", plain_json_text)
JSONB = DataType("jsonb", json_text)
JSONPATH = DataType("jsonpath", string)
XML = DataType("xml", string)


def json(name: str | None = None) -> Column[Any]:
    """JSON kept as the text that was given. jsonb() is the better choice unless spaces and doubled keys matter."""
    return column(JSON, name)


def jsonb(name: str | None = None) -> Column[Any]:
    """JSON. Say with .type(Profile) which Python type the values have."""
    return column(JSONB, name)


def jsonpath(name: str | None = None) -> Column[str | None]:
    """A path expression over JSON."""
    return column(JSONPATH, name)


def xml(name: str | None = None) -> Column[str | None]:
    """XML. Values need a server that was built with libxml."""
    return column(XML, name)
