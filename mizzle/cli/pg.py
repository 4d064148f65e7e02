import json
import os
import sys
from pathlib import Path

import click

from mizzle.embedded import Cluster, cluster
from mizzle.embedded.binaries import binaries


@click.group("pg")
@click.option("--project", default="default", show_default=True, help="Which server: one a project and version.")
@click.option("--data", type=click.Path(path_type=Path), help="Another data folder.")
@click.pass_context
def command(ctx: click.Context, project: str, data: Path | None) -> None:
    """Run the embedded PostgreSQL server."""
    ctx.obj = (project, data)


def _cluster(ctx: click.Context) -> Cluster:
    project, data = ctx.obj
    return cluster(project, data=data)


@command.command()
@click.pass_context
def start(ctx: click.Context) -> None:
    """Start the server and keep it until `mizzle pg stop`."""
    where = _cluster(ctx)
    (where.folder / "kept").touch()
    where.enter().close()
    click.echo(where.url())


@command.command()
@click.option("--force", is_flag=True, help="Stop it though others use it.")
@click.pass_context
def stop(ctx: click.Context, force: bool) -> None:  # noqa: FBT001
    """Stop the server; one that others use goes with the last of them."""
    where = _cluster(ctx)
    (where.folder / "kept").unlink(missing_ok=True)
    if not where.guarded():
        click.echo("not running")
        return
    if where.used() and not force:
        click.echo("others use it; it stops with the last of them (--force stops it now)")
        return
    if force:
        (where.folder / "stop").touch()
    gone = where.wait_until_gone()
    (where.folder / "stop").unlink(missing_ok=True)
    if not gone:
        raise click.ClickException("the server is still running after 70 seconds")
    click.echo("stopped")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.pass_context
def status(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Tell whether the server runs, and where."""
    where = _cluster(ctx)
    facts = {
        "running": where.guarded() and where.answers(),
        "kept": (where.folder / "kept").exists(),
        "used": where.used(),
        "version": where.major,
        "data": str(where.folder),
        "binaries": str(where.bin),
        "account": where.who.name,
        "url": where.url(),
    }
    if as_json:
        click.echo(json.dumps(facts))
        return
    for name, value in facts.items():
        click.echo(f"{name:9} {str(value).lower() if isinstance(value, bool) else value}")


@command.command()
@click.pass_context
def url(ctx: click.Context) -> None:
    """Print the server's URL."""
    click.echo(_cluster(ctx).url())


@command.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def psql(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Run psql on the server, started if need be. ARGUMENTS go to psql."""
    where = _cluster(ctx)
    users = where.enter()
    os.set_inheritable(users.fileno(), True)
    program = binaries(where.major).psql
    sys.stdout.flush()
    os.execv(program, [program, "-d", where.url(), *arguments])  # noqa: S606 - psql takes our place


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def reset(ctx: click.Context, yes: bool) -> None:  # noqa: FBT001
    """Stop the server and delete its data."""
    import shutil

    where = _cluster(ctx)
    if where.guarded() and where.used():
        raise click.ClickException("others use the server")
    if not yes:
        if not sys.stdin.isatty():
            raise click.ClickException(f"this deletes {where.folder}; say --yes")
        click.confirm(f"delete all data in {where.folder}?", abort=True)
    (where.folder / "kept").unlink(missing_ok=True)
    if not where.wait_until_gone():
        raise click.ClickException("the server is still running")
    shutil.rmtree(where.folder)
    click.echo(f"deleted {where.folder}")
