"""pg_table() and what it gives, without a server."""

import sys
from typing import Any

import pytest

from mizzle import (
    check,
    declare,
    get_table_config,
    index,
    integer,
    pg_table,
    pg_table_creator,
    primary_key,
    serial,
    sql,
    text,
    unique,
    unique_index,
)
from mizzle.model.column import Column
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table


def names(kind: type[Object], *declared: Any, **options: Any) -> list[str]:
    return [str(item.ref) for item in declare(declared, **options).of(kind)]


# ---- columns


def test_the_key_is_the_name_where_none_is_given() -> None:
    table = pg_table("users", {"id": integer(), "other": integer("other name")})

    assert names(Column, table) == ["public.users.id", 'public.users."other name"']


def test_columns_keep_the_order_in_which_they_are_written() -> None:
    made = declare([pg_table("t", {name: integer() for name in "zayb"})])

    assert [(column.ref.part, column.position) for column in made.of(Column)] == [
        ("z", 0),
        ("a", 1),
        ("y", 2),
        ("b", 3),
    ]


def test_columns_can_be_a_function_of_the_builders() -> None:
    assert names(Column, pg_table("t", lambda make: {"id": make.integer()})) == ["public.t.id"]


def test_a_builder_used_twice_makes_two_columns() -> None:
    stamp = integer().not_null()
    one, two = pg_table("one", {"a": stamp, "b": stamp}), pg_table("two", {"a": stamp})

    assert names(Column, one, two) == ["public.one.a", "public.one.b", "public.two.a"]


def test_a_modifier_gives_a_new_builder_and_leaves_the_old_one() -> None:
    plain = integer()
    plain.not_null()

    made = declare([pg_table("t", {"a": plain})])
    assert not next(made.of(Column)).not_null


# ---- the table as a value


def test_a_table_has_no_attributes_but_its_columns() -> None:
    table = pg_table("t", {"name": text(), "columns": text(), "first name": text()})

    assert dir(table) == ["columns", "first name", "name"]
    assert [column._spec.key for column in (table.name, table.columns)] == ["name", "columns"]


def test_any_column_is_reached_by_its_key_or_its_name() -> None:
    table = pg_table("t", {"first name": text(), "short": text("a longer name")})

    assert table["first name"]._spec.key == "first name"
    assert table["short"] is table["a longer name"] is table.short


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    table = pg_table("users", {"id": integer(), "email": text()})

    with pytest.raises(AttributeError, match="table users has no column 'nick'; it has id, email"):
        table.nick  # noqa: B018
    with pytest.raises(KeyError, match="table users has no column 'nick'"):
        table["nick"]


def test_the_facts_of_a_table_are_reached_by_a_function() -> None:
    table = pg_table(
        "users", {"id": integer()}, schema="app", comment="people", unlogged=True, options={"fillfactor": 70}
    )
    config = get_table_config(table)

    assert (config.name, config.namespace, config.comment, config.unlogged) == ("users", "app", "people", True)
    assert config.options == (("fillfactor", "70"),)
    assert list(config.columns) == ["id"]


def test_a_creator_passes_every_name_through_a_function() -> None:
    shop_table = pg_table_creator(lambda name: f"shop_{name}")
    table = shop_table("items", {"id": serial()}, lambda table: [index().on(table.id)], schema="app")

    assert names(Table, table) == ["app.shop_items"]
    assert names(Index, table) == ["app.shop_items_id_index"]
    assert names(Sequence, table) == ["app.shop_items_id_seq"]


# ---- extras


@pytest.mark.parametrize("form", ["list", "dict", "function", "function of a dict", "generator"])
def test_extras_are_a_list_a_dict_or_a_function(form: str) -> None:
    made: Any = {
        "list": [check("c", sql("true"))],
        "dict": {"any key": check("c", sql("true"))},
        "function": lambda table: [check("c", sql("{} > 0", table.a))],
        "function of a dict": lambda table: {"key": check("c", sql("{} > 0", table.a))},
        "generator": lambda table: (check("c", sql("{} > 0", column)) for column in [table.a]),
    }[form]

    assert Ref("check", "public", "t", "c") in declare([pg_table("t", {"a": integer()}, made)])


def test_an_unknown_column_in_an_extra_is_told_with_the_place_of_the_table() -> None:
    line = sys._getframe().f_lineno + 1
    table = pg_table("t", {"a": integer()}, lambda table: [index("i").on(table.b)])

    with pytest.raises(DeclarationError, match=rf"{__file__}:{line}: table t has no column 'b'; it has a"):
        declare([table])


@pytest.mark.parametrize(
    ("make", "want"),
    [
        (lambda table: unique().on(table.a), "t_a_unique"),
        (lambda table: unique().on(table.a, table.b), "t_a_b_unique"),
        (lambda table: unique("mine").on(table.a), "mine"),
        (lambda table: index().on(table.b, table.a), "t_b_a_index"),
        (lambda table: unique_index("mine").on(table.a), "mine"),
        (lambda table: primary_key(columns=[table.a, table.b]), "t_a_b_pk"),
        (lambda table: primary_key(columns=[table.a]), "t_pkey"),
        (lambda table: primary_key(columns=[table.a], name="mine"), "mine"),
    ],
)
def test_a_name_is_given_or_chosen_as_drizzle_does(make: Any, want: str) -> None:
    made = declare([pg_table("t", {"a": integer(), "b": integer()}, lambda table: [make(table)])])
    extra = next(item for item in made.values() if item.ref.kind not in ("table", "column"))

    assert (extra.ref.own, extra.chosen) == (want, want != "mine")


def test_an_index_on_an_expression_needs_a_name() -> None:
    table = pg_table("t", {"a": text()}, lambda table: [index().on(sql("lower({})", table.a))])

    with pytest.raises(DeclarationError, match=r"an index on an expression needs a name"):
        declare([table])


# ---- references


def test_a_reference_may_go_to_a_table_that_is_declared_later() -> None:
    orders = pg_table("orders", {"user": integer().references(lambda: users.id, on_delete="cascade")})
    users = pg_table("users", {"id": integer().primary_key(), "last": integer().references(lambda: orders.user)})
    keys = list(declare([orders, users]).of(ForeignKey))

    assert [key.ref.part for key in keys] == ["orders_user_users_id_fk", "users_last_orders_user_fk"]
    assert keys[0].on_delete == "CASCADE"


@pytest.mark.parametrize(
    ("target", "want"),
    [
        ('"Other"."users"("id")', ("Other", "users", "id")),
        ("App.Users (ID)", ("app", "users", "id")),
        ('  "app"."my ""users"""("ID")', ("app", 'my "users"', "ID")),
        ("users(id)", ("mine", "users", "id")),
        ('"users" ( "id" )', ("mine", "users", "id")),
    ],
)
def test_a_raw_reference_names_another_plugins_table(target: str, want: tuple[str, str, str]) -> None:
    table = pg_table("t", {"a": integer().references(sql(target))})
    key = next(declare([table], namespace="mine").of(ForeignKey))

    assert key.references == (Ref("column", *want),)


def test_a_reference_by_name_has_three_parts() -> None:
    key = next(declare([pg_table("t", {"a": integer().references('app."My Users".id')})]).of(ForeignKey))

    assert key.references == (Ref("column", "app", "My Users", "id"),)
    with pytest.raises(DeclarationError, match=r'looks like "schema\.table\.column", not \'users\.id\''):
        declare([pg_table("t", {"a": integer().references("users.id")})])


def test_an_unknown_action_is_refused_where_it_stands() -> None:
    with pytest.raises(DeclarationError, match=rf"{__file__}:\d+: on_delete must be one of no action, .* not 'delete'"):
        integer().references("a.b.c", on_delete="delete")
