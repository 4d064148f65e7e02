"""PostgreSQL's own geometric types. Points are (x, y) or {"x": x, "y": y}; texts pass as they are."""

from collections.abc import Mapping
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.types.floats import float_text
from mizzle.dsl.types.make import column, one_of

# ---- how the server prints them


def floats(value: Any, count: int, what: str, keys: tuple[str, ...] = ()) -> list[float]:
    """So many numbers, from a sequence or from a mapping with just these keys."""
    if isinstance(value, Mapping):
        if set(value) != set(keys):
            raise ValueError(f"{what} is wanted")
        value = [value[key] for key in keys]
    if not isinstance(value, (tuple, list)) or len(value) != count:
        raise TypeError(f"{what} is wanted")
    return list(value)


def point_text(value: Any) -> str:
    """A point as (x,y)."""
    if isinstance(value, str):
        return value
    x, y = floats(value, 2, "a point (x, y)", ("x", "y"))
    return f"({float_text(x)},{float_text(y)})"


def line_text(value: Any) -> str:
    """A line as {A,B,C} of the equation Ax + By + C = 0."""
    if isinstance(value, str):
        return value
    a, b, c = floats(value, 3, "a line (a, b, c)", ("a", "b", "c"))
    if not a and not b:
        raise ValueError("a and b of a line cannot both be 0")
    return f"{{{float_text(a)},{float_text(b)},{float_text(c)}}}"


def lseg_text(value: Any) -> str:
    """A segment as [(x1,y1),(x2,y2)]."""
    return value if isinstance(value, str) else f"[{_points(value, 'a segment (point, point)', 2)}]"


def box_text(value: Any) -> str:
    """A box as (x2,y2),(x1,y1): the upper right corner first, whichever two corners are given."""
    if isinstance(value, str):
        return value
    one, other = (_xy(point) for point in _pair(value, "a box (corner, corner)"))
    high = (max(one[0], other[0]), max(one[1], other[1]))
    low = (min(one[0], other[0]), min(one[1], other[1]))
    return f"{point_text(high)},{point_text(low)}"


def path_text(value: Any) -> str:
    """A path: closed as ((x1,y1),…) for a tuple of points, open as [(x1,y1),…] for a list of them."""
    if isinstance(value, str):
        return value
    points = _points(value, "a path, a tuple (closed) or list (open) of points")
    return f"[{points}]" if isinstance(value, list) else f"({points})"


def polygon_text(value: Any) -> str:
    """A polygon as ((x1,y1),…)."""
    return value if isinstance(value, str) else f"({_points(value, 'a polygon, a sequence of points')})"


def circle_text(value: Any) -> str:
    """A circle as <(x,y),r>."""
    if isinstance(value, str):
        return value
    center, radius = floats(value, 2, "a circle (center, radius)", ("center", "radius"))
    if radius < 0:
        raise ValueError("the radius of a circle is not negative")
    return f"<{point_text(center)},{float_text(radius)}>"


def _pair(value: Any, what: str) -> list[Any]:
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise TypeError(f"{what} is wanted")
    return list(value)


def _xy(value: Any) -> list[float]:
    return [float(number) for number in floats(value, 2, "a point (x, y)", ("x", "y"))]


def _points(value: Any, what: str, count: int | None = None) -> str:
    if not isinstance(value, (tuple, list)) or not value or (count and len(value) != count):
        raise TypeError(f"{what} is wanted")
    return ",".join(point_text(_xy(point)) for point in value)


# ---- builders

POINT = DataType("point", point_text)
LINE = DataType("line", line_text)
LSEG = DataType("lseg", lseg_text)
BOX = DataType("box", box_text, delimiter=";")
PATH = DataType("path", path_text)
POLYGON = DataType("polygon", polygon_text)
CIRCLE = DataType("circle", circle_text)


def point(name: str | None = None, *, mode: str = "tuple") -> Column[Any]:
    """A point of the plane. `mode`: whether rows hold a "tuple" (x, y) or a dict ("xy")."""
    one_of("mode of point", mode, ("tuple", "xy"))
    return column(POINT, name, python=dict if mode == "xy" else None)


def line(name: str | None = None, *, mode: str = "tuple") -> Column[Any]:
    """An infinite line Ax + By + C = 0. `mode`: whether rows hold a "tuple" (a, b, c) or a dict ("abc")."""
    one_of("mode of line", mode, ("tuple", "abc"))
    return column(LINE, name, python=dict if mode == "abc" else None)


def lseg(name: str | None = None) -> Column[Any]:
    """A line segment."""
    return column(LSEG, name)


def box(name: str | None = None) -> Column[Any]:
    """A rectangle."""
    return column(BOX, name)


def path(name: str | None = None) -> Column[Any]:
    """An open or closed path."""
    return column(PATH, name)


def polygon(name: str | None = None) -> Column[Any]:
    """A polygon."""
    return column(POLYGON, name)


def circle(name: str | None = None) -> Column[Any]:
    """A circle."""
    return column(CIRCLE, name)
