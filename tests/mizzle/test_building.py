"""Index builds: how far one has come is shown, and one that somebody else is at work on is left alone."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from mizzle import building, from_to, index, integer, partition_of, pg_schema, range_
from mizzle.answers import Answers
from mizzle.errors import ServerError, Stopped
from mizzle.pushing import push

app = pg_schema("app")
BARE = [app, app.table("t", {"a": integer(), "b": integer()})]
INDEXED = [app, app.table("t", {"a": integer(), "b": integer()}, lambda t: [index("i").on(t.a), index("j").on(t.b)])]
BUILDS = "SELECT count(*) FROM pg_stat_progress_create_index WHERE phase LIKE 'waiting%'"


@contextmanager
def writing(url: str) -> Iterator[psycopg.Connection]:
    """A transaction that has written, so that a concurrent build waits for it."""
    with psycopg.connect(url) as connection:
        connection.execute("INSERT INTO app.t VALUES (1, 1)")
        yield connection
        connection.rollback()


def waits(url: str) -> None:
    """Until a build waits."""
    end = time.monotonic() + 30
    with psycopg.connect(url, autocommit=True) as admin:
        while admin.execute(BUILDS).fetchone() == (0,) and time.monotonic() < end:
            time.sleep(0.02)


def build(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE INDEX CONCURRENTLY i ON app.t (a)")


def test_who_a_concurrent_build_waits_for_is_shown(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "PAUSE", 0.02)
    push(BARE, database)
    steps: list[str] = []
    with ThreadPoolExecutor(1) as pool, writing(database) as writer:
        done = pool.submit(push, INDEXED, database, online=True, step=steps.append)
        end = time.monotonic() + 30
        process = writer.info.backend_pid
        wanted = f"CONCURRENTLY: waiting for writers before build, 0 of 1 transactions have ended, pid {process} now"
        while wanted not in steps and time.monotonic() < end:
            time.sleep(0.02)
        writer.rollback()
        done.result(60)

    assert wanted in steps


def test_how_far_a_build_has_come_is_told_in_percent() -> None:
    assert building.phrase("building index: scanning table", 0, 0, None, 400, 148, 0, 0).endswith(
        "scanning table, 37 %"
    )
    assert building.phrase("building index: loading tuples in tree", 0, 0, None, 400, 400, 8, 2).endswith("tree, 25 %")
    assert building.phrase("initializing", 0, 0, None, 0, 0, 0, 0) == "CONCURRENTLY: initializing"


def test_an_invalid_index_that_another_session_builds_is_not_dropped(database: str) -> None:
    push(BARE, database)
    with ThreadPoolExecutor(1) as pool:
        with writing(database):
            other = pool.submit(build, database)
            waits(database)
            planned = push(INDEXED, database, online=True, dry_run=True)
            with pytest.raises(ServerError, match=r"index app.i is being built by another session \(pid \d+\)"):
                push(INDEXED, database, online=True)
        other.result(60)
    after = push(INDEXED, database, online=True)

    assert any("index app.i is being built" in item.message for item in planned.obstacles)
    assert [text.split(" ON ")[0] for text in (s.text for s in after.statements)] == ['CREATE INDEX CONCURRENTLY "j"']


def test_an_invalid_index_that_nobody_builds_is_dropped_and_built(database: str) -> None:
    push(BARE, database)
    with ThreadPoolExecutor(1) as pool, writing(database), psycopg.connect(database, autocommit=True) as admin:
        other = pool.submit(build, database)
        waits(database)
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_progress_create_index")
        with pytest.raises(psycopg.OperationalError):
            other.result(60)
    done = push(INDEXED, database, online=True)

    assert done.statements[0].text.split('"')[0] == "DROP INDEX CONCURRENTLY "
    assert not push(INDEXED, database, online=True)


def test_ctrl_c_waits_for_the_end_of_a_build_and_says_where_it_stopped(newest_database: str) -> None:
    push(BARE, newest_database)

    def interrupt() -> None:
        waits(newest_database)
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.1)
        writer.rollback()

    with writing(newest_database) as writer:
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(Stopped) as stopped:
            push(INDEXED, newest_database, online=True)
        thread.join()

    assert str(stopped.value).startswith('stopped behind: CREATE INDEX CONCURRENTLY "i"')
    assert "; 1 of 2 transactions had been committed, a second run goes on" in str(stopped.value)
    assert len(push(INDEXED, newest_database, online=True).statements) == 1


def partitioned(*, attached: bool) -> list[object]:
    m = app.table("m", {"a": integer().not_null()}, lambda t: [index("mi").on(t.a)], partition_by=range_("a"))
    if attached:
        return [app, m, partition_of(m, "m1", for_values=from_to(1, 9))]
    return [app, m, app.table("m1", {"a": integer().not_null()}, lambda t: [index("m1_a_idx").on(t.a)])]


@pytest.mark.parametrize("attached", [True, False])
def test_a_half_detached_partition_is_finished_and_attached_again_where_it_belongs(
    database: str, *, attached: bool
) -> None:
    push(partitioned(attached=True), database)
    with psycopg.connect(database) as reader, psycopg.connect(database, autocommit=True) as admin:
        admin.execute("INSERT INTO app.m VALUES (3)")
        reader.execute("SELECT FROM app.m")
        with ThreadPoolExecutor(1) as pool:
            detaching = pool.submit(detach, database)
            end = time.monotonic() + 30
            while admin.execute("SELECT count(*) FROM pg_inherits WHERE inhdetachpending").fetchone() == (0,):
                assert time.monotonic() < end
                time.sleep(0.02)
            admin.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE app.m D%'"
            )
            with pytest.raises(psycopg.OperationalError):
                detaching.result(60)
        reader.rollback()
        done = push(partitioned(attached=attached), database, answers=Answers(all=True))
        texts = [statement.text for statement in done.statements]

        assert texts[0] == 'ALTER TABLE "app"."m" DETACH PARTITION "app"."m1" FINALIZE'
        assert any("ATTACH PARTITION" in text for text in texts) == attached
        assert admin.execute("SELECT count(*) FROM app.m").fetchone() == (int(attached),)
        assert admin.execute("SELECT count(*) FROM app.m1").fetchone() == (1,)
    assert not push(partitioned(attached=attached), database)


def detach(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ALTER TABLE app.m DETACH PARTITION app.m1 CONCURRENTLY")
