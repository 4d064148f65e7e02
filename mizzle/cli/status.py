import json
import sys
from contextlib import ExitStack

import click

from mizzle.cli.database import address, files, home


@click.command("status")
@files
@click.option("--drift/--no-drift", default=True, help="Also compare the database with its last snapshot.")
@click.option("--exit-code", is_flag=True, help="End with 2 unless everything is applied and as it was.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(
    url: str | None,
    out: str | None,
    drift: bool,  # noqa: FBT001
    exit_code: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Tell which migrations are applied, pending, edited or missing, and whether the database has drifted."""
    from mizzle.settings import settings
    from mizzle.statuses import status

    given = settings()
    with ExitStack() as stack:
        found = status(address(stack, url, given), out=out or given.out, home=home(given), drift=drift)
    if as_json:
        facts = {
            "files": [
                {
                    "name": line.name,
                    "state": line.state,
                    "told": line.told,
                    "at": line.started_at and line.started_at.isoformat(),
                    "seconds": None if line.took is None else line.took.total_seconds(),
                    "role": line.role,
                    "version": line.version,
                }
                for line in found.lines
            ],
            "drift": None if found.drift is None else list(found.drift),
        }
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        wide = max((len(line.name) for line in found.lines), default=0)
        for line in found.lines:
            when = f"{line.started_at:%Y-%m-%d %H:%M:%S} by {line.role}" if line.started_at else ""
            click.echo(f"{line.state:11} {line.name:{wide}}  {when}".rstrip())
            if line.told:
                click.echo(f"            {line.told}")
        if not found.lines:
            click.echo("no migrations")
        if found.drift:
            click.echo("the database has drifted from its last snapshot; this would bring it back:")
            for text in found.drift:
                click.echo(f"{text};")
    if exit_code and not found.clean:
        sys.exit(2)
