"""What the command line and Python do with plugins beside starting them: status, plan, migrate, reset, drop."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime

from attrs import frozen

from mizzle import history
from mizzle.apply import apply
from mizzle.compiler.plan import plan as planned_statements
from mizzle.compiler.world import World
from mizzle.connection import connect
from mizzle.consent import missing, needed
from mizzle.errors import ConsentMissing, UsageError
from mizzle.introspect.compare import compare
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import read
from mizzle.lock import locked
from mizzle.model.schema import Schema
from mizzle.plugins import books
from mizzle.plugins.marks import PREFIX
from mizzle.plugins.migrating import run
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.steps import SMALL_ROWS, Policy, Step
from mizzle.preflight import preflight


@frozen(kw_only=True)
class Status:
    """What the history says of a plugin.

    installed   False for one that is gone; its tables are kept
    steps       how many migrations it has had
    last        when the last one was
    tables      of its last snapshot
    """

    plugin: str
    installed: bool
    namespace: str | None
    steps: int
    last: datetime | None
    hash: str | None
    tables: tuple[str, ...]


def status(url: str, plugins: Iterable[Plugin] = (), *, home: history.Home | None = None) -> list[Status]:
    """The plugins that are installed, and those that are gone and have left tables. Writes nothing."""
    home = home or history.Home()
    installed = {plugin.key: plugin for plugin in plugins}
    with closing(connect(url)) as connection:
        entries: dict[str, list[history.Entry]] = {key: [] for key in installed}
        for entry in history.read(connection, home):
            if entry.source.startswith(PREFIX):
                entries.setdefault(entry.source.removeprefix(PREFIX), []).append(entry)
        found = []
        for key, mine in sorted(entries.items()):
            made = books.made(connection, home, key)
            found.append(
                Status(
                    plugin=key,
                    installed=key in installed,
                    namespace=installed[key].namespace if key in installed else None,
                    steps=len(mine),
                    last=mine[-1].started_at if mine else None,
                    hash=mine[-1].hash if mine else None,
                    tables=tuple(sorted(str(ref) for ref in made if ref.kind == "table")),
                )
            )
    return found


def plan(
    url: str,
    plugins: Iterable[Plugin],
    *,
    allow: Iterable[str] = (),
    small_table: int = SMALL_ROWS,
    home: history.Home | None = None,
) -> list[Step]:
    """What migrate() would do for each plugin, with what it would lose and why it could not. Writes nothing."""
    return run(url, plugins, policy=Policy.made(allow, small_table), home=home, dry_run=True)


def reset(url: str, name: str, *, dry_run: bool = False, home: history.Home | None = None) -> int:
    """Forget the history of a plugin, and none of its tables: the next start adopts them. Gives the number of entries.

    dry_run  only count them

    Raises UsageError for a plugin that has no history.
    """
    home = home or history.Home()
    with locked(url) as connection, connection.transaction():
        entries = history.read(connection, home, PREFIX + name)
        if not entries:
            raise UsageError(f"plugin {name} has no history in this database")
        for entry in () if dry_run else reversed(entries):
            history.forget(connection, home, entry)
    return len(entries)


def drop(
    url: str, name: str, *, allow: Iterable[str] = (), dry_run: bool = False, home: history.Home | None = None
) -> tuple[str, ...]:
    """Drop what a plugin made, by its history, and the history with it. Gives the statements.

    Raises ConsentMissing until every loss is agreed to, UsageError for a plugin without history, and ServerError where
    others still refer to its tables.
    """
    home = home or history.Home()
    with locked(url) as connection:
        entries = history.read(connection, home, PREFIX + name)
        if not entries:
            raise UsageError(f"plugin {name} has no history in this database")
        made = books.made(connection, home, name)
        catalog = read(connection)
        live = with_dependencies(connection, catalog, catalog.schema())
        ours = live.where(
            lambda item: item.ref in made or any(whole in made and whole.kind == "table" for whole in item.part_of())
        )
        stay = [item.ref for item in live.values() if item.ref.schema and item.ref not in ours]
        ours = ours.where(lambda item: item.kind != "namespace" or all(ref.schema != item.ref.name for ref in stay))
        done = planned_statements(compare(ours, Schema()), World(ours, Schema(), read_facts(connection, catalog)))
        findings = needed(done, preflight(connection, done.probes))
        if not dry_run and (open_ := missing(findings, Policy.made(allow).answers)):
            raise ConsentMissing(open_)
        statements = tuple(statement.text for statement in done.statements)
        if dry_run:
            return statements
        with connection.transaction():
            apply(connection, [done.statements], lambda: ())
            for entry in reversed(entries):
                history.forget(connection, home, entry)
    return statements


__all__ = ["Status", "drop", "plan", "reset", "status"]
