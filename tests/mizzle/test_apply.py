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
