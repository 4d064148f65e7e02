"""Starts of plugins with nothing to do; many at once are in benchmarks/starts.py.

python -m benchmarks.plugins [TABLES …]

Wall time is beyond connecting; the server's CPU is that of a backend that has just been started. What has grown (rows, other
schemas) is measured in turn with what has not. A plugin that waits for leave is planned anew at each start.
"""

import argparse
import logging
import secrets
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import psycopg

from mizzle import history, integer, pg_table, text, uuid
from mizzle.connection import connect
from mizzle.embedded import server
from mizzle.plugins import Plugin, migrate
from mizzle.plugins.settled import settled

RUNS = 15
ROWS, OTHERS = 100_000, 2_000
FILL = f"INSERT INTO big.t0 (id, n) SELECT gen_random_uuid(), i FROM generate_series(1, {ROWS}) i; ANALYZE"
BESIDE = """
    CREATE SCHEMA IF NOT EXISTS beside;
    CREATE TABLE IF NOT EXISTS beside.top (id int PRIMARY KEY);
    DO $$ BEGIN
        FOR number IN {first} .. {last} LOOP
            EXECUTE format('CREATE TABLE beside.t%s (id serial PRIMARY KEY, a text, b int UNIQUE, top int REFERENCES beside.top)', number);
            EXECUTE format('COMMENT ON TABLE beside.t%s IS ''x''', number);
        END LOOP;
    END $$"""

Times = tuple[float, float, float]  # milliseconds: passed, this process's CPU, the server's CPU


def plugin(tables: int, *, less: bool = False) -> Plugin:
    columns = 7 if less else 8
    return Plugin(
        name="big",
        schema=[
            pg_table(
                f"t{number}",
                {
                    "id": uuid().primary_key().default_random(),
                    **{f"c{place}": text() for place in range(columns)},
                    "n": integer().unique(),
                },
            )
            for number in range(tables)
        ],
    )


def started(url: str, one: Plugin) -> Times:
    """A start that finds nothing to do."""
    with closing(connect(url)) as connection:
        begun = time.perf_counter(), time.process_time(), used(connection.info.backend_pid)
        if settled(connection, [one], history.Home()) is None:
            sys.exit("there was something to do")
        return since(*begun[:2], used(connection.info.backend_pid) - begun[2])


def refused(url: str, one: Plugin) -> Times:
    """A start that a plugin's plan stops; the server's CPU is not measured, for it has several connections."""
    begun = time.perf_counter(), time.process_time()
    with suppress(ExceptionGroup):
        migrate(url, [one])
        sys.exit("nothing was refused")
    return since(*begun, 0.0)


def since(passed: float, own: float, backend: float) -> Times:
    return 1000 * (time.perf_counter() - passed), 1000 * (time.process_time() - own), backend


def used(pid: int) -> float:
    """The CPU of a backend in milliseconds; 0 where there is no /proc."""
    file = Path(f"/proc/{pid}/schedstat")
    return int(file.read_text().split()[0]) / 1e6 if file.exists() else 0.0


def in_turn(trials: Mapping[str, Callable[[], Times]], runs: int = RUNS) -> dict[str, Times]:
    """Medians; each is measured once a round, so that a busy moment falls on all."""
    found: dict[str, list[Times]] = {name: [] for name in trials}
    for _ in range(runs):
        for name, trial in trials.items():
            found[name].append(trial())
    return {name: tuple(map(statistics.median, zip(*times, strict=True))) for name, times in found.items()}  # type: ignore[misc]


def measured(tables: int, fresh: Callable[[str], str]) -> None:
    one = plugin(tables)
    alone = fresh("template0")
    migrate(alone, [one])
    filled, beside = (fresh(psycopg.conninfo.conninfo_to_dict(alone)["dbname"]) for _ in range(2))  # type: ignore[arg-type]
    urls = {"nothing to do": alone, f"the same with {ROWS:,} rows": filled, f"beside {OTHERS:,} tables": beside}
    run(filled, FILL)
    for first in range(0, OTHERS, 500):  # a transaction holds a lock for each
        run(beside, BESIDE.format(first=first, last=first + 499))
    run(beside, "VACUUM ANALYZE")
    found = in_turn({name: partial(started, url, one) for name, url in urls.items()})
    logging.disable(logging.ERROR)  # what is refused says so each time
    found |= in_turn({"a plugin that waits for leave": partial(refused, alone, plugin(tables, less=True))}, 3)
    base = found["nothing to do"]
    for name, (wall, own, backend) in found.items():
        ratio = f"{(own + backend) / (base[1] + base[2]):6.2f}" if backend and name != "nothing to do" else ""
        print(f"{tables:6,}  {name:32} {wall:8.1f} {own:8.1f} {backend:8.1f}  {ratio}")


def run(url: str, text: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(text.encode())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plugins", description=__doc__)
    parser.add_argument("tables", type=int, nargs="*", default=[100, 1000], help="how many tables a plugin has")
    sizes = parser.parse_args().tables
    with server(throw_away=True) as embedded:

        def fresh(template: str) -> str:
            name = f"b_{secrets.token_hex(4)}"
            run(embedded.url, f"CREATE DATABASE {name} TEMPLATE {template}")
            return embedded.url_for(name)

        print(f"PostgreSQL {embedded.major}, embedded, throw-away; medians of {RUNS}, in milliseconds\n")
        print(f"tables  {'start':32} {'wall':>8} {'own CPU':>8} {'server':>8}  ratio of CPU")
        for tables in sizes:
            measured(tables, fresh)


if __name__ == "__main__":
    main()
