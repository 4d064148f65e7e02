import os
import sys
from pathlib import Path

import click

from mizzle.cli.options import filtered, filters


@click.command("pull")
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the setting url).")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@filters
def command(
    url: str | None,
    out: Path | None,
    force: bool,  # noqa: FBT001
    schemas: str | None,
    tables: str | None,
    kinds: str | None,
    strict: bool,  # noqa: FBT001
) -> None:
    """Write the Python module that declares what a database has.

    Pushed to the same database it changes nothing. What it cannot say is told on stderr and in the module;
    with --strict nothing is written then and the exit code is 1.
    """
    from mizzle.errors import UsageError
    from mizzle.pulling import pull
    from mizzle.settings import settings

    address = url or os.environ.get("DATABASE_URL") or settings().url
    if not address:
        raise click.UsageError("which database? --url, DATABASE_URL, or url = … under [tool.mizzle]")
    if out and out.exists() and not force:
        raise UsageError(f"{out} is there already; --force replaces it")
    made = pull(address, only=filtered(schemas, tables, kinds))
    for remark in made.remarks:
        click.echo(f"-- not written: {remark}", err=True)
    if strict and made.remarks:
        sys.exit(1)
    if out is None:
        sys.stdout.write(made.text)
        return
    try:
        out.write_text(made.text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}") from None
