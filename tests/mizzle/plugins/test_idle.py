"""A start with nothing to do: one round trip, no model, no catalog, no engine."""

import json
import subprocess
import sys
from typing import Any

import psycopg
import pytest

from mizzle import check, index, integer, pg_enum, pg_table, sql, text, uuid
from mizzle.plugins import Plugin, migrate, start
from mizzle.plugins.units import units

PLUGINS = """
import json, sys
from mizzle import index, pg_table, text, uuid
from mizzle.plugins import Plugin, start
users = pg_table("users", {"id": uuid().primary_key(), "name": text().unique()}, lambda t: [index().on(t.name)])
posts = pg_table("posts", {"id": uuid().primary_key(), "author": uuid().references(lambda: users.id)})
with start(sys.argv[1], [Plugin(name="a", schema=[posts], dependencies=["b"]), Plugin(name="b", schema=[users])]) as runtime:
    print(json.dumps([[plugin.key for plugin in runtime.plugins], sorted(sys.modules)]))
"""


def test_a_start_with_nothing_to_do_loads_no_engine(newest_database: str) -> None:
    def started() -> Any:
        command = [sys.executable, "-c", PLUGINS, newest_database]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return json.loads(done.stdout)

    (order, first), (again, second) = started(), started()

    assert order == again == ["b", "a"]
    heavy = {"mizzle.compiler", "mizzle.introspect", "sqlglot", "cattrs"}
    assert heavy - {"sqlglot"} <= set(first)
    assert heavy.isdisjoint(second)


def test_a_start_with_nothing_to_do_asks_once_beyond_the_pinning(
    newest_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugins = [Plugin(name=name, schema=[pg_table("t", {"id": uuid().primary_key()})]) for name in "abc"]
    migrate(newest_database, plugins)
    asked = []
    real = psycopg.Connection.execute

    def execute(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        asked.append(query)
        return real(self, query, *args, **options)

    monkeypatch.setattr(psycopg.Connection, "execute", execute)
    start(newest_database, plugins).close()

    assert len(asked) == 2


def test_only_the_plugin_that_has_changed_is_looked_at(newest_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def plugins(**more: Any) -> list[Plugin]:
        return [
            Plugin(name="a", schema=[pg_table("t", {"id": uuid().primary_key()})]),
            Plugin(name="b", schema=[pg_table("t", {"id": uuid().primary_key(), **more})]),
        ]

    migrate(newest_database, plugins())
    engine = sys.modules["mizzle.plugins.migrating"]
    seen = []
    real = vars(engine)["drafted"]

    def drafted(connection: Any, declared: Any, *rest: Any) -> Any:
        seen.append({ref.schema for ref in declared if ref.kind == "table"})
        return real(connection, declared, *rest)

    monkeypatch.setattr(engine, "drafted", drafted)
    steps = migrate(newest_database, plugins(n=integer()))

    assert [len(step.statements) for step in steps] == [0, 1]
    assert {"a"} not in seen


def test_the_order_is_the_same_whether_there_is_something_to_do_or_not(newest_database: str) -> None:
    mood = pg_enum("mood", ["good", "bad"])
    users = pg_table("users", {"id": uuid().primary_key(), "name": text()}, lambda t: [index().on(t.name)])
    plugins = [
        Plugin(name="a", schema=[pg_table("t", {"u": uuid().references(lambda: users.id)})]),
        Plugin(name="b", schema=[pg_table("t", {"u": uuid().references("z.t.id")})]),
        Plugin(name="c", schema=[pg_table("t", {"m": mood()})], dependencies=["z"]),
        Plugin(name="d", schema=[pg_table("t", {"n": integer()}, lambda t: [check("k", sql("{} > 0", t.n))])]),
        Plugin(
            name="left", schema=[pg_table("t", {"id": uuid().primary_key(), "r": uuid().references("right_one.t.id")})]
        ),
        Plugin(
            name="right-one", schema=[pg_table("t", {"id": uuid().primary_key(), "l": uuid().references("left.t.id")})]
        ),
        Plugin(name="y", schema=[users]),
        Plugin(name="z", schema=[mood, pg_table("t", {"id": uuid().primary_key()})]),
    ]
    wanted = [plugin.key for unit in units(plugins) for plugin in unit.plugins]

    for _ in range(2):
        with start(newest_database, plugins) as runtime:
            assert [plugin.key for plugin in runtime.plugins] == wanted
    assert not any(runtime.steps)
