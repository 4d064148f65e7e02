"""What several commands share."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mizzle.answers import Answers

C = TypeVar("C", bound=Callable[..., Any])


def answers(command: C) -> C:
    """--rename, --allow and --allow-all."""
    for option in (
        click.option("--allow-all", is_flag=True, help="Accept every loss; an unanswered rename is a drop and an add."),
        click.option(
            "--allow", metavar="ACTION:NAME", multiple=True, help="Agree to one loss: drop-column:app.users.nickname."
        ),
        click.option(
            "--rename",
            metavar="OLD:NEW",
            multiple=True,
            help="Say that something was renamed: app.users.nick:nickname.",
        ),
    ):
        command = option(command)
    return command


def listed(rename: tuple[str, ...], allow: tuple[str, ...], allow_all: bool) -> "Answers":  # noqa: FBT001
    """The answers that stand on the command line."""
    from mizzle.answers import Answers

    renames = {}
    for text in rename:
        old, colon, new = text.rpartition(":")
        if not colon or not old or not new:
            raise click.UsageError(f"--rename takes OLD:NEW, as in app.users.nick:nickname, not {text!r}")
        renames[old] = new
    for text in allow:
        if ":" not in text:
            raise click.UsageError(f"--allow takes ACTION:NAME, as in drop-column:app.users.nickname, not {text!r}")
    return Answers(renames, frozenset(allow), allow_all)


def not_compared(where: str, kinds: Mapping[str, int]) -> None:
    """Name on stderr what was found and is not modelled."""
    if kinds:
        counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        click.echo(f"not compared in {shown(where)}: {counts}", err=True)


def shown(where: str) -> str:
    """A side without its password."""
    if "://" not in where and "=" not in where:
        return where
    return where.rsplit("@", maxsplit=1)[-1].split("?", maxsplit=1)[0] if "://" in where else "the database"
