"""mizzle.testing as its users use it: for schemas and tools of their own."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from mizzle import check, integer, jsonb, pg_schema, pg_table, pg_view, sql, text
from mizzle.embedded import Server
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.testing import LawBroken, assert_converges, edits, expressions, schemas, tables

shop = pg_schema("shop")
items = shop.table(
    "items",
    {"id": integer().generated_always_as_identity().primary_key(), "name": text().not_null(), "facts": jsonb()},
    lambda table: [check("named", sql("{} <> ''", table.name))],
)
named = pg_view("named", schema="shop").as_(sql("SELECT id, name FROM items"))
SHOP = [shop, items, named]
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FEW
@given(after=edits(SHOP))
def test_a_schema_of_ones_own_can_become_whatever_it_is_edited_to(newest: Server, after: Schema) -> None:
    assert_converges(newest, SHOP, after)


@FEW
@given(data=st.data())
def test_drawn_tables_grow_into_edited_ones(running: Server, data: st.DataObject) -> None:
    before = data.draw(tables(major=running.major))
    after = data.draw(edits(before, major=running.major))

    assert len(list(before.of(Table))) == 1
    assert_converges(running.url, before, after, minimal=True)


@FEW
@given(made=schemas())
def test_a_tool_of_ones_own_gets_every_schema_there_is(newest: Server, made: Schema) -> None:
    assert assert_converges(newest, [], made) is not None


@FEW
@given(condition=expressions(SHOP, "shop.items"))
def test_an_expression_stands_over_a_table_of_ones_own(condition: Expr) -> None:
    assert {(ref.schema, ref.name) for ref in condition.refs()} == {("shop", "items")}


def test_expressions_over_a_table_that_is_not_there_are_refused() -> None:
    with pytest.raises(ValueError, match=r"there is no table shop\.item with columns"):
        expressions(SHOP, "shop.item")


def test_a_step_that_cannot_be_taken_is_told_with_the_law(newest: Server) -> None:
    wrong = pg_view("wrong", schema="shop").as_(sql("SELECT nonsense FROM shop.items"))

    with pytest.raises(LawBroken, match=r'(?s)column "nonsense" does not exist.*CREATE VIEW "shop"."wrong"'):
        assert_converges(newest, SHOP, [*SHOP, wrong])


def test_rows_in_the_way_are_no_failure_as_long_as_somebody_is_told(newest: Server) -> None:
    """The first rows have the texts 1 and 2."""
    letters = shop.table("items", {"name": text().not_null()}, lambda table: [check("c", sql("{} > 'a'", table.name))])
    plain = shop.table("items", {"name": text().not_null()})

    assert not assert_converges(newest, [shop, plain], [shop, letters])
    assert assert_converges(newest, [shop, letters], [shop, plain])


def test_declarations_in_public_need_no_word_of_it(newest: Server) -> None:
    words = pg_table("words", {"word": text().primary_key()})

    assert assert_converges(newest, [words], [words])
    assert Ref("namespace", "", "public") in find(edits([words]), lambda _: True)


def test_assert_converges_needs_no_hypothesis() -> None:
    code = "import sys; sys.modules['hypothesis'] = None; from mizzle.testing import assert_converges; import mizzle.testing as t; t.schemas"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert "ImportError: mizzle.testing.schemas needs hypothesis: pip install 'mizzle[testing]'" in done.stderr
