"""The steps that are measured inside a process: `python -m benchmarks.steps NAME ARGUMENT…` prints their CPU as JSON.

Every call is a process and a session of its own, so that neither finds what another one left in its caches.
"""

import json
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any


class Clock:
    """CPU since the last lap: of this process, and of the backends that it is connected to."""

    def __init__(self, *connections: Any) -> None:
        self.connections = list(connections)
        self.found: dict[str, tuple[float, float]] = {}
        self.client, self.server = time.process_time(), self._backends()

    def lap(self, step: str) -> None:
        client, server = time.process_time(), self._backends()
        self.found[step] = (client - self.client, server - self.server)
        self.client, self.server = time.process_time(), self._backends()

    def _backends(self) -> float:
        # Nanoseconds; the server runs on this machine.
        return sum(
            int(Path(f"/proc/{one.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9
            for one in self.connections
        )


def load(module: str) -> tuple[Clock, Any]:
    """A schema module, imported."""
    clock = Clock()
    from mizzle.load import load_module

    loaded = load_module(module)
    clock.lap("import of the module: declaring")
    return clock, loaded


def declare(module: str) -> Clock:
    """A schema module: imported, made a model, planned from nothing, written as text."""
    clock, loaded = load(module)
    from mizzle.declared import wanted
    from mizzle.model.schema import Schema

    schema = wanted(loaded)
    clock.lap("declarations → model")
    from mizzle.apply import segments
    from mizzle.diffing import Diff
    from mizzle.model.facts import Facts
    from mizzle.planning import draft

    clock.lap("import of the planner, psycopg included")
    planned = draft(Schema(), schema, facts=Facts(), connection=None)
    clock.lap("model → plan from nothing")
    script = Diff(planned.plan.statements, parts=segments(planned.plan.statements).parts).script
    clock.lap("plan → text")
    assert script.count("CREATE TABLE") == len([item for item in schema if item.kind == "table"])
    return clock


def recorded(connection: Any) -> list[tuple[Any, Any]]:
    """The queries that reading a catalog sends, with their parameters."""
    import psycopg

    from mizzle.introspect.read import read

    sent: list[tuple[Any, Any]] = []

    class Recording(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            sent.append((query, params))
            return super().execute(query, params, **options)

    connection.cursor_factory = Recording
    read(connection)
    return sent


def floor(*urls: str) -> Clock:
    """The rows of the catalogs, fetched with psycopg and thrown away."""
    from mizzle.connection import connect

    sent = []
    for url in urls:
        with closing(connect(url)) as connection:
            sent.append(recorded(connection))
    connections = [connect(url) for url in urls]
    clock = Clock(*connections)
    for connection, queries in zip(connections, sent, strict=True):
        with connection.cursor(binary=True) as cursor:
            for query, params in queries:
                cursor.execute(query, params, prepare=False).fetchall()
    clock.lap("rows fetched and thrown away")
    return clock


def read_facts(url: str) -> Clock:
    """Catalog → facts."""
    from mizzle.connection import connect
    from mizzle.introspect.read import read

    connection = connect(url)
    clock = Clock(connection)
    read(connection)
    clock.lap("catalog → facts")
    return clock


def read_model(url: str) -> Clock:
    """Catalog → model."""
    from mizzle.connection import connect
    from mizzle.introspect.read import read

    connection = connect(url)
    clock = Clock(connection)
    read(connection).schema()
    clock.lap("catalog → model")
    return clock


def diff(source: str, target: str) -> Clock:
    """Two databases: read, compared, planned."""
    from contextlib import ExitStack

    from mizzle.diffing import compare_sides, live

    stack = ExitStack()
    clock = Clock()
    sides = [live(url, url, stack) for url in (source, target)]
    # Connections made and catalogs read in one step; the backends' whole life counts.
    clock.connections = [side.connection for side in sides]
    clock.lap("reading")
    compare_sides(sides[0], sides[1], None, None)
    clock.lap("comparing and planning")
    return clock


def noop(source: str, target: str) -> Clock:
    """The parts of `mizzle diff A B`."""
    clock = Clock()
    clock.client = 0.0
    clock.lap("start of Python")
    from contextlib import ExitStack

    from mizzle.connection import connect
    from mizzle.diffing import Side, compare_sides
    from mizzle.introspect.read import read

    clock.lap("imports")
    with ExitStack() as stack:
        connections = [stack.enter_context(closing(connect(url))) for url in (source, target)]
        clock.connections = connections
        clock.lap("connecting")
        sides = [Side(url, read(one), one) for url, one in zip((source, target), connections, strict=True)]
        clock.lap("reading")
        assert not compare_sides(sides[0], sides[1], None, None)
        clock.lap("comparing")
    return clock


STEPS: dict[str, Callable[..., Clock]] = {
    "load": lambda module: load(module)[0],
    "declare": declare,
    "floor": floor,
    "facts": read_facts,
    "model": read_model,
    "diff": diff,
    "noop": noop,
}

if __name__ == "__main__":
    name, *given = sys.argv[1:]
    print(json.dumps(STEPS[name](*given).found))
