"""Every construct of the builder runs on a live server: those that no other test calls do here, and none is left out."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import mizzle
from mizzle import (
    Database,
    alias,
    avg_distinct,
    gt,
    gte,
    integer,
    lt,
    lte,
    ne,
    not_between,
    not_exists,
    not_ilike,
    pg_table,
    select,
    sql,
    sum_distinct,
    text,
)
from mizzle.dsl import query
from mizzle.dsl.query import change, expression, grouping, merge, source
from mizzle.dsl.query import select as selects

n = pg_table("numbers", {"n": integer()})
other = alias(n, "other")
LIVE = Path(__file__).parent


@pytest.fixture
def numbers(db: Database) -> Any:
    """1, 2, 2, 4 and NULL."""
    db.execute(sql("CREATE TABLE numbers (n integer)"))
    db.insert(n).values([{"n": each} for each in (1, 2, 2, 4, None)]).execute()
    return db


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (ne(n.n, 2), [1, 4]),
        (lt(n.n, 2), [1]),
        (lte(n.n, 2), [1, 2, 2]),
        (gt(n.n, 2), [4]),
        (gte(n.n, 2), [2, 2, 4]),
        (not_between(n.n, 2, 3), [1, 4]),
        (n.n.not_between(2, 3), [1, 4]),
        (not_ilike(n.n.cast(text()), "4%"), [1, 2, 2]),
        (n.n.cast(text()).not_ilike("4%"), [1, 2, 2]),
        (n.n.is_not_distinct_from(4), [4]),
        (n.n.is_distinct_from(None), [1, 2, 2, 4]),
        (not_exists(select(other.n).from_(other).where(other.n > n.n)), [4, None]),
    ],
)
def test_a_comparison_finds_the_rows_that_it_says(numbers: Database, condition: Any, found: list[int | None]) -> None:
    assert [row.n for row in numbers.select().from_(n).where(condition).order_by(n.n)] == found


def test_a_distinct_aggregate_counts_equal_values_once(numbers: Database) -> None:
    assert numbers.select(sum_distinct(n.n), avg_distinct(n.n)).from_(n).one() == (7, Decimal("2.3333333333333333"))


def test_every_construct_is_called_by_some_test_on_a_live_server() -> None:
    called = set(_called())

    assert {*_functions(), *_methods(expression, change, grouping, merge, selects, source)} - called == set()


def _called() -> Iterator[str]:
    """What the tests of this folder call, by name."""
    for file in LIVE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _functions() -> Iterator[str]:
    """The functions of mizzle that make queries and parts of them."""
    for name in dir(mizzle):
        made = getattr(mizzle, name)
        if inspect.isfunction(made) and made.__module__.startswith("mizzle.dsl.query."):
            yield name


def _methods(*modules: ModuleType) -> Iterator[str]:
    """The methods of queries and expressions."""
    for module in modules:
        for kind in vars(module).values():
            if inspect.isclass(kind) and kind.__module__ == module.__name__:
                yield from (name for name, made in vars(kind).items() if inspect.isfunction(made) and name[0] != "_")


def test_every_module_of_queries_can_be_imported_also_those_for_type_checkers_alone() -> None:
    for module in pkgutil.iter_modules(query.__path__):
        assert importlib.import_module(f"{query.__name__}.{module.name}").__doc__
