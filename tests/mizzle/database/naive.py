"""Expressions and sources of queries drawn beside their meaning: what plain Python makes of the rows.

SQL's NULL is None, and a condition is True, False or None. Nothing is clever here: joins are loops.
"""

import builtins
import operator
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import product
from typing import Any, NamedTuple

from hypothesis import strategies as st

from mizzle import (
    Table,
    alias,
    boolean,
    case,
    cast,
    coalesce,
    exists,
    integer,
    max,  # noqa: A004
    numeric,
    pg_table,
    select,
    text,
)

Row = dict[Any, Any]  # (place of the source, column) → value
BUILDERS: dict[type, Callable[[], Any]] = {int: integer, str: text, bool: boolean, Decimal: numeric}
KINDS: list[type] = list(BUILDERS)
VALUES: dict[type, st.SearchStrategy[Any]] = {
    int: st.integers(-3, 3),
    str: st.sampled_from(["", "a", "ab", "b", "ba"]),
    bool: st.booleans(),
    Decimal: st.decimals(-3, 3, places=2, allow_nan=False, allow_infinity=False),
}


class Node(NamedTuple):
    """An expression, and what it gives for a row."""

    made: Any
    value: Callable[[Row], Any]
    kind: type


class Source(NamedTuple):
    """A table in FROM: its columns as expressions, and its rows."""

    table: Any
    nodes: list[Node]
    rows: list[Row]


class Data(NamedTuple):
    """A declared table and its rows."""

    table: Table
    kinds: dict[str, type]
    rows: list[dict[str, Any]]


@st.composite
def tables(draw: st.DrawFn) -> list[Data]:
    """Two tables of one to four columns, with up to five rows."""
    made = []
    for name in ("one", "two"):
        kinds = {
            f"c{n}": kind
            for n, kind in enumerate(draw(st.lists(st.sampled_from([int, *KINDS]), min_size=1, max_size=4)))
        }
        row = st.fixed_dictionaries({key: st.none() | VALUES[kind] for key, kind in kinds.items()})
        table = pg_table(name, {key: BUILDERS[kind]() for key, kind in kinds.items()})
        made.append(Data(table, kinds, draw(st.lists(row, min_size=draw(st.sampled_from([0, 2, 3])), max_size=5))))
    return made


def strict(call: Callable[..., Any], *nodes: Node) -> Callable[[Row], Any]:
    """The function of the values; NULL where one of them is."""

    def value(row: Row) -> Any:
        values = [node.value(row) for node in nodes]
        return None if None in values else call(*values)

    return value


def both(values: Iterable[Any], decisive: bool) -> Any:  # noqa: FBT001
    """AND (decisive: False) and OR (True) of three-valued conditions."""
    values = list(values)
    return decisive if decisive in values else None if None in values else not decisive


def negated(value: Any) -> Any:
    return None if value is None else not value


@st.composite
def expression(draw: st.DrawFn, nodes: list[Node], kind: type, depth: int = 2) -> Node:
    """An expression of the kind over these columns."""
    columns = [node for node in nodes if node.kind is kind]
    if columns and (depth == 0 or draw(st.booleans())):
        chosen: Node = draw(st.sampled_from(columns))
        return chosen
    if depth == 0:
        value = draw(st.none() | VALUES[kind])
        return Node(cast(value, BUILDERS[kind]()), lambda _: value, kind)
    if kind is bool and draw(st.integers(0, 3)):
        return draw(condition(nodes, depth - 1))
    a, b = draw(expression(nodes, kind, depth - 1)), draw(expression(nodes, kind, depth - 1))
    which = draw(st.sampled_from(["case", "coalesce", "operator"]))
    if which == "case":
        when = draw(condition(nodes, depth - 1))
        return Node(case((when.made, a.made), else_=b.made), lambda row: (a if when.value(row) else b).value(row), kind)
    if which == "coalesce" or kind is bool:
        return Node(coalesce(a.made, b.made), lambda row: b.value(row) if a.value(row) is None else a.value(row), kind)
    if kind is str:
        return Node(a.made.concat(b.made), strict(lambda x, y: x + y, a, b), str)
    sign = draw(st.sampled_from([*"+-*%", *("/" if kind is int else "")]))
    if sign in "/%":
        by = draw(st.sampled_from([2, 3, -2]))  # what is left over has the sign of the dividend, unlike Python's
        rest = strict(lambda x: builtins.abs(x) % builtins.abs(by) * (-1 if x < 0 else 1), a)
        if sign == "%":
            return Node(a.made % by, rest, kind)
        return Node(
            a.made / by, strict(lambda x: builtins.abs(x) // builtins.abs(by) * (1 if x * by > 0 else -1), a), int
        )
    word = {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign]
    return Node(word(a.made, b.made), strict(word, a, b), kind)


COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda x, y: x == y,
    "!=": lambda x, y: x != y,
    "<": lambda x, y: x < y,
    "<=": lambda x, y: x <= y,
    ">": lambda x, y: x > y,
    ">=": lambda x, y: x >= y,
}


@st.composite
def condition(draw: st.DrawFn, nodes: list[Node], depth: int = 2) -> Node:
    """A condition over these columns."""
    word = draw(
        st.sampled_from(
            [
                "compare",
                "compare",
                "null",
                "in",
                "between",
                "distinct",
                "like",
                *(["and", "or", "not"] if depth else []),
            ]
        )
    )
    if word in ("and", "or"):
        a, b = draw(condition(nodes, depth - 1)), draw(condition(nodes, depth - 1))
        made = a.made & b.made if word == "and" else a.made | b.made
        return Node(made, lambda row: both([a.value(row), b.value(row)], word == "or"), bool)
    if word == "not":
        a = draw(condition(nodes, depth - 1))
        return Node(~a.made, lambda row: negated(a.value(row)), bool)
    kind = str if word == "like" else draw(st.sampled_from(KINDS))
    a = draw(expression(nodes, kind, 1))
    if word == "like":
        pattern = draw(st.sampled_from(["a%", "_", "%b", "", "a_"]))
        found = re.compile(pattern.replace("%", ".*").replace("_", "."))
        return Node(a.made.like(pattern), strict(lambda x: bool(found.fullmatch(x)), a), bool)
    if word == "null":
        return Node(a.made.is_null(), lambda row: a.value(row) is None, bool)
    if word == "in":
        values = draw(st.lists(VALUES[kind], max_size=3))
        inside = draw(st.booleans())
        made = a.made.in_(values) if inside else a.made.not_in(values)
        return Node(made, (strict(lambda x: (x in values) is inside, a) if values else lambda _: not inside), bool)
    b = draw(expression(nodes, kind, 1))
    if word == "distinct":
        return Node(a.made.is_distinct_from(b.made), lambda row: a.value(row) != b.value(row), bool)
    if word == "between":
        low = draw(VALUES[kind])
        made = a.made.between(cast(low, BUILDERS[kind]()), b.made)
        return Node(
            made,
            lambda row: both([strict(lambda x: low <= x, a)(row), strict(lambda x, y: x <= y, a, b)(row)], False),
            bool,
        )
    sign = draw(st.sampled_from(list(COMPARISONS)))
    if draw(st.booleans()):
        constant = draw(VALUES[kind])
        return Node(COMPARISONS[sign](a.made, constant), strict(lambda x: COMPARISONS[sign](x, constant), a), bool)
    return Node(COMPARISONS[sign](a.made, b.made), strict(COMPARISONS[sign], a, b), bool)


def source(data: Data, place: int) -> Source:
    """A table under a name of its own."""
    table = alias(data.table, f"s{place}")
    nodes = [Node(table[key], lambda row, key=key: row[place, key], kind) for key, kind in data.kinds.items()]  # type: ignore[misc]
    return Source(table, nodes, [{(place, key): value for key, value in row.items()} for row in data.rows])


@st.composite
def joined(draw: st.DrawFn, data: list[Data]) -> tuple[Callable[[Any], Any], list[Node], list[Row]]:
    """FROM with up to one join and WHERE: what it makes of a query, the columns, the rows."""
    left = source(draw(st.sampled_from(data)), 0)
    kind = draw(st.sampled_from([None, "inner_join", "left_join", "right_join", "full_join", "cross_join"]))
    joins: list[Any] = []
    nodes, rows = left.nodes, left.rows
    if kind is not None:
        right = source(draw(st.sampled_from(data)), 1)
        pairs = [(a, b) for a, b in product(left.nodes, right.nodes) if a.kind is b.kind]
        nodes = left.nodes + right.nodes
        if kind == "cross_join" or (kind == "full_join" and not pairs):
            on, kind = Node(None, lambda _: True, bool), "cross_join"
        elif kind == "full_join":  # the server joins so by equality alone
            a, b = draw(st.sampled_from(pairs))
            on = Node(a.made == b.made, strict(lambda x, y: x == y, a, b), bool)
        else:
            on = draw(condition(nodes))
        joins = [kind, right.table, *([] if kind == "cross_join" else [on.made])]
        rows = _pairs(kind, left, right, on)
    where = draw(st.none() | condition(nodes))
    if kind is None and draw(st.booleans()):
        inner = source(draw(st.sampled_from(data)), 1)
        where = draw(st.one_of(existing(left, inner), among(left, inner), compared(left, inner)))

    def query(begun: Any) -> Any:
        begun = begun.from_(left.table)
        if joins:
            begun = getattr(begun, joins[0])(*joins[1:])
        return begun if where is None else begun.where(where.made)

    return query, nodes, [row for row in rows if where is None or where.value(row) is True]


@st.composite
def existing(draw: st.DrawFn, outer: Source, inner: Source) -> Node:
    """EXISTS of a query that looks at the row outside."""
    on = draw(condition([*outer.nodes, *inner.nodes], 1))
    made = exists(select(cast(1, integer())).from_(inner.table).where(on.made))
    return Node(made, lambda row: any(on.value({**row, **other}) is True for other in inner.rows), bool)


@st.composite
def among(draw: st.DrawFn, outer: Source, inner: Source) -> Node:
    """IN and NOT IN of a query that looks at the row outside."""
    kind = draw(st.sampled_from(KINDS))
    nodes = [*outer.nodes, *inner.nodes]
    a, b, on = draw(expression(outer.nodes, kind, 1)), draw(expression(nodes, kind, 1)), draw(condition(nodes, 1))
    inside = draw(st.booleans())
    query = select(b.made).from_(inner.table).where(on.made)

    def value(row: Row) -> Any:
        own = a.value(row)
        found = [b.value({**row, **other}) for other in inner.rows if on.value({**row, **other}) is True]
        held = both([None if None in (own, each) else own == each for each in found], True)
        return held if inside else negated(held)

    return Node(a.made.in_(query) if inside else a.made.not_in(query), value, bool)


@st.composite
def compared(draw: st.DrawFn, outer: Source, inner: Source) -> Node:
    """A value beside the one value that a query gives for the row outside."""
    nodes = [*outer.nodes, *inner.nodes]
    # An aggregate over columns of the query outside alone would be that one's.
    a, b, on = draw(expression(outer.nodes, int, 1)), draw(expression(inner.nodes, int, 1)), draw(condition(nodes, 1))
    sign = draw(st.sampled_from(list(COMPARISONS)))

    def most(row: Row) -> Any:
        found = [b.value({**row, **other}) for other in inner.rows if on.value({**row, **other}) is True]
        return builtins.max((value for value in found if value is not None), default=None)

    made = select(max(b.made)).from_(inner.table).where(on.made)
    return Node(COMPARISONS[sign](a.made, made), strict(COMPARISONS[sign], a, Node(made, most, int)), bool)


def _pairs(kind: str, left: Source, right: Source, on: Node) -> list[Row]:
    missing = [dict.fromkeys(_keys(each, place)) for place, each in enumerate((left, right))]
    fit = [(a, b) for a, b in product(left.rows, right.rows) if on.value({**a, **b}) is True]
    found = [{**a, **b} for a, b in fit]
    if kind in ("left_join", "full_join"):
        found += [{**a, **missing[1]} for a in left.rows if not any(a is one for one, _ in fit)]
    if kind in ("right_join", "full_join"):
        found += [{**missing[0], **b} for b in right.rows if not any(b is one for _, one in fit)]
    return found


def _keys(each: Source, place: int) -> list[Any]:
    return [(place, key) for key in each.table._config.columns]
