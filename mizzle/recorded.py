"""What a database is known to have been: what the last push that keeps records, or the last migration, has led to."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from mizzle import history
from mizzle.connection import Connection
from mizzle.errors import HistoryError
from mizzle.files import SNAPSHOT, Folder, begun
from mizzle.history import PROJECT, Home
from mizzle.merging import merged
from mizzle.model.schema import Schema
from mizzle.snapshot import dump, load

if TYPE_CHECKING:
    from mizzle.compiler.statement import Statement

PUSH = "push"


@frozen
class Recorded:
    """A state, and what led there: of `source` "project" the migration `name`, of "push" the push of that number, of "plugin" its step."""

    schema: Schema
    source: str
    name: str
    at: datetime

    def __str__(self) -> str:
        what = (
            f"migration {self.name}" if self.source == PROJECT else f"{self.source} {self.name}".removeprefix("plugin ")
        )
        return f"{what} of {self.at:%Y-%m-%d %H:%M}"


def recorded(connection: Connection, home: Home, out: str | Path) -> Recorded | None:
    """The last record; None where there is none. Of migrations the snapshots are read from their folder.

    Raises HistoryError for a history or folder that cannot be read, or does not fit.
    """
    done = [entry for entry in history.read(connection, home) if entry.source in (PUSH, PROJECT) and entry.done]
    if not done:
        return None
    last = done[-1]
    if last.source == PUSH:
        schema = load(history.kept_plan(connection, home, last)[1] or dump(Schema()))
    else:
        names = [entry.name for entry in done if entry.source == PROJECT]
        found = applied(begun(Path(out)).seen_by(names), names)
        if found is None:
            return None
        schema = found
    return Recorded(schema, last.source, last.name, last.started_at)


def applied(folder: Folder, names: Sequence[str]) -> Schema | None:
    """What the applied files lead to together; None where they have no snapshots, or conflict."""
    files = {name: folder.files[name] for name in names if name in folder.files}
    if len(files) < len(names) or not names or not (files[names[-1]].folder / SNAPSHOT).exists():
        return None
    schema, conflicts = merged(evolve(folder, files=files))
    return None if conflicts else schema


def keep(
    connection: Connection,
    *,
    home: Home | None,
    schema: Schema,
    statements: Iterable["Statement"] = (),
    begin: bool = False,
) -> None:
    """Record what a push has led to, where records are kept: from the first `push --record` on.

    begin  whether this push begins to keep them

    Call it under the lock. Raises HistoryError where the table cannot be made.
    """
    home, plan = home or Home(), "".join(f"{statement.text};\n" for statement in statements)
    try:
        entries = history.read(connection, home, PUSH)
    except HistoryError:  # another tool's table, which is nobody's business as long as nothing is to be recorded
        if begin:
            raise
        return
    if not (entries or begin):
        return
    text = dump(schema)
    if entries and not plan and history.kept_plan(connection, home, entries[-1])[1] == text:
        return
    with connection.transaction():
        history.create(connection, home)
        history.record(
            connection,
            home,
            source=PUSH,
            name=f"{len(entries) + 1:04}",
            hash=history.digest(plan.encode()),
            segments=["done"],
            plan=plan,
            snapshot=text,
        )
