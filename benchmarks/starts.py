"""Many processes start at once on a database that has no plugins yet, one of which fails; beside them stands somebody's data.

python -m benchmarks.starts [--rounds 50] [--processes 16] [--url SERVER]

In each round all processes migrate the first version of the plugins together, then all the second. Nothing may fail but the
plugin that has to, each step must be in the history once, and pg_dump must say of what is not the plugins' what it said before.
"""

import argparse
import logging
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from mizzle import index, integer, pg_enum, pg_table, sql, text, uuid
from mizzle.embedded import binaries, server
from mizzle.plugins import Plugin, migrate, migrating, status

FOREIGN = """
    CREATE SCHEMA app;
    CREATE ROLE {role};
    CREATE TYPE app.mood AS ENUM ('good', 'bad');
    CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n := 1; RETURN NEW; END';
    CREATE TABLE orders (id int PRIMARY KEY, server_id int, n int CHECK (n > 0), mood app.mood DEFAULT 'good');
    CREATE UNIQUE INDEX orders_server ON orders (server_id, lower(n::text));
    CREATE INDEX orders_n ON orders (n) WHERE n > 5;
    CREATE TABLE app.lines (id serial PRIMARY KEY, order_id int REFERENCES orders, server_id uuid);
    CREATE TRIGGER touch BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION app.touch();
    ALTER TABLE orders ENABLE ROW LEVEL SECURITY; ALTER TABLE orders FORCE ROW LEVEL SECURITY;
    CREATE POLICY mine ON orders TO {role} USING (server_id = 1);
    CREATE VIEW app.seen AS SELECT id, n FROM orders;
    CREATE MATERIALIZED VIEW app.counted AS SELECT count(*) FROM orders;
    COMMENT ON TABLE orders IS 'somebody''s';
    GRANT SELECT (n) ON orders TO {role};
    INSERT INTO orders SELECT i, i, i FROM generate_series(1, 100) i;
    INSERT INTO app.lines (order_id) SELECT i FROM generate_series(1, 100) i"""
OURS = ["--exclude-schema=mizzle", "--exclude-schema=good_*", "--exclude-schema=bad", "--exclude-table=public.agents"]
GOOD = ["@acme/core", "good-0", "good-1", "good-2"]


def plugins(version: int) -> list[Plugin]:
    more = {"note": text().default("x")} if version > 1 else {}
    agents = pg_table("agents", {"id": uuid().primary_key().default_random(), **more})

    def good(number: int) -> Plugin:
        mood = pg_enum("mood", ["good", "bad"])
        more = {"note": text()} if version > 1 else {}
        columns = {
            "id": uuid().primary_key(),
            "n": integer().unique(),
            "mood": mood(),
            "agent": uuid().references(lambda: agents.id),
        }
        table = pg_table(
            "t", {**columns, **more}, lambda t: [index().on(t.agent), *([index().on(t.note)] if more else [])]
        )
        return Plugin(name=f"good-{number}", schema=[mood, table])

    bad = Plugin(name="bad", schema=[pg_table("t", {"n": integer().default(sql("no_such()"))})])
    return [bad, *(good(number) for number in range(3)), Plugin(name="@acme/core", core=True, schema=[agents])]


def start(url: str, version: int) -> None:
    try:
        migrate(url, plugins(version), deadline=300)
    except ExceptionGroup as group:
        told = [error.plugin for error in group.exceptions]  # type: ignore[attr-defined]
        if told != ["bad"]:
            raise
    else:
        raise AssertionError("the plugin that fails did not")


def together(processes: int, work: Callable[[], None]) -> list[str]:
    """Fork, and let all begin at the same moment; what went wrong."""
    wait, go = os.pipe()
    ones = []
    for _ in range(processes):
        pid = os.fork()
        if not pid:
            os.close(go)
            os.read(wait, 1)
            code = 1
            try:
                work()
                code = 0
            except BaseException as error:  # noqa: BLE001 - the parent counts it
                print(f"{type(error).__name__}: {error} {getattr(error, 'exceptions', '')}", file=sys.stderr)
            finally:
                os._exit(code)
        ones.append(pid)
    os.close(wait)
    os.close(go)
    failed = sum(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0 for pid in ones)
    return [f"{failed} of {processes} processes failed"] if failed else []


def dumped(url: str) -> str:
    """What pg_dump says of all that is not the plugins', without the keys that it draws anew each time."""
    command = [str(binaries().bin / "pg_dump"), *OURS, "-d", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return re.sub(r"^\\(un)?restrict .*\n", "", done.stdout, flags=re.MULTILINE)


def wrong(url: str, processes: int) -> Iterator[str]:
    """What one round finds wrong."""
    before = dumped(url)
    for version in (1, 2):
        yield from together(processes, lambda version=version: start(url, version))
        steps = {one.plugin: one.steps for one in status(url)}
        if steps != dict.fromkeys(GOOD, version):
            yield f"steps in the history: {steps}"
        if dumped(url) != before:
            yield f"pg_dump of what is somebody else's differs after version {version}"


def rounds(url: str, count: int, processes: int) -> list[str]:
    """What all rounds find wrong, each on a database of its own."""
    assert migrating  # loaded before the forks
    logging.disable(logging.ERROR)  # what the plugin that fails says each time
    found: list[str] = []
    begun = time.monotonic()
    with psycopg.connect(url, autocommit=True) as admin:
        for number in range(count):
            name = f"b_{secrets.token_hex(4)}"
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0".encode())
            here = make_conninfo(url, dbname=name)
            try:
                with psycopg.connect(here, autocommit=True) as conn:
                    conn.execute(FOREIGN.format(role=f"r_{name}").encode())
                found += [f"round {number + 1}: {what}" for what in wrong(here, processes)]
            finally:
                admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
                admin.execute(f"DROP ROLE IF EXISTS r_{name}".encode())
    print(
        f"{count} rounds of 2 x {processes} processes at once: {len(found)} failures, {time.monotonic() - begun:.1f} s"
    )
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--processes", type=int, default=16)
    parser.add_argument("--url", help="a server where databases may be made (default: the embedded one, throw-away)")
    options = parser.parse_args(arguments)
    where: Any = nullcontext() if options.url else server(throw_away=True)
    with where as embedded:
        found = rounds(options.url or embedded.url, options.rounds, options.processes)
    for what in found:
        print(what)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
