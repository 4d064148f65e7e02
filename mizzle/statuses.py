"""How a database and its files stand: applied, pending, edited, missing, and whether it drifted from its last snapshot."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from attrs import frozen

from mizzle.connection import connect
from mizzle.files import DOWN, SNAPSHOT, read_folder
from mizzle.history import PROJECT, Home, kept_plan, read
from mizzle.merging import Conflict, merged
from mizzle.recorded import applied
from mizzle.standing import Standing, detailed, stand

HALFWAY = "is taken back in part; mizzle down goes on"


@frozen
class Line:
    """One file. `state` is applied, pending, interrupted, edited, missing or reordered."""

    name: str
    state: str
    told: str = ""
    started_at: datetime | None = None
    took: timedelta | None = None
    role: str = ""
    version: str = ""


@frozen
class Status:
    """All files, and what the database lacks to be what its last snapshot says: None where nobody looked."""

    lines: tuple[Line, ...]
    drift: tuple[str, ...] | None = None

    @property
    def clean(self) -> bool:
        """Whether everything is applied and as it was."""
        return not self.drift and all(line.state == "applied" for line in self.lines)


def status(url: str, *, out: str | Path = "migrations", home: Home | None = None, drift: bool = True) -> Status:
    """How the database and the files stand.

    drift  also compare the database with the snapshots of what is applied

    Raises HistoryError for a history or folder that cannot be read, ConnectError.
    """
    home = home or Home()
    folder = read_folder(Path(out))
    with closing(connect(url)) as connection:
        entries = read(connection, home, PROJECT)
        folder = folder.seen_by(entry.name for entry in entries)
        standing = stand(folder, entries)
        if standing.wrong:
            standing = detailed(standing, folder, lambda entry: kept_plan(connection, home, entry)[0])
        lines = tuple(_lines(standing))
        if not drift or standing.wrong or any(line.state == "interrupted" for line in lines):
            return Status(lines)
        schema = applied(folder, [entry.name for entry in standing.entries])
        if schema is None:
            return Status(lines)
        from mizzle.generating import differences

        return Status(lines, tuple(differences(connection, schema)))


def _lines(standing: Standing) -> Iterator[Line]:
    for entry in standing.entries:
        usual = ("interrupted", HALFWAY) if entry.undoing else ("applied" if entry.done else "interrupted", "")
        state, told = standing.wrong.get(entry.name, usual)
        yield Line(entry.name, state, told, entry.started_at, entry.took, entry.role, entry.version)
    known = {entry.name for entry in standing.entries}
    yield from (Line(file.name, "pending") for file in standing.pending if file.name not in known)


def check_files(out: str | Path = "migrations") -> list[Conflict]:
    """The pairs of unmerged branches that conflict, and why; every file and snapshot is read. Needs no server.

    Raises HistoryError and UsageError for files that cannot be read or cut, and for a folder that is not there.
    """
    from mizzle.script import pieces, unmerged

    folder = read_folder(Path(out))
    for file in folder.ordered():
        if file.python:
            unmerged(file.text, str(file.path))
        else:
            pieces(file.text, str(file.path))
            pieces(file.down or "", str(file.folder / DOWN))
        if (file.folder / SNAPSHOT).exists():
            file.check_snapshot()
    return merged(folder)[1]
