"""Checks as far as they can be read: whether a row of Python values fulfils one, and which values stand at its edges."""

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from mizzle.model.expr import Expr
from mizzle.model.names import identifier
from mizzle.model.ref import Ref

Row = Mapping[str, Any]


class Unread(Exception):
    """The check says something that is not known here."""


class Reading:
    """A check over the columns of one table, read by sqlglot. What it cannot judge, holds."""

    def __init__(self, expr: Expr) -> None:
        import sqlglot

        text = "".join(
            piece if isinstance(piece, str) else identifier(piece.part if isinstance(piece, Ref) else str(piece))
            for piece in expr.pieces
        )
        try:
            self.tree: Any = sqlglot.parse_one(text, read="postgres")
        except sqlglot.errors.SqlglotError:
            self.tree = None

    @property
    def columns(self) -> set[str]:
        """The columns that it mentions."""
        from sqlglot import exp

        return set() if self.tree is None else {found.name for found in self.tree.find_all(exp.Column)}

    def holds(self, row: Row) -> bool:
        """Whether the row may stand: the condition is true or NULL, or cannot be read."""
        try:
            return self.tree is None or _value(self.tree, row) is not False
        except (Unread, TypeError, ValueError, ArithmeticError):
            return True

    def constants(self) -> Iterator[Any]:
        """The constants in it: values beside them fulfil what draws at large would seldom meet."""
        from sqlglot import exp

        for found in self.tree.find_all(exp.Literal) if self.tree is not None else ():
            yield found.this if found.is_string else _number(found.this)


def _number(text: str) -> Any:
    return int(text) if text.isdigit() else Decimal(text)


def _value(node: Any, row: Row) -> Any:
    """What the node gives for the row: SQL's three-valued logic, None for NULL."""
    value = _plain(node, row)
    return _logic("Not", [value]) if node.args.get("negate") else value  # IS NOT, NOT IN of newer releases of sqlglot


def _plain(node: Any, row: Row) -> Any:
    kind = type(node).__name__
    if kind == "Paren":
        return _value(node.this, row)
    if kind == "Column":
        if node.name not in row:
            raise Unread
        return row[node.name]
    if kind == "Literal":
        return node.this if node.is_string else _number(node.this)
    if kind in ("Null", "Boolean"):
        return None if kind == "Null" else bool(node.this)
    if kind == "Neg":
        return _strict(operator.neg, _value(node.this, row))
    if kind in ("And", "Or", "Not"):
        return _logic(kind, [_value(node.args[key], row) for key in ("this", "expression") if node.args.get(key)])
    if kind == "Is":
        return (_value(node.this, row) is None) is (_value(node.expression, row) is None)
    if kind == "Between":
        low, high = (_value(node.args[key], row) for key in ("low", "high"))
        value = _value(node.this, row)
        return _logic("And", [_strict(operator.le, low, value), _strict(operator.le, value, high)])
    if kind == "In" and node.expressions:
        value = _value(node.this, row)
        return _logic("Or", [_strict(operator.eq, value, _value(each, row)) for each in node.expressions])
    if kind in _BINARY:
        return _strict(_BINARY[kind], _value(node.this, row), _value(node.expression, row))
    if kind in _UNARY:
        return _strict(_UNARY[kind], _value(node.this, row))
    raise Unread


_BINARY: dict[str, Callable[..., Any]] = {
    "EQ": operator.eq,
    "NEQ": operator.ne,
    "GT": operator.gt,
    "GTE": operator.ge,
    "LT": operator.lt,
    "LTE": operator.le,
    "Add": operator.add,
    "Sub": operator.sub,
    "Mul": operator.mul,
}
_UNARY: dict[str, Callable[..., Any]] = {"Length": len, "Lower": str.lower, "Upper": str.upper, "Abs": abs}


def _strict(call: Callable[..., Any], *values: Any) -> Any:
    if any(value is None for value in values):
        return None
    return call(*(Decimal(repr(value)) if isinstance(value, float) else value for value in values))


def _logic(word: str, values: list[Any]) -> Any:
    if word == "Not":
        return None if values[0] is None else not values[0]
    decisive = word == "Or"
    if any(value is decisive for value in values):
        return decisive
    return None if None in values else not decisive
