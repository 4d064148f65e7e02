"""geometry and geography (extension postgis).

Values are points (x, y), written as the EWKB that PostGIS prints, or texts in WKT or EWKT as they are.
"""

import re
import struct
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType
from mizzle.dsl.place import here
from mizzle.dsl.types.geometric import floats
from mizzle.dsl.types.make import column, one_of, within
from mizzle.model.errors import DeclarationError

# As postgis_typmod_out() spells them; each may have Z, M or ZM behind it.
SHAPES = {
    shape.lower(): shape
    for shape in (
        "Geometry",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "GeometryCollection",
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "PolyhedralSurface",
        "Triangle",
        "Tin",
    )
}
GREATEST_SRID = 999999


def geometry(
    name: str | None = None, *, type: str | None = "point", srid: int | None = None, mode: str = "tuple"
) -> Column[Any]:
    """A shape in a plane. `type=None` allows all shapes.

    mode  whether rows hold a "tuple" (x, y) or a dict ("xy")
    """
    one_of("mode of geometry", mode, ("tuple", "xy"))
    return column(spatial_type("geometry", type, srid), name, python=dict if mode == "xy" else None)


def geography(name: str | None = None, *, type: str | None = "point", srid: int | None = None) -> Column[Any]:
    """A shape on the globe. `type=None` allows all shapes; without an SRID it is 4326."""
    return column(spatial_type("geography", type, srid), name)


def spatial_type(name: str, shape: str | None, srid: int | None) -> DataType:
    """The type geometry or geography with its modifiers as PostGIS prints them: (Point,4326)."""
    if srid is not None:
        within(f"srid of {name}", srid, 0, GREATEST_SRID)
    if name == "geography" and not srid and shape is not None:
        srid = 4326  # geography_typmod_in() fills it in
    if shape is not None and not isinstance(shape, str):
        raise DeclarationError(f"{here()}: type of {name} must be a string, not {shape!r}")
    modifier = ""
    if shape is not None or srid:
        found = re.fullmatch(r"(.*?)\s*(z?m?)", (shape or "Geometry").strip().lower())
        word = SHAPES.get(found[1]) if found else None
        if not found or not word:
            words = ", ".join(SHAPES.values())
            raise DeclarationError(f"{here()}: type of {name} must be one of {words}, with Z, M or ZM, not {shape!r}")
        modifier = f"({word}{found[2].upper()}{f',{srid}' if srid else ''})"
    # A plain Geometry without SRID is no restriction, and PostGIS prints none.
    modifier = "" if modifier == "(Geometry)" else modifier

    def write(value: Any) -> str:
        return spatial_text(value, srid or (4326 if name == "geography" else 0))

    return DataType(name, write, modifier=modifier, extension="postgis")


def spatial_text(value: Any, srid: int) -> str:
    """A point as hexadecimal EWKB; a text as it is."""
    if isinstance(value, str):
        return value
    x, y = floats(value, 2, "a point (x, y), or a text in WKT,", ("x", "y"))
    flags = 0x20000000 if srid else 0
    data = struct.pack("<BI", 1, 1 | flags) + (struct.pack("<I", srid) if srid else b"") + struct.pack("<dd", x, y)
    return data.hex().upper()
