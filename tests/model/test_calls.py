"""Which names with a parenthesis behind them are calls."""

import pytest

from mizzle.model.calls import names_columns


def told(text: str) -> bool:
    """What is said of the f in the text."""
    start = text.rindex("f(")
    return names_columns(text, start, start + 1)


@pytest.mark.parametrize(
    "text",
    [
        "f(x)",
        "NOT f(x)",
        "not f(x)",
        "SELECT a, f(x)",
        "a = f(x)",
        "(a OPERATOR(public.=) f(x))",
        "g(f(x))",
        "-- what it is\nf(x)",
        "SELECT a FROM f(x)",
    ],
)
def test_a_call_is_one(text: str) -> None:
    assert told(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "SELECT a FROM g(1) f(a, b)",
        "SELECT a FROM g(1) AS f(a, b)",
        "SELECT a FROM t f(a)",
        'SELECT a FROM "T" f(a)',
        "WITH f(a) AS (SELECT 1)",
        "WITH RECURSIVE g(a) AS (SELECT 1), f(a) AS (SELECT 1)",
        "with g as (select 1), f(a) as materialized (select 1)",
    ],
)
def test_the_columns_of_a_table_are_none(text: str) -> None:
    assert told(text) is True
