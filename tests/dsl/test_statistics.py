"""pg_statistics()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.sql import sql
from mizzle.dsl.statistics import pg_statistics
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import integer, text
from mizzle.model.errors import DeclarationError
from tests.live import settles


def test_declared_statistics_are_made_and_never_planned_again(conn: Connection) -> None:
    people = pg_table(
        "people",
        {"city": text(), "zip": text(), "age": integer()},
        lambda table: [
            pg_statistics("by_place", kinds=["mcv", "ndistinct"], target=100, comment="together").on(
                table.zip, table.city
            ),
            pg_statistics("mixed").on(table.age, sql("lower({}) || 'x'", table.city), sql("{}+1", table.age)),
            pg_statistics("alone").on(sql("{}%10", table.age)),
        ],
    )

    settles(conn, [people])

    # Written otherwise than the server spells it, and no difference all the same.
    settles(conn, [people])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_statistics("s", kinds=["magic"]), "must be one of"),
        (lambda: pg_statistics("s", kinds=[]), "need a kind"),
        (lambda: pg_statistics("s", target=-2), "from 0 to 10000"),
        (lambda: pg_statistics("s").on(integer()), "need two columns or one expression"),
        (lambda: pg_statistics("s").on("a", "b"), r"columns and sql\(\.\.\.\)"),
    ],
)
def test_what_statistics_cannot_be_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_statistics\.py:\d+: .*{message}"):
        make()
