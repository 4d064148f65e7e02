"""examples/plugin_guide: the tables of the plugin guide in Python, pushed, and grown from the first form to the second."""

from importlib import import_module
from pathlib import Path

import psycopg
import pytest

from mizzle import Answers, ConsentMissing, push
from mizzle.dsl.declare import declare
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table

# Each table of the guide with its columns, as the guide's TypeScript has them.
TABLES = {
    "plugin_users": "id agent_id external_id username email status last_seen_at profile settings created_at updated_at",
    "plugin_memories": "id agent_id content metadata",
    "plugin_posts": "id author_id title content",
    "plugin_events": "id type category severity user_id agent_id data metadata created_at",
    "plugin_config": "id agent_id key namespace value description is_secret is_active created_at updated_at",
    "plugin_user_roles": "user_id role_id assigned_at assigned_by",
    "plugin_products": "id name price discount_price",
    "plugin_orders": "id subtotal tax shipping total",
}
FIRST = "id username email is_active profile created_at updated_at"


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent.parent))


def module(name: str) -> object:
    return import_module(f"examples.plugin_guide.{name}")


def columns(name: str, table: str) -> list[str]:
    made = declare(module(name))  # type: ignore[arg-type]
    return [part.ref.part for part in made.parts(Ref("table", "company_my_plugin", table)) if isinstance(part, Column)]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_the_guide_has_its_python_form(table: str) -> None:
    assert set(TABLES[table].split()) <= set(columns("schema", table))


def test_the_first_form_of_plugin_users_is_there_too() -> None:
    assert columns("first", "plugin_users") == FIRST.split()


def test_the_tables_that_the_guide_only_mentions_are_filled_in() -> None:
    made = declare(module("schema"))  # type: ignore[arg-type]

    there = {str(table.ref) for table in made.of(Table)}
    assert {
        "public.agents",
        "other_plugin.users",
        "company_my_plugin.plugin_roles",
        "company_my_plugin.plugin_settings",
    } <= there


def test_all_ways_of_the_guide_to_refer_to_a_table_are_shown() -> None:
    made = declare(module("schema"))  # type: ignore[arg-type]
    keys = list(made.of(ForeignKey))

    assert {"NO ACTION", "CASCADE", "SET NULL", "RESTRICT"} == {key.on_delete for key in keys}
    assert {"public.agents", "other_plugin.users", "company_my_plugin.plugin_users"} <= {
        str(key.target) for key in keys
    }


def test_the_guide_is_pushed_and_the_second_push_is_empty(database: str) -> None:
    assert push(module("schema"), database)  # type: ignore[arg-type]
    assert not push(module("schema"), database).statements  # type: ignore[arg-type]


def test_the_pushed_tables_work_as_the_guide_says(database: str) -> None:
    push(module("schema"), database)  # type: ignore[arg-type]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("SET search_path = company_my_plugin, public")
        agent = connection.execute("INSERT INTO agents (name) VALUES ('a') RETURNING id").fetchone()
        user = connection.execute(
            "INSERT INTO plugin_users (agent_id, username) VALUES (%s, 'ada') RETURNING id, status, profile", agent
        ).fetchone()
        assert user is not None
        assert user[1:] == ("active", {})
        order = connection.execute(
            "INSERT INTO plugin_orders (subtotal, tax, shipping) VALUES (10, 2, 3) RETURNING total"
        )
        assert order.fetchone() == (15,)
        with pytest.raises(psycopg.errors.CheckViolation):
            connection.execute("INSERT INTO plugin_products (name, price, discount_price) VALUES ('x', 10, 11)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO plugin_users (agent_id, username) VALUES (%s, 'ada')", agent)


def test_plugin_users_grows_with_its_rows(database: str) -> None:
    push(module("first"), database)  # type: ignore[arg-type]
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO company_my_plugin.plugin_users (username, email) VALUES ('ada', 'ada@example.org'), ('bob', 'bob@example.org')"
        )
        kept = "SELECT id, username, email, profile, created_at AT TIME ZONE 'UTC' FROM company_my_plugin.plugin_users ORDER BY username"
        before = connection.execute(kept).fetchall()

        # The new key of agents has no value in the rows that are there: that is told, and nothing happens.
        consents = frozenset({"drop-column:company_my_plugin.plugin_users.is_active"})
        with pytest.raises(ConsentMissing, match="rows that are there: 2") as stopped:
            push(module("schema"), database, answers=Answers(allowed=consents))  # type: ignore[arg-type]
        assert [str(finding.consent) for finding in stopped.value.findings] == [
            "add-not-null:company_my_plugin.plugin_users.agent_id"
        ]

        push(module("between"), database)  # type: ignore[arg-type]
        connection.execute(
            "WITH made AS (INSERT INTO agents (name) VALUES ('core') RETURNING id) "
            "UPDATE company_my_plugin.plugin_users SET agent_id = made.id FROM made"
        )
        push(module("schema"), database, answers=Answers(allowed=consents))  # type: ignore[arg-type]
        after = connection.execute(kept.replace("created_at AT TIME ZONE 'UTC'", "created_at")).fetchall()

    assert after == before
    assert not push(module("schema"), database)  # type: ignore[arg-type]
