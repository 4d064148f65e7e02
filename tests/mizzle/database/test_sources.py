"""What a query reads besides tables: joins of every kind, values, functions, views, WITH; on a live server."""

from typing import Any

import pytest

from mizzle import (
    Database,
    alias,
    bigint,
    cast,
    count,
    delete,
    eq,
    exists,
    func,
    insert,
    integer,
    output,
    pg_materialized_view,
    pg_view,
    recursive,
    select,
    sql,
    sum,  # noqa: A004
    text,
    update,
    values,
)
from mizzle.compiler.query.write import write
from mizzle.dsl.context import Context
from mizzle.errors import DeclarationError, QueryError
from tests.mizzle.database.conftest import Mood, mood, posts, users

pairs = (users.name, posts.title)


def joined(db: Database, kind: str, *on: Any) -> list[Any]:
    query = db.select(*pairs).from_(users)
    return sorted(getattr(query, kind)(posts, *on).all(), key=lambda row: (row[0] or "~", row[1] or "~"))


INNER = [("ada", "one"), ("ada", "two"), ("bob", "three")]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("inner_join", INNER),
        ("join", INNER),
        ("left_join", [*INNER, ("cy", None)]),
        ("right_join", [*INNER, (None, "none")]),
        ("full_join", [*INNER, ("cy", None), (None, "none")]),
    ],
)
def test_each_join_keeps_the_rows_that_it_keeps(db: Database, kind: str, found: Any) -> None:
    assert joined(db, kind, posts.author == users.id) == found


def test_a_cross_join_pairs_all_and_a_full_join_makes_both_sides_optional(db: Database) -> None:
    assert len(joined(db, "cross_join")) == 12
    rows = db.select().from_(users).full_join(posts, posts.author == users.id).order_by(users.id, posts.id).all()
    assert [(row.users and row.users.id, row.posts and row.posts.id) for row in rows] == [
        (1, 1),
        (1, 2),
        (2, 3),
        (3, None),
        (None, 4),
    ]
    rights = db.select().from_(users).right_join(posts, posts.author == users.id).where(posts.id == 4).all()
    assert [(row.users, row.posts.id) for row in rights] == [(None, 4)]


@pytest.mark.parametrize("kind", ["inner_join", "left_join", "cross_join"])
def test_a_lateral_join_sees_what_stands_before_it(db: Database, kind: str) -> None:
    own = select(count().as_("n")).from_(posts).where(posts.author == users.id).subquery("own")
    on = () if kind == "cross_join" else (sql("true"),)
    query = getattr(db.select(users.name, own.n).from_(users), kind)(own, *on, lateral=True)

    assert query.order_by(users.id).all() == [("ada", 2), ("bob", 1), ("cy", 0)]


def test_values_are_a_table_with_types(db: Database) -> None:
    given = values(
        "v",
        {"id": integer(), "word": text(), "mood": mood()},
        [(1, "a", Mood.bad), {"id": 2, "word": None, "mood": None}],
    )

    assert db.select().from_(given).order_by(given.id).all() == [(1, "a", Mood.bad), (2, None, None)]
    assert db.select(users.name, given.word).from_(users).join(given, given.id == users.id).where(
        given.word == "a"
    ).all() == [("ada", "a")]
    changed = db.update(users).set(name=given.word).from_(given).where(given.id == users.id, given.word.is_not_null())
    assert changed.returning(users.name).all() == [("a",)]
    assert (
        db.insert(users)
        .select(select({"name": given.word}).from_(given).where(given.id == 1))
        .on_conflict_do_nothing()
        .execute()
        == 0
    )


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: values("v", {"a": integer()}, []), "the values v have no rows"),
        (lambda: values("v", {"a": integer()}, [(1, 2)]), "row 1 of the values v does not have the columns a"),
        (lambda: values("v", {"a": integer()}, [(1,), {"b": 2}]), "row 2 of the values v does not have"),
        (lambda: values("v", {"a": 5}, [(1,)]), "the column 'a' of v is no column builder"),  # type: ignore[dict-item]
        (lambda: insert(values("v", {"a": integer()}, [(1,)])), r"insert\(\) takes a table"),
        (lambda: func.now().as_table("n", {}), "the columns of n are a dict"),
        (lambda: func.f().as_table("n", {"a": integer()}, typed=True, ordinality=True), "has no ordinality"),
        (lambda: select().from_(users).with_(users), r"with_\(\) takes what"),
        (lambda: select().from_(pg_view("v")), r"do not know the columns of the view v; declare it with them"),
        (lambda: pg_view("v", {"a": 1}), "the column 'a' of a view is no column builder"),
    ],
)
def test_a_bad_source_is_named(make: Any, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        make()


def test_functions_are_tables(db: Database) -> None:
    numbers = func.generate_series(1, 3).as_table("n", {"n": integer()})
    assert db.select(sum(numbers.n)).from_(numbers).scalar() == 6

    tags = func.unnest(users.tags).as_table("t", {"tag": text(), "place": bigint()}, ordinality=True)
    assert db.select(users.name, tags.tag, tags.place).from_(users).cross_join(tags, lateral=True).all() == [
        ("ada", "x", 1),
        ("ada", "y", 2),
    ]
    records = func.jsonb_to_recordset(cast([{"a": 1, "b": "x"}], users.profile)).as_table(
        "r", {"a": integer(), "b": text()}, typed=True
    )
    assert db.select().from_(records).one() == (1, "x")


def test_views_are_tables_whose_columns_are_declared(db: Database) -> None:
    grown = pg_view("grown", {"id": integer(), "name": text(), "mood": mood()}).as_(
        sql("SELECT id, name, mood FROM {} WHERE age > 18", users)
    )
    named = pg_materialized_view("named", ["word"]).existing()
    db.execute(sql("CREATE VIEW grown AS SELECT id, name, mood FROM users WHERE age > 18"))
    db.execute(sql("CREATE MATERIALIZED VIEW named AS SELECT name AS word FROM users"))

    assert db.select().from_(grown).one() == (1, "ada", Mood.good)
    assert db.select(grown["id"], posts.title).from_(grown).join(posts, posts.author == grown.id).order_by(
        posts.id
    ).all() == [
        (1, "one"),
        (1, "two"),
    ]
    assert db.select().from_(named).order_by(output("word")).all() == [
        ("ada",),
        ("bob",),
        ("cy",),
    ]
    assert db.update(grown).set(mood=Mood.bad).where(grown.id == 1).returning(grown.mood).one() == (Mood.bad,)
    other = alias(grown, "other")
    assert db.select(other.id).from_(other).all() == [(1,)]


def test_queries_of_with_are_written_when_they_are_read_or_said(db: Database) -> None:
    gone = delete(posts).where(posts.author == 1).returning(posts.id).cte("gone")
    fresh = insert(users).values(name="eve").cte("fresh")
    old = update(users).set(age=1).where(users.name == "cy").returning(users.id).cte("old")

    assert db.select(count()).from_(gone).with_(fresh, old).scalar() == 2
    assert db.select(users.name).from_(users).where((users.name == "eve") | (users.age == 1)).order_by(
        users.name
    ).all() == [
        ("cy",),
        ("eve",),
    ]
    assert db.count(posts) == 2
    ids = select(users.id).from_(users).where(users.name == "bob").cte("ids")
    assert db.delete(posts).where(posts.author.in_(select(ids.id).from_(ids))).execute() == 1
    moved = db.insert(posts).select(select({"title": users.name}).from_(users).join(ids, ids.id == users.id))
    assert moved.returning(posts.title).all() == [("bob",)]


@pytest.mark.parametrize(
    ("hint", "word"), [(None, "AS ("), (True, "AS MATERIALIZED ("), (False, "AS NOT MATERIALIZED (")]
)
def test_a_query_of_with_may_be_materialized(db: Database, hint: Any, word: str) -> None:
    named = select(users.id).from_(users).cte("named", materialized=hint)
    query = db.select(count()).from_(named)

    assert query.to_sql()[0].startswith(f'WITH "named" ("id") {word}')
    assert query.scalar() == 3


def test_a_recursive_query_walks_a_tree_and_stops_at_a_circle(db: Database) -> None:
    edges = values("e", {"a": integer(), "b": integer()}, [(1, 2), (2, 3), (3, 1), (7, 8)])
    reached = recursive(
        "reached",
        select({"n": cast(1, integer())}),
        lambda reached: select({"n": edges.b}).from_(reached).join(edges, edges.a == reached.n),
        all=False,
    )

    assert db.select(reached.n).from_(reached).order_by(reached.n).all() == [(1,), (2,), (3,)]


def way(**options: Any) -> Any:
    edges = values("e", {"a": integer(), "b": integer()}, [(1, 2), (2, 3), (3, 1), (2, 4)])
    base = select(edges.a, edges.b).from_(edges).where(edges.a == 1)
    return recursive(
        "way", base, lambda way: select(edges.a, edges.b).from_(edges).join(way, way.b == edges.a), **options
    )


def test_a_recursive_query_tells_its_order_and_its_circles(db: Database) -> None:
    deep = way(depth_first=["a", "b"], cycle=["a", "b"])
    broad = way(breadth_first="b", search_as="rank", cycle="a", cycle_as=("again", "past"))

    assert [(row.b, row.is_cycle) for row in db.select().from_(deep).order_by(deep.ordering)] == [
        (2, False),
        (3, False),
        (1, False),
        (2, True),
        (4, False),
    ]
    assert db.select(broad.b).from_(broad).where(~broad.again).order_by(broad.rank).all() == [(2,), (3,), (4,), (1,)]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"cycle": "x"}, "the query way has no result 'x'; it has a, b"),
        ({"depth_first": "a", "breadth_first": "b"}, "goes depth_first or breadth_first, not both ways"),
        ({"depth_first": "a", "search_as": "b"}, "two results named 'b'"),
        ({"cycle": "a", "cycle_as": ("c", "c")}, "two results named 'c'"),
    ],
)
def test_a_search_of_what_is_not_there_is_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        way(**options)


def test_each_set_operation_and_its_order(db: Database) -> None:
    low = db.select(users.id).from_(users).where(users.id < 3)
    high = select(users.id).from_(users).where(users.id > 1)

    assert low.union(high).order_by(users.id.desc()).all() == [(3,), (2,), (1,)]
    assert low.union_all(high).order_by(users.id).limit(2).offset(1).all() == [(2,), (2,)]
    assert low.union_all(low).intersect_all(low.union_all(low)).order_by(output("id")).all() == [(1,), (1,), (2,), (2,)]
    assert low.intersect(high).all() == [(2,)]
    assert low.union_all(low).except_all(high).order_by(output("id").desc().nulls_last()).all() == [(2,), (1,), (1,)]
    assert low.except_(high).union(high.except_(low)).order_by(users.id).all() == [(1,), (3,)]
    named = low.union(high).subquery("u")
    assert db.select(count()).from_(named).where(named.id > 1).scalar() == 2
    assert db.select(users.id).from_(users).where(users.id.in_(low.intersect(high))).all() == [(2,)]
    assert low.union(high).cte("c").id is not None


def test_a_subquery_is_a_value_a_condition_and_a_table(db: Database) -> None:
    own = select(count()).from_(posts).where(posts.author == users.id)
    oldest = select(func.max(users.age)).from_(users)

    assert db.select(users.name, own.as_("n")).from_(users).order_by(own.desc(), users.id).all() == [
        ("ada", 2),
        ("bob", 1),
        ("cy", 0),
    ]
    assert db.select(users.name).from_(users).where(users.age == oldest).all() == [("ada",)]
    assert db.select(users.name).from_(users).where(
        ~exists(select(posts.id).from_(posts).where(eq(posts.author, users.id)))
    ).all() == [("cy",)]


def test_a_column_of_a_query_of_with_that_is_not_read_is_named() -> None:
    named = select(users.id).from_(users).cte("named")

    with pytest.raises(DeclarationError, match="column id of <query named> is not in the query, which has users"):
        write(select(named.id).from_(users), Context())


def test_a_full_join_on_what_the_server_cannot_join_is_one_error(db: Database) -> None:
    with pytest.raises(QueryError, match="FULL JOIN"):
        joined(db, "full_join", posts.author > users.id)


def test_what_stands_for_a_table_joins_itself_by_an_alias(db: Database) -> None:
    part = select(users.id, users.age).from_(users).cte("part")
    inner = select(users.id, users.age).from_(users).subquery("inner")
    numbers = values("numbers", {"id": integer(), "age": integer()}, [(1, 36), (2, 17)])

    for source in (part, inner, numbers):
        other = alias(source, "other")
        found = db.select(source.id, other.id).from_(source).inner_join(other, other.age < source.age)
        assert found.all() == [(1, 2)]
    with pytest.raises(DeclarationError, match=r"update\(\) takes a table, not <alias other of part>"):
        db.update(alias(part, "other"))


def test_an_alias_may_stand_inside_a_recursive_query(db: Database) -> None:
    def longer(numbers: Any) -> Any:
        before = alias(numbers, "before")
        return select(before.n + 1).from_(before).where(before.n < 3)

    tree = recursive("numbers", select(sql("1").as_("n")), longer)

    assert db.select().from_(tree).all() == [(1,), (2,), (3,)]
