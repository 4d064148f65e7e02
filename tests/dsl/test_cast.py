"""pg_cast()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.cast import pg_cast
from mizzle.dsl.composite import pg_composite
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.types import integer, text
from mizzle.model.errors import DeclarationError
from tests.live import settles


def test_declared_casts_are_made_and_never_planned_again(conn: Connection) -> None:
    mood = pg_enum("mood", ["sad", "ok"])
    one = pg_composite("one", {"a": integer()})

    settles(
        conn,
        [
            mood,
            one,
            pg_cast(text(), mood(), inout=True, context="assignment", comment="as written"),
            pg_cast(one(), text(), inout=True, context="implicit"),
            pg_cast(mood(), text(), inout=True),
        ],
    )

    row = conn.execute("SELECT pg_typeof('ok'::text::app.mood)::text").fetchone()
    assert row == ("app.mood",)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_cast("text", integer()), "between two column builders"),  # type: ignore[arg-type]
        (lambda: pg_cast(text(), integer(), context="never"), "must be one of"),
        (lambda: pg_cast(text(), integer(), inout=True, function="app.f"), "not both"),
    ],
)
def test_what_a_cast_cannot_be_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_cast\.py:\d+: .*{message}"):
        make()
