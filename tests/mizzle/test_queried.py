"""Declarations that hold queries and expressions of the builder."""

from typing import Any

import pytest

from mizzle import (
    Database,
    alias,
    check,
    count,
    declare,
    func,
    index,
    integer,
    pg_materialized_view,
    pg_policy,
    pg_table,
    pg_view,
    placeholder,
    push,
    select,
    sql,
    text,
    unique_index,
)
from mizzle.errors import DeclarationError
from mizzle.model.check import Check
from mizzle.model.view import View

users = pg_table(
    "users",
    {"id": integer().primary_key(), "name": text().not_null(), "n": integer().default(func.abs(-3))},
    lambda t: [
        check("positive", (t.n > 0) & t.name.ilike("%'%")),
        index("low").on(func.lower(t.name)).where(t.n > 5),
        pg_policy("own", for_="select", using=t.name == func.current_user()),
    ],
)
posts = pg_table("posts", {"id": integer().primary_key(), "author": integer(), "title": text()})
other = alias(users, "other")
busy = pg_view("busy").as_(
    select(users.id, posts.title, count().as_("total"), other.name.as_("next"))
    .from_(users)
    .left_join(posts, posts.author == users.id)
    .left_join(other, other.id == users.id + 1)
    .where(users.n > 1.5, users.name != "it's \\ %")
    .group_by(users.id, posts.title, other.name)
)
kept = pg_materialized_view("kept", extras=lambda view: [unique_index("kept_id").on(view["id"])]).as_(
    select(users.id, func.lower(users.name).as_("low")).from_(users)
)
upon = pg_view("upon").as_(select(busy.id, busy.title).from_(busy).union(select(posts.id, posts.title).from_(posts)))
SCHEMA = {"users": users, "posts": posts, "busy": busy, "kept": kept, "upon": upon}


def test_views_and_expressions_of_the_builder_reach_the_server_and_stay(database: str) -> None:
    push(SCHEMA, database)

    assert push(SCHEMA, database).statements == ()
    with Database(database) as db:
        db.insert(users).values({"id": 1, "name": "A'\\x", "n": 6}).execute()
        db.refresh_materialized_view(kept)
        assert db.select().from_(busy).all() == [(1, None, 1, None)]
        assert db.select(kept.low).from_(kept).all() == [("a'\\x",)]
        assert db.select(upon.id).from_(upon).all() == [(1,)]


def test_columns_and_tables_of_a_query_stay_refs_in_a_declaration() -> None:
    schema = declare(SCHEMA.values())
    [view] = (item for item in schema.of(View) if item.ref.name == "upon")
    [made] = schema.of(Check)

    assert {str(ref) for ref in view.definition.refs()} >= {"public.busy", "public.busy.title", "public.posts"}
    assert made.expr.text(lambda ref: ref.own, str) == "(n > 0) AND (name ILIKE '%''%')"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (select(users.id).from_(users).where(users.id == placeholder("x")), "a declaration has no placeholders"),
        (select(users.id).from_(posts), "the column id of <table users> is not in the query, which has posts"),
        ("SELECT 1", r"as_\(\) of v takes a select\(\) or sql\(...\), not str"),
    ],
)
def test_a_query_that_can_be_no_view_is_refused(query: Any, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        declare([users, posts, pg_view("v").as_(query)])


def test_a_fragment_is_still_judged_where_an_expression_may_stand() -> None:
    with pytest.raises(DeclarationError, match=r"check\(\) takes sql\(...\) or an expression, not str"):
        check("c", "n > 0")  # type: ignore[arg-type]
    with pytest.raises(DeclarationError, match=r"sql\(\) takes one expression"):
        declare([pg_table("t", {"n": integer()}, [check("c", sql("n > 0) OR (true"))])])
