"""The first seeds of each world on every server; python -m tests.worlds takes as many as one likes."""

from types import ModuleType

import psycopg
import pytest

from mizzle.connection import Connection
from mizzle.testing.truthful import cleared
from tests.worlds import closure, law, partitions

EACH = 25
REFUSED = (psycopg.errors.CheckViolation, psycopg.errors.NotNullViolation)  # by the row that is there
worlds = pytest.mark.parametrize(
    "world", [partitions, closure], ids=lambda world: world.__name__.rsplit(".", maxsplit=1)[-1]
)


@worlds
@pytest.mark.parametrize("seed", range(EACH))
def test_one_state_of_a_small_world_becomes_another(seed: int, world: ModuleType, conn: Connection) -> None:
    before, after, rows = world.drawn(seed, conn.info.server_version // 10000)
    try:
        law.holds(conn, before, after, rows=rows, leave_out=True)
    except REFUSED:
        assert rows  # it is in no partition


@worlds
@pytest.mark.parametrize("seed", range(EACH))
def test_what_holds_no_lock_for_long_does_what_it_declares_and_arrives(
    seed: int, world: ModuleType, own: Connection
) -> None:
    before, after, rows = world.drawn(seed, own.info.server_version // 10000)
    cleared(own)
    law.truthful(own, before, after, rows=rows, online=True)
