"""Attributes of tables and columns as declared, pushed twice, and what is refused."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from mizzle.dsl.declare import declare
from mizzle.dsl.extension import pg_extension
from mizzle.dsl.index import index, unique_index
from mizzle.dsl.sequence import pg_sequence
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import citext, integer, interval, jsonb, numeric, text, uuid, varchar
from mizzle.model.errors import DeclarationError
from tests.declared import push, pushed, rows

COLUMNS = """
    SELECT attname, attstorage::text, attcompression::text, nullif(attstattarget, -1), attoptions FROM pg_attribute
    WHERE attrelid = 'public.notes'::regclass AND attnum > 0 ORDER BY attnum"""
MARKS = """
    SELECT relreplident::text, indexrelid::regclass::text, indisreplident, indisclustered
    FROM pg_class c JOIN pg_index ON indrelid = c.oid WHERE relname = 'notes' ORDER BY 2"""


def test_columns_say_storage_compression_statistics_and_options(database: str) -> None:
    pushed(
        database,
        pg_table(
            "notes",
            {
                "a": text().storage("external").compression("pglz").statistics(0),
                "b": text().with_({"n_distinct": -0.5, "n_distinct_inherited": 7}),
            },
        ),
    )

    assert rows(database, COLUMNS) == [
        ("a", "e", "p", 0, None),
        ("b", "x", "", None, ["n_distinct=-0.5", "n_distinct_inherited=7"]),
    ]


def test_a_storage_that_is_the_type_s_own_is_no_difference(database: str) -> None:
    columns: dict[str, Any] = {
        "a": text().storage("extended"),
        "b": numeric().storage("main"),
        "c": uuid().storage("plain"),
        "d": varchar(length=3).array().storage("extended"),
        "e": interval().storage("plain"),
        "f": jsonb().storage("extended"),
        "g": citext().storage("extended"),
    }

    pushed(database, pg_extension("citext"), pg_table("notes", columns))


def test_every_type_of_postgresql_s_own_has_the_storage_that_builders_take_for_its_own(newest_database: str) -> None:
    from mizzle.dsl import types
    from mizzle.dsl.data_type import own_storage

    with psycopg.connect(newest_database) as connection:
        for extension in ("citext", "hstore", "ltree", "cube", "vector"):
            connection.execute(f"CREATE EXTENSION {extension}".encode())
    said = {"p": "plain", "m": "main", "x": "extended", "e": "external"}
    words = rows(
        newest_database,
        "SELECT CASE WHEN oid < 16384 THEN format_type(oid, NULL) ELSE typname END, typstorage::text FROM pg_type",
    )
    theirs = {"bpchar": "extended"} | {name.replace('"', ""): said[letter] for name, letter in words}
    for name in types.__all__:
        if name in ("array", "custom_type"):
            continue
        made = getattr(types, name)
        column = made(dimensions=3) if name in ("vector", "halfvec", "sparsevec", "bit") else made()
        data_type = column._spec.type
        if data_type.extension != "postgis":
            assert (name, own_storage(data_type)) == (name, theirs[data_type.cast.replace('"', "")])


def test_tables_say_their_replica_identity_and_the_index_that_cluster_uses(database: str) -> None:
    def notes(**options: Any) -> Any:
        return pg_table(
            "notes",
            {"id": integer().primary_key(), "no": integer().not_null()},
            lambda t: [unique_index("notes_no").on(t.no), index("notes_both").on(t.no, t.id)],
            **options,
        )

    pushed(database, notes(replica_identity_index="notes_no", cluster_on="notes_both"))
    assert rows(database, MARKS) == [
        ("i", "notes_both", False, True),
        ("i", "notes_no", True, False),
        ("i", "notes_pkey", False, False),
    ]

    assert len(pushed(database, notes(replica_identity="full", cluster_on="notes_pkey"))) == 2
    assert rows(database, MARKS)[2] == ("f", "notes_pkey", False, True)


def test_access_methods_and_tablespaces_are_said_by_name(newest_database: str) -> None:

    _run(newest_database, "CREATE ACCESS METHOD other TYPE TABLE HANDLER heap_tableam_handler")

    pushed(newest_database, pg_table("notes", {"id": integer()}, access_method="other"))
    ((name,),) = rows(
        newest_database, "SELECT amname FROM pg_am JOIN pg_class c ON relam = pg_am.oid WHERE relname = 'notes'"
    )

    assert name == "other"
    assert "SET TABLESPACE" in push_refused(newest_database, pg_table("notes", {"id": integer()}, tablespace="missing"))


def _run(url: str, text: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(text.encode())


def push_refused(url: str, *declared: Any) -> str:
    from mizzle.errors import MizzleError

    with pytest.raises(MizzleError) as caught:
        push(url, *declared)
    return str(caught.value)


def test_a_sequence_is_owned_by_a_column(newest_database: str) -> None:
    orders = pg_table("orders", {"no": integer().default(sql("nextval('counted')"))})

    pushed(newest_database, orders, pg_sequence("counted", owned_by=lambda: orders.no))
    assert rows(newest_database, "SELECT pg_get_serial_sequence('orders', 'no')") == [("public.counted",)]

    pushed(newest_database, orders, pg_sequence("counted", owned_by="public.orders.no"))


REFUSED: dict[str, Callable[[], Any]] = {
    "the storage of a column is one of plain, external, extended, main, not 'toast'": lambda: text().storage("toast"),
    'the compression of a column is "pglz" or "lz4", not \'zstd\'': lambda: text().compression("zstd"),
    "the statistics target is an integer from 0 to 10000, not -1": lambda: text().statistics(-1),
    "parameters are a dict of name → value, not 5": lambda: text().with_(5),  # type: ignore[arg-type]
    'replica_identity is "default", "full" or "nothing", not \'index\'': lambda: table(replica_identity="index"),
    "the owner of a sequence is a column, not 5": lambda: pg_sequence("s", owned_by=5),
    "replica_identity is either an index or 'full'": lambda: table(replica_identity="full", replica_identity_index="a"),
    "replica_identity_index of table notes names no index of it: 'a'; there is notes_pkey": lambda: table(
        replica_identity_index="a"
    ),
    "cluster_on of table notes names no index of it: 'notes'; there is notes_pkey": lambda: table(cluster_on="notes"),
    "access_method takes the name of an access method, not ''": lambda: table(access_method=""),
    "the name of a tablespace must not be empty": lambda: table(tablespace=""),
}


def table(**options: Any) -> Any:
    return pg_table("notes", {"id": integer().primary_key()}, **options)


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_with_its_place(message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare([REFUSED[message]()])

    assert message in str(caught.value)
    assert "test_attributes.py" in str(caught.value)
