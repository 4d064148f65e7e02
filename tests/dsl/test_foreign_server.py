from typing import Any

import pytest

from mizzle import (
    check,
    grant,
    integer,
    pg_foreign_data_wrapper,
    pg_foreign_server,
    pg_foreign_table,
    pg_user_mapping,
    sql,
    text,
)
from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.model.errors import DeclarationError
from mizzle.snapshot import dump, load
from tests.live import converge, live, planned


def test_foreign_servers_are_made_and_never_planned_again(conn: Connection) -> None:
    wrapper = pg_foreign_data_wrapper("own", options={"a": 1})
    server = pg_foreign_server("far", wrapper="own", version="2", options={"host": "x"}, comment="it")
    mapping = pg_user_mapping("pg_monitor", server, options={"user": "me"})
    schema = declare([mapping, server, wrapper, grant("usage", to="pg_monitor").on(server)], namespace="app")

    converge(conn, schema)

    found = live(conn)
    assert {ref: found[ref] for ref in schema if ref in found} == {ref: schema[ref] for ref in schema if ref in found}
    assert {ref.kind for ref in schema} == {"foreign_data_wrapper", "foreign_server", "user_mapping", "privileges"}
    assert load(dump(schema)) == schema


def test_foreign_tables_are_made_and_never_planned_again(conn: Connection) -> None:
    server = pg_foreign_server("far", wrapper="own")
    table = pg_foreign_table(
        "notes",
        {"id": integer().not_null(), "body": text().default("none")},
        lambda table: [check("positive", sql("{} > 0", table.id)), grant("select", to="pg_monitor")],
        server=server,
        options={"table_name": "memos"},
        column_options={"id": {"column_name": "number"}},
        comment="it",
    )
    schema = declare([pg_foreign_data_wrapper("own"), server, table], namespace="app")

    made = converge(conn, schema)

    found = live(conn)
    assert [ref for ref in schema if ref not in found] == []
    assert load(dump(schema)) == schema
    assert not any(statement.probes for statement in made.plan.statements)


def test_a_password_that_goes_with_its_server_is_asked_for_and_one_that_is_not_there_is_not(conn: Connection) -> None:
    conn.execute("CREATE FOREIGN DATA WRAPPER own; CREATE SERVER far TYPE 'a' FOREIGN DATA WRAPPER own")
    conn.execute("CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'ada', password 'hidden-secret')")
    conn.execute("CREATE USER MAPPING FOR pg_monitor SERVER far OPTIONS (user 'bob')")
    server = pg_foreign_server("far", wrapper="own", type="b")
    wanted = declare(
        [
            pg_foreign_data_wrapper("own"),
            server,
            *(
                pg_user_mapping(who, server, options={"user": name})
                for who, name in {"public": "ada", "pg_monitor": "bob"}.items()
            ),
        ]
    )

    made = planned(conn, wanted)

    asked = [str(consent) for consent in made.plan.consents if consent.ref.kind == "user_mapping"]
    assert asked == ["replace-user-mapping:far.public"]
    assert "hidden-secret" not in repr(made.plan)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: pg_foreign_server("far", wrapper="own", options={"password": "s3cret"}),
            "option password of foreign server far",
        ),
        (
            lambda: pg_user_mapping("app", "far", options={"sslpassword": "s3cret"}),
            "option sslpassword of the user mapping of app",
        ),
    ],
)
def test_passwords_and_columns_that_are_not_there_are_refused(make: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()

    assert message in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert "test_foreign_server.py:" in str(refused.value)
