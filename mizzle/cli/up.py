import json
from contextlib import ExitStack
from pathlib import Path

import click

from mizzle.cli.database import home


@click.command("up")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--from-drizzle", metavar="FOLDER", help="Take over Drizzle's folder and the state of its history.")
@click.option(
    "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
)
@click.option("--url", metavar="URL", help="With --from-drizzle: the database whose applied state is kept.")
@click.option("--scratch", metavar="URL", help="A server for scratch databases (default: the embedded one).")
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(
    module: str | None,
    from_drizzle: str | None,
    out: str | None,
    url: str | None,
    scratch: str | None,
    casing: str | None,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Bring snapshots of older formats up to this one, or take over what Drizzle made.

    With --from-drizzle the files are copied as they are; those that Drizzle applied to the database of --url are applied
    here too. The snapshot of the last is what MODULE declares, where the files lead there, else what they make.
    """
    from mizzle.files import SNAPSHOT, read_folder
    from mizzle.settings import settings

    given = settings()
    where = Path(out or given.out)
    if from_drizzle is None:
        if module or url or scratch or casing:
            raise click.UsageError("MODULE, --url, --scratch and --casing go with --from-drizzle")
        files = read_folder(where).ordered()
        for file in files:
            if (file.folder / SNAPSHOT).exists():
                file.schema()
        click.echo(json.dumps({"files": []}) if as_json else "nothing to do")
        return
    from mizzle.drizzle import from_drizzle as take_over
    from mizzle.load import load_schema

    source = module or given.schema
    declared = load_schema(source, casing=casing or given.casing) if source else None
    with ExitStack() as stack:
        if scratch is None:
            from mizzle.embedded import server

            scratch = stack.enter_context(server(throw_away=True)).url
        names, applied = take_over(
            Path(from_drizzle), out=where, server=scratch, url=url, home=home(given), declared=declared
        )
    if as_json:
        click.echo(json.dumps({"files": names, "applied": applied}))
        return
    for name in names:
        click.echo(f"{'applied' if name in applied else 'pending' if url else 'copied':8} {where / name}")
