import json
import sys

import click


@click.command("check")
@click.option("--files", is_flag=True, help="Look at the history on disk; needs no server.")
@click.option(
    "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(files: bool, out: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Tell which unmerged branches of the history conflict, and why.

    Exit code 2 means that there are conflicts.
    """
    from mizzle.settings import settings
    from mizzle.statuses import check_files

    if not files:
        raise click.UsageError(
            "what? mizzle check --files looks at the history; mizzle status --exit-code at the database"
        )
    found = check_files(out or settings().out)
    if as_json:
        told = [{"files": [each.ours, each.theirs], "object": str(each.ref), "why": each.why} for each in found]
        click.echo(json.dumps({"conflicts": told}))
    else:
        for conflict in found:
            click.echo(str(conflict))
        if not found:
            click.echo("no conflicts")
    if found:
        sys.exit(2)
