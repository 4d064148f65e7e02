"""Cut something off: kill the process that does it, or end the server's side of its connections."""

import os
import signal
import time
import warnings
from collections.abc import Callable

import psycopg

Progress = Callable[[int, int], None]
ENDED = "SELECT pid, pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'mizzle/%' AND datname = current_database()"
WAYS = {"work": " AND query NOT LIKE '%pg_locks%'", "all": ""}  # one connection, or also the one that holds the lock


def killed(run: Callable[[Progress], object], place: int) -> None:
    """Run it in a process that is killed behind so many statements."""

    def progress(done: int, _: int) -> None:
        if done >= place:
            os.kill(os.getpid(), signal.SIGKILL)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        child = os.fork()
    if not child:
        try:
            run(progress)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise AssertionError(f"it ended before it could be killed behind statement {place}")


def terminated(run: Callable[[Progress], object], place: int, url: str, way: str) -> None:
    """Run it, and behind so many statements end the server's side of its connections: it goes on by itself."""
    cut: list[int] = []

    def progress(done: int, _: int) -> None:
        if done >= place and not cut:
            cut.append(done)
            with psycopg.connect(url, autocommit=True) as other:
                ended(other, WAYS[way])

    run(progress)
    if not cut:
        raise AssertionError(f"it ended before its connections could be cut off behind statement {place}")


def ended(connection: psycopg.Connection, which: str) -> None:
    """End connections, and come back when they are gone: PostgreSQL's own wait looks once in a tenth of a second."""
    gone = [pid for pid, _ in connection.execute(f"{ENDED}{which}".encode())]
    while connection.execute("SELECT FROM pg_stat_activity WHERE pid = ANY(%s)", [gone]).fetchone():
        time.sleep(0.001)
