from typing import Any

import pytest

from mizzle import grant, pg_foreign_data_wrapper, pg_foreign_server, pg_user_mapping
from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.model.errors import DeclarationError
from mizzle.snapshot import dump, load
from tests.live import converge, live


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
def test_passwords_are_refused_and_not_shown(make: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()

    assert message in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert "test_foreign_server.py:" in str(refused.value)
