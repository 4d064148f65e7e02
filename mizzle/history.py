"""The one table in which a database says what was done to it: `mizzle.migrations`, for the project's files and for plugins.

Each row is a file or a plugin's step: its hash, chained with the row before it, the SQL, and a state for each segment, which is
a transaction or a statement that cannot be in one. What is `running` when nobody runs it was interrupted; what is `done` is
never run again. A file that is taken back has the states of its way back until it is gone from the table. Rows are written under the advisory lock (mizzle/lock.py), in the transaction of what they tell of.
"""

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Literal, cast

import psycopg
from attrs import evolve, frozen
from psycopg.pq import TransactionStatus

from mizzle.connection import Connection, describe
from mizzle.errors import HistoryError
from mizzle.model.names import identifier, literal, plain, qualified
from mizzle.version import __version__

State = Literal["pending", "running", "done", "to undo", "undoing", "undone"]
FORWARDS: tuple[State, State, State] = ("pending", "running", "done")
BACK: tuple[State, State, State] = ("to undo", "undoing", "undone")
PROJECT = "project"
FORMAT = 1
COLUMNS = "number, source, name, hash, previous, segments, started_at, took, role, version"
ABSENT = {"42P01", "3F000"}  # undefined_table, invalid_schema_name


@frozen
class Home:
    """Where the history is kept."""

    schema: str = "mizzle"
    table: str = "migrations"

    def __str__(self) -> str:
        return f"{plain(self.schema)}.{plain(self.table)}"

    @property
    def sql(self) -> str:
        """The table's name as SQL takes it."""
        return qualified(self.schema, self.table)


@frozen(kw_only=True)
class Entry:
    """What was done, without its SQL and snapshot, which are read when they are asked for.

    number    the place in the order in which things were done, over all sources
    source    "project", or the plugin that it belongs to
    hash      SHA-256 of what was run
    previous  the `link` of the source's entry before this one; empty for the first
    segments  the state of each
    """

    number: int
    source: str
    name: str
    hash: str
    previous: str
    segments: tuple[State, ...]
    started_at: datetime
    took: timedelta | None = None
    role: str = ""
    version: str = __version__

    @property
    def done(self) -> bool:
        """Whether nothing of it is left to do."""
        return all(state == "done" for state in self.segments)

    @property
    def undoing(self) -> bool:
        """Whether it is taken back, and was interrupted."""
        return any(state in BACK for state in self.segments)

    @property
    def link(self) -> str:
        """What the next entry of the source is chained to: an entry that is changed or taken out breaks the chain."""
        return hashlib.sha256(f"{self.previous}\n{self.name}\n{self.hash}".encode()).hexdigest()


def digest(content: bytes) -> str:
    """SHA-256 of a text, the same whatever an editor or git does to line ends, a byte order mark and blank last lines."""
    text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(text.rstrip(b" \t\n") + b"\n").hexdigest()


def create(connection: Connection, home: Home) -> None:
    """Make the table unless it is there. Asks first: IF NOT EXISTS wants the right to create even where nothing is made.

    Raises HistoryError where the role may not.
    """
    row = connection.execute(
        "SELECT to_regnamespace(%s) IS NOT NULL, to_regclass(%s) IS NOT NULL",
        [identifier(home.schema), home.sql],
        prepare=False,
    ).fetchone()
    space, table = row or (False, False)
    if table:
        return
    from mizzle.scope import HISTORY  # brings the readers of catalogs, which reading the history does without

    try:
        with connection.transaction():
            if not space:
                connection.execute(f"CREATE SCHEMA {identifier(home.schema)}".encode(), prepare=False)
            connection.execute(_table(home).encode(), prepare=False)
            about = f"{HISTORY}, format {FORMAT}"
            connection.execute(f"COMMENT ON TABLE {home.sql} IS {literal(about)}".encode(), prepare=False)
    except psycopg.Error as error:
        right = (
            "; the role needs the right to create schemas: GRANT CREATE ON DATABASE … TO …"
            if error.sqlstate == "42501"
            else ""
        )
        raise HistoryError(f"the history table {home} cannot be made: {describe(error)}{right}") from None


def _table(home: Home) -> str:
    return f"""
        CREATE TABLE {home.sql} (
            number integer PRIMARY KEY,
            source text NOT NULL,
            name text NOT NULL,
            hash text NOT NULL,
            previous text NOT NULL,
            segments text[] NOT NULL,
            plan text NOT NULL,
            snapshot text,
            fingerprint text, -- of the declaration and the catalog that were last found equal; plugins only
            started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            took interval,
            role text NOT NULL DEFAULT current_user,
            version text NOT NULL,
            UNIQUE (source, name)
        )"""


def read(connection: Connection, home: Home, source: str | None = None) -> list[Entry]:
    """What was done, in that order; nothing where there is no table. One round trip.

    source  only what belongs to the project, or to this plugin

    Raises HistoryError for a table of another tool, a row that was changed or taken out, and one that may not be read.
    """
    only = "" if source is None else "WHERE source = %s "
    text = f"SELECT {COLUMNS} FROM {home.sql} {only}ORDER BY number"
    try:
        idle = connection.info.transaction_status == TransactionStatus.IDLE  # a savepoint is two round trips more
        with nullcontext() if idle else connection.transaction():
            rows = connection.execute(text.encode(), None if source is None else [source], prepare=False).fetchall()
    except psycopg.Error as error:
        if error.sqlstate in ABSENT:
            return []
        if error.sqlstate == "42703":
            raise HistoryError(
                f"the table {home} belongs to another tool, or to a newer mizzle; "
                "choose another with migrations = {table = …} under [tool.mizzle]"
            ) from None
        raise HistoryError(f"the history table {home} cannot be read: {describe(error)}") from None
    entries = [_entry(row) for row in rows]
    _chained(entries, home)
    return entries


def _entry(row: Sequence[object]) -> Entry:
    names = COLUMNS.split(", ")
    facts = dict(zip(names, row, strict=True))
    return Entry(**facts | {"segments": tuple(cast("list[State]", facts["segments"]))})  # type: ignore[arg-type]


def _chained(entries: Iterable[Entry], home: Home) -> None:
    last: dict[str, Entry] = {}
    for entry in entries:
        before = last.get(entry.source)
        if entry.previous != (before.link if before else ""):
            place = f"behind {before.name}" if before else "before the first"
            raise HistoryError(
                f"the history in {home} was changed by hand: {entry.name} does not follow what stands {place}. "
                "Put the rows back as they were, or take the whole table away and adopt the database with --baseline"
            )
        last[entry.source] = entry


def record(
    connection: Connection,
    home: Home,
    *,
    source: str,
    name: str,
    hash: str,  # noqa: A002 - the column is called so
    segments: Sequence[State],
    plan: str = "",
    snapshot: str | None = None,
) -> Entry:
    """Add an entry behind the last one of its source; create() has made the table. Call it in the transaction of what it tells."""
    text = f"""
        WITH last AS (SELECT max(number) AS number FROM {home.sql})
        INSERT INTO {home.sql} (number, source, name, hash, previous, segments, plan, snapshot, version, took)
        SELECT coalesce(last.number, 0) + 1, %(source)s, %(name)s, %(hash)s,
               coalesce((SELECT encode(sha256(convert_to(previous || E'\\n' || name || E'\\n' || hash, 'UTF8')), 'hex')
                         FROM {home.sql} WHERE source = %(source)s ORDER BY number DESC LIMIT 1), ''),
               %(segments)s, %(plan)s, %(snapshot)s, %(version)s, CASE WHEN %(done)s THEN interval '0' END
        FROM last
        RETURNING {COLUMNS}"""
    values = {
        "source": source,
        "name": name,
        "hash": hash,
        "segments": list(segments),
        "plan": plan,
        "snapshot": snapshot,
        "version": __version__,
        "done": all(state == "done" for state in segments),
    }
    row = connection.execute(text.encode(), values, prepare=False).fetchone()
    return _entry(row or ())


def mark(connection: Connection, home: Home, entry: Entry, place: int, state: State) -> Entry:
    """Set the state of one segment, counted from 0, and how long the entry has taken once all are done."""
    states = (*entry.segments[:place], state, *entry.segments[place + 1 :])
    took = "clock_timestamp() - started_at" if all(word == "done" for word in states) else "NULL"
    row = connection.execute(
        f"UPDATE {home.sql} SET segments = %s, took = {took} WHERE number = %s RETURNING took".encode(),
        [list(states), entry.number],
        prepare=False,
    ).fetchone()
    if row is None:
        raise HistoryError(f"{entry.name} is no longer in the history {home}: somebody has taken it out meanwhile")
    return evolve(entry, segments=states, took=row[0])


def rewrite(
    connection: Connection,
    home: Home,
    entry: Entry,
    *,
    hash: str,  # noqa: A002 - the column is called so
    segments: Sequence[State],
    plan: str,
) -> Entry:
    """Give the last entry of a source, which is not done yet, another text; what is done of it stands in both."""
    connection.execute(
        f"UPDATE {home.sql} SET hash = %s, segments = %s, plan = %s WHERE number = %s".encode(),
        [hash, list(segments), plan, entry.number],
        prepare=False,
    )
    return evolve(entry, hash=hash, segments=tuple(segments))


def forget(connection: Connection, home: Home, entry: Entry) -> None:
    """Take an entry out: the last of its source, since the next one is chained to it. Call it in the transaction that undoes it."""
    connection.execute(f"DELETE FROM {home.sql} WHERE number = %s".encode(), [entry.number], prepare=False)


def kept_plan(connection: Connection, home: Home, entry: Entry) -> tuple[str, str | None]:
    """The SQL that was run and the snapshot that it led to, where that was kept."""
    text = f"SELECT plan, snapshot FROM {home.sql} WHERE number = %s"
    row = connection.execute(text.encode(), [entry.number], prepare=False).fetchone()
    return (row[0], row[1]) if row else ("", None)
