"""Drift of plugins: what each declares, what was recorded when it was last migrated, and what is there."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import datetime

from attrs import frozen

from mizzle import history
from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.drift import Drift, compared
from mizzle.introspect.read import read
from mizzle.model.schema import Schema
from mizzle.planning import Draft
from mizzle.plugins import books
from mizzle.plugins.marks import PREFIX
from mizzle.plugins.migrating import drafted
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.steps import Policy
from mizzle.plugins.units import units
from mizzle.recorded import Recorded
from mizzle.scope import asked

EVERYTHING = Policy(Answers(all=True))


@frozen
class Checked:
    """A plugin, or several that need each other, and how they stand.

    installed  False for one that is gone; its tables are kept
    """

    plugins: tuple[str, ...]
    installed: bool
    drift: Drift


def check(url: str, plugins: Iterable[Plugin], *, home: history.Home | None = None) -> list[Checked]:
    """How each plugin's tables stand to what it declares and to what was recorded. Writes nothing.

    Raises what is wrong with a plugin's declaration, HistoryError, ServerError, ConnectError.
    """
    home = home or history.Home()
    found = []
    with closing(connect(url)) as connection:
        last: dict[str, tuple[str, datetime]] = {}
        for entry in history.read(connection, home):
            if entry.source.startswith(PREFIX):
                last[entry.source.removeprefix(PREFIX)] = (entry.name, entry.started_at)
        order = units(plugins)
        for unit in order:
            if unit.broken:
                raise unit.broken
            found.append(_checked(connection, unit.keys, unit.schema, home, last))
        here = {key for unit in order for key in unit.keys}
        found += [_checked(connection, (key,), None, home, last) for key in sorted(last.keys() - here)]
    return found


def _checked(
    connection: Connection,
    keys: Sequence[str],
    declared: Schema | None,
    home: history.Home,
    last: Mapping[str, tuple[str, datetime]],
) -> Checked:
    kept = [books.snapshot(connection, home, key) for key in keys if key in last]
    known = Schema().with_(item for schema in kept if schema for item in schema.values()) if kept else None
    now, then = (
        _draft(connection, side, known or Schema()) if side is not None else None for side in (declared, known)
    )
    latest = sorted((last[key] for key in keys if key in last), key=lambda pair: pair[1])
    recorded = Recorded(known, PREFIX.strip(), *latest[-1]) if known is not None else None
    return Checked(tuple(keys), declared is not None, Drift(tuple(compared(now, then)), recorded))


def _draft(connection: Connection, schema: Schema, known: Schema) -> Draft:
    """What leads from the database to a state; only what the plugin declares or once made is looked at."""
    catalog = read(connection, asked=asked(schema))
    return drafted(connection, schema, frozenset(known), Schema(), EVERYTHING, catalog)[0]
