"""The folder of migrations: migrations/<YYYYMMDDHHMMSS>_<name>/{migration.sql or migration.py, snapshot.json, down.sql}.

The history is a graph: each snapshot names the files that it follows. Files go in the order of the graph, and by name where
that leaves it open, so that two branches merge without renumbering.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TypeVar

from attrs import Factory, frozen

from mizzle.errors import HistoryError, UsageError
from mizzle.history import digest
from mizzle.model.schema import Schema

T = TypeVar("T")

NAME = re.compile(r"\d{14}_.+|\d{4}_.+")
HEAD = 65_536  # bytes of a snapshot in which its parents stand
PARENTS = re.compile(r'"parents":\s*(\[[^\]]*\])')
DECLARED = re.compile(r'"declared": "(\w+)"')
SQL, PYTHON, SNAPSHOT, DOWN = "migration.sql", "migration.py", "snapshot.json", "down.sql"
REPLACED = "replaced"
GENERATED = "-- Made by mizzle generate"
LOSES = re.compile(r"^-- loses (\S+?:.*?)  (.*)$", re.MULTILINE)


@frozen
class File:
    """One migration on disk. `hash` is of its SQL or Python.

    replaces  the files that it was squashed from, which databases in the middle of them go on with
    """

    name: str
    folder: Path
    content: bytes = b""
    python: bool = False
    replaces: tuple["File", ...] = ()

    @property
    def path(self) -> Path:
        return self.folder / (PYTHON if self.python else SQL)

    @property
    def hash(self) -> str:
        return digest(self.content)

    @property
    def text(self) -> str:
        """Raises HistoryError for a file that is no text in UTF-8."""
        try:
            return self.content.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise HistoryError(f"{self.path} is no text in UTF-8") from None

    @property
    def down(self) -> str | None:
        """The text of down.sql; None where there is none. Raises HistoryError for one that cannot be read."""
        path = self.folder / DOWN
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise HistoryError(f"{self.name} cannot be taken back: {path} cannot be read ({error})") from None

    @property
    def generated(self) -> bool:
        """Whether mizzle wrote it, with every name qualified."""
        return self.content.startswith(GENERATED.encode())

    @property
    def parents(self) -> tuple[str, ...]:
        """The files that it follows. Read from the head of its snapshot alone."""
        found = PARENTS.search(self._head())
        try:
            return tuple(json.loads(found[1])) if found else ()
        except ValueError as error:
            raise HistoryError(f"{self.folder / SNAPSHOT} cannot be read: {error}") from None

    @property
    def declared(self) -> str:
        """The digest of the declaration that its snapshot was made of; empty where it has none."""
        found = DECLARED.search(self._head())
        return found[1] if found else ""

    def _head(self) -> str:
        try:
            with (self.folder / SNAPSHOT).open("rb") as file:
                return file.read(HEAD).decode(errors="replace").partition('"objects"')[0]
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise HistoryError(f"{self.folder / SNAPSHOT} cannot be read: {error.strerror}") from None

    def schema(self) -> Schema:
        """The schema behind it. Raises HistoryError for a snapshot that is missing or damaged."""
        from mizzle.snapshot import load

        return self._snapshot(load)

    def check_snapshot(self) -> None:
        """Look that the snapshot is as it was written, without making objects of it. Raises HistoryError."""
        from mizzle.snapshot import intact

        self._snapshot(intact)

    def _snapshot(self, read: Callable[[str], T]) -> T:
        from mizzle.snapshot import SnapshotError

        path = self.folder / SNAPSHOT
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise HistoryError(f"{path} cannot be read: {error}") from None
        if text.startswith("<<<<<<<") or "\n<<<<<<< " in text:
            raise HistoryError(f"{path}: merge markers are left in the file; each branch keeps files of its own")
        try:
            return read(text)
        except SnapshotError as error:
            raise HistoryError(f"{path}: {error}") from None


@frozen
class Folder:
    """All migrations of a project, by name.

    instead  the last of the files that a squashed one stands for, where those are looked at and it is not
    spare    files that stand inside a squashed one too: it was interrupted before it took them away
    """

    path: Path
    files: Mapping[str, File] = Factory(dict)
    instead: Mapping[str, tuple[str, ...]] = Factory(dict)
    spare: tuple[str, ...] = ()

    def seen_by(self, applied: Iterable[str]) -> "Folder":
        """The folder as a database sees it that applied these: a squashed file is for those that applied none of its parts."""
        known = set(applied)
        folder = self
        while split := [file for file in folder.files.values() if file.name not in known and _parts(file) & known]:
            files, instead = dict(folder.files), dict(folder.instead)
            for file in split:
                del files[file.name]
                parts = Folder(self.path, {part.name: part for part in file.replaces})
                files |= parts.files
                instead[file.name] = tuple(head.name for head in parts.heads())
            folder = Folder(self.path, files, instead)
        return folder

    @cached_property
    def graph(self) -> dict[str, tuple[str, ...]]:
        """Each file with those that it follows. Files without a snapshot, another tool's, follow the one of the name before."""
        graph: dict[str, tuple[str, ...]] = {}
        before: str | None = None
        for name, file in sorted(self.files.items()):
            parents = tuple(own for parent in file.parents for own in self._last(parent))
            if not parents and before and not (file.folder / SNAPSHOT).exists():
                parents = (before,)
            graph[name], before = parents, name
        return graph

    def _last(self, name: str) -> Iterator[str]:
        """The files that stand where a snapshot names one: those inside a squashed file, or the squashed one that ends with it."""
        if name not in self.instead:
            yield name if name in self.files else self._ends.get(name, name)
        for part in self.instead.get(name, ()):
            yield from self._last(part)

    @cached_property
    def _ends(self) -> dict[str, str]:
        return {end: file.name for file in self.files.values() for end in _ends(file)}

    def ordered(self) -> list[File]:
        """The files in the order of the graph; by name where it leaves that open.

        Raises HistoryError for a parent that is not there and for a circle.
        """
        graph = self.graph
        for name, parents in graph.items():
            for parent in parents:
                if parent not in self.files:
                    squashed = next((file.name for file in self.files.values() if parent in _parts(file)), None)
                    told = (
                        f"was squashed into {squashed}; make it anew behind that"
                        if squashed
                        else f"is not in {self.path}; get it from version control"
                    )
                    raise HistoryError(f"{self.path / name} follows {parent}, which {told}")
        sorter = TopologicalSorter(graph)
        try:
            sorter.prepare()
        except CycleError as error:
            raise HistoryError(f"these files follow each other in a circle: {', '.join(error.args[1])}") from None
        ready, out = list[str](), list[File]()
        while sorter.is_active():
            ready = sorted([*ready, *sorter.get_ready()])
            name, *ready = ready
            out.append(self.files[name])
            sorter.done(name)
        return out

    def before(self, names: Iterable[str]) -> set[str]:
        """These files and all that they follow, however far."""
        found: set[str] = set()
        left = list(names)
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left.extend(parent for parent in self.graph[name] if parent in self.files)
        return found

    def heads(self) -> list[File]:
        """The files that no other follows: one, unless branches were merged."""
        followed = {parent for parents in self.graph.values() for parent in parents}
        return [file for name, file in sorted(self.files.items()) if name not in followed]

    def find(self, name: str) -> File:
        """The file of a name, whole or without its time. Raises HistoryError where none or several have it."""
        fitting = [known for known in self.files if name in (known, known.partition("_")[2])]
        if len(fitting) != 1:
            what = f"several are called {name}: {', '.join(sorted(fitting))}" if fitting else f"there is no {name}"
            raise HistoryError(f"{what} in {self.path}")
        return self.files[fitting[0]]


def begun(path: Path) -> Folder:
    """The migrations in a folder that need not be there yet: the first one makes it."""
    return read_folder(path) if path.exists() else Folder(path)


def read_folder(path: Path) -> Folder:
    """The migrations in a folder.

    Raises UsageError where it is not there, HistoryError for what is no migration, and for one with both SQL and Python.
    """
    if not path.exists():
        raise UsageError(f"there is no folder {path}; mizzle generate makes it, --out names another")
    try:
        files = {file.name: file for file in _read(path)}
    except OSError as error:
        raise HistoryError(f"{error.filename} cannot be read: {error.strerror}") from None
    inside = {part.name: part for file in files.values() for part in _inside(file)}
    spare = sorted(inside.keys() & files.keys())
    for name in spare:
        if files.pop(name).hash != inside[name].hash:
            raise HistoryError(
                f"{path / name} is not the file of that name in {inside[name].folder}; take one of them away"
            )
    return Folder(path, files, spare=tuple(spare))


def _read(path: Path) -> Iterator[File]:
    seen: dict[str, str] = {}
    for folder in sorted(path.iterdir()):
        if folder.name.startswith((".", "_")) or not folder.is_dir():
            continue
        found = [name for name in (SQL, PYTHON) if (folder / name).is_file()]
        if not NAME.fullmatch(folder.name) or not found:
            raise HistoryError(
                f"{folder} is no migration: that is a folder <YYYYMMDDHHMMSS>_<name> with {SQL} or {PYTHON}"
            )
        if len(found) > 1:
            raise HistoryError(f"{folder} holds both {SQL} and {PYTHON}; a migration is one of them")
        if (other := seen.setdefault(folder.name.lower(), folder.name)) != folder.name:
            raise HistoryError(f"{path} holds two migrations of one name: {other} and {folder.name}")
        parts = tuple(_read(folder / REPLACED)) if (folder / REPLACED).is_dir() else ()
        yield File(folder.name, folder, (folder / found[0]).read_bytes(), found[0] == PYTHON, parts)


def _inside(file: File) -> Iterator[File]:
    """All that a file was squashed from, however often."""
    for part in file.replaces:
        yield part
        yield from _inside(part)


def _parts(file: File) -> set[str]:
    return {part.name for part in _inside(file)}


def _ends(file: File) -> Iterator[str]:
    """The last of the files that a file was squashed from: what followed them follows it."""
    for part in Folder(file.folder, {part.name: part for part in file.replaces}).heads():
        yield part.name
        yield from _ends(part)
