"""MERGE on a live server, and what is refused before it gets there."""

from typing import Any

import pytest

from mizzle import Database, func, integer, merge, select, text, values
from mizzle.compiler.query.write import write
from mizzle.dsl.context import Context
from mizzle.errors import DeclarationError
from tests.mizzle.database.conftest import posts, users

fresh = values(
    "fresh", {"id": integer(), "name": text(), "age": integer()}, [(1, "Ada", 40), (2, "Bob", None), (9, "Zoe", 1)]
)


def test_a_merge_updates_deletes_inserts_and_leaves_alone(db: Database) -> None:
    made = (
        db.merge(users)
        .using(fresh, fresh.id == users.id)
        .when_matched(fresh.age.is_not_null())
        .update(name=fresh.name, age=fresh.age + 1)
        .when_matched()
        .do_nothing()
        .when_not_matched(fresh.age > 5)
        .do_nothing()
        .when_not_matched()
        .insert({"id": fresh.id, "name": fresh.name, "tags": ["new"]})
        .when_not_matched_by_source(users.age.is_null())
        .update(age=0)
        .returning(func.merge_action(), users.id, users.name, users.age)
    )

    assert sorted(made.all()) == [("INSERT", 9, "Zoe", None), ("UPDATE", 1, "Ada", 41), ("UPDATE", 3, "cy", 0)]
    gone = db.merge(posts).using(users, users.id == posts.author).when_matched(users.name == "Ada").delete()
    assert gone.execute() == 2
    assert db.count(posts) == 2


def test_a_merge_reads_a_query_and_fills_in_defaults(db: Database) -> None:
    other = select(users.id, users.name).from_(users).where(users.id > 1).subquery("other")
    made = db.merge(posts).using(other, other.id == posts.id + 100).when_not_matched(other.id == 2)

    assert made.insert(title=other.name).execute() == 1
    rows = made.insert({"title": "x", "id": 77}, overriding="system").returning().all()
    assert [(row.id, row.title, row.author) for row in rows] == [(77, "x", None)]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: merge(posts).when_not_matched().delete(), "takes a row of the table that is there"),
        (lambda: merge(posts).when_not_matched().update(title="x"), "sets columns of a row of the table that is there"),
        (lambda: merge(posts).when_matched().update(), "sets columns"),
        (lambda: merge(posts).when_matched().insert(title="x"), r"follows when_not_matched\(\)"),
        (lambda: merge(posts).when_not_matched().insert(nope="x"), "table posts has no column 'nope'"),
        (lambda: merge(posts).when_not_matched().insert(overriding="all"), '"system" or "user"'),
        (lambda: write(merge(posts).when_matched().delete(), Context()), "has no source"),
        (lambda: write(merge(posts).using(users, users.id == posts.id), Context()), "does nothing"),
        (lambda: merge("posts"), r"merge\(\) takes a table"),
    ],
)
def test_a_bad_merge_is_named(make: Any, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        make()
