"""Expressions of queries: what operators, functions and conditions make.

An expression is a tuple of pieces: text, parameters, columns and other expressions, which are put in parentheses where they
are no atoms. Values never become text: operand() makes a parameter of everything that is no expression.
"""

from decimal import Decimal
from types import NoneType
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, Union

from mizzle.dsl.keyed import Keyed
from mizzle.dsl.place import here
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Param, Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T", covariant=True)  # noqa: PLC0105 - as in dsl/column.py
S = TypeVar("S")


_VALUES = frozenset(
    {int, str, bool, float, NoneType, list, dict, Decimal}
)  # the commonest of those that are no expressions
_new = tuple.__new__  # what the constructor of a named tuple calls, at half the time


def operand(value: Any, column: Any = None) -> Any:
    """The value as a piece of an expression: expressions as they are, all else as a parameter for the column."""
    if type(value) in _VALUES:
        return _new(Param, (value, column, False))
    if hasattr(value, "_node"):
        return value
    if isinstance(value, Placeholder):
        return value if value.column is not None else value._replace(column=column)
    return value if type(value) is Param else Param(value, column)


def stored(value: Any, column: Any) -> Any:
    """As operand(), of a value that the column is to hold."""
    if type(value) in _VALUES:
        return _new(Param, (value, column, True))
    made = operand(value, column)
    if type(made) is Param:
        return Param(value, column, True)
    return made._replace(stored=True) if type(made) is Placeholder else made


def binary(left: Any, operator: str, right: Any) -> "Expression[Any]":
    """Two operands with an operator between; a value is sent as the column on the other side would have it."""
    if type(left) is Tuple:
        right = left.other(right)
    if type(right) in _VALUES and (node := getattr(left, "_node", None)) is not None:
        return Expression((left, operator, _new(Param, (right, left if node == "column" else None, False))))
    return Expression(
        (operand(left, _column(right)), operator, operand(right, _column(left))),
    )


def _column(side: Any) -> Any:
    return side if getattr(side, "_node", None) == "column" else None


class Operators(Keyed):
    """Python's operators, and the methods that columns, expressions and sql() share."""

    __slots__ = ()

    def __eq__(self, other: object) -> Any:
        return Equal((self, " IS NULL") if other is None else binary(self, " = ", other).parts, (self, other))

    def __ne__(self, other: object) -> Any:
        parts = (self, " IS NOT NULL") if other is None else binary(self, " <> ", other).parts
        return Equal(parts, (self, other), same=False)

    __hash__ = object.__hash__

    def __lt__(self, other: Any) -> "Expression[bool]":
        return binary(self, " < ", other)

    def __le__(self, other: Any) -> "Expression[bool]":
        return binary(self, " <= ", other)

    def __gt__(self, other: Any) -> "Expression[bool]":
        return binary(self, " > ", other)

    def __ge__(self, other: Any) -> "Expression[bool]":
        return binary(self, " >= ", other)

    def __add__(self, other: Any) -> "Expression[Any]":
        return binary(self, " + ", other)

    def __radd__(self, other: Any) -> "Expression[Any]":
        return binary(other, " + ", self)

    def __sub__(self, other: Any) -> "Expression[Any]":
        return binary(self, " - ", other)

    def __rsub__(self, other: Any) -> "Expression[Any]":
        return binary(other, " - ", self)

    def __mul__(self, other: Any) -> "Expression[Any]":
        return binary(self, " * ", other)

    def __rmul__(self, other: Any) -> "Expression[Any]":
        return binary(other, " * ", self)

    def __truediv__(self, other: Any) -> "Expression[Any]":
        return binary(self, " / ", other)

    def __rtruediv__(self, other: Any) -> "Expression[Any]":
        return binary(other, " / ", self)

    def __mod__(self, other: Any) -> "Expression[Any]":
        return binary(self, " % ", other)

    def __pow__(self, other: Any) -> "Expression[Any]":
        return binary(self, " ^ ", other)

    def __neg__(self) -> "Expression[Any]":
        return Expression(("- ", self))

    def __and__(self, other: Any) -> "Expression[bool]":
        return Expression((condition(self), " AND ", condition(other)))

    def __or__(self, other: Any) -> "Expression[bool]":
        return Expression((condition(self), " OR ", condition(other)))

    def __invert__(self) -> "Expression[bool]":
        return Expression(("NOT ", condition(self)))

    def is_null(self) -> "Expression[bool]":
        return Expression((self, " IS NULL"))

    def is_not_null(self) -> "Expression[bool]":
        return Expression((self, " IS NOT NULL"))

    def is_distinct_from(self, other: Any) -> "Expression[bool]":
        return binary(self, " IS DISTINCT FROM ", other)

    def is_not_distinct_from(self, other: Any) -> "Expression[bool]":
        return binary(self, " IS NOT DISTINCT FROM ", other)

    def in_(self, values: Any) -> "Expression[bool]":
        """IN a list of values or the rows of a query. No values at all: false."""
        return _in(self, values, negated=False)

    def not_in(self, values: Any) -> "Expression[bool]":
        """NOT IN. No values at all: true."""
        return _in(self, values, negated=True)

    def between(self, low: Any, high: Any) -> "Expression[bool]":
        column = _column(self)
        return Expression((self, " BETWEEN ", operand(low, column), " AND ", operand(high, column)))

    def not_between(self, low: Any, high: Any) -> "Expression[bool]":
        return ~self.between(low, high)

    def like(self, pattern: Any) -> "Expression[bool]":
        return pattern_match(self, " LIKE ", pattern)

    def not_like(self, pattern: Any) -> "Expression[bool]":
        return pattern_match(self, " NOT LIKE ", pattern)

    def ilike(self, pattern: Any) -> "Expression[bool]":
        return pattern_match(self, " ILIKE ", pattern)

    def not_ilike(self, pattern: Any) -> "Expression[bool]":
        return pattern_match(self, " NOT ILIKE ", pattern)

    def cast(self, to: Any) -> "Expression[Any]":
        """CAST to the type of a column builder: users.age.cast(text())."""
        return cast(self, to)

    def as_(self, name: str) -> "Aliased[Any]":
        """The expression under a name, as a column of the result."""
        return Aliased(self, checked(name, "column"))

    def operator(self, symbol: str, other: Any) -> "Expression[Any]":
        """Any operator of PostgreSQL or of an extension: users.name.operator("<->", "ada").

        A value is sent as it is, and not as one for this column. Raises DeclarationError for what is no operator.
        """
        if not isinstance(symbol, str) or not symbol or not set(symbol) <= _SYMBOLS or "--" in symbol or "/*" in symbol:
            raise DeclarationError(
                f"{here()}: an operator is made of the characters {''.join(sorted(_SYMBOLS))}, not {symbol!r}"
            )
        return binary_plain(self, f" {symbol} ", other)

    def concat(self, other: Any) -> "Expression[Any]":
        """self || other: of strings, arrays and jsonb."""
        return binary(self, " || ", other)

    def regexp(self, pattern: Any) -> "Expression[bool]":
        """self ~ pattern: a POSIX regular expression that fits somewhere."""
        return binary_plain(self, " ~ ", pattern)

    def iregexp(self, pattern: Any) -> "Expression[bool]":
        """self ~* pattern: as regexp(), whatever the case."""
        return binary_plain(self, " ~* ", pattern)

    def not_regexp(self, pattern: Any) -> "Expression[bool]":
        return binary_plain(self, " !~ ", pattern)

    def at_time_zone(self, zone: Any) -> "Expression[Any]":
        """AT TIME ZONE: a moment as the clock there tells it, and the other way about."""
        return binary_plain(self, " AT TIME ZONE ", zone)

    # ---- json and jsonb

    def at(self, key: Any) -> "Expression[Any]":
        """json -> key: a member by name, an element by number, as json."""
        return binary_plain(self, " -> ", key)

    def text_at(self, key: Any) -> "Expression[str | None]":
        """json ->> key: a member or an element as text."""
        return binary_plain(self, " ->> ", key)

    def at_path(self, path: Any) -> "Expression[Any]":
        """json #> path: what stands at a path, a list of names and numbers."""
        return binary_plain(self, " #> ", text_array(path))

    def text_at_path(self, path: Any) -> "Expression[str | None]":
        """json #>> path: what stands at a path, as text."""
        return binary_plain(self, " #>> ", text_array(path))

    def has_key(self, key: Any) -> "Expression[bool]":
        """jsonb ? key."""
        return binary_plain(self, " ? ", key)

    def has_any_key(self, keys: Any) -> "Expression[bool]":
        """jsonb ?| keys."""
        return binary_plain(self, " ?| ", text_array(keys))

    def has_all_keys(self, keys: Any) -> "Expression[bool]":
        """jsonb ?& keys."""
        return binary_plain(self, " ?& ", text_array(keys))

    def without(self, key: Any) -> "Expression[Any]":
        """jsonb - key: without a member, an element, or the members of a list of names."""
        return binary_plain(self, " - ", text_array(key) if isinstance(key, (list, tuple)) else key)

    def without_path(self, path: Any) -> "Expression[Any]":
        """jsonb #- path: without what stands at a path."""
        return binary_plain(self, " #- ", text_array(path))

    def path_exists(self, path: Any) -> "Expression[bool]":
        """jsonb @? path: whether a jsonpath such as '$.tags[*] ? (@ == "x")' finds anything."""
        return binary_plain(self, " @? ", path)

    def path_matches(self, path: Any) -> "Expression[bool]":
        """jsonb @@ path: what a jsonpath that is a condition gives."""
        return binary_plain(self, " @@ ", path)

    # ---- arrays

    def element(self, *numbers: Any) -> "Expression[Any]":
        """array[number]: PostgreSQL counts from 1. An array of more dimensions takes a number for each."""
        inner = [part for number in numbers for part in (top(number), "][")][:-1]
        return Expression((*_subscripted(self), *inner, "]"), atomic=True, read=element_read(self, len(numbers)))

    def slice(self, first: Any, last: Any) -> "Expression[Any]":
        """array[first:last], both included."""
        return Expression((*_subscripted(self), top(first), ":", top(last), "]"), atomic=True)


_SYMBOLS = frozenset("+-*/<>=~!@#%^&|`?")


def _subscripted(array: Any) -> tuple[Any, ...]:
    """What stands before a subscript: only a column needs no parentheses."""
    return (array, "[") if _column(array) is not None else ("(", top(array), ")[")


def text_array(items: Any) -> Any:
    """A list as text[]: numbers in a path become text too. Expressions stay as they are."""
    if not isinstance(items, (list, tuple)):
        return items
    return Expression(("CAST(", Param([str(item) for item in items]), " AS text[])"), atomic=True)


def pattern_match(left: Any, operator: str, pattern: Any) -> "Expression[bool]":
    """LIKE and its kin. A pattern is text, whatever the column is."""
    return Expression((operand(left), operator, operand(pattern)))


def binary_plain(left: Any, operator: str, right: Any) -> "Expression[Any]":
    """Two operands of which the right one is not of the left one's type."""
    return Expression((operand(left), operator, operand(right)))


def _in(left: Any, values: Any, *, negated: bool) -> "Expression[bool]":
    word = " NOT IN " if negated else " IN "
    if getattr(values, "_node", None) == "query":
        return Expression((left, word, values))
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__") or hasattr(values, "_node"):
        raise DeclarationError(f"{here()}: in_() takes a list of values or a query, not {type(values).__name__}")
    parts: list[Any] = [left, word + "("]
    for place, value in enumerate(values):
        if place:
            parts.append(", ")
        parts.append(operand(value, _column(left)))
    if len(parts) == 2:
        return Expression(("true" if negated else "false",), atomic=True)
    return Expression((*parts, ")"))


Condition: TypeAlias = "Operators | Placeholder | None"
"""What is no bool: type checkers so refuse `users.age == "x"`, which Python's own == would make one."""
Value = Union[S, Operators, Placeholder]  # noqa: UP007 - mypy knows no variable before |
"""A value or an expression in its place, in the TypedDict of new rows: `email: Value[str]`."""


class Expression(Operators, Generic[T]):
    """A piece of a query. The type parameter is what it gives in a row."""

    __slots__ = ("atomic", "parts", "read")
    _node = "parts"
    raw = False

    if TYPE_CHECKING:

        def _told(self) -> tuple[T, None]: ...

    def __init__(self, parts: tuple[Any, ...], *, atomic: bool = False, read: Any = None) -> None:
        self.parts = parts
        self.atomic = atomic
        self.read = read

    def __repr__(self) -> str:
        return f"<expression {''.join(part if isinstance(part, str) else '…' for part in self.parts)}>"

    def __bool__(self) -> bool:
        raise TypeError(
            "a condition of a query is neither true nor false; join conditions with & and |, not and and or"
        )

    def filter(self, *conditions: Condition) -> "Expression[T]":
        """An aggregate over the rows that fulfil the conditions alone."""
        return Expression((*self.parts, " FILTER (WHERE ", top(and_(*conditions)), ")"), atomic=True, read=self.read)

    def over(
        self, name: str | None = None, *, partition_by: Any = (), order_by: Any = (), frame: str | None = None
    ) -> "Expression[T]":
        """The function over a window: a named one of window(), or one that is described here.

        `frame` is the text of the frame clause, such as "ROWS BETWEEN 1 PRECEDING AND CURRENT ROW".
        """
        from mizzle.dsl.query.window import window

        inside = (Name(checked(name, "window")),) if name else ("(", window(partition_by, order_by, frame), ")")
        return Expression((*self.parts, " OVER ", *inside), atomic=True, read=self.read)

    def as_table(self, name: str, columns: Any, *, ordinality: bool = False, typed: bool = False) -> Any:
        """A function's rows in the place of a table: func.generate_series(1, 3).as_table("n", {"n": integer()}).

        `ordinality` numbers the rows in one more column, the last of `columns`. `typed` is for functions that return
        record, such as jsonb_to_recordset(): the server is told the types too.
        """
        from mizzle.dsl.query.values import function_table

        return function_table(self, name, columns, ordinality=ordinality, typed=typed)


class Equal(Expression[bool]):
    """== or <>. Python asks it for a truth value when it looks for a column in a list: that is identity."""

    __slots__ = ("same", "sides")

    def __init__(self, parts: tuple[Any, ...], sides: tuple[Any, Any], *, same: bool = True) -> None:
        super().__init__(parts)
        self.sides = sides
        self.same = same

    def __bool__(self) -> bool:
        return (self.sides[0] is self.sides[1]) is self.same


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


class Aliased(Operators, Generic[T]):
    """An expression with a name: `AS name` among the results, the name elsewhere."""

    __slots__ = ("inner", "name")
    _node = "aliased"

    if TYPE_CHECKING:

        def _told(self) -> tuple[T, None]: ...

    def __init__(self, inner: Any, name: str) -> None:
        self.inner = inner
        self.name = name


def top(value: Any) -> Top:
    return Top(operand(value))


def condition(value: Any) -> Any:
    """A value as a condition. Raises DeclarationError for what is none: a bool is a comparison that Python has made."""
    if not hasattr(value, "_node"):
        raise DeclarationError(
            f"{here()}: a condition is an expression such as eq(users.id, 1) or users.id > 1, not {type(value).__name__}"
        )
    return value


def and_(*conditions: Condition) -> Any:
    """All of the conditions; None among them is left out, so that conditions can be put together as they come."""
    return _joined(conditions, " AND ", "true")


def or_(*conditions: Condition) -> Any:
    """Any of the conditions; None among them is left out."""
    return _joined(conditions, " OR ", "false")


def _joined(conditions: "Iterable[Any]", word: str, nothing: str) -> Any:
    given = [condition(each) for each in conditions if each is not None]
    if len(given) == 1:
        return given[0]
    parts: list[Any] = []
    for each in given:
        if parts:
            parts.append(word)
        parts.append(each)
    return Expression(tuple(parts)) if parts else Expression((nothing,), atomic=True)


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

    def other(self, given: Any) -> Any:
        """The other side of a comparison: a tuple's values are sent as the columns here have them."""
        if not isinstance(given, (tuple, list)):
            return given
        if len(given) != len(self.items):
            raise DeclarationError(f"{here()}: {len(self.items)} values are compared with {len(given)}")
        parts: list[Any] = ["ROW("]
        for place, (value, item) in enumerate(zip(given, self.items, strict=True)):
            parts.extend([", " if place else "", operand(value, _column(item))])
        return Expression((*parts, ")"), atomic=True)

    def in_(self, values: Any) -> Expression[bool]:
        return super().in_(values if hasattr(values, "_node") else [self.other(value) for value in values])

    def not_in(self, values: Any) -> Expression[bool]:
        return super().not_in(values if hasattr(values, "_node") else [self.other(value) for value in values])


def cast(value: Any, to: Any) -> Expression[Any]:
    """CAST(value AS type), the type told by a column builder: cast(users.age, text())."""
    if getattr(to, "_node", None) != "column":
        raise DeclarationError(f"{here()}: cast() takes a column builder for its type, such as integer(), not {to!r}")
    # A number is written as it is, since casting it to another type is the point; lists, dicts and members become what they are for.
    given = operand(value, None if isinstance(value, (str, int, float)) else to)
    return Expression(("CAST(", Top(given), " AS ", TypeName(to), ")"), atomic=True, read=read_by(to))


def read_by(value: Any) -> Any:
    """What makes the Python value of what an expression gives that has the type of this one: a column's, or its own."""
    from mizzle.dsl.query.source import reader

    return reader(value) if getattr(value, "_node", None) == "column" else getattr(value, "read", None)


def element_read(value: Any, depth: int) -> Any:
    """As read_by(), of an element of an array."""
    column = _column(value)
    if column is None or column._spec.type.dimensions < depth:
        return None
    return read_by(type(column)(column._spec._replace(type=column._spec.type.array(-depth))))


def output(name: str) -> Name:
    """A result of the query by its name, for order_by() and group_by(): order_by(output("total").desc())."""
    return Name(checked(name, "result"))


def placeholder(name: str) -> Placeholder:
    """A value that is given when the query runs: query.all(name=…)."""
    if not isinstance(name, str) or not name.isidentifier():
        raise DeclarationError(f"{here()}: the name of a placeholder is a Python name, not {name!r}")
    return Placeholder(name)
