"""The first seeds of each world on every server; python -m tests.worlds takes as many as one likes."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count
from types import ModuleType

import pytest

from mizzle.connection import Connection, connect
from mizzle.testing.laws import REFUSED
from tests.worlds import closure, law, partitions, renames, rights, types
from tests.worlds.states import States

EACH = 20
WORLDS = [partitions, closure, renames, rights, types]
worlds = pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.__name__.rsplit(".", maxsplit=1)[-1])


@worlds
@pytest.mark.parametrize("seed", range(EACH))
def test_one_state_of_a_small_world_becomes_another(seed: int, world: ModuleType, conn: Connection) -> None:
    states = first(world, seed, conn)
    try:
        law.holds(conn, states, leave_out=True)
    except REFUSED:
        assert states.rows


@worlds
@pytest.mark.parametrize("seed", range(EACH))
def test_what_holds_no_lock_for_long_does_what_it_declares_and_arrives(
    seed: int, world: ModuleType, database: str
) -> None:
    with closing(connect(database)) as connection:
        law.truthful(connection, first(world, seed, connection), online=True)


def first(world: ModuleType, seed: int, connection: Connection) -> States:
    """The first that are drawn from there on and that PostgreSQL lets be."""
    drawn: Iterator[States] = (
        world.drawn(EACH * turn + seed, connection.info.server_version // 10000) for turn in count()
    )
    return next(states for states in drawn if law.lawful(connection, states))
