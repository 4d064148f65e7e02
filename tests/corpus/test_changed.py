"""Real schemas with a few random changes: plans lead there and back, and the source of the changed one makes it again."""

import random
from contextlib import ExitStack, closing

import pytest

from mizzle.connection import connect
from mizzle.embedded import Server
from mizzle.testing.live import place_kept
from tests.conftest import MAJORS
from tests.corpus.changed import holds, pulled
from tests.corpus.changes import changed
from tests.corpus.place import CORPUS, MISSING
from tests.corpus.test_real import database, psql
from tests.live import live

pytestmark = pytest.mark.skipif(CORPUS is None, reason=MISSING)
SEEDS = range(5)
MOST = 8


@pytest.mark.parametrize("name", ["chinook", "northwind", "pagila"])
def test_a_real_schema_changes_and_changes_back(_servers: dict[int, Server], name: str) -> None:  # noqa: PT019
    assert CORPUS
    running = _servers[max(MAJORS)]
    with ExitStack() as stack:
        loaded, nothing = (database(running, stack, f"changed_{name}_{part}") for part in ("loaded", "empty"))
        assert psql(loaded, (CORPUS / "real" / f"{name}.sql").read_text()) is None
        connection, empty = (stack.enter_context(closing(connect(url))) for url in (loaded, nothing))
        stack.enter_context(place_kept(connection))
        stack.enter_context(place_kept(empty))
        there = live(connection)
        for seed in SEEDS:
            with connection.transaction(force_rollback=True):
                assert holds(connection, there, random.Random(seed), MOST, [], spare=not seed)
        with connection.transaction(force_rollback=True):
            assert changed(connection, random.Random(MOST), MOST)
            assert pulled(connection, empty)
