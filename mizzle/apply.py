"""Run a plan: everything that fits in one transaction runs in one, and is read again before it is committed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import psycopg
from attrs import frozen

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, describe, run
from mizzle.errors import ServerError
from mizzle.model.names import literal
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

Progress = Callable[[int, int], None]
# Where a part of CREATE or ALTER TABLE begins: `    "price" numeric`, `ADD CONSTRAINT "c"`, `ALTER COLUMN "price"`.
CLAUSE = re.compile(r'(?:^ {4}|(?:ADD|ALTER) (?:COLUMN )?|(CONSTRAINT ))"((?:[^"]|"")+)"', re.MULTILINE)


@frozen
class Segments:
    """The statements by transaction, and why there is more than one."""

    parts: tuple[tuple[Statement, ...], ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What has to be said before the first of several transactions."""
        if len(self.parts) < 2:
            return ()
        why = "; ".join(self.reasons)
        return (f"this plan takes {len(self.parts)} transactions: {why}. After an error a second run goes on",)


def segments(statements: Sequence[Statement], *, room: int | None = None) -> Segments:
    """The statements by transaction.

    A label that ADD VALUE adds cannot be used before it is committed (manual, ALTER TYPE), so the plan is cut behind it
    when a later statement does; another ADD VALUE may stand beside it. `room` is how many locks a transaction may hold: a plan that needs more is cut where
    the statements of another table begin.
    """
    cuts, reasons = set(), []
    for place, statement in enumerate(statements):
        later = statements[place + 1 :]
        used = [
            label
            for label in statement.usable_after_commit
            if any(literal(label) in other.text for other in later if not other.usable_after_commit)
        ]
        if used:
            cuts.add(place + 1)
            reasons.append(
                f"label {literal(used[0])} of {statement.about or 'the enum'} is committed first, "
                "for a later statement uses it"
            )
    out: list[list[Statement]] = [[]]
    held, full = 0, False
    for place, statement in enumerate(statements):
        weight = locks(statement)
        tight = (
            room is not None
            and held + weight > room
            and _table(statement.about) != _table(out[-1][-1].about if out[-1] else None)
        )
        if (place in cuts or tight) and out[-1]:
            out.append([])
            held, full = 0, full or tight
        out[-1].append(statement)
        held += weight
    parts = tuple(tuple(segment) for segment in out if segment)
    if full:
        reasons.append(f"it takes more than half of the server's lock table ({room} locks a transaction)")
    return Segments(parts, tuple(reasons))


def _table(ref: Ref | None) -> Ref | None:
    """The table whose statement it is, as far as the ref tells."""
    return ref.table if ref and ref.part else ref


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
    *,
    wanted: Schema | None = None,
) -> None:
    """Run the segments, each in a transaction; before the last commits, `verify` tells what is not as wanted.

    `wanted` tells the places of declarations for messages.
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
                    place = declared_at(statement, error, wanted)
                    raise ServerError(
                        f"{place}{describe(error)}\n  in: {statement.text}\n  nothing of this transaction was kept{before}"
                    ) from None
                done += 1
                if progress:
                    progress(done, total)
            if number == len(parts) - 1 and (wrong := list(verify())):
                listed = "\n  ".join(wrong[:10])
                raise ServerError(
                    f"the plan did not lead to the wanted state, so nothing was kept{before}; please report this:\n  {listed}"
                )


def declared_at(statement: Statement, error: psycopg.Error, wanted: Schema | None) -> str:
    """Where the object that the server refused is declared, as "schema.py:12: "; empty where nobody knows."""
    if wanted is None or statement.about is None:
        return ""
    for ref in _culprits(statement, error):
        item = wanted.get(ref)
        if item is not None and item.origin:
            return f"{item.origin}: "
    return ""


def _culprits(statement: Statement, error: psycopg.Error) -> Iterator[Ref]:
    """The part of a CREATE or ALTER TABLE that the server points at, then the object itself, then its table."""
    about = statement.about
    if about is None:
        return
    position = error.diag.statement_position
    if position and about.kind in ("table", "column"):
        for clause in reversed(list(CLAUSE.finditer(statement.text, 0, int(position)))):
            part = clause[2].replace('""', '"')
            kinds = ("check", "foreign_key", "unique", "primary_key", "exclusion") if clause[1] else ("column",)
            yield from (Ref(kind, about.schema, about.name, part) for kind in kinds)
    yield about
    yield about.table
