import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from mizzle.cli.database import address, files, home
from mizzle.cli.options import agreed, terminal

if TYPE_CHECKING:
    from mizzle.preflight import Finding


@click.command("down")
@files
@click.option("--to", metavar="NAME", help="Take back all that was applied behind this file (default: the last one).")
@click.option("--allow", metavar="ACTION:NAME", multiple=True, help="Agree to one loss: drop-table:app.users.")
@click.option("--allow-all", is_flag=True, help="Accept every loss.")
def command(url: str | None, out: str | None, to: str | None, allow: tuple[str, ...], allow_all: bool) -> None:  # noqa: FBT001
    """Take migrations back, the last first.

    What this loses needs --allow; on a terminal you are asked. Exit code 2 means that a consent is missing.
    """
    from mizzle.answers import Answers
    from mizzle.errors import ConsentMissing
    from mizzle.migrating import down
    from mizzle.settings import settings

    given = settings()

    def question(findings: list["Finding"]) -> bool:
        return agreed(findings)

    with ExitStack() as stack:
        try:
            names = down(
                address(stack, url, given),
                to=to,
                out=out or given.out,
                home=home(given),
                answers=Answers({}, frozenset(allow), all=allow_all),
                ask=question if terminal() else None,
            )
        except ConsentMissing as open_:
            click.echo(str(open_), err=True)
            sys.exit(2)
    for name in names:
        click.echo(f"took back {name}")
    if not names:
        click.echo("nothing to do")
