import json
import sys
from typing import TYPE_CHECKING

import click

from mizzle.cli.options import (
    answering,
    answers,
    consents,
    expanding,
    filtered,
    filters,
    insist,
    listed,
    not_compared,
    online_way,
    terminal,
    unanswered,
)

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.diffing import Diff


@click.command("diff")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--scratch", metavar="URL", help="A server for scratch databases (default: the embedded one).")
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--owners", is_flag=True, help="Compare whom objects belong to.")
@click.option(
    "--roles", is_flag=True, help="Compare the roles of the two servers, and the privileges on the databases."
)
@click.option("--exit-code", is_flag=True, help="End with 2 when there is a difference, 0 otherwise.")
@filters
@online_way
@click.option(
    "--show-values", is_flag=True, help="Show a few of the values that stand in the way, too (default: how many)."
)
@answers
def command(
    source: str,
    target: str,
    schemas: str | None,
    tables: str | None,
    kinds: str | None,
    strict: bool,  # noqa: FBT001
    scratch: str | None,
    casing: str | None,
    owners: bool,  # noqa: FBT001
    roles: bool,  # noqa: FBT001
    exit_code: bool,  # noqa: FBT001
    online: bool,  # noqa: FBT001
    expand: tuple[str, ...],
    show_values: bool,  # noqa: FBT001
    rename: tuple[str, ...],
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
    answers_file: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Print the SQL that turns FROM into TO.

    FROM and TO are each a database URL, a schema module or file (app.schema, app/schema.py) or a .sql file. Nothing is
    printed when they are equal. Remarks and what nobody has agreed to yet go to stderr; then the exit code is 2.
    """
    from mizzle.cli.progress import Progress
    from mizzle.diffing import diff
    from mizzle.errors import UnansweredRename, told
    from mizzle.settings import settings

    said = expanding(listed(rename, allow, allow_all, answers_file), expand, online=online)
    casing = casing or settings().casing
    only = filtered(schemas, tables, kinds)

    def run(said: "Answers") -> "Diff":
        return diff(
            source,
            target,
            only=only,
            answers=said,
            scratch_url=scratch,
            casing=casing,
            step=progress.step,
            online=online,
            show_values=show_values,
            asked=[*(["owner"] if owners else []), *(["role", "database_privileges"] if roles else [])],
        )

    with Progress() as progress:
        try:
            result, said = answering(run, said, ask=terminal() and not as_json, pause=progress.pause)
        except UnansweredRename as question:
            progress.pause()
            unanswered(question, as_json=as_json)
            sys.exit(2)
    if strict:
        for place, there in result.not_modelled.items():
            insist(place, there)
    open_ = result.unagreed(said)
    if as_json:
        _json(result, said)
    else:
        sys.stdout.write(result.script)
    for remark in result.remarks:
        click.echo(f"-- {remark}", err=True)
    if result:
        from mizzle.effects import remarks

        for line in remarks(result.statements):
            click.echo(f"-- {line}", err=True)
    for side, there in result.not_modelled.items():
        not_compared(side, there)
    for finding in open_:
        click.echo(told(finding), err=True)
    if open_ or (exit_code and result):
        sys.exit(2)


def _json(result: "Diff", said: "Answers") -> None:
    from mizzle.effects import facts as told_of
    from mizzle.summary import summary

    facts = {
        "statements": [statement.text for statement in result.statements],
        "effects": [told_of(statement) for statement in result.statements],
        "changes": list(summary(result.changes)),
        "transactions": len(result.parts),
        "script": result.script,
        "consents": consents(result.findings, said),
        "remarks": list(result.remarks),
        "not_compared": {side: dict(kinds) for side, kinds in result.not_modelled.items()},
    }
    click.echo(json.dumps(facts, ensure_ascii=False))
