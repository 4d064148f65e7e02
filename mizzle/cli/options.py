"""What several commands share."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.errors import UnansweredRename
    from mizzle.filters import Filter
    from mizzle.preflight import Finding

C = TypeVar("C", bound=Callable[..., Any])
R = TypeVar("R")


def answers(command: C) -> C:
    """--rename, --allow, --allow-all, --answers; and --json."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines."),
        click.option(
            "--answers", "answers_file", metavar="FILE", help="Renames and consents in a file, .toml or .json."
        ),
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


def filters(command: C) -> C:
    """--schemas, --tables, --kinds; and --strict."""
    for option in (
        click.option("--strict", is_flag=True, help="Make it an error where anything is there that is not compared."),
        click.option(
            "--kinds", metavar="A,!B", help="Only these kinds of objects: table,view, or !function for all others."
        ),
        click.option(
            "--tables", metavar="A*,!B", help="Only these tables and views; * stands for anything, ! excludes."
        ),
        click.option("--schemas", metavar="A,!B", help="Only these schemas (default: all but PostgreSQL's own)."),
    ):
        command = option(command)
    return command


def filtered(schemas: str | None, tables: str | None, kinds: str | None) -> "Filter":
    """The filter that the command line gives, else the settings."""
    from mizzle.filters import Filter
    from mizzle.settings import settings

    given = settings()
    return Filter.make(_words(schemas) or given.schema_filter, _words(tables) or given.tables_filter, _words(kinds))


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip()) if text else ()


def insist(where: str, kinds: Mapping[str, int]) -> None:
    """Under --strict: refuse to go on where something is not compared."""
    from mizzle.errors import UsageError

    if kinds:
        counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        raise UsageError(f"not compared in {where}: {counts}; without --strict this is a remark")


def online_way(command: C) -> C:
    """--online, --expand."""
    for option in (
        click.option(
            "--expand",
            metavar="TABLE.COLUMN",
            multiple=True,
            help="With --online: change this column's type by way of a new column beside it, which comes to stand last.",
        ),
        click.option("--online", is_flag=True, help="Hold no lock that others wait for longer than a moment."),
    ):
        command = option(command)
    return command


def expanding(said: "Answers", expand: tuple[str, ...], *, online: bool) -> "Answers":
    """The answers, with the columns that are expanded."""
    from attrs import evolve

    if expand and not online:
        raise click.UsageError("--expand is a way of --online, and goes with it")
    if short := [text for text in expand if text.count(".") < 2]:
        raise click.UsageError(f"--expand takes SCHEMA.TABLE.COLUMN, as in app.users.id, not {short[0]!r}")
    return evolve(said, expand=frozenset(expand))


def listed(rename: tuple[str, ...], allow: tuple[str, ...], allow_all: bool, file: str | None) -> "Answers":  # noqa: FBT001
    """The answers that stand on the command line and in a file; those of the command line win."""
    from attrs import evolve

    from mizzle.answers import Answers, read_answers

    renames = {}
    for text in rename:
        old, colon, new = text.rpartition(":")
        if not colon or not old or not new:
            raise click.UsageError(f"--rename takes OLD:NEW, as in app.users.nick:nickname, not {text!r}")
        renames[old] = new
    for text in allow:
        if ":" not in text:
            raise click.UsageError(f"--allow takes ACTION:NAME, as in drop-column:app.users.nickname, not {text!r}")
    given = read_answers(file) if file else Answers()
    return evolve(given.also(renames, allow), all=allow_all)


def terminal() -> bool:
    """Whether there is somebody to ask: questions go to stderr, answers come from stdin."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def answering(
    run: Callable[["Answers"], R], said: "Answers", *, ask: bool, pause: Callable[[], None]
) -> tuple[R, "Answers"]:
    """Run with the answers given, and again with those that somebody gives to the questions about renames.

    Raises UnansweredRename where nobody can be asked, or the one who is asked says stop.
    """
    from mizzle.errors import UnansweredRename

    while True:
        try:
            return run(said), said
        except UnansweredRename as question:
            if not ask:
                raise
            pause()
            said = _asked(question, said)


def _asked(question: "UnansweredRename", said: "Answers") -> "Answers":
    """The answers and those to one question: the first object that is gone, and what it may have become."""
    from mizzle.errors import new_name

    old, _, consent = question.questions[0]
    candidates = [new_name(old, new) for gone, new, _ in question.questions if gone == old]
    click.echo(f"{old.kind} {old} is gone. What became of it?", err=True)
    choices = [*(f"renamed to {name}" for name in candidates), "dropped, and the new one is added", "stop"]
    for number, choice in enumerate(choices, 1):
        click.echo(f"  {number}. {choice}", err=True)
    picked = click.prompt("your choice", type=click.IntRange(1, len(choices)), err=True)
    if picked == len(choices):
        raise question
    if picked == len(choices) - 1:
        return said.also({}, [consent])
    return said.also({str(old): candidates[picked - 1]}, [])


def agreed(findings: Iterable["Finding"]) -> bool:
    """Whether the one at the terminal agrees to each loss."""
    return all(click.confirm(f"{item.message}. Go on?", default=False, err=True) for item in findings)


def counted(statements: Sized) -> str:
    """`1 statement`, `2 statements`."""
    return f"{len(statements)} statement{'' if len(statements) == 1 else 's'}"


def not_compared(where: str, kinds: Mapping[str, int]) -> None:
    """Name on stderr what was found and is not modelled."""
    if kinds:
        counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        click.echo(f"not compared in {where}: {counts}", err=True)


def consents(findings: Iterable["Finding"], said: "Answers") -> list[dict[str, Any]]:
    """Findings as JSON tells them."""
    return [
        {
            "consent": str(item.consent),
            "code": item.code,
            "message": item.message,
            "given": said.all or str(item.consent) in said.allowed,
        }
        for item in findings
    ]


def unanswered(question: "UnansweredRename", *, as_json: bool) -> None:
    """Tell both choices: on stderr, and under --json on stdout."""
    from mizzle.errors import new_name

    click.echo(str(question), err=True)
    if as_json:
        told = [
            {"gone": str(old), "new": str(new), "rename": f"{old}:{new_name(old, new)}", "allow": consent}
            for old, new, consent in question.questions
        ]
        click.echo(json.dumps({"questions": told}))
