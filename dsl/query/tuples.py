"""Many values in one comparison: tuple_(), any_() and all_()."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression
from mizzle.dsl.query.pieces import TypeName, operand, own_column, top
from mizzle.model.errors import DeclarationError


def any_(values: Any, of: Any = None) -> Expression[Any]:
    """ANY of an array, a list or a query, beside an operator: users.id == any_([1, 2]). `of`: the column whose values they are."""
    return _quantified("ANY (", values, of)


def all_(values: Any, of: Any = None) -> Expression[Any]:
    """ALL of an array, a list or a query, beside an operator: posts.id > all_([1, 2])."""
    return _quantified("ALL (", values, of)


def _quantified(word: str, values: Any, of: Any) -> Expression[Any]:
    inner: Any
    if getattr(values, "_node", None) == "query":
        return Expression((word[:-1], values), atomic=True)
    if of is None:
        inner = top(values)
    else:
        column = type(of)(of._spec._replace(type=of._spec.type.array()))
        inner = Expression(("CAST(", operand(values, column), " AS ", TypeName(column), ")"), atomic=True)
    return Expression((word, inner, ")"), atomic=True)


def tuple_(*values: Any) -> "Tuple":
    """Values side by side, for comparisons in one: tuple_(posts.author, posts.id) > (1, 3); (1, 3) may be values or expressions."""
    if len(values) < 2:
        raise DeclarationError(f"{here()}: tuple_() takes two values or more")
    return Tuple(values)


class Tuple(Expression[Any]):
    """ROW(a, b)."""

    __slots__ = ("items",)

    def __init__(self, items: tuple[Any, ...]) -> None:
        self.items = items
        parts: list[Any] = ["ROW("]
        for place, item in enumerate(items):
            parts.extend([", " if place else "", top(item)])
        super().__init__((*parts, ")"), atomic=True)

    def _other(self, given: Any) -> Any:
        """The other side of a comparison: a tuple's values are sent as the columns here have them."""
        if not isinstance(given, (tuple, list)):
            return given
        if len(given) != len(self.items):
            raise DeclarationError(f"{here()}: {len(self.items)} values are compared with {len(given)}")
        parts: list[Any] = ["ROW("]
        for place, (value, item) in enumerate(zip(given, self.items, strict=True)):
            parts.extend([", " if place else "", operand(value, own_column(item))])
        return Expression((*parts, ")"), atomic=True)

    def in_(self, values: Any) -> Expression[bool]:
        return super().in_(values if hasattr(values, "_node") else [self._other(value) for value in values])

    def not_in(self, values: Any) -> Expression[bool]:
        return super().not_in(values if hasattr(values, "_node") else [self._other(value) for value in values])
