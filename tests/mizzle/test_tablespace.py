"""Tables, indexes and materialized views move between tablespaces. No golden case can show it: CREATE TABLESPACE takes no transaction."""

from collections.abc import Iterator

import psycopg
import pytest

from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from tests.live import execute, live, planned

PLACE = "mizzle_test_place"
STATE = """
    CREATE TABLE t (id integer, r int4range{0}) {1};
    ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY (id){2}, ADD CONSTRAINT u UNIQUE (id){2},
        ADD CONSTRAINT x EXCLUDE USING gist (r WITH &&){2};
    CREATE INDEX i ON t (id DESC) {1};
    CREATE MATERIALIZED VIEW m {1} AS SELECT id FROM t;
"""
HERE = STATE.format("", "", "")
THERE = STATE.format("", f"TABLESPACE {PLACE}", f" USING INDEX TABLESPACE {PLACE}")


@pytest.fixture
def placed(newest: Server) -> Iterator[Connection]:
    """A rolled-back transaction on a server that has a second tablespace."""
    with psycopg.connect(newest.url, autocommit=True) as admin:
        admin.execute("SET allow_in_place_tablespaces = on")
        admin.execute(f"CREATE TABLESPACE {PLACE} LOCATION ''".encode())
    connection = connect(newest.url)
    connection.autocommit = False
    yield connection
    connection.rollback()
    connection.close()
    with psycopg.connect(newest.url, autocommit=True) as admin:
        admin.execute(f"DROP TABLESPACE {PLACE}".encode())


def make(connection: Connection, text: str) -> None:
    connection.execute("SET search_path = public", prepare=False)
    connection.execute(text.encode(), prepare=False)
    connection.execute("SET search_path = ''", prepare=False)


@pytest.mark.parametrize(("before", "after"), [(HERE, THERE), (THERE, HERE), ("", THERE)])
def test_everything_moves_to_another_tablespace(placed: Connection, before: str, after: str) -> None:
    with placed.transaction(force_rollback=True):
        make(placed, after)
        wanted = live(placed)
    make(placed, before or "SELECT 1")
    made = planned(placed, wanted, declared=False)
    assert not any(item.text.startswith("DROP") for item in made.plan.statements)

    execute(placed, (item.text for item in made.plan.statements))

    assert not planned(placed, wanted, declared=False).plan.statements
    assert live(placed) == wanted
