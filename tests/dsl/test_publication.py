from typing import Any

import pytest

from mizzle import integer, pg_publication, pg_schema, pg_table, published, push, sql, text
from mizzle.connection import Connection, connect
from mizzle.dsl.declare import declare
from mizzle.introspect.read import read
from mizzle.model.errors import DeclarationError, UnsupportedChange
from mizzle.model.facts import Facts
from mizzle.model.schema import Schema
from mizzle.planning import draft
from mizzle.snapshot import dump, load
from tests.live import converge, live

notes = pg_table("notes", {"id": integer().primary_key(), "body": text()}, schema="app")
other = pg_table("other", {"id": integer().primary_key()}, schema="app")


def test_publications_are_made_and_never_planned_again(conn: Connection) -> None:
    some = pg_publication(
        "news", published(notes, notes.id, "body", where=sql("{} > 0", notes.id)), other, publish=["insert"]
    )
    whole = pg_publication("whole", schemas=["app"], via_partition_root=True, comment="it")
    schema = declare([notes, other, pg_schema("app"), some, whole, pg_publication("all", all_tables=True)])

    converge(conn, schema)

    found = live(conn)
    assert [ref for ref in schema if ref not in found] == []
    assert load(dump(schema)) == schema


def test_publications_that_are_not_declared_are_left_alone(database: str) -> None:
    push([notes], database)
    with connect(database) as connection:
        connection.execute(b"CREATE PUBLICATION theirs FOR TABLE app.notes")

    assert not push([notes], database).statements
    with connect(database) as connection:
        assert {"publication", "publication_table"} <= {ref.kind for ref in read(connection).facts}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_publication("p", notes, all_tables=True), "publication p is for all tables"),
        (
            lambda: pg_publication("p", publish=["upsert"]),
            "publication p publishes some of insert, update, delete, truncate",
        ),
        (lambda: pg_publication("p", generated_columns="all"), "generated_columns of publication p is none or stored"),
        (lambda: pg_publication("p", "notes"), "publication p is of tables, not of 'notes'"),  # type: ignore[arg-type]
        (lambda: published(notes, where="id > 0"), "where is sql(...), not str"),  # type: ignore[arg-type]
    ],
)
def test_what_no_publication_can_be_is_refused_where_it_is_declared(make: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()

    assert message in str(refused.value)
    assert "test_publication.py:" in str(refused.value)


@pytest.mark.parametrize(
    ("made", "fact"),
    [
        (pg_publication("p", published(notes, notes.id)), "columns"),
        (pg_publication("p", published(notes, where=sql("{} > 0", notes.id))), "WHERE"),
        (pg_publication("p", schemas=["app"]), "TABLES IN SCHEMA"),
    ],
)
def test_what_publications_learnt_in_postgresql_15_is_refused_before(made: Any, fact: str) -> None:
    schema = declare([notes, pg_schema("app"), made])

    with pytest.raises(UnsupportedChange, match=f"{fact} of publication.* needs PostgreSQL 15; this server is 14"):
        draft(Schema(), schema, facts=Facts(version=140000), connection=None)
    draft(Schema(), schema, facts=Facts(version=150000), connection=None)
