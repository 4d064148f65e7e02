"""Expressions of queries: what operators, functions and conditions make.

An expression is a tuple of pieces: text, parameters, columns and other expressions, which are put in parentheses where they
are no atoms.
"""

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar, Union

from mizzle.dsl.keyed import Keyed
from mizzle.dsl.place import here
from mizzle.dsl.query.pieces import VALUES, Name, Top, TypeName, condition, new, operand, own_column, top
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Param, Placeholder

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T", covariant=True)  # noqa: PLC0105 - as in dsl/column.py
S = TypeVar("S")


def binary(left: Any, operator: str, right: Any) -> "Expression[Any]":
    """Two operands with an operator between; a value is sent as the column on the other side would have it."""
    if (other := getattr(left, "_other", None)) is not None:
        right = other(right)
    if type(right) in VALUES and (node := getattr(left, "_node", None)) is not None:
        return Expression((left, operator, new(Param, (right, left if node == "column" else None, False))))
    return Expression(
        (operand(left, own_column(right)), operator, operand(right, own_column(left))),
    )


class Operators(Keyed):
    """Python's operators, and the methods that columns, expressions and sql() share."""

    __slots__ = ()
    _other: Any = None  # what a tuple makes of the values that it is compared with

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
        column = own_column(self)
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
        return Expression((*_subscripted(self), top(first), ":", top(last), "]"), atomic=True, read=read_by(self))


_SYMBOLS = frozenset("+-*/<>=~!@#%^&|`?")


def _subscripted(array: Any) -> tuple[Any, ...]:
    """What stands before a subscript: only a column needs no parentheses."""
    return (array, "[") if own_column(array) is not None else ("(", top(array), ")[")


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
    if isinstance(values, Placeholder):  # a list that comes later is one array
        column = own_column(left)
        if column is not None:
            column = type(column)(column._spec._replace(type=column._spec.type.array()))
        return Expression((left, " <> ALL (" if negated else " = ANY (", operand(values, column), ")"))
    if isinstance(values, (str, bytes)) or not hasattr(values, "__iter__") or hasattr(values, "_node"):
        raise DeclarationError(f"{here()}: in_() takes a list of values or a query, not {type(values).__name__}")
    parts: list[Any] = [left, word + "("]
    for place, value in enumerate(values):
        if place:
            parts.append(", ")
        parts.append(operand(value, own_column(left)))
    if len(parts) == 2:
        return _certain(negated)
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
        def as_(self, name: str) -> "Aliased[T]": ...

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
    """== or <>. Python asks it for a truth value when it looks for a column among others: that is identity."""

    __slots__ = ("same", "sides")

    def __init__(self, parts: tuple[Any, ...], sides: tuple[Any, Any], *, same: bool = True) -> None:
        super().__init__(parts)
        self.sides = sides
        self.same = same

    def __bool__(self) -> bool:
        if not all(hasattr(side, "_node") for side in self.sides):
            return super().__bool__()  # `users.id == 1 and …` would be the first condition alone
        return (self.sides[0] is self.sides[1]) is self.same


class Aliased(Operators, Generic[T]):
    """An expression with a name: `AS name` among the results, the name elsewhere."""

    __slots__ = ("inner", "name")
    _node = "aliased"

    if TYPE_CHECKING:

        def _told(self) -> tuple[T, None]: ...

    def __init__(self, inner: Any, name: str) -> None:
        self.inner = inner
        self.name = name


def _certain(holds: bool) -> Expression[bool]:  # noqa: FBT001
    """A condition that holds for every row or none. The words true and false are constants, by which nothing may be grouped or ordered."""
    return Expression(("1 = 1" if holds else "1 = 0",))


EVERY: Expression[bool] = _certain(True)
"""What and_() of nothing gives: no condition at all, also to where()."""


def and_(*conditions: Condition) -> Any:
    """All of the conditions; None among them is left out, so that conditions can be put together as they come."""
    return joined([each for each in conditions if each is not EVERY], " AND ", EVERY)


def or_(*conditions: Condition) -> Any:
    """Any of the conditions; None among them is left out."""
    return joined(conditions, " OR ", _certain(False))


def joined(conditions: "Iterable[Any]", word: str, nothing: Expression[bool] | None) -> Any:
    """The conditions as one, with the word between them."""
    given = [condition(each) for each in conditions if each is not None]
    if len(given) == 1:
        return given[0]
    parts: list[Any] = []
    for each in given:
        if parts:
            parts.append(word)
        parts.append(each)
    return Expression(tuple(parts)) if parts else nothing


def cast(value: Any, to: Any) -> Expression[Any]:
    """CAST(value AS type), the type told by a column builder: cast(users.age, text())."""
    if getattr(to, "_node", None) != "column":
        raise DeclarationError(f"{here()}: cast() takes a column builder for its type, such as integer(), not {to!r}")
    # A number is written as it is, since casting it to another type is the point; lists, dicts and members become what they are for.
    given = operand(value, None if isinstance(value, (str, int, float)) else to)
    return Expression(("CAST(", Top(given), " AS ", TypeName(to), ")"), atomic=True, read=read_by(to))


def read_by(value: Any) -> Any:
    """What makes the Python value of what an expression gives that has the type of this one: a column's, or its own."""
    from mizzle.dsl.query.source import read_of, reader

    node = getattr(value, "_node", None)
    return reader(value) if node == "column" else read_of(value) if node else None


def element_read(value: Any, depth: int) -> Any:
    """As read_by(), of an element of an array."""
    column = own_column(value)
    if column is None or column._spec.type.dimensions < depth:
        return None
    return read_by(type(column)(column._spec._replace(type=column._spec.type.array(-depth))))


def array_read(value: Any) -> Any:
    """As read_by(), of an array of such values."""
    from mizzle.dsl.query.source import elements

    column = own_column(value)
    if column is None:
        read = read_by(value)
        return read and elements(read)
    return read_by(type(column)(column._spec._replace(type=column._spec.type.array())))
