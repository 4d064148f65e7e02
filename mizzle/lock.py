"""One advisory lock a database for every command that changes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from mizzle.connection import Connection, connect, describe
from mizzle.errors import ServerError


class LockLost(ServerError):
    """The connection that held the lock is gone, and the lock with it."""


KEY = 0x6D697A7A6C65  # "mizzle"
# The session that does the work holds this one beside it: a server goes on working for a client that was killed.
WORK = KEY + 1
WRITABLE = "SELECT pg_is_in_recovery(), current_setting('transaction_read_only')::bool"
HELD = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = pg_backend_pid()
                   AND classid = (%(key)s::bigint >> 32)::oid AND objid = (%(key)s::bigint & 4294967295)::oid)"""


@contextmanager
def locked(url: str, *, deadline: float = 60.0) -> Iterator[Connection]:
    """Hold the lock on a connection of its own while the block runs. `deadline` is in seconds."""
    connection = connect(url)
    try:
        for why in unwritable(connection):
            raise ServerError(why)
        hold(connection, deadline=deadline)
        yield connection
    finally:
        connection.close()


def unwritable(connection: Connection) -> Iterator[str]:
    """Why nothing can be changed through this connection, if so."""
    replica, held = connection.execute(WRITABLE, prepare=False).fetchone() or (False, False)
    if replica:
        yield "this server is a replica (it is in recovery); plans run on the primary"
    elif held:
        yield "transactions are read-only here (default_transaction_read_only); switch that off for this role and database"


def hold(connection: Connection, *, deadline: float = 60.0, key: int = KEY) -> None:
    """Take the lock for as long as the connection lives: also while the server still works for a client that was killed.

    The lock is polled: a session that waits in pg_advisory_lock() holds a snapshot, and CREATE INDEX CONCURRENTLY of
    the lock's holder deadlocks with it (measured on 14, 15, 16 and 18).
    Raises ServerError when the deadline has passed.
    """
    end = time.monotonic() + deadline
    while not _try(connection, key):
        if time.monotonic() > end:
            raise ServerError(
                f"another mizzle has been changing this database for {deadline:.0f} seconds; try again when it is done"
            )
        time.sleep(0.1)


def insist(connection: Connection) -> None:
    """Raise ServerError unless the connection still holds the lock: after a failover, or behind a pooler, it may not."""
    try:
        row = connection.execute(HELD, {"key": KEY}, prepare=False).fetchone()
    except psycopg.Error as error:
        raise LockLost(f"the connection that holds mizzle's lock is gone: {describe(error)}; run it again") from None
    if not (row and row[0]):
        raise ServerError(
            "mizzle's advisory lock is lost, so another mizzle could be changing this database; "
            "connect to the server itself, not to a pooler in transaction mode"
        )


def _try(connection: Connection, key: int) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [key], prepare=False).fetchone()
    return bool(row and row[0])
