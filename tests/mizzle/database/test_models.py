"""Classes of rows that check their values, and documents that are objects of the user's."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypedDict

import attrs
import pydantic
import pytest

from mizzle import (
    Database,
    PgTable,
    insert_model,
    integer,
    jsonb,
    pg_table,
    select,
    select_model,
    sql,
    text,
    update_model,
    varchar,
)
from mizzle.errors import DeclarationError, DocumentError, QueryError
from tests.mizzle.database.conftest import Mood, posts, users


@attrs.frozen
class Address:
    city: str
    zip: int = 0


@dataclass
class Home:
    city: str


class Place(TypedDict):
    city: str


class Spot(pydantic.BaseModel):
    city: str
    at: Decimal = Decimal(0)


def people(kind: Any, *, validate: bool = True) -> Any:
    """The table of users, its profile declared to be of the kind."""
    return pg_table(
        "users",
        {
            "id": integer().primary_key().generated_by_default_as_identity(),
            "name": text().not_null(),
            "profile": jsonb().type(kind, validate=validate),
        },
    )


@pytest.mark.parametrize(
    ("kind", "value", "document"),
    [
        (Address, Address("Rom", 5), {"city": "Rom", "zip": 5}),
        (Home, Home("Rom"), {"city": "Rom"}),
        (Place, {"city": "Rom"}, {"city": "Rom"}),
        (list[Address], [Address("Rom")], [{"city": "Rom", "zip": 0}]),
        (dict[str, Home], {"a": Home("Rom")}, {"a": {"city": "Rom"}}),
        (Spot, Spot(city="Rom", at=Decimal("1.5")), {"city": "Rom", "at": "1.5"}),
    ],
)
def test_a_document_is_read_and_written_as_an_object(db: Database, kind: Any, value: Any, document: Any) -> None:
    table = people(kind)
    made = db.insert(table).values(name="rom", profile=value).returning().one()

    assert made.profile == value
    assert type(made.profile) is type(value)
    assert db.select(users.profile).from_(users).where(users.name == "rom").scalar() == document
    assert db.select(table).from_(table).where(table.profile.is_null()).all()[0][0].profile is None
    assert db.copy_in(table, [{"name": "again", "profile": value}]) == 1
    assert db.select(table.profile).from_(table).where(table.name == "again").scalar() == value
    assert db.update(table).set(profile=value).where(table.name == "ada").returning(table.profile).scalar() == value


@pytest.mark.parametrize("kind", [Address, Spot, Place])
def test_a_document_of_another_shape_is_named_and_not_shown(db: Database, kind: Any) -> None:
    table = people(kind)
    db.update(users).set(
        profile={"city": ["secret"], "zip": "secret"} if kind is Address else {"town": "secret"}
    ).where(users.id == 1).execute()

    with pytest.raises(
        DocumentError, match=rf"a document of users.profile \(jsonb\) is no {kind.__name__}: .*(city|zip)"
    ) as caught:
        db.select().from_(table).where(table.id == 1).all()
    assert "secret" not in str(caught.value)
    with pytest.raises(QueryError, match=r"does not fit users.profile \(jsonb\): .*city") as other:
        db.insert(table).values(name="x", profile={"town": "secret"}).execute()
    assert "secret" not in str(other.value)


def test_without_the_option_a_document_stays_a_document(db: Database) -> None:
    table = people(Address, validate=False)

    assert db.select(table.profile).from_(table).where(table.id == 2).scalar() == {"city": "Bonn"}
    with pytest.raises(DeclarationError, match="validate is for json and jsonb, not integer"):
        integer().type(int, validate=True)


@pytest.mark.parametrize("by", ["attrs", "pydantic"])
def test_a_model_makes_rows_that_fit(db: Database, by: Any) -> None:
    new, change, read_as = insert_model(users, by), update_model(users, by), select_model(users, by)
    assert (new.__name__, change.__name__, read_as.__name__) == ("UsersInsert", "UsersUpdate", "UsersRow")

    row = db.insert(users).values(new(name="eve", age=5, mood=Mood.bad)).returning().one()
    assert (row.age, row.active, row.mood) == (5, True, Mood.bad)
    assert db.insert(users).values([new(name="fay"), new(name="gus", active=False)]).execute() == 2
    assert db.copy_in(users, [new(name="hal", age=1), new(name="ida", age=None)]) == 2
    assert db.update(users).set(change(age=6)).where(users.name == "eve").returning(users.age, users.mood).one() == (
        6,
        Mood.bad,
    )
    read = db.one(select().from_(users).where(users.name == "ada"), as_=read_as)
    assert (type(read), read.name, read.tags, read.balance) == (read_as, "ada", ["x", "y"], "1.50")

    other = insert_model(posts, by)
    assert db.insert(posts).values(other(title="t", first_name="n")).returning(posts["first name"]).scalar() == "n"
    assert db.one(select().from_(posts).where(posts.id == 1), as_=select_model(posts, by)).first_name == "n"


@pytest.mark.parametrize("by", ["attrs", "pydantic"])
@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "name"),
        ({"name": None}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x", "age": "old"}, "age"),
        ({"name": "x", "age": 2**40}, r"users.age \(integer\): it goes from"),
        ({"name": "x", "mood": "awful"}, "mood"),
        ({"name": "x", "nope": 1}, "nope"),
    ],
)
def test_a_model_refuses_what_its_column_would(by: Any, values: Any, said: str) -> None:
    with pytest.raises((ValueError, TypeError), match=said):
        insert_model(users, by)(**values)


def test_models_know_lengths_generated_columns_and_bad_names() -> None:
    table = pg_table(
        "t",
        {
            "id": integer().generated_always_as_identity(),
            "code": varchar(length=3).not_null(),
            "twice": text().generated_always_as(sql("code || code")),
            "class": integer(),
            "_x": integer(),
        },
    )
    new = insert_model(table)

    assert [field.name for field in attrs.fields(new)] == ["code", "class_", "x"]
    assert new(code="abc", class_=1) == new(code="abc", class_=1)
    with pytest.raises(ValueError, match=r"t.code \(character varying\(3\)\): it has 4 characters"):
        new(code="abcd")
    with pytest.raises(DeclarationError, match="have one name in Python, a_b"):
        insert_model(pg_table("t", {"a b": integer(), "a_b": integer()}))
    with pytest.raises(DeclarationError, match='"attrs" or "pydantic"'):
        insert_model(table, "zod")  # type: ignore[arg-type]
    with pytest.raises(DeclarationError, match="a model is made of a table"):
        insert_model(5)


def test_the_class_form_has_models_too(db: Database) -> None:
    class Users(PgTable, name="users"):
        id = integer().primary_key().generated_by_default_as_identity()
        name = text().not_null()

    assert db.insert(Users).values(insert_model(Users)(name="eve")).returning().one().name == "eve"
