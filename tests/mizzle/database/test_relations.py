"""Rows with the rows that belong to them: one statement, and the types that a plain select gives."""

import asyncio
import datetime as dt
import decimal
import uuid as uuids
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from mizzle import (
    AsyncDatabase,
    Database,
    boolean,
    bytea,
    count,
    date,
    define_relations,
    exists,
    func,
    integer,
    interval,
    jsonb,
    numeric,
    pg_domain,
    pg_enum,
    pg_table,
    placeholder,
    push,
    select,
    sql,
    sum,  # noqa: A004
    text,
    timestamp,
    uuid,
)
from mizzle.embedded import found
from mizzle.errors import DeclarationError, UsageError
from tests.mizzle.database.conftest import Mood

mood = pg_enum("temper", Mood)
price = pg_domain("price", numeric())
people = pg_table("people", {"id": integer().primary_key(), "name": text(), "boss": integer()})
books = pg_table(
    "books",
    {
        "id": integer().primary_key(),
        "author": integer().references(people.id),
        "title": text().not_null(),
        "day": date(),
        "at": timestamp(precision=3, with_timezone=True),
        "key": uuid(),
        "cost": numeric(precision=10, scale=2),
        "worth": price(),
        "mood": mood(),
        "data": jsonb(),
        "raw": bytea(),
        "long": interval(),
        "days": date().array(),
        "sold": boolean(),
        "told": numeric(mode="string"),
    },
)
tags = pg_table("tags", {"id": integer().primary_key(), "label": text()})
tagged = pg_table("tagged", {"book": integer().references(books.id), "tag": integer().references(tags.id)})
TABLES: dict[str, Any] = {
    "temper": mood, "price": price, "people": people, "books": books, "tags": tags, "tagged": tagged,
}  # fmt: skip
relations = define_relations(
    TABLES,
    lambda r: {
        "people": {
            "books": r.many.books(),
            "boss_of": r.many.people(from_=r.people.id, to=r.people.boss),
            "led_by": r.one.people(from_=r.people.boss, to=r.people.id),
        },
        "books": {
            "by": r.one.people(from_=r.books.author, to=r.people.id),
            "tags": r.many.tags(from_=r.books.id, to=r.tags.id, through=(r.tagged.book, r.tagged.tag)),
        },
        "tags": {"books": r.many.books(from_=r.tags.id, to=r.books.id, through=(r.tagged.tag, r.tagged.book))},
    },
)
BOOK = {
    "day": dt.date(2024, 2, 29),
    "at": dt.datetime(2024, 2, 29, 12, 0, 0, 5000, dt.UTC),
    "key": uuids.UUID(int=7),
    "cost": decimal.Decimal("1.10"),
    "worth": decimal.Decimal("12345678901234567890.123"),
    "mood": Mood.bad,
    "data": {"a": [1, None]},
    "raw": b"\0\xff",
    "long": dt.timedelta(days=1, seconds=3),
    "days": [dt.date(2024, 1, 1)],
    "sold": True,
    "told": "1.50",
}


@pytest.fixture(scope="module")
def library(_servers: dict[int, Any]) -> Iterator[str]:
    """The URL of a database with people, books and tags."""
    where = _servers[max(binaries.major for binaries in found())]
    with psycopg.connect(where.url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE t_relations TEMPLATE template0")
    url = where.url_for("t_relations")
    push(TABLES, url)
    with Database(url) as db:
        db.insert(people).values(
            [
                {"id": 1, "name": "ada", "boss": None},
                {"id": 2, "name": "bob", "boss": 1},
                {"id": 3, "name": "cy", "boss": 1},
            ]
        ).execute()
        db.insert(books).values(
            [
                {"id": 1, "author": 1, "title": "one", **BOOK},
                {"id": 2, "author": 1, "title": "two"},
                {"id": 3, "author": 2, "title": "three"},
                {"id": 4, "author": None, "title": "four"},
            ]
        ).execute()
        db.insert(tags).values([{"id": 1, "label": "x"}, {"id": 2, "label": "y"}]).execute()
        db.insert(tagged).values([{"book": 1, "tag": 1}, {"book": 1, "tag": 2}, {"book": 3, "tag": 2}]).execute()
    yield url
    with psycopg.connect(where.url, autocommit=True) as admin:
        admin.execute("DROP DATABASE t_relations WITH (FORCE)")


@pytest.fixture
def db(library: str) -> Iterator[Database]:
    with Database(library, relations=relations) as db:
        yield db


def test_rows_come_with_the_rows_that_belong_to_them(db: Database) -> None:
    ada, bob, cy = db.query.people.find_many(with_="books", order_by=people.id)

    assert (ada.name, [book.title for book in ada.books]) == ("ada", ["one", "two"])
    assert [book.title for book in bob.books] == ["three"]
    assert cy.books == []


def test_it_is_one_statement(library: str) -> None:
    seen: list[str] = []
    with Database(library, relations=relations, logger=lambda text, _: seen.append(text)) as db:
        db.query.people.find_many(with_={"books": {"with_": {"tags": True, "by": True}}, "led_by": True})

    assert len(seen) == 1


def test_nested_values_are_those_of_a_plain_select(db: Database) -> None:
    plain = db.select().from_(books).order_by(books.id).all()
    people_ = db.query.people.find_many(where=people.id == 1, with_={"books": {"order_by": "id"}})
    [by_tag] = db.query.tags.find_many(with_={"books": {"where": books.id == 1, "with_": "by"}}, limit=1)[0].books

    assert [tuple(book) for book in people_[0].books] == [tuple(row) for row in plain if row.author == 1]
    assert tuple(by_tag)[:-1] == tuple(plain[0])
    assert {key: people_[0].books[0][key] for key in BOOK} == BOOK
    assert [type(value) for value in people_[0].books[0]] == [type(value) for value in plain[0]]


def test_infinities_and_nan_are_read_inside_as_outside(db: Database) -> None:
    with db.transaction() as tx:
        tx.update(books).set(told="NaN", cost="NaN").where(books.id == 2).execute()
        ada = tx.query.people.find_first(where=people.id == 1, with_={"books": {"where": books.id == 2}})
        assert ada
        assert (ada.books[0].told, ada.books[0].cost.is_nan()) == ("NaN", True)
        tx.rollback()


def test_a_relation_to_one_is_a_row_or_none(db: Database) -> None:
    found_ = db.query.books.find_many(with_={"by": {"columns": ["name"]}}, columns=["id"], order_by={"id": "desc"})

    assert [(book.id, book.by and book.by.name) for book in found_] == [(4, None), (3, "bob"), (2, "ada"), (1, "ada")]


def test_many_to_many_goes_through_the_table_between(db: Database) -> None:
    one, three = db.query.books.find_many(
        where={"id": {"in": [1, 3]}}, with_={"tags": {"order_by": tags.label.desc()}}, order_by=books.id
    )

    assert ([tag.label for tag in one.tags], [tag.label for tag in three.tags]) == (["y", "x"], ["y"])


def test_a_table_belongs_to_itself(db: Database) -> None:
    ada, bob, _ = db.query.people.find_many(
        with_={"boss_of": {"where": people.name != "cy", "with_": {"led_by": True}}, "led_by": True}, order_by="id"
    )

    assert (ada.led_by, [(one.name, one.led_by.name) for one in ada.boss_of]) == (None, [("bob", "ada")])
    assert bob.led_by.name == "ada"


def test_nested_rows_are_ordered_limited_and_chosen(db: Database) -> None:
    ada = db.query.people.find_first(
        where={"name": "ada"},
        with_={"books": {"order_by": {"id": "desc"}, "limit": 1, "columns": {"title": True, "sold": False}}},
    )

    assert ada
    assert ada.books == [("two",)]
    assert db.query.people.find_first(order_by="id", offset=1, columns={"boss": False}) == (2, "bob")


def test_extras_keep_their_types_inside(db: Database) -> None:
    extras = {
        "upper": func.upper(books.title),
        "more": books.cost * 2,
        "is_one": books.id == 1,
        "none": lambda book: book.cost,
    }
    ada = db.query.people.find_first(
        where=people.id == 1, with_={"books": {"columns": ["id"], "extras": extras, "order_by": "id"}}
    )

    assert ada
    assert ada.books == [
        (1, "ONE", decimal.Decimal("2.20"), True, decimal.Decimal("1.10")),
        (2, "TWO", None, False, None),
    ]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"books": True}, [1, 2]),
        ({"books": False}, [3]),
        ({"books": {"title": {"like": "t%"}}}, [1, 2]),
        ({"books": {"tags": {"label": "x"}}}, [1]),
        ({"boss_of": {"books": True}}, [1]),
        ({"led_by": {"name": "ada"}, "NOT": {"name": "cy"}}, [2]),
        ({"OR": [{"name": "ada"}, {"id": {"gte": 3}}]}, [1, 3]),
        ({"boss": {"is_null": True}}, [1]),
        ({"boss": None}, [1]),
        ({"RAW": lambda person: sql("length({}) = 2", person.name)}, [3]),
        ({"books": {"days": {"array_contains": [dt.date(2024, 1, 1)]}}}, [1]),
        ({"books": {"days": {"array_contained": [dt.date(2020, 1, 2)]}}}, []),
        (lambda person: person.name.ilike("B%"), [2]),
        (exists(select(books.id).from_(books).where(books.author == people.id)), [1, 2]),
    ],
)
def test_rows_are_filtered_by_columns_and_relations(db: Database, where: Any, ids: list[int]) -> None:
    assert [row.id for row in db.query.people.find_many(where=where, order_by=people.id)] == ids


def test_the_query_is_a_value_with_placeholders(db: Database) -> None:
    query = db.query.people.find(where=people.id == placeholder("id"), with_={"books": {"limit": placeholder("most")}})

    assert [len(query.one(id=1, most=most).books) for most in (0, 1, 9)] == [0, 1, 2]
    assert [row.name for row in query.stream(id=2, most=1)] == ["bob"]
    assert db.all(query, as_=dict, id=3, most=1)[0]["books"] == []


def test_it_is_awaited_on_an_async_database(library: str) -> None:
    async def work() -> Any:
        async with AsyncDatabase(library, relations=relations) as db:
            many = await db.query.people.find_many(with_="books", order_by="id")
            async with db.transaction() as tx:
                return many[0].books[0].day, (await tx.query.people.find_many(order_by="id"))[0].name

    assert asyncio.run(work()) == (BOOK["day"], "ada")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"with_": "bocks"}, "people has no relation 'bocks'; it has books, boss_of, led_by"),
        ({"where": {"nmae": 1}}, "where of people has no column or relation 'nmae'"),
        ({"where": {"id": {"above": 1}}}, "a condition has no operator 'above'"),
        ({"columns": ["nmae"]}, "table people has no column 'nmae'"),
        ({"order_by": {"id": "up"}}, 'the order of id is "asc" or "desc"'),
        ({"wehre": 1}, "a query of people has no option 'wehre'"),
        ({"with_": {"books": 3}}, "True or a dict of options, not 3"),
        ({"columns": []}, "chooses no column"),
    ],
)
def test_what_is_not_there_is_named(db: Database, options: Any, message: str) -> None:
    with pytest.raises(DeclarationError, match=message):
        db.query.people.find(**options)


def test_relations_that_do_not_fit_are_refused() -> None:
    def make(**relation: Any) -> None:
        define_relations(TABLES, lambda r: {"people": {"x": r.many.books(**relation)}})

    with pytest.raises(DeclarationError, match=r"the relation people\.x needs a column of <table people>"):
        make(from_=books.id, to=books.author)
    with pytest.raises(DeclarationError, match="both from_= and to="):
        make(from_=people.id)
    with pytest.raises(DeclarationError, match="there is no table 'bocks' among people"):
        define_relations(TABLES, lambda r: {"people": {"x": r.many.bocks()}})
    with pytest.raises(DeclarationError, match=r"no columns reference each other .* say from_= and to="):
        define_relations(TABLES, lambda r: {"people": {"x": r.many.tags()}})
    with pytest.raises(DeclarationError, match="has the name of a column"):
        define_relations(TABLES, lambda r: {"people": {"name": r.many.books()}})


def test_relations_are_asked_for_where_they_are_missing(library: str) -> None:
    with Database(library) as db, pytest.raises(UsageError, match="relations=define_relations"):
        _ = db.query
    with Database(library, relations=relations) as db, pytest.raises(DeclarationError, match="know no table 'bocks'"):
        _ = db.query.bocks


def test_a_column_may_have_any_name(db: Database) -> None:
    trains = pg_table("trains", {"id": integer().primary_key(), "t": text(), "0": text()})
    stops = pg_table("stops", {"id": integer().primary_key(), "train": integer(), "t": integer(), "r1": text()})
    db.execute(sql('CREATE TABLE trains (id integer, t text, "0" text)'))
    db.execute(sql("CREATE TABLE stops (id integer, train integer, t integer, r1 text)"))
    own = define_relations(
        {"trains": trains, "stops": stops},
        lambda r: {
            "trains": {"stops": r.many.stops(from_=r.trains.id, to=r.stops.train)},
            "stops": {"of": r.one.trains(from_=r.stops.train, to=r.trains.id)},
        },
    )
    db.insert(trains).values({"id": 1, "t": "x", "0": "y"}).execute()
    db.insert(stops).values(id=2, train=1, t=3, r1="z").execute()

    [train] = Database(db._connection, relations=own).query.trains.find_many(with_={"stops": {"with_": {"of": True}}})
    assert train == (1, "x", "y", [(2, 1, 3, "z", (1, "x", "y"))])


def test_aggregates_go_beside_in_extras(db: Database) -> None:
    total = select(sum(books.cost)).from_(books).where(books.author == people.id)
    many = select(count()).from_(books).where(books.author == people.id)
    row = db.query.people.find_first(order_by="id", columns=["id"], extras={"cost": total, "books": many})

    assert row == (1, decimal.Decimal("1.10"), 2)
