"""Windows and orders."""

from typing import Any

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression
from mizzle.dsl.query.pieces import top
from mizzle.model.errors import DeclarationError


def window(partition_by: Any = (), order_by: Any = (), frame: str | None = None) -> Expression[Any]:
    """What stands in the parentheses of a window."""
    parts: list[Any] = []
    for words, items in (("PARTITION BY ", _listed(partition_by)), ("ORDER BY ", _listed(order_by))):
        if items:
            parts.append((" " if parts else "") + words)
            parts.extend(separated([ordering(item) for item in items]))
    if frame is not None:
        told = frame.split()
        if not told or told[0].upper() not in ("ROWS", "RANGE", "GROUPS") or not all(map(_plain, told)):
            raise DeclarationError(
                f"{here()}: {frame!r} is no frame of a window, such as 'ROWS BETWEEN 1 PRECEDING AND CURRENT ROW'"
            )
        parts.append((" " if parts else "") + " ".join(told))
    return Expression(tuple(parts), atomic=True)


_FRAME = {
    "ROWS", "RANGE", "GROUPS", "BETWEEN", "AND", "UNBOUNDED", "PRECEDING", "FOLLOWING", "CURRENT", "ROW", "EXCLUDE",
    "GROUP", "TIES", "NO", "OTHERS",
}  # fmt: skip


def _plain(word: str) -> bool:
    return word.upper() in _FRAME or (word.isascii() and word.isdigit())


def _listed(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else [given]


def separated(items: list[Any]) -> list[Any]:
    """The pieces with commas between."""
    parts: list[Any] = []
    for item in items:
        if parts:
            parts.append(", ")
        parts.append(item)
    return parts


def ordering(item: Any) -> Any:
    """One key of an order: a column or expression, or what its asc() and desc() make."""
    if hasattr(item, "_ordered"):
        inner, words = item._ordered()
        return Expression((top(inner), words), atomic=True)
    return top(key(item, "an order"))


def key(item: Any, what: str) -> Any:
    """A key of an order or a group. A plain value would be a constant, which orders nothing without a word."""
    if not hasattr(item, "_node"):
        raise DeclarationError(
            f"{here()}: the keys of {what} are columns and expressions, not {type(item).__name__}; "
            'the name of a result is output("name")'
        )
    return item


def asc(item: Any) -> Any:
    """The key in rising order."""
    return item.asc()


def desc(item: Any) -> Any:
    """The key in falling order."""
    return item.desc()
