"""What a lint run finds, and which of it counts."""

import json
from collections.abc import Iterable, Iterator

from attrs import frozen

from mizzle.errors import UsageError
from mizzle.model.stories import STORIES, Story

# Told only where they are selected: a lock of a moment is part of nearly every change.
QUIET = frozenset({"MZ206", "MZ207", "MZ208"})


@frozen(order=True)
class Issue:
    """One thing that a rule has found. `about` is the object, or the statement where there is none."""

    file: str
    line: int
    code: str
    about: str

    @property
    def story(self) -> Story:
        return STORIES[self.code]

    @property
    def message(self) -> str:
        return f"{self.story.title}: {self.about}"


@frozen
class Rules:
    """Which codes count: `select` and `ignore` are codes or their beginnings, MZ2 for all that block. ignore wins."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def made(cls, select: Iterable[str], ignore: Iterable[str]) -> "Rules":
        """Raises UsageError for a word that no code begins with."""
        made = cls(*(tuple(word.upper() for word in words) for words in (select, ignore)))
        for word in (*made.select, *made.ignore):
            if not any(code.startswith(word) for code in STORIES):
                raise UsageError(f"there is no lint rule {word}; mizzle explain lists all codes")
        return made

    def count(self, code: str) -> bool:
        """Whether a code counts."""
        if any(code.startswith(word) for word in self.ignore):
            return False
        return any(code.startswith(word) for word in self.select) if self.select else code not in QUIET

    def of(self, issues: Iterable[Issue]) -> list[Issue]:
        """Those that count, in order of files and lines."""
        return sorted({issue for issue in issues if self.count(issue.code)})


def as_text(issues: Iterable[Issue]) -> Iterator[str]:
    for issue in issues:
        place = f"{issue.file}:{issue.line}" if issue.line else issue.file
        yield f"{place}: {issue.code} {issue.message}"


def as_github(issues: Iterable[Issue]) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the line."""
    for issue in issues:
        line = f",line={issue.line}" if issue.line else ""
        text = _escaped(f"{issue.message}. {issue.story.safer}")
        file = _escaped(issue.file).replace(",", "%2C").replace(":", "%3A")
        yield f"::warning file={file}{line},title={issue.code}::{text}"


def as_json(issues: Iterable[Issue]) -> str:
    return json.dumps(
        [
            {
                "file": issue.file,
                "line": issue.line or None,
                "code": issue.code,
                "title": issue.story.title,
                "object": issue.about,
                "safer": issue.story.safer,
            }
            for issue in issues
        ],
        ensure_ascii=False,
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
