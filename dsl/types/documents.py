"""JSON and XML."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType, string
from mizzle.dsl.types.make import column
from mizzle.dsl.types.numbers import decimal_text

# ---- how the server prints them


def json_text(value: Any, *, binary: bool) -> str:
    """A value as JSON; a str is a JSON string. Binary: as jsonb_out prints it, keys by length and then by bytes."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, (int, float, Decimal)):
        return _number(value, binary=binary)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"the keys of a JSON object are strings, not {key!r}")
        keys = sorted(value, key=_order) if binary else list(value)
        return "{" + ", ".join(f"{_string(key)}: {json_text(value[key], binary=binary)}" for key in keys) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(json_text(item, binary=binary) for item in value) + "]"
    raise TypeError(f"JSON has no {type(value).__name__}")


def _order(key: str) -> tuple[int, bytes]:
    data = key.encode(errors="surrogatepass")
    return len(data), data


def _string(value: str) -> str:
    if "\0" in value:
        raise ValueError("PostgreSQL stores no NUL character")
    from json import dumps

    return dumps(str(value), ensure_ascii=False)


def _number(value: float | Decimal, *, binary: bool) -> str:
    """A number; jsonb keeps it as numeric does, in digits without exponent. A float has a point, to be one again."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        raise ValueError("JSON has no NaN and no infinity")
    if not binary:
        return str(value)
    text = decimal_text(number)
    return text if "." in text or not isinstance(value, float) else f"{text}.0"


# ---- builders

JSON = DataType("json", partial(json_text, binary=False))
JSONB = DataType("jsonb", partial(json_text, binary=True))
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
