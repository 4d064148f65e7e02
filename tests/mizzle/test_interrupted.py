"""What is cut off is gone on with: by itself, or by a second run; nothing is left over and no row is lost."""

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from mizzle import in_values, integer, list_, partition_of, pg_table, serial
from mizzle.embedded import Server
from mizzle.pushing import push
from tests.cutting import Progress, terminated
from tests.mizzle.crash import AFTER, ALL, BEFORE, INDEXED, LEFT, ROWS

ROOT = Path(__file__).parents[2]
AT_WORK = "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE %s"


def before(url: str) -> None:
    push(BEFORE, url)
    with psycopg.connect(url) as connection:
        connection.execute(ROWS)


def left(url: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(LEFT.encode()).fetchall()


def test_a_push_that_is_cut_off_behind_any_statement_is_gone_on_with(running: Server) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.mizzle.crash", running.url, str(1 + running.major % 4), "4"],
        cwd=ROOT,
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
    )

    count, *wrong = done.stdout.splitlines()
    assert (wrong, done.stderr, done.returncode) == ([], "", 0)
    assert int(count) > 12


def test_connections_that_are_lost_behind_the_last_statement_take_nothing_back(newest_database: str) -> None:
    before(newest_database)
    count = len(push(INDEXED, newest_database, online=True, dry_run=True).statements)

    terminated(partial(led, newest_database), count, newest_database, "all")

    assert left(newest_database) == []
    assert not push(INDEXED, newest_database, online=True)


def led(url: str, progress: Progress) -> None:
    push(INDEXED, url, online=True, progress=progress)


@pytest.mark.parametrize(
    ("wanted", "words"), [(INDEXED, "CREATE INDEX CONCURRENTLY"), (AFTER, "DROP INDEX CONCURRENTLY")]
)
def test_an_index_of_which_building_or_dropping_is_cut_off(wanted: list[Any], words: str, database: str) -> None:
    """A writer keeps the statement waiting until its session is ended by the server."""
    before(database)
    with psycopg.connect(database) as writer, psycopg.connect(database, autocommit=True) as admin:
        writer.execute("INSERT INTO app.t VALUES (1, 501, 'y')")
        with ThreadPoolExecutor(1) as pool:
            pushing = pool.submit(push, wanted, database, answers=ALL, online=True)
            try:
                end = time.monotonic() + 30
                while not (found := admin.execute(AT_WORK, [f"{words}%"]).fetchone()) and time.monotonic() < end:
                    time.sleep(0.02)
                time.sleep(0.1)
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", found)
                assert admin.execute("SELECT count(*) FROM pg_index WHERE NOT indisvalid").fetchone() == (1,)
            finally:
                writer.rollback()
            pushing.result(60)

    assert left(database) == []
    assert not push(wanted, database, online=True)


def test_many_migrators_at_once_run_each_statement_once(database: str) -> None:
    before(database)
    start = threading.Barrier(8)

    def migrate(_: int) -> bool:
        start.wait()
        return bool(push(AFTER, database, answers=ALL, online=True))

    with ThreadPoolExecutor(8) as pool:
        ran = list(pool.map(migrate, range(8)))

    assert sum(ran) == 1
    assert left(database) == []
    assert not push(AFTER, database, online=True)


def test_what_was_left_of_the_steps_for_partitions_is_taken_away_or_used(database: str) -> None:
    others = pg_table("others", {"id": integer().primary_key()})
    columns = {"id": integer(), "other": integer()}
    old = pg_table("whole", columns, partition_by=list_("id"))
    new = pg_table("whole", columns | {"other": integer().references(others.id)}, partition_by=list_("id"))
    rest, fresh = (partition_of(table, "rest", for_values="default") for table in (old, new))
    wanted = [others, new, fresh, partition_of(new, "ones", for_values=in_values(1))]
    push([others, old, rest], database)
    with psycopg.connect(database) as connection:
        connection.execute('ALTER TABLE rest ADD CONSTRAINT "ones__mizzle_new" CHECK (id <> 1) NOT VALID')
        connection.execute(
            "ALTER TABLE rest ADD CONSTRAINT whole_other_others_id_fk FOREIGN KEY (other) REFERENCES others NOT VALID"
        )

    done = [statement.text for statement in push(wanted, database, online=True).statements]

    assert done[0] == 'ALTER TABLE "public"."rest" DROP CONSTRAINT "ones__mizzle_new"'
    assert 'ALTER TABLE "public"."rest" VALIDATE CONSTRAINT "whole_other_others_id_fk"' in done
    assert not any("_fk" in text for text in done if "DROP" in text or '"rest" ADD' in text)
    assert not push(wanted, database, online=True)


def test_a_sequence_that_was_put_aside_hands_its_position_on_all_the_same(database: str) -> None:
    """Cut off while a serial column became an identity: its default is gone, its sequence waits under the other name."""
    push([pg_table("t", {"id": serial().primary_key()})], database)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("INSERT INTO t DEFAULT VALUES; SELECT setval('t_id_seq', 41)")
        connection.execute(
            "ALTER SEQUENCE t_id_seq RENAME TO t_id_seq__mizzle_old; ALTER TABLE t ALTER id DROP DEFAULT"
        )

    push([pg_table("t", {"id": integer().generated_by_default_as_identity().primary_key()})], database, answers=ALL)

    with psycopg.connect(database, autocommit=True) as connection:
        assert connection.execute("INSERT INTO t DEFAULT VALUES RETURNING id").fetchone() == (42,)
