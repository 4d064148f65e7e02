"""Run one migration, forwards or back, from where it is: each segment in a transaction, each statement once.

A segment's state is written in the transaction of what it tells. A statement that can be in no transaction is `running` in the
history while it runs; one that was interrupted there is looked at, and only where nobody can tell is somebody asked.
"""

import importlib.util
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any, Literal

import psycopg
from attrs import frozen

from mizzle.building import shown
from mizzle.connection import Connection, describe, pin, run
from mizzle.errors import HistoryError, MizzleError, ServerError, Stopped, UsageError
from mizzle.files import DOWN, File
from mizzle.history import (
    BACK,
    FORWARDS,
    PROJECT,
    Entry,
    Home,
    State,
    create,
    digest,
    forget,
    kept_plan,
    mark,
    record,
    rewrite,
)
from mizzle.model.place import raised_at
from mizzle.patience import Patience, busy, waiting
from mizzle.script import Piece, pieces, segments, unmerged
from mizzle.stopping import Stop, boundary

Settle = Literal["done", "again"]
INDEX = re.compile(
    r"CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<name>\"(?:[^\"]|\"\")+\"|[\w$]+)\s+ON\s+"
    r"(?:ONLY\s+)?(?P<table>(?:\"(?:[^\"]|\"\")+\"|[\w$]+)(?:\s*\.\s*(?:\"(?:[^\"]|\"\")+\"|[\w$]+))?)",
    re.IGNORECASE,
)
DROPPED = re.compile(
    r"DROP\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+EXISTS\s+)?(?P<name>[^\s,;]+)\s*(?:CASCADE|RESTRICT)?$", re.IGNORECASE
)
DETACHED = re.compile(
    r"ALTER\s+TABLE\s+(?:IF\s+EXISTS\s+)?(?P<parent>\S+)\s+DETACH\s+PARTITION\s+(?P<child>\S+)\s+CONCURRENTLY$",
    re.IGNORECASE,
)
BUILT = """
    SELECT i.indexrelid::regclass::text, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid = to_regclass(%s) AND c.relname = %s"""
HANGS = "SELECT inhdetachpending FROM pg_inherits WHERE inhparent = to_regclass(%s) AND inhrelid = to_regclass(%s)"
HARMLESS = re.compile(r"VACUUM\b|REINDEX\b|ALTER SYSTEM\b")  # running them twice does what running them once does


@frozen
class Way:
    """A migration in one direction.

    path    where its text stands
    script  the segments; none for Python
    module  its Python
    """

    file: File
    path: Path
    text: str
    script: tuple[tuple[Piece, ...], ...] = ()
    module: Any = None
    back: bool = False

    @property
    def words(self) -> tuple[State, State, State]:
        """What the history calls a segment that is to run, one that runs, and one that has run."""
        return BACK if self.back else FORWARDS

    @property
    def alone(self) -> list[bool]:
        """Of each segment whether it can be in no transaction."""
        if self.module is not None:
            return [not getattr(self.module, "TRANSACTION", True)]
        return [part[0].alone for part in self.script]

    @property
    def idle(self) -> bool:
        """Whether it does nothing: no statement, or a function that names nothing."""
        if self.module is None:
            return not self.script
        code = getattr(getattr(self.module, "down" if self.back else "up"), "__code__", None)
        return code is not None and not (code.co_names or code.co_freevars)

    @property
    def sets(self) -> bool:
        """Whether it may leave the session with other settings than it had."""
        return self.module is not None or any(piece.setting for part in self.script for piece in part)


def forwards(file: File) -> Way:
    """A migration as it is applied. Raises UsageError for what is no SQL that can be cut and no Python that can be loaded."""
    if file.python:
        return Way(file, file.path, file.text, module=_module(file))
    return Way(file, file.path, file.text, _script(file.text, file.path))


def back(file: File) -> Way:
    """A migration as it is taken back. Raises HistoryError where nobody has written how, UsageError as `forwards` does."""
    from mizzle.generating import checked_down

    if file.python:
        module = _module(file)
        if not callable(getattr(module, "down", None)):
            raise HistoryError(f"{file.path} has no down(connection), so it cannot be taken back")
        return Way(file, file.path, file.text, module=module, back=True)
    text, path = checked_down(file), file.folder / DOWN
    return Way(file, path, text, _script(text, path), back=True)


def _script(text: str, path: Path) -> tuple[tuple[Piece, ...], ...]:
    return tuple(map(tuple, segments(pieces(text, str(path)))))


def go(
    connection: Connection,
    home: Home,
    way: Way,
    entry: Entry | None,
    *,
    settle: Settle | None = None,
    patience: Patience,
    step: Callable[[str], None],
    watcher: Connection | None = None,
) -> None:
    """Go a way to its end, from where it is; `entry` is what the history knows of the migration.

    `watcher` is another connection, which looks how far an index has come that is built in no transaction.

    Raises ServerError, HistoryError, Stopped.
    """
    with _session(connection, way):
        todo, doing, did = way.words
        alone = way.alone
        states: Sequence[State] = [todo] * len(alone)
        whole = len(alone) == 1 and not alone[0]  # what is done at a stroke needs no word before

        def begun() -> Entry:
            create(connection, home)
            return record(
                connection,
                home,
                source=PROJECT,
                name=way.file.name,
                hash=way.file.hash,
                segments=states,
                plan=way.text,
            )

        if entry is None:
            if not whole:
                with connection.transaction():
                    entry = begun()
        elif way.back and not entry.undoing:
            if states and not whole:
                entry = rewrite(connection, home, entry, hash=entry.hash, segments=states, plan=way.text)
        else:
            entry = _mended(connection, home, entry, way)
            states = entry.segments

        def told(entry: Entry, place: int) -> Entry:
            """Write that a segment has run: with the last one on the way back the migration is forgotten."""
            if way.sets:
                for text in (b"RESET SESSION AUTHORIZATION", b"RESET ROLE"):
                    connection.execute(text, prepare=False)
            if way.back and place + 1 == len(states):
                forget(connection, home, entry)
                return entry
            return mark(connection, home, entry, place, did)

        for place, state in enumerate(states):
            if state == did:
                continue
            part = way.script[place] if way.script else ()
            if alone[place] and entry is not None:
                if state == doing and _settled(connection, way, place, settle):
                    entry = told(entry, place)
                    continue
                entry = mark(connection, home, entry, place, doing)
                ends = nullcontext(Stop()) if part and part[0].repeatable else boundary(step)
                with waiting(connection, None), ends as stop, shown(watcher, connection, step):
                    _run(connection, way, place, f"; a second run goes on behind the {place} segments that are done")
                entry = told(entry, place)
                if stop.asked and place + 1 < len(states):
                    raise Stopped(
                        f"{way.path}: stopped behind {place + 1} of {len(states)} segments; a second run goes on"
                    )
                continue

            def together(before: Entry | None = entry, place: int = place, part: Sequence[Piece] = part) -> Entry:
                kept = f"; {place} segments before it are done, a second run goes on" if place else ""
                # A file by hand keeps the role's own lock_timeout, and what it sets itself.
                long = None if part and all(piece.patient for piece in part) else patience.lock
                with (
                    connection.transaction(),
                    waiting(connection, long) if way.file.generated else ExitStack(),
                ):
                    now = before or begun()
                    _run(connection, way, place, f"; nothing of this transaction was kept{kept}")
                    return told(now, place)

            entry = patience.insist(together, step)
        if way.back and entry is not None and all(state == did for state in states):
            forget(connection, home, entry)  # all that was left to do when it was interrupted


@contextmanager
def _session(connection: Connection, way: Way) -> Iterator[None]:
    """What somebody wrote by hand runs under the role's own search_path, and leaves nothing of its settings behind."""
    if not way.file.generated:
        connection.execute(b"SET search_path TO DEFAULT", prepare=False)
        connection.execute(b"SET check_function_bodies TO DEFAULT", prepare=False)
    yield
    if way.sets:
        connection.execute(b"RESET ALL", prepare=False)
    if way.sets or not way.file.generated:
        pin(connection)


def _mended(connection: Connection, home: Home, entry: Entry, way: Way) -> Entry:
    """The entry of a migration that was interrupted. It may have been mended behind what is done of it."""
    kept = kept_plan(connection, home, entry)[0]
    if digest(kept.encode()) == digest(way.text.encode()):
        return entry
    todo, _, did = way.words
    before = _script(kept, Path(entry.name)) if way.script else ()
    states: list[State] = [todo] * len(way.alone)
    for place, state in enumerate(entry.segments):
        if state == todo:
            continue
        same = place < len(way.script) and [piece.text for piece in way.script[place]] == [
            piece.text for piece in before[place]
        ]
        if not same and state == did:
            raise HistoryError(
                f"{way.path} was edited, but {place + 1} of its {len(entry.segments)} segments are done already; "
                "put those back as they were; what stands behind them may be mended"
            )
        states[place : place + 1] = [state if same else todo]
    hashed = entry.hash if way.back else way.file.hash
    return rewrite(connection, home, entry, hash=hashed, segments=states, plan=way.text)


def _run(connection: Connection, way: Way, place: int, kept: str) -> None:
    if way.module is not None:
        _call(connection, way, kept)
        return
    run_pieces(connection, (*_set_before(way, place), *way.script[place]), str(way.path), kept)


def _set_before(way: Way, place: int) -> Sequence[Piece]:
    """What SET has said before a segment: it lasts to the end of the file, also when a second run goes on in its middle."""
    found: dict[str, Piece] = {}
    for part in way.script[:place]:
        for piece in part:
            if piece.setting:
                found.pop(piece.setting, None)
                found[piece.setting] = piece
    return tuple(found.values())


def run_pieces(connection: Connection, part: Sequence[Piece], file: str, kept: str) -> None:
    """Run statements. Raises ServerError with the file's line, where the server points at one."""
    for piece in part:
        try:
            run(connection, piece.text)
        except psycopg.Error as error:
            position = int(error.diag.statement_position or 1)
            line = piece.line + piece.text.count("\n", 0, position - 1)
            told = f"{file}:{line}: {describe(error)}\n  in: {piece.text}\n  {kept.lstrip('; ')}"
            raise ServerError(told) from (error if busy(error) else None)


def _module(file: File) -> Any:
    """The Python of a migration. Raises UsageError for one that cannot be loaded."""
    unmerged(file.text, str(file.path))
    specification = importlib.util.spec_from_file_location(f"_mizzle_migration_{file.name}", file.path)
    if specification is None or specification.loader is None:
        raise UsageError(f"{file.path} is no Python file")
    module = importlib.util.module_from_spec(specification)
    try:
        specification.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001 - whatever a user's module raises
        raise UsageError(f"{file.path} cannot be loaded: {type(error).__name__}: {error}") from None
    if not callable(getattr(module, "up", None)):
        raise UsageError(f"{file.path} has no up(connection)")
    for name in ("up", "down"):
        if inspect.iscoroutinefunction(getattr(module, name, None)):
            raise UsageError(f"{file.path}: {name}() is async; a migration gets a plain connection, so write def")
    return module


def _call(connection: Connection, way: Way, kept: str) -> None:
    function = "down" if way.back else "up"
    try:
        getattr(way.module, function)(connection)
    except MizzleError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a user's function raises
        text = describe(error) if isinstance(error, psycopg.Error) else f"{type(error).__name__}: {error}"
        place = raised_at(error.__traceback__, way.module.__file__) or way.path
        raise ServerError(f"{place}: {function}() failed: {text}\n  {kept.lstrip('; ')}") from None


def _settled(connection: Connection, way: Way, place: int, settle: Settle | None) -> bool:
    """Whether a statement that was interrupted took effect; what it left half done is taken away.

    Raises HistoryError where nobody can tell and nobody says.
    """
    if settle is not None:
        return settle == "done"
    piece = way.script[place][0] if way.script else None
    if piece is not None:
        run_pieces(connection, _set_before(way, place), str(way.path), "nothing was done")
        known = _looked_at(connection, piece)
        if known is not None:
            return known
    line = f":{piece.line}" if piece else ""
    raise HistoryError(
        f"{way.path}{line} was interrupted, and nobody can tell whether it took effect; "
        "look, and say --settle done, or --settle again to run it once more"
    )


def _looked_at(connection: Connection, piece: Piece) -> bool | None:
    """What the catalog says of it; None where that tells nothing."""
    bare = re.sub(r"--[^\n]*\n|/\*.*?\*/", " ", piece.text, flags=re.DOTALL).strip()
    if found := INDEX.match(bare):
        name = found["name"][1:-1].replace('""', '"') if found["name"].startswith('"') else found["name"].lower()
        row = connection.execute(BUILT, [found["table"], name], prepare=False).fetchone()
        if row and not row[1]:
            run(connection, f"DROP INDEX CONCURRENTLY {row[0]}")
        return bool(row and row[1])
    if found := DROPPED.match(bare):
        row = connection.execute("SELECT to_regclass(%s) IS NULL", [found["name"]], prepare=False).fetchone()
        return bool(row and row[0])
    if found := DETACHED.match(bare):
        row = connection.execute(HANGS, [found["parent"], found["child"]], prepare=False).fetchone()
        if row and row[0]:
            run(connection, f"ALTER TABLE {found['parent']} DETACH PARTITION {found['child']} FINALIZE")
        return not row or bool(row[0])
    return False if HARMLESS.match(piece.plain) or piece.repeatable else None
