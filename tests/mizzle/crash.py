"""`python -m tests.mizzle.crash URL [FIRST STEP]`: cut an online push off behind each of its statements, and push again.

The process is killed, or the server ends one or all of its connections: then it goes on by itself.

A process of its own, for it forks. Prints how many statements the plan has, then a line for each thing that is wrong.
"""

import secrets
import sys
from contextlib import closing
from functools import partial

import psycopg

from mizzle import bigint, check, foreign_key, index, integer, pg_schema, sql, text, unique, varchar
from mizzle.answers import Answers
from mizzle.connection import connect
from mizzle.introspect.read import read
from mizzle.pushing import push
from tests.cutting import Progress, killed, terminated

app = pg_schema("app")
p = app.table("p", {"a": integer().primary_key()})
BEFORE = [
    app,
    p,
    app.table(
        "t",
        {"a": integer(), "b": integer(), "c": varchar(length=9), "d": integer().default(3)},
        lambda t: [index("i").on(t.a), index("o").on(t.c), unique("u").on(t.b), index("x").on(t.d)],
    ),
]
INDEXED = [
    *BEFORE[:2],
    app.table(
        "t",
        {"a": integer(), "b": integer(), "c": varchar(length=9), "d": integer().default(3)},
        lambda t: [
            index("i").on(t.a),
            index("o").on(t.c),
            unique("u").on(t.b),
            index("x").on(t.d),
            index("n").on(t.b, t.c),
        ],
    ),
]
AFTER = [
    app,
    p,
    app.table(
        "t",
        {"a": integer().not_null(), "b": integer().primary_key(), "c": text(), "d": bigint().default(3)},
        lambda t: [
            index("i").on(t.a, t.b),
            unique("u").on(t.b, t.a),
            index("x").on(t.d),
            check("k", sql("a > 0")),
            foreign_key(name="f", columns=[t.a], foreign_columns=[p.a]),
        ],
    ),
]
ROWS = "INSERT INTO app.p SELECT generate_series(1, 7); INSERT INTO app.t SELECT n % 7 + 1, n, 'x' FROM generate_series(1, 500) n"
LEFT = """
    SELECT relname::text FROM pg_index JOIN pg_class ON oid = indexrelid WHERE NOT indisvalid
    UNION ALL SELECT relname FROM pg_class WHERE relname LIKE '%\\_\\_mizzle\\_%'
    UNION ALL SELECT conname FROM pg_constraint WHERE NOT convalidated OR conname LIKE '%\\_\\_mizzle\\_%'
    UNION ALL SELECT 'rows: ' || count(*) FROM app.t HAVING count(*) <> 500 OR sum(d) <> 1500"""
ALL = Answers(all=True, expand=frozenset({"app.t.d"}))


def led(url: str, progress: Progress | None = None) -> None:
    push(AFTER, url, answers=ALL, online=True, progress=progress)


def wrong(url: str) -> list[str]:
    """Push a second time; what is wrong then."""
    led(url)
    with psycopg.connect(url) as connection:
        return [str(name) for (name,) in connection.execute(LEFT.encode())]


def main(server: str, first: int = 1, step: int = 1) -> None:
    with psycopg.connect(server, autocommit=True) as admin:
        name = f"c_{secrets.token_hex(4)}"

        def url(database: str) -> str:
            return psycopg.conninfo.make_conninfo(server, dbname=database)

        def fresh(template: str = name) -> str:
            database = f"c_{secrets.token_hex(6)}"
            admin.execute(f"CREATE DATABASE {database} TEMPLATE {template}".encode())
            return database

        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
        push(BEFORE, url(name))
        with psycopg.connect(url(name)) as connection:
            connection.execute(ROWS.encode())
        count = len(push(AFTER, url(name), answers=ALL, online=True, dry_run=True).statements)
        print(count, flush=True)  # noqa: T201
        whole = fresh()
        push(AFTER, url(whole), answers=ALL, online=True)
        with closing(connect(url(whole))) as connection:
            goal = read(connection).facts
        for place in range(first, count + 1, step):
            ways = ["killed", *(["work"] if place % 5 == 1 else ["all"] if place % 5 == 3 else [])]
            for way in ways:
                database = fresh()
                run = partial(led, url(database))
                killed(run, place) if way == "killed" else terminated(run, place, url(database), way)
                found = wrong(url(database))
                with closing(connect(url(database))) as connection:
                    if read(connection).facts != goal:
                        found.append("another end state")
                for text_ in found:
                    print(f"{way} behind {place}: {text_}", flush=True)  # noqa: T201
                admin.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())
        for database in (name, whole):
            admin.execute(f"DROP DATABASE {database} WITH (FORCE)".encode())


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
