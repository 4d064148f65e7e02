"""Take over what Drizzle made: its folder, in both layouts, and what its history says is applied.

drizzle/0000_init.sql, meta/_journal.json            drizzle-kit 0.x; the history knows hashes and times
drizzle/20240101000000_init/migration.sql            drizzle-kit 1.x; the history may know names too
"""

import hashlib
import json
import shutil
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from attrs import frozen

from mizzle.connection import Connection, connect, describe
from mizzle.declared import wanted
from mizzle.errors import HistoryError
from mizzle.files import SNAPSHOT, SQL, begun
from mizzle.history import PROJECT, Home, create, digest, read, record
from mizzle.lock import hold

if TYPE_CHECKING:
    from mizzle.declared import Source
    from mizzle.model.schema import Schema

TABLE = "drizzle.__drizzle_migrations"


@frozen
class Step:
    """One of Drizzle's migrations: its name there and here, its text, and the time in its journal."""

    tag: str
    name: str
    content: bytes
    when: int | None = None

    @property
    def hash(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def steps(folder: Path) -> list[Step]:
    """What Drizzle's folder holds, in its order. Raises HistoryError for a folder that is not Drizzle's."""
    journal = folder / "meta" / "_journal.json"
    try:
        if journal.is_file():
            entries = json.loads(journal.read_text(encoding="utf-8"))["entries"]
            return _named([(entry["tag"], folder / f"{entry['tag']}.sql", int(entry["when"])) for entry in entries])
        found = sorted(folder.glob("*/migration.sql"))
        if found:
            return [Step(file.parent.name, file.parent.name, file.read_bytes()) for file in found]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HistoryError(f"{folder} cannot be read: {type(error).__name__} {error}") from None
    raise HistoryError(f"{folder} is no folder of Drizzle's: it has neither meta/_journal.json nor */migration.sql")


def _named(entries: list[tuple[str, Path, int]]) -> list[Step]:
    """Names with times that go up, as ours have them."""
    out, last = list[Step](), 0
    for tag, file, when in entries:
        time = max(int(datetime.fromtimestamp(when / 1000, UTC).strftime("%Y%m%d%H%M%S")), last + 1)
        out.append(Step(tag, f"{time}_{tag.partition('_')[2] or tag}", file.read_bytes(), when))
        last = time
    return out


def from_drizzle(
    folder: str | Path,
    *,
    out: str | Path = "migrations",
    server: str,
    url: str | None = None,
    home: Home | None = None,
    declared: "Source | None" = None,
) -> tuple[list[str], list[str]]:
    """Copy Drizzle's files into ours and, where a database is given, keep what its history says is applied.

    server    where scratch databases are made: the last file's snapshot is what all files together make
    url       a database with Drizzle's history
    declared  the schema as it is declared now; the snapshot is that, where the files lead there

    The names of all files, and of those that are recorded as applied.
    Raises HistoryError for a folder that is in use, files that fail, and a history that knows other files.
    """
    from mizzle.generating import write

    folder, out = Path(folder), Path(out)
    if begun(out).files and out.resolve() != folder.resolve():
        raise HistoryError(f"{out} holds migrations already; give an empty one with --out")
    if out.resolve() == folder.resolve():
        raise HistoryError(f"{out} is Drizzle's own folder; give another with --out, so that nothing of it is lost")
    found = steps(folder)
    snapshot = _snapshot(found, server, None if declared is None else wanted(declared))
    home = home or Home()
    with ExitStack() as stack:
        applied: list[Step] = []
        if url is not None:
            connection = stack.enter_context(closing(connect(url)))
            hold(connection)
            if read(connection, home, PROJECT):
                raise HistoryError(f"{home} has a history already, so Drizzle's is not taken over")
            applied = _applied(connection, found)
            stack.enter_context(connection.transaction())
            create(connection, home)
            for step in applied:
                record(
                    connection,
                    home,
                    source=PROJECT,
                    name=step.name,
                    hash=digest(step.content),
                    segments=["done"],
                    plan=step.content.decode("utf-8-sig", errors="replace"),
                )
        stack.callback(_unless_whole, out, found)
        for place, step in enumerate(found):
            texts = {SQL: step.content.decode("utf-8-sig")}
            if place == len(found) - 1:
                texts[SNAPSHOT] = snapshot
            write(out / step.name, texts)
        return [step.name for step in found], [step.name for step in applied]


def _unless_whole(out: Path, found: list[Step]) -> None:
    """Take away what was written where not all could be."""
    if not (out / found[-1].name).exists():
        for step in found:
            shutil.rmtree(out / step.name, ignore_errors=True)


def _applied(connection: Connection, found: list[Step]) -> list[Step]:
    try:
        with connection.transaction():
            rows = connection.execute(
                f"SELECT to_jsonb(m) FROM {TABLE} m ORDER BY id".encode(), prepare=False
            ).fetchall()
    except psycopg.Error as error:
        raise HistoryError(f"Drizzle's history {TABLE} cannot be read: {describe(error)}") from None
    out = []
    for (row,) in rows:
        step = next((step for step in found if _is(step, row)), None)
        if step is None:
            known = row.get("name") or row.get("hash")
            raise HistoryError(
                f"Drizzle's history knows {known}, which is none of the files; get it from version control"
            )
        out.append(step)
    return [step for step in found if step in out]


def _is(step: Step, row: dict[str, Any]) -> bool:
    if row.get("name"):
        return row["name"] in (step.tag, step.name)
    if row.get("hash") == step.hash:
        return True
    return step.when is not None and row.get("created_at") is not None and int(row["created_at"]) == step.when


def _snapshot(found: list[Step], server: str, declared: "Schema | None") -> str:
    """What all files together make: as it is declared, where that is the same, else as the server says it."""
    from mizzle.apart import stocked
    from mizzle.generating import differences, written
    from mizzle.running import run_pieces
    from mizzle.scope import bookkeeping
    from mizzle.scratch import scratch
    from mizzle.script import pieces, segments
    from mizzle.snapshot import dump

    with ExitStack() as stack:
        admin = stack.enter_context(closing(connect(server)))
        connection = stack.enter_context(closing(connect(stack.enter_context(scratch(admin)))))
        connection.execute(b"SET search_path TO DEFAULT", prepare=False)
        for step in found:
            name = f"{step.tag}.sql"
            for part in segments(pieces(step.content.decode("utf-8-sig"), name)):
                run_pieces(connection, part, name, "nothing was taken over")
        connection.execute(b"SET search_path TO ''", prepare=False)
        parents = [step.name for step in found[-2:-1]]
        if declared is not None and not list(differences(connection, declared)):
            return dump(written(declared), parents)
        schema = stocked(connection).where(lambda item: not bookkeeping(item.ref) and not item.shared and not item.kept)
        return dump(schema, parents)
