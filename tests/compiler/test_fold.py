"""What is told together with its whole: plans from and to nothing, as text."""

import re
from functools import partial
from typing import Any

import pytest

from mizzle import (
    check,
    declare,
    foreign_key,
    index,
    integer,
    pg_schema,
    pg_table,
    serial,
    sql,
    text,
    unique,
    unique_index,
)
from mizzle.model.facts import Facts
from mizzle.model.schema import Schema
from mizzle.planning import draft


def created(*declared: Any) -> list[str]:
    made = draft(Schema(), declare(declared), facts=Facts(), connection=None)
    return [statement.text for statement in made.plan.statements]


def dropped(*declared: Any) -> list[str]:
    made = draft(declare(declared), Schema(), facts=Facts(), connection=None)
    return [statement.text for statement in made.plan.statements]


def tables(*names: str, **references: str) -> list[Any]:
    """Tables with a key and, for each reference, a column that goes to another's key."""
    made: dict[str, Any] = {}
    for name in names:
        target = references.get(name)
        columns: dict[str, Any] = {"id": integer().primary_key()}
        if target:
            columns["other"] = integer().references(partial(_id, made, target))
        made[name] = pg_table(name, columns)
    return list(made.values())


def _id(made: dict[str, Any], target: str) -> Any:
    return made[target].id


def short(statements: list[str]) -> list[str]:
    """The statements without what stands in parentheses or quotes of namespaces."""
    return [re.sub(r'"public"\."(\w+)"', r"\1", text.split(" (")[0]) for text in statements]


def test_columns_and_constraints_are_clauses_of_create_table() -> None:
    table = pg_table(
        "t",
        {"id": integer().primary_key(), "a": text().unique()},
        lambda table: [check("c", sql("{} <> ''", table.a)), unique("u").on(table.id, table.a)],
    )

    (made,) = created(table)
    assert made.splitlines() == [
        'CREATE TABLE "public"."t" (',
        '    "id" integer NOT NULL,',
        '    "a" text,',
        '    CONSTRAINT "t_pkey" PRIMARY KEY ("id"),',
        '    CONSTRAINT "t_a_unique" UNIQUE ("a"),',
        '    CONSTRAINT "u" UNIQUE ("id", "a"),',
        '    CONSTRAINT "c" CHECK ("a" <> \'\')',
        ")",
    ]


def test_comments_and_indexes_come_after_the_table() -> None:
    table = pg_table("t", {"a": text().comment("x")}, lambda table: [index("i").on(table.a)], comment="y")

    assert short(created(table))[0] == "CREATE TABLE t"
    assert sorted(short(created(table))[1:]) == [
        "COMMENT ON COLUMN t.\"a\" IS 'x'",
        "COMMENT ON TABLE t IS 'y'",
        'CREATE INDEX "i" ON t USING btree',
    ]


def test_serial_makes_its_sequence_along() -> None:
    assert created(pg_table("t", {"a": serial()})) == ['CREATE TABLE "public"."t" (\n    "a" serial\n)']


def test_a_foreign_key_is_a_clause_where_its_target_is_made_before() -> None:
    got = created(*tables("a", "b", a="b"))

    assert short(got) == ["CREATE TABLE b", "CREATE TABLE a"]
    assert 'CONSTRAINT "a_other_b_id_fk" FOREIGN KEY' in got[1]


def test_a_table_may_refer_to_itself_in_its_own_create() -> None:
    assert short(created(*tables("a", a="a"))) == ["CREATE TABLE a"]


def test_of_a_circle_only_one_foreign_key_is_told_apart() -> None:
    got = short(created(*tables("a", "b", "c", a="b", b="c", c="a")))

    assert len(got) == 4
    assert got[3].startswith("ALTER TABLE")


def test_a_foreign_key_on_a_unique_index_waits_for_the_index() -> None:
    target = pg_table("target", {"a": integer(), "b": integer()}, lambda table: [index("plain").on(table.a)])
    keyed = pg_table("keyed", {"a": integer()}, lambda table: [unique_index("key").on(table.a)])
    user = pg_table(
        "auser", {"a": integer()}, lambda table: [foreign_key(columns=[table.a], foreign_columns=[keyed.a])]
    )
    got = short(created(target, keyed, user))

    assert got[-1].startswith("ALTER TABLE auser")
    assert got.index('CREATE UNIQUE INDEX "key" ON keyed USING btree') < len(got) - 1


def test_parts_go_with_their_table() -> None:
    table = pg_table(
        "t",
        {"id": serial().primary_key(), "a": text().unique().comment("x")},
        lambda table: [index("i").on(table.a), check("c", sql("{} <> ''", table.a))],
    )

    assert dropped(table) == ['DROP TABLE "public"."t"']


def test_the_user_of_a_table_is_dropped_before_it() -> None:
    assert short(dropped(*tables("a", "b", b="a"))) == ["DROP TABLE b", "DROP TABLE a"]


def test_of_a_circle_that_is_dropped_only_one_foreign_key_is_dropped_before() -> None:
    got = short(dropped(*tables("a", "b", a="b", b="a")))

    assert len(got) == 3
    assert got[0].startswith("ALTER TABLE")


def test_a_namespace_is_made_first_and_dropped_last() -> None:
    app = pg_schema("app")
    declared = [app, app.table("t", {"a": integer()}), app.enum("e", ["x"])]

    assert created(*declared)[0] == 'CREATE SCHEMA "app"'
    assert dropped(*declared)[-1] == 'DROP SCHEMA "app"'


@pytest.mark.parametrize("turn", range(4))
def test_the_order_of_declaration_changes_no_byte(turn: int) -> None:
    made = tables("a", "b", "c", "d", a="b", b="c", c="a", d="a")

    assert created(*made[turn:], *made[:turn]) == created(*made)
