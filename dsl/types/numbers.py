"""Numbers and booleans."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any, Literal, overload

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types.floats import float_text
from mizzle.dsl.types.make import column, one_of, within
from mizzle.model.errors import DeclarationError

_DIGITS = 131072  # before the point (PG manual, 8.1); behind it are 16383

# ---- how the server prints them


def bare_number(text: str, cast: str) -> str:
    """A number as the server prints the constant: bare where the parser gives it the same type again."""
    digits = text.removeprefix("-")
    if not digits.replace(".", "", 1).isdigit() or text == "-0":
        return f"'{text}'::{cast}"
    if "." in text:
        return text if digits == text else f"'{text}'::numeric"
    size = int(text)
    if 0 <= size < 2**31:
        return text
    kind = "integer" if -(2**31) <= size < 0 else "bigint" if -(2**63) <= size < 2**63 else "numeric"
    return f"'{text}'::{kind}"


def integer_text(value: Any, low: int, high: int) -> str:
    """An integer within the type's range."""
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise TypeError(f"an int is wanted, not {type(value).__name__}")
    number = int(value.__index__())
    if not low <= number <= high:
        raise ValueError(f"it goes from {low} to {high}")
    return str(number)


def decimal_text(value: Any, precision: int | None = None, scale: int = 0) -> str:
    """A number in plain digits; NaN and Infinity as they are called in SQL."""
    number = as_decimal(value)
    if number.is_nan():
        return "NaN"
    if number.is_infinite():
        if precision:
            raise ValueError(f"a numeric({precision},{scale}) holds no infinity")
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number.adjusted()) > _DIGITS:
        raise ValueError("it is out of range for numeric")
    if precision and number.copy_abs() >= Decimal((0, (9,) * precision + (5,), -scale - 1)):
        raise ValueError(f"a numeric({precision},{scale}) is smaller than 10^{precision - scale}")
    text = format(number, "f")
    return text.removeprefix("-") if not number else text


def as_decimal(value: Any) -> Decimal:
    """A number of any kind, or its text, as a Decimal with the digits it is written with."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        raise TypeError(f"an int, float or Decimal is wanted, not {type(value).__name__}")
    try:
        return Decimal(repr(value) if isinstance(value, float) else value)
    except ArithmeticError:
        raise ValueError("it is no number") from None


def boolean_text(value: Any) -> str:
    """A boolean as boolout prints it."""
    if not isinstance(value, bool):
        raise TypeError(f"True or False is wanted, not {type(value).__name__}")
    return "t" if value else "f"


def _digits(value: Any, low: int, high: int) -> str:
    """An integer, also as a string."""
    return integer_text(int(value) if isinstance(value, str) else value, low, high)


# ---- builders


def _integer(name: str, bits: int, write: Callable[..., str] = integer_text) -> DataType:
    return DataType(name, partial(write, low=-(2 ** (bits - 1)), high=2 ** (bits - 1) - 1), bare_number)


SMALLINT = _integer("smallint", 16)
INTEGER = _integer("integer", 32)
BIGINT = _integer("bigint", 64)
REAL = DataType("real", partial(float_text, single=True), bare_number)
DOUBLE = DataType("double precision", float_text, bare_number)
NUMERIC = DataType("numeric", decimal_text, bare_number)
BOOLEAN = DataType("boolean", boolean_text, lambda text, _: "true" if text == "t" else "false")
MONEY = DataType("money", decimal_text, bare_number)


def smallint(name: str | None = None) -> Column[int | None]:
    """An integer of two bytes."""
    return column(SMALLINT, name)


def integer(name: str | None = None) -> Column[int | None]:
    """An integer of four bytes."""
    return column(INTEGER, name)


@overload
def bigint(name: str | None = None, *, mode: Literal["number", "bigint"] = "number") -> Column[int | None]: ...
@overload
def bigint(name: str | None = None, *, mode: Literal["string"]) -> Column[str | None]: ...
def bigint(name: str | None = None, *, mode: str = "number") -> Column[Any]:
    """An integer of eight bytes. Python's int holds all of them, so "number" and "bigint" are the same."""
    one_of("mode of bigint", mode, ("number", "bigint", "string"))
    if mode == "string":
        return column(_integer("bigint", 64, _digits), name, python=str)
    return column(BIGINT, name)


def smallserial(name: str | None = None) -> Column[int]:
    """A smallint NOT NULL that counts with a sequence of its own."""
    return column(SMALLINT, name, serial=True)


def serial(name: str | None = None) -> Column[int]:
    """An integer NOT NULL that counts with a sequence of its own."""
    return column(INTEGER, name, serial=True)


@overload
def bigserial(name: str | None = None, *, mode: Literal["number", "bigint"] = "number") -> Column[int]: ...
@overload
def bigserial(name: str | None = None, *, mode: Literal["string"]) -> Column[str]: ...
def bigserial(name: str | None = None, *, mode: str = "number") -> Column[Any]:
    """A bigint NOT NULL that counts with a sequence of its own."""
    one_of("mode of bigserial", mode, ("number", "bigint", "string"))
    return column(BIGINT, name, serial=True, python=str if mode == "string" else None)


def boolean(name: str | None = None) -> Column[bool | None]:
    """True or false."""
    return column(BOOLEAN, name)


_MODES = {"decimal": None, "string": str, "number": float, "bigint": int}


@overload
def numeric(
    name: str | None = None,
    *,
    precision: int | None = None,
    scale: int | None = None,
    mode: Literal["decimal"] = "decimal",
) -> Column[Decimal | None]: ...
@overload
def numeric(
    name: str | None = None, *, precision: int | None = None, scale: int | None = None, mode: Literal["string"]
) -> Column[str | None]: ...
@overload
def numeric(
    name: str | None = None, *, precision: int | None = None, scale: int | None = None, mode: Literal["number"]
) -> Column[float | None]: ...
@overload
def numeric(
    name: str | None = None, *, precision: int | None = None, scale: int | None = None, mode: Literal["bigint"]
) -> Column[int | None]: ...
def numeric(
    name: str | None = None, *, precision: int | None = None, scale: int | None = None, mode: str = "decimal"
) -> Column[Any]:
    """An exact number, of any size or of `precision` digits with `scale` of them behind the point.

    mode  what rows hold: "decimal", or as in Drizzle "string", "number" (a float) and "bigint" (an int)
    """
    one_of("mode of numeric", mode, tuple(_MODES))
    return column(numeric_type(precision, scale), name, python=_MODES[mode])


decimal = numeric


def numeric_type(precision: int | None, scale: int | None) -> DataType:
    """The type numeric with its modifiers. A negative scale, or one beyond the precision, needs PostgreSQL 15."""
    if precision is None:
        if scale is not None:
            raise DeclarationError(f"{here()}: numeric has a scale ({scale!r}) and no precision; give both")
        return NUMERIC
    within("precision of numeric", precision, 1, 1000)
    places = 0 if scale is None else scale
    within("scale of numeric", places, -1000, 1000)
    write = partial(decimal_text, precision=precision, scale=places)
    return DataType(f"numeric({precision},{places})", write, bare_number)


def real(name: str | None = None) -> Column[float | None]:
    """A float of four bytes."""
    return column(REAL, name)


def double_precision(name: str | None = None) -> Column[float | None]:
    """A float of eight bytes."""
    return column(DOUBLE, name)


def money(name: str | None = None) -> Column[Any]:
    """An amount in the currency of the server's lc_monetary. numeric is nearly always the better choice."""
    return column(MONEY, name)
