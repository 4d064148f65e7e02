"""What a server may refuse or keep plugins waiting for, and where it keeps their history."""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mizzle import integer, pg_table, pg_view, sql, text
from mizzle.errors import HistoryError
from mizzle.history import Home
from mizzle.patience import Patience
from mizzle.plugins import Plugin, drop, migrate, migrating, namespace_of, plan, reset, status
from tests.mizzle.plugins.told import causes, execute


def plugin(name: str = "a", **columns: Any) -> Plugin:
    return Plugin(name=name, core=name == "core", schema=[pg_table("t", {"n": integer(), **columns})])


@pytest.fixture
def ordinary(newest_database: str) -> Iterator[str]:
    """The URL of the database for a role that may create nothing."""
    with psycopg.connect(newest_database, autocommit=True) as conn:
        name = f"r_{conn.info.dbname}"
        conn.execute(f"CREATE ROLE {name} LOGIN".encode())
        yield make_conninfo(newest_database, user=name)
        conn.execute(f"DROP OWNED BY {name} CASCADE; DROP ROLE {name}".encode())


def test_a_role_that_may_create_nothing_is_told_and_leaves_nothing(newest_database: str, ordinary: str) -> None:
    spaces = "SELECT count(*) FROM pg_namespace WHERE nspname IN ('a', 'mizzle')"
    with pytest.raises(HistoryError, match=r"permission denied for database .* GRANT CREATE ON DATABASE"):
        migrate(ordinary, [plugin()])
    assert execute(newest_database, spaces) == [(0,)]

    role, name = (conninfo_to_dict(ordinary)[word] for word in ("user", "dbname"))
    execute(newest_database, f"GRANT CREATE ON DATABASE {name} TO {role}; REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    with pytest.raises(ExceptionGroup) as error:
        migrate(ordinary, [plugin("core"), plugin()])
    assert "has to have CREATE on schema public" in causes(error)
    assert execute(newest_database, spaces) == [(2,)]
    assert execute(newest_database, "SELECT to_regclass('public.t')") == [(None,)]


def test_a_role_that_may_make_schemas_alone_migrates_views_and_tables_of_tenants(
    newest_database: str, ordinary: str
) -> None:
    role, name = (conninfo_to_dict(ordinary)[word] for word in ("user", "dbname"))
    execute(newest_database, f"GRANT CREATE ON DATABASE {name} TO {role}")

    def plugins(more: str = "") -> list[Plugin]:
        table = pg_table("t", {"n": integer(), "moment": text().default(sql("to_char(now(), 'YYYY')"))})
        seen = pg_view("seen").as_(sql(f"SELECT n, to_char(now(), 'YYYY') AS year{more} FROM a.t"))
        return [
            Plugin(name="a", schema=[table], tenant_column="tenant_id"),
            Plugin(name="b", schema=[seen], dependencies=["a"]),
        ]

    assert all(migrate(ordinary, plugins()))
    assert [bool(step) for step in migrate(ordinary, plugins(", moment"))] == [False, True]
    assert not any(migrate(ordinary, plugins(", moment")))


def test_a_role_that_may_not_read_the_history_is_told(newest_database: str, ordinary: str) -> None:
    migrate(newest_database, [plugin()])

    with pytest.raises(HistoryError, match="permission denied for schema mizzle"):
        migrate(ordinary, [plugin()])


def test_a_lock_that_somebody_else_holds_is_waited_for_in_short_tries(
    newest_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(newest_database, [plugin()])
    waiting = threading.Event()
    monkeypatch.setattr(migrating, "PATIENCE", Patience(lock=0.05, tries=40, longest=0.1))
    monkeypatch.setattr(migrating.LOGGER, "info", lambda _: waiting.set())
    with psycopg.connect(newest_database) as other:
        other.execute("LOCK TABLE a.t IN ACCESS SHARE MODE")

        def leave() -> None:
            waiting.wait(20)
            other.rollback()

        leaving = threading.Thread(target=leave)
        leaving.start()
        (step,) = migrate(newest_database, [plugin(more=text())])
        leaving.join()

    assert waiting.is_set()
    assert len(step.statements) == 1


def test_the_history_may_stand_elsewhere(newest_database: str) -> None:
    home = Home("kept", "steps")
    migrate(newest_database, [plugin()], home=home)

    assert not migrate(newest_database, [plugin()], home=home)[0]
    assert not plan(newest_database, [plugin()], home=home)[0]
    assert [one.steps for one in status(newest_database, home=home)] == [1]
    assert status(newest_database) == []
    assert reset(newest_database, "a", home=home) == 1
    migrate(newest_database, [plugin()], home=home)
    drop(newest_database, "a", allow=["drop-table:a.t", "drop-schema:a"], home=home)
    assert execute(newest_database, "SELECT nspname FROM pg_namespace WHERE nspname IN ('a', 'mizzle', 'kept')") == [
        ("kept",)
    ]


def test_a_name_that_gives_another_schema_is_told_while_that_is_made(newest_database: str) -> None:
    names = ["7-up", "@company/my-plugin", "@company/" + "x" * 80, "public"]
    first, second = ([step.remarks for step in migrate(newest_database, map(plugin, names))] for _ in range(2))

    shape = "a schema's name begins with a letter and has 63 bytes at most"
    assert first == [
        (f"its schema is called p_7_up: {shape}",),
        (),
        (f"its schema is called {namespace_of(names[2])}: {shape}",),
        ("its schema is called plugin_public: public is reserved",),
    ]
    assert second == [(), (), (), ()]
