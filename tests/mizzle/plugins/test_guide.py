"""The plugin guide, section by section: what it promises, in our words, and that it holds.

The tables are those of examples/plugin_guide, started as three plugins: the core's, another's, and the guide's own. What other
tests show is not shown again: init() after the tables and the error in the log (test_start.py), the package (test_examples.py).
"""

import secrets
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from mizzle import eq, index, integer, partition_of, pg_table, range_, sql, text, uuid
from mizzle.connection import Connection
from mizzle.embedded import Server
from mizzle.plugins import Plugin, Runtime, migrate, start, status
from tests.conftest import MAJORS


def guide() -> tuple[Any, list[Plugin]]:
    schema = import_module("examples.plugin_guide.schema")
    core = Plugin(name="@company/core", core=True, schema=[schema.agents])
    other = Plugin(name="other-plugin", schema=[schema.other_plugin, schema.other_users])
    mine = Plugin(
        name="@company/my-plugin",
        description="My plugin with custom database tables",
        schema=schema,
        dependencies=["@company/core", "other-plugin"],
        actions=["an action"],
        services=["a service"],
        providers=["a provider"],
    )
    return schema, [mine, other, core]


@pytest.fixture(scope="module")
def started(_servers: dict[int, Server]) -> Iterator[tuple[Any, Runtime]]:
    """The guide's tables, there once for all tests of this module, each in a transaction that is rolled back."""
    server, name = _servers[max(MAJORS)], f"guide_{secrets.token_hex(4)}"
    with psycopg.connect(server.url, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        schema, plugins = guide()
        with start(server.url_for(name), plugins) as runtime:
            yield schema, runtime
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def schema(started: tuple[Any, Runtime]) -> Any:
    return started[0]


@pytest.fixture
def db(started: tuple[Any, Runtime]) -> Iterator[Any]:
    with started[1].db.transaction() as transaction:
        yield transaction
        transaction.rollback()


@pytest.fixture
def conn(started: tuple[Any, Runtime]) -> Iterator[Connection]:
    connection = started[1].connection
    with connection.transaction(force_rollback=True):
        yield connection


def user(db: Any, schema: Any, name: str = "ada") -> Any:
    agent = db.insert(schema.agents).values({"name": "a"}).returning().one()
    return db.insert(schema.plugin_users).values({"agent_id": agent.id, "username": name}).returning().one()


# ---- Overview, Define Your Tables, Create Schema Index, Export Schema


def test_defining_and_exporting_tables_is_all_there_is_to_do(started: tuple[Any, Runtime]) -> None:
    """Any plugin can define tables; it exports them from one place, and they are made on start-up."""
    schema, runtime = started
    exported = {f"company_my_plugin.{name}" for name in vars(schema) if name.startswith("plugin_")}

    assert exported <= set(runtime.tables)
    made = {one.plugin: set(one.tables) for one in status(runtime.url, runtime.plugins)}
    assert made["@company/my-plugin"] == exported


def test_the_first_form_of_the_table_has_its_defaults(newest_database: str) -> None:
    """uuid keys and defaults, NOT NULL, UNIQUE, JSONB with a default, timestamps with a time zone."""
    first = import_module("examples.plugin_guide.first")
    with start(newest_database, [Plugin(name="@company/my-plugin", schema=first)]) as runtime:
        one = {"username": "ada", "email": "ada@example.org"}
        row = runtime.db.insert(first.plugin_users).values(one).returning().one()
        assert (row.is_active, row.profile) == (True, {})
        assert isinstance(row.id, UUID)
        assert row.created_at.tzinfo == row.updated_at.tzinfo is not None
        with pytest.raises(Exception, match="unique"):
            runtime.db.insert(first.plugin_users).values(one).execute()


def test_the_plugins_other_properties_are_passed_through(started: tuple[Any, Runtime]) -> None:
    """Beside its schema and init, a plugin carries a description, actions, services and providers."""
    plugin = next(one for one in started[1].plugins if one.name == "@company/my-plugin")

    assert plugin.description == "My plugin with custom database tables"
    assert (plugin.actions, plugin.services, plugin.providers) == (["an action"], ["a service"], ["a provider"])


# ---- Schema Namespacing


def test_a_plugins_tables_stand_in_a_schema_named_after_it(conn: Connection) -> None:
    """@company/my-plugin's tables are found in company_my_plugin."""
    assert conn.execute("SELECT to_regclass('company_my_plugin.plugin_users') IS NOT NULL").fetchone() == (True,)


def test_plugins_do_not_conflict_by_their_names(newest_database: str) -> None:
    """The same name of a table, enum or index in two plugins is no conflict, however generic it is."""

    def plugin(name: str) -> Plugin:
        return Plugin(name=name, schema=[pg_table("users", {"n": integer()}, lambda t: [index("by_n").on(t.n)])])

    assert len(migrate(newest_database, [plugin("a"), plugin("b")])) == 2


# ---- Working with Foreign Keys


def test_core_tables_can_be_referenced(db: Any, schema: Any) -> None:
    """A reference to the core's table, imported from it; what refers to a deleted agent goes with it."""
    agent = db.insert(schema.agents).values({"name": "a"}).returning().one()
    db.insert(schema.plugin_memories).values({"agent_id": agent.id, "content": "x"}).execute()
    db.delete(schema.agents).where(eq(schema.agents.id, agent.id)).execute()

    assert db.count(schema.plugin_memories) == 0


def test_own_and_other_plugins_tables_can_be_referenced(db: Any, schema: Any) -> None:
    """Own tables by object, another plugin's by its fully qualified name in raw SQL; both are kept."""
    author = user(db, schema)
    post = {"author_id": author.id, "title": "t", "content": "c"}
    with pytest.raises(Exception, match="foreign key"), db.transaction() as inner:
        inner.insert(schema.plugin_posts).values({**post, "user_id": uuid4()}).execute()
    elsewhere = db.insert(schema.other_users).values({"id": uuid4()}).returning().one()
    db.insert(schema.plugin_posts).values({**post, "user_id": elsewhere.id}).execute()
    db.delete(schema.plugin_users).where(eq(schema.plugin_users.id, author.id)).execute()

    assert db.count(schema.plugin_posts) == 0


# ---- Table Design Patterns


@pytest.mark.parametrize(
    ("table", "indexes"),
    [
        ("plugin_users", "plugin_users_agent_id_idx plugin_users_email_idx"),
        ("plugin_events", "plugin_events_created_at_idx plugin_events_type_idx plugin_events_user_id_idx"),
        ("plugin_posts", "plugin_posts_created_at_idx plugin_posts_user_id_idx"),
        ("plugin_config", ""),
    ],
)
def test_indexes_are_there_by_the_names_that_they_were_given(conn: Connection, table: str, indexes: str) -> None:
    """Users by agent and mail, events by type, user and time, posts by user and time (also: index what you join by)."""
    rows = conn.execute(
        "SELECT indexname FROM pg_indexes WHERE schemaname = 'company_my_plugin' AND tablename = %s AND indexname LIKE '%%_idx'"
        " ORDER BY 1",
        [table],
    ).fetchall()

    assert " ".join(name for (name,) in rows) == indexes


def test_a_setting_is_there_once_for_an_agent_and_a_namespace(db: Any, schema: Any) -> None:
    """Configuration tables: a unique constraint for agent, namespace and key, with defaults for what is left out."""
    agent = db.insert(schema.agents).values({"name": "a"}).returning().one()
    one = {"agent_id": agent.id, "key": "k", "value": {"a": 1}}
    row = db.insert(schema.plugin_config).values(one).returning().one()

    assert (row.namespace, row.is_secret, row.is_active, row.value) == ("default", False, True, {"a": 1})
    db.insert(schema.plugin_config).values({**one, "namespace": "other"}).execute()
    with pytest.raises(Exception, match="plugin_config_agent_namespace_key_unique"), db.transaction() as inner:
        inner.insert(schema.plugin_config).values(one).execute()


# ---- Advanced Features


def test_a_primary_key_may_have_two_columns(db: Any, schema: Any) -> None:
    """A user has a role once."""
    one = user(db, schema)
    role = db.insert(schema.plugin_roles).values({"name": "admin"}).returning().one()
    given = {"user_id": one.id, "role_id": role.id}
    db.insert(schema.plugin_user_roles).values(given).execute()

    with pytest.raises(Exception, match="unique"), db.transaction() as inner:
        inner.insert(schema.plugin_user_roles).values(given).execute()


def test_a_check_keeps_rows_out(db: Any, schema: Any) -> None:
    """A discount is less than the price, or there is none."""
    db.insert(schema.plugin_products).values({"name": "x", "price": 10}).execute()
    with pytest.raises(Exception, match="plugin_products_price_check"), db.transaction() as inner:
        inner.insert(schema.plugin_products).values({"name": "x", "price": 10, "discount_price": 11}).execute()


def test_a_column_may_be_computed(db: Any, schema: Any) -> None:
    """The total is the sum of the other columns, and stays so."""
    row = db.insert(schema.plugin_orders).values({"subtotal": 10, "tax": 2, "shipping": 3}).returning().one()
    db.update(schema.plugin_orders).set({"tax": 5}).where(eq(schema.plugin_orders.id, row.id)).execute()

    assert row.total == 15
    assert db.select(schema.plugin_orders.total).from_(schema.plugin_orders).scalar() == 18


# ---- Querying Your Tables


def test_tables_are_queried_by_what_was_declared(db: Any, schema: Any) -> None:
    """An insert gives the row back, a select with a condition finds it."""
    made = user(db, schema, "grace")
    found = db.select().from_(schema.plugin_users).where(eq(schema.plugin_users.id, made.id)).one()

    assert found == made
    assert (found.username, found.status, found.settings) == ("grace", "active", {})


# ---- Best Practices


def test_what_happens_to_dependents_is_as_was_said(db: Any, schema: Any) -> None:
    """Cascade takes dependents along, set null keeps them without the reference, restrict keeps what they refer to."""
    author, moderator = user(db, schema, "a"), user(db, schema, "m")
    elsewhere = db.insert(schema.other_users).values({"id": uuid4()}).returning().one()
    post = {"author_id": moderator.id, "user_id": elsewhere.id, "title": "t", "content": "c"}
    made = db.insert(schema.plugin_posts).values(post).returning().one()
    comment = {"post_id": made.id, "author_id": author.id, "moderator_id": moderator.id}
    db.insert(schema.plugin_comments).values(comment).execute()

    with pytest.raises(Exception, match="foreign key"), db.transaction() as inner:
        inner.delete(schema.plugin_users).where(eq(schema.plugin_users.id, moderator.id)).execute()
    db.delete(schema.plugin_users).where(eq(schema.plugin_users.id, author.id)).execute()
    assert db.select(schema.plugin_comments.author_id).from_(schema.plugin_comments).all() == [(None,)]
    db.delete(schema.plugin_posts).where(eq(schema.plugin_posts.id, made.id)).execute()
    assert db.count(schema.plugin_comments) == 0


def test_json_is_structured_and_flexible(db: Any, schema: Any) -> None:
    """A JSONB column takes what its Python type describes."""
    one = user(db, schema)
    card = {"bio": "x", "social": {"github": "ada"}}
    db.update(schema.plugin_users).set({"profile": card}).where(eq(schema.plugin_users.id, one.id)).execute()

    assert db.select(schema.plugin_users.profile).from_(schema.plugin_users).scalar() == card


# ---- Troubleshooting


def test_a_plugin_that_exports_no_schema_has_no_tables_and_is_told_of(newest_database: str) -> None:
    """Tables are not there: see whether the schema is exported. What each plugin has, status tells."""
    without = Plugin(name="@company/forgetful")
    migrate(newest_database, [without])

    (one,) = status(newest_database, [without])
    assert (one.installed, one.steps, one.tables) == (True, 1, ())


@pytest.mark.parametrize("name", ["user", "order", "select", "table"])
def test_tables_may_be_called_like_keywords(newest_database: str, name: str) -> None:
    """Names that PostgreSQL keeps for itself: here they work, as tables and as columns."""
    table = pg_table(name, {name: text(), "id": uuid()}, lambda t: [index(f"{name}_idx").on(t[name])])
    with start(newest_database, [Plugin(name="p", schema=[table])]) as runtime:
        assert runtime.db.insert(table).values({name: "x"}).returning(table[name]).one() == ("x",)
    assert not migrate(newest_database, [Plugin(name="p", schema=[table])])[0]


def test_an_index_comes_to_a_table_that_is_there(newest_database: str) -> None:
    """It is slow: add an index, for some of the rows if those are enough; partition what is large."""

    def plugin(*extras: Any) -> list[Plugin]:
        jobs = pg_table("jobs", {"n": integer(), "done_at": integer()}, lambda t: [make(t) for make in extras])
        events = pg_table("events", {"at": integer()}, partition_by=range_("at"))
        return [Plugin(name="p", schema=[jobs, events, partition_of(events, "events_all", for_values="default")])]

    def partial(t: Any) -> Any:
        return index("open_jobs").on(t.n).where(sql("{} IS NULL", t.done_at))

    migrate(newest_database, plugin())
    (step,) = migrate(newest_database, plugin(partial, lambda t: index().on(t.done_at)))

    assert [text.split(" ON ")[0] for text in step.statements] == [
        'CREATE INDEX "jobs_done_at_index"',
        'CREATE INDEX "open_jobs"',
    ]
    assert any("IS NULL" in text for text in step.statements)
    with psycopg.connect(newest_database) as conn:
        conn.execute("INSERT INTO p.events VALUES (1)")
        assert conn.execute("SELECT tableoid::regclass::text FROM p.events").fetchone() == ("p.events_all",)
