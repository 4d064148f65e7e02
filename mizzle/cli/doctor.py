import json
import sys
from contextlib import ExitStack

import click


@click.command("doctor")
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
@click.option("--exit-code", is_flag=True, help="End with 2 where anything is missing or risky.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(url: str | None, exit_code: bool, as_json: bool) -> None:  # noqa: FBT001
    """Tell which rights a role lacks, which settings of the server are risky, and what lies about in the database.

    Nothing is changed, and no superuser is needed. Numbers are told, never names or rows of what is in the database.
    """
    from mizzle.cli.database import address
    from mizzle.doctor import doctor
    from mizzle.settings import settings

    with ExitStack() as stack:
        found = doctor(address(stack, url, settings()))
    if as_json:
        click.echo(json.dumps({"advice": [{"topic": item.topic, "message": item.message} for item in found]}))
    else:
        for item in found:
            click.echo(f"{item.topic:8} {item.message}")
        if not found:
            click.echo("nothing is missing, and nothing is risky")
    if found and exit_code:
        sys.exit(2)
