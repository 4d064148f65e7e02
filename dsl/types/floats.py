"""Floats as float8out and float4out print them."""

import struct
from decimal import Decimal
from math import floor, isfinite, isinf, isnan
from typing import Any


def float_text(value: Any, *, single: bool = False) -> str:
    """A float in the shortest digits that give it back, in the layout of float8out and float4out."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise TypeError(f"an int or float is wanted, not {type(value).__name__}")
    number = float(value)
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    sign, digits, exponent = Decimal(_shortest(number, single=single)).as_tuple()
    figures = "".join(map(str, digits)).lstrip("0")
    stripped = figures.rstrip("0")
    power = len(figures) + int(exponent) - 1  # of the first figure
    minus = "-" if sign else ""
    if not stripped:
        return f"{minus}0"
    if not -4 <= power < (6 if single else 15):
        fraction = f".{stripped[1:]}" if len(stripped) > 1 else ""
        return f"{minus}{stripped[0]}{fraction}e{power:+03d}"
    return minus + format(Decimal(f"{stripped}e{power - len(stripped) + 1}"), "f")


def _shortest(number: float, *, single: bool) -> str:
    """The fewest digits that lie nearer to the float than to its neighbours.

    Not repr(), which is content with digits half-way to a neighbour where reading rounds to even; PostgreSQL is not
    (src/common/d2s.c: "acceptBounds").
    """
    from fractions import Fraction

    code, bits = ("<f", "<I") if single else ("<d", "<Q")
    try:
        (place,) = struct.unpack(bits, struct.pack(code, abs(number)))
    except OverflowError:
        raise ValueError("it is out of range for type real") from None
    if place == 0:
        if number:
            raise ValueError("it is out of range for type real")
        return repr(number)
    below, here, above = (struct.unpack(code, struct.pack(bits, place + step))[0] for step in (-1, 0, 1))
    exact = Fraction(here)
    low = (exact + Fraction(below)) / 2
    high = (exact + Fraction(above)) / 2 if isfinite(above) else 2 * exact - low
    power = int(format(here, ".16e").partition("e")[2])
    fewest = 1 if single else len(Decimal(repr(here)).normalize().as_tuple().digits)
    for count in range(fewest, 19):
        unit = Fraction(10) ** (power - count + 1)
        nearest, upper = round(exact / unit), floor(exact / unit) + 1
        for figures in (nearest, upper):
            if low < figures * unit < high:
                return f"{'-' if number < 0 else ''}{figures}e{power - count + 1}"
    return repr(number)
