import sys

import click


@click.command("export")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
def command(module: str | None, casing: str | None) -> None:
    """Print the whole DDL of a schema module; needs no server."""
    from mizzle.load import load_schema
    from mizzle.offline import export
    from mizzle.settings import settings

    given = settings()
    source = module or given.schema
    if not source:
        raise click.UsageError("which module? mizzle export app/schema.py, or schema = … under [tool.mizzle]")
    sys.stdout.write(export(load_schema(source, casing=casing or given.casing)))
