"""How the statements of a plan are shared out to transactions."""

from contextlib import closing

import pytest

import mizzle
from mizzle import pg_schema
from mizzle.connection import connect

USES = (
    r"ARRAY['back\slash'::app.mood]",
    r"""'{"back\\slash"}'::app.mood[]""",
    r"""E'{"back\\\\slash"}'::app.mood[]""",
)


@pytest.mark.parametrize("use", USES)
def test_a_label_is_committed_before_a_default_that_holds_it(database: str, use: str) -> None:
    """Also inside an array, and with a backslash, which the server spells without E."""
    app = pg_schema("app")

    def declared(*labels: str, default: str | None = None) -> list[object]:
        mood = app.enum("mood", labels)
        moods = mood().array()
        return [mood, app.table("t", {"moods": moods.default(mizzle.sql(default)) if default else moods})]

    mizzle.push(declared("ok"), database)
    mizzle.push(declared("ok", "back\\slash", default=use), database)

    with closing(connect(database)) as connection:
        connection.execute("INSERT INTO app.t DEFAULT VALUES")
        assert connection.execute("SELECT moods::text FROM app.t").fetchone() == (r'{"back\\slash"}',)


def test_a_function_that_finds_its_names_only_under_a_search_path_is_named(newest_database: str) -> None:
    with closing(connect(newest_database)) as connection:
        connection.execute("CREATE SCHEMA lib")
        connection.execute("CREATE FUNCTION lib.half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2'")
        connection.execute("SET check_function_bodies = off")
        connection.execute(
            "CREATE FUNCTION lib.quarter(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT half($1) / 2'"
        )
    quarter = mizzle.integer().generated_always_as(mizzle.sql("lib.quarter(a)"))

    with pytest.raises(mizzle.MizzleError, match="in the body of function quarter: give it SET search_path"):
        mizzle.push([mizzle.pg_table("t", {"a": mizzle.integer(), "b": quarter})], newest_database)
