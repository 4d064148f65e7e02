"""Whole queries drawn beside their meaning: each construct of the builder with what plain Python makes of the rows."""

import builtins
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Any, NamedTuple

from hypothesis import strategies as st

from mizzle import (
    count,
    func,
    grouping_cube,
    grouping_sets,
    max,  # noqa: A004
    min,  # noqa: A004
    output,
    recursive,
    rollup,
    select,
    sum,  # noqa: A004
)
from tests.mizzle.database.naive import KINDS, Data, Node, Row, condition, expression, joined, source

_least, _most, _total = builtins.min, builtins.max, builtins.sum


class Drawn(NamedTuple):
    """A query and the rows that it must give, in order."""

    query: Any
    rows: list[tuple[Any, ...]]


def results(nodes: list[Node]) -> dict[str, Any]:
    """What is selected, as o0, o1 and so on."""
    return {f"o{n}": node.made for n, node in enumerate(nodes)}


def values(nodes: list[Node], row: Row) -> tuple[Any, ...]:
    return tuple(node.value(row) for node in nodes)


def columns(table: Any, kinds: list[type], name: str) -> list[Node]:
    """The results o0, o1 and so on of a subquery as columns of a table; its rows are known by that name."""
    return [Node(table[f"o{n}"], lambda row, n=n: row[name, n], kind) for n, kind in enumerate(kinds)]  # type: ignore[misc]


def as_rows(found: list[tuple[Any, ...]], name: str) -> list[Row]:
    return [{(name, n): value for n, value in enumerate(row)} for row in found]


def rising(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """What rows are ordered by where each of their values is a key: NULL is the greatest of all."""
    return tuple((value is None, 0 if value is None else value) for value in row)


def by_all(query: Any, width: int) -> Any:
    return query.order_by(*(output(f"o{n}").asc() for n in range(width)))


@st.composite
def selected(draw: st.DrawFn, data: list[Data], kinds: list[type]) -> Drawn:
    """SELECT of results of these kinds, perhaps DISTINCT, in no order."""
    query, nodes, rows = draw(joined(data))
    chosen = [draw(expression(nodes, kind)) for kind in kinds]
    made = query(select(results(chosen)))
    found = [values(chosen, row) for row in rows]
    if draw(st.booleans()):
        return Drawn(made.distinct(), list(dict.fromkeys(found)))
    return Drawn(made, found)


@st.composite
def first_of_each(draw: st.DrawFn, data: list[Data], kinds: list[type]) -> Drawn:
    """DISTINCT ON: the least row of each key."""
    query, nodes, rows = draw(joined(data))
    on = draw(expression(nodes, draw(st.sampled_from(KINDS)), 1))
    chosen = [on, *(draw(expression(nodes, kind, 1)) for kind in kinds)]
    made = by_all(query(select(results(chosen))).distinct(on.made), len(chosen)).subquery("d")
    found: dict[Any, tuple[Any, ...]] = {}
    for row in sorted((values(chosen, row) for row in rows), key=rising):
        found.setdefault(row[0], row)
    return Drawn(select({f"o{n}": made[f"o{n}"] for n in range(len(chosen))}).from_(made), list(found.values()))


@st.composite
def grouped(draw: st.DrawFn, data: list[Data]) -> Drawn:
    """GROUP BY keys or sets of them, aggregates, perhaps filtered, and HAVING."""
    query, nodes, rows = draw(joined(data))
    by = draw(st.sampled_from([None, rollup, grouping_cube, grouping_sets]))
    if by is None:
        keys = [draw(expression(nodes, draw(st.sampled_from(KINDS)), 1)) for _ in range(draw(st.integers(0, 2)))]
        sets = [tuple(range(len(keys)))]
    else:
        keys = draw(st.lists(st.sampled_from(nodes), min_size=1, max_size=2, unique_by=id))
        sets = draw(groupings(by, len(keys)))
    over = draw(expression(nodes, int, 1))
    kept = draw(st.none() | condition(nodes, 1))
    aggregates = [
        count(),
        count(over.made),
        sum(over.made),
        min(over.made),
        max(over.made),
        func.bool_or(over.made > 0),
    ]
    if kept is not None:
        aggregates = [each.filter(kept.made) for each in aggregates]
    found = []
    for key, members in (each for one in sets for each in groups(rows, keys, one)):
        inside = [row for row in members if kept is None or kept.value(row) is True]
        numbers = [value for row in inside if (value := over.value(row)) is not None]
        ends = (_least(numbers), _most(numbers)) if numbers else (None, None)
        total = _total(numbers) if numbers else None
        positive = any(value > 0 for value in numbers) if numbers else None
        found.append((len(members), (*key, len(inside), len(numbers), total, *ends, positive)))
    made = query(select({f"o{n}": each for n, each in enumerate([*(key.made for key in keys), *aggregates])}))
    if by is grouping_sets:
        made = made.group_by(by(*([keys[place].made for place in one] for one in sets)))
    elif by is not None:
        made = made.group_by(by(*(key.made for key in keys)))
    elif keys:
        made = made.group_by(*(key.made for key in keys))
    least = draw(st.integers(0, 2))
    return Drawn(made.having(count() >= least), [row for size, row in found if size >= least])


@st.composite
def groupings(draw: st.DrawFn, by: Any, width: int) -> list[tuple[int, ...]]:
    """The sets of keys, by their places, that ROLLUP, CUBE and GROUPING SETS make."""
    every = [tuple(one) for size in range(width + 1) for one in combinations(range(width), size)]
    if by is rollup:
        return [tuple(range(size)) for size in range(width + 1)]
    if by is grouping_cube:
        return every
    whole = tuple(range(width))  # so that each key is in a set: the server knows no others
    return [whole, *draw(st.lists(st.sampled_from(every), max_size=2))]


def groups(rows: list[Row], keys: list[Node], one: tuple[int, ...]) -> Iterator[tuple[tuple[Any, ...], list[Row]]]:
    """The groups by some of the keys; NULL stands for the others."""
    found: dict[Any, list[Row]] = {} if one else {(None,) * len(keys): []}
    for row in rows:
        own = tuple(key.value(row) if place in one else None for place, key in enumerate(keys))
        found.setdefault(own, []).append(row)
    yield from found.items()


@st.composite
def windowed(draw: st.DrawFn, data: list[Data]) -> Drawn:
    """Functions over windows. What hangs on the order of rows with the same key has `of` as a second one."""
    query, nodes, rows = draw(joined(data))
    part, key = draw(expression(nodes, draw(st.sampled_from(KINDS)), 1)), draw(expression(nodes, int, 1))
    of = draw(expression(nodes, draw(st.sampled_from([int, Decimal])), 1))
    falling = draw(st.booleans())
    keyed = key.made.desc() if falling else key.made
    window = {"partition_by": part.made, "order_by": keyed}
    steady = {"partition_by": part.made, "order_by": [keyed, of.made]}
    made = [
        part.made,
        *(each.over(**window) for each in (func.rank(), func.dense_rank(), count(), sum(of.made), max(of.made))),
        sum(of.made).over(partition_by=part.made),
        *(each.over(**steady) for each in (func.row_number(), func.lag(of.made), func.lead(of.made))),
        count(of.made).over(**steady, frame="ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING"),
    ]
    parts: dict[Any, list[tuple[Any, Any]]] = {}
    for row in rows:
        parts.setdefault(part.value(row), []).append((_order(key.value(row), falling), of.value(row)))
    found = []
    for own, mates in parts.items():
        mates.sort(key=lambda mate: (mate[0], *rising(mate[1:])))
        places = [place for place, _ in mates]
        whole = [value for _, value in mates if value is not None]
        for number, (place, _) in enumerate(mates):
            frame = [value for other, value in mates if other <= place and value is not None]
            ranks = places.index(place) + 1, len({other for other in places if other <= place})
            sums = (_total(frame) if frame else None, _most(frame) if frame else None, _total(whole) if whole else None)
            near = [None if not 0 <= at < len(mates) else mates[at][1] for at in (number - 1, number + 1)]
            beside = _total(value is not None for _, value in mates[_most((0, number - 1)) : number + 2])
            found.append((own, *ranks, _total(other <= place for other in places), *sums, number + 1, *near, beside))
    return Drawn(query(select({f"o{n}": each for n, each in enumerate(made)})), found)


def _order(value: Any, falling: bool) -> tuple[bool, Any]:  # noqa: FBT001
    """NULL is the greatest of all."""
    return ((value is None) is not falling, 0 if value is None else -value if falling else value)


@st.composite
def lateral(draw: st.DrawFn, data: list[Data], kinds: list[type]) -> Drawn:
    """A lateral join with a query that looks at the row before it, perhaps at its first rows alone."""
    left, right = source(draw(st.sampled_from(data)), 0), source(draw(st.sampled_from(data)), 1)
    both = [*left.nodes, *right.nodes]
    inner = [draw(st.sampled_from(KINDS)) for _ in range(draw(st.integers(1, 2)))]
    inside, where = [draw(expression(both, kind, 1)) for kind in inner], draw(condition(both, 1))
    most = draw(st.none() | st.integers(1, 2))
    query = select(results(inside)).from_(right.table).where(where.made)
    table = (query if most is None else by_all(query, len(inner)).limit(most)).subquery("l")
    nodes = [*left.nodes, *columns(table, inner, "l")]
    kind = draw(st.sampled_from(["inner_join", "left_join", "cross_join"]))
    on = Node(None, lambda _: True, bool) if kind == "cross_join" else draw(condition(nodes, 1))
    rows: list[Row] = []
    for row in left.rows:
        seen = [values(inside, {**row, **other}) for other in right.rows if where.value({**row, **other}) is True]
        seen = seen if most is None else sorted(seen, key=rising)[:most]
        fit = [each for other in as_rows(seen, "l") if on.value(each := {**row, **other}) is True]
        missing = [{**row, **each} for each in as_rows([(None,) * len(inner)], "l")]
        rows += fit or (missing if kind == "left_join" else [])
    chosen = [draw(expression(nodes, kind)) for kind in kinds]
    begun = getattr(select(results(chosen)).from_(left.table), kind)
    made = begun(table, *([] if on.made is None else [on.made]), lateral=True)
    return Drawn(made, [values(chosen, row) for row in rows])


@st.composite
def through_another(draw: st.DrawFn, data: list[Data], kinds: list[type]) -> Drawn:
    """SELECT from a query of WITH or in FROM, perhaps joined with itself."""
    inner = [draw(st.sampled_from(KINDS)) for _ in range(draw(st.integers(1, 3)))]
    drawn = draw(selected(data, inner))
    made = draw(st.sampled_from([None, True, False, "subquery"]))
    table = drawn.query.subquery("w") if made == "subquery" else drawn.query.cte("w", materialized=made)
    nodes, rows = columns(table, inner, "w"), as_rows(drawn.rows, "w")
    where = draw(st.none() | condition(nodes))
    chosen = [draw(expression(nodes, kind)) for kind in kinds]
    query = select(results(chosen)).from_(table)
    kept = [row for row in rows if where is None or where.value(row) is True]
    return Drawn(query if where is None else query.where(where.made), [values(chosen, row) for row in kept])


@st.composite
def counted_up(draw: st.DrawFn, data: list[Data]) -> Drawn:
    """WITH RECURSIVE: each number and those above it, up to a bound."""
    drawn, bound, every = draw(selected(data, [int])), draw(st.integers(-3, 3)), draw(st.booleans())
    table = recursive("r", drawn.query, lambda r: select({"o0": r.o0 + 1}).from_(r).where(r.o0 < bound), all=every)
    work = drawn.rows if every else list(dict.fromkeys(drawn.rows))
    found = list(work)
    while work:
        work = [(number + 1,) for (number,) in work if number is not None and number < bound]
        if not every:
            work = [row for row in dict.fromkeys(work) if row not in found]
        found += work
    return Drawn(select({"o0": table.o0}).from_(table), found)


@st.composite
def combined(draw: st.DrawFn, data: list[Data], kinds: list[type]) -> Drawn:
    """A set operation of two queries."""
    left, right = draw(selected(data, kinds)), draw(selected(data, kinds))
    word = draw(st.sampled_from(["union", "union_all", "intersect", "intersect_all", "except_", "except_all"]))
    a, b = Counter(left.rows), Counter(right.rows)
    whole = {"union": a + b, "intersect": a & b, "except_": Counter({row: 1 for row in a if row not in b})}
    kept = {"union_all": a + b, "intersect_all": a & b, "except_all": a - b}
    found = list(kept[word].elements()) if word in kept else list(whole[word])
    return Drawn(getattr(left.query, word)(right.query), found)


@st.composite
def queries(draw: st.DrawFn, data: list[Data]) -> Drawn:
    """A query of any kind, ordered by all that it gives, perhaps of some of its rows alone."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3))
    query, rows = draw(
        st.one_of(
            selected(data, kinds),
            first_of_each(data, kinds),
            grouped(data),
            windowed(data),
            lateral(data, kinds),
            through_another(data, kinds),
            counted_up(data),
            combined(data, kinds),
        )
    )
    width = len(query._shape().parts)
    keys = []
    for place in reversed(range(width)):  # the last key first, since sorting is stable
        falling, first = draw(st.booleans()), draw(st.booleans())
        key = output(f"o{place}").desc() if falling else output(f"o{place}").asc()
        keys.append(key.nulls_first() if first else key.nulls_last())
        rows = sorted(rows, key=lambda row: (0,) if row[place] is None else (0, row[place]), reverse=falling)
        nulls = [row for row in rows if row[place] is None]
        rest = [row for row in rows if row[place] is not None]
        rows = nulls + rest if first else rest + nulls
    query = query.order_by(*reversed(keys))
    skip, most = draw(st.sampled_from([0, 0, 1])), draw(st.none() | st.integers(1, 4))
    if most is not None and hasattr(query, "fetch_with_ties") and draw(st.booleans()):
        rows = rows[skip:]
        last = rows[most - 1 : most]
        return Drawn(
            query.offset(skip).fetch_with_ties(most), rows[:most] + [row for row in rows[most:] if [row] == last]
        )
    rows = rows[skip:] if most is None else rows[skip : skip + most]
    return Drawn(query.offset(skip).limit(most), rows)
