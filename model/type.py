"""Data types as columns mention them."""

import re

from attrs import frozen

from mizzle.model.ref import Ref

_MODIFIER = re.compile(r"\(([^()]*)\)")


@frozen
class Type:
    """A data type with its modifiers.

    name   for a type of pg_catalog what format_type() prints, as in `timestamp(3) with time zone`;
           for any other type its modifiers alone, as in `(3)` for a vector(3), mostly empty
    ref    the type's own object (kind "type") when it is not one of pg_catalog's
    array  whether it is an array; PostgreSQL keeps no dimensions
    """

    name: str
    ref: Ref | None = None
    array: bool = False

    def __str__(self) -> str:
        return f"{self.ref or ''}{self.name}{'[]' if self.array else ''}"

    @property
    def base(self) -> str:
        """The type without modifiers: `timestamp with time zone`, `numeric`, `app.status`."""
        return str(self.ref) if self.ref else _MODIFIER.sub("", self.name)

    @property
    def arguments(self) -> tuple[str, ...]:
        """The modifiers: ("10", "2") for numeric(10,2)."""
        found = _MODIFIER.search(self.name)
        return tuple(word.strip() for word in found[1].split(",")) if found else ()
