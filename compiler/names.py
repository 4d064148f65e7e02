"""Refs and expressions as SQL."""

import re
from collections.abc import Iterable

from mizzle.model.expr import Expr
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.ref import Ref
from mizzle.model.rename import MARK
from mizzle.model.role import PUBLIC, SELF
from mizzle.model.type import Type

_WORDS = re.compile(
    r"\b(not|and|or|in|like|ilike|similar|between|is|isnull|notnull|at|overlaps|collate)\b", re.IGNORECASE
)


def name(ref: Ref) -> str:
    """An object by its qualified name; a part of a table by its bare name."""
    if ref.part:
        return identifier(ref.part.rstrip(MARK))
    own = ref.own.rstrip(MARK)
    if ref.kind == "operator":
        return own if ref.schema == "pg_catalog" else f"OPERATOR({identifier(ref.schema)}.{own})"
    return identifier(own) if ref.schema == "pg_catalog" else qualified(ref.schema, own)


def table(ref: Ref) -> str:
    """The table of a part, qualified."""
    return qualified(ref.schema, ref.name.rstrip(MARK))


def regclass(ref: Ref) -> str:
    """A relation inside a string literal."""
    return literal(str(ref).replace(MARK, ""))


def roles(refs: Iterable[Ref]) -> str:
    """A list of roles, as after TO."""
    words = {PUBLIC: "PUBLIC", SELF: "CURRENT_USER"}
    return ", ".join(words.get(ref) or name(ref) for ref in sorted(refs))


def text(expr: Expr) -> str:
    """An expression as SQL."""
    return expr.text(name, regclass)


def type_text(kind: Type) -> str:
    """A data type as SQL, qualified where it is none of PostgreSQL's own."""
    return f"{name(kind.ref) if kind.ref else ''}{kind.name}{'[]' if kind.array else ''}"


def columns(refs: tuple[Ref, ...]) -> str:
    """A list of columns in parentheses."""
    return f"({', '.join(map(name, refs))})"


def options(pairs: tuple[tuple[str, str], ...]) -> str:
    """Storage parameters as after WITH."""
    return f"({', '.join(f'{option(key)} = {literal(value)}' for key, value in pairs)})"


def option(key: str) -> str:
    """The name of a storage parameter; those of a TOAST table have two parts."""
    return ".".join(identifier(word) for word in key.split(".", 1))


def bare(ref: Ref) -> str:
    """The object's own name, without its namespace or table."""
    return identifier(ref.own.rstrip(MARK))


def default_text(expr: Expr) -> str:
    """An expression after DEFAULT, whose grammar (b_expr) has no NOT, AND, IN, LIKE and the like outside parentheses."""
    plain = text(expr)
    return wrapped(plain) if _WORDS.search(plain) else plain


def wrapped(expression: str) -> str:
    """The expression in one pair of parentheses; what the server prints often has them already."""
    depth, quote = 0, ""
    if not expression.startswith("("):
        return f"({expression})"
    for place, sign in enumerate(expression):
        if sign in "\\$":  # an escape or a dollar quote: not worth a parser here
            return f"({expression})"
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        if depth == 0 and place < len(expression) - 1:
            return f"({expression})"
    return expression
