"""pg_composite() and pg_range()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.composite import pg_composite
from mizzle.dsl.declare import declare
from mizzle.dsl.domain import pg_domain
from mizzle.dsl.range import pg_range
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import double_precision, integer, text
from mizzle.model.errors import DeclarationError
from tests.live import converge, settles


def test_declared_composites_and_ranges_are_made_used_and_never_planned_again(conn: Connection) -> None:
    part = pg_composite("part", {"id": integer(), "name": text().collate("C").comment("its name")}, comment="a part")
    floats = pg_range("floats", double_precision(), subtype_diff="float8mi", comment="of floats")
    texts = pg_range("texts", text().collate("C"), opclass="text_pattern_ops", multirange_name="many")
    declared = [
        part,
        whole := pg_composite("whole", {"parts": part().array(), "size": floats()}),
        floats,
        texts,
        boxed := pg_domain("boxed", part(), checks=[]),
        pg_table(
            "t",
            {
                "a": whole(),
                "b": part().default(sql("ROW(1, 'x')::{}", part)),
                "c": floats().default((1.5, 2)),
                "d": floats.multirange().default([(1, 2)]),
                "e": texts.multirange(),
                "f": boxed(),
            },
        ),
    ]

    settles(conn, declared)
    conn.execute("INSERT INTO app.t DEFAULT VALUES")

    row = conn.execute("SELECT b::text, c::text, d::text FROM app.t").fetchone()
    assert row == ("(1,x)", "[1.5,2)", "{[1,2)}")


def test_a_renamed_attribute_keeps_its_values(conn: Connection) -> None:
    old = pg_composite("p", {"a": integer(), "b": text()})
    settles(conn, [old, pg_table("t", {"v": old()})])
    conn.execute("INSERT INTO app.t VALUES (ROW(1, 'x'))")
    new = pg_composite("p", {"first": integer().renamed_from("a"), "b": text()})

    made = converge(conn, declare([new, pg_table("t", {"v": new()})], namespace="app"))

    assert [statement.text for statement in made.plan.statements] == [
        'ALTER TYPE "app"."p" RENAME ATTRIBUTE "a" TO "first"'
    ]


def test_losing_an_attribute_that_columns_hold_needs_consent(conn: Connection) -> None:
    old = pg_composite("p", {"a": integer(), "b": text()})
    settles(conn, [old, pg_table("t", {"v": old()})])
    new = pg_composite("p", {"b": text()})

    made = converge(conn, declare([new, pg_table("t", {"v": new()})], namespace="app"))

    assert [str(consent) for consent in made.plan.consents] == ["drop-attribute:app.p.a"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_composite("p", [("a", integer())]), "must be a dict"),  # type: ignore[arg-type]
        (lambda: pg_composite("p", {"a": "integer"}), "is no builder"),  # type: ignore[dict-item]
        (lambda: pg_composite("p", {"a": integer().not_null()}), "cannot have not_null"),
        (lambda: pg_composite("p", {"a": integer().default(1)}), "cannot have default"),
        (lambda: pg_composite("p", {"": integer()}), "must not be empty"),
        (lambda: pg_range("r", "float8"), "needs a column builder"),  # type: ignore[arg-type]
        (lambda: pg_range("r" * 64, integer()), "64 bytes"),
    ],
)
def test_what_a_type_cannot_have_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_composite\.py:\d+: .*{message}"):
        make()
