"""What does a query cost: building and writing one, running one that is kept, fetching and inserting 10,000 rows?

python -m benchmarks.queries [--runs 20]. What is compared runs in turn on one server; the table shows medians of the client's
CPU and of the wall clock, and the median of each run's ratio to the line that it is compared with. SQLAlchemy Core, Piccolo and
asyncpg stand beside it where they are installed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, NamedTuple

import psycopg
from psycopg.rows import namedtuple_row

import mizzle as m
from benchmarks import query_peers
from mizzle.compiler.query.write import write
from mizzle.database.prepare import Ready
from mizzle.dsl.context import Context
from mizzle.embedded import server

ROWS = 10_000
PEERS = [name for name in ("sqlalchemy", "piccolo", "asyncpg") if find_spec(name)]
users = m.pg_table(
    "users",
    {
        "id": m.integer().primary_key().generated_by_default_as_identity(),
        "name": m.text(),
        "age": m.integer(),
        "active": m.boolean(),
    },
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


class Work(NamedTuple):
    """One line: what is done, so many times a run; beside which line, and the goal of the ratio."""

    what: str
    do: Callable[[], object]
    times: int
    beside: str = ""
    goal: float | None = None


def typical() -> Any:
    return (
        m.select(users.id, users.name, posts.title)
        .from_(users)
        .inner_join(posts, posts.author == users.id)
        .where(users.age > 18, m.eq(users.active, True), posts.title.like("a%"))
        .order_by(users.name)
        .limit(10)
    )


def adding() -> Any:
    return m.insert(users).values(name="ada", age=36, active=True).returning(users.id, users.name)


def writing() -> list[Work]:
    """Building and writing, until text and values could be sent."""
    context = Context()

    def ready(build: Callable[[], Any]) -> Callable[[], object]:
        return lambda: Ready(*write(build(), context)).constant

    works = []
    for peer in (name for name in PEERS if name != "asyncpg"):
        made = getattr(query_peers, peer)()
        works += [Work(f"{peer}: {kind}, built and compiled", do, 200) for kind, do in made.items()]
    beside = "sqlalchemy: {}, built and compiled" if "sqlalchemy" in PEERS else ""
    for kind, build in (("select", typical), ("insert", adding)):
        works.append(Work(f"mizzle: {kind}, built and written", ready(build), 200, beside.format(kind), 1 / 3))
    return works


def running(connection: Any, db: m.Database) -> list[Work]:
    """A small query that is kept."""
    one = m.select(users.id).from_(users).where(users.id == 1)
    text = db.to_sql(one)[0].encode()
    return [
        Work("psycopg: a small select", lambda: psycopg.RawCursor(connection).execute(text, [1]).fetchall(), 300),
        Work("mizzle: the same, kept", lambda: db.all(one), 300, "psycopg: a small select", 1.05),
        Work("mizzle: its rendering alone", lambda: db._ready(one).constant, 1000),
    ]


def fetching(url: str, connection: Any, db: m.Database) -> list[Work]:
    """10,000 rows of 10 columns."""
    every = m.select().from_(wide)
    text = db.to_sql(every)[0].encode()
    works = [
        Work(
            "psycopg: fetch named tuples",
            lambda: connection.cursor(row_factory=namedtuple_row).execute(text).fetchall(),
            1,
        ),
        Work("mizzle: fetch typed rows", lambda: db.all(every), 1, "psycopg: fetch named tuples", 1.15),
        Work("mizzle: copy_out", lambda: list(db.copy_out(wide)), 1, "psycopg: fetch named tuples"),
    ]
    if "asyncpg" in PEERS:
        works.append(Work("asyncpg: fetch records", query_peers.asyncpg(url, text.decode()), 1))
    return works


def inserting(connection: Any, db: m.Database) -> list[Work]:
    """10,000 rows of 10 columns."""
    rows = [tuple(row) for row in db.select().from_(wide)]
    dicts = [row._asdict() for row in db.select().from_(wide)]
    names = ", ".join(wide._config.columns)
    marks = ", ".join(["%s"] * 10)
    types = ["int4", "text", "bool", "timestamptz", "uuid", "numeric", "int8", "date", "float8", "text"]

    def copy() -> None:
        statement = f"COPY wide ({names}) FROM STDIN (FORMAT BINARY)"
        with (
            connection.transaction(force_rollback=True),
            connection.cursor() as cursor,
            cursor.copy(statement) as into,
        ):
            into.set_types(types)
            for row in rows:
                into.write_row(row)

    def many() -> None:
        with connection.transaction(force_rollback=True), connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO wide ({names}) VALUES ({marks})", rows)

    def ours(work: Callable[[], object]) -> Callable[[], None]:
        def rolled_back() -> None:
            with connection.transaction(force_rollback=True):
                work()

        return rolled_back

    copied, done = "psycopg: insert by copy", "psycopg: insert by executemany"
    return [
        Work(copied, copy, 1),
        Work("mizzle: copy_in, tuples", ours(lambda: db.copy_in(wide, rows)), 1, copied, 1.2),
        Work("mizzle: copy_in, dicts", ours(lambda: db.copy_in(wide, dicts)), 1, copied),
        Work(done, many, 1),
        Work("mizzle: insert().values(dicts)", ours(lambda: db.insert(wide).values(dicts).execute()), 1, done, 1.2),
    ]


def measured(works: list[Work], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of CPU and wall of one call of each, in each run."""
    found: dict[str, list[tuple[float, float]]] = {work.what: [] for work in works}
    for run in range(runs):
        for work in works if run % 2 else reversed(works):
            cpu, wall = time.process_time(), time.perf_counter()
            for _ in range(work.times):
                work.do()
            each = (time.process_time() - cpu) / work.times, (time.perf_counter() - wall) / work.times
            found[work.what].append(each)
    return found


def lines(works: list[Work], runs: int) -> list[str]:
    found = measured(works, runs)
    made = []
    for work in works:
        cpu, wall = (statistics.median(each[place] for each in found[work.what]) * 1e6 for place in (0, 1))
        told = ""
        if work.beside:
            pairs = list(zip(found[work.what], found[work.beside], strict=True))
            ratios = [statistics.median(a[place] / b[place] for a, b in pairs) for place in (0, 1)]
            met = "" if work.goal is None else f"  ≤ {work.goal:.2f}: {'met' if ratios[0] <= work.goal else 'MISSED'}"
            told = f"{ratios[0]:>8.2f}{ratios[1]:>8.2f}{met}"
        made.append(f"{work.what:<42}{cpu:>12,.1f}{wall:>12,.1f}{told}")
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with server(throw_away=True) as postgres, psycopg.connect(postgres.url, autocommit=True) as connection:
        m.push([users, posts, wide], postgres.url)
        psycopg.RawCursor(connection).execute(FILL, [ROWS])
        db = m.Database(connection)
        groups = writing(), running(connection, db), fetching(postgres.url, connection, db), inserting(connection, db)
        packages = ", ".join(f"{name} {version(name)}" for name in ("psycopg", *PEERS))
        print(f"{packages}, PostgreSQL {postgres.major}, medians of {runs} runs in turn, the client's CPU\n")
        print(f"{'':<42}{'CPU, µs':>12}{'wall, µs':>12}{'ratio':>8}{'wall':>8}")
        for group in groups:
            print(*lines(group, runs), sep="\n")


if __name__ == "__main__":
    main()
