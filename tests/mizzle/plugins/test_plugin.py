"""Names, namespaces and what counts as a schema, without a server."""

from typing import Any

import pytest

from mizzle import pg_table, uuid
from mizzle.errors import DeclarationError
from mizzle.plugins import Plugin, namespace_of
from mizzle.plugins.units import units


@pytest.mark.parametrize(
    ("name", "namespace"),
    [
        ("@company/my-plugin", "company_my_plugin"),
        ("public", "plugin_public"),
        ("pg_stat", "plugin_pg_stat"),
        ("information-schema", "plugin_information_schema"),
        ("mizzle", "plugin_mizzle"),
        ("123abc", "p_123abc"),
        ("Émile", "emile"),
        ("@a/b.c/d", "a_b_c_d"),
    ],
)
def test_a_name_gives_a_namespace(name: str, namespace: str) -> None:
    assert namespace_of(name) == namespace


def test_a_name_of_80_characters_is_cut_and_ends_in_a_hash() -> None:
    first, second = namespace_of("x" * 79 + "1"), namespace_of("x" * 79 + "2")

    assert len(first) == len(second) == 63
    assert first != second


@pytest.mark.parametrize("name", ["", "  ", "@/--", None])
def test_a_plugin_without_a_name_is_refused(name: str) -> None:
    with pytest.raises(DeclarationError, match="name"):
        Plugin(name=name)


@pytest.mark.parametrize("schema", [["nothing"], "app.schema", 5, [pg_table]])
def test_a_schema_that_holds_what_is_not_ours_is_refused(schema: object) -> None:
    with pytest.raises(DeclarationError, match="plugin a: "):
        Plugin(name="a", schema=schema)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("plugins", "told"),
    [
        ([Plugin(name="a"), Plugin(name="a")], "two plugins are called a"),
        ([Plugin(name="a-b"), Plugin(name="@a/b")], "would share the schema a_b"),
        ([Plugin(name="a", core=True), Plugin(name="b", core=True)], "one core plugin at most"),
        ([Plugin(name="a"), "b"], "plugins are a list of Plugin.*'b' is none"),
        ("nope", "'nope' is none"),
        (5, "5 is none"),
    ],
)
def test_plugins_that_cannot_be_together_are_told_apart(plugins: Any, told: str) -> None:
    with pytest.raises(DeclarationError, match=told):
        units(plugins)


def test_a_declared_dependency_comes_first_and_a_missing_one_is_told() -> None:
    last, lost = Plugin(name="a", dependencies=["z"]), Plugin(name="b", dependencies=["gone"])

    made = units([last, lost, Plugin(name="z")])

    assert [key for unit in made for key in unit.keys] == ["b", "z", "a"]
    assert "plugin gone, which is not installed" in str(made[0].broken)


def test_a_table_under_two_names_counts_once() -> None:
    table = pg_table("t", {"id": uuid()})

    assert Plugin(name="a", schema={"t": table, "again": table, "other": 5}).items == (table,)


@pytest.mark.parametrize("namespace", ["public", "pg_x", "mizzle", ""])
def test_a_plugin_is_bound_to_no_reserved_namespace(namespace: str) -> None:
    with pytest.raises(DeclarationError):
        Plugin(name="a").bind(namespace)
