"""Many migrators start at once on one database: python -m tests.migrators --rounds 200 --processes 8 --major 18.

The plan has indexes built and dropped CONCURRENTLY. In each round every process pushes the same schema; each statement must take
effect once, as the server's own record of DDL says, nobody may fail, and the server may count no deadlock.
"""

import argparse
import os
import secrets
import sys
import time
import traceback
import warnings
from contextlib import closing

import psycopg

from mizzle.connection import Connection, connect
from mizzle.embedded import server
from mizzle.introspect.read import read
from mizzle.pushing import push
from tests.mizzle.crash import AFTER, ALL, BEFORE, LEFT, ROWS

# What is done is written down by the server, in a schema that no push looks at.
RECORD = """
    CREATE SCHEMA record; CREATE TABLE record.done (at serial, what text, object text);
    CREATE FUNCTION record.note() RETURNS event_trigger LANGUAGE plpgsql SET search_path = 'pg_catalog' AS $$
    BEGIN INSERT INTO record.done (what, object) SELECT command_tag, object_identity FROM pg_event_trigger_ddl_commands()
          WHERE schema_name IS DISTINCT FROM 'pg_temp'; END $$;
    CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION record.note()"""
DONE = "SELECT what, object, count(*) FROM record.done WHERE object NOT LIKE 'pg_temp%' GROUP BY what, object ORDER BY what, object"
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


def together(url: str, count: int) -> list[str]:
    """Push in so many processes that begin at the same time; what went wrong in them, and how many found something to do."""
    gate, opened = os.pipe()
    answers, told = os.pipe()
    children = []
    for _ in range(count):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if not child:
            os.close(opened)
            os.read(gate, 1)  # until the gate is opened for all
            try:
                word = "did" if push(AFTER, url, answers=ALL, online=True) else "found"
            except BaseException:  # noqa: BLE001 - whatever it is, it is told
                word = traceback.format_exc().strip().splitlines()[-1]
            os.write(told, f"{word}\n".encode())
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(opened)
    os.close(told)
    with os.fdopen(answers) as lines:
        found = [line.strip() for line in lines]
    for child in children:
        os.waitpid(child, 0)
    return found


def begun(url: str) -> None:
    push(BEFORE, url)
    with psycopg.connect(url) as connection:
        connection.execute(f"{ROWS}; {RECORD}".encode())


def wrong(connection: Connection, words: list[str], count: int, goal: object) -> list[str]:
    """What is not as it has to be after a round."""
    found = [f"failed: {word}" for word in words if word not in ("did", "found")]
    if len(words) < count:
        found.append(f"{count - len(words)} processes said nothing")
    if words.count("did") != 1:
        found.append(f"{words.count('did')} processes found something to do")
    if state(connection) != goal:
        found.append("another end state, or a statement took effect twice")
    found += [f"left over: {name}" for (name,) in connection.execute(LEFT.encode(), prepare=False)]
    if deadlocks := connection.execute(DEADLOCKS, prepare=False).fetchone():
        found += [f"{deadlocks[0]} deadlocks"] if deadlocks[0] else []
    return found


def state(connection: Connection) -> object:
    return read(connection).facts, connection.execute(DONE.encode(), prepare=False).fetchall()


def main() -> int:
    """Run the rounds; 1 where something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.migrators", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how many rounds")
    parser.add_argument("--processes", type=int, default=8, help="how many migrators start at once")
    parser.add_argument("--major", type=int, help="the version of the server")
    options = parser.parse_args()
    failed, start = 0, time.monotonic()
    with server(throw_away=True, major=options.major) as there, closing(connect(there.url)) as admin:

        def database(template: str) -> str:
            name = f"m_{secrets.token_hex(6)}"
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode(), prepare=False)
            return name

        first = database("template0")
        begun(there.url_for(first))
        whole = database(first)
        count = len(push(AFTER, there.url_for(whole), answers=ALL, online=True).statements)
        with closing(connect(there.url_for(whole))) as own:
            goal = state(own)
        for number in range(options.rounds):
            name = database(first)
            words = together(there.url_for(name), options.processes)
            with closing(connect(there.url_for(name))) as own:
                lines = wrong(own, words, options.processes, goal)
            failed += bool(lines)
            for line in lines:
                print(f"round {number}: {line}", flush=True)  # noqa: T201
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode(), prepare=False)
    spent = time.monotonic() - start
    print(  # noqa: T201
        f"PostgreSQL {there.major}: {options.rounds} rounds of {options.processes} migrators, {count} statements each time; "
        f"{failed} rounds were wrong, {spent:.0f} s"
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
