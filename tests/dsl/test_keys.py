"""Primary keys and unique constraints as declared, and as PostgreSQL then prints them."""

from typing import Any

import psycopg

from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import integer, text
from mizzle.dsl.unique import unique
from tests.declared import pushed, rows

CONSTRAINTS = """
    SELECT conname, pg_get_constraintdef(c.oid), obj_description(c.oid, 'pg_constraint'),
           (SELECT reloptions FROM pg_class WHERE oid = conindid)
    FROM pg_constraint c WHERE conrelid = 'keyed'::regclass AND contype <> 'n' ORDER BY conname"""


def columns() -> dict[str, Any]:
    return {"a": integer(), "b": integer(), "c": text(), "d": text()}


def test_a_key_of_several_columns_makes_them_not_null(database: str) -> None:
    pushed(database, pg_table("keyed", columns(), lambda t: [primary_key(columns=[t.b, t.a])]))

    assert rows(database, CONSTRAINTS) == [("keyed_b_a_pk", "PRIMARY KEY (b, a)", None, None)]
    assert rows(
        database, "SELECT attname FROM pg_attribute WHERE attrelid = 'keyed'::regclass AND attnotnull AND attnum > 0"
    ) == [("a",), ("b",)]


def test_two_columns_that_say_primary_key_make_one(database: str) -> None:
    pushed(database, pg_table("keyed", {"a": integer().primary_key(), "b": text().primary_key()}))

    assert rows(database, CONSTRAINTS) == [("keyed_a_b_pk", "PRIMARY KEY (a, b)", None, None)]


def test_a_primary_key_takes_every_option(database: str) -> None:
    pushed(
        database,
        pg_table(
            "keyed",
            columns(),
            lambda t: [
                primary_key(columns=[t.a], name="the key")
                .include(t.c)
                .with_({"fillfactor": 80})
                .deferrable(initially_deferred=True)
                .comment("it's the key")
            ],
        ),
    )

    assert rows(database, CONSTRAINTS) == [
        (
            "the key",
            "PRIMARY KEY (a) INCLUDE (c) DEFERRABLE INITIALLY DEFERRED",
            "it's the key",
            ["fillfactor=80"],
        )
    ]


def test_unique_constraints_take_every_option(database: str) -> None:
    pushed(
        database,
        pg_table(
            "keyed",
            {
                "a": integer().unique(),
                "b": integer().unique("own name"),
                "c": text().unique(nulls="not distinct"),
                "d": text(),
            },
            lambda t: [
                unique().on(t.a, t.d),
                unique("equal").on(t.b, t.d).nulls_not_distinct().comment("NULLs are equal"),
                unique("carrying").on(t.d).include(t.a, t.b).with_({"fillfactor": 90}),
                unique("late").on(t.d, t.a).deferrable(initially_deferred=True),
                unique("later").on(t.d, t.b).deferrable(),
            ],
        ),
    )

    assert [row[:3] for row in rows(database, CONSTRAINTS)] == [
        ("carrying", "UNIQUE (d) INCLUDE (a, b)", None),
        ("equal", "UNIQUE NULLS NOT DISTINCT (b, d)", "NULLs are equal"),
        ("keyed_a_d_unique", "UNIQUE (a, d)", None),
        ("keyed_a_unique", "UNIQUE (a)", None),
        ("keyed_c_unique", "UNIQUE NULLS NOT DISTINCT (c)", None),
        ("late", "UNIQUE (d, a) DEFERRABLE INITIALLY DEFERRED", None),
        ("later", "UNIQUE (d, b) DEFERRABLE", None),
        ("own name", "UNIQUE (b)", None),
    ]


def test_long_chosen_names_are_cut_to_what_postgresql_keeps(database: str) -> None:
    long = {"ä" * 31: integer(), "b" * 63: integer()}
    pushed(database, pg_table("keyed", long, lambda t: [unique().on(t["ä" * 31], t["b" * 63])]))

    ((name, printed, *_),) = rows(database, CONSTRAINTS)
    assert len(name.encode()) <= 63
    assert name.startswith("keyed_ää")
    assert printed == f'UNIQUE ("{"ä" * 31}", {"b" * 63})'
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT to_regclass(%s)::text", [f'"{name}"']).fetchone() == (f'"{name}"',)
