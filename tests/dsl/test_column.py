"""Column modifiers as declared, and what the catalog then holds."""

from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

import mizzle
from mizzle.dsl.column import Column
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import (
    bigint,
    bigserial,
    boolean,
    date,
    integer,
    numeric,
    serial,
    smallint,
    smallserial,
    text,
    time,
    timestamp,
    uuid,
    varchar,
)
from mizzle.errors import DeclarationError, MizzleError, UnsupportedChange
from tests.declared import push, pushed, rows, value

COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid),
           attidentity::text, attgenerated::text, collname, col_description(attrelid, attnum)
    FROM pg_attribute
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    LEFT JOIN pg_collation ON pg_collation.oid = attcollation AND collname <> 'default'
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
    ORDER BY attnum"""


def test_modifiers_reach_the_catalog(database: str) -> None:
    pushed(
        database,
        pg_table(
            "people",
            {
                "id": uuid().primary_key().default_random(),
                "email": varchar("e-mail", length=200).not_null().unique().collate("C").comment("where it goes"),
                "active": boolean().default(True).not_null(),
                "born": date().default_now(),
                "at": time(precision=3, with_timezone=True).default_now(),
                "made": timestamp(precision=6, with_timezone=True).default_now().not_null(),
                "none": text().default(None),
                "tags": text().array().default(["a", "it's"]),
                "grid": integer().array().array().default([[1, 2], [3, 4]]),
                "deep": text().array("[][][]"),
                "sized": integer().array(5),
                "typed": text().type(dict),
            },
        ),
    )

    assert rows(database, COLUMNS, "people") == [
        ("id", "uuid", True, "gen_random_uuid()", "", "", None, None),
        ("e-mail", "character varying(200)", True, None, "", "", "C", "where it goes"),
        ("active", "boolean", True, "true", "", "", None, None),
        ("born", "date", False, "now()", "", "", None, None),
        ("at", "time(3) with time zone", False, "now()", "", "", None, None),
        ("made", "timestamp(6) with time zone", True, "now()", "", "", None, None),
        ("none", "text", False, None, "", "", None, None),
        ("tags", "text[]", False, "'{a,it''s}'::text[]", "", "", None, None),
        ("grid", "integer[]", False, "'{{1,2},{3,4}}'::integer[]", "", "", None, None),
        ("deep", "text[]", False, None, "", "", None, None),
        ("sized", "integer[]", False, None, "", "", None, None),
        ("typed", "text", False, None, "", "", None, None),
    ]


def test_python_side_values_never_reach_the_database(database: str) -> None:
    statements = pushed(
        database,
        pg_table(
            "people",
            {
                "id": integer().primary_key().default_factory(lambda: 5),
                "made": timestamp().default_factory(lambda: datetime.now(UTC)).on_update(lambda: datetime.now(UTC)),
                "both": integer().default(1).on_update(lambda: 2),
            },
        ),
    )

    assert "lambda" not in "".join(statements)
    assert [row[3] for row in rows(database, COLUMNS, "people")] == [None, None, "1"]


def test_serials_count_by_a_sequence_of_their_own(database: str) -> None:
    pushed(database, pg_table("counted", {"a": smallserial(), "b": serial().primary_key(), "c": bigserial("see")}))

    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO counted DEFAULT VALUES")
        connection.execute("INSERT INTO counted DEFAULT VALUES")
    assert rows(database, "SELECT * FROM counted ORDER BY 1") == [(1, 1, 1), (2, 2, 2)]
    assert rows(
        database,
        "SELECT attname, pg_get_serial_sequence('counted', attname), seqtypid::regtype::text, attnotnull"
        " FROM pg_attribute JOIN pg_sequence ON seqrelid = pg_get_serial_sequence('counted', attname)::regclass"
        " WHERE attrelid = 'counted'::regclass AND attnum > 0 ORDER BY attnum",
    ) == [
        ("a", "public.counted_a_seq", "smallint", True),
        ("b", "public.counted_b_seq", "integer", True),
        ("see", "public.counted_see_seq", "bigint", True),
    ]


def test_identity_takes_every_option_of_a_sequence(database: str) -> None:
    pushed(
        database,
        pg_table(
            "plain", {"id": integer().generated_always_as_identity().primary_key(), "n": smallint("second").not_null()}
        ),
        pg_table(
            "numbered",
            {
                "id": bigint().generated_by_default_as_identity(
                    name="the numbers", start_with=100, increment=10, min_value=50, max_value=500, cache=3, cycle=True
                )
            },
        ),
        pg_table("down", {"id": smallint().generated_always_as_identity(increment=-1, start_with=-5)}),
    )

    assert [row[4] for name in ("plain", "numbered", "down") for row in rows(database, COLUMNS, name)][::1] == [
        "a",
        "",
        "d",
        "a",
    ]
    assert rows(
        database,
        "SELECT seqrelid::regclass::text, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle"
        " FROM pg_sequence ORDER BY 1",
    ) == [
        ('"the numbers"', 100, 10, 50, 500, 3, True),
        ("down_id_seq", -5, -1, -(2**15), -1, 1, False),
        ("plain_id_seq", 1, 1, 1, 2**31 - 1, 1, False),
    ]


def test_generated_columns_are_computed(database: str) -> None:
    pushed(
        database,
        pg_table(
            "orders",
            {
                "price": numeric(precision=10, scale=2),
                "count": integer(),
                "name": text(),
                "total": numeric(precision=12, scale=2).generated_always_as(lambda: sql("price * count")).not_null(),
                "lower": text().generated_always_as(sql("lower(name)")),
            },
        ),
    )

    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO orders VALUES (1.50, 3, 'ABC')")
    assert rows(database, "SELECT total, lower FROM orders") == [(pytest.approx(4.5), "abc")]
    assert [row[5] for row in rows(database, COLUMNS, "orders")] == ["", "", "", "s", "s"]


def test_a_column_with_values_that_becomes_serial_does_not_repeat_them(database: str) -> None:
    push(database, pg_table("counted", {"id": serial().primary_key(), "n": integer()}))
    copied = pg_table("copied", {"id": integer().primary_key().default(sql("nextval('public.counted_id_seq')"))})
    push(database, pg_table("counted", {"id": serial().primary_key(), "n": integer()}), copied)
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO counted (n) VALUES (41)")
        connection.execute("INSERT INTO copied DEFAULT VALUES")

    pushed(
        database,
        pg_table("counted", {"id": serial().primary_key(), "n": serial()}),
        pg_table("copied", {"id": serial().primary_key()}),
    )

    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO counted DEFAULT VALUES")
        connection.execute("INSERT INTO copied DEFAULT VALUES")
    assert rows(database, "SELECT n FROM counted ORDER BY n") == [(41,), (42,)]
    assert rows(database, "SELECT id FROM copied ORDER BY id") == [(2,), (3,)]


def test_virtual_columns_are_made_where_the_server_has_them(database: str) -> None:
    table = pg_table("t", {"a": integer(), "b": integer().generated_always_as(sql("a * 2"), stored=False)})
    if value(database, "SELECT current_setting('server_version_num')::int") >= 180000:
        pushed(database, table)
        assert [row[5] for row in rows(database, COLUMNS, "t")] == ["", "v"]
    else:
        with pytest.raises(
            UnsupportedChange, match=r"test_column.py:\d+: VIRTUAL of column public.t.b needs PostgreSQL 18"
        ):
            pushed(database, table)


def test_a_not_null_that_asks_no_rows_is_made_kept_pulled_and_validated_where_the_server_has_it(database: str) -> None:
    def notes(body: Column[str | None]) -> Any:
        return pg_table("notes", {"id": integer().primary_key(), "body": body})

    pushed(database, notes(text()))
    with psycopg.connect(database) as connection:
        connection.execute("INSERT INTO notes VALUES (1, NULL)")
    if value(database, "SELECT current_setting('server_version_num')::int") < 180000:
        with pytest.raises(
            UnsupportedChange, match=r"NOT NULL … NOT VALID of column public.notes.body needs PostgreSQL 18"
        ):
            pushed(database, notes(text().not_null(valid=False)))
        return
    pushed(database, notes(text().not_null(valid=False)))

    with psycopg.connect(database) as connection, pytest.raises(psycopg.errors.NotNullViolation):
        connection.execute("INSERT INTO notes VALUES (2, NULL)")
    assert '"body": text().not_null(valid=False)' in mizzle.pull(database).text
    with pytest.raises(MizzleError, match=r"body"):
        pushed(database, notes(text().not_null()))
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE notes SET body = ''")
    pushed(database, notes(text().not_null()))
    assert '"body": text().not_null()' in mizzle.pull(database).text


def test_a_table_keeps_the_not_null_that_its_parent_loses(database: str) -> None:
    mood = pg_enum("mood", ["back\\slash"])

    def feeling() -> Any:
        return mood().array().default(["back\\slash"])

    above = pg_table("z", {"a": feeling().not_null()})
    push(database, mood, above, pg_table("b", {}, inherits=[above]))
    above = pg_table("z", {"a": feeling()})

    pushed(database, mood, above, pg_table("b", {"a": feeling().not_null()}, inherits=[above]))

    assert [row[2] for row in rows(database, COLUMNS, "b")] == [True]


@pytest.mark.parametrize(
    "columns",
    [
        lambda: {"a": integer().not_null(valid=False).primary_key()},
        lambda: {"a": serial().not_null(valid=False)},
        lambda: {"a": integer().not_null(valid=False).generated_always_as_identity()},
    ],
)
def test_what_has_to_be_not_null_cannot_leave_it_unproven(columns: Any) -> None:
    with pytest.raises(DeclarationError, match=r"test_column.py:\d+: public.t.a is not_null\(valid=False\)"):
        declare([pg_table("t", columns())])


def test_columns_may_be_given_by_a_function_of_the_builders(database: str) -> None:
    pushed(database, pg_table("t", lambda t: {"id": t.integer().primary_key(), "at": t.timestamp().not_null()}))

    assert [row[:3] for row in rows(database, COLUMNS, "t")] == [
        ("id", "integer", True),
        ("at", "timestamp without time zone", True),
    ]
