"""`python -m tests.mizzle.killed [URL [FILES [EVERY]]]`: kill migrate and down at each statement boundary, and run them again.

A chain of files of every make, those that can be in no transaction among them. Each statement that they hold writes to a log or
would fail a second time, so that the log tells whether all ran, and each once. Then eight processes migrate one database at
once. A process of its own, for it forks. Prints how often it killed, then a line for each thing that is wrong; EVERY takes only
every so many-th boundary.
"""

import os
import secrets
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import BaseConnection, Connection

from mizzle.answers import Answers
from mizzle.embedded import server as embedded
from mizzle.generating import generate_custom
from mizzle.migrating import down, migrate

LOG = "CREATE TABLE log (n int);\nINSERT INTO log VALUES (0);"
# What a file holds, and what takes it back; {n} is the file's number, and the log is to hold n, n + 0.1, …
MAKES = (
    ("INSERT INTO log VALUES ({n});", "INSERT INTO log VALUES (-{n});"),
    (
        "INSERT INTO log VALUES ({n});\nCREATE INDEX CONCURRENTLY i{n} ON log (n);\nINSERT INTO log VALUES ({n});",
        "INSERT INTO log VALUES (-{n});\nDROP INDEX CONCURRENTLY i{n};\nINSERT INTO log VALUES (-{n});",
    ),
    (
        "SET search_path = other;\nINSERT INTO log VALUES ({n}); --> commit\nCREATE TABLE t{n} (id int); --> commit\nVACUUM t{n};",
        "SET search_path = other;\nDROP TABLE t{n}; --> commit\nINSERT INTO log VALUES (-{n});",
    ),
    (
        "CREATE INDEX CONCURRENTLY i{n} ON log (n);\nDROP INDEX CONCURRENTLY i{n};",
        "CREATE INDEX CONCURRENTLY i{n} ON log (n);\nDROP INDEX CONCURRENTLY i{n};",
    ),
    (
        "CREATE TYPE e{n} AS ENUM ('a');\n--> commit\nALTER TYPE e{n} ADD VALUE 'b';\n--> commit\nSELECT 'b'::e{n};",
        "DROP TYPE e{n};",
    ),
)
PYTHON = """
def up(connection):
    connection.execute("INSERT INTO log VALUES ({n})")

def down(connection):
    connection.execute("INSERT INTO log VALUES (-{n})")
"""
BEGIN = "CREATE SCHEMA other; CREATE VIEW other.log AS SELECT * FROM public.log"
FOUND = """
    SELECT (SELECT coalesce(array_agg(n ORDER BY n), '{}') FROM log),
           (SELECT coalesce(array_agg(relname::text ORDER BY relname), '{}') FROM pg_class WHERE relname ~ '^[it][0-9]+$'),
           (SELECT coalesce(array_agg(typname::text ORDER BY typname), '{}') FROM pg_type WHERE typname ~ '^e[0-9]+$')"""
ALL = Answers(all=True)


def write(out: Path, files: int) -> None:
    first = generate_custom(out=out, name="log")
    (first / "migration.sql").write_text(f"{LOG}\n{BEGIN}")
    for number in range(1, files):
        make = number % (len(MAKES) + 1)
        folder = generate_custom(out=out, name=f"n{number}", python=make == len(MAKES))
        if make == len(MAKES):
            (folder / "migration.py").write_text(PYTHON.replace("{n}", str(number)))
            continue
        for name, text in zip(("migration.sql", "down.sql"), MAKES[make], strict=True):
            (folder / name).write_text(text.replace("{n}", str(number)))


def boundaries(reached: Callable[[], None]) -> None:
    """Have a function called before and behind each statement that goes to the server, BEGIN and COMMIT too."""
    sending: Any = Connection
    commanding: Any = BaseConnection
    execute, command = sending.execute, commanding._exec_command

    def executed(self: Any, *words: Any, **options: Any) -> Any:
        reached()
        result = execute(self, *words, **options)
        reached()
        return result

    def commanded(self: Any, *words: Any) -> Iterator[Any]:
        reached()
        yield from command(self, *words)
        reached()

    sending.execute, commanding._exec_command = executed, commanded


def forked(run: Callable[[], object], reached: Callable[[], None] | None = None) -> int:
    """Run in a process of its own; its number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if not child:
        try:
            if reached:
                boundaries(reached)
            run()
        except BaseException as error:  # noqa: BLE001 - it is told, and nothing of it goes on in a child
            print(f"{type(error).__name__}: {error}", flush=True)  # noqa: T201
            os._exit(2)
        os._exit(0)
    return child


def killed(run: Callable[[], object], place: int) -> bool:
    """Run in a process that is killed at the boundary of this number; whether there was one."""
    left = place

    def reached() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return os.WIFSIGNALED(os.waitpid(forked(run, reached), 0)[1])


def main(server: str, files: int = 20, every: int = 1) -> None:
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(server, autocommit=True) as admin:
        out, kills, wrong = Path(folder), 0, list[str]()
        write(out, files)

        def fresh(template: str = "template0") -> str:
            name = f"k_{secrets.token_hex(6)}"
            admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
            return name

        def at(name: str) -> str:
            return psycopg.conninfo.make_conninfo(server, dbname=name)

        def found(name: str) -> Any:
            with psycopg.connect(at(name)) as connection:
                states = connection.execute(
                    "SELECT array_agg(name || segments::text ORDER BY number) FROM mizzle.migrations"
                )
                return connection.execute(FOUND.encode()).fetchone(), states.fetchone()

        def gone(name: str) -> None:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

        empty, whole, back = fresh(), fresh(), ""
        migrate(at(whole), out=out)
        back = fresh(whole)
        down(at(back), out=out, to="log", answers=ALL)
        ways: tuple[tuple[str, str, Callable[[str], object]], ...] = (
            (empty, whole, lambda url: migrate(url, out=out)),
            (whole, back, lambda url: down(url, out=out, to="log", answers=ALL)),
        )
        for start, goal, run in ways:
            want = found(goal)
            for place in count(1, every):
                name = fresh(start)
                url = at(name)
                if not killed(lambda url=url, run=run: run(url), place):  # type: ignore[misc]
                    gone(name)
                    break
                kills += 1
                run(url)
                if (got := found(name)) != want:
                    wrong.append(f"killed at {place}: {got}, not {want}")
                gone(name)
        name = fresh(empty)
        children = [forked(lambda: migrate(at(name), out=out)) for _ in range(8)]
        codes = [os.waitpid(child, 0)[1] for child in children]
        if any(codes) or found(name) != found(whole):
            wrong.append(f"eight at once end with {codes} and {found(name)}")
        for database in (empty, whole, back, name):
            gone(database)
        print(kills, *wrong, sep="\n")  # noqa: T201


if __name__ == "__main__":
    with nullcontext() if sys.argv[1:] else embedded(throw_away=True) as server:
        main(server.url if server else sys.argv[1], *map(int, sys.argv[2:]))
