import json
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mizzle.history import Home
    from mizzle.plugins import Plugin
    from mizzle.plugins.steps import Step
    from mizzle.preflight import Finding

URL = click.option("--url", metavar="URL", help="The database (default: DATABASE_URL, else the embedded server).")
JSON = click.option("--json", "as_json", is_flag=True, help="JSON on stdout, for machines.")
ALLOW = click.option(
    "--allow", metavar="ACTION:NAME", multiple=True, help="Agree to one loss: drop-column:my_plugin.users.nickname."
)

SMALL = click.option(
    "--small-table",
    type=click.IntRange(min=0),
    metavar="ROWS",
    help="Up to how many rows a table may be scanned and rewritten (default: small_table under [tool.mizzle], 10,000).",
)


@click.group("plugins")
def command() -> None:
    """Migrate the tables of plugins, and tell of them.

    Plugins are those of `plugins` under [tool.mizzle], as "package.module:name", and else those that are installed (entry
    points "mizzle.plugins").
    """
    # What is logged for applications is printed here; logging would print it a second time, for want of a handler.
    logging.getLogger("mizzle.plugins").addHandler(logging.NullHandler())


@command.command("list")
@JSON
def list_(as_json: bool) -> None:  # noqa: FBT001
    """List the plugins and their schemas; asks no database."""
    found = [{"plugin": one.key, "schema": one.namespace, "description": one.description} for one in configured()]
    _show(found, as_json, lambda one: f"{one['plugin']}\t{one['schema']}\t{one['description']}".rstrip())


@command.command()
@URL
@JSON
def status(url: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Tell what the database knows of each plugin, also of those that are gone."""
    from attrs import asdict

    from mizzle.plugins import status as ask

    with _address(url) as address:
        found = [asdict(one) for one in ask(address, configured(), home=_home())]
    for one in found:
        one["last"] = one["last"] and one["last"].isoformat()
        one["tables"] = list(one["tables"])

    def line(one: dict[str, Any]) -> str:
        gone = "" if one["installed"] else ", not installed: its tables are kept"
        return f"{one['plugin']}\t{one['steps']} steps, {len(one['tables'])} tables{gone}"

    _show(found, as_json, line)


@command.command()
@URL
@JSON
@ALLOW
@SMALL
def plan(url: str | None, as_json: bool, allow: tuple[str, ...], small_table: int | None) -> None:  # noqa: FBT001
    """Show what migrate would do. Writes nothing at all."""
    from mizzle.plugins import plan as ask

    with _address(url) as address:
        _told(ask(address, configured(), allow=allow, small_table=_small(small_table), home=_home()), as_json, allow)


@command.command()
@URL
@JSON
@ALLOW
@SMALL
@click.option("--dry-run", is_flag=True, help="Show the plan and change nothing.")
def migrate(
    url: str | None,
    as_json: bool,  # noqa: FBT001
    allow: tuple[str, ...],
    small_table: int | None,
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Migrate all plugins; one that fails does not stop the others."""
    from mizzle.plugins.migrating import run
    from mizzle.plugins.steps import Policy

    with _address(url) as address:
        policy = Policy.made(allow, _small(small_table))
        _told(run(address, configured(), policy=policy, home=_home(), dry_run=dry_run), as_json, allow)


@command.command()
@click.argument("name")
@URL
@JSON
@click.option("--dry-run", is_flag=True, help="Tell how much would be forgotten and change nothing.")
def reset(name: str, url: str | None, as_json: bool, dry_run: bool) -> None:  # noqa: FBT001
    """Forget the history of plugin NAME and keep its tables: the next start adopts them."""
    from mizzle.plugins import reset as forget

    with _address(url) as address:
        count = forget(address, name, dry_run=dry_run, home=_home())
    if as_json:
        click.echo(json.dumps({"plugin": name, "entries": count, "done": not dry_run}, ensure_ascii=False))
    else:
        click.echo(f"{'would forget' if dry_run else 'forgot'} {count} entries of plugin {name}")


@command.command()
@click.argument("name")
@URL
@JSON
@ALLOW
@click.option("--dry-run", is_flag=True, help="Show the statements and change nothing.")
def drop(name: str, url: str | None, as_json: bool, allow: tuple[str, ...], dry_run: bool) -> None:  # noqa: FBT001
    """Drop the tables that plugin NAME made, each with --allow drop-table:…, and forget it."""
    from mizzle.errors import ConsentMissing
    from mizzle.plugins import drop as run

    statements: tuple[str, ...] = ()
    error = None
    with _address(url) as address:
        try:
            statements = run(address, name, allow=allow, dry_run=dry_run, home=_home())
        except ConsentMissing as open_:
            error = open_
    if as_json:
        told = {"plugin": name, "statements": statements, "done": not (dry_run or error)}
        consents = [_consent(finding) for finding in error.findings] if error else []
        click.echo(json.dumps({**told, "consents": consents}, ensure_ascii=False))
    for statement in () if as_json else statements:
        click.echo(f"{statement};")
    if error:
        click.echo(str(error), err=True)
        sys.exit(2)


def _small(given: int | None) -> int:
    from mizzle.settings import settings

    return settings().small_table if given is None else given


def _home() -> "Home":
    from mizzle.cli.database import home
    from mizzle.settings import settings

    return home(settings())


def _consent(finding: "Finding") -> dict[str, str]:
    return {"consent": str(finding.consent), "code": finding.code, "message": finding.message}


def configured() -> "list[Plugin]":
    """The plugins that the settings name, else those that are installed."""
    from mizzle.errors import UsageError
    from mizzle.load import load_module
    from mizzle.plugins import Plugin, discover
    from mizzle.settings import settings

    named = settings().plugins
    if not named:
        return discover()
    found = []
    for text in named:
        module, _, name = text.partition(":")
        plugin = getattr(load_module(module), name or "plugin", None)
        if not isinstance(plugin, Plugin):
            raise UsageError(f"{text} in plugins of [tool.mizzle] is no mizzle.plugins.Plugin")
        found.append(plugin)
    return found


@contextmanager
def _address(url: str | None) -> Iterator[str]:
    from mizzle.cli.database import address
    from mizzle.settings import settings

    with ExitStack() as stack:
        yield address(stack, url, settings())


def _told(steps: "list[Step]", as_json: bool, allowed: tuple[str, ...]) -> None:  # noqa: FBT001
    """Each plugin's statements; exit code 1 where one failed, 2 where only a consent is missing."""
    from mizzle.errors import ConsentMissing, told

    found = [
        {
            "plugin": step.plugin,
            "schema": step.namespace,
            "statements": list(step.statements),
            "consents": [_consent(item) for item in step.findings],
            "remarks": list(step.remarks),
            "error": str(step.error) if step.error else None,
        }
        for step in steps
    ]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
    for step in steps:
        for text in () if as_json or step.error else step.statements:
            click.echo(f"{text};")
        for remark in step.remarks:
            click.echo(f"-- {step.plugin}: {remark}", err=True)
        for finding in () if step.error else step.findings:
            click.echo(f"-- {step.plugin}: {told(finding)}", err=True)
        if step.error:
            click.echo(f"[ERROR] Failed to run migrations for plugin {step.plugin}: {step.error}", err=True)
            for line in "".join(f"{text};\n" for text in step.statements).splitlines():
                click.echo(f"  planned: {line}", err=True)
        elif not step and not as_json:
            click.echo(f"-- {step.plugin}: nothing to do")
    asked = {str(finding.consent) for step in steps for finding in step.findings}
    for text in sorted(set(allowed) - asked):
        click.echo(f"-- --allow {text} matches nothing", err=True)
    errors = [step.error for step in steps if step.error]
    if errors:
        sys.exit(2 if all(isinstance(error, ConsentMissing) for error in errors) else 1)


def _show(found: list[dict[str, Any]], as_json: bool, line: Any) -> None:  # noqa: FBT001
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    if not found:
        click.echo("no plugins: none is installed, and plugins under [tool.mizzle] names none", err=True)
    for one in found:
        click.echo(line(one))
