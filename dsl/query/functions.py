"""Functions: aggregates, CASE, and func.anything(…)."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression, array_read, element_read, read_by, text_array
from mizzle.dsl.query.pieces import Top, condition, operand, top
from mizzle.dsl.query.window import ordering, separated
from mizzle.dsl.types.documents import jsonb
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.query import Param

# Their arguments are "any": the server asks for the type of a string, which it guesses elsewhere.
_ANY = {"concat", "concat_ws", "format", "num_nonnulls", "num_nulls"} | {
    f"{kind}_build_{made}" for kind in ("json", "jsonb") for made in ("object", "array")
}


# What SQL writes without parentheses, and what it has a name of its own for.
_WORDS = {
    "current_catalog", "current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "localtime",
    "localtimestamp", "session_user",
}  # fmt: skip
_CALLED = {"trim": "btrim"}


class Functions:
    """func.lower(users.name): any function of PostgreSQL. func["app"].total(…) is one of the namespace app."""

    def __init__(self, namespace: str | None = None) -> None:
        self._namespace = namespace

    def __getitem__(self, namespace: str) -> "Functions":
        return Functions(checked(namespace, "schema"))

    def __getattr__(self, name: str) -> "Function":
        if name.startswith("__"):
            raise AttributeError(name)
        return Function(self._namespace, checked(name, "function"))


class Function:
    """A function that waits for its arguments."""

    def __init__(self, namespace: str | None, name: str) -> None:
        self._namespace = namespace
        self._name = name

    def __call__(self, *arguments: Any, distinct: bool = False, order_by: Any = ()) -> Expression[Any]:
        """The call; `distinct` and `order_by` are for aggregates."""
        read = _read(self._name, arguments[0]) if arguments and self._namespace in (None, "pg_catalog") else None
        return call(self._name, *arguments, namespace=self._namespace, distinct=distinct, order_by=order_by, read=read)

    def _called(self) -> "FunctionName":
        return FunctionName(self._namespace, self._name)


# What gives values of the type of its first argument.
_SAME = {
    "any_value", "array_append", "array_cat", "array_remove", "array_replace", "coalesce", "first_value", "greatest", "lag",
    "last_value", "lead", "least", "max", "min", "nth_value", "nullif", "trim_array",
}  # fmt: skip


def _read(name: str, argument: Any) -> Any:
    """What makes the Python values of what a function of PostgreSQL's gives that has to do with the type of its argument."""
    if name == "array_agg":
        return array_read(argument)
    if name == "unnest":
        return element_read(argument, 1)
    return read_by(argument) if name in _SAME else None


class FunctionName:
    """A function's name, quoted when written."""

    __slots__ = ("name", "namespace")
    _node = "function"

    def __init__(self, namespace: str | None, name: str) -> None:
        self.namespace = namespace
        self.name = name


def call(
    name: str,
    *arguments: Any,
    namespace: str | None = None,
    distinct: bool = False,
    order_by: Any = (),
    read: Any = None,
) -> Expression[Any]:
    """A call of a function."""
    if namespace is None and not arguments and name in _WORDS:
        return Expression((name.upper(),), atomic=True)
    if namespace is None:
        name = _CALLED.get(name, name)
    given: list[Any] = [_argument(name, argument) for argument in arguments]
    keys = list(order_by) if isinstance(order_by, (list, tuple)) else [order_by]
    order = [" ORDER BY ", *separated([ordering(key) for key in keys])] if keys else []
    parts = ("(DISTINCT " if distinct else "(", *separated(given), *order, ")")
    return Expression((FunctionName(namespace, name), *parts), atomic=True, read=read)


def _argument(name: str, argument: Any) -> Any:
    made = operand(argument)
    if name in _ANY and isinstance(made, Param) and (made.value is None or isinstance(made.value, str)):
        return Expression(("CAST(", made, " AS text)"), atomic=True)
    return Top(made) if hasattr(made, "_node") and made._node != "query" else made


func = Functions()
_DOCUMENT = jsonb()


def within_group(name: str, *arguments: Any, order_by: Any) -> Expression[Any]:
    """An aggregate over an order: within_group("percentile_cont", 0.5, order_by=users.age)."""
    keys = list(order_by) if isinstance(order_by, (list, tuple)) else [order_by]
    made = call(checked(name, "function"), *arguments)
    return Expression(
        (*made.parts, " WITHIN GROUP (ORDER BY ", *separated([ordering(key) for key in keys]), ")"), atomic=True
    )


def count(value: Any = None) -> Expression[int]:
    """count(*), or of the values that are not NULL."""
    return Expression(("count(*)",), atomic=True) if value is None else call("count", value)


def count_distinct(value: Any) -> Expression[int]:
    return call("count", value, distinct=True)


def sum(value: Any) -> Expression[Any]:
    return call("sum", value)


def sum_distinct(value: Any) -> Expression[Any]:
    return call("sum", value, distinct=True)


def avg(value: Any) -> Expression[Any]:
    return call("avg", value)


def avg_distinct(value: Any) -> Expression[Any]:
    return call("avg", value, distinct=True)


def max(value: Any) -> Expression[Any]:
    return call("max", value, read=read_by(value))


def min(value: Any) -> Expression[Any]:
    return call("min", value, read=read_by(value))


def coalesce(*values: Any) -> Expression[Any]:
    """COALESCE: the first that is not NULL; values are sent as the first column has them."""
    column = next((value for value in values if getattr(value, "_node", None) == "column"), None)
    if not values:
        raise DeclarationError(f"{here()}: coalesce() takes at least one value")
    parts = separated([operand(value, column) for value in values])
    return Expression(("COALESCE(", *parts, ")"), atomic=True, read=column and read_by(column))


def nullif(left: Any, right: Any) -> Expression[Any]:
    column = left if getattr(left, "_node", None) == "column" else None
    return Expression(("NULLIF(", operand(left), ", ", operand(right, column), ")"), atomic=True, read=read_by(left))


def case(*branches: tuple[Any, Any], else_: Any = None) -> Expression[Any]:
    """CASE WHEN … THEN …: case((users.age < 18, "young"), else_="grown")."""
    if not branches:
        raise DeclarationError(f"{here()}: case() takes at least one pair of condition and value")
    parts: list[Any] = ["CASE"]
    for branch in branches:
        if not isinstance(branch, tuple) or len(branch) != 2:
            raise DeclarationError(f"{here()}: case() takes pairs of condition and value")
        parts.extend([" WHEN ", condition(branch[0]), " THEN ", _typed(branch[1])])
    if else_ is not None:
        parts.extend([" ELSE ", _typed(else_)])
    read = next(filter(None, map(read_by, (*(then for _, then in branches), else_))), None)
    return Expression((*parts, " END"), atomic=True, read=read)


def _typed(value: Any) -> Any:
    made = operand(value)
    return (
        Expression(("CAST(", made, " AS text)"), atomic=True)
        if isinstance(made, Param) and isinstance(value, str)
        else top(value)
    )


def array_of(*values: Any) -> Expression[Any]:
    """ARRAY[…] of values and expressions, or the array of a query's rows: array_of(select(posts.id).from_(posts))."""
    if len(values) == 1 and getattr(values[0], "_node", None) == "query":
        return Expression(("ARRAY", values[0]), atomic=True, read=array_read(values[0]))
    column = next((value for value in values if getattr(value, "_node", None) == "column"), None)
    parts = separated([operand(value, column) for value in values])
    return Expression(("ARRAY[", *parts, "]"), atomic=True, read=column and array_read(column))


def jsonb_set(target: Any, path: Any, value: Any, *, create: bool = True) -> Expression[Any]:
    """jsonb_set: the document with another value at a path; any Python value, a string too, is JSON."""
    made = operand(value, _DOCUMENT)
    return call("jsonb_set", target, text_array(path), made, create)


def extract(field: str, value: Any) -> Expression[Any]:
    """EXTRACT(field FROM value); the fields are "year", "epoch", "dow" and so on."""
    return call("extract", field, value)


def overlaps(first: tuple[Any, Any], second: tuple[Any, Any]) -> Expression[bool]:
    """(start, end) OVERLAPS (start, end): whether two stretches of time have a moment in common."""
    return call("overlaps", *first, *second)
