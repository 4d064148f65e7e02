"""The options of commands that work on a database and its files."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mizzle.history import Home
    from mizzle.settings import Settings

C = TypeVar("C", bound=Callable[..., Any])


def files(command: C) -> C:
    """--url, --out."""
    for option in (
        click.option(
            "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
        ),
        click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server)."),
    ):
        command = option(command)
    return command


def running(command: C) -> C:
    """--settle, --lock-timeout, --json."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines."),
        click.option(
            "--lock-timeout",
            type=float,
            metavar="SECONDS",
            help="How long a brief statement waits for a lock before it tries again (default: 1).",
        ),
        click.option(
            "--settle",
            type=click.Choice(["done", "again"]),
            help="What became of an interrupted statement of which nobody can tell.",
        ),
    ):
        command = option(command)
    return command


def address(stack: ExitStack, url: str | None, given: "Settings") -> str:
    """The database that is meant; the embedded one is started where none is named."""
    found = url or os.environ.get("DATABASE_URL") or given.url
    if not found:
        from mizzle.embedded import server

        found = stack.enter_context(server()).url
    return found


def home(given: "Settings") -> "Home":
    """Where the history is kept."""
    from mizzle.history import Home

    return Home(**given.migrations)
