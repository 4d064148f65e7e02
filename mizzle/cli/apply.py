import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from mizzle.cli.database import address, home
from mizzle.cli.options import agreed, consents, counted, listed, terminal

if TYPE_CHECKING:
    from mizzle.preflight import Finding
    from mizzle.pushing import Pushed


@click.command("apply")
@click.argument("plan", metavar="PLAN.json")
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
@click.option(
    "--dry-run", is_flag=True, help="Check the plan against the database and show what is left; change nothing."
)
@click.option("--quiet", "-q", is_flag=True, help="Do not print the statements.")
@click.option(
    "--lock-timeout",
    type=float,
    metavar="SECONDS",
    help="How long a brief statement waits for a lock before it tries again (default: 1).",
)
@click.option(
    "--show-values", is_flag=True, help="Show a few of the values that stand in the way, too (default: how many)."
)
@click.option("--allow", metavar="ACTION:NAME", multiple=True, help="Agree to what the rows say by now.")
@click.option("--allow-all", is_flag=True, help="Accept every loss.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(
    plan: str,
    url: str | None,
    dry_run: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
    lock_timeout: float | None,
    show_values: bool,  # noqa: FBT001
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Run a plan that `push --out` has saved, on the database and the state that it was made for.

    After a run that was cut off, what is left of it is run. A file that was edited, another database, and a state in which
    anything else would have to be done are refused. Exit code 2 means that a consent is missing.
    """
    from mizzle.cli.progress import Progress
    from mizzle.errors import ConsentMissing, told
    from mizzle.pushing import Watch
    from mizzle.saved import apply_saved
    from mizzle.settings import settings

    said = listed((), allow, allow_all, None)

    def show(result: "Pushed") -> None:
        progress.pause()
        for remark in result.remarks:
            click.echo(f"-- {remark}", err=True)
        for obstacle in result.obstacles:
            if dry_run or not obstacle.stops:  # what stops it is an error otherwise
                click.echo(f"-- {obstacle.message}", err=True)
        if not quiet and not as_json:
            for statement in result.statements:
                click.echo(f"{statement.text};")

    def question(findings: list["Finding"]) -> bool:
        progress.pause()
        return agreed(findings)

    ask = question if terminal() and not as_json else None
    with ExitStack() as stack:
        progress = stack.enter_context(Progress())
        given = settings()
        where = address(stack, url, given)
        watch = Watch(ask, show, progress.step, progress.statements)
        try:
            result = apply_saved(
                plan,
                where,
                answers=said,
                watch=watch,
                lock_timeout=lock_timeout,
                dry_run=dry_run,
                home=home(given),
                show_values=show_values,
            )
        except ConsentMissing as open_:
            progress.pause()
            click.echo(str(open_), err=True)
            sys.exit(2)
    if as_json:
        facts = {
            "statements": [statement.text for statement in result.statements],
            "consents": consents(result.findings, said),
            "obstacles": [{"message": item.message, "stops": item.stops} for item in result.obstacles],
            "applied": bool(result) and not dry_run,
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
    elif not result:
        click.echo("nothing to do")
    elif not dry_run:
        click.echo(f"done: {counted(result.statements)}")
    if dry_run:
        for finding in result.findings:
            click.echo(told(finding), err=True)
