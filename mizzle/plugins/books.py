"""What is kept of each plugin in the history: what it made, and the mark by which a start finds nothing to do."""

from mizzle import history
from mizzle.connection import Connection
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.plugins.marks import PREFIX
from mizzle.snapshot import dump, load


def made(connection: Connection, home: history.Home, plugin: str) -> frozenset[Ref]:
    """The objects that stood in the plugin's last snapshot: what it may change or drop."""
    last = snapshot(connection, home, plugin)
    return frozenset(last) if last else frozenset()


def snapshot(connection: Connection, home: history.Home, plugin: str) -> Schema | None:
    """What the plugin's tables were when it was last migrated; None where it never was."""
    entries = history.read(connection, home, PREFIX + plugin)
    if not entries:
        return None
    return load(history.kept_plan(connection, home, entries[-1])[1] or dump(Schema()))


def write(
    connection: Connection, home: history.Home, plugin: str, declared: Schema, plan: str, mark: str | None
) -> None:
    """Record a step of a plugin; one without a plan only where it is the first."""
    entries = history.read(connection, home, PREFIX + plugin)
    if plan or not entries or history.kept_plan(connection, home, entries[-1])[1] != dump(declared):
        history.record(
            connection,
            home,
            source=PREFIX + plugin,
            name=f"{PREFIX}{len(entries) + 1:04}",
            hash=history.digest(plan.encode()),
            segments=["done"],
            plan=plan,
            snapshot=dump(declared),
        )
    learn(connection, home, plugin, mark)


def learn(connection: Connection, home: history.Home, plugin: str, mark: str | None) -> None:
    """Keep by which mark the next start finds that nothing is to be done."""
    connection.execute(
        f"UPDATE {home.sql} SET fingerprint = %s WHERE number = (SELECT max(number) FROM {home.sql} WHERE source = %s)".encode(),
        [mark, PREFIX + plugin],
        prepare=False,
    )
