"""Drizzle's operators as functions: eq(users.id, 1) and its kin."""

from typing import TYPE_CHECKING, Any

from mizzle.dsl.place import here
from mizzle.dsl.query.expression import Expression, and_, binary, binary_plain, or_, pattern_match
from mizzle.dsl.query.expression import _in as among
from mizzle.dsl.query.pieces import condition, operand
from mizzle.model.errors import DeclarationError

Condition = Expression[bool]

if TYPE_CHECKING:
    from collections.abc import Callable

    from mizzle.dsl.query.typed import Among, Comparing, Within


# What type checkers know of the functions, which stay as they are.
def _comparing(function: "Callable[[Any, Any], Condition]") -> "Comparing":
    return function  # type: ignore[return-value]


def _among(function: "Callable[[Any, Any], Condition]") -> "Among":
    return function  # type: ignore[return-value]


def _within(function: "Callable[[Any, Any, Any], Condition]") -> "Within":
    return function  # type: ignore[return-value]


@_comparing
def eq(left: Any, right: Any) -> Condition:
    """left = right; with None, IS NULL."""
    return _known(left, "eq") if right is None else binary(left, " = ", right)


@_comparing
def ne(left: Any, right: Any) -> Condition:
    """left <> right; with None, IS NOT NULL."""
    return is_not_null(left) if right is None else binary(left, " <> ", right)


@_comparing
def gt(left: Any, right: Any) -> Condition:
    return binary(left, " > ", right)


@_comparing
def gte(left: Any, right: Any) -> Condition:
    return binary(left, " >= ", right)


@_comparing
def lt(left: Any, right: Any) -> Condition:
    return binary(left, " < ", right)


@_comparing
def lte(left: Any, right: Any) -> Condition:
    return binary(left, " <= ", right)


def not_(value: Any) -> Condition:
    return Expression(("NOT ", condition(value)))


def is_null(value: Any) -> Condition:
    return Expression((operand(value), " IS NULL"))


def is_not_null(value: Any) -> Condition:
    return Expression((operand(value), " IS NOT NULL"))


@_among
def in_array(value: Any, values: Any) -> Condition:
    """IN a list of values or the rows of a query. No values at all: false."""
    return among(operand(value), values, negated=False)


@_among
def not_in_array(value: Any, values: Any) -> Condition:
    """NOT IN. No values at all: true."""
    return among(operand(value), values, negated=True)


@_within
def between(value: Any, low: Any, high: Any) -> Condition:
    column = value if getattr(value, "_node", None) == "column" else None
    return Expression((operand(value), " BETWEEN ", operand(low, column), " AND ", operand(high, column)))


@_within
def not_between(value: Any, low: Any, high: Any) -> Condition:
    return not_(between(value, low, high))


def like(value: Any, pattern: Any) -> Condition:
    return pattern_match(value, " LIKE ", pattern)


def not_like(value: Any, pattern: Any) -> Condition:
    return pattern_match(value, " NOT LIKE ", pattern)


def ilike(value: Any, pattern: Any) -> Condition:
    return pattern_match(value, " ILIKE ", pattern)


def not_ilike(value: Any, pattern: Any) -> Condition:
    return pattern_match(value, " NOT ILIKE ", pattern)


def array_contains(left: Any, right: Any) -> Condition:
    """left @> right: for arrays, ranges (of a range or of an element) and jsonb."""
    return binary(left, " @> ", right)


def array_contained(left: Any, right: Any) -> Condition:
    """left <@ right: for arrays, ranges and jsonb."""
    return binary(left, " <@ ", right)


def array_overlaps(left: Any, right: Any) -> Condition:
    """left && right: for arrays and ranges."""
    return binary(left, " && ", right)


def matches(document: Any, query: Any) -> Condition:
    """Full-text search: tsvector @@ tsquery."""
    return binary_plain(document, " @@ ", query)


def similar(left: Any, right: Any) -> Condition:
    """Trigram similarity (pg_trgm): left % right."""
    return binary_plain(left, " % ", right)


def range_adjacent(left: Any, right: Any) -> Condition:
    """left -|- right: ranges that touch and have nothing in common."""
    return binary(left, " -|- ", right)


def range_before(left: Any, right: Any) -> Condition:
    """left << right: the whole range lies before the other."""
    return binary(left, " << ", right)


def range_after(left: Any, right: Any) -> Condition:
    """left >> right: the whole range lies after the other."""
    return binary(left, " >> ", right)


def range_ends_by(left: Any, right: Any) -> Condition:
    """left &< right: the range does not go on after the other's end."""
    return binary(left, " &< ", right)


def range_starts_from(left: Any, right: Any) -> Condition:
    """left &> right: the range does not begin before the other's start."""
    return binary(left, " &> ", right)


def word_similar(left: Any, right: Any) -> Condition:
    """Trigram similarity (pg_trgm) of the left text to words of the right one: left <% right."""
    return binary_plain(left, " <% ", right)


def trigram_distance(left: Any, right: Any) -> Expression[float]:
    """Trigram distance (pg_trgm), for ORDER BY: left <-> right."""
    return binary_plain(left, " <-> ", right)


def l2_distance(left: Any, right: Any) -> Expression[float]:
    """pgvector: <->."""
    return binary(left, " <-> ", right)


def l1_distance(left: Any, right: Any) -> Expression[float]:
    """pgvector: <+>."""
    return binary(left, " <+> ", right)


def inner_product(left: Any, right: Any) -> Expression[float]:
    """pgvector: the negative inner product, <#>."""
    return binary(left, " <#> ", right)


def cosine_distance(left: Any, right: Any) -> Expression[float]:
    """pgvector: <=>."""
    return binary(left, " <=> ", right)


def hamming_distance(left: Any, right: Any) -> Expression[float]:
    """pgvector, for bits: <~>."""
    return binary(left, " <~> ", right)


def jaccard_distance(left: Any, right: Any) -> Expression[float]:
    """pgvector, for bits: <%>."""
    return binary(left, " <%> ", right)


def _known(value: Any, what: str) -> Condition:
    if not hasattr(value, "_node"):
        raise DeclarationError(f"{here()}: {what}() compares a column or an expression, not {type(value).__name__}")
    return is_null(value)


__all__ = ["and_", "or_"]
