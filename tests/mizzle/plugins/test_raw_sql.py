"""Raw SQL in what plugins declare: it may name what others have, and what stands in it cannot harm them."""

from typing import Any

import psycopg
import pytest

from mizzle import integer, pg_function, pg_policy, pg_schema, pg_table, pg_view, push, sql, uuid
from mizzle.plugins import Plugin, migrate
from tests.mizzle.plugins.told import causes, execute


def ids() -> dict[str, Any]:
    return {"id": uuid().primary_key().default_random()}


def test_views_and_policies_may_read_the_tables_of_other_plugins(newest_database: str) -> None:
    agents = pg_table("agents", {**ids(), "n": integer()})

    def plugins(more: str = "") -> list[Plugin]:
        by_object = pg_view("by_object").as_(sql("SELECT {} FROM {}", agents.id, agents))
        by_name = pg_view("by_name").as_(sql(f"SELECT id{more} FROM public.agents"))
        notes = pg_table("notes", ids(), lambda t: [pg_policy("p", using=sql("{} IN (SELECT id FROM agents)", t.id))])
        return [
            Plugin(name="@acme/notes", schema=[by_object, by_name, notes]),
            Plugin(name="core", core=True, schema=[agents]),
        ]

    assert all(migrate(newest_database, plugins()))
    assert not any(migrate(newest_database, plugins()))
    (core, (change,)) = (step.statements for step in migrate(newest_database, plugins(", n")))
    assert (core, change.split()[:5]) == ((), ["CREATE", "OR", "REPLACE", "VIEW", '"acme_notes"."by_name"'])


def test_what_is_pushed_may_read_tables_that_it_does_not_declare(newest_database: str) -> None:
    execute(newest_database, "CREATE TABLE orders (id int PRIMARY KEY, note text)")
    declared = [pg_schema("app"), pg_view("seen", schema="app").as_(sql("SELECT id FROM public.orders"))]

    assert len(push(declared, newest_database).statements) == 2
    assert not push(declared, newest_database)


def test_raw_sql_that_names_another_plugins_schema_puts_that_plugin_first(newest_database: str) -> None:
    plugins = [
        Plugin(name="a", schema=[pg_view("v").as_(sql('SELECT id FROM "zed-1".t'))]),
        Plugin(name="b", schema=[pg_table("t", {"n": integer().default(sql("c.f()"))})]),
        Plugin(name="c", schema=[pg_function("f", returns="bigint", body="SELECT count(*) FROM d.t")]),
        Plugin(name="d", schema=[pg_table("t", ids())]),
        Plugin(name="zed", schema=[pg_table("t", ids())]).bind("zed-1"),
    ]

    for _ in range(2):
        assert [step.plugin for step in migrate(newest_database, plugins)] == ["d", "c", "b", "zed in zed-1", "a"]


HOSTILE = [
    ("spy", "ALTER TABLE public.orders ADD COLUMN spied int", "column public.orders.spied"),
    ("spy", "ALTER TABLE public.orders OWNER TO {role}", 'owner public."table orders"'),
    ("spy", "CREATE ROLE {role}_2 SUPERUSER", "role {role}_2"),
    ("public", "CREATE INDEX spied ON public.orders (id)", "index public.spied"),
    ("public", "ALTER TABLE mizzle.migrations ADD COLUMN n int", "column mizzle.migrations.n"),
]


def test_hostile_sql_cannot_change_what_is_not_its_own(newest_database: str, role: str) -> None:
    def spy(space: str, *more: Any, **columns: Any) -> Plugin:
        return Plugin(
            name="spy" if space == "spy" else "core",
            core=space == "public",
            schema=[pg_table("t", {"id": integer(), **columns}), *more],
        )

    def attempt(space: str, does: str) -> None:
        body = f"BEGIN EXECUTE '{does.format(role=role)}'; RETURN 1; END"
        evil = pg_function("evil", returns="integer", language="plpgsql", body=body, schema=space)
        migrate(newest_database, [spy(space, evil, n=integer().default(sql(f"{space}.evil()")))])

    migrate(newest_database, [spy("spy"), spy("public")])
    execute(newest_database, "CREATE TABLE orders (id int); INSERT INTO spy.t VALUES (1); INSERT INTO t VALUES (1)")
    for space, does, told in HOSTILE:
        with pytest.raises(ExceptionGroup) as error:
            attempt(space, does)
        assert f"would change {told.format(role=role)}, which is not its own; nothing was kept" in causes(error)
    left = execute(
        newest_database, "SELECT attname FROM pg_attribute WHERE attrelid = 'spy.t'::regclass AND attnum > 0"
    )
    assert left == [("id",)]


@pytest.fixture
def role(newest_database: str) -> Any:
    """A role that is there while the test runs."""
    with psycopg.connect(newest_database, autocommit=True) as conn:
        name = f"r_{conn.info.dbname}"
        conn.execute(f"CREATE ROLE {name}".encode())
        yield name
        conn.execute(f"DROP ROLE {name}; DROP ROLE IF EXISTS {name}_2".encode())
