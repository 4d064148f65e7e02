"""Databases that other tools made: chosen names fit what is there, with a remark; names that are given rename."""

from typing import Any

import psycopg
import pytest

import mizzle
from mizzle.answers import Answers
from mizzle.dsl.check import check
from mizzle.dsl.exclusion import exclude
from mizzle.dsl.index import index, unique_index
from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.types import bigserial, integer, serial, text, tstzrange, varchar
from mizzle.dsl.unique import unique
from tests.declared import forgetful, push

# (primary key, unique of a column, unique of two, foreign key, index, partial index, key of two, sequence)
TOOLS = {
    "PostgreSQL": (
        "users_pkey",
        "users_email_key",
        "users_first_last_key",
        "posts_user_id_fkey",
        "posts_user_id_idx",
        "posts_title_idx",
        "tags_post_id_name_pkey",
        "users_id_seq",
    ),
    "Alembic": (
        "pk_users",
        "uq_users_email",
        "uq_users_first",
        "fk_posts_user_id_users",
        "ix_posts_user_id",
        "ix_posts_title",
        "pk_tags",
        "users_id_seq1",
    ),
    "Django": (
        "users_pkey",
        "users_email_0ea73cca_uniq",
        "users_first_last_a1b2_uniq",
        "posts_user_id_5305c5a1_fk_users_id",
        "posts_user_id_5305c5a1",
        "posts_title_77bbff05",
        "tags_pkey",
        "users_id_seq",
    ),
    "Drizzle": (
        "users_pkey",
        "users_email_unique",
        "users_first_last_unique",
        "posts_user_id_users_id_fk",
        "posts_user_id_index",
        "posts_title_index",
        "tags_post_id_name_pk",
        "users_id_seq",
    ),
    "an older name of the table": (
        "people_pkey",
        "people_email_key",
        "people_first_last_key",
        "articles_user_id_fkey",
        "articles_user_id_idx",
        "articles_title_idx",
        "labels_pkey",
        "people_id_seq",
    ),
}

MADE = """
    CREATE SEQUENCE {7} AS integer;
    CREATE TABLE users (
        id integer NOT NULL DEFAULT nextval('{7}') CONSTRAINT {0} PRIMARY KEY,
        email varchar(200) NOT NULL CONSTRAINT {1} UNIQUE,
        first text,
        last text,
        CONSTRAINT {2} UNIQUE (first, last)
    );
    ALTER SEQUENCE {7} OWNED BY users.id;
    CREATE TABLE posts (
        id bigserial PRIMARY KEY,
        user_id integer CONSTRAINT {3} REFERENCES users ON DELETE CASCADE,
        title text
    );
    CREATE INDEX {4} ON posts (user_id);
    CREATE INDEX {5} ON posts (title) WHERE title IS NOT NULL AND user_id > 5;
    CREATE TABLE tags (post_id integer, name text, CONSTRAINT {6} PRIMARY KEY (post_id, name))"""

users = pg_table(
    "users",
    {
        "id": serial().primary_key(),
        "email": varchar(length=200).not_null().unique(),
        "first": text(),
        "last": text(),
    },
    lambda t: [unique().on(t.first, t.last)],
)
posts = pg_table(
    "posts",
    {
        "id": bigserial().primary_key(),
        "user_id": integer().references(users.id, on_delete="cascade"),
        "title": text(),
    },
    lambda t: [
        index().on(t.user_id),
        index().on(t.title).where(sql("{} is not null and {} > 5", t.title, t.user_id)),
    ],
)
tags = pg_table("tags", {"post_id": integer(), "name": text()}, lambda t: [primary_key(columns=[t.post_id, t.name])])


def made(url: str, statements: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statements.encode())


@pytest.mark.parametrize("tool", TOOLS)
def test_what_another_tool_named_is_adopted(database: str, tool: str) -> None:
    names = TOOLS[tool]
    made(database, MADE.format(*names))

    with forgetful():
        plan = mizzle.plan([users, posts, tags], database, answers=Answers())

    assert [statement.text for statement in plan.statements] == []
    ours = dict(zip(TOOLS[tool], TOOLS["Drizzle"], strict=True))
    adopted = {theirs for theirs, name in ours.items() if theirs != name}
    said = [remark for remark in plan.remarks if "goes by the name" in remark]
    assert {remark.rsplit(" ", 1)[1] for remark in said} == adopted


def test_adopted_objects_are_changed_and_dropped_by_the_name_that_they_have(database: str) -> None:
    made(database, MADE.format(*TOOLS["Alembic"]))
    changed = pg_table(
        "posts",
        {
            "id": bigserial().primary_key(),
            "user_id": integer().references(users.id, on_delete="set null"),
            "title": text(),
        },
        lambda t: [
            index().on(t.user_id),
            index().on(t.title).where(sql("{} is not null and {} > 5", t.title, t.user_id)),
        ],
    )

    statements = push(database, users, changed, tags)

    assert [statement for statement in statements if "INDEX" in statement] == []
    assert 'DROP CONSTRAINT "fk_posts_user_id_users"' in "\n".join(statements)
    assert push(database, users, changed, tags) == []


def extras(prefix: str) -> Any:
    def named(t: Table) -> list[Any]:
        return [
            primary_key(columns=[t.id], name=f"{prefix}pk"),
            unique(f"{prefix}unique").on(t.a),
            check(f"{prefix}low", sql("{} > 0 and {} in ('x', 'y')", t.id, t.a)),
            check(f"{prefix}high", sql("{} < 9", t.id)),
            exclude(f"{prefix}apart").on((t.during, "&&")).where(sql("{} > 5", t.id)),
            index(f"{prefix}plain").on(t.a.desc()),
            unique_index(f"{prefix}expression").on(sql("lower({})", t.a)).where(sql("{} is not null", t.a)),
        ]

    return named


def test_names_that_are_given_rename_and_rebuild_nothing(database: str) -> None:
    columns = {"id": integer().not_null(), "a": varchar(length=20), "during": tstzrange()}
    push(database, pg_table("t", dict(columns), extras("old_")))

    statements = push(database, pg_table("t", dict(columns), extras("new ")))

    assert [statement for statement in statements if "RENAME" not in statement] == []
    assert len(statements) == 7
    assert push(database, pg_table("t", dict(columns), extras("new "))) == []
