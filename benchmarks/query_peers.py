"""The same queries by SQLAlchemy Core, Piccolo and asyncpg, where they are installed: pip install sqlalchemy piccolo asyncpg."""

import asyncio
from collections.abc import Callable
from typing import Any

Works = dict[str, Callable[[], object]]


def sqlalchemy() -> Works:
    """Building and compiling as its engine does: by the compiled cache, with the parameters taken out."""
    import sqlalchemy as sa
    from sqlalchemy.dialects.postgresql import psycopg

    meta = sa.MetaData()
    users = sa.Table(
        "users",
        meta,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text),
        sa.Column("age", sa.Integer),
        sa.Column("active", sa.Boolean),
    )
    posts = sa.Table(
        "posts",
        meta,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("author", sa.Integer),
        sa.Column("title", sa.Text),
    )
    dialect: Any = psycopg.dialect()
    cache: dict[Any, Any] = {}

    def compiled(query: Any) -> object:
        made, taken, *_ = query._compile_w_cache(dialect, compiled_cache=cache, column_keys=[], for_executemany=False)
        return made.construct_params(extracted_parameters=taken)

    def select() -> object:
        joined = users.join(posts, posts.c.author == users.c.id)
        conditions = users.c.age > 18, users.c.active == sa.true(), posts.c.title.like("a%")
        query = sa.select(users.c.id, users.c.name, posts.c.title).select_from(joined).where(*conditions)
        return compiled(query.order_by(users.c.name).limit(10))

    def insert() -> object:
        return compiled(sa.insert(users).values(name="ada", age=36, active=True).returning(users.c.id, users.c.name))

    return {"select": select, "insert": insert}


def piccolo() -> Works:
    """Building and compiling; Piccolo joins by foreign keys."""
    from piccolo.columns import Boolean, ForeignKey, Integer, Text
    from piccolo.engine.postgres import PostgresEngine
    from piccolo.table import Table

    engine = PostgresEngine(config={}, extensions=())

    class Users(Table, db=engine):
        name = Text()
        age = Integer()
        active = Boolean()

    class Posts(Table, db=engine):
        author = ForeignKey(Users)
        title = Text()

    def select() -> object:
        author: Any = Posts.author
        query = Posts.select(author.id, author.name, Posts.title).where(
            (author.age > 18) & (author.active == True) & Posts.title.like("a%")  # noqa: E712
        )
        return query.order_by(author.name).limit(10).querystrings[0].compile_string()

    def insert() -> object:
        return (
            Users.insert(Users(name="ada", age=36, active=True))
            .returning(Users.id, Users.name)
            .querystrings[0]
            .compile_string()
        )

    return {"select": select, "insert": insert}


def asyncpg(url: str, text: str) -> Callable[[], object]:
    """Fetching the rows of a query."""
    import asyncpg as driver

    loop = asyncio.new_event_loop()
    connection = loop.run_until_complete(driver.connect(url))
    return lambda: loop.run_until_complete(connection.fetch(text))
