import json
from contextlib import ExitStack

import click


@click.command("squash")
@click.option("--name", metavar="NAME", default="squashed", show_default=True, help="What the new file is called.")
@click.option("--to", metavar="NAME", help="Squash this file and all that it follows (default: all files).")
@click.option(
    "--leave-out",
    metavar="NAME",
    multiple=True,
    help="A hand-written file, or * for all, of which a new database needs nothing but what the snapshot says.",
)
@click.option(
    "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
)
@click.option("--scratch", metavar="URL", help="A server for the proof (default: the embedded one).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(
    name: str,
    to: str | None,
    leave_out: tuple[str, ...],
    out: str | None,
    scratch: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Put one migration in the place of many.

    That both lead to the same schema is proven on a scratch database first. The old files are kept inside the new one:
    a database that applied some of them goes on with them, and one that applied all has nothing to do.
    """
    import re

    from mizzle.settings import settings
    from mizzle.squashing import squash

    if not re.fullmatch(r"\w+", name):
        raise click.UsageError(f"--name is letters, digits and underscores, not {name!r}")
    with ExitStack() as stack:
        if scratch is None:
            from mizzle.embedded import server

            scratch = stack.enter_context(server(throw_away=True)).url
        made, names = squash(scratch, out=out or settings().out, name=name, to=to, leave_out=leave_out)
    if as_json:
        click.echo(json.dumps({"made": made, "files": list(names)}))
        return
    click.echo(f"{made} stands for {len(names)} files")
