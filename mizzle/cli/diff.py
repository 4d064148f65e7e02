import sys

import click

from mizzle.cli.options import answers, listed, not_compared


@click.command("diff")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--schemas", metavar="A,B", help="Compare only these schemas (default: all but PostgreSQL's own).")
@click.option("--scratch", metavar="URL", help="A server for scratch databases (default: the embedded one).")
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--owners", is_flag=True, help="Compare whom objects belong to.")
@click.option("--roles", is_flag=True, help="Compare the roles of the two servers.")
@click.option("--exit-code", is_flag=True, help="End with 2 when there is a difference, 0 otherwise.")
@answers
def command(
    source: str,
    target: str,
    schemas: str | None,
    scratch: str | None,
    casing: str | None,
    owners: bool,  # noqa: FBT001
    roles: bool,  # noqa: FBT001
    exit_code: bool,  # noqa: FBT001
    rename: tuple[str, ...],
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
) -> None:
    """Print the SQL that turns FROM into TO.

    FROM and TO are each a database URL, a schema module or file (app.schema, app/schema.py) or a .sql file. Nothing is
    printed when they are equal. Remarks and what nobody has agreed to yet go to stderr; then the exit code is 2.
    """
    from mizzle.diffing import diff
    from mizzle.errors import UnansweredRename

    said = listed(rename, allow, allow_all)
    try:
        result = diff(
            source,
            target,
            schemas=[word.strip() for word in schemas.split(",")] if schemas else None,
            answers=said,
            scratch_url=scratch,
            casing=casing,
            asked=[kind for kind, wished in (("owner", owners), ("role", roles)) if wished],
        )
    except UnansweredRename as question:
        click.echo(str(question), err=True)
        sys.exit(2)
    sys.stdout.write(result.script)
    for remark in result.remarks:
        click.echo(f"-- {remark}", err=True)
    for side, kinds in result.not_modelled.items():
        not_compared(side, kinds)
    open_ = result.unagreed(said)
    for finding in open_:
        click.echo(f"{finding.message}\n    --allow {finding.consent}", err=True)
    if open_ or (exit_code and result):
        sys.exit(2)
