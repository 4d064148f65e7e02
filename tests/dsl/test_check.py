"""Checks as declared, and as PostgreSQL then prints them."""

import pytest

from mizzle.dsl.check import check
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import integer, numeric, text, varchar
from mizzle.errors import UnsupportedChange
from tests.declared import pushed, rows, value

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(oid), obj_description(oid, 'pg_constraint')
    FROM pg_constraint WHERE conrelid = 'checked'::regclass AND contype = 'c' ORDER BY conname"""


def test_checks_take_every_option(database: str) -> None:
    pushed(
        database,
        pg_table(
            "checked",
            {"price": numeric(), "less": numeric(), "word": varchar(length=20), "n": integer()},
            lambda t: [
                check("columns", sql("{} < {} OR {} IS NULL", t.less, t.price, t.less)),
                check("heirs", sql("{} > 0", t.price)).no_inherit().comment("of this table alone"),
                check("later", sql("{} > 5", t.n)).not_valid(),
                check("values", sql("{} BETWEEN {} AND {low}", t.n, 1, low=7)),
                check("words", sql("word IN ('a', 'it''s {}')")),
                check("nothing of a table", sql("1 < 2")),
            ],
        ),
    )

    assert rows(database, CONSTRAINTS) == [
        ("columns", "CHECK (((less < price) OR (less IS NULL)))", None),
        ("heirs", "CHECK ((price > (0)::numeric)) NO INHERIT", "of this table alone"),
        ("later", "CHECK ((n > 5)) NOT VALID", None),
        ("nothing of a table", "CHECK ((1 < 2))", None),
        ("values", "CHECK (((n >= 1) AND (n <= 7)))", None),
        (
            "words",
            "CHECK (((word)::text = ANY ((ARRAY['a'::character varying, 'it''s {}'::character varying])::text[])))",
            None,
        ),
    ]


def test_a_check_that_is_not_enforced_needs_postgresql_18(database: str) -> None:
    table = pg_table("checked", {"a": text()}, lambda t: [check("told", sql("{} <> ''", t.a)).not_enforced()])
    if value(database, "SELECT current_setting('server_version_num')::int") < 180000:
        with pytest.raises(UnsupportedChange, match=r"NOT ENFORCED of check public.checked.told needs PostgreSQL 18"):
            pushed(database, table)
        return
    pushed(database, table)
    assert rows(database, CONSTRAINTS) == [("told", "CHECK ((a <> ''::text)) NOT ENFORCED", None)]
