"""Namespaces, enums and sequences as declared, and what the catalog then holds."""

import enum

import psycopg

from mizzle.dsl.enum import pg_enum
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.sequence import pg_sequence
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import bigint, integer
from tests.declared import pushed, rows

SEQUENCES = """
    SELECT seqrelid::regclass::text, seqtypid::regtype::text, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle,
           relpersistence::text, obj_description(seqrelid, 'pg_class')
    FROM pg_sequence JOIN pg_class ON oid = seqrelid ORDER BY 1"""
LABELS = """
    SELECT enumtypid::regtype::text, array_agg(enumlabel::text ORDER BY enumsortorder), obj_description(enumtypid, 'pg_type')
    FROM pg_enum GROUP BY enumtypid ORDER BY 1"""


class Mood(enum.Enum):
    HAPPY = "very happy"
    SAD = 5


class Size(enum.StrEnum):
    S = "s"
    L = "l"


def test_what_a_namespace_makes_stands_in_it(database: str) -> None:
    app = pg_schema("app", comment="the application's")
    state = app.enum("state", ["draft", "done"], comment="how far it is")
    numbers = app.sequence("numbers", start_with=7, comment="of orders")
    orders = app.table(
        "orders",
        {"id": bigint().default(sql("nextval({})", numbers)).primary_key(), "state": state().default("draft")},
        comment="what people want",
        options={"fillfactor": 70},
    )

    pushed(database, app, state, numbers, orders)

    with psycopg.connect(database) as connection:
        assert connection.execute("INSERT INTO app.orders DEFAULT VALUES RETURNING *").fetchone() == (7, "draft")
    assert rows(
        database,
        "SELECT obj_description('app'::regnamespace, 'pg_namespace'), obj_description('app.orders'::regclass, 'pg_class')",
    ) == [("the application's", "what people want")]
    assert rows(database, LABELS) == [("app.state", ["draft", "done"], "how far it is")]
    assert rows(database, SEQUENCES) == [("app.numbers", "bigint", 7, 1, 1, 2**63 - 1, 1, False, "p", "of orders")]


def test_an_enum_is_a_list_or_an_enum_of_python(database: str) -> None:
    mood, size, listed = pg_enum("mood", Mood), pg_enum("size", Size), pg_enum("listed", ("b", "a", "it's"))
    table = pg_table(
        "t",
        {
            "id": integer().primary_key(),
            "mood": mood().not_null().default(Mood.SAD),
            "size": size("how big").default(Size.L),
            "listed": listed().default("it's"),
            "all": listed().array().default(["a", "b"]),
            "grid": mood().array("[][]"),
        },
    )

    pushed(database, mood, size, listed, table)

    assert rows(database, LABELS) == [
        ("listed", ["b", "a", "it's"], None),
        ("mood", ["very happy", "SAD"], None),
        ("size", ["s", "l"], None),
    ]
    with psycopg.connect(database) as connection:
        row = connection.execute('INSERT INTO t VALUES (1) RETURNING mood, "how big", listed, "all"::text[]').fetchone()
    assert row == ("SAD", "l", "it's", ["a", "b"])


def test_a_sequence_takes_every_option(database: str) -> None:
    pushed(
        database,
        pg_sequence("plain"),
        pg_sequence(
            "all of them",
            type="integer",
            start_with=100,
            increment=5,
            min_value=50,
            max_value=1000,
            cache=10,
            cycle=True,
        ),
        pg_sequence("down", type="smallint", increment=-1, unlogged=False),
    )

    assert [row[:8] for row in rows(database, SEQUENCES)] == [
        ('"all of them"', "integer", 100, 5, 50, 1000, 10, True),
        ("down", "smallint", -1, -1, -(2**15), -1, 1, False),
        ("plain", "bigint", 1, 1, 1, 2**63 - 1, 1, False),
    ]


def test_an_empty_enum_and_an_empty_namespace_are_made(database: str) -> None:
    pushed(database, pg_schema("bare"), pg_enum("nothing", []))

    assert rows(database, "SELECT typname FROM pg_type WHERE typname = 'nothing' AND typtype = 'e'") == [("nothing",)]
    assert rows(database, "SELECT nspname FROM pg_namespace WHERE nspname = 'bare'") == [("bare",)]
