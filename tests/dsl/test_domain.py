"""pg_domain()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.check import check
from mizzle.dsl.collation import pg_collation
from mizzle.dsl.declare import declare
from mizzle.dsl.domain import pg_domain
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import integer, serial, text, varchar
from mizzle.model.errors import DeclarationError
from tests.live import converge, planned, settles


def test_declared_domains_are_made_used_and_never_planned_again(conn: Connection) -> None:
    mood = pg_enum("mood", ["sad", "ok"])
    plain = pg_collation("plain", locale="C")
    positive = pg_domain("positive", integer().not_null(), checks=[check("above_zero", sql("VALUE > 0"))])
    declared = [
        mood,
        plain,
        positive,
        pg_domain("small", positive(), checks=[check("small", sql("VALUE < {}", 100)).comment("hundred")]),
        code := pg_domain("code", varchar(length=5).collate(plain).default("it's"), comment="five letters"),
        current := pg_domain("current", mood().array().default(["ok"])),
        later := pg_domain("later", text(), checks=[check("not_empty", sql("VALUE <> ''")).not_valid()]),
        pg_table("t", {"a": positive().default(3), "b": positive().array(), "c": code(), "d": current(), "e": later()}),
    ]

    settles(conn, declared)
    conn.execute("INSERT INTO app.t (b) VALUES ('{1}')")

    row = conn.execute("SELECT a::int, c::text FROM app.t").fetchone()
    assert row == (3, "it's")


def test_a_domain_that_gains_a_constraint_is_altered_in_place(conn: Connection) -> None:
    settles(conn, [old := pg_domain("d", integer()), pg_table("t", {"a": old()})])
    new = pg_domain("e", integer().default(1), checks=[check("positive", sql("VALUE > 0"))], renamed_from="d")

    made = converge(conn, declare([new, pg_table("t", {"a": new()})], namespace="app"))

    assert [statement.text for statement in made.plan.statements] == [
        'ALTER DOMAIN "app"."d" RENAME TO "e"',
        'ALTER DOMAIN "app"."e" ADD CONSTRAINT "positive" CHECK (VALUE > 0)',
        'ALTER DOMAIN "app"."e" SET DEFAULT 1',
    ]


def test_rows_that_break_a_new_check_are_found_beforehand_wherever_they_are(conn: Connection) -> None:
    def declared(*checks: Any) -> list[Any]:
        number = pg_domain("number", integer(), checks=checks)
        inner = pg_domain("inner", number())
        return [number, inner, pg_table("t", {"a": number(), "b": number().array(), "c": inner()})]

    settles(conn, declared())
    conn.execute("INSERT INTO app.t VALUES (0, '{1,0}', 1), (1, '{1}', 0), (0, '{}', 2)")

    made = planned(conn, declare(declared(check("positive", sql("VALUE > 0"))), namespace="app"))

    counts = [conn.execute(probe.sql.encode()).fetchone() for probe in made.plan.probes]
    assert sorted(row[0] for row in counts if row) == [1, 1, 2]
    assert all("check positive" in probe.message for probe in made.plan.probes)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_domain("d", integer().primary_key()), "cannot have primary_key"),
        (lambda: pg_domain("d", integer().unique()), "cannot have unique"),
        (lambda: pg_domain("d", serial()), "cannot have serial"),
        (lambda: pg_domain("d", "integer"), "needs a column builder"),  # type: ignore[arg-type]
        (lambda: pg_domain("d", integer(), checks=["VALUE > 0"]), r"are check\(\.\.\.\)"),  # type: ignore[list-item]
        (lambda: pg_domain("d", integer(), checks=[check("c", sql("VALUE > 0")).no_inherit()]), "no no_inherit"),
        (lambda: pg_domain("d", integer(), checks=[check("c", sql("VALUE > 0"))] * 2), "two checks of one name"),
        (lambda: pg_domain("d", integer(), not_null_name="n"), "is not .not_null"),
        (lambda: pg_domain("d", pg_table("t", {"a": integer()}).a), "not over a column of a table"),
        (lambda: pg_domain("d" * 64, integer()), "64 bytes long"),
    ],
)
def test_what_a_domain_cannot_have_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_domain\.py:\d+: .*{message}"):
        make()


def test_a_check_that_does_not_compile_names_the_declaration(conn: Connection) -> None:
    settles(conn, [pg_domain("d", integer())])
    broken = [pg_domain("d", integer(), checks=[check("c", sql("VALUE > nothing"))])]

    with pytest.raises(Exception, match=r"test_domain\.py:\d+: PostgreSQL does not take domain app\.d: .*nothing"):
        planned(conn, declare(broken, namespace="app"))
