"""Exclusion constraints as declared, and as PostgreSQL then prints them."""

import pytest

from mizzle.dsl.exclusion import exclude
from mizzle.dsl.extension import pg_extension
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import box, integer, text, tstzrange
from tests.declared import pushed, rows

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(c.oid), obj_description(c.oid, 'pg_constraint'), reloptions
    FROM pg_constraint c JOIN pg_class ON pg_class.oid = conindid WHERE contype = 'x' ORDER BY conname"""


def test_exclusions_take_every_option(database: str) -> None:
    pushed(
        database,
        pg_table(
            "booked",
            {"id": integer().primary_key(), "room": text().not_null(), "during": tstzrange(), "area": box()},
            lambda t: [
                exclude("overlap").on((t.during, "&&")),
                exclude("some")
                .using("GIST")
                .on((t.during, "&&"), (t.area, "&&"))
                .include(t.id)
                .where(sql("{} <> 'garden'", t.room))
                .with_({"fillfactor": 80})
                .deferrable(initially_deferred=True)
                .comment("one at a time"),
                exclude("hashed").using("hash").on((t.room, "=")).deferrable(),
                exclude("computed").using("btree").on((sql("lower({})", t.room).collate("C").desc(), "=")),
            ],
        ),
    )

    assert rows(database, CONSTRAINTS) == [
        ("computed", 'EXCLUDE USING btree (lower(room) COLLATE "C" DESC WITH =)', None, None),
        ("hashed", "EXCLUDE USING hash (room WITH =) DEFERRABLE", None, None),
        ("overlap", "EXCLUDE USING gist (during WITH &&)", None, None),
        (
            "some",
            (
                "EXCLUDE USING gist (during WITH &&, area WITH &&) INCLUDE (id) WITH (fillfactor='80')"
                " WHERE ((room <> 'garden'::text)) DEFERRABLE INITIALLY DEFERRED"
            ),
            "one at a time",
            ["fillfactor=80"],
        ),
    ]


def test_an_exclusion_may_use_operator_classes_of_an_extension(database: str) -> None:
    if not rows(database, "SELECT 1 FROM pg_available_extensions WHERE name = 'btree_gist'"):
        pytest.skip("the server has no extension btree_gist")
    pushed(
        database,
        pg_extension("btree_gist"),
        pg_table(
            "booked",
            {"room": text(), "during": tstzrange()},
            lambda t: [exclude("overlap").on((t.room, "="), (t.during, "&&"))],
        ),
    )

    assert [row[1] for row in rows(database, CONSTRAINTS)] == ["EXCLUDE USING gist (room WITH =, during WITH &&)"]
