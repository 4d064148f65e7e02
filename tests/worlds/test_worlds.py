"""The first seeds of each world on every server; python -m tests.worlds takes as many as one likes."""

from types import ModuleType

import pytest

from mizzle.connection import Connection
from mizzle.testing.laws import REFUSED
from tests.worlds import closure, law, partitions, renames, rights

EACH = 25
WORLDS = [partitions, closure, renames, rights]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.__name__.rsplit(".", maxsplit=1)[-1])
@pytest.mark.parametrize("seed", range(EACH))
def test_one_state_of_a_small_world_becomes_another(seed: int, world: ModuleType, conn: Connection) -> None:
    states = world.drawn(seed, conn.info.server_version // 10000)
    try:
        law.holds(conn, states, leave_out=True)
    except REFUSED:
        assert states.rows
