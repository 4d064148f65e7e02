"""Names, namespaces and what counts as a schema, without a server."""

import sys
from pathlib import Path
from typing import Any

import pytest

from mizzle import PgTable, pg_table, uuid
from mizzle.errors import DeclarationError, UsageError
from mizzle.plugins import Plugin, discover, migrate, namespace_of, start
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
    "given",
    [
        {"owns": ["public"]},
        {"owns": ["pg_catalog"]},
        {"owns": ["mizzle"]},
        {"owns": ["x" * 80]},
        {"owns": "other"},
        {"dependencies": [5]},
        {"dependencies": None},
        {"core": "no"},
        {"init": 5},
    ],
)
def test_what_a_plugin_cannot_be_given_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(
        DeclarationError, match=r"reserved|80 bytes|lists of names|core is True or False|init is a function"
    ):
        Plugin(name="a", **given)


class Forms(PgTable, name="forms"):
    id = uuid().primary_key()


def test_tables_in_the_class_form_count_in_lists_modules_and_mappings() -> None:
    for schema in ([Forms], {"Forms": Forms, "PgTable": PgTable}, sys.modules[__name__]):
        (unit,) = units([Plugin(name="a", schema=schema)])

        assert [str(ref) for ref in unit.schema if ref.kind == "table"] == ["a.forms"]


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


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"allow": ["drop everything"]}, "allow is a list of consents, .* and 'drop everything' is none"),
        ({"allow": [5]}, "and 5 is none"),
        ({"small_table": -1}, "small_table is a number of rows, not -1"),
        ({"small_table": "many"}, "not 'many'"),
    ],
)
def test_what_is_no_policy_is_refused_before_anything_is_done(options: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        migrate("postgresql://localhost:1/nowhere", [], **options)
    with pytest.raises(UsageError, match="not int"):
        start(5, [])  # type: ignore[arg-type]


def test_a_plugin_that_is_given_twice_counts_once() -> None:
    plugin = Plugin(name="a", schema=[pg_table("t", {"id": uuid()})])

    assert [unit.keys for unit in units([plugin, plugin])] == [("a",)]


def test_an_installed_plugin_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "broken-1.dist-info"
    home.mkdir()
    (home / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1\n")
    (home / "entry_points.txt").write_text("[mizzle.plugins]\nbroken = broken_plugin:plugin\n")
    (tmp_path / "broken_plugin.py").write_text("import no_such_module")
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(
        UsageError, match=r"plugin broken \(broken_plugin:plugin\) cannot be loaded: ModuleNotFoundError"
    ):
        discover()
    (tmp_path / "broken_plugin.py").write_text("plugin = 5")
    with pytest.raises(UsageError, match=r"no mizzle.plugins.Plugin but 5"):
        discover()


def test_a_declared_dependency_comes_first_and_a_missing_one_is_told() -> None:
    last, lost = Plugin(name="a", dependencies=["z"]), Plugin(name="b", dependencies=["gone"])

    made = units([last, lost, Plugin(name="c", dependencies=["c"]), Plugin(name="z")])

    assert [key for unit in made for key in unit.keys] == ["b", "c", "z", "a"]
    assert "plugin gone, which is not installed" in str(made[0].broken)
    assert "it names itself in its dependencies" in str(made[1].broken)


def test_a_table_under_two_names_counts_once() -> None:
    table = pg_table("t", {"id": uuid()})

    assert Plugin(name="a", schema={"t": table, "again": table, "other": 5}).items == (table,)


@pytest.mark.parametrize("namespace", ["public", "pg_x", "mizzle", ""])
def test_a_plugin_is_bound_to_no_reserved_namespace(namespace: str) -> None:
    with pytest.raises(DeclarationError):
        Plugin(name="a").bind(namespace)
