"""pg_text_search_dictionary() and pg_text_search_configuration()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.text_search import pg_text_search_configuration, pg_text_search_dictionary
from mizzle.dsl.types import text, tsvector
from mizzle.model.errors import DeclarationError
from tests.live import settles


def test_declared_text_search_is_made_used_and_never_planned_again(conn: Connection) -> None:
    plain = pg_text_search_dictionary("plain", template="simple", options={"accept": False}, comment="it's plain")
    notes = pg_text_search_configuration("notes", {"asciiword": [plain, "english_stem"], "uint": ["simple"]})
    table = pg_table(
        "notes_table",
        {"body": text(), "words": tsvector().generated_always_as(lambda: sql("to_tsvector({}, body)", notes))},
    )

    settles(conn, [plain, notes, table])
    conn.execute("INSERT INTO app.notes_table (body) VALUES ('The Cats 12')")

    row = conn.execute("SELECT words::text FROM app.notes_table").fetchone()
    assert row == ("'12':3 'cat':2",)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_text_search_configuration("c", {"word": []}), "needs dictionaries"),
        (lambda: pg_text_search_configuration("c", {"word": "simple"}), "needs dictionaries"),
        (lambda: pg_text_search_configuration("c", {"word": [1]}), "is no text search dictionary"),  # type: ignore[list-item]
        (lambda: pg_text_search_dictionary("", template="simple"), "must not be empty"),
    ],
)
def test_what_text_search_cannot_be_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_text_search\.py:\d+: .*{message}"):
        make()
