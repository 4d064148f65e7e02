"""Bring a database along its files: under the lock, each file in a transaction of its own, each statement once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from attrs import frozen

from mizzle.connection import Connection, connect
from mizzle.errors import HistoryError
from mizzle.files import LOSES, File, Folder, read_folder
from mizzle.history import PROJECT, Entry, Home, create, kept_plan, read, record
from mizzle.lock import hold
from mizzle.patience import Patience
from mizzle.preflight import Finding
from mizzle.running import Settle, Way, back, forwards, go
from mizzle.standing import Standing, detailed, stand


@frozen
class Migrated:
    """What was applied or taken back, or would be.

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

        def look() -> tuple[Standing, list[File]]:
            entries = read(connection, home, PROJECT)
            folder = whole.seen_by(entry.name for entry in entries)
            standing = stand(folder, entries)
            if standing.wrong:
                detailed(standing, folder, lambda entry: kept_plan(connection, home, entry)[0]).check()
            for entry in entries:
                if entry.undoing:
                    raise HistoryError(f"{entry.name} is taken back in part; run mizzle down to its end first")
            return standing, _until(folder, standing, to)

        standing, todo = look()
        ways = {file.name: forwards(file) for file in todo}
        left = tuple(file.name for file in standing.pending if file not in todo)
        if not todo or dry_run:
            return Migrated(tuple(ways), left, tuple(file.text for file in todo))
        step("waiting for the lock")
        hold(connection, deadline=deadline)
        standing, todo = look()  # another process may have come in between
        ways = {file.name: forwards(file) for file in todo}
        known = {entry.name: entry for entry in standing.entries}
        with _watcher(url, ways.values()) as watcher:
            for file in todo:
                told = f"applying {file.name}"
                step(told)
                go(
                    connection,
                    home,
                    ways[file.name],
                    known.get(file.name),
                    settle=settle,
                    patience=patience,
                    step=partial(_told, step, told),
                    watcher=watcher,
                )
        return Migrated(tuple(ways), left, tuple(file.text for file in todo))


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


def down(
    url: str,
    *,
    to: str | None = None,
    out: str | Path = "migrations",
    home: Home | None = None,
    answers: Any = None,
    ask: Callable[[list[Any]], bool] | None = None,
    settle: Settle | None = None,
    dry_run: bool = False,
    step: Callable[[str], None] = lambda _: None,
    deadline: float = 60.0,
    lock_timeout: float | None = None,
) -> Migrated:
    """Take back the last file that was applied, or all behind `to`, the last first.

    answers  consents to what the way down loses
    dry_run  only tell what would be taken back; asks for no consent
    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    settle, deadline, lock_timeout  as for migrate()

    One that was interrupted goes on where it was. Raises ConsentMissing, HistoryError, ServerError.
    """
    from mizzle.answers import Answers
    from mizzle.consent import missing
    from mizzle.errors import ConsentMissing

    home = home or Home()
    patience = Patience.made(lock_timeout)
    folder = read_folder(Path(out))
    with closing(connect(url)) as connection:
        step("waiting for the lock")
        if not dry_run:
            hold(connection, deadline=deadline)
        found = read(connection, home, PROJECT)
        folder = folder.seen_by(entry.name for entry in found)
        standing = stand(folder, found)
        if standing.wrong:
            detailed(standing, folder, lambda entry: kept_plan(connection, home, entry)[0]).check()
        entries = _behind(standing, folder, to)
        ways = [back(folder.files[entry.name]) for entry in entries]
        taken = Migrated(tuple(entry.name for entry in entries), sql=tuple(way.text for way in ways))
        if dry_run:
            return taken
        findings = [finding for way in ways for finding in losses(way)]
        open_ = missing(findings, answers or Answers())
        if open_ and not (ask and ask(open_)):
            raise ConsentMissing(open_)
        with _watcher(url, ways) as watcher:
            for entry, way in zip(entries, ways, strict=True):
                told = f"taking {entry.name} back"
                step(told)
                go(
                    connection,
                    home,
                    way,
                    entry,
                    settle=settle,
                    patience=patience,
                    step=partial(_told, step, told),
                    watcher=watcher,
                )
        return taken


@contextmanager
def _watcher(url: str, ways: Iterable[Way]) -> Iterator[Connection | None]:
    """A second connection where something is done in no transaction, to look how far that has come."""
    if not any(any(way.alone) for way in ways):
        yield None
        return
    with closing(connect(url)) as watcher:
        yield watcher


def _told(step: Callable[[str], None], of: str, text: str) -> None:
    """What is told while a file is applied, and of which."""
    step(f"{of}: {text}" if text else of)


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
    if open_ := [entry.name for entry in entries if not (entry.done or entry.undoing)]:
        raise HistoryError(f"{open_[0]} is applied in part; run mizzle migrate to its end first")
    return entries[::-1]


def losses(way: Way) -> list[Finding]:
    """What a way back loses: what its header says, or all of it where nobody has written what is to be done."""
    name = way.file.name
    if way.idle and not forwards(way.file).idle:
        told = f"forgets {name} and takes nothing back, for {way.path.name} says nothing of it"
        return [Finding(f"irreversible:{name}", told)]
    return [] if way.module else [Finding(consent, message) for consent, message in LOSES.findall(way.text)]
