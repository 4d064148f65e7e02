"""How long others wait while a plan runs over a big table: the plain plan beside the online one.

python -m benchmarks.online [--rows 1000000] [--lock-timeout 0.5] [--major 18]

A reader and a writer use both tables all the time, in statements that take 20 ms when nobody is in the way. What a statement takes
beyond that is what it waited. The online plan must never make either wait for longer than its lock_timeout.
"""

import argparse
import os
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from attrs import Factory, define

from mizzle import bigint, check, foreign_key, index, integer, pg_schema, sql, text, unique, varchar
from mizzle.answers import Answers
from mizzle.embedded import server
from mizzle.pushing import push

STATEMENT = 0.02  # seconds
SLACK = 0.25  # seconds that a shared machine adds to a statement now and then, measured with nothing to wait for
app = pg_schema("app")
kinds = app.table("kinds", {"id": integer().primary_key(), "name": text()})
BEFORE = [
    app,
    kinds,
    app.table(
        "events",
        {
            "id": bigint().primary_key(),
            "kind": integer(),
            "place": integer(),
            "note": varchar(length=40),
            "size": integer().not_null(),
        },
        lambda t: [index("by_note").on(t.note), index("by_kind").on(t.kind), index("by_size").on(t.size)],
    ),
]
# Each of these is done in a way of its own: an index, one replaced, one dropped, a key, NOT NULL, a check, a foreign key, a type
# that leaves the rows as they are, and one that does not.
EXPAND = frozenset({"app.events.size"})
AFTER = [
    app,
    kinds,
    app.table(
        "events",
        {
            "id": bigint().primary_key(),
            "kind": integer().not_null(),
            "place": integer(),
            "note": text(),
            "size": bigint().not_null(),
        },
        lambda t: [
            index("by_size").on(t.size),
            index("by_place").on(t.place),
            index("by_kind").on(t.kind, t.place),
            unique("events_place_id").on(t.place, t.id),
            check("place_is_positive", sql("place >= 0")),
            foreign_key(name="events_kind", columns=[t.kind], foreign_columns=[kinds.id]),
        ],
    ),
]
FILL = """
    INSERT INTO app.kinds SELECT n, 'kind ' || n FROM generate_series(1, 100) n;
    INSERT INTO app.events SELECT n, n % 100 + 1, n % 1000, 'note ' || n % 5000, n FROM generate_series(1, {rows}) n"""
READ = """
    SELECT pg_sleep({pause}) FROM (SELECT count(*) FROM app.events e JOIN app.kinds k ON k.id = e.kind WHERE e.id = {id}) found"""
WRITE = """
    WITH changed AS (UPDATE app.events SET place = place + 1 WHERE id = {id} RETURNING kind),
         beside AS (UPDATE app.kinds SET name = name WHERE id = (SELECT kind FROM changed) RETURNING id)
    SELECT pg_sleep({pause}) FROM (SELECT count(*) FROM beside) found"""


@define
class Client:
    """Runs its statement again and again; `waits` are the seconds beyond what it takes."""

    url: str
    statement: str
    rows: int
    waits: list[float] = Factory(list)
    over: threading.Event = Factory(threading.Event)

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            number = 0
            while not self.over.is_set():
                number = number * 48271 % 2147483647 or 7
                begun = time.perf_counter()
                text = self.statement.format(pause=STATEMENT, id=number % self.rows + 1)
                connection.execute(text.encode(), prepare=False)
                self.waits.append(max(0.0, time.perf_counter() - begun - STATEMENT))


@contextmanager
def hammering(url: str, rows: int) -> Iterator[dict[str, Client]]:
    """A reader and a writer, while the block runs."""
    clients = {"reader": Client(url, READ, rows), "writer": Client(url, WRITE, rows)}
    threads = [threading.Thread(target=client.run) for client in clients.values()]
    for thread in threads:
        thread.start()
    try:
        yield clients
    finally:
        for client in clients.values():
            client.over.set()
        for thread in threads:
            thread.join()


def plan(url: str, *, online: bool, lock_timeout: float) -> None:
    """Push in a process of its own, so that planning takes nothing from the clients."""
    child = os.fork()
    if not child:
        code = 1
        try:
            push(AFTER, url, answers=Answers(all=True, expand=EXPAND), online=online, lock_timeout=lock_timeout)
            code = 0
        finally:
            os._exit(code)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        raise SystemExit("the push failed")


def measured(url: str, how: str, rows: int, lock_timeout: float) -> float:
    """One line for each client; the longest wait."""
    with hammering(url, rows) as clients:
        time.sleep(1)
        begun = time.perf_counter()
        if how == "nothing":
            time.sleep(5)
        else:
            plan(url, online=how == "online", lock_timeout=lock_timeout)
        took = time.perf_counter() - begun
        time.sleep(0.5)
    for name, client in clients.items():
        cells = [
            f"{1000 * max(client.waits):8.0f}",
            f"{1000 * statistics.median(client.waits):6.1f}",
            f"{len(client.waits):6,}",
        ]
        print(
            f"{how:8} {took:7.1f} s  {name}  longest wait {cells[0]} ms, median {cells[1]} ms, {cells[2]} statements",
            flush=True,
        )
    return max(max(client.waits) for client in clients.values())


def main() -> int:
    """Print the table; 1 where the online plan kept somebody waiting for longer than it may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.online", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the big table")
    parser.add_argument("--lock-timeout", type=float, default=0.5, help="seconds: the longest that anybody may wait")
    parser.add_argument("--major", type=int, help="the version of the server")
    options = parser.parse_args()
    with server(throw_away=True, major=options.major) as there, psycopg.connect(there.url, autocommit=True) as admin:
        names = [f"o_{secrets.token_hex(4)}" for _ in range(3)]
        admin.execute(f"CREATE DATABASE {names[0]}".encode())
        push(BEFORE, there.url_for(names[0]))
        with psycopg.connect(there.url_for(names[0]), autocommit=True) as connection:
            connection.execute(FILL.format(rows=options.rows).encode())
            connection.execute("VACUUM ANALYZE")
        for name in names[1:]:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {names[0]}".encode())
        told = f"{options.rows:,} rows, statements of 20 ms, lock_timeout {options.lock_timeout:g} s"
        print(f"PostgreSQL {there.major}, embedded; {told}, load {os.getloadavg()[0]:.1f}", flush=True)
        waits = {
            how: measured(there.url_for(name), how, options.rows, options.lock_timeout)
            for how, name in zip(("nothing", "plain", "online"), names, strict=True)
        }
    most = options.lock_timeout + max(SLACK, waits["nothing"])
    print(
        f"plain : online {waits['plain'] / waits['online']:.0f} : 1; online ≤ {1000 * most:.0f} ms: {'met' if waits['online'] <= most else 'MISSED'}"
    )
    return 0 if waits["online"] <= most else 1


if __name__ == "__main__":
    sys.exit(main())
