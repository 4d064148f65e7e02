import json
import sys
from typing import TYPE_CHECKING, Any

import click

from mizzle.cli.options import filtered, filters, insist, not_compared

if TYPE_CHECKING:
    from mizzle.drift import Difference, Drift
    from mizzle.history import Home


@click.command("check")
@click.argument("module", metavar="[MODULE or FILE]", required=False)
@click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
@click.option(
    "--plugins",
    "of_plugins",
    is_flag=True,
    help="Compare the tables of the plugins instead, also of those that are gone.",
)
@click.option("--files", is_flag=True, help="Look for conflicts in the history on disk instead; needs no server.")
@click.option(
    "--out", metavar="FOLDER", help="The folder of migrations (default: out under [tool.mizzle], migrations)."
)
@click.option("--casing", type=click.Choice(["snake_case", "camelCase"]), help="How omitted column names are written.")
@filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for machines.")
def command(
    module: str | None,
    url: str | None,
    of_plugins: bool,  # noqa: FBT001
    files: bool,  # noqa: FBT001
    out: str | None,
    casing: str | None,
    schemas: str | None,
    tables: str | None,
    kinds: str | None,
    strict: bool,  # noqa: FBT001
    as_json: bool,  # noqa: FBT001
) -> None:
    """Tell how a database stands to what MODULE or FILE declares and to what was recorded when mizzle last changed it.

    Recorded is what the last migration led to, or the last push from `push --record` on. Exit code 2 means that the three are
    not the same. With --plugins: the same for each plugin's own tables. With --files: which unmerged branches of the history conflict, and why; exit code 2 means that some do.
    """
    from contextlib import ExitStack

    from mizzle.cli.database import address, home
    from mizzle.drift import check
    from mizzle.load import load_schema
    from mizzle.settings import settings

    given = settings()
    if files:
        if module or url:
            raise click.UsageError("--files looks at the history on disk alone; it goes without a module and --url")
        _files(out or given.out, as_json=as_json)
        return
    if of_plugins:
        if module:
            raise click.UsageError(
                "--plugins takes the plugins of [tool.mizzle], or those that are installed; it goes without a module"
            )
        with ExitStack() as stack:
            _of_plugins(address(stack, url, given), home(given), as_json=as_json)
        return
    source = module or given.schema
    with ExitStack() as stack:
        found = check(
            load_schema(source, casing=casing or given.casing) if source else None,
            address(stack, url, given),
            casing=casing or given.casing,
            out=out or given.out,
            home=home(given),
            only=filtered(schemas, tables, kinds),
        )
    if not source and found.recorded is None:
        raise click.UsageError(
            "nothing is recorded of this database, and no module is given: mizzle check app/schema.py, or schema = … "
            "under [tool.mizzle]"
        )
    if strict:
        insist("the database", found.not_modelled)
    if as_json:
        click.echo(json.dumps(_facts(found), ensure_ascii=False))
    else:
        _print(found)
        for remark in found.remarks:
            click.echo(f"-- {remark}", err=True)
    not_compared("the database", found.not_modelled)
    if found:
        sys.exit(2)


def _of_plugins(url: str, home: "Home", *, as_json: bool) -> None:
    from mizzle.cli.plugins import configured
    from mizzle.plugins.checking import check

    found = check(url, configured(), home=home)
    if as_json:
        told = [{"plugins": list(one.plugins), "installed": one.installed, **_facts(one.drift)} for one in found]
        click.echo(json.dumps({"plugins": told}, ensure_ascii=False))
    for one in () if as_json else found:
        gone = "" if one.installed else " (not installed: its tables are kept)"
        click.echo(f"plugin {', '.join(one.plugins)}{gone}")
        _print(one.drift)
    if not found:
        click.echo(
            "no plugins: none is installed, none is named under [tool.mizzle], and nothing is recorded of any", err=True
        )
    if any(one.drift for one in found):
        sys.exit(2)


def _print(found: "Drift") -> None:
    from mizzle.drift import TOLD

    if found.recorded:
        click.echo(f"recorded: {found.recorded}")
    for state, told in TOLD.items():
        mine = [item for item in found.differences if item.state == state]
        if mine:
            click.echo(f"{told}:")
        for item in mine:
            click.echo(f"  {_called(item)}{_where(item)}")
            for field, words in item.fields.items():
                click.echo(f"    {field}: {', '.join(f'{side} {word}' for side, word in words.items())}")
    if not found:
        click.echo("no drift")


def _called(item: "Difference") -> str:
    return f"{item.ref.kind.replace('_', ' ').replace('namespace', 'schema')} {item.ref}"


def _where(item: "Difference") -> str:
    """On which sides it is there, where it is not on all of them."""
    words = {"declared": "declared", "recorded": "recorded", "database": "in the database"}
    there = [words[side] for side, is_there in item.there.items() if is_there]
    lacks = [words[side] for side, is_there in item.there.items() if not is_there]
    if not lacks:
        return ""
    return f": {' and '.join(there)}, {'neither' if len(lacks) > 1 else 'not'} {' nor '.join(lacks)}"


def _facts(found: "Drift") -> dict[str, Any]:
    known = found.recorded
    return {
        "recorded": known and {"source": known.source, "name": known.name, "at": known.at.isoformat()},
        "differences": [
            {
                "kind": item.ref.kind,
                "object": str(item.ref),
                "state": item.state,
                "there": dict(item.there),
                "fields": {field: dict(words) for field, words in item.fields.items()},
            }
            for item in found.differences
        ],
        "remarks": list(found.remarks),
        "not_compared": dict(found.not_modelled),
    }


def _files(out: str, *, as_json: bool) -> None:
    from mizzle.statuses import check_files

    found = check_files(out)
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
