"""The table in which a database says what was done to it."""

from contextlib import closing

import psycopg
import pytest

from mizzle.connection import connect
from mizzle.errors import HistoryError
from mizzle.history import Home, create, digest, forget, kept_plan, mark, read, record
from mizzle.lock import locked

HOME = Home()


def test_what_was_done_is_read_back_in_order_and_by_source(database: str) -> None:
    with locked(database), closing(connect(database)) as connection:
        assert read(connection, HOME) == []
        create(connection, HOME)
        create(connection, HOME)
        first = record(connection, HOME, source="project", name="a", hash="1", segments=["done"], plan="SELECT 1")
        other = record(connection, HOME, source="shop", name="a", hash="2", segments=["done"], snapshot="{}")
        second = record(connection, HOME, source="project", name="b", hash="3", segments=["done"])

        assert read(connection, HOME) == [first, other, second]
        assert read(connection, HOME, "project") == [first, second]
        assert (second.previous, other.previous) == (first.link, "")
        assert first.done
        assert first.took is not None
        assert kept_plan(connection, HOME, first) == ("SELECT 1", None)
        assert kept_plan(connection, HOME, other) == ("", "{}")


def test_a_segment_at_a_time_is_done(newest_database: str) -> None:
    with closing(connect(newest_database)) as connection:
        create(connection, HOME)
        entry = record(connection, HOME, source="project", name="a", hash="1", segments=["pending", "pending"])
        entry = mark(connection, HOME, entry, 0, "done")
        entry = mark(connection, HOME, entry, 1, "running")

        assert read(connection, HOME)[0].segments == ("done", "running")
        assert not entry.done
        assert entry.took is None
        assert mark(connection, HOME, entry, 1, "done").took is not None

        forget(connection, HOME, entry)
        with pytest.raises(HistoryError, match="no longer in the history"):
            mark(connection, HOME, entry, 1, "done")


@pytest.mark.parametrize(
    "tampered",
    ["UPDATE mizzle.migrations SET hash = '9' WHERE name = 'a'", "DELETE FROM mizzle.migrations WHERE name = 'a'"],
)
def test_a_history_that_was_changed_by_hand_is_refused(newest_database: str, tampered: str) -> None:
    with closing(connect(newest_database)) as connection:
        create(connection, HOME)
        for name in "abc":
            record(connection, HOME, source="project", name=name, hash="1", segments=["done"])
        connection.execute(tampered.encode())

        with pytest.raises(HistoryError, match="changed by hand: b does not follow"):
            read(connection, HOME)


def test_a_table_of_another_tool_is_refused(newest_database: str) -> None:
    with closing(connect(newest_database)) as connection:
        connection.execute("CREATE SCHEMA mizzle")
        connection.execute("CREATE TABLE mizzle.migrations (id int)")

        create(connection, HOME)
        with pytest.raises(HistoryError, match="belongs to another tool"):
            read(connection, HOME)


def test_a_role_that_may_make_no_schema_uses_one_that_is_there(newest_database: str) -> None:
    with closing(connect(newest_database)) as connection:
        connection.execute("CREATE ROLE mizzle_weak")
        try:
            connection.execute("SET ROLE mizzle_weak")
            with pytest.raises(HistoryError, match="cannot be made: permission denied"):
                create(connection, HOME)
            connection.execute("RESET ROLE")
            connection.execute("CREATE SCHEMA mizzle AUTHORIZATION mizzle_weak")
            connection.execute("SET ROLE mizzle_weak")
            create(connection, HOME)
            record(connection, HOME, source="project", name="a", hash="1", segments=["done"])
            assert read(connection, HOME)[0].role == "mizzle_weak"
        finally:
            connection.execute("RESET ROLE")
            connection.execute("DROP OWNED BY mizzle_weak")
            connection.execute("DROP ROLE mizzle_weak")


def test_a_hash_does_not_depend_on_line_ends() -> None:
    assert digest(b"\xef\xbb\xbfSELECT 1;\r\nSELECT 2;\r\n\r\n") == digest(b"SELECT 1;\nSELECT 2;")
    assert digest(b"SELECT 1;") != digest(b"SELECT  1;")


def test_a_second_entry_of_one_name_is_refused_by_the_table(newest_database: str) -> None:
    with closing(connect(newest_database)) as connection:
        create(connection, HOME)
        record(connection, HOME, source="project", name="a", hash="1", segments=["done"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            record(connection, HOME, source="project", name="a", hash="1", segments=["done"])
