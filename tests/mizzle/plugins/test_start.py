"""Plugins on a real server: their tables are there, references are checked, one that fails leaves the others alone."""

import asyncio
import logging
import re
import subprocess
import sys
from types import ModuleType
from typing import Any

import psycopg
import pytest

from mizzle import grant, index, integer, numeric, pg_enum, pg_schema, pg_table, sql, text, uuid
from mizzle.embedded import Server
from mizzle.errors import ConsentMissing, UsageError
from mizzle.plugins import Plugin, drop, migrate, plan, reset, start, start_async, status
from mizzle.plugins.steps import PluginError
from mizzle.testing import plugin_database
from tests.mizzle.plugins.told import causes, execute
from tests.repository import ROOT


def ids() -> dict[str, Any]:
    return {"id": uuid().primary_key().default_random()}


def tables(url: str) -> set[str]:
    with psycopg.connect(url) as conn:
        return {
            f"{schema}.{name}"
            for schema, name in conn.execute(
                "SELECT schemaname, tablename FROM pg_tables WHERE schemaname !~ '^pg_|^information_schema|^mizzle'"
            )
        }


def test_a_plugin_that_exports_a_schema_has_its_tables_before_init_runs(database: str) -> None:
    schema = ModuleType("schema")
    schema.users = pg_table("plugin_users", {**ids(), "name": text().not_null()})  # type: ignore[attr-defined]
    schema.again, schema.helper, schema.number = schema.users, tables, 5  # type: ignore[attr-defined]
    seen = []

    def init(config: dict[str, Any], runtime: Any) -> None:
        row = runtime.connection.execute(
            "INSERT INTO company_my_plugin.plugin_users (name) VALUES ('ada') RETURNING name"
        )
        seen.append((config["a"], row.fetchone()[0], list(runtime.tables)))

    with start(database, [Plugin(name="@company/my-plugin", schema=schema, init=init)], {"a": 1}):
        pass

    assert seen == [(1, "ada", ["company_my_plugin.plugin_users"])]


def test_a_second_start_has_nothing_to_do_and_drift_is_repaired(newest_database: str) -> None:
    users = pg_table("users", {**ids(), "email": text()}, lambda t: [index("users_email").on(t.email)])
    plugin = Plugin(name="shop", schema=[users])
    assert migrate(newest_database, [plugin])[0].statements

    assert not migrate(newest_database, [plugin])[0]
    execute(newest_database, "DROP INDEX shop.users_email")
    (repair,) = migrate(newest_database, [plugin])[0].statements
    assert repair.startswith('CREATE INDEX "users_email"')
    assert not migrate(newest_database, [plugin])[0]
    assert execute(newest_database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'users_email'") == [(1,)]


def test_references_by_object_by_name_and_by_raw_sql_put_plugins_in_order(newest_database: str) -> None:
    agents = pg_table("agents", ids())
    core = Plugin(name="@acme/core", schema=[agents], core=True)
    other = Plugin(name="other-plugin", schema=[pg_table("users", ids())])
    memories = pg_table(
        "memories",
        {
            **ids(),
            "agent_id": uuid().not_null().references(lambda: agents.id, on_delete="cascade"),
            "user_id": uuid().references(lambda: sql('"other_plugin"."users"("id")')),
            "friend_id": uuid().references("other_plugin.users.id"),
        },
    )
    # The schema module has the core's table too, as one that imports it does.
    mine = Plugin(name="a", schema=[memories, agents], dependencies=["@acme/core"])

    steps = migrate(newest_database, [mine, other, core])

    assert [step.plugin for step in steps] == ["@acme/core", "other-plugin", "a"]
    assert tables(newest_database) == {"public.agents", "other_plugin.users", "a.memories"}
    assert not any(migrate(newest_database, [mine, other, core]))


def test_a_cycle_of_plugins_is_migrated_in_one_transaction_and_fails_together(newest_database: str) -> None:
    left = Plugin(name="left", schema=[pg_table("a", {**ids(), "b": uuid().references("right_one.b.id")})])
    right = Plugin(name="right-one", schema=[pg_table("b", {**ids(), "a": uuid().references("left.a.id")})])
    needs = Plugin(name="third", schema=[pg_table("c", {**ids(), "a": uuid().references("left.a.id")})])

    assert not any(step.error for step in migrate(newest_database, [needs, right, left]))
    assert tables(newest_database) == {"left.a", "right_one.b", "third.c"}
    assert not any(migrate(newest_database, [needs, right, left]))


def test_a_plugin_that_fails_leaves_nothing_and_the_others_are_there(
    newest_database: str, caplog: pytest.LogCaptureFixture
) -> None:
    called: list[Any] = []
    good = Plugin(name="good", schema=[pg_table("t", ids())], init=lambda *_: called.append(1))
    bad = Plugin(
        name="@company/my-plugin",
        schema=[pg_table("t", ids()), pg_table("u", {**ids(), "n": integer().default(sql("no_such_function()"))})],
    )
    behind = Plugin(name="behind", schema=[pg_table("t", {**ids(), "x": uuid().references("company_my_plugin.t.id")})])

    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup) as error:
        start(newest_database, [behind, bad, good])

    assert called == []
    assert tables(newest_database) == {"good.t"}
    assert execute(newest_database, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'company%'") == []
    assert "[ERROR] Failed to run migrations for plugin @company/my-plugin" in caplog.text
    assert "no_such_function" in causes(error)
    assert "it needs plugin @company/my-plugin, which failed" in causes(error)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (uuid().references("other.gone.id"), "there is no such table"),
        (uuid().references("other.users.gone"), "there is no such column"),
        (integer().references("other.users.id"), "is integer and other.users.id is uuid"),
        (uuid().references("other.users.plain"), "which is not unique"),
    ],
)
def test_the_three_checks_of_a_reference_are_told_apart(newest_database: str, column: Any, told: str) -> None:
    other = Plugin(name="other", schema=[pg_table("users", {**ids(), "plain": uuid()})])
    mine = Plugin(name="mine", schema=[pg_table("t", {"x": column})])

    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, [mine, other])

    assert told in causes(error)
    assert tables(newest_database) == {"other.users"}


def test_one_declaration_serves_many_tenants_at_once(newest_database: str) -> None:
    mood = pg_enum("mood", ["good", "bad"])
    users = pg_table(
        "users",
        {
            **ids(),
            "mood": mood().default("good"),
            "boss": uuid().references(lambda: users.id),
            "friend": uuid().references("crm.users.id"),
            "rival": uuid().references(sql('"crm"."users"("id")')),
        },
    )
    plugin = Plugin(name="crm", schema=[mood, users])
    tenants = [plugin, plugin.bind("tenant_1"), plugin.bind("tenant_2")]

    migrate(newest_database, tenants)

    assert tables(newest_database) == {"crm.users", "tenant_1.users", "tenant_2.users"}
    with psycopg.connect(newest_database) as conn:
        own = conn.execute("SELECT DISTINCT conrelid = confrelid FROM pg_constraint WHERE contype = 'f'").fetchall()
    assert own == [(True,)]
    assert not any(migrate(newest_database, tenants))


def test_a_loss_stops_the_plugin_until_somebody_agrees(newest_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def plugin(**columns: Any) -> list[Plugin]:
        return [Plugin(name="shop", schema=[pg_table("users", {**ids(), **columns})])]

    migrate(newest_database, plugin(nick=text(), age=text(), mail=text()))
    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, plugin(age=text(), mail=text()))
    assert "--allow drop-column:shop.users.nick" in causes(error)
    [refused] = error.value.exceptions
    assert 'ALTER TABLE "shop"."users" DROP COLUMN "nick";' in str(refused)
    assert 'allow=["drop-column:shop.users.nick"]' in str(refused)
    (refused,) = error.value.exceptions
    assert isinstance(refused, PluginError)
    assert refused.step.statements == ('ALTER TABLE "shop"."users" DROP COLUMN "nick"',)

    assert migrate(newest_database, plugin(age=text(), mail=text()), allow=["drop-column:shop.users.nick"])[0]
    monkeypatch.setenv("MIZZLE_ALLOW_DESTRUCTIVE_MIGRATIONS", "true")
    assert migrate(newest_database, plugin(mail=text()))[0]


def test_rows_that_stand_in_the_way_are_counted_before_anything_runs(newest_database: str) -> None:
    def plugin(**columns: Any) -> list[Plugin]:
        return [Plugin(name="shop", schema=[pg_table("tops", ids()), pg_table("users", {**ids(), **columns})])]

    migrate(newest_database, plugin(nick=text(), top=uuid(), age=text(), price=numeric(precision=6, scale=2)))
    row = "INSERT INTO shop.users (nick, top, age, price) VALUES"
    execute(newest_database, f"{row} (NULL, gen_random_uuid(), 'x', 1.25); {row} ('n', NULL, '7', 2)")
    changed = {
        "nick": text().not_null(),
        "top": uuid().references("shop.tops.id"),
        "age": integer(),
        "price": numeric(precision=6, scale=1),
    }
    for name, column in changed.items():
        before = {"nick": text(), "top": uuid(), "age": text(), "price": numeric(precision=6, scale=2)}
        with pytest.raises(ExceptionGroup) as error:
            migrate(newest_database, plugin(**{**before, name: column}))
        assert re.search(r"shop\.users.*: 1\n", causes(error))


def test_a_scan_of_a_big_table_waits_for_leave_and_of_a_small_one_does_not(newest_database: str) -> None:
    def plugin() -> list[Plugin]:
        return [Plugin(name="shop", schema=[pg_table("users", {**ids(), "n": integer()}, extras_of)])]

    def extras_of(table: Any) -> list[Any]:
        return [index("users_n").on(table.n)] if wanted else []

    wanted = False
    migrate(newest_database, plugin())
    execute(newest_database, "INSERT INTO shop.users (n) SELECT generate_series(1, 200); ANALYZE shop.users")
    wanted = True
    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, plugin(), small_table=100)

    assert "long-run:shop.users" in causes(error)
    assert migrate(newest_database, plugin())[0]


def test_what_is_not_the_plugins_is_never_touched(newest_database: str) -> None:
    execute(
        newest_database,
        "CREATE TABLE orders (id int PRIMARY KEY, server_id int); CREATE INDEX foreign_one ON orders (server_id);"
        "CREATE TABLE agents (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), extra text);"
        "CREATE INDEX by_hand ON agents (extra); CREATE VIEW seen AS SELECT extra FROM agents",
    )
    agents = pg_table("agents", {**ids(), "name": text()})

    steps = migrate(newest_database, [Plugin(name="core", core=True, schema=[agents])])

    assert steps[0].statements == ('ALTER TABLE "public"."agents" ADD COLUMN "name" text',)
    assert any(
        "index public.by_hand" in remark or "column public.agents.extra" in remark for remark in steps[0].remarks
    )
    kept = execute(newest_database, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
    assert kept == [("agents_pkey",), ("by_hand",), ("foreign_one",), ("orders_pkey",)]


def test_a_label_that_is_used_at_once_takes_two_transactions(newest_database: str) -> None:
    def plugins(labels: list[str], default: str) -> list[Plugin]:
        mood = pg_enum("mood", labels)
        return [Plugin(name="a", schema=[mood, pg_table("t", {**ids(), "mood": mood().default(default)})])]

    migrate(newest_database, plugins(["good"], "good"))
    (step,) = migrate(newest_database, plugins(["good", "bad"], "bad"))

    assert len(step.statements) == 2
    assert any("takes 2 transactions" in remark for remark in step.remarks)
    assert not any(migrate(newest_database, plugins(["good", "bad"], "bad")))


def test_what_fails_in_the_second_transaction_is_told_and_the_next_start_goes_on(newest_database: str) -> None:
    execute(
        newest_database,
        "CREATE FUNCTION stop() RETURNS event_trigger LANGUAGE plpgsql AS "
        "$$BEGIN IF current_query() LIKE 'ALTER TABLE%' THEN RAISE 'not today'; END IF; END$$",
    )
    mood = pg_enum("mood", ["good", "bad"])
    t = pg_table("t", {**ids(), "mood": mood().default("bad")})
    before = pg_table("t", {**ids(), "mood": pg_enum("mood", ["good"])().default("good")})
    migrate(newest_database, [Plugin(name="a", schema=[pg_enum("mood", ["good"]), before])])
    execute(newest_database, "CREATE EVENT TRIGGER stop ON ddl_command_end EXECUTE FUNCTION stop()")
    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, [Plugin(name="a", schema=[mood, t])])
    execute(newest_database, "DROP EVENT TRIGGER stop")

    assert "1 of 2 transactions had been committed, the next start goes on" in causes(error)
    assert len(migrate(newest_database, [Plugin(name="a", schema=[mood, t])])[0].statements) == 1
    assert not migrate(newest_database, [Plugin(name="a", schema=[mood, t])])[0]


def test_drift_of_comments_and_privileges_is_repaired(newest_database: str) -> None:
    plugin = Plugin(
        name="a",
        schema=[
            pg_table("t", {"n": integer().comment("a number")}, lambda _: [grant("select", to="public")], comment="x")
        ],
    )
    migrate(newest_database, [plugin])
    execute(
        newest_database,
        "COMMENT ON TABLE a.t IS 'y'; COMMENT ON COLUMN a.t.n IS NULL; REVOKE SELECT ON a.t FROM PUBLIC",
    )

    assert sorted(text.split()[0] for text in migrate(newest_database, [plugin])[0].statements) == [
        "COMMENT",
        "COMMENT",
        "GRANT",
    ]
    assert not migrate(newest_database, [plugin])[0]


def test_an_asynchronous_init_is_awaited(newest_database: str) -> None:
    seen = []
    table = pg_table("t", {"n": integer()})

    async def init(config: Any, runtime: Any) -> None:
        await runtime.db.insert(table).values({"n": config})
        seen.append(await runtime.db.select(table.n).from_(table).all())

    async def main() -> None:
        async with await start_async(newest_database, [Plugin(name="a", schema=[table], init=init)], 7) as runtime:
            seen.append(await runtime.db.select(table.n).from_(table).scalar())

    asyncio.run(main())
    assert seen == [[(7,)], 7]


def test_a_plugin_queries_its_tables_where_they_stand_for_it(newest_database: str) -> None:
    table = pg_table("t", {"n": integer()})

    def init(config: Any, runtime: Any) -> None:
        runtime.db.insert(table).values({"n": runtime.db.count(table) + config}).execute()

    plugin = Plugin(name="a", schema=[table], init=init)
    with start(newest_database, [plugin, plugin.bind("tenant_1")], 1) as runtime:
        tenant = runtime.of(plugin.bind("tenant_1"))
        assert runtime.db.select().from_(table).all() == [(1,)]
        assert tenant.db.select().from_(table).all() == [(1,)]
        tenant.db.delete(table).all_rows().execute()
        assert [runtime.db.count(table), tenant.db.count(table)] == [1, 0]
        with pytest.raises(UsageError, match="b was not started; there are a, a in tenant_1"):
            runtime.of(Plugin(name="b"))


def test_skipped_migrations_leave_the_database_alone(newest_database: str) -> None:
    with start(newest_database, [Plugin(name="a", schema=[pg_table("t", ids())])], skip_migrations=True):
        assert tables(newest_database) == set()


def test_a_schema_that_the_plugin_does_not_own_is_refused(newest_database: str) -> None:
    mine, elsewhere = pg_schema("a"), pg_schema("elsewhere")

    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, [Plugin(name="a", schema=[mine.table("t", ids()), elsewhere.table("t", ids())])])

    assert "stands in a schema that plugin a does not own" in causes(error)
    assert tables(newest_database) == set()


def test_a_plan_writes_nothing_at_all(newest_database: str) -> None:
    left = Plugin(name="left", schema=[pg_table("a", ids())])
    right = Plugin(name="right", schema=[pg_table("b", {**ids(), "a": uuid().references("left.a.id")})])

    steps = plan(newest_database, [right, left])

    assert [len(step.statements) for step in steps] == [2, 2]  # a schema and a table each, the foreign key in it
    assert execute(newest_database, "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_|^inf|^public'") == []


def test_a_plugin_that_is_gone_keeps_its_tables_until_they_are_dropped(newest_database: str) -> None:
    gone, here = (Plugin(name=name, schema=[pg_table("t", ids())]) for name in ("gone", "here"))
    migrate(newest_database, [gone, here])
    migrate(newest_database, [here])

    assert [(one.plugin, one.installed, one.tables) for one in status(newest_database, [here])] == [
        ("gone", False, ("gone.t",)),
        ("here", True, ("here.t",)),
    ]
    with pytest.raises(ConsentMissing, match="drop-table:gone"):
        drop(newest_database, "gone")
    drop(newest_database, "gone", allow=["drop-table:gone.t", "drop-schema:gone"])
    assert tables(newest_database) == {"here.t"}
    assert [one.plugin for one in status(newest_database)] == ["here"]


def test_a_plugin_that_was_reset_adopts_its_tables(newest_database: str) -> None:
    plugins = [Plugin(name="a", schema=[pg_table("t", {**ids(), "n": integer().unique()})])]
    migrate(newest_database, plugins)

    assert reset(newest_database, "a") == 1
    assert not migrate(newest_database, plugins)[0]
    assert [one.steps for one in status(newest_database, plugins)] == [1]


def test_processes_that_start_at_once_all_succeed_and_leave_what_is_not_theirs_alone(newest: Server) -> None:
    command = [sys.executable, "-m", "benchmarks.starts", "--rounds", "1", "--processes", "4", "--url", newest.url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 rounds of 2 x 4 processes at once: 0 failures" in done.stdout


def test_the_author_of_a_plugin_gets_a_database_for_its_tests(newest: Server) -> None:
    plugin = Plugin(name="a", schema=[pg_table("t", {"n": integer()})])

    with plugin_database(plugin, url=newest.url) as runtime:
        assert runtime.connection.execute("INSERT INTO a.t VALUES (7) RETURNING n").fetchone() == (7,)
        name = runtime.connection.info.dbname

    assert execute(newest.url, f"SELECT count(*) FROM pg_database WHERE datname = '{name}'") == [(0,)]


def test_a_default_that_differs_from_row_to_row_waits_for_leave_on_a_big_table(newest_database: str) -> None:
    def plugin(**columns: Any) -> list[Plugin]:
        return [Plugin(name="shop", schema=[pg_table("users", {**ids(), **columns})])]

    migrate(newest_database, plugin())
    execute(newest_database, "INSERT INTO shop.users SELECT gen_random_uuid() FROM generate_series(1, 200)")
    execute(newest_database, "ANALYZE shop.users")
    assert migrate(newest_database, plugin(n=integer().default(5).not_null()), small_table=100)[0]
    with pytest.raises(ExceptionGroup) as error:
        migrate(newest_database, plugin(n=integer().default(5).not_null(), r=uuid().default_random()), small_table=100)

    assert "long-run:shop.users" in causes(error)
    assert "MZ201" in causes(error)
