"""Bring a database along its files: under the lock, each file in a transaction of its own, each statement once."""

import importlib.util
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, Literal

import psycopg
from attrs import frozen

from mizzle.connection import Connection, connect, describe, pin, run
from mizzle.errors import HistoryError, MizzleError, ServerError, Stopped, UsageError
from mizzle.files import File, Folder, read_folder
from mizzle.history import PROJECT, Entry, Home, State, create, kept_plan, mark, read, record, rewrite
from mizzle.lock import hold
from mizzle.model.place import raised_at
from mizzle.patience import Patience, busy, waiting
from mizzle.script import Piece, pieces, segments
from mizzle.standing import Standing, stand
from mizzle.stopping import boundary

Settle = Literal["done", "again"]
INDEX = re.compile(
    r"CREATE\s+(?:UNIQUE\s+)?INDEX\s+CONCURRENTLY\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<name>\"(?:[^\"]|\"\")+\"|[\w$]+)\s+ON\s+"
    r"(?:ONLY\s+)?(?P<table>(?:\"(?:[^\"]|\"\")+\"|[\w$]+)(?:\s*\.\s*(?:\"(?:[^\"]|\"\")+\"|[\w$]+))?)",
    re.IGNORECASE,
)
DROPPED = re.compile(
    r"DROP\s+INDEX\s+CONCURRENTLY\s+(?:IF\s+EXISTS\s+)?(?P<name>[^\s,;]+)\s*(?:CASCADE|RESTRICT)?$", re.IGNORECASE
)
HARMLESS = re.compile(r"VACUUM\b|REINDEX\b|ALTER SYSTEM\b")  # running them twice does what running them once does


@frozen
class Migrated:
    """What was applied, or would be.

    pending  what is left, beyond --to
    sql      the text of each file
    """

    applied: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    sql: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.applied)


def migrate(
    url: str,
    *,
    out: str | Path = "migrations",
    to: str | None = None,
    home: Home | None = None,
    dry_run: bool = False,
    settle: Settle | None = None,
    step: Callable[[str], None] = lambda _: None,
    deadline: float = 60.0,
    lock_timeout: float | None = None,
) -> Migrated:
    """Apply the pending files of a folder.

    to        only this file and those that it follows
    home      where the history is kept (default: mizzle.migrations)
    dry_run   only tell what would be applied
    settle    whether a statement that was interrupted, and of which nobody can tell, took effect: "done", or else "again"
    step      is told what is being done
    deadline  how many seconds to wait for another mizzle that changes this database
    lock_timeout  how many seconds a brief statement waits for a lock before it lets go and tries again (default: 1)

    What was applied stays when a later file fails. Raises HistoryError for files that were edited, are missing or do not
    fit the history, UsageError for what is no SQL that can be cut, ServerError, ConnectError.
    """
    home = home or Home()
    patience = Patience.made(lock_timeout)
    whole = read_folder(Path(out))
    with closing(connect(url)) as connection:
        entries = read(connection, home, PROJECT)
        folder = whole.seen_by(entry.name for entry in entries)
        standing = stand(folder, entries)
        standing.check()
        todo = _until(folder, standing, to)
        scripts = {file.name: _script(file) for file in todo}
        left = tuple(file.name for file in standing.pending if file not in todo)
        if not todo or dry_run:
            return Migrated(tuple(scripts), left, tuple(file.text for file in todo))
        step("waiting for the lock")
        hold(connection, deadline=deadline)
        entries = read(connection, home, PROJECT)  # another process may have come in between
        folder = whole.seen_by(entry.name for entry in entries)
        standing = stand(folder, entries)
        standing.check()
        todo = _until(folder, standing, to)
        scripts = {file.name: _script(file) for file in todo}
        applied = []
        for file in todo:
            step(f"applying {file.name}")
            entry = next((entry for entry in standing.entries if entry.name == file.name), None)
            with _session(connection, file):
                _apply(connection, home, file, scripts[file.name], entry, settle, patience, step)
            applied.append(file)
        return Migrated(tuple(file.name for file in applied), left, tuple(file.text for file in applied))


def baseline(url: str, name: str, *, out: str | Path = "migrations", home: Home | None = None) -> Migrated:
    """Adopt a database that is there already: record a file, and all that it follows, as applied.

    Raises HistoryError where the database is not what the file's snapshot says, or has a history already.
    """
    from mizzle.generating import differences

    home = home or Home()
    folder = read_folder(Path(out))
    file = folder.find(name)
    with closing(connect(url)) as connection:
        hold(connection)
        if read(connection, home, PROJECT):
            raise HistoryError(f"{home} has a history already; --baseline is for a database that has none")
        if wrong := list(differences(connection, file.schema())):
            listed = "\n  ".join(wrong[:10])
            raise HistoryError(f"the database is not what {file.name} says; this would bring it there:\n  {listed}")
        names = folder.before([file.name])
        adopted = [each for each in folder.ordered() if each.name in names]
        with connection.transaction():
            create(connection, home)
            for each in adopted:
                record(
                    connection, home, source=PROJECT, name=each.name, hash=each.hash, segments=["done"], plan=each.text
                )
        return Migrated(tuple(each.name for each in adopted))


def _until(folder: Folder, standing: Standing, to: str | None) -> list[File]:
    if to is None:
        return list(standing.pending)
    wanted = folder.before([folder.find(to).name])
    return [file for file in standing.pending if file.name in wanted]


def _script(file: File) -> list[list[Piece]]:
    """The segments of a file; none for Python."""
    return [] if file.python else segments(pieces(file.text, str(file.path)))


@contextmanager
def _session(connection: Connection, file: File) -> Iterator[None]:
    """What somebody wrote by hand runs under the role's own search_path, and leaves nothing of its settings behind."""
    if file.generated:
        yield
        return
    connection.execute(b"SET search_path TO DEFAULT", prepare=False)
    connection.execute(b"SET check_function_bodies TO DEFAULT", prepare=False)
    yield
    connection.execute(b"RESET ROLE", prepare=False)
    pin(connection)


def _apply(
    connection: Connection,
    home: Home,
    file: File,
    script: list[list[Piece]],
    entry: Entry | None,
    settle: Settle | None,
    patience: Patience,
    step: Callable[[str], None],
) -> None:
    """One file, from where it is. A state is written in the transaction of what it tells."""
    module = _module(file) if file.python else None
    alone = [not getattr(module, "TRANSACTION", True)] if module else [part[0].alone for part in script]
    states: list[State] = ["pending"] * len(alone)

    def started() -> Entry:
        create(connection, home)
        return record(connection, home, source=PROJECT, name=file.name, hash=file.hash, segments=states, plan=file.text)

    if entry is None and (len(alone) != 1 or alone[0]):
        with connection.transaction():
            entry = started()
    elif entry is not None:
        if entry.hash != file.hash:
            entry = _changed(connection, home, entry, file, script)
        states = list(entry.segments)
    for place, state in enumerate(states):
        if state == "done":
            continue
        part = script[place] if script else []
        if alone[place] and entry is not None:
            if state == "running" and _settled(connection, file, part, settle):
                entry = mark(connection, home, entry, place, "done")
                continue
            entry = mark(connection, home, entry, place, "running")
            with waiting(connection, None), boundary(step) as stop:
                _run(
                    connection, file, part, module, f"; a second run goes on behind the {place} segments that are done"
                )
            entry = mark(connection, home, entry, place, "done")
            if stop.asked and not entry.done:
                raise Stopped(
                    f"{file.path}: stopped behind {place + 1} of {len(states)} segments; a second run goes on"
                )
            continue

        def together(before: Entry | None = entry, place: int = place, part: Sequence[Piece] = part) -> Entry:
            kept = f"; {place} segments before it are done, a second run goes on" if place else ""
            # A file by hand keeps the role's own lock_timeout, and what it sets itself.
            long = None if part and all(piece.patient for piece in part) else patience.lock
            with connection.transaction(), waiting(connection, long) if file.generated else ExitStack():
                now = before or started()
                _run(connection, file, part, module, f"; nothing of this transaction was kept{kept}")
                return mark(connection, home, now, place, "done")

        entry = patience.insist(together, step)


def _changed(connection: Connection, home: Home, entry: Entry, file: File, script: list[list[Piece]]) -> Entry:
    """An interrupted file may be mended behind what is done of it."""
    before = segments(pieces(kept_plan(connection, home, entry)[0], entry.name)) if script else []
    states: list[State] = ["pending"] * len(script)
    for place, state in enumerate(entry.segments):
        if state == "pending":
            continue
        same = place < len(script) and [piece.text for piece in script[place]] == [
            piece.text for piece in before[place]
        ]
        if not same and state == "done":
            raise HistoryError(
                f"{file.path} was edited, but {place + 1} of its {len(entry.segments)} segments are done already; "
                "put those back as they were; what stands behind them may be mended"
            )
        states[place : place + 1] = [state if same else "pending"]
    return rewrite(connection, home, entry, hash=file.hash, segments=states, plan=file.text)


def _run(connection: Connection, file: File, part: Sequence[Piece], module: Any, kept: str) -> None:
    if module is not None:
        _call(connection, file, module, "up", kept)
        return
    run_pieces(connection, part, str(file.path), kept)


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
    return module


def _call(connection: Connection, file: File, module: Any, function: str, kept: str) -> None:
    try:
        getattr(module, function)(connection)
    except MizzleError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a user's function raises
        text = describe(error) if isinstance(error, psycopg.Error) else f"{type(error).__name__}: {error}"
        place = raised_at(error.__traceback__) or file.path
        raise ServerError(f"{place}: {function}() failed: {text}\n  {kept.lstrip('; ')}") from None


def _settled(connection: Connection, file: File, part: Sequence[Piece], settle: Settle | None) -> bool:
    """Whether a statement that was interrupted took effect; what it left half done is taken away.

    Raises HistoryError where nobody can tell and nobody says.
    """
    if settle is not None:
        return settle == "done"
    text = part[0].text if part else ""
    bare = re.sub(r"--[^\n]*\n|/\*.*?\*/", " ", text, flags=re.DOTALL).strip()
    if found := INDEX.match(bare):
        name = found["name"][1:-1].replace('""', '"') if found["name"].startswith('"') else found["name"].lower()
        row = connection.execute(
            "SELECT i.indexrelid::regclass::text, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
            "WHERE i.indrelid = to_regclass(%s) AND c.relname = %s",
            [found["table"], name],
            prepare=False,
        ).fetchone()
        if row and not row[1]:
            run(connection, f"DROP INDEX CONCURRENTLY {row[0]}")
        return bool(row and row[1])
    if found := DROPPED.match(bare):
        row = connection.execute("SELECT to_regclass(%s) IS NULL", [found["name"]], prepare=False).fetchone()
        return bool(row and row[0])
    if part and HARMLESS.match(part[0].plain):
        return False
    line = f":{part[0].line}" if part else ""
    raise HistoryError(
        f"{file.path}{line} was interrupted, and nobody can tell whether it took effect; "
        "look, and say --settle done, or --settle again to run it once more"
    )


def down(
    url: str,
    *,
    to: str | None = None,
    out: str | Path = "migrations",
    home: Home | None = None,
    answers: Any = None,
    ask: Callable[[list[Any]], bool] | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[str, ...]:
    """Take back the last file that was applied, or all behind `to`; the names, the last first.

    answers  consents to what the way down loses
    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error

    Raises ConsentMissing, HistoryError, ServerError.
    """
    from mizzle.answers import Answers
    from mizzle.consent import missing
    from mizzle.errors import ConsentMissing
    from mizzle.history import forget

    home = home or Home()
    folder = read_folder(Path(out))
    with closing(connect(url)) as connection:
        hold(connection)
        found = read(connection, home, PROJECT)
        folder = folder.seen_by(entry.name for entry in found)
        standing = stand(folder, found)
        standing.check()
        entries = _behind(standing, folder, to)
        ways = {entry.name: _way_down(folder.files[entry.name]) for entry in entries}
        findings = [finding for text, _, _ in ways.values() for finding in losses(text)]
        open_ = missing(findings, answers or Answers())
        if open_ and not (ask and ask(open_)):
            raise ConsentMissing(open_)
        for entry in entries:
            step(f"taking {entry.name} back")
            file = folder.files[entry.name]
            _, parts, module = ways[entry.name]
            with _session(connection, file), ExitStack() as stack:
                if not any(part[0].alone for part in parts) and len(parts) <= 1:
                    stack.enter_context(connection.transaction())
                for number, part in enumerate(parts):
                    with connection.transaction() if not part[0].alone else ExitStack():
                        run_pieces(connection, part, f"{file.folder}/down.sql", f"{number} segments before it are done")
                if module is not None:
                    _call(connection, file, module, "down", "nothing of it was kept")
                forget(connection, home, entry)
        return tuple(entry.name for entry in entries)


def _behind(standing: Standing, folder: Folder, to: str | None) -> list[Entry]:
    entries = list(standing.entries)
    if to is not None:
        name = folder.find(to).name
        place = next((place for place, entry in enumerate(entries) if entry.name == name), None)
        if place is None:
            raise HistoryError(f"{name} is not applied, so nothing can be taken back to it")
        entries = entries[place + 1 :]
    else:
        entries = entries[-1:]
    if open_ := [entry.name for entry in entries if not entry.done]:
        raise HistoryError(f"{open_[0]} is applied in part; run mizzle migrate to its end first")
    return entries[::-1]


def _way_down(file: File) -> tuple[str, list[list[Piece]], Any]:
    from mizzle.generating import checked_down

    if file.python:
        module = _module(file)
        if not callable(getattr(module, "down", None)):
            raise HistoryError(f"{file.path} has no down(connection), so it cannot be taken back")
        return "", [], module
    text = checked_down(file)
    return text, segments(pieces(text, f"{file.folder}/down.sql")), None


def losses(text: str) -> list[Any]:
    """What the header of a file says that it loses."""
    from mizzle.files import LOSES
    from mizzle.preflight import Finding

    return [Finding(consent, message) for consent, message in LOSES.findall(text)]
