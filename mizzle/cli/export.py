import sys

import click


@click.command("export")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
def command(module: str | None, casing: str | None) -> None:
    """Print the whole DDL of a schema module; needs no server."""
    from mizzle.diffing import Diff
    from mizzle.load import load_schema
    from mizzle.offline import whole
    from mizzle.settings import settings

    given = settings()
    source = module or given.schema
    if not source:
        raise click.UsageError("which module? mizzle export app/schema.py, or schema = … under [tool.mizzle]")
    found = whole(load_schema(source, casing=casing or given.casing), declared=True)
    statements = tuple(statement for part in found for statement in part)
    sys.stdout.write(Diff(statements, parts=found).script)
