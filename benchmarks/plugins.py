"""Starts of plugins: with nothing to do, and many processes at once on an empty database.

python -m benchmarks.plugins [ROUNDS]
"""

import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import psycopg

from mizzle import integer, pg_table, text, uuid
from mizzle.connection import connect
from mizzle.embedded import server
from mizzle.plugins import Plugin, migrate, status

ONE = """
import sys
from mizzle import integer, pg_table, sql, uuid
from mizzle.plugins import Plugin, migrate
good = [Plugin(name=f"good-{n}", schema=[pg_table("t", {"id": uuid().primary_key(), "n": integer()})]) for n in range(3)]
bad = Plugin(name="bad", schema=[pg_table("t", {"n": integer().default(sql("no_such()"))})])
try:
    migrate(sys.argv[1], [bad, *good], deadline=300)
except ExceptionGroup as group:
    assert [error.plugin for error in group.exceptions] == ["bad"], group.exceptions
"""


def plugin(tables: int) -> Plugin:
    return Plugin(
        name="big",
        schema=[
            pg_table(
                f"t{number}",
                {
                    "id": uuid().primary_key().default_random(),
                    **{f"c{place}": text() for place in range(8)},
                    "n": integer().unique(),
                },
            )
            for number in range(tables)
        ],
    )


def idle(url: str, tables: int) -> None:
    one = plugin(tables)
    migrate(url, [one])
    whole, work = timed(lambda: migrate(url, [one]))
    bare, _ = timed(lambda: connect(url).close())
    print(
        f"nothing to do, {tables:5} tables   {whole - bare:7.1f} ms beyond connecting ({bare:.1f}), {work:.1f} of them this process"
    )


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds that have passed, and those of this process's CPU: medians of 15."""
    passed, used = [], []
    for _ in range(15):
        begun = time.perf_counter(), time.process_time()
        call()
        passed.append(time.perf_counter() - begun[0])
        used.append(time.process_time() - begun[1])
    return 1000 * statistics.median(passed), 1000 * statistics.median(used)


def together(url: str, processes: int) -> int:
    ones = [subprocess.Popen([sys.executable, "-c", ONE, url], stderr=subprocess.PIPE) for _ in range(processes)]
    failed = sum(bool(one.wait()) for one in ones)
    once = [one.steps for one in status(url)] == [1, 1, 1]
    return failed + (not once)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with server(throw_away=True) as embedded:

        def fresh() -> str:
            name = f"b_{secrets.token_hex(4)}"
            with psycopg.connect(embedded.url, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
            return embedded.url_for(name)

        print(f"PostgreSQL {embedded.major}, embedded, throw-away; median of 15")
        idle(fresh(), 100)
        if rounds != 1:
            idle(fresh(), 1000)
        failures = sum(together(fresh(), 16) for _ in range(rounds))
        print(f"16 processes at once, {rounds} rounds     {failures} failures")


if __name__ == "__main__":
    main()
