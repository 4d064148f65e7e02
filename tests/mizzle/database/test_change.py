"""INSERT, UPDATE and DELETE on a live server, and what is refused before it gets there."""

from decimal import Decimal
from typing import Any, cast

import pytest
from psycopg.types.json import Jsonb

from mizzle import (
    Database,
    alias,
    and_,
    array_contains,
    count,
    delete,
    eq,
    excluded,
    func,
    insert,
    integer,
    numeric,
    pg_table,
    placeholder,
    real,
    rollup,
    select,
    sql,
    update,
    varchar,
)
from mizzle.errors import DeclarationError, QueryError, UsageError
from tests.mizzle.database.conftest import Mood, posts, users


def test_an_insert_returns_its_row(db: Database) -> None:
    [user] = db.insert(users).values({"name": "eve", "profile": {"a": [1, None]}, "mood": Mood.good}).returning()

    assert (user.name, user.profile, user.mood, user.active) == ("eve", {"a": [1, None]}, Mood.good, True)
    assert db.insert(users).values(name="fay").returning(users.name).one() == ("fay",)


def test_rows_of_different_columns_get_their_defaults(db: Database) -> None:
    rows = db.insert(users).values([{"name": "e", "active": False}, {"name": "f", "age": 5}]).returning().all()

    assert [(row.name, row.active, row.age) for row in rows] == [("e", False, None), ("f", True, 5)]


def test_an_insert_of_defaults_alone_and_of_a_query(db: Database) -> None:
    with pytest.raises(QueryError, match=r"null value in column .name. .*users.*SQLSTATE 23502"):
        with db.transaction():
            db.insert(users).default_values().execute()
    titles = select({"author": users.id, "title": users.name}).from_(users).where(users.id > 1).order_by(users.id)
    assert db.insert(posts).select(titles).returning(posts.title).all() == [("bob",), ("cy",)]


def test_several_columns_are_set_by_one_query(db: Database) -> None:
    other = alias(users, "other")
    eldest = select(other.age + 1, other.mood).from_(other).where(other.id == 1)

    changed = db.update(users).set({(users.age, "mood"): eldest, "active": False}).where(users.id == 3)
    assert changed.returning(users.age, users.mood, users.active).one() == (37, Mood.good, False)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({("age", "name"): 5}, "the columns age, name of table users are set by a query of 2 results, not by int"),
        ({("age", "name"): select(posts.id).from_(posts)}, "by a query of 2 results, and this one has 1"),
        ({("age", "name"): select(posts.id, posts.title), "age": 1}, "the column age of table users is set twice"),
        ({("age", "nmae"): select(posts.id, posts.title)}, "table users has no column 'nmae'"),
    ],
)
def test_several_columns_are_set_by_as_many_results(given: dict[Any, Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        update(users).set(given)


def test_conflicts_do_nothing_or_update(db: Database) -> None:
    ada = {"name": "ada", "age": 40}

    assert db.insert(users).values(ada).on_conflict_do_nothing().execute() == 0
    assert db.insert(users).values(ada).on_conflict_do_nothing(users.name).execute() == 0
    assert db.insert(users).values(ada).on_conflict_do_nothing(constraint="users_name_unique").execute() == 0
    upsert = (
        db.insert(users)
        .values(ada)
        .on_conflict_do_update("name", set={"age": excluded(users).age + users.age}, where=users.active)
    )
    assert upsert.returning(users.age).one() == (76,)


def test_an_update_sets_values_expressions_and_queries(db: Database) -> None:
    assert db.update(users).set(age=users.age + 1).where(users.id == 1).returning(users.age).scalar() == 37
    newest = select(func.max(posts.title)).from_(posts).where(posts.author == users.id)
    assert db.update(users).set({"name": newest}).where(users.id == 2).returning().one().name == "three"
    joined = db.update(posts).set(title=users.name).from_(users).where(users.id == posts.author, posts.id == 1)
    assert joined.returning(posts.title, users.age).one() == ("ada", 37)


def test_a_delete_uses_other_tables(db: Database) -> None:
    gone = db.delete(posts).using(users).where(users.id == posts.author, users.name == "ada").returning(posts.id)

    assert sorted(gone.all()) == [(1,), (2,)]


def test_every_row_is_touched_only_when_that_is_said(db: Database) -> None:
    with pytest.raises(DeclarationError, match=r"the update of users has no where.*all_rows"):
        db.update(users).set(age=1).execute()
    with pytest.raises(DeclarationError, match=r"the delete of posts has no where.*all_rows"):
        db.delete(posts).execute()
    with pytest.raises(DeclarationError, match=r"the delete of posts has no where.*all_rows"):
        db.delete(posts).where(and_(*[]), and_(None, and_())).execute()

    assert db.delete(posts).where(and_(None, posts.id == 1)).execute() == 1
    assert db.delete(posts).all_rows().execute() == 3


def test_a_data_modifying_query_feeds_another(db: Database) -> None:
    gone = delete(posts).where(eq(posts.author, 1)).returning(posts.id).cte("gone")

    assert db.select(count()).from_(gone).scalar() == 2


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: insert(users).values({"nmae": 1}),
            r"test_change.py:\d+: table users has no column 'nmae'; it has id, name",
        ),
        (lambda: insert(users).values({"name": "x"}, age=1), r"values\(\) takes rows or one row as keywords, not both"),
        (lambda: insert(users).values([]), r"values\(\) for table users got no rows"),
        (lambda: insert(users).values(cast("Any", [1])), r"a row for table users is a dict"),
        (lambda: update(users).set(), r"set\(\) for table users sets no column"),
        (lambda: update(users).set({posts.id: 1}), "the column id is of <table posts>, not of <table users>"),
        (
            lambda: insert(users).values({posts.title: "x"}),
            "the column title is of <table posts>, not of <table users>",
        ),
        (lambda: insert(users).on_conflict_do_update(posts.id, set={"age": 1}), "the column id is of <table posts>"),
        (lambda: insert(users).on_conflict_do_update(set={"age": 1}), r"needs target=… or constraint=…"),
        (lambda: select().from_("users"), r"reads from a table, not from 'users'"),
        (lambda: select(users.id).limit(-1), r"limit\(\) takes a number of rows, 0 or more"),
        (lambda: select(users.id).for_("always"), r'for_\(\) takes "update"'),
        (lambda: select(users.id).order_by("age"), r"the keys of an order are columns and expressions, not str"),
        (lambda: select(users.id).group_by(1), r"the keys of a group are columns and expressions, not int"),
        (lambda: select(users.id).distinct("id"), r"the keys of distinct\(\) are columns"),
        (lambda: rollup("id"), "the keys of ROLLUP are columns"),
        (lambda: func.rank().over(order_by="id"), "the keys of an order are columns"),
        (lambda: users.id.in_("abc"), r"in_\(\) takes a list of values or a query, not str"),
    ],
)
def test_bad_input_is_named(make: Any, said: str) -> None:
    with pytest.raises(DeclarationError, match=said):
        make()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"name": "e", "age": "secret"}, r"a value of type str does not fit users.age \(integer\)"),
        ({"name": "e", "age": 2**40}, r"does not fit users.age \(integer\): it goes from"),
        ({"name": "e", "mood": "secret"}, r"does not fit users.mood \(mood\)"),
        ({"name": "ada"}, r"duplicate key value .*table users, constraint users_name_unique"),
    ],
)
def test_a_value_that_does_not_fit_is_told_by_table_column_and_type(db: Database, row: Any, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        db.insert(users).values(row).execute()

    assert "secret" not in str(caught.value)


HOSTILE = ["'; DROP TABLE users; --", '"', "\\", "$1", "%s", "{}", "\n", "😀", "' OR '1'='1"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_stays_a_value(db: Database, value: str) -> None:
    made = db.insert(users).values({"name": value, "profile": {value: value}, "tags": [value]}).returning().one()

    assert (made.name, made.profile, made.tags) == (value, {value: value}, [value])
    assert db.select(users.name).from_(users).where(users.name == value).one() == (value,)
    assert db.select(sql("{}", value).as_("v")).one() == (value,)


@pytest.mark.parametrize("name", ['"; DROP TABLE users; --', 'a"b', "%s", "$1", "select", "a b", "ü"])
def test_a_hostile_name_stays_a_name(db: Database, name: str) -> None:
    made = select({name: users.name}).from_(users).where(users.id == 1)

    assert db.select().from_(made.subquery(name)).one()[name] == "ada"
    assert db.select().from_(made.cte(name)).one()[name] == "ada"


def test_more_rows_than_a_statement_takes_go_in_all_or_none(filled: str) -> None:
    rest = {"active": True, "balance": None, "mood": None, "tags": None, "profile": None}
    rows = [{"name": f"n{n}", "age": n, **rest} for n in range(9_400)]
    with Database(filled) as db:
        with db.transaction() as tx:
            found = tx.insert(users).values(rows).returning(users.name, users.age).all()
            assert found == [(row["name"], row["age"]) for row in rows]
            tx.rollback()
        with pytest.raises(QueryError, match=r"a value of type int does not fit users.age \(integer\)"):
            db.insert(users).values([*rows, {"name": "eve", "age": 2**40, **rest}]).execute()
        assert db.count(users) == 3
        mixed = [{**row, "age": sql("1 + 1")} for row in rows]
        assert db.insert(users).values(mixed).on_conflict_do_nothing().execute() == 9_400
        assert db.delete(users).where(users.id > 3).execute() == 9_400
        assert db.count(users) == 3
        with pytest.raises(UsageError, match=r"the query has 70,000 values, and a statement takes 65,535.*any_"):
            db.select(users.id).from_(users).where(users.id.in_(range(70_000))).all()


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        (users, {"name": 5}, r"a value of type int does not fit users.name \(text\): a str is wanted"),
        (users, {"name": True}, r"a value of type bool does not fit users.name \(text\)"),
        (users, {"name": ["a"]}, r"a value of type list does not fit users.name \(text\)"),
        (
            users,
            {"name": "x", "age": 1.5},
            r"a value of type float does not fit users.age \(integer\): an int is wanted",
        ),
        (users, {"name": "x", "age": True}, r"a value of type bool does not fit users.age \(integer\)"),
        (users, {"name": "x", "active": 1}, r"a value of type int does not fit users.active \(boolean\)"),
        (posts, {"title": "x", "key": 5}, r"a value of type int does not fit posts.key \(uuid\)"),
        (posts, {"title": "x", "at": 5}, r"a value of type int does not fit posts.at \(timestamp with time zone\)"),
        (
            users,
            {"name": "x", "tags": [5]},
            r"a value of type list does not fit users.tags \(text\[\]\): a str is wanted",
        ),
        (users, {"name": "x", "tags": ["\0"]}, r"users.tags \(text\[\]\): PostgreSQL stores no NUL"),
        (users, {"name": "x", "tags": 5}, r"a value of type int does not fit users.tags \(text\[\]\)"),
        (users, {"name": "x", "profile": {1, 2}}, r"users.profile \(jsonb\)"),
        (users, {"name": "x\0"}, r"a value of type str does not fit users.name \(text\): PostgreSQL stores no NUL"),
    ],
)
def test_what_a_column_cannot_hold_never_becomes_something_else(db: Database, table: Any, row: Any, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        db.insert(table).values(row).execute()


def test_a_number_is_compared_with_whole_ones_as_it_is(db: Database) -> None:
    assert db.select(users.id).from_(users).where(users.age > 17.5).all() == [(1,)]
    with pytest.raises(QueryError, match=r"does not fit users.name \(text\)"):
        db.select(users.id).from_(users).where(users.name == 5).all()
    later = db.update(users).set(age=placeholder("age")).where(users.id == 1)
    with pytest.raises(QueryError, match=r"a value of type float does not fit users.age \(integer\)"):
        later.execute(age=1.5)
    assert later.execute(age=2) == 1
    assert db.update(users).set(age="40").where(users.id == 1).returning(users.age).scalar() == 40


def test_json_null_is_no_sql_null(db: Database) -> None:
    profile = db.update(users).set(profile=Jsonb(None)).where(users.id == 1).returning(users.profile.is_null())
    assert profile.scalar() is False
    with pytest.raises(QueryError, match="Decimal is not JSON serializable"):
        db.update(users).set(profile={"a": Decimal(1)}).where(users.id == 1).execute()


def test_a_list_is_an_array_of_the_column_s_type(db: Database) -> None:
    rows = pg_table(
        "rows",
        {"id": integer(), "n": integer().array(), "m": numeric().array(), "t": varchar().array(), "r": real().array()},
    )
    db.execute(sql("CREATE TABLE rows (id integer, n integer[], m numeric[], t varchar[], r real[])"))
    given = {"id": 1, "n": [[1, 2], [3, 4]], "m": [1, Decimal("2.5")], "t": ["a,", None], "r": [0.1, 1]}
    db.insert(rows).values(given).execute()

    same = [rows[key] == value for key, value in given.items()]
    assert db.select().from_(rows).where(*same, array_contains(rows.n, [4]), rows.m > [1, 2]).one() == (
        *given.values(),
    )
    with pytest.raises(QueryError, match=r"rows.n \(integer\[\]\): an int is wanted, not float"):
        db.update(rows).set(n=[1.5]).all_rows().execute()


def test_a_text_that_the_server_cannot_read_is_told_by_its_column(db: Database) -> None:
    with pytest.raises(
        QueryError, match=r"a text does not fit posts.at \(timestamp with time zone\): .*22007"
    ) as caught:
        db.select(posts.id).from_(posts).where(posts.at > "secret", posts.title == "x").all()
    assert "secret" not in str(caught.value)


def test_a_text_that_is_no_array_is_told_by_its_column(db: Database) -> None:
    with pytest.raises(QueryError, match=r"a text does not fit users.tags \(text\[\]\): .*22P02"):
        db.insert(users).values(name="x", tags="secret").execute()
