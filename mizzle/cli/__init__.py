"""The command line: one module a command, loaded when it is called.

Exit codes: 0 done or nothing to do, 1 an error, 2 an answer or a consent is missing (or a difference under
--exit-code), 130 stopped by Ctrl-C. `mizzle --version` must start fast, so nothing but click is imported here.
"""

import gc
import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

from mizzle.version import __version__

COMMANDS = {
    "apply": "Run a plan that push --out has saved.",
    "check": "Tell whether a database has drifted, or which branches of the history conflict.",
    "demo": "Show the main job on the embedded server.",
    "diff": "Print the SQL that turns FROM into TO.",
    "doctor": "Tell which rights are missing and which settings are risky.",
    "down": "Take migrations back.",
    "explain": "Tell the story of a hazard or lint rule.",
    "export": "Print the whole DDL of a schema module.",
    "generate": "Write the SQL from the last snapshot to the declared schema.",
    "lint": "Check SQL files, a schema or a plan against the hazard and good practice rules.",
    "migrate": "Apply the pending migrations.",
    "pg": "Run the embedded PostgreSQL server.",
    "plugins": "Migrate the tables of plugins, and tell of them.",
    "pull": "Write a database as a Python module.",
    "push": "Bring a database to the declared schema.",
    "squash": "Put one migration in the place of many.",
    "status": "Tell which migrations are applied, and whether the database has drifted.",
    "up": "Bring older snapshots up to date, or take over Drizzle's files.",
}


class LazyGroup(click.Group):
    """Loads a command when it is called, and ends every error as one message."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"mizzle.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        with _told():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Errors as one message on stderr and their exit code, never a traceback."""
    from mizzle.errors import Stopped
    from mizzle.model.errors import MizzleError

    try:
        yield
    except click.UsageError as error:
        error.show()
        raise click.exceptions.Exit(1) from None  # click's own 2 says that an answer is missing
    except Stopped as error:
        click.echo(f"\n{error}", err=True)
        raise click.exceptions.Exit(130) from None
    except MizzleError as error:
        click.echo(f"error: {error}", err=True)
        raise click.exceptions.Exit(1) from None
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nstopped; what was not committed yet is undone", err=True)
        raise click.exceptions.Exit(130) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mizzle", message="%(prog)s %(version)s")
def cli() -> None:
    """Declare PostgreSQL tables in Python and bring databases there by the smallest safe plan."""


def main() -> NoReturn:
    """Run the command line."""
    # A catalog in memory is no garbage, and looking through it costs more than reading it: 4 % of a diff of two databases with
    # 1,000 tables, 6 % of a push. Ten million objects are about a gigabyte, which no schema that we know comes near.
    gc.set_threshold(10_000_000)
    code = 0
    try:
        cli()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    for stream in (sys.stdout, sys.stderr):
        with suppress(BrokenPipeError):  # the reader, `head` perhaps, has seen enough
            stream.flush()
    # Every connection and server is closed by now; taking a catalog's objects apart one by one is 6 % of a diff of two
    # databases with 1,000 tables (57 of 860 ms) and 7 % of a push.
    os._exit(code)
