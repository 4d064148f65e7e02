"""Queries as text and parameters."""

from typing import Any

from mizzle.compiler.query.statements import STATEMENTS
from mizzle.compiler.query.writer import Literal, Writer
from mizzle.model.errors import DeclarationError
from mizzle.model.query import Compiled, Param, Placeholder


def write(query: Any, context: Any, literal: Literal | None = None) -> Compiled:
    """The query as text. Raises DeclarationError for what would not be the query that was meant.

    `literal` writes values into the text, for COPY, which takes no parameters.
    """
    writer = Writer(context, STATEMENTS, literal)
    try:
        writer.query(query, top=True)
    except RecursionError:
        raise DeclarationError(
            "the query is nested too deeply; put many conditions together by one and_(…) or or_(…), not one by one"
        ) from None
    out = writer.out
    ctes = writer.with_clause()
    return Compiled(ctes + "".join(out), tuple(writer.params), query._shape())


def write_raw(text: Any, context: Any, literal: Literal | None = None) -> tuple[str, tuple[Param | Placeholder, ...]]:
    """sql() as a statement of its own, and its parameters; columns and tables in it are named in full."""
    writer = Writer(context, STATEMENTS, literal)
    writer.free = True
    writer.parts(text)
    return "".join(writer.out), tuple(writer.params)
