"""The law that ends arguments, for tests: see mizzle/testing/live.py."""

from collections.abc import Iterable

from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.model.schema import Schema
from mizzle.snapshot import dump, load
from mizzle.testing.live import converge, execute, live, planned, unneeded


def settles(connection: Connection, declared: Iterable[object]) -> Schema:
    """What declarations make, gone the whole way: a snapshot of it is the same, it is applied, and then nothing is left."""
    wanted = declare(declared, namespace="app")
    assert load(dump(wanted)) == wanted
    converge(connection, wanted)
    return live(connection)


__all__ = ["converge", "execute", "live", "planned", "settles", "unneeded"]
