"""What expressions are made of: parameters, names, and what stands where no parentheses are needed.

Values never become text: operand() makes a parameter of everything that is no expression.
"""

from decimal import Decimal
from types import NoneType
from typing import Any

from mizzle.dsl.keyed import Keyed
from mizzle.dsl.place import here
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Param, Placeholder

VALUES = frozenset(
    {int, str, bool, float, NoneType, list, dict, Decimal}
)  # the commonest of those that are no expressions
new = tuple.__new__  # what the constructor of a named tuple calls, at half the time


def operand(value: Any, column: Any = None) -> Any:
    """The value as a piece of an expression: expressions as they are, all else as a parameter for the column."""
    if type(value) in VALUES:
        return new(Param, (value, column, False))
    if hasattr(value, "_node"):
        return value
    if isinstance(value, Placeholder):
        return value if value.column is not None else value._replace(column=column)
    return value if type(value) is Param else Param(value, column)


def stored(value: Any, column: Any) -> Any:
    """As operand(), of a value that the column is to hold."""
    if type(value) in VALUES:
        return new(Param, (value, column, True))
    made = operand(value, column)
    if type(made) is Param:
        return Param(value, column, True)
    return made._replace(stored=True) if type(made) is Placeholder else made


def own_column(side: Any) -> Any:
    return side if getattr(side, "_node", None) == "column" else None


class Name(Keyed):
    """A name of the query itself (a window, an output column), quoted when written."""

    __slots__ = ("name",)
    _node = "name"

    def __init__(self, name: str) -> None:
        self.name = name


class Top:
    """An expression that stands where no parentheses are needed."""

    __slots__ = ("inner",)
    _node = "top"

    def __init__(self, inner: Any) -> None:
        self.inner = inner


class TypeName:
    """The type of a column builder, as after CAST(… AS."""

    __slots__ = ("column",)
    _node = "type"

    def __init__(self, column: Any) -> None:
        self.column = column


def top(value: Any) -> Top:
    return Top(operand(value))


def condition(value: Any) -> Any:
    """A value as a condition. Raises DeclarationError for what is none: a bool is a comparison that Python has made."""
    if not hasattr(value, "_node"):
        raise DeclarationError(
            f"{here()}: a condition is an expression such as eq(users.id, 1) or users.id > 1, not {type(value).__name__}"
        )
    return value


def output(name: str) -> Name:
    """A result of the query by its name, for order_by() and group_by(): order_by(output("total").desc())."""
    return Name(checked(name, "result"))


def placeholder(name: str) -> Placeholder:
    """A value that is given when the query runs: query.all(name=…)."""
    if not isinstance(name, str) or not name.isidentifier():
        raise DeclarationError(f"{here()}: the name of a placeholder is a Python name, not {name!r}")
    return Placeholder(name)
