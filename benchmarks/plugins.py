"""Starts of plugins with nothing to do; many at once are in benchmarks/starts.py.

python -m benchmarks.plugins [TABLES …]
"""

import secrets
import statistics
import sys
import time
from collections.abc import Callable

import psycopg

from mizzle import integer, pg_table, text, uuid
from mizzle.connection import connect
from mizzle.embedded import server
from mizzle.plugins import Plugin, migrate


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


def main() -> None:
    with server(throw_away=True) as embedded:

        def fresh() -> str:
            name = f"b_{secrets.token_hex(4)}"
            with psycopg.connect(embedded.url, autocommit=True) as admin:
                admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
            return embedded.url_for(name)

        print(f"PostgreSQL {embedded.major}, embedded, throw-away; median of 15")
        for tables in map(int, sys.argv[1:] or ("100", "1000")):
            idle(fresh(), tables)


if __name__ == "__main__":
    main()
