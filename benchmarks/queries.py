"""What does a query cost: building and writing one, running one that is kept, fetching 10,000 rows?

python -m benchmarks.queries. CPU of the client alone; medians; what is compared runs in turn on one server.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import psycopg
from psycopg.rows import namedtuple_row

import mizzle as m
from mizzle.compiler.query.write import write
from mizzle.dsl.context import Context
from mizzle.embedded import server

RUNS, BUILDS, CALLS, ROWS = 20, 1000, 300, 10_000
users = m.pg_table(
    "users", {"id": m.integer().primary_key(), "name": m.text(), "age": m.integer(), "active": m.boolean()}
)
posts = m.pg_table("posts", {"id": m.integer().primary_key(), "author": m.integer(), "title": m.text()})
wide = m.pg_table(
    "wide",
    {
        "a": m.integer(),
        "b": m.text(),
        "c": m.boolean(),
        "d": m.timestamp(with_timezone=True),
        "e": m.uuid(),
        "f": m.numeric(),
        "g": m.bigint(),
        "h": m.date(),
        "i": m.double_precision(),
        "j": m.text(),
    },
)
FILL = """
INSERT INTO wide
SELECT n, 't' || n, n % 2 = 0, now(), gen_random_uuid(), n * 1.5, n, current_date, n / 3.0, 'x'
FROM generate_series(1, $1) n
"""


def typical() -> Any:
    return (
        m.select(users.id, users.name, posts.title)
        .from_(users)
        .inner_join(posts, posts.author == users.id)
        .where(users.age > 18, m.eq(users.active, True), posts.title.like("a%"))
        .order_by(users.name)
        .limit(10)
    )


def cost(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU for one of so many calls."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def main() -> None:
    context = Context()
    with server(throw_away=True) as postgres, psycopg.connect(postgres.url, autocommit=True) as connection:
        m.push([users, posts, wide], postgres.url)
        psycopg.RawCursor(connection).execute(FILL, [ROWS])
        db = m.Database(connection)
        every, one = m.select().from_(wide), m.select(users.id).from_(users).where(users.id == 1)
        texts = {query: db.to_sql(query)[0].encode() for query in (every, one)}
        works: dict[str, tuple[Callable[[], object], int]] = {
            "build a typical select": (typical, BUILDS),
            "build and write it": (lambda: write(typical(), context), BUILDS),
            "psycopg: run a small select": (
                lambda: psycopg.RawCursor(connection).execute(texts[one], [1]).fetchall(),
                CALLS,
            ),
            "mizzle: run the same, kept": (lambda: db.all(one), CALLS),
            "psycopg: 10,000 named tuples of 10": (
                lambda: connection.cursor(row_factory=namedtuple_row).execute(texts[every]).fetchall(),
                1,
            ),
            "mizzle: 10,000 typed rows of 10": (lambda: db.all(every), 1),
        }
        found: dict[str, list[float]] = {what: [] for what in works}
        for _ in range(RUNS):
            for what, (work, times) in works.items():
                found[what].append(cost(work, times))
    print(
        f"psycopg {psycopg.__version__}, PostgreSQL {postgres.major}, median of {RUNS} runs in turn, CPU of the client\n"
    )
    for what, times_ in found.items():
        print(f"{what:<40}{statistics.median(times_) * 1e6:>12,.1f} µs")


if __name__ == "__main__":
    main()
