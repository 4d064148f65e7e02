"""What type checkers know of rows: a module in which some lines are wrong on purpose. `pulled` is what pull wrote."""

TYPED = """\
from dataclasses import dataclass
from uuid import UUID
from typing import Any, assert_type, TypedDict, NotRequired
from decimal import Decimal
from mizzle import AsyncDatabase, alias, Column, Database, excluded, update, PgTable, between, count, eq, func, gt, in_array, insert, integer, numeric, placeholder, select, sql, text, uuid, Value, boolean, jsonb
import mizzle
import pulled

class NewUser(TypedDict):
    id: NotRequired[Value[UUID]]
    email: Value[str]
    age: NotRequired[Value[int | None]]
    price: NotRequired[Value[Decimal | int | None]]

class UserChange(TypedDict, total=False):
    email: Value[str]
    age: Value[int | None]
    price: Value[Decimal | int | None]

class Users(PgTable[NewUser, UserChange], name="users"):
    id = uuid().primary_key().default_random()
    email = text().not_null()
    age = integer()
    price = numeric()
    posts: list["Posts"]

class Posts(PgTable, name="posts"):
    id = integer().primary_key()
    author = uuid().references(lambda: Users.id)
    title = text().not_null()

@dataclass
class Person:
    email: str

def rows(db: Database) -> None:
    on = Posts.author == Users.id
    assert_type(db.select(Users).all(), list[Users])
    assert_type(db.select().from_(Users).where(Users.age > 1).all(), list[Users])
    assert_type(db.select(Users.id).from_(Users).all(), list[tuple[UUID]])
    assert_type(db.select(Users.id, Posts.title).from_(Users).inner_join(Posts, on).all(), list[tuple[UUID, str]])
    assert_type(db.select(Users.id, Posts.title).from_(Users).left_join(Posts, on).all(), list[tuple[UUID, str | None]])
    assert_type(db.select(Posts.id, Users.id, Posts.title).from_(Users).left_join(Posts, on).where(on).all(), list[tuple[int | None, UUID, str | None]])
    assert_type(db.select(Users.id, Posts.title).from_(Users).right_join(Posts, on).all(), list[tuple[UUID | None, str]])
    assert_type(db.select(Users.id, Posts.title).from_(Users).full_join(Posts, on).all(), list[tuple[UUID | None, str | None]])
    assert_type(db.select(Users, Posts).from_(Users).left_join(Posts, on).all(), list[tuple[Users, Posts | None]])
    assert_type(db.select(Users.id, count()).from_(Users).left_join(Posts, on).all(), list[tuple[UUID, int]])
    assert_type(db.select(Users.id, func.lower(Users.email), sql("1"), count().as_("n")).all(), list[tuple[UUID, Any, Any, int]])
    user, post = db.select().from_(Users).left_join(Posts, on).one()
    assert_type(user, Users)
    assert_type(post, Posts | None)
    row = db.select().from_(Users).left_join(Posts, on).one()
    row.users
    assert_type(row[1], Posts | None)
    a, b = db.select().from_(Users).right_join(Posts, on).one()
    assert_type(a, Users | None)
    assert_type(b, Posts)
    assert_type(db.select(Users.id, Users.email, Users.age, Posts.id, Posts.author, Posts.title).from_(Users).join(Posts, on).all(), list[tuple[UUID, str, int | None, int, UUID | None, str]])
    assert_type(db.select(Users.id, Users.email, Users.age, Posts.id, Posts.author, Posts.title).from_(Users).left_join(Posts, on).all(), list[tuple[UUID | None, str | None, int | None, int | None, UUID | None, str | None]])
    c = db.select(count())

    assert_type(db.insert(Posts).values(title="x").returning().one(), Posts)
    assert_type(db.insert(Posts).values(title="x").returning(Posts.id, Posts.title).one(), tuple[int, str])
    assert_type(db.insert(Users).values({"email": "x"}).returning(Users.id).all(), list[tuple[UUID]])
    assert_type(db.update(Users).set({"age": 1}).where(Users.age > 1).returning().all(), list[Users])
    assert_type(db.update(Users).set({"age": Users.age + 1}).where(Users.age > 1).returning(Users.id).one(), tuple[UUID])
    assert_type(db.update(Posts).set(title="x").all_rows().returning().all(), list[Posts])
    update(Users).set({"email": func.lower(Users.email), "age": None}).set({("email", "age"): select(Users.email, Users.age)}).set(Person("a"))
    db.update(Users).set({"age": "x"})  # wrong
    db.update(Users).set({"email": None})  # wrong
    db.update(Users).set({"agee": 5})  # wrong
    update(Users).set(age=1)  # wrong
    assert_type(db.delete(Users).where(Users.age > 1).returning(Users.email).all(), list[tuple[str]])
    db.insert(Users).values([{"email": "x", "price": 5}, {"email": func.lower("X"), "age": None}])
    db.insert(Users).values(Person("a"))
    db.insert(Users).values({"age": 5})  # wrong
    db.insert(Users).values({"email": 5})  # wrong
    db.insert(Users).values({"email": "x", "agee": 5})  # wrong
    db.insert(Users).values(email="x")  # wrong
    insert(Users).values({"email": None})  # wrong

    assert_type(db.query[Users].find_many(with_={"posts": True}), list[Users])
    assert_type(db.query[Users].find_many(with_={"posts": True})[0].posts[0].title, str)
    assert_type(db.query[Users].find_first(), Users | None)
    db.query[Users].find_many(wher=1)  # wrong
    assert_type(db.query[Users].find_many(columns=["id"]), list[Any])
    assert_type(db.query[Users].find_first(extras={"n": count()}, limit=1), Any)
    assert_type(db.select(Users.id).from_(Users).scalar(), UUID | None)
    assert_type(db.select(Users.age, Posts.id).from_(Users).join(Posts, on).scalar(), int | None)
    assert_type(db.select(count()).from_(Users).scalar(), int | None)
    assert_type(db.scalar(select(Users.email).from_(Users)), str | None)
    assert_type(db.scalar(sql("SELECT 1")), Any)
    other = alias(Users, "other")
    assert_type(db.select(other.email, Users.age).from_(Users).join(other, other.age == Users.age).all(), list[tuple[str, int | None]])
    assert_type(db.select(other).all(), list[Users])
    other.age > "x"  # wrong
    excluded(Users).age + 1
    number: str = db.select(Users.age).from_(Users).scalar()  # wrong
    assert_type(db.all(select(Users.id).from_(Users)), list[tuple[UUID]])
    assert_type(db.one(select(Users)), Users)
    assert_type(db.all(select(Users), as_=Person), list[Person])

    fits = [Users.age > 1, eq(Users.age, 1), eq(Users.age, None), gt(Users.price, 5), eq(Users.age, Users.id), eq(5, Users.age), eq(func.lower(Users.email), "x")]
    fits += [in_array(Users.age, [1, 2]), in_array(Users.age, select(Users.age)), between(Users.age, 1, 2), eq(Users.email, placeholder("x"))]
    eq(Users.age, "x")  # wrong
    gt(Users.price, "x")  # wrong
    in_array(Users.age, ["x"])  # wrong
    between(Users.email, "a", 5)  # wrong
    db.select().from_(Users).where(Users.age == "x")  # wrong

async def later(db: AsyncDatabase) -> None:
    assert_type(await db.select(Users), list[Users])
    assert_type(await db.all(select(Users.id).from_(Users)), list[tuple[UUID]])
    assert_type(await db.query[Users].find_many(), list[Users])
    assert_type(await db.query[Users].find_many(columns=["id"]), list[Any])
    assert_type(await db.scalar(select(Users.email).from_(Users)), str | None)
    assert_type(await db.one(select(Users)), Users)
    assert_type(await db.select(Users).where(Users.age > 1).one(), Users)
    assert_type((await db.select(Users).all())[0].email, str)
    assert_type(await db.insert(Users).values({"email": "x"}).returning().one(), Users)
    assert_type(await db.insert(Posts).values(title="x").returning(Posts.id, Posts.title).all(), list[tuple[int, str]])
    assert_type(await db.update(Users).set({"age": 1}).where(Users.age > 1).returning(Users.id), list[tuple[UUID]])
    assert_type(await db.delete(Users).where(Users.age > 1).execute(), int)
    assert_type(await db.select(Users.id, Users.age).from_(Users).where(Users.age > 1), list[tuple[UUID, int | None]])
    assert_type(await db.select(Users.id, Posts.id).from_(Users).left_join(Posts, Posts.author == Users.id).first(), tuple[UUID | None, int | None] | None)
    assert_type(await db.select(Users.id).from_(Users).scalar(), UUID | None)
    assert_type(await db.select(func.lower(Users.email), Users.id).from_(Users).one(), tuple[Any, UUID])
    db.insert(Users).values({"age": 5})  # wrong
    db.update(Users).set({"age": "x"})  # wrong
    db.select(Users.id).from_(Users).where(Users.age == "x")  # wrong

class Profile:
    city: str

class Things(PgTable, name="things"):
    price = numeric()
    profile = jsonb().type(Profile).not_null()
    tags = jsonb().type(list[str])

def columns(db: Database) -> None:
    column: Column[str] = Users.email
    assert_type(db.select(Users).one().email, str)
    assert_type(db.select(Users).one().age, int | None)
    assert_type(db.select(Users.age).from_(Users).order_by(Users.age).first(), tuple[int | None] | None)
    assert_type(db.select(Things).one().profile, Profile)
    assert_type(db.select(Things).one().tags, list[str] | None)
    fits = [Users.age > 1, Users.age == None, Users.price > 5, Users.price != Decimal("1"), Users.age >= Users.price + 1]
    fits += [Users.age.in_([1, 2]), Users.age.in_(select(Users.age)), Users.email == placeholder("x"), Users.email < sql("x")]
    fits += [Users.age.between(1, Users.age), Users.email.in_({"a"})]
    db.select().from_(Users).where(*fits, (Users.age > 1) & ~(Users.email == "x"))
    Users.age > "x"  # wrong
    Users.price < "5"  # wrong
    Users.age.in_(["x"])  # wrong
    Users.email.between("a", 5)  # wrong
    db.select(Users).one().nmae  # wrong
    number: int = db.select(Users).one().email  # wrong

def no_name_is_made_up() -> None:
    mizzle.selct  # wrong

def what_pull_wrote(db: Database) -> None:
    assert_type(db.select(pulled.Users.id, pulled.Users.age).all(), list[tuple[int, int | None]])
    assert_type(db.select(pulled.Users).one().name, str)
    db.insert(pulled.Users).values({"name": "x", "tags": ["a"]})
    db.insert(pulled.Users).values({"age": 5})  # wrong
    db.update(pulled.Users).set({"age": 5, "tags": None})
    db.update(pulled.Users).set({"name": None})  # wrong
    pulled.Users.name > 5  # wrong
"""
