"""Indexes that are being built: how far our own has come, and which of the invalid ones somebody else is at work on.

Who may not see the statistics of others sees of pg_stat_progress_create_index the process alone; the lock on the table, which
pg_locks shows to everybody, tells the rest.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg

from mizzle.connection import Connection
from mizzle.model.filling import FILLING
from mizzle.model.names import qualified
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.compiler.statement import Statement

PAUSE = 0.5  # seconds between two looks
PROGRESS = """
    SELECT phase, lockers_total, lockers_done, current_locker_pid, blocks_total, blocks_done, tuples_total, tuples_done
    FROM pg_stat_progress_create_index WHERE pid = %s"""
BUILDERS = """
    SELECT p.pid FROM pg_index i
    JOIN pg_locks l ON l.relation = i.indrelid AND l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'
    JOIN pg_stat_progress_create_index p ON p.pid = l.pid
    WHERE i.indexrelid = to_regclass(%s) AND NOT i.indisvalid AND p.pid <> pg_backend_pid()
      AND coalesce(p.index_relid, 0) IN (0, i.indexrelid)
    LIMIT 1"""


def built_elsewhere(connection: Connection, statements: "Iterable[Statement]") -> Iterator[str]:
    """Which of the indexes that the plan would take away as left over are no left-overs: another session is building them."""
    for statement in statements:
        for act in statement.acts:
            if statement.repairs and act.ref.kind == "index" and act.form.startswith("drop "):
                name = qualified(act.ref.schema, act.ref.name)
                row = connection.execute(BUILDERS.encode(), [name], prepare=False).fetchone()
                if row:
                    yield told(act.ref, row[0])


def told(index: Ref, process: int) -> str:
    """What is said of such an index."""
    return (
        f"index {index} is being built by another session (pid {process}): wait until it is done, or end that session"
    )


@contextmanager
def shown(watcher: Connection | None, connection: Connection, step: Callable[[str], None]) -> Iterator[None]:
    """Tell how far an index has come while the block builds it, and what the server says of rows that it fills in.

    `watcher` is another connection that has nothing to do meanwhile.
    """

    def said(notice: psycopg.errors.Diagnostic) -> None:
        if (notice.message_primary or "").startswith(FILLING):
            tell(notice.message_primary or "")

    told = False

    def tell(text: str) -> None:
        nonlocal told
        told = True
        step(text)

    connection.add_notice_handler(said)
    try:
        if watcher is None:
            yield
        else:
            with _watched(watcher, connection, tell):
                yield
    finally:
        connection.remove_notice_handler(said)
        if told:
            step("")


@contextmanager
def _watched(watcher: Connection, connection: Connection, step: Callable[[str], None]) -> Iterator[None]:
    process, over = connection.info.backend_pid, threading.Event()

    def watch() -> None:
        with suppress(psycopg.Error):  # what becomes of that connection is seen by whoever needs it
            while not over.wait(PAUSE):
                row = watcher.execute(PROGRESS.encode(), [process], prepare=False).fetchone()
                if row:
                    step(phrase(*row))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def phrase(
    phase: str,
    lockers: int,
    gone: int,
    locker: int | None,
    blocks: int,
    blocks_done: int,
    tuples: int,
    tuples_done: int,
) -> str:
    """`building index: scanning table, 37 %`, or who is waited for."""
    if phase.startswith("waiting") and lockers:
        who = f", pid {locker} now" if locker else ""
        return f"CONCURRENTLY: {phase}, {gone:,} of {lockers:,} transactions have ended{who}"
    for total, done in ((tuples, tuples_done), (blocks, blocks_done)):
        if total:
            return f"CONCURRENTLY: {phase}, {min(100 * done // total, 100)} %"
    return f"CONCURRENTLY: {phase}"
