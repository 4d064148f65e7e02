"""Files and history laid side by side: what is applied, what is pending, and what does not fit. Pure."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

from attrs import frozen

from mizzle.errors import HistoryError
from mizzle.files import File, Folder
from mizzle.history import Entry


@frozen
class Standing:
    """What there is to do, and what stands in the way.

    entries  what the database says was done, in that order
    pending  files that are not applied, in the order in which they will be; an interrupted one comes first
    wrong    what does not fit, and what to do about it, by the name of the file
    """

    entries: tuple[Entry, ...]
    pending: tuple[File, ...]
    wrong: dict[str, tuple[str, str]]

    def check(self) -> None:
        """Raises HistoryError where files and history do not fit."""
        if self.wrong:
            raise HistoryError(
                "the files and the history do not fit:\n  "
                + "\n  ".join(f"{name}: {told}" for name, (_, told) in self.wrong.items())
            )


def stand(folder: Folder, entries: Sequence[Entry]) -> Standing:
    """Lay them side by side. The snapshots are looked at only where something is pending."""
    known = {entry.name: entry for entry in entries}
    wrong: dict[str, tuple[str, str]] = {}
    for entry in entries:
        file = folder.files.get(entry.name)
        if file is None:
            wrong[entry.name] = ("missing", _missing(entry, folder, known))
        elif entry.done and file.hash != entry.hash:
            wrong[entry.name] = (
                "edited",
                (
                    f"{file.path} was edited after it was applied at {entry.started_at:%Y-%m-%d %H:%M}; "
                    "put it back, and write a new migration for what is to change"
                ),
            )
    if not (folder.files.keys() - known.keys()) and all(entry.done for entry in entries):
        return Standing(tuple(entries), (), wrong)
    for name, told in _reordered(entries, folder):
        wrong.setdefault(name, ("reordered", told))
    unfinished = [entry.name for entry in entries if not entry.done]
    # Where files are missing there may be no order, and nothing will run.
    ordered = folder.ordered() if not wrong else [file for _, file in sorted(folder.files.items())]
    rest = [file for file in ordered if file.name not in known]
    pending = [*(folder.files[name] for name in unfinished if name in folder.files), *rest]
    return Standing(tuple(entries), tuple(pending), wrong)


def detailed(standing: Standing, folder: Folder, kept: Callable[[Entry], str]) -> Standing:
    """The same, where each file that was edited is told with the first line that differs. `kept` gives what was run."""
    wrong = dict(standing.wrong)
    for entry in standing.entries:
        state, told = wrong.get(entry.name, ("", ""))
        if state == "edited" and (line := _differing(kept(entry), folder.files[entry.name].text)):
            wrong[entry.name] = (state, f"{told}\n    {line}")
    return Standing(standing.entries, standing.pending, wrong)


def _differing(was: str, now: str) -> str:
    pairs = zip_longest(was.splitlines(), now.splitlines(), fillvalue="")
    for number, (old, new) in enumerate(pairs, 1):
        if old.rstrip() != new.rstrip():
            return f"line {number} was {old.strip()[:80]!r} and is {new.strip()[:80]!r}"
    return ""


def _missing(entry: Entry, folder: Folder, known: dict[str, Entry]) -> str:
    for file in folder.files.values():
        if file.name not in known and file.hash == entry.hash:
            return f"was applied, and its file is called {file.name} now; give it its name back"
    return f"was applied, and there is no file of it in {folder.path}; get it from version control"


def _reordered(entries: Sequence[Entry], folder: Folder) -> Iterable[tuple[str, str]]:
    seen: set[str] = set()
    for entry in entries:
        for parent in folder.graph.get(entry.name, ()):
            if parent not in seen and parent in folder.files:
                yield (
                    entry.name,
                    (
                        f"was applied before {parent}, which its snapshot follows now; "
                        "take the snapshot that it had from version control"
                    ),
                )
        seen.add(entry.name)
