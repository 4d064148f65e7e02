"""Run a plan: everything that fits in one transaction runs in one, and is read again before it is committed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import partial

import psycopg
from attrs import frozen
from psycopg.pq import TransactionStatus

from mizzle.building import shown
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, describe, run
from mizzle.errors import ServerError, Stopped
from mizzle.model.names import literal
from mizzle.model.place import at
from mizzle.model.ref import Ref
from mizzle.model.rename import waits
from mizzle.model.schema import Schema
from mizzle.patience import Patience, busy, lost, waiting
from mizzle.stopping import Stop, boundary

Progress = Callable[[int, int], None]
LEFT = "what it may have left behind is taken away by a second run"
# All that a plan can want again: what PostgreSQL has taken and forgotten.
TOASTLESS = re.compile(r'ALTER (?:TABLE|MATERIALIZED VIEW) (\S+) SET \("toast"\..*\)')
# Where a part of CREATE or ALTER TABLE begins: `    "price" numeric`, `ADD CONSTRAINT "c"`, `ALTER COLUMN "price"`.
CLAUSE = re.compile(r'(?:^ {4}|(?:ADD|ALTER) (?:COLUMN )?|(CONSTRAINT ))"((?:[^"]|"")+)"', re.MULTILINE)
ARRAY = re.compile(r"'(\{(?:[^']|'')*\})'")


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
            if any(_mentions(other.text, label) for other in later if not other.usable_after_commit)
        ]
        if used:
            cuts.add(place + 1)
            reasons.append(
                f"label {literal(used[0])} of {statement.about or 'the enum'} is committed first, "
                "for a later statement uses it"
            )
    out: list[list[Statement]] = [[]]
    held, full, after, online = 0, False, False, False
    away = tables_away(statements)
    for place, statement in enumerate(statements):
        weight = locks(statement)
        tight = (
            room is not None
            and held + weight > room
            and not away[place]
            and _table(statement.about) != _table(out[-1][-1].about if out[-1] else None)
        )
        alone = statement.apart or not statement.transactional
        if (place in cuts or tight or after or alone or statement.begins) and out[-1]:
            out.append([])
            held, full = 0, full or tight
        after = alone
        online = online or alone or statement.begins
        out[-1].append(statement)
        held += weight
    parts = tuple(tuple(segment) for segment in out if segment)
    if online and len(parts) > 1:
        reasons.append("no lock that others wait for is held for longer than a moment")
    if full:
        reasons.append(f"it takes more than half of the server's lock table ({room} locks a transaction)")
    return Segments(parts, tuple(reasons))


def tables_away(statements: Sequence[Statement]) -> list[bool]:
    """Whether a table is put aside when each begins, and behind the last: no transaction may end there."""
    found, waiting = [False], set[Ref]()
    for statement in statements:
        if statement.about and statement.about.kind == "table" and waits(statement.about.name):
            waiting = waiting - {statement.about} if statement.removes else waiting | {statement.about}
        found.append(bool(waiting))
    return found


def _mentions(text: str, label: str) -> bool:
    """Whether the label stands in the statement, alone or in a literal of an array.

    The server spells a backslash as it is and puts `E` before a string only where it was asked to (ruleutils.c).
    """
    quoted = label.replace("'", "''")
    if f"'{quoted}'" in text or literal(label) in text:
        return True
    element = quoted.replace("\\", r"\\").replace('"', r"\"")
    arrays = ARRAY.findall(text)
    return any(form in array for array in arrays for form in (element, element.replace("\\", r"\\")))


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


class Unsettled(Exception):
    """A statement was cut off, and only the database knows what became of it. `cause` tells by what; `place` is told in messages."""

    def __init__(self, cause: psycopg.Error, place: str) -> None:
        self.cause, self.place = cause, place
        super().__init__(place)


@frozen(kw_only=True)
class Run:
    """How segments are run.

    verify    tells what is not as wanted: asked before the last segment commits, or behind it where it is in no transaction
    progress  is told how many statements of how many are done
    step      is told what is being waited for
    wanted    tells the places of declarations for messages
    patience  how long to wait for locks
    guard     raises where the advisory lock has been lost
    watcher   a connection that has nothing to do meanwhile: it looks how far a long statement has come
    """

    verify: Callable[[], Iterable[str]] = tuple
    progress: Progress | None = None
    step: Callable[[str], None] = lambda _: None
    wanted: Schema | None = None
    patience: Patience = Patience()
    guard: Callable[[], None] = lambda: None
    watcher: Connection | None = None

    def apply(self, connection: Connection, parts: Sequence[Sequence[Statement]]) -> None:
        """Run the segments, each whole or not at all.

        A segment that somebody stands in the way of is tried again. Raises ServerError, and the database is as it was
        before the segment that failed; Stopped on Ctrl-C; Unsettled where the connection was lost or a statement that is in
        no transaction was cut off.
        """
        total, done = sum(map(len, parts)), 0
        nested = connection.info.transaction_status != TransactionStatus.IDLE
        for number, segment in enumerate(parts):
            self.guard()
            place, behind = _committed(number, len(parts)), _committed(number + 1, len(parts))
            last = number == len(parts) - 1

            attempt = (
                partial(self._together, connection, segment, place, done, total, last=last)
                if segment[0].transactional
                else partial(self._alone, connection, segment[0], place, behind, last=last)
            )
            try:
                if nested or not segment[0].transactional:
                    attempt()
                else:
                    self.patience.insist(attempt, self.step)
            except psycopg.Error as error:
                if nested or not (lost(connection, error) or not segment[0].transactional):
                    notes = "".join(getattr(error, "__notes__", []))
                    # Of what somebody stood in the way of, whoever began the transaction may make another try.
                    cause = error if busy(error) else None
                    raise ServerError(
                        f"{describe(error)}{notes}\n  nothing of this transaction was kept{place}"
                    ) from cause
                raise Unsettled(error, place) from None
            except KeyboardInterrupt:
                raise Stopped(f"stopped; what was not committed yet is undone{place}") from None
            done += len(segment)
            if self.progress:
                self.progress(done, total)

    def _together(
        self, connection: Connection, segment: Sequence[Statement], place: str, done: int, total: int, *, last: bool
    ) -> None:
        patient = all(statement.patient for statement in segment)
        with connection.transaction(), waiting(connection, None if patient else self.patience.lock):
            for statement in segment:
                try:
                    run(connection, statement.text)
                except psycopg.Error as error:
                    self._told(connection, statement, error, f"nothing of this transaction was kept{place}")
                    raise
                except KeyboardInterrupt:
                    raise Stopped(
                        f"stopped in: {statement.text}\n  nothing of this transaction was kept{place}"
                    ) from None
                done += 1
                if self.progress:
                    self.progress(done, total)
            if last:
                self._arrived(f"so nothing was kept{place}")

    def _alone(self, connection: Connection, statement: Statement, place: str, behind: str, *, last: bool) -> None:
        ends = nullcontext(Stop()) if statement.repeatable else boundary(self.step)
        with waiting(connection, None if statement.patient else self.patience.lock), ends as stop:
            try:
                with shown(self.watcher, connection, lambda text: self.step(text or "running the plan")):
                    run(connection, statement.text)
            except psycopg.Error as error:
                self._told(connection, statement, error, f"{LEFT}{place}")
                raise
            except KeyboardInterrupt:
                if statement.repeatable:
                    raise Stopped(f"stopped while rows of {statement.about} were filled in{place}") from None
                raise Stopped(f"cut off in: {statement.text}\n  {LEFT}{place}") from None
        if stop.asked and not last:
            raise Stopped(f"stopped behind: {statement.text}\n  it is done{behind}")
        if last:
            self._arrived("so look at what it left behind")

    def _told(self, connection: Connection, statement: Statement, error: psycopg.Error, kept: str) -> None:
        """Turn into a message what neither another try nor another look settles."""
        if busy(error) or lost(connection, error):
            error.add_note(f"\n  in: {statement.text}")
            return
        place = declared_at(statement, error, self.wanted)
        raise ServerError(f"{place}{describe(error)}\n  in: {statement.text}\n  {kept}") from None

    def _arrived(self, kept: str) -> None:
        if wrong := list(self.verify()):
            if all(found := [TOASTLESS.fullmatch(text) for text in wrong]):
                tables = ", ".join(match[1].replace('"', "") for match in found if match)
                raise ServerError(
                    f"PostgreSQL drops storage parameters that begin with toast. where no column is long enough for a TOAST table: "
                    f"leave them out of {tables}; {kept}"
                )
            listed = "\n  ".join(wrong[:10])
            raise ServerError(f"the plan did not lead to the wanted state, {kept}; please report this:\n  {listed}")


def _committed(number: int, total: int) -> str:
    """Where a run has come to, for the end of a message."""
    return f"; {number} of {total} transactions had been committed, a second run goes on" if number else ""


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
    try:
        Run(verify=verify, progress=progress, wanted=wanted).apply(connection, parts)
    except Unsettled as cut:
        raise ServerError(f"{describe(cut.cause)}; run it again{cut.place}") from None


def declared_at(statement: Statement, error: psycopg.Error, wanted: Schema | None) -> str:
    """Where the object that the server refused is declared, as "schema.py:12: "; empty where nobody knows."""
    if wanted is None or statement.about is None:
        return ""
    for ref in _culprits(statement, error):
        item = wanted.get(ref)
        if item is not None and item.origin:
            return at(item.origin)
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
