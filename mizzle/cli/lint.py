import os
import sys

import click


@click.command("lint")
@click.argument("sources", nargs=-1, metavar="[SOURCE]…")
@click.option(
    "--base", multiple=True, metavar="SOURCE", help="What is there before the SQL files: file, module or URL."
)
@click.option(
    "--select", multiple=True, metavar="CODE", help="Only these rules, or beginnings of them: MZ2 for all that block."
)
@click.option("--ignore", multiple=True, metavar="CODE", help="Not these rules.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    help="github writes annotations (default in its Actions).",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON list on stdout, for machines.")
@click.option("--scratch", metavar="URL", help="A server for a scratch database (default: the embedded one).")
def command(
    sources: tuple[str, ...],
    base: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    form: str | None,
    as_json: bool,  # noqa: FBT001
    scratch: str | None,
) -> None:
    """Check schemas, SQL files and plans against the hazard rules and good practice.

    A SOURCE is a schema module (app/schema.py, app.schema), a .sql file or a folder of them, what diff --json or push --json
    told (plan.json), or the URL of a database; without any it is the schema of the settings. The statements of SQL files
    are run in a scratch database and watched, so their locks are measured and not guessed.

    Rules are switched by lint = {select = […], ignore = […]} under [tool.mizzle]. Exit code 2 means that something was found.
    """
    from mizzle.lint.issue import Rules, as_github, as_text
    from mizzle.lint.issue import as_json as told
    from mizzle.lint.run import lint
    from mizzle.settings import settings

    given = settings()
    rules = Rules.made(select or given.lint.get("select", ()), (*ignore, *given.lint.get("ignore", ())))
    wanted = sources or ((given.schema,) if given.schema else ())
    if not wanted:
        raise click.UsageError("what? mizzle lint app/schema.py, or schema = … under [tool.mizzle]")
    found = rules.of(lint(wanted, base=base, scratch_url=scratch, casing=given.casing))
    if as_json:
        click.echo(told(found))
    else:
        github = form == "github" or (form is None and os.environ.get("GITHUB_ACTIONS") == "true")
        for line in (as_github if github else as_text)(found):
            click.echo(line)
    if found:
        codes = ", ".join(sorted({issue.code for issue in found}))
        click.echo(f"{len(found)} found; mizzle explain tells of {codes}", err=True)
        sys.exit(2)
