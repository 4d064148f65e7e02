"""A table with a column of every type, the whole way: declared, planned, applied, read back, planned again."""

import enum

from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.table import get_table_config, pg_table
from mizzle.dsl.types import integer
from mizzle.introspect.spell import doubtful
from tests.dsl.types.cases import CASES, Back, Case
from tests.live import converge, live


class Mood(enum.Enum):
    HAPPY = 'it\'s \\ "fine", {so} to say'
    SAD = "null"


def wanted(case: Case, version: int) -> bool:
    return not case.extension and version >= case.version and case.printed != "xml"


def test_a_table_of_all_types_with_defaults_is_made_and_never_planned_again(conn: Connection) -> None:
    columns = {}
    for place, case in enumerate(case for case in CASES if wanted(case, conn.info.server_version)):
        columns[f"bare_{place}"] = case.column
        for number, value in enumerate(case.takes):
            columns[f"c_{place}_{number}"] = case.column.default(value.value if isinstance(value, Back) else value)

    converge(conn, declare([pg_table("samples", columns)], namespace="app"))  # a second plan is empty, or it fails


def test_defaults_that_are_spelled_as_the_server_does_are_never_asked_for(conn: Connection) -> None:
    columns = {}
    for place, case in enumerate(case for case in CASES if wanted(case, conn.info.server_version)):
        for number, value in enumerate(case.takes):
            if not isinstance(value, Back):
                columns[f"c_{place}_{number}"] = case.column.default(value)
    schema = declare([pg_table("samples", columns)], namespace="app")

    converge(conn, schema)

    assert doubtful(live(conn), schema) == []


def test_enum_labels_of_any_letters_are_defaults(conn: Connection) -> None:
    mood = pg_enum("my mood", Mood)
    table = pg_table(
        "people",
        {
            "id": integer().primary_key(),
            "mood": mood().default(Mood.HAPPY),
            "label": mood().default("null"),
            "moods": mood().array().default([Mood.HAPPY, Mood.SAD, None]),
        },
    )

    converge(conn, declare([mood, table], namespace="app"))
    row = conn.execute("INSERT INTO app.people VALUES (1) RETURNING mood::text, label::text, moods::text[]").fetchone()

    assert row == (Mood.HAPPY.value, "null", [Mood.HAPPY.value, "null", None])
    assert get_table_config(table).columns["mood"]._spec.python is Mood
