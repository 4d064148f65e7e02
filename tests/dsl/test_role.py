import datetime as dt
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from mizzle import grant, integer, member_of, pg_policy, pg_role, pg_table, push
from mizzle.connection import Connection, connect
from mizzle.dsl.declare import declare
from mizzle.embedded import Server
from mizzle.model.errors import DeclarationError
from mizzle.model.role import Role
from mizzle.snapshot import dump, load
from tests.live import converge, live


def test_roles_are_made_before_what_is_for_them_and_never_planned_again(conn: Connection) -> None:
    readers = pg_role("readers", member_of=[]).comment("who reads")
    app = pg_role(
        "app",
        login=True,
        create_db=True,
        connection_limit=7,
        valid_until=dt.datetime(2031, 1, 1, 12, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        member_of=[readers, member_of("pg_monitor", admin=True)],
        settings={"statement_timeout": "5s"},
    )
    notes = pg_table("notes", {"id": integer()}, [grant("select", to=readers), pg_policy("all", to=app)], schema="app")
    schema = declare([notes, app, readers])

    converge(conn, schema, asked={"role"})

    assert {item.ref: item for item in live(conn, asked={"role"}).of(Role) if item.ref in schema} == {
        item.ref: item for item in schema.of(Role)
    }
    assert load(dump(schema)) == schema


@pytest.fixture
def name(running: Server) -> Iterator[str]:
    """The name of a role that is gone afterwards."""
    found = f"r_{secrets.token_hex(4)}"
    yield found
    with connect(running.url) as connection:
        connection.execute(f"DROP ROLE IF EXISTS {found}".encode())


def test_roles_that_are_not_declared_are_left_alone_and_others_dropped_when_said(database: str, name: str) -> None:
    notes = pg_table("notes", {"id": integer()}, schema="app")

    def pushed(*roles: Any) -> list[str]:
        return [statement.text for statement in push([notes, *roles], database).statements]

    pushed()
    assert pushed(pg_role(name, login=True)) == [f'CREATE ROLE "{name}" LOGIN']
    assert pushed(pg_role(name, login=True)) == []
    assert pushed(pg_role(name).existing()) == []
    assert pushed() == []
    assert pushed(pg_role(name, member_of=["pg_monitor"])) == [
        f'ALTER ROLE "{name}" NOLOGIN',
        f'GRANT "pg_monitor" TO "{name}"',
    ]
    assert pushed(pg_role(name)) == []
    with pytest.raises(Exception, match=f"drop-role:{name}"):
        pushed(pg_role(name).dropped())


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_role("pg_app"), "pg_app is reserved by PostgreSQL"),
        (lambda: pg_role("public"), "public is reserved by PostgreSQL"),
        (lambda: pg_role("a", valid_until=dt.datetime(2031, 1, 1)), "valid_until of role a needs a time zone"),
        (lambda: pg_role("a", member_of=[1]), "member_of of role a takes the name of a role, not 1"),
    ],
)
def test_what_no_role_can_be_is_refused_where_it_is_declared(make: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()

    assert message in str(refused.value)
    assert "test_role.py:" in str(refused.value)
