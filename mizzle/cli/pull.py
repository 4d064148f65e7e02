import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mizzle.cli.options import filtered, filters

if TYPE_CHECKING:
    from collections.abc import Mapping


@click.command("pull")
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the setting url).")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Default: stdout. With --split a folder.")
@click.option("--force", is_flag=True, help="Replace files that are there.")
@click.option("--roles", is_flag=True, help="Write the roles of the server too, without their passwords.")
@click.option(
    "--split",
    type=click.Choice(["schema", "table"]),
    help="A package with a module for each, imports between them right.",
)
@click.option(
    "--form", type=click.Choice(["dict", "class"]), default="dict", show_default=True, help="How tables look."
)
@filters
def command(
    url: str | None,
    out: Path | None,
    force: bool,  # noqa: FBT001
    roles: bool,  # noqa: FBT001
    split: Literal["schema", "table"] | None,
    form: Literal["dict", "class"],
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
    if split and out is None:
        raise click.UsageError("--split writes several modules; --out says the folder")
    if out and not force and out.exists() and not (split and out.is_dir() and not any(out.iterdir())):
        raise UsageError(f"{out} is there already; --force replaces {'its modules' if split else 'it'}")
    made = pull(address, only=filtered(schemas, tables, kinds), roles=roles, split=split, form=form)
    for remark in made.remarks:
        click.echo(f"-- not written: {remark}", err=True)
    if strict and made.remarks:
        sys.exit(1)
    if out is None:
        sys.stdout.write(made.text)
        return
    try:
        _write(out, made.files if split else {"": made.text})
    except OSError as error:
        raise UsageError(f"{error.filename or out} cannot be written: {error.strerror}") from None


def _write(out: Path, files: "Mapping[str, str]") -> None:
    for name, text in files.items():
        file = out / name if name else out
        if name:
            out.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
