"""The main job in one go: declare, push, change, push again, on a throw-away embedded server."""

from collections.abc import Callable

from mizzle.answers import Answers
from mizzle.dsl.check import check
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.index import index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.sql import sql
from mizzle.dsl.types import integer, numeric, text, timestamp
from mizzle.embedded import server
from mizzle.pushing import Pushed, push

shop = pg_schema("shop")
status = shop.enum("status", ["draft", "live"])
grown = pg_enum("status", ["draft", "live", "retired"], schema="shop")

first = shop.table(
    "products",
    {
        "id": integer().generated_always_as_identity().primary_key(),
        "name": text().not_null().unique(),
        "status": status().default("draft").not_null(),
        "price": numeric(precision=10, scale=2).not_null(),
    },
    lambda table: [check("price_is_positive", sql("{} > 0", table.price))],
)
second = shop.table(
    "products",
    {
        "id": integer().generated_always_as_identity().primary_key(),
        "title": text().not_null().unique().renamed_from("name"),
        "status": grown().default("draft").not_null(),
        "price": numeric(precision=12, scale=2).not_null(),
        "added_at": timestamp(with_timezone=True).default(sql("now()")).not_null(),
    },
    lambda table: [
        check("price_is_positive", sql("{} > 0", table.price)),
        index("live_products").on(table.title).where(sql("{} = 'live'", table.status)),
    ],
)


def run(say: Callable[[str], object]) -> None:
    """Push the first form, change it, push the second, and show that a third push has nothing to do."""
    with server(throw_away=True) as embedded:
        say(f"PostgreSQL {embedded.major}, throw-away, on a Unix socket\n")
        _told(say, "1. declare a table and push it", push([shop, status, first], embedded.url))
        _told(
            say,
            "2. rename a column, widen another, add a label, a column and a partial index; push again",
            push([shop, grown, second], embedded.url, answers=Answers()),
        )
        _told(say, "3. push once more", push([shop, grown, second], embedded.url))


def _told(say: Callable[[str], object], title: str, done: Pushed) -> None:
    say(f"-- {title}")
    for statement in done.statements:
        say(f"{statement.text};")
    say("nothing to do\n" if not done else "")
