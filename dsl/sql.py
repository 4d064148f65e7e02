"""sql(): raw SQL with places for columns, tables and values.

`sql(text)` without arguments is verbatim. With arguments, `{}` and `{name}` are places and literal braces are doubled:
columns and tables become identifiers, another sql() is put in as it is, everything else becomes a value.
Never str.format(): a text that holds user SQL is no template (reference: '{}' as a default raised IndexError).
"""

import re
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Operators
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Piece
from mizzle.model.place import Place

if TYPE_CHECKING:
    from mizzle.dsl.index import IndexColumn

_PLACE = re.compile(r"\{\{|\}\}|\{(\w*)\}|[{}]")


def mentioned(value: Any) -> bool:
    """Whether sql() interpolates the value as an identifier: columns, tables, enums, sequences.

    No Protocol: asking isinstance() of one takes 30 µs, which was 18 % of making the model of 1,000 tables.
    """
    return hasattr(type(value), "_piece")


@frozen(order=False)
class SQL(Operators):
    """A fragment of SQL: text, things with a name, and values still to be written."""

    parts: tuple[Any, ...]
    origin: Place | None = field(default=None, eq=False, repr=False)

    _node = "parts"
    atomic = False
    raw = True
    read = None

    if TYPE_CHECKING:

        def _told(self) -> tuple[Any, None]: ...

    def collate(self, collation: str) -> "IndexColumn":
        """The expression as a key of an index, under a collation."""
        return self._key().collate(collation)

    def expr(self, context: Context) -> Expr:
        """The fragment as a model expression, its values written as literals.

        Raises DeclarationError when it is not one expression: it would leave the parentheses that it is put into.
        """
        return self._checked(context, "expression")

    def query(self, context: Context) -> Expr:
        """The fragment as one query, for a view."""
        return self._checked(context, "query", listed=True)

    def body(self, context: Context) -> Expr:
        """The fragment as it is, for the body of a function or rule, which may hold statements."""
        return Expr(joined(self._pieces(context)), self.origin)

    def _checked(self, context: Context, what: str, *, listed: bool = False) -> Expr:
        from mizzle.dsl.fragment import complaint

        made = self.body(context)
        if len(self.parts) == 1 and isinstance(self.parts[0], Built):
            return made
        text = "".join(piece if isinstance(piece, str) else "x" for piece in made.pieces)
        if wrong := complaint(text, listed=listed):
            raise DeclarationError(f"{self.origin}: sql() takes one {what}, and {wrong}: {text!r}")
        return made

    def _pieces(self, context: Context) -> list[Piece]:
        from mizzle.dsl.types.literal import written

        pieces: list[Piece] = []
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif isinstance(part, Value):
                pieces.append(written(part.value, self.origin))
            elif isinstance(part, SQL):
                pieces.extend(part._pieces(context))
            elif isinstance(part, Built):
                pieces.extend(part.pieces(context, self.origin))
            else:
                pieces.append(part._piece(context))
        return pieces


def fragment(value: Any, what: str) -> SQL:
    """The fragment, which is no plain string: those would be taken for values. Raises DeclarationError."""
    value = built(value)
    if not isinstance(value, SQL):
        raise DeclarationError(f"{here()}: {what} takes sql(...) or an expression, not {type(value).__name__}")
    return value


@frozen(eq=False)
class Built:
    """A query or an expression of the builder in a declaration."""

    given: Any

    _node = "built"

    def pieces(self, context: Context, origin: Place | None) -> list[Piece]:
        """As pieces of an expression. What joins builder and compiler is the face's; this room knows it by its name alone."""
        made: list[Piece] = resolve_name("mizzle.queried:pieces")(self.given, context, origin)
        return made


def built(value: Any) -> Any:
    """An expression of the builder as a fragment; anything else as it is."""
    node = getattr(value, "_node", None)
    return SQL((Built(value),), here()) if node in ("parts", "column") and not isinstance(value, SQL) else value


@frozen
class Value:
    """A Python value inside sql(): a literal in DDL, a parameter in queries."""

    value: Any

    _node = "value"


def joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """The pieces with neighbouring texts made one, so that equal fragments are equal values."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif not isinstance(piece, str) or piece:
            out.append(piece)
    return tuple(out)


def sql(text: str, *args: Any, **kwargs: Any) -> SQL:
    """Raw SQL. Raises DeclarationError when places and arguments do not match.

    >>> sql("{} < {} OR {} IS NULL", table.discount_price, table.price, table.discount_price)
    """
    origin = here()
    if not isinstance(text, str):
        return _from_template(text, origin)
    if not args and not kwargs:
        return SQL((text,), origin)
    parts: list[Any] = []
    position, numbered, used, wanted = 0, iter(args), set[str](), 0
    for match in _PLACE.finditer(text):
        parts.append(text[position : match.start()])
        position = match.end()
        token, name = match.group(), match.group(1)
        if token in ("{{", "}}"):
            parts.append(token[0])
        elif token in ("{", "}"):
            raise DeclarationError(f"{origin}: sql() has a single {token}; literal braces are doubled: {text!r}")
        elif name:
            if name not in kwargs:
                raise DeclarationError(f"{origin}: sql() has a place {{{name}}} and no argument {name!r}")
            used.add(name)
            parts.append(_part(kwargs[name]))
        else:
            wanted += 1
            if wanted <= len(args):
                parts.append(_part(next(numbered)))
    parts.append(text[position:])
    if wanted != len(args):
        raise DeclarationError(f"{origin}: sql() has {wanted} places {{}} and {len(args)} arguments: {text!r}")
    if unused := set(kwargs) - used:
        raise DeclarationError(f"{origin}: sql() has no place for the argument {min(unused)!r}: {text!r}")
    return SQL(tuple(part for part in parts if not isinstance(part, str) or part), origin)


def _part(value: Any) -> Any:
    return value if isinstance(value, SQL) or mentioned(value) else Value(value)


def _from_template(template: Any, origin: Place) -> SQL:
    """A t-string of Python 3.14. A value goes to the server as it is, so what would make a text of it is refused."""
    if type(template).__name__ != "Template" or not hasattr(template, "interpolations"):
        raise DeclarationError(f"{origin}: sql() takes a string, not {type(template).__name__}")
    for part in template.interpolations:
        if part.conversion or part.format_spec:
            asked = f"!{part.conversion}" if part.conversion else f":{part.format_spec}"
            raise DeclarationError(
                f"{origin}: sql() takes the value of {{{part.expression}}} as it is and not {asked}; format it before"
            )
    parts = [part if isinstance(part, str) else _part(part.value) for part in template]
    return SQL(tuple(part for part in parts if not isinstance(part, str) or part), origin)
