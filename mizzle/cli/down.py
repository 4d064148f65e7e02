import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, cast

import click

from mizzle.cli.database import address, files, home, running
from mizzle.cli.options import agreed, consents, terminal

if TYPE_CHECKING:
    from mizzle.preflight import Finding
    from mizzle.running import Settle


@click.command("down")
@files
@click.option("--to", metavar="NAME", help="Take back all that was applied behind this file (default: the last one).")
@click.option("--allow", metavar="ACTION:NAME", multiple=True, help="Agree to one loss: drop-table:app.users.")
@click.option("--allow-all", is_flag=True, help="Accept every loss.")
@click.option("--dry-run", is_flag=True, help="Name what would be taken back, and change nothing.")
@click.option("--plan", is_flag=True, help="Print the SQL that would take it back, and change nothing.")
@running
def command(
    url: str | None,
    out: str | None,
    to: str | None,
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
    plan: bool,  # noqa: FBT001
    settle: str | None,
    lock_timeout: float | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Take migrations back, the last first.

    What this loses needs --allow; on a terminal you are asked. Exit code 2 means that a consent is missing. A run that was
    interrupted goes on where it was.
    """
    from mizzle.answers import Answers
    from mizzle.cli.progress import Progress
    from mizzle.errors import ConsentMissing
    from mizzle.migrating import down
    from mizzle.settings import settings

    given = settings()
    said = Answers({}, frozenset(allow), all=allow_all)

    def question(findings: list["Finding"]) -> bool:
        progress.pause()
        return agreed(findings)

    with ExitStack() as stack:
        progress = stack.enter_context(Progress())
        try:
            done = down(
                address(stack, url, given),
                to=to,
                out=out or given.out,
                home=home(given),
                answers=said,
                ask=question if terminal() and not as_json else None,
                settle=cast("Settle | None", settle),
                dry_run=dry_run or plan,
                step=progress.step,
                lock_timeout=lock_timeout,
            )
        except ConsentMissing as open_:
            click.echo(str(open_), err=True)
            if as_json:
                facts = {"consents": consents(open_.findings, said), "files": [], "taken_back": False}
                click.echo(json.dumps(facts, ensure_ascii=False))
            sys.exit(2)
    if as_json:
        facts = {"consents": [], "files": list(done.applied), "taken_back": not (dry_run or plan)}
        click.echo(json.dumps(facts | ({"sql": list(done.sql)} if plan else {})))
        return
    verb = "would take back" if dry_run else "took back"
    for name, text in zip(done.applied, done.sql, strict=True):
        click.echo(f"-- {name}\n{text}" if plan else f"{verb} {name}")
    if not done:
        click.echo("nothing to do")
