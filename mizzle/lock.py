"""One advisory lock a database for every command that changes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from mizzle.connection import Connection, connect
from mizzle.errors import ServerError

KEY = 0x6D697A7A6C65  # "mizzle"


@contextmanager
def locked(url: str, *, deadline: float = 60.0) -> Iterator[Connection]:
    """Hold the lock on a connection of its own while the block runs. `deadline` is in seconds."""
    connection = connect(url)
    try:
        hold(connection, deadline=deadline)
        yield connection
    finally:
        connection.close()


def hold(connection: Connection, *, deadline: float = 60.0) -> None:
    """Take the lock for as long as the connection lives: also while the server still works for a client that was killed.

    The lock is polled: a session that waits in pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY of
    the lock's holder deadlocks with it (measured on 14, 15, 16 and 18).
    Raises ServerError when the deadline has passed.
    """
    end = time.monotonic() + deadline
    while not _try(connection):
        if time.monotonic() > end:
            raise ServerError(
                f"another mizzle has been changing this database for {deadline:.0f} seconds; try again when it is done"
            )
        time.sleep(0.1)


def _try(connection: Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [KEY], prepare=False).fetchone()
    return bool(row and row[0])
