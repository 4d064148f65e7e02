"""How long a statement waits for a lock, and when it is tried again.

Whoever waits for a strong lock keeps all who come later waiting too, so a brief statement waits for a moment only, lets go
and comes again. CONCURRENTLY and VALIDATE stop nobody while they wait: a timeout would only leave an index half built.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psycopg
from attrs import frozen
from psycopg.pq import TransactionStatus

from mizzle.connection import SESSION, Connection
from mizzle.errors import ServerError, UsageError

T = TypeVar("T")
BUSY = {"55P03", "40P01", "40001"}  # lock_not_available, deadlock_detected, serialization_failure
# What the server says when it ends a connection: admin_shutdown, crash_shutdown, cannot_connect_now, idle timeouts, class 08.
GONE = {"57P01", "57P02", "57P03", "25P03", "57P05"}


@frozen
class Patience:
    """How long, in seconds.

    lock     how long a brief statement waits for a lock
    tries    how often it is tried
    longest  the longest pause between two tries; pauses double from a tenth of a second, and any part of that is waited
    """

    lock: float = 1.0
    tries: int = 30
    longest: float = 5.0

    @classmethod
    def made(cls, lock: float | None) -> "Patience":
        """With another time to wait for a lock. Raises UsageError for one that is none."""
        if lock is None:
            return cls()
        if not 0 < lock <= 3600:
            raise UsageError(f"a lock timeout is a number of seconds between 0 and 3,600, not {lock:g}")
        return cls(lock)

    def pauses(self) -> Iterator[float]:
        """How long to wait before each further try."""
        for number in range(self.tries - 1):
            yield random.uniform(0, min(self.longest, 0.1 * 2**number))  # noqa: S311 - no secret

    def insist(self, attempt: Callable[[], T], step: Callable[[str], None] = lambda _: None) -> T:
        """What the attempt gives; it is made again while somebody is in the way and the server says that nothing of it was kept."""
        for pause in self.pauses():
            try:
                return attempt()
            except (psycopg.Error, ServerError) as error:
                cause = error if isinstance(error, psycopg.Error) else error.__cause__
                if not (isinstance(cause, psycopg.Error) and busy(cause)):
                    raise
                step(f"waiting for a lock: {(cause.diag.message_primary or 'somebody is in the way')}")
                time.sleep(pause)
        try:
            return attempt()
        except ServerError as error:
            if isinstance(error.__cause__, psycopg.Error) and busy(error.__cause__):
                told = f"tried {self.tries} times, and somebody was in the way each time; mizzle doctor tells of old transactions"
                raise ServerError(f"{error}\n  {told}") from error.__cause__
            raise


def busy(error: psycopg.Error) -> bool:
    """Whether somebody was in the way, so that the same may go through later."""
    return error.sqlstate in BUSY


def lost(connection: Connection, error: psycopg.Error | None = None) -> bool:
    """Whether the connection is gone, so that nobody knows what became of the last statement."""
    state = error.sqlstate or "" if error else ""
    return connection.closed or connection.broken or state in GONE or state.startswith("08")


@contextmanager
def waiting(connection: Connection, seconds: float | None) -> Iterator[None]:
    """Wait so long for locks while the block runs; None is as long as it takes."""
    local = connection.info.transaction_status == TransactionStatus.INTRANS
    text = "0" if seconds is None else f"{max(1, round(seconds * 1000))}ms"
    connection.execute("SELECT set_config('lock_timeout', %s, %s)", [text, local], prepare=False)
    try:
        yield
    finally:
        if connection.info.transaction_status == TransactionStatus.IDLE and not local:
            connection.execute("SELECT set_config('lock_timeout', %s, false)", [SESSION["lock_timeout"]], prepare=False)
