"""The first seeds of each world on every server; python -m tests.worlds takes as many as one likes."""

from types import ModuleType

import psycopg
import pytest

from mizzle.connection import Connection
from tests.worlds import closure, law, partitions

EACH = 25


@pytest.mark.parametrize("world", [partitions, closure], ids=lambda world: world.__name__.rsplit(".", maxsplit=1)[-1])
@pytest.mark.parametrize("seed", range(EACH))
def test_one_state_of_a_small_world_becomes_another(seed: int, world: ModuleType, conn: Connection) -> None:
    before, after, rows = world.drawn(seed, conn.info.server_version // 10000)
    try:
        law.holds(conn, before, after, rows=rows, leave_out=True)
    except (psycopg.errors.CheckViolation, psycopg.errors.NotNullViolation):
        assert rows  # it is in no partition
