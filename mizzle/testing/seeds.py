"""rows(): valid rows of declared tables, to fill databases in tests."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.enum import EnumDeclaration
from mizzle.dsl.python_type import held, required
from mizzle.dsl.table import Table, table_of
from mizzle.errors import UsageError
from mizzle.model.check import Check
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.unique import Unique
from mizzle.testing.checks import Reading

Drawn = dict[Any, list[dict[str, Any]]]


@st.composite
def rows(draw: st.DrawFn, *tables: Any, min_size: int = 0, max_size: int = 4) -> Drawn:
    """Rows of tables and of those that they reference: table → rows, in the order in which they can be inserted.

        @given(rows(posts))
        def test_posts(drawn):
            for table, each in drawn.items():
                db.insert(table).values(each).execute()

    min_size, max_size   how many rows of each of `tables`

    They honour types, NOT NULL, primary keys and uniques, foreign keys, enums and the checks that can be read (comparisons, IN,
    BETWEEN, lengths; others are left to the server). Defaults, identities GENERATED ALWAYS and generated columns are left out
    or, where something references them, refused. Raises UsageError for a column of a type for which no values are known.
    """
    if not tables:
        raise UsageError("rows() takes at least one table")
    given = {id(table_of(table)): table for table in tables}
    order: list[Table] = []
    for table in tables:
        _visit(table_of(table), order, ())
    found: Drawn = {}
    drawn: dict[int, list[dict[str, Any]]] = {}
    for table in order:
        asked = id(table) in given
        size = (min_size, max_size) if asked else (1, 2)
        drawn[id(table)] = draw(_rows(table, drawn, *size))
        found[given.get(id(table), table)] = drawn[id(table)]
    return {table: each for table, each in found.items() if each}


class Facts(NamedTuple):
    """What the declaration says of a table's rows, by the keys of its columns."""

    columns: dict[str, Column[Any]]
    uniques: list[tuple[tuple[str, ...], bool]]  # columns, and whether NULLs are equal
    references: list[tuple[tuple[str, ...], Table, tuple[str, ...]]]
    checks: list[Reading]
    names: dict[str, str]  # of the columns in the database → keys


def _facts(table: Table) -> Facts:
    context = Context()
    own = table._config.columns
    names = {column._name(context): key for key, column in own.items()}
    targets = {target._ref(context): target for target in _targets(table)}

    def keys(refs: tuple[Ref, ...]) -> tuple[str, ...]:
        return tuple(names[ref.part] for ref in refs)

    facts = Facts({key: column for key, column in own.items() if _drawn(column)}, [], [], [], names)
    for item in table._objects(context):
        if isinstance(item, (PrimaryKey, Unique)):
            facts.uniques.append((keys(item.columns), getattr(item, "nulls_not_distinct", False)))
        elif isinstance(item, Index) and item.unique:
            # An index of an expression, or of a part of the rows, holds when its columns are unique, whatever their case.
            refs = tuple(key.value for key in item.keys if isinstance(key.value, Ref))
            inside = tuple(piece for key in item.keys if not isinstance(key.value, Ref) for piece in key.value.pieces)
            refs += tuple(piece for piece in inside if isinstance(piece, Ref) and piece.kind == "column")
            facts.uniques.append((keys(refs), item.nulls_not_distinct))
        elif isinstance(item, Check):
            facts.checks.append(Reading(item.expr))
        elif isinstance(item, ForeignKey):
            where = item.references[0]
            target = targets.get(Ref("table", where.schema, where.name))
            if target is not None:
                there = {column._name(context): key for key, column in target._config.columns.items()}
                facts.references.append((keys(item.columns), target, tuple(there[ref.part] for ref in item.references)))
            elif any(required(own[key]) for key in keys(item.columns)):
                raise UsageError(f"rows() cannot follow {table._config.name} to {where}: reference it by its column")
            else:
                facts.references.append((keys(item.columns), table, ()))
    return facts


def _targets(table: Table) -> list[Table]:
    """The tables that foreign keys reference by their columns."""
    found = [table]
    declared = [column._spec.reference for column in table._config.columns.values() if column._spec.reference]
    declared += [extra.reference for extra in table._extras() if hasattr(extra, "reference")]
    for reference in declared:
        target = reference.target
        target = target() if callable(target) and not hasattr(target, "_ref") else target
        for column in target if isinstance(target, (list, tuple)) else [target]:
            if hasattr(column, "_spec") and column._spec.table not in found:
                found.append(column._spec.table)
    return found


def _visit(table: Table, order: list[Table], above: tuple[Table, ...]) -> None:
    """Tables that are referenced stand before those that reference them; a circle is cut where NULL may stand."""
    if table in order or table in above:
        return
    for target in _targets(table):
        _visit(target, order, (*above, table))
    order.append(table)


def _drawn(column: Column[Any]) -> bool:
    spec = column._spec
    return not (spec.generated or (spec.identity and spec.identity.always))


@st.composite
def _rows(
    draw: st.DrawFn, table: Table, before: Mapping[int, list[dict[str, Any]]], least: int, most: int
) -> list[dict[str, Any]]:
    facts = _facts(table)
    bound = {key for columns, *_ in facts.references for key in columns}
    values = {key: _values(column, _checks(facts, column)) for key, column in facts.columns.items() if key not in bound}
    found: list[dict[str, Any]] = []
    taken: list[set[Any]] = [set() for _ in facts.uniques]
    wanted = draw(st.integers(least, most))
    for _ in range(wanted * 5):  # a row that meets another's key is drawn again
        if len(found) >= wanted:
            break
        row = {key: draw(strategy) for key, strategy in values.items()}
        for columns, target, there in facts.references:
            row.update(_referring(draw, table, facts, columns, before.get(id(target), found), there))
        for _ in range(10):  # so are the columns of a check that does not hold
            broken = [key for check in _broken(facts, row) for key in check if key in values]
            row.update({key: draw(values[key]) for key in broken})
            if not broken:
                break
        marks = [_mark(row, columns, equal) for columns, equal in facts.uniques]
        if _broken(facts, row) or any(mark in seen for mark, seen in zip(marks, taken, strict=True)):
            continue
        for mark, seen in zip(marks, taken, strict=True):
            seen.add(mark)
        found.append({key: row[key] for key in facts.columns})
    assume(len(found) >= least)
    return found


def _checks(facts: Facts, column: Column[Any]) -> list[Reading]:
    """The checks that mention the column."""
    name = next(name for name, key in facts.names.items() if key == column._spec.key)
    return [check for check in facts.checks if name in check.columns]


def _broken(facts: Facts, row: Mapping[str, Any]) -> list[list[str]]:
    """The columns of each check that the row does not fulfil."""
    named = {name: row[key] for name, key in facts.names.items() if key in row}
    return [
        [facts.names[name] for name in check.columns if name in facts.names]
        for check in facts.checks
        if not check.holds(named)
    ]


def _referring(
    draw: st.DrawFn,
    table: Table,
    facts: Facts,
    columns: tuple[str, ...],
    rows_: list[dict[str, Any]],
    there: tuple[str, ...],
) -> dict[str, Any]:
    """The values of a foreign key: those of a row that is there, or NULL."""
    free = not any(required(facts.columns[key]) for key in columns if key in facts.columns)
    choices = [row for row in rows_ if there and all(row.get(key) is not None for key in there)]
    if not choices and not free:
        raise UsageError(
            f"rows() finds no row for {table._config.name} to reference: its foreign key of {', '.join(columns)} leads to a table "
            "whose key the server makes, or back to itself"
        )
    if not choices or (free and draw(st.booleans())):
        return dict.fromkeys(columns)
    row = draw(st.sampled_from(choices))
    return {own: row[far] for own, far in zip(columns, there, strict=True)}


def _mark(row: Mapping[str, Any], columns: tuple[str, ...], equal: bool) -> Any:  # noqa: FBT001
    """What no two rows may have in common; NULLs are nobody's."""
    values = [row.get(key) for key in columns]
    if None in values and not equal:
        return object()
    return tuple(
        value.casefold() if isinstance(value, str) else value if value.__hash__ else repr(value) for value in values
    )


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
_SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "smallint": st.integers(-(2**15), 2**15 - 1),
    "integer": st.integers(-(2**31), 2**31 - 1),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "real": st.floats(
        width=32, allow_nan=False, allow_infinity=False, allow_subnormal=False, min_value=-(2**100), max_value=2**100
    ),
    "double precision": st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False),
    "boolean": st.booleans(),
    "text": _TEXT,
    "citext": _TEXT,
    "name": _TEXT,
    "character varying": _TEXT,
    "character": _TEXT.map(lambda text: text.rstrip(" ")),
    "bytea": st.binary(max_size=12),
    "date": st.dates(),
    **dict.fromkeys(("time", "time without time zone"), st.times()),
    **dict.fromkeys(("timestamp", "timestamp without time zone"), st.datetimes()),
    "timestamp with time zone": st.datetimes(timezones=st.just(dt.UTC)),
    "interval": st.timedeltas(dt.timedelta(days=-9999), dt.timedelta(days=9999)),
    "uuid": st.uuids(),
}
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)


@st.composite
def _values(draw: st.DrawFn, column: Column[Any], checks: list[Reading]) -> Any:
    """A value that the column can hold; one at the edge of its checks where another does not fulfil them."""
    name = column._spec.name or column._spec.key
    domain = getattr(column._spec.type.declared, "__self__", None)
    inside = [Reading(check.condition.expr(Context())) for check in getattr(domain, "checks", ())]
    alone = [*(check for check in checks if check.columns == {name}), *inside]
    checks = [*checks, *inside]

    def fits(value: Any) -> bool:
        given = {name: value, "VALUE": value, "value": value}  # as a domain calls it
        return held(value, column) is None and all(check.holds(given) for check in alone)

    if not required(column) and fits(None) and draw(st.integers(0, 3)) == 0:
        return None
    edges = [edge for edge in _edges(column, checks) if fits(edge)]
    if draw(st.booleans()) and edges:
        return draw(st.sampled_from(edges))
    value: Any = draw(_made(column))
    if fits(value):
        return value
    again: st.SearchStrategy[Any] = st.sampled_from(edges) if edges else _made(column).filter(fits)
    return draw(again)


def _made(column: Column[Any]) -> st.SearchStrategy[Any]:
    made: st.SearchStrategy[Any] = _one(column)
    for _ in range(column._spec.type.dimensions):
        # The lists of an array of more dimensions are equally long.
        made = (
            st.lists(made | st.none(), max_size=3)
            if column._spec.type.dimensions == 1
            else st.lists(made, min_size=2, max_size=2)
        )
    return made


def _edges(column: Column[Any], checks: list[Reading]) -> list[Any]:
    """The constants of checks and their neighbours, as values of the column."""
    constants = [constant for check in checks for constant in check.constants()]
    numbers = [constant for constant in constants if not isinstance(constant, str)]
    near = [number + step for number in numbers for step in (-1, 0, 1)]
    texts = [constant for constant in constants if isinstance(constant, str)]
    texts += ["x" * number for number in near if isinstance(number, int) and 0 <= number <= 300]
    if column._spec.type.dimensions:
        return []
    wanted = Decimal if column._spec.type.name.startswith("numeric") else int
    return (
        [*map(wanted, near), *texts]
        if wanted is Decimal
        else [*(each for each in near if isinstance(each, int)), *texts]
    )


def _one(column: Column[Any]) -> st.SearchStrategy[Any]:
    spec = column._spec
    data_type = spec.type
    declared = getattr(data_type.declared, "__self__", None)
    if isinstance(declared, EnumDeclaration):
        return st.sampled_from(list(declared.members) if declared.members else declared.labels)
    while data_type.base is not None:
        data_type = data_type.base
    words = data_type.name
    start, end = words.find("("), words.find(")")
    name = words if start < 0 else words[:start] + words[end + 1 :]
    if name in ("json", "jsonb"):
        if spec.structured:
            return st.from_type(spec.python)
        return _JSON.filter(lambda value: value is not None)
    if isinstance(spec.python, type) and spec.python is not str and hasattr(spec.python, "__members__"):
        return st.sampled_from(list(spec.python.__members__.values()))
    if name == "numeric":
        precision, scale = _digits(words)
        most = Decimal(10) ** (precision - scale) - Decimal(1).scaleb(-scale)
        made = st.decimals(-most, most, allow_nan=False, allow_infinity=False, places=scale)
        return made.map(spec.python) if spec.python in (str, float) else made
    if name not in _SIMPLE:
        raise UsageError(
            f"rows() knows no values for {column!r}; say them: leave the table out, or give the column a default"
        )
    if name in ("character varying", "character") and start > 0:
        size = int(words[start + 1 : end])
        return _SIMPLE[name].map(lambda text: text[:size].rstrip(" "))
    if name.startswith("timestamp") and "(" in words:
        return _SIMPLE[name].map(lambda moment: moment.replace(microsecond=0))
    return _SIMPLE[name].map(str) if spec.python is str and name in ("bigint", "date", "timestamp") else _SIMPLE[name]


def _digits(name: str) -> tuple[int, int]:
    """Precision and scale of a numeric type."""
    inside = name.partition("(")[2].rstrip(")").split(",")
    return (int(inside[0]), int(inside[1]) if len(inside) > 1 else 0) if inside[0] else (20, 6)
