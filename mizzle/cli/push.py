import json
import os
import sys
from typing import TYPE_CHECKING

import click

from mizzle.cli.database import home
from mizzle.cli.options import (
    agreed,
    answering,
    answers,
    consents,
    counted,
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
    from mizzle.preflight import Finding
    from mizzle.pushing import Pushed


@click.command("push")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@click.option("--out", metavar="PLAN.json", help="Save the plan for mizzle apply, and change nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Do not print the plan.")
@filters
@online_way
@click.option(
    "--lock-timeout",
    type=float,
    metavar="SECONDS",
    help="How long a brief statement waits for a lock before it tries again (default: 1).",
)
@click.option(
    "--record", is_flag=True, help="Keep what the database was brought to, now and with every push, for check."
)
@click.option(
    "--show-values", is_flag=True, help="Show a few of the values that stand in the way, too (default: how many)."
)
@answers
def command(
    module: str | None,
    url: str | None,
    casing: str | None,
    dry_run: bool,  # noqa: FBT001
    out: str | None,
    quiet: bool,  # noqa: FBT001
    schemas: str | None,
    tables: str | None,
    kinds: str | None,
    strict: bool,  # noqa: FBT001
    online: bool,  # noqa: FBT001
    expand: tuple[str, ...],
    lock_timeout: float | None,
    record: bool,  # noqa: FBT001
    show_values: bool,  # noqa: FBT001
    rename: tuple[str, ...],
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
    answers_file: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Bring a database to the schema that MODULE or FILE declares.

    Only the schemas that it declares are managed. What would be lost is told before the first statement and needs
    --allow; on a terminal you are asked. Exit code 2 means that an answer or a consent is missing.
    """
    from contextlib import ExitStack

    from mizzle.cli.progress import Progress
    from mizzle.errors import ConsentMissing, UnansweredRename, told
    from mizzle.load import load_declared
    from mizzle.pushing import push
    from mizzle.settings import settings

    given = settings()
    source = module or given.schema
    if not source:
        raise click.UsageError("which module? mizzle push app/schema.py, or schema = … under [tool.mizzle]")
    declared = load_declared(source, casing=casing or given.casing)
    only = filtered(schemas, tables, kinds)
    if out and dry_run:
        raise click.UsageError("--out changes nothing; it goes without --dry-run")
    if record and (out or dry_run):
        raise click.UsageError("--record keeps what was done; it goes without --out and --dry-run")
    said = expanding(listed(rename, allow, allow_all, answers_file), expand, online=online)
    ask = terminal() and not as_json
    plans: list[Pushed] = []

    def show(plan: "Pushed") -> None:
        progress.pause()
        if strict:
            insist("the database", plan.not_modelled)
        plans[:] = [plan]
        for remark in plan.remarks:
            click.echo(f"-- {remark}", err=True)
        for obstacle in plan.obstacles:
            if dry_run or not obstacle.stops:  # what stops it is an error otherwise
                click.echo(f"-- {obstacle.message}", err=True)
        not_compared("the database", plan.not_modelled)
        if not quiet and not as_json:
            _print(plan)

    def question(findings: list["Finding"]) -> bool:
        progress.pause()
        return agreed(findings)

    def run(said: "Answers") -> "Pushed":
        return push(
            declared,
            str(address),
            answers=said,
            ask=question if ask else None,
            before=show,
            step=progress.step,
            progress=progress.statements,
            dry_run=dry_run,
            only=only,
            online=online,
            show_values=show_values,
            lock_timeout=lock_timeout,
            out=out,
            record=record,
            home=home(given),
        )

    with ExitStack() as stack:
        progress = stack.enter_context(Progress())
        address = url or os.environ.get("DATABASE_URL") or given.url
        if not address:
            from mizzle.embedded import server

            progress.step("starting the embedded server")
            address = stack.enter_context(server()).url
        try:
            result, said = answering(run, said, ask=ask, pause=progress.pause)
        except UnansweredRename as open_:
            progress.pause()
            unanswered(open_, as_json=as_json)
            sys.exit(2)
        except ConsentMissing as open_:
            progress.pause()
            click.echo(str(open_), err=True)
            if as_json:
                _json(plans[0], said, applied=False)
            sys.exit(2)
    if as_json:
        _json(result, said, applied=bool(result) and not dry_run and not out)
    elif not result:
        click.echo("nothing to do")
    elif out and not dry_run:
        click.echo(f"saved {out}: {counted(result.statements)}")
    elif not dry_run:
        click.echo(f"done: {counted(result.statements)}")
    if dry_run:
        for finding in result.findings:
            click.echo(told(finding), err=True)


def _print(plan: "Pushed") -> None:
    """The plan: a line an object, then the SQL, each statement under its locks and hazards."""
    from mizzle.effects import pressing, shown
    from mizzle.summary import summary

    for line in summary(plan.changes):
        click.echo(line)
    if plan.statements:
        click.echo()
    for statement in plan.statements:
        for line in shown(statement):
            click.echo(f"-- {line}")
        click.echo(f"{statement.text};")
    if codes := sorted({hazard.code for statement in plan.statements for hazard in pressing(statement)}):
        click.echo(
            f"\n-- mizzle explain {codes[0]} tells more" + (f"; so for {', '.join(codes[1:])}" if codes[1:] else "")
        )


def _json(plan: "Pushed", said: "Answers", *, applied: bool) -> None:
    from mizzle.effects import facts as told_of
    from mizzle.summary import summary

    facts = {
        "statements": [statement.text for statement in plan.statements],
        "effects": [told_of(statement) for statement in plan.statements],
        "changes": list(summary(plan.changes)),
        "transactions": plan.segments,
        "consents": consents(plan.findings, said),
        "remarks": list(plan.remarks),
        "obstacles": [{"message": item.message, "stops": item.stops} for item in plan.obstacles],
        "not_compared": dict(plan.not_modelled),
        "applied": applied,
    }
    click.echo(json.dumps(facts, ensure_ascii=False))
