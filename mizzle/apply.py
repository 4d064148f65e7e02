"""Run a plan: everything that fits in one transaction runs in one, and is read again before it is committed."""

from collections.abc import Callable, Iterable, Sequence

import psycopg

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, describe, run
from mizzle.errors import ServerError
from mizzle.model.names import literal

Progress = Callable[[int, int], None]


def segments(statements: Sequence[Statement], *, room: int | None = None) -> list[list[Statement]]:
    """The statements by transaction.

    A label that ADD VALUE adds cannot be used before it is committed (manual, ALTER TYPE), so the plan is cut behind it
    when a later statement does. `room` is how many locks a transaction may hold: a plan that needs more is cut where
    the next table begins.
    """
    cuts = set()
    for place, statement in enumerate(statements):
        later = statements[place + 1 :]
        if any(literal(label) in other.text for label in statement.usable_after_commit for other in later):
            cuts.add(place + 1)
    out: list[list[Statement]] = [[]]
    held = 0
    for place, statement in enumerate(statements):
        weight = locks(statement)
        full = room is not None and held + weight > room and statement.text.startswith(("CREATE TABLE", "DROP TABLE"))
        if (place in cuts or full) and out[-1]:
            out.append([])
            held = 0
        out[-1].append(statement)
        held += weight
    return [segment for segment in out if segment]


def locks(statement: Statement) -> int:
    """About how many entries of the lock table a statement takes: the table, its TOAST, its indexes."""
    text = statement.text
    if text.startswith(("CREATE TABLE", "CREATE UNLOGGED TABLE", "DROP TABLE")):
        return 4 + sum(text.count(word) for word in ("PRIMARY KEY", "UNIQUE", "REFERENCES", "serial", "IDENTITY"))
    return 2


def room(connection: Connection) -> int:
    """Half of the server's lock table, in locks."""
    row = connection.execute(
        "SELECT current_setting('max_locks_per_transaction')::int * "
        "(current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int)",
        prepare=False,
    ).fetchone()
    return (row[0] if row else 6400) // 2


def apply(
    connection: Connection,
    parts: Sequence[Sequence[Statement]],
    verify: Callable[[], Iterable[str]],
    progress: Progress | None = None,
) -> None:
    """Run the segments, each in a transaction; before the last commits, `verify` tells what is not as wanted.

    Raises ServerError, and the database is as it was before the segment that failed.
    """
    total, done = sum(map(len, parts)), 0
    for number, segment in enumerate(parts):
        before = f"; {number} of {len(parts)} transactions had been committed, a second run goes on" if number else ""
        with connection.transaction():
            for statement in segment:
                try:
                    run(connection, statement.text)
                except psycopg.Error as error:
                    raise ServerError(
                        f"{describe(error)}\n  in: {statement.text}\n  nothing of this transaction was kept{before}"
                    ) from None
                done += 1
                if progress:
                    progress(done, total)
            if number == len(parts) - 1 and (wrong := list(verify())):
                listed = "\n  ".join(wrong[:10])
                raise ServerError(
                    f"the plan did not lead to the wanted state, so nothing was kept{before}; please report this:\n  {listed}"
                )
