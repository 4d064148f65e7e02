"""Lint whatever is given: schema modules, SQL files, plans; each by the rules that fit it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import psycopg

from mizzle.apart import build
from mizzle.connection import connect, describe
from mizzle.diffing import URL
from mizzle.embedded import server
from mizzle.errors import UsageError
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.read import read
from mizzle.lint.files import file_issues
from mizzle.lint.issue import Issue
from mizzle.lint.practice import practice
from mizzle.load import load_schema
from mizzle.model.schema import Schema
from mizzle.model.stories import STORIES
from mizzle.scratch import scratch
from mizzle.sqlfile import RESTRICT


def lint(
    sources: Iterable[str], *, base: Iterable[str] = (), scratch_url: str | None = None, casing: str | None = None
) -> Iterator[Issue]:
    """What the rules find in each source.

    sources      schema modules (.py or dotted), .sql files and folders of them in their order, plans (.json), URLs
    base         what is there before the SQL files: .sql files, schema modules, URLs of databases
    scratch_url  a server to run SQL files on, instead of the embedded one

    Raises UsageError for a source that is not there or cannot be read.
    """
    files: list[Path] = []
    for source in sources:
        if URL.match(source):
            yield from practice(_live(source), "the database")
        elif source.endswith(".sql") or (Path(source).is_dir() and not (Path(source) / "__init__.py").exists()):
            files.extend(_sql(source))
        elif source.endswith(".json"):
            yield from _planned(source)
        else:
            yield from practice(load_schema(source, casing=casing), source)
    if not files:
        return
    with ExitStack() as stack:
        admin = scratch_url or stack.enter_context(server(throw_away=True)).url
        url = stack.enter_context(scratch(stack.enter_context(closing(connect(admin)))))
        for source in base:
            _laid(url, source, casing)
        for file in files:
            yield from file_issues(url, _text(file), str(file))


def _sql(source: str) -> list[Path]:
    path = Path(source)
    found = [path] if path.is_file() else sorted(file for file in path.glob("**/*.sql") if file.name != "down.sql")
    if not found:
        raise UsageError(f"there is no SQL file {source}")
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{file} is no text in UTF-8 that can be read") from None


def _live(url: str) -> Schema:
    with closing(connect(url)) as connection:
        catalog = read(connection)
        return with_dependencies(connection, catalog, catalog.schema())


def _laid(url: str, source: str, casing: str | None) -> None:
    """The state before, made in the scratch database."""
    with closing(connect(url)) as connection:
        if source.endswith(".sql"):
            for file in _sql(source):
                try:
                    connection.execute(b"SET search_path = public", prepare=False)
                    connection.execute(RESTRICT.sub("", _text(file)).encode(), prepare=False)
                except psycopg.Error as error:
                    raise UsageError(f"{file} does not run: {describe(error)}") from None
            return
        wanted = _live(source) if URL.match(source) else load_schema(source, casing=casing)
        if failures := build(connection, wanted):
            raise UsageError(f"{source} cannot be made in the scratch database: {describe(failures[0][1])}")


def _planned(source: str) -> Iterator[Issue]:
    """The hazards of a plan that --json told."""
    try:
        facts: Any = json.loads(_text(Path(source)))
        effects = [(effect["sql"], effect["hazards"]) for effect in facts["effects"]]
        found = [(hazard["code"], hazard["object"]) for _, hazards in effects for hazard in hazards]
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{source} is no plan; push --dry-run --json and diff --json make one") from None
    for code, about in found:
        if code in STORIES:
            yield Issue(source, 0, code, str(about))
