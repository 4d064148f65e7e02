"""Every builder of SELECT on a live server: the rows, not only the text."""

import operator
from functools import reduce
from typing import Any

import pytest

from mizzle import (
    Database,
    alias,
    and_,
    asc,
    between,
    case,
    cast,
    coalesce,
    count,
    count_distinct,
    desc,
    eq,
    exists,
    func,
    gte,
    ilike,
    in_array,
    integer,
    is_null,
    not_,
    not_in_array,
    or_,
    output,
    recursive,
    rollup,
    select,
    sql,
    sum,  # noqa: A004
    text,
)
from mizzle.errors import DeclarationError
from tests.mizzle.database.conftest import Mood, posts, users


def names(query: Any) -> list[str]:
    return [row.name for row in query.order_by(users.id).all()]


def test_a_table_is_selected_as_typed_rows(db: Database) -> None:
    [ada] = db.select().from_(users).where(eq(users.name, "ada"))

    assert (ada.id, ada.name, ada.age, ada.mood, ada.tags, ada.active, ada.balance) == (
        1,
        "ada",
        36,
        Mood.good,
        ["x", "y"],
        True,
        "1.50",
    )
    assert ada["name"] == "ada"
    assert ada._asdict()["age"] == 36
    with pytest.raises(AttributeError, match="the row has no 'nmae'; it has id, name"):
        _ = ada.nmae


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (users.age > 18, ["ada"]),
        (users.age == 17, ["bob"]),
        (users.age != 17, ["ada"]),
        (users.age == None, ["cy"]),  # noqa: E711
        (gte(users.age, 17) & ~(users.name == "bob"), ["ada"]),
        ((users.age < 18) | is_null(users.age), ["bob", "cy"]),
        (users.name.in_(["ada", "cy"]), ["ada", "cy"]),
        (users.name.in_([]), []),
        (users.name.not_in([]), ["ada", "bob", "cy"]),
        (not_in_array(users.id, [1, 2]), ["cy"]),
        (in_array(users.id, select(posts.author).from_(posts)), ["ada", "bob"]),
        (users.name.ilike("A%"), ["ada"]),
        (ilike(users.name, "%B%"), ["bob"]),
        (users.name.not_like("a%"), ["bob", "cy"]),
        (between(users.age, 10, 20), ["bob"]),
        (users.mood == Mood.bad, ["bob"]),
        (users.profile.text_at("city") == "Bonn", ["bob"]),
        (exists(select(posts.id).from_(posts).where(posts.author == users.id)), ["ada", "bob"]),
        (not_(users.active), ["cy"]),
        (and_(users.age > 1, None, or_(users.id == 1, users.id == 3)), ["ada"]),
        (users.age + 1 == 37, ["ada"]),
        (users.age.is_distinct_from(36), ["bob", "cy"]),
        (users.tags == ["x", "y"], ["ada"]),
        (eq(func.upper(users.name), "CY"), ["cy"]),
        (sql("{} = {}", users.name, "bob"), ["bob"]),
        (cast(users.id, text()) == "2", ["bob"]),
    ],
)
def test_a_condition_finds_its_rows(db: Database, condition: Any, found: Any) -> None:
    assert names(db.select(users.id, users.name).from_(users).where(condition)) == found


def test_precedence_is_kept_by_parentheses(db: Database) -> None:
    assert db.scalar(select((users.id + 1) * 2).from_(users).where(users.id == 3)) == 8


def test_a_left_join_makes_the_joined_side_optional(db: Database) -> None:
    rows = db.select().from_(posts).left_join(users, users.id == posts.author).order_by(posts.id).all()

    assert [(row.posts.title, row.users and row.users.name) for row in rows] == [
        ("one", "ada"),
        ("two", "ada"),
        ("three", "bob"),
        ("none", None),
    ]


def test_results_nest_as_they_are_given(db: Database) -> None:
    query = db.select({"title": posts.title, "by": {"name": users.name, "mood": users.mood}})
    row = query.from_(posts).inner_join(users, users.id == posts.author).where(posts.id == 3).one()

    assert (row.title, row.by.name, row.by.mood) == ("three", "bob", Mood.bad)


def test_whole_tables_stand_beside_columns(db: Database) -> None:
    user, title = (
        db.select(users, posts.title).from_(users).join(posts, posts.author == users.id).where(posts.id == 1).one()
    )

    assert (user.name, title) == ("ada", "one")


def test_a_table_joins_itself_by_an_alias(db: Database) -> None:
    other = alias(users, "other")
    rows = db.select(users.name, other.name).from_(users).join(other, other.id > users.id).order_by(users.id, other.id)

    assert rows.all() == [("ada", "bob"), ("ada", "cy"), ("bob", "cy")]


def test_grouping_aggregating_and_having(db: Database) -> None:
    query = db.select(posts.author, count(), count_distinct(posts.title), count().filter(posts.id > 1)).from_(posts)

    assert query.group_by(posts.author).having(count() > 1).all() == [(1, 2, 2, 1)]
    assert db.select(posts.author, count()).from_(posts).group_by(rollup(posts.author)).having(
        func.grouping(posts.author) == 1
    ).all() == [(None, 4)]


def test_orders_limits_and_ties(db: Database) -> None:
    query = db.select(users.name).from_(users)

    assert query.order_by(users.age.desc().nulls_last()).all() == [("ada",), ("bob",), ("cy",)]
    assert query.order_by(desc(users.id)).limit(1).offset(1).all() == [("bob",)]
    assert query.order_by(asc(users.age)).limit(1).scalar() == "bob"
    ties = db.select(posts.id).from_(posts).order_by(posts.author).fetch_with_ties(1)
    assert ties.all() == [(1,), (2,)]


def test_distinct_and_distinct_on(db: Database) -> None:
    assert db.select_distinct(posts.author).from_(posts).where(posts.author.is_not_null()).order_by(
        posts.author
    ).all() == [
        (1,),
        (2,),
    ]
    on = (
        db.select(posts.author, posts.title).from_(posts).distinct(posts.author).order_by(posts.author, posts.id.desc())
    )
    assert on.all() == [(1, "two"), (2, "three"), (None, "none")]


def test_windows_named_and_in_place(db: Database) -> None:
    ranked = func.row_number().over(partition_by=posts.author, order_by=posts.id.desc()).as_("rank")
    running = sum(posts.id).over("w").as_("running")
    query = (
        db.select(posts.id, ranked, running)
        .from_(posts)
        .window("w", order_by=posts.id, frame="rows unbounded preceding")
    )

    assert query.order_by(posts.id).all() == [(1, 2, 1), (2, 1, 3), (3, 1, 6), (4, 1, 10)]


def test_set_operations_and_their_order(db: Database) -> None:
    low, high = db.select(users.id).from_(users).where(users.id < 3), select(users.id).from_(users).where(users.id > 1)

    assert sorted(low.union(high).all()) == [(1,), (2,), (3,)]
    assert len(low.union_all(high).all()) == 4
    assert low.intersect(high).all() == [(2,)]
    assert low.except_(high).all() == [(1,)]
    assert low.union(high).order_by(sql('"id"')).limit(1).all() == [(1,)]


def test_subqueries_lateral_joins_and_with(db: Database) -> None:
    latest = (
        select(posts.title)
        .from_(posts)
        .where(posts.author == users.id)
        .order_by(posts.id.desc())
        .limit(1)
        .subquery("p")
    )
    rows = (
        db.select(users.name, latest.title).from_(users).left_join(latest, sql("true"), lateral=True).order_by(users.id)
    )
    assert rows.all() == [("ada", "two"), ("bob", "three"), ("cy", None)]

    grown = select(users.id, users.name).from_(users).where(users.age > 18).cte("grown", materialized=True)
    assert db.select(grown.name).from_(grown).all() == [("ada",)]
    assert db.select().from_(posts).join(grown, grown.id == posts.author).where(posts.id == 1).one().grown.name == "ada"


def test_a_query_reads_itself_again(db: Database) -> None:
    numbers = recursive(
        "numbers",
        select({"n": cast(1, integer())}),
        lambda numbers: select({"n": numbers.n + 1}).from_(numbers).where(numbers.n < 4),
    )

    assert db.select(numbers.n).from_(numbers).all() == [(1,), (2,), (3,), (4,)]


def test_case_coalesce_and_any_function(db: Database) -> None:
    kind = case((users.age < 18, "young"), (users.age.is_null(), "unknown"), else_="grown").as_("kind")
    query = db.select(kind, coalesce(users.age, 0), func.concat(users.name, "!")).from_(users).order_by(users.id)

    assert query.all() == [("grown", 36, "ada!"), ("young", 17, "bob!"), ("unknown", 0, "cy!")]
    assert db.scalar(select(func.string_agg(users.name, ",", order_by=users.id.desc())).from_(users)) == "cy,bob,ada"


def test_rows_are_locked_and_sampled(db: Database) -> None:
    query = db.select(users.id).from_(users).where(users.id == 1).for_("update", of=users, skip_locked=True)

    assert query.all() == [(1,)]
    assert "FOR UPDATE OF" in query.to_sql()[0]
    assert db.select(users.id).from_(users).tablesample(100, seed=1).order_by(users.id).all() == [(1,), (2,), (3,)]


def test_a_column_of_a_table_that_is_not_in_the_query_is_named() -> None:
    from mizzle.compiler.query.write import write
    from mizzle.dsl.context import Context

    with pytest.raises(DeclarationError, match=r"column title of <table posts> is not in the query, which has users"):
        write(select(posts.title).from_(users), Context())


def test_conditions_that_are_nested_too_deeply_are_told_and_many_are_not(db: Database) -> None:
    many = [users.id != number for number in range(10, 3_000)]
    query = db.select(users.id).from_(users)

    assert len(query.where(and_(*many)).all()) == 3
    with pytest.raises(DeclarationError, match="nested too deeply"):
        query.where(reduce(operator.and_, many)).to_sql()


def test_two_tables_of_one_name_ask_for_an_alias() -> None:
    from mizzle.compiler.query.write import write
    from mizzle.dsl.context import Context

    with pytest.raises(DeclarationError, match=r"two tables named users; give one another name with alias"):
        write(select(users.id).from_(users).join(users, users.id == users.id), Context())


def test_a_comparison_that_python_has_made_is_no_condition() -> None:
    with pytest.raises(DeclarationError, match=r"a condition is an expression .*, not bool"):
        select().from_(users).where(True)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(users.age > 18)
    for comparison in (users.age == 18, users.name != "x"):
        with pytest.raises(TypeError, match="join conditions with & and"):
            bool(comparison and users.id > 1)
    assert users.age in [users.id, users.age]
    assert users.age not in [users.id, users.name]


def test_a_query_is_a_value_that_its_calls_do_not_change(db: Database) -> None:
    everyone = db.select(users.id).from_(users)
    some = everyone.where(users.id == 1)

    assert (len(everyone.all()), len(some.all()), len(some.where(users.id == 2).all())) == (3, 1, 0)


def test_a_result_is_ordered_and_grouped_by_the_name_that_it_was_given(db: Database) -> None:
    query = db.select({"who": users.name, "next": users.age + 1}).from_(users)

    assert query.order_by(output("who").desc()).limit(1).all() == [("cy", None)]
    assert 'AS "who"' in query.to_sql()[0]
    assert db.select(users.name).from_(users).to_sql()[0] == 'SELECT "users"."name" FROM "public"."users"'
    older = (users.age + 1).as_("older")
    assert db.select(older, count()).from_(users).group_by(older).order_by(output("older")).all() == [
        (18, 1),
        (37, 1),
        (None, 1),
    ]


def test_conditions_of_nothing_may_be_keys_too(db: Database) -> None:
    keys = (users.id.in_([]), users.id.not_in([]), or_(), and_())

    assert db.select(users.id).from_(users).order_by(*keys, users.id.desc()).limit(1).scalar() == 3
    assert len(db.select(users.id).from_(users).group_by(*keys, users.id).all()) == 3
    assert len(db.select_distinct(keys[0]).from_(users).all()) == 1
    assert db.select(users.id).from_(users).where(or_(keys[0], users.id == 2), ~keys[0]).all() == [(2,)]
