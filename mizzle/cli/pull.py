import os
import sys
from pathlib import Path

import click


@click.command("pull")
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the setting url).")
@click.option("--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@click.option("--schemas", metavar="A,B", help="Only these schemas (default: all but PostgreSQL's own).")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option("--strict", is_flag=True, help="End with 1 and write nothing where anything could not be said.")
def command(url: str | None, out: Path | None, schemas: str | None, force: bool, strict: bool) -> None:  # noqa: FBT001
    """Write the Python module that declares what a database has.

    Pushed to the same database it changes nothing. What it cannot say is told on stderr and in the module.
    """
    from mizzle.errors import UsageError
    from mizzle.pulling import pull
    from mizzle.settings import settings

    address = url or os.environ.get("DATABASE_URL") or settings().url
    if not address:
        raise click.UsageError("which database? --url, DATABASE_URL, or url = … under [tool.mizzle]")
    if out and out.exists() and not force:
        raise UsageError(f"{out} is there already; --force replaces it")
    made = pull(address, schemas=[word.strip() for word in schemas.split(",")] if schemas else None)
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
