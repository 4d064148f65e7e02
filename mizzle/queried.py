"""Queries and expressions of the builder in declarations: a view by select(), a check by table.n > 0.

The compiler writes them as it writes any query, but for three things: columns and tables stay refs, so that a rename changes
no text; values are literals; and there are no placeholders.
"""

import re
from typing import Any

from mizzle.compiler.query.statements import STATEMENTS
from mizzle.compiler.query.writer import Writer
from mizzle.dsl.context import Context
from mizzle.dsl.types.literal import written
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Piece
from mizzle.model.names import identifier
from mizzle.model.place import Place
from mizzle.model.query import Param, Placeholder, Shape

_MARK = re.compile("\0(\\d+)\0")  # a ref in the text; no name and no literal can hold the character


class Declaring(Writer):
    """Writes a mark for each column and table that has a ref."""

    def __init__(self, context: Context, origin: Place | None) -> None:
        super().__init__(context, STATEMENTS, self._literal)
        self.origin = origin
        self.marked: list[Piece] = []

    def _mark(self, piece: Piece) -> str:
        self.marked.append(piece)
        return f"\0{len(self.marked) - 1}\0"

    def pieces(self, given: Any) -> list[Piece]:
        """The whole as pieces of an expression."""
        if given._node == "query":
            self.query(given, top=True)
        else:
            self.free = True  # the tables of a check or an index are known to the declaration alone
            self.top(given)
        text = self.with_clause() + "".join(self.out)
        return [self.marked[int(part)] if place % 2 else part for place, part in enumerate(_MARK.split(text))]

    def column(self, part: Any) -> None:
        super().column(part)
        table = part._spec.table
        if _has_ref(table) and (self.free or table in self.scope):
            ref = part._piece(self.context)
            of = "" if self.free else f"{identifier(table._alias or ref.name)}."
            self.out[-1] = of + self._mark(ref)

    def source(self, source: Any) -> None:
        super().source(source)
        if _has_ref(source):
            alias = "" if source._alias is None else f" AS {identifier(source._alias)}"
            self.out[-1] = self._mark(source._ref(self.context)) + alias

    def fields(self, shape: Shape) -> None:
        self._apart(shape)

    def _literal(self, part: Param | Placeholder) -> str:
        if isinstance(part, Placeholder):
            raise DeclarationError(f"{self.origin}: a declaration has no placeholders, and here is {part.name!r}")
        if part.column is None or part.value is None:
            return written(part.value, self.origin)
        try:
            made = part.column._spec.type.literal(part.value, self.context, self.origin)
        except DeclarationError:  # compared with a value of another type, as an integer with 1.5
            return written(part.value, self.origin)
        return "".join(piece if isinstance(piece, str) else self._mark(piece) for piece in made.pieces)


def _has_ref(table: Any) -> bool:
    return table is not None and table._cte is None and table._body is None and table._query is None


def pieces(given: Any, context: Context, origin: Place | None) -> list[Piece]:
    """A query or an expression of the builder as pieces of an expression of the model."""
    return Declaring(context, origin).pieces(given)
