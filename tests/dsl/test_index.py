"""Indexes as declared, and as PostgreSQL then prints them."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from mizzle.dsl.declare import declare
from mizzle.dsl.extension import pg_extension
from mizzle.dsl.index import IndexDeclaration, index, unique_index
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.types import integer, jsonb, point, text, timestamp, vector
from mizzle.errors import ServerError
from mizzle.model.errors import DeclarationError
from tests.declared import pushed, rows, value

# What is declared, and pg_get_indexdef() after USING. All stand on one table: a database each would cost a minute.
CASES: dict[str, tuple[Callable[[IndexDeclaration, Table], IndexDeclaration], str]] = {
    "a column": (lambda i, t: i.on(t.email), "btree (email)"),
    "several columns": (lambda i, t: i.on(t.name, t.email), "btree (name, email)"),
    "order": (lambda i, t: i.on(t.name.desc(), t.email.asc()), "btree (name DESC, email)"),
    "nulls": (
        lambda i, t: i.on(t.name.desc().nulls_last(), t.email.nulls_first()),
        "btree (name DESC NULLS LAST, email NULLS FIRST)",
    ),
    "the order of nulls that PostgreSQL would choose": (
        lambda i, t: i.on(t.name.asc().nulls_last(), t.email.desc().nulls_first()),
        "btree (name, email DESC)",
    ),
    "a collation": (lambda i, t: i.on(t.name.collate("C")), 'btree (name COLLATE "C")'),
    "everything of a key": (
        lambda i, t: i.on(t.name.collate("POSIX").desc().nulls_last().op("text_pattern_ops")),
        'btree (name COLLATE "POSIX" text_pattern_ops DESC NULLS LAST)',
    ),
    "the collation of the column": (lambda i, t: i.on(t.code.collate("C")), "btree (code)"),
    "the operator class of the type": (lambda i, t: i.on(t.name.op("text_ops")), "btree (name)"),
    "an expression": (lambda i, t: i.on(sql("lower({})", t.email)), "btree (lower(email))"),
    "an expression with everything": (
        lambda i, t: i.on(sql("lower({})", t.email).collate("C").op("text_pattern_ops").desc()),
        'btree (lower(email) COLLATE "C" text_pattern_ops DESC)',
    ),
    "an operator": (lambda i, t: i.on(sql("{} || {}", t.name, t.email), t.id), "btree (((name || email)), id)"),
    "a predicate": (
        lambda i, t: i.on(t.email).where(sql("{} IS NOT NULL AND {} in ('a', 'b')", t.email, t.name)),
        "btree (email) WHERE ((email IS NOT NULL) AND (name = ANY (ARRAY['a'::text, 'b'::text])))",
    ),
    "included columns": (lambda i, t: i.on(t.email).include(t.name, t.id), "btree (email) INCLUDE (name, id)"),
    "storage": (
        lambda i, t: i.on(t.email).with_({"fillfactor": 70, "deduplicate_items": False}),
        "btree (email) WITH (fillfactor='70', deduplicate_items='false')",
    ),
    "hash": (lambda i, t: i.using("hash", t.email), "hash (email)"),
    "gin": (
        lambda i, t: i.using("GIN", t.profile.op("jsonb_path_ops")).with_({"fastupdate": False}),
        "gin (profile jsonb_path_ops) WITH (fastupdate='false')",
    ),
    "gist": (lambda i, t: i.using("gist").on(t.place).include(t.id), "gist (place) INCLUDE (id)"),
    "spgist": (lambda i, t: i.using("spgist", t.place.op("kd_point_ops")), "spgist (place kd_point_ops)"),
    "brin with parameters of its operator class": (
        lambda i, t: i.using("brin", t.made.op("timestamp_bloom_ops", n_distinct_per_range=100)).with_(
            {"pages_per_range": 16}
        ),
        "brin (made timestamp_bloom_ops (n_distinct_per_range='100')) WITH (pages_per_range='16')",
    ),
    "an expression with parameters of its operator class": (
        lambda i, t: i.using("gist", sql("to_tsvector('simple', {})", t.name).op("tsvector_ops", siglen=200)),
        "gist (to_tsvector('simple'::regconfig, name) tsvector_ops (siglen='200'))",
    ),
    "concurrently": (lambda i, t: i.on(t.email).concurrently(), "btree (email)"),
}


def people(extras: Callable[[Table], Any]) -> Table:
    return pg_table(
        "people",
        {
            "id": integer(),
            "name": text(),
            "email": text(),
            "code": text().collate("C"),
            "profile": jsonb(),
            "place": point(),
            "made": timestamp(),
        },
        extras,
    )


def printed(url: str, name: str) -> str:
    found: str = value(url, "SELECT pg_get_indexdef(to_regclass(%s))", f'public."{name}"')
    return found.partition(" USING ")[2]


def test_an_index_has_statistics_targets_of_its_expressions() -> None:
    made = index("i").on(sql("1 + 1"), sql("2 + 2")).statistics({2: 500, 1: 0})

    assert made.targets == ((2, 500), (1, 0))
    for wrong in ({}, {0: 5}, {1: -1}, {1: 10_001}, {"1": 5}, {1: True}, 500):
        with pytest.raises(DeclarationError, match=r"statistics\(\) takes numbers of keys"):
            made.statistics(wrong)  # type: ignore[arg-type]


def test_a_column_as_a_key_has_its_own_statistics_target() -> None:
    with pytest.raises(DeclarationError, match=r"key 1 of index i of public\.t is no expression"):
        declare([pg_table("t", {"id": integer()}, lambda t: [index("i").on(t.id).statistics({1: 5})])])


def test_indexes_are_made_as_declared(database: str) -> None:
    pushed(database, people(lambda table: [make(index(what), table) for what, (make, _) in CASES.items()]))

    assert {what: printed(database, what) for what in CASES} == {what: wanted for what, (_, wanted) in CASES.items()}


def test_unique_indexes_are_made_as_declared(database: str) -> None:
    pushed(
        database,
        people(
            lambda table: [
                unique_index("plain").on(table.email),
                unique_index("equal").on(table.email, table.name).nulls_not_distinct().comment("NULLs are equal"),
                unique_index("some").on(sql("lower({})", table.email)).where(sql("{} > 5", table.id)),
            ]
        ),
    )

    assert rows(
        database,
        "SELECT relname, indisunique, indnullsnotdistinct, indpred IS NOT NULL, obj_description(indexrelid, 'pg_class')"
        " FROM pg_index JOIN pg_class ON oid = indexrelid"
        " WHERE indrelid = 'people'::regclass ORDER BY 1",
    ) == [
        ("equal", True, True, False, "NULLs are equal"),
        ("plain", True, False, False, None),
        ("some", True, False, True, None),
    ]


def test_an_omitted_name_follows_from_table_and_columns(database: str) -> None:
    pushed(
        database, people(lambda table: {"mine": index().on(table.name, table.email.desc()), "x": index().on(table.id)})
    )

    assert rows(database, "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1") == [
        ("people_id_index",),
        ("people_name_email_index",),
    ]


def test_an_index_of_pgvector_is_made_as_declared(newest_database: str) -> None:
    if not rows(newest_database, "SELECT 1 FROM pg_available_extensions WHERE name = 'vector'"):
        pytest.skip("the server has no extension vector")
    pushed(
        newest_database,
        pg_extension("vector"),
        pg_table(
            "documents",
            {"id": integer().primary_key(), "embedding": vector(dimensions=3)},
            lambda table: [
                index("near")
                .using("hnsw", table.embedding.op("vector_cosine_ops"))
                .with_({"m": 8, "ef_construction": 32}),
                index("far").using("ivfflat", table.embedding.op("vector_l2_ops")).with_({"lists": 10}),
            ],
        ),
    )

    assert printed(newest_database, "near").startswith("hnsw (embedding vector_cosine_ops) WITH (m='8'")
    assert printed(newest_database, "far").startswith("ivfflat (embedding")


def test_what_the_server_refuses_is_told_with_its_place(newest_database: str) -> None:
    wrong = people(lambda table: [index("i").on(table.place)])

    with pytest.raises(ServerError) as caught:
        pushed(newest_database, wrong)

    assert "has no default operator class" in str(caught.value)
    with psycopg.connect(newest_database) as connection:
        assert connection.execute("SELECT to_regclass('public.people')").fetchone() == (None,)
