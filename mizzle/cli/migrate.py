import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

import click

from mizzle.cli.database import address, files, home, running

if TYPE_CHECKING:
    from mizzle.running import Settle


@click.command("migrate")
@files
@click.option("--to", metavar="NAME", help="Apply this file and those that it follows, and no more.")
@click.option("--dry-run", is_flag=True, help="Name what would be applied, and change nothing.")
@click.option("--plan", is_flag=True, help="Print the SQL that would be applied, and change nothing.")
@click.option("--baseline", metavar="NAME", help="Adopt a database that is as this file's snapshot says.")
@running
def command(
    url: str | None,
    out: str | None,
    to: str | None,
    dry_run: bool,  # noqa: FBT001
    plan: bool,  # noqa: FBT001
    baseline: str | None,
    settle: str | None,
    lock_timeout: float | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Apply the pending migrations, each in a transaction of its own.

    A run that was interrupted goes on where it was. Files that were edited after they were applied, are missing or do not
    fit the history are refused before anything runs.
    """
    from mizzle.cli.progress import Progress
    from mizzle.migrating import baseline as adopt
    from mizzle.migrating import migrate
    from mizzle.settings import settings

    given = settings()
    if baseline and (to or dry_run or plan or settle):
        raise click.UsageError("--baseline goes without --to, --dry-run, --plan and --settle")
    with ExitStack() as stack:
        progress = stack.enter_context(Progress())
        where, folder = address(stack, url, given), out or given.out
        if baseline:
            done = adopt(where, baseline, out=folder, home=home(given))
        else:
            done = migrate(
                where,
                out=folder,
                to=to,
                home=home(given),
                dry_run=dry_run or plan,
                settle=cast("Settle | None", settle),
                step=progress.step,
                lock_timeout=lock_timeout,
            )
    if as_json:
        facts = {"files": list(done.applied), "pending": list(done.pending), "applied": not (dry_run or plan)}
        click.echo(json.dumps(facts | ({"sql": list(done.sql)} if plan else {})))
        return
    verb = "adopted" if baseline else "would apply" if dry_run or plan else "applied"
    for place, name in enumerate(done.applied):
        click.echo(f"-- {name}\n{done.sql[place]}" if plan else f"{verb} {name}")
    if not done:
        click.echo("nothing to do")
