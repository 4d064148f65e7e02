"""The rest of each statement's clauses on a live server: grouping, samples, locks, identities, conflicts, what Python fills in."""

from typing import Any

import pytest

from mizzle import (
    Database,
    alias,
    count,
    excluded,
    func,
    grouping_cube,
    grouping_sets,
    integer,
    pg_table,
    rollup,
    select,
    sql,
    text,
)
from mizzle.errors import DeclarationError, QueryError
from tests.mizzle.database.conftest import posts, users

ticks = iter(range(1000))
kept = pg_table(
    "kept",
    {
        "id": integer().primary_key().generated_always_as_identity(),
        "word": text().not_null(),
        "lower": text(),
        "filled": integer().default_factory(lambda: 7),
        "changed": integer().on_update(lambda: next(ticks)),
        "on": integer(),
    },
)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        (rollup(posts.author, posts.title), 8),
        (grouping_cube(posts.author, posts.title), 12),
        (grouping_sets([posts.author], [posts.title], []), 8),
        (rollup([posts.author, posts.title]), 5),
        (grouping_sets(posts.author, rollup(posts.title)), 8),
    ],
)
def test_groups_of_more_than_one_kind(db: Database, key: Any, found: int) -> None:
    rows = db.select(count(), func.grouping(posts.author)).from_(posts).group_by(key).all()

    assert len(rows) == found
    assert sorted({row[1] for row in rows}) == [0, 1]


@pytest.mark.parametrize("method", ["bernoulli", "system"])
def test_a_sample_of_all_is_all_and_of_none_is_none(db: Database, method: str) -> None:
    every = db.select(count()).from_(users)

    assert every.tablesample(100, method=method).scalar() == 3
    assert every.tablesample(0, method=method, seed=5).scalar() == 0
    with pytest.raises(DeclarationError, match='"bernoulli" or "system"'):
        every.tablesample(1, method="half")


@pytest.mark.parametrize("strength", ["update", "no key update", "share", "key share"])
def test_a_locked_row_is_waited_for_refused_or_skipped(filled: str, db: Database, strength: str) -> None:
    other = alias(users, "u")
    db.select(users.id).from_(users).where(users.id == 1).for_("update").all()

    with Database(filled) as elsewhere:
        query = elsewhere.select(other.id).from_(other).order_by(other.id)
        assert query.for_(strength, of=other, skip_locked=True).all() == [(2,), (3,)]
        with pytest.raises(QueryError, match="55P03"):
            query.for_(strength, nowait=True).all()
        joined = select(users.id).from_(users).join(posts, posts.author == users.id).where(users.id == 2)
        assert elsewhere.all(joined.for_(strength, of=[users, posts]).for_("key share", of=posts)) == [(2,)]
    with pytest.raises(DeclarationError, match="exclude each other"):
        query.for_(strength, nowait=True, skip_locked=True)


def test_having_distinct_on_ties_and_offset(db: Database) -> None:
    query = db.select(posts.author, count()).from_(posts).group_by(posts.author).having(count() > 1, posts.author == 1)
    assert query.all() == [(1, 2)]
    ties = db.select(posts.author).from_(posts).order_by(posts.author.desc().nulls_last())
    assert ties.fetch_with_ties(2).offset(1).all() == [(1,), (1,)]
    assert ties.fetch_with_ties(1).limit(3).all() == [(2,), (1,), (1,)]


@pytest.fixture
def made(db: Database) -> Database:
    """The table kept in the transaction that is rolled back."""
    db.execute(
        sql(
            "CREATE TABLE kept (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text NOT NULL, lower text, "
            'filled integer, changed integer, "on" integer)'
        )
    )
    db.execute(sql("CREATE UNIQUE INDEX kept_lower ON kept (lower(word)) WHERE filled > 0"))
    db.execute(sql('ALTER TABLE kept ADD CONSTRAINT kept_on UNIQUE ("on", word)'))
    return db


def test_identities_are_overridden_only_when_that_is_said(made: Database) -> None:
    row = made.insert(kept).values(id=50, word="a")

    with pytest.raises(QueryError, match="428C9"), made.transaction():
        row.execute()
    assert row.overriding_system_value().returning(kept.id).scalar() == 50
    assert made.insert(kept).values(id=50, word="b").overriding_user_value().returning(kept.id).scalar() == 1


def test_python_fills_in_what_it_was_told_to(made: Database) -> None:
    before = next(ticks)
    row = made.insert(kept).values([{"word": "a"}, {"word": "b", "filled": 1, "changed": -1}]).returning().all()

    assert [(each.filled, each.changed) for each in row] == [(7, before + 1), (1, -1)]
    assert made.update(kept).set(word="c").where(kept.word == "a").returning(kept.changed, kept.filled).one() == (
        before + 2,
        7,
    )
    assert made.update(kept).set(changed=-5).where(kept.word == "c").returning(kept.changed).scalar() == -5
    upsert = (
        made.insert(kept)
        .values(id=row[0].id, word="d")
        .overriding_system_value()
        .on_conflict_do_update(kept.id, set={"word": "d"})
    )
    assert upsert.returning(kept.word, kept.changed).one() == ("d", before + 4)


def test_each_form_of_conflict(made: Database) -> None:
    row = made.insert(kept).values(word="Ada", on=1)
    assert row.execute() == 1

    lower = func.lower(kept.word)
    assert row.on_conflict_do_nothing().execute() == 0
    assert row.on_conflict_do_nothing(lower, where=kept.filled > 0).execute() == 0
    assert row.on_conflict_do_nothing([kept.on, "word"]).execute() == 0
    assert row.on_conflict_do_nothing(constraint="kept_on").execute() == 0
    partial = row.on_conflict_do_update(lower, target_where=kept.filled > 0, set={"on": excluded(kept).on + kept.on})
    assert partial.returning(kept.on).scalar() == 2
    named = (
        made.insert(kept)
        .values(word="Ada", on=2)
        .on_conflict_do_update(constraint="kept_on", set={"lower": excluded(kept).word})
    )
    assert named.returning(kept.lower).scalar() == "Ada"
    assert named.on_conflict_do_update(constraint="kept_on", set={"on": 9}, where=kept.on > 5).returning().all() == []
    with pytest.raises(DeclarationError, match="a target or a constraint, not both"):
        row.on_conflict_do_nothing(kept.on, constraint="kept_on")
    with pytest.raises(QueryError, match="42P10"):
        row.on_conflict_do_nothing(kept.filled).execute()


def test_an_update_joins_and_returns_both_sides(db: Database) -> None:
    other = alias(users, "other")
    joined = (
        db.update(posts)
        .set({"title": other.name, "first name": None})
        .from_(users)
        .left_join(other, other.id == users.id + 1)
        .where(users.id == posts.author, other.id.is_not_null())
    )

    assert sorted(joined.returning(posts.id, users.name, posts.title).all()) == [
        (1, "ada", "bob"),
        (2, "ada", "bob"),
        (3, "bob", "cy"),
    ]
    nested = db.update(posts).set(title="x").where(posts.id == 1).returning({"post": posts, "n": posts.id + 1}).one()
    assert (nested.post.title, nested.n) == ("x", 2)
    with pytest.raises(DeclarationError, match=r"joins tables and has no from_\(\)"):
        db.update(posts).set(title="x").inner_join(users, users.id == 1).all_rows().execute()


def test_a_delete_uses_aliases_and_two_tables(db: Database) -> None:
    other = alias(users, "other")
    gone = db.delete(posts).using(users, other).where(users.id == posts.author, other.id == users.id + 2)

    assert sorted(gone.returning(posts.id, other.name).all()) == [
        (1, "cy"),
        (2, "cy"),
    ]


def test_queries_are_put_together_as_they_come(db: Database) -> None:
    query = db.select(users.id).from_(users)
    for condition in (users.age > 10, None, users.name != "bob"):
        query = query.where(condition)

    assert query.all() == [(1,)]
    assert query.where().all() == [(1,)]
    assert query.limit(1).limit(None).order_by(users.id).order_by(users.id.desc()).all() == [(1,)]
