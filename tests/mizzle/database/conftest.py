"""Three tables with rows, in a database whose changes are rolled back."""

import enum
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from mizzle import Database, bigint, boolean, integer, jsonb, numeric, pg_enum, pg_table, push, text, timestamp, uuid
from mizzle.embedded import found


class Mood(enum.Enum):
    good = "good"
    bad = "bad"


mood = pg_enum("mood", Mood)
users = pg_table(
    "users",
    {
        "id": integer().primary_key().generated_by_default_as_identity(),
        "name": text().not_null().unique(),
        "age": integer(),
        "mood": mood(),
        "profile": jsonb(),
        "tags": text().array(),
        "active": boolean().not_null().default(True),
        "balance": numeric(precision=10, scale=2, mode="string"),
    },
)
posts = pg_table(
    "posts",
    {
        "id": bigint().primary_key().generated_by_default_as_identity(),
        "author": integer().references(users.id),
        "title": text().not_null(),
        "first name": text(),
        "at": timestamp(with_timezone=True).default_now(),
        "key": uuid().default_random(),
    },
)
TABLES: dict[str, Any] = {"mood": mood, "users": users, "posts": posts}


@pytest.fixture(scope="session")
def filled(_servers: dict[int, Any]) -> Iterator[str]:
    """The URL of a database with the tables and some rows."""
    where = _servers[max(binaries.major for binaries in found())]
    with psycopg.connect(where.url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE t_queries TEMPLATE template0")
    url = where.url_for("t_queries")
    push(TABLES, url)
    with Database(url) as db:
        db.insert(users).values(
            [
                {"name": "ada", "age": 36, "mood": Mood.good, "tags": ["x", "y"], "balance": "1.50"},
                {"name": "bob", "age": 17, "mood": Mood.bad, "profile": {"city": "Bonn"}},
                {"name": "cy", "age": None, "active": False},
            ]
        ).execute()
        db.insert(posts).values(
            [
                {"author": 1, "title": "one", "first name": "n"},
                {"author": 1, "title": "two"},
                {"author": 2, "title": "three"},
                {"author": None, "title": "none"},
            ]
        ).execute()
    yield url
    with psycopg.connect(where.url, autocommit=True) as admin:
        admin.execute("DROP DATABASE t_queries WITH (FORCE)")


@pytest.fixture
def db(filled: str) -> Iterator[Database]:
    """A database whose changes are rolled back."""
    with psycopg.connect(filled) as connection:
        yield Database(connection)
        connection.rollback()
