"""A data type as the builders know it."""

from collections.abc import Callable
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.types.literal import written
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.ref import Ref
from mizzle.model.type import Type


@frozen
class DataType:
    """How a builder names its PostgreSQL type and writes a Python value of it.

    name        as format_type() prints it: `character varying(20)`, `timestamp(3) with time zone`; for a type of an
                extension or of the user its bare name
    write       a Python value → an SQL literal, in the server's own spelling where that is known, so that nothing
                has to be asked later. Raises TypeError or ValueError for a value that is none of this type
    modifier    for a type of an extension its modifiers, as in `(3)`
    extension   the extension that brings the type
    declared    the pg_enum (or another declared type) behind it: tells its ref once the namespace is known
    dimensions  0 for a scalar
    """

    name: str
    write: Callable[[Any], str] = written
    modifier: str = ""
    extension: str | None = None
    declared: Callable[[Context], Ref] | None = field(default=None)
    dimensions: int = 0

    def type(self, context: Context) -> Type:
        """The type as columns of the model mention it."""
        array = self.dimensions > 0
        if self.declared:
            return Type(self.modifier, self.declared(context), array)
        if self.extension:
            namespace = context.extensions.get(self.extension, "public")
            return Type(self.modifier, Ref("type", namespace, self.name), array)
        return Type(self.name, None, array)

    def array(self, dimensions: int = 1) -> "DataType":
        """The type as an array of so many dimensions more."""
        return evolve(self, dimensions=self.dimensions + dimensions)

    def literal(self, value: Any, context: Context, origin: str | None) -> Expr:
        """A default as SQL. Raises DeclarationError for a value that is none of this type."""
        from mizzle.dsl.types.array import array_literal

        try:
            text = array_literal(value, self) if self.dimensions else self.write(value)
        except (TypeError, ValueError) as error:
            raise DeclarationError(f"{origin}: default({value!r}) does not fit {self.name}: {error}") from None
        pieces: tuple[Piece, ...] = (text,)
        if (self.declared or self.extension) and text.endswith("'"):
            brackets = "[]" if self.dimensions else ""
            ref = self.type(context).ref
            pieces = (f"{text}::", ref, self.modifier + brackets) if ref else pieces
        return Expr(tuple(piece for piece in pieces if piece != ""), origin)
