"""declare(): what a module or list comes to, casing of omitted names, and names that meet."""

import sys
import types
from typing import Any

import pytest

from mizzle import (
    check,
    declare,
    index,
    integer,
    pg_enum,
    pg_extension,
    pg_schema,
    pg_sequence,
    pg_table,
    serial,
    sql,
    text,
    unique,
    uuid,
)
from mizzle.dsl.context import Context
from mizzle.model.column import Column
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.namespace import Namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def names(kind: type[Object], *declared: Any, **options: Any) -> list[str]:
    return [str(item.ref) for item in declare(declared, **options).of(kind)]


def test_the_name_of_a_file_is_not_taken_for_a_list_of_nothing() -> None:
    with pytest.raises(DeclarationError, match="is a text, not what it names"):
        declare("schema.py")


# ---- casing


@pytest.mark.parametrize(
    ("key", "snake", "camel"),
    [
        ("createdAt", "created_at", "createdAt"),
        ("created_at", "created_at", "createdAt"),
        ("userID", "user_id", "userID"),
        ("HTTPServer", "http_server", "HTTPServer"),
        ("a1B2", "a1_b2", "a1B2"),
        ("x", "x", "x"),
        ("isbn13Code", "isbn13_code", "isbn13Code"),
    ],
)
def test_omitted_names_are_cased(key: str, snake: str, camel: str) -> None:
    assert Context(casing="snake_case").cased(key) == snake
    assert Context(casing="camelCase").cased(key) == camel
    assert Context().cased(key) == key


def test_given_names_are_never_cased() -> None:
    table = pg_table(
        "myTable", {"firstName": text(), "lastName": text("LastName")}, lambda t: [index().on(t.firstName)]
    )

    assert names(Column, table, casing="snake_case") == ['public."myTable".first_name', 'public."myTable"."LastName"']
    assert names(Index, table, casing="snake_case") == ['public."myTable_first_name_index"']


def test_an_unknown_casing_is_refused() -> None:
    with pytest.raises(DeclarationError, match="casing must be one of snake_case, camelCase, not 'kebab'"):
        declare([], casing="kebab")


def test_two_keys_that_are_cased_alike_are_refused() -> None:
    table = pg_table("t", {"userId": integer(), "user_id": integer()})

    assert len(names(Column, table)) == 2
    with pytest.raises(DeclarationError, match=r"two objects are called column public\.t\.user_id"):
        declare([table], casing="snake_case")


# ---- what declares


def test_a_table_without_a_schema_goes_where_it_is_used() -> None:
    table = pg_table("t", {"a": serial(), "b": integer().references(lambda: table.a)})

    assert names(Table, table) == ["public.t"]
    assert names(Table, table, namespace="plugin") == ["plugin.t"]
    assert names(Namespace, table, namespace="plugin") == ["plugin"]
    assert next(declare([table], namespace="plugin").of(ForeignKey)).references[0].schema == "plugin"


def test_a_module_a_mapping_and_a_list_declare_the_same() -> None:
    table, mood = pg_table("t", {"a": integer()}), pg_enum("mood", ["good"])
    module = types.ModuleType("schema")
    module.__dict__.update(table=table, mood=mood, again=table, number=5, helper=lambda: 0)

    assert declare(module) == declare({"x": table, "y": mood}) == declare([mood, table, "other things"])


def test_a_namespace_is_declared_once_whoever_names_it() -> None:
    app = pg_schema("app", comment="ours")
    made = declare([app, app.table("t", {"a": integer()}), pg_table("u", {"a": integer()}, schema="app")])

    assert list(made.of(Namespace)) == [Namespace(ref=Ref("namespace", "", "app"), comment="ours")]


def test_an_operator_class_of_an_extension_is_found_where_the_extension_is() -> None:
    table = pg_table("t", {"a": text()}, lambda table: [index("i").using("gin", table.a.op("gin_trgm_ops"))])
    made = declare([pg_extension("pg_trgm", schema="tools"), table])

    assert next(made.of(Index)).keys[0].opclass == Ref("opclass", "tools", "gin_trgm_ops")


# ---- duplicates


def test_two_tables_of_one_name_are_refused_with_both_places() -> None:
    line = sys._getframe().f_lineno + 1
    one = pg_table("t", {"a": integer()})
    two = pg_table("t", {"b": integer()})

    with pytest.raises(DeclarationError) as refused:
        declare([one, two])
    assert f"two objects are called table public.t ({__file__}:{line} and {__file__}:{line + 1})" in str(refused.value)


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(DeclarationError, match=r"two objects are called column public\.t\.a"):
        declare([pg_table("t", {"a": integer(), "b": integer("a")})])


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (lambda: [pg_sequence("t")], "table public.t and sequence public.t would share the name t"),
        (lambda: [pg_enum("t", ["x"])], "table public.t and enum public.t would share the name t"),
        (
            lambda: [pg_table("u", {"a": integer()}, lambda table: [index("t").on(table.a)])],
            "table public.t and index public.t would share the name t",
        ),
        (
            lambda: [pg_table("u", {"a": uuid()}, lambda table: [unique("t").on(table.a)])],
            "table public.t and unique public.u.t would share the name t",
        ),
        (
            lambda: [
                pg_table("u", {"a": uuid()}, lambda table: [check("x", sql("true")), unique("x").on(table.a)]),
            ],
            "check public.u.x and unique public.u.x would share the name x",
        ),
    ],
)
def test_two_kinds_that_postgresql_keeps_under_one_name_are_refused(others: Any, words: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        declare([pg_table("t", {"a": integer()}), *others()])

    assert words in str(refused.value)
    assert __file__ in str(refused.value)


def test_the_same_constraint_name_on_two_tables_is_no_clash() -> None:
    made = [pg_table(name, {"a": integer()}, [check("positive", sql("a > 0"))]) for name in ("t", "u")]

    assert len(declare(made)) == 6
