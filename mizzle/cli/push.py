import os
import sys

import click

from mizzle.cli.options import answers, listed, not_compared


@click.command("push")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
@click.option("--quiet", "-q", is_flag=True, help="Do not print the statements.")
@answers
def command(
    module: str | None,
    url: str | None,
    casing: str | None,
    dry_run: bool,  # noqa: FBT001
    quiet: bool,  # noqa: FBT001
    rename: tuple[str, ...],
    allow: tuple[str, ...],
    allow_all: bool,  # noqa: FBT001
) -> None:
    """Bring a database to the schema that MODULE or FILE declares.

    Only the schemas that it declares are managed. What would be lost is told before the first statement and needs
    --allow; on a terminal you are asked. Exit code 2 means that an answer or a consent is missing.
    """
    from contextlib import ExitStack

    from mizzle.declared import wanted
    from mizzle.errors import ConsentMissing, UnansweredRename
    from mizzle.load import load_module
    from mizzle.preflight import Finding
    from mizzle.pushing import Pushed, push
    from mizzle.settings import settings

    given = settings()
    source = module or given.schema
    if not source:
        raise click.UsageError("which module? mizzle push app/schema.py, or schema = … under [tool.mizzle]")
    schema = wanted(load_module(source), casing=casing or given.casing)
    said = listed(rename, allow, allow_all)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()

    def show(plan: Pushed) -> None:
        for remark in plan.remarks:
            click.echo(f"-- {remark}", err=True)
        not_compared("the database", plan.not_modelled)
        if not quiet:
            for statement in plan.statements:
                click.echo(f"{statement.text};")
        if plan.segments > 1:
            click.echo(f"this plan takes {plan.segments} transactions; after an error a second run goes on", err=True)

    def ask(findings: list[Finding]) -> bool:
        return all(click.confirm(f"{finding.message}: go on?", default=False) for finding in findings)

    with ExitStack() as stack:
        address = url or os.environ.get("DATABASE_URL") or given.url
        if not address:
            from mizzle.embedded import server

            address = stack.enter_context(server()).url
        try:
            result = push(
                schema,
                address,
                answers=said,
                ask=ask if terminal else None,
                before=show,
                dry_run=dry_run,
            )
        except (ConsentMissing, UnansweredRename) as question:
            click.echo(str(question), err=True)
            sys.exit(2)
    if not result:
        click.echo("nothing to do")
    elif dry_run:
        for finding in result.findings:
            click.echo(f"{finding.message}\n    --allow {finding.consent}", err=True)
    else:
        click.echo(f"done: {len(result.statements)} statements")
