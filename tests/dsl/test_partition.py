"""Partitioned tables and inheritance as declared, pushed twice, and what is refused."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from mizzle.dsl.check import check
from mizzle.dsl.declare import declare
from mizzle.dsl.index import index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.partition import from_to, hash_, in_values, list_, partition_of, range_, remainder
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.types import bigint, date, integer, serial, text, varchar
from mizzle.model.errors import DeclarationError
from tests.declared import push, pushed, rows

BOUNDS = """
    SELECT c.relname, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid) FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1"""
PARENTS = """
    SELECT inhrelid::regclass::text, inhparent::regclass::text FROM pg_inherits
    JOIN pg_class c ON c.oid = inhrelid AND c.relkind = 'r' ORDER BY 1, inhseqno"""
COLUMNS = """
    SELECT attname, attnotnull, pg_get_expr(adbin, adrelid) FROM pg_attribute
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum"""


def events(**options: Any) -> Table:
    return pg_table("events", {"id": bigint().not_null(), "day": date().not_null(), "kind": text()}, **options)


def test_a_table_is_partitioned_by_range_list_and_hash_with_partitions_of_partitions(database: str) -> None:
    parent = events(partition_by=range_("day"))
    first = partition_of(parent, "e1", for_values=from_to("2026-01-01", "2026-02-01"), partition_by=list_("kind"))
    second = partition_of(parent, "e2", for_values=from_to(sql("MINVALUE"), "2026-01-01"), partition_by=hash_("id"))
    rest = partition_of(parent, "e0", for_values="default")
    known = partition_of(first, "e1_known", for_values=in_values("a", "it's", None))
    even = partition_of(second, "e2_even", for_values=remainder(0, modulus=2))

    pushed(database, parent, first, second, rest, known, even)

    assert rows(database, BOUNDS) == [
        ("e0", None, "DEFAULT"),
        ("e1", "LIST (kind)", "FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')"),
        ("e1_known", None, "FOR VALUES IN ('a', 'it''s', NULL)"),
        ("e2", "HASH (id)", "FOR VALUES FROM (MINVALUE) TO ('2026-01-01')"),
        ("e2_even", None, "FOR VALUES WITH (modulus 2, remainder 0)"),
        ("events", "RANGE (day)", None),
    ]


def test_a_partition_key_takes_expressions_collations_and_operator_classes(database: str) -> None:
    parent = events(partition_by=lambda t: range_(sql("lower({})", t.kind), t.kind.collate("C").op("text_pattern_ops")))
    bound = sql("FROM ('a', MINVALUE) TO ('b', 'x')")

    pushed(database, parent, partition_of(parent, "e1", for_values=bound))

    assert rows(database, BOUNDS)[1][1] == 'RANGE (lower(kind), kind COLLATE "C" text_pattern_ops)'


def test_keys_references_and_indexes_of_the_parent_come_to_the_partition_by_themselves(database: str) -> None:
    users = pg_table("users", {"id": bigint().primary_key()})
    parent = pg_table(
        "logs",
        {
            "no": serial().primary_key(),
            "user_id": bigint().references(users.id),
            "name": text().default("x"),
            "email": varchar(length=20).comment("theirs"),
        },
        lambda t: [index().on(t.user_id), check("short", sql("length({}) < 9", t.name))],
        partition_by=hash_("no"),
    )
    child = partition_of(
        parent,
        "logs_0",
        for_values=remainder(0, modulus=1),
        columns={"name": text().default("y").not_null()},
        extras=lambda t: [index("logs_0_email").on(t.email)],
    )

    pushed(database, users, parent, child)

    assert rows(database, COLUMNS, "logs_0") == [
        ("no", True, "nextval('logs_no_seq'::regclass)"),
        ("user_id", False, None),
        ("name", True, "'y'::text"),
        ("email", False, None),
    ]


def test_a_new_partition_and_a_new_column_of_the_parent_reach_a_live_table(database: str) -> None:
    parent = events(partition_by=range_("day"))
    pushed(database, parent, partition_of(parent, "e1", for_values=from_to("2026-01-01", "2026-02-01")))
    wider = pg_table(
        "events",
        {"id": bigint().not_null(), "day": date().not_null(), "kind": text(), "size": integer()},
        partition_by=range_("day"),
    )
    parts = [
        partition_of(wider, "e1", for_values=from_to("2026-01-01", "2026-02-01")),
        partition_of(wider, "e2", for_values=from_to("2026-02-01", "2026-03-01")),
    ]

    done = pushed(database, wider, *parts)

    assert len(done) == 2
    assert len(rows(database, COLUMNS, "e1")) == 4


def test_partitions_of_a_new_partition_have_a_generated_column_as_it_is(database: str) -> None:
    shown = sql("CASE WHEN id IS NULL THEN 0 ELSE 1 END")
    parent = pg_table(
        "events", {"id": integer(), "shown": integer().generated_always_as(shown)}, partition_by=range_("id")
    )
    pushed(database, parent)
    part = partition_of(parent, "e1", for_values="default", partition_by=list_("id"))

    done = pushed(database, parent, part, partition_of(part, "e2", for_values="default"))

    assert [text.partition(" PARTITION")[0] for text in done] == [
        'CREATE TABLE "public"."e1"',
        'CREATE TABLE "public"."e2"',
    ]


def test_a_table_that_becomes_partitioned_and_plain_again_stays_its_owner_s_and_keeps_rows_and_counter(
    database: str,
) -> None:
    columns = {"id": serial(), "day": date().default(sql("now()"))}
    plain, parent = pg_table("logs", columns), pg_table("logs", columns, partition_by=range_("day"))
    pushed(database, plain)
    assert rows(database, "INSERT INTO logs DEFAULT VALUES RETURNING id") == [(1,)]
    with psycopg.connect(database) as connection:
        connection.execute("ALTER TABLE logs OWNER TO pg_monitor")

    for wanted in ([parent, partition_of(parent, "all_logs", for_values="default")], [plain]):
        pushed(database, *wanted)

    assert rows(database, "INSERT INTO logs DEFAULT VALUES RETURNING id") == [(2,)]
    assert rows(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'logs'") == [("pg_monitor",)]
    assert rows(database, "SELECT count(*) FROM logs") == [(2,)]


def test_a_partition_stands_in_its_parent_s_schema(database: str) -> None:
    app = pg_schema("app")
    parent = app.table("events", {"id": integer()}, partition_by=list_("id"))

    pushed(database, app, parent, partition_of(parent, "ones", for_values=in_values(1)))

    assert push(database, app, parent, partition_of(parent, "ones", for_values=in_values(1, 2))) != []


def test_an_identity_of_a_partitioned_table_is_its_partitions_too(database: str) -> None:
    parent = pg_table("logs", {"id": bigint().generated_always_as_identity()}, partition_by=list_("id"))

    pushed(database, parent, partition_of(parent, "ones", for_values=in_values(1)))

    assert rows(database, "INSERT INTO logs DEFAULT VALUES RETURNING id, tableoid::regclass::text") == [(1, "ones")]


def test_a_table_inherits_the_columns_and_checks_of_its_parents(database: str) -> None:
    one = pg_table(
        "one", {"id": serial().primary_key(), "n": integer().default(1)}, lambda t: [check("c", sql("{} > 0", t.n))]
    )
    two = pg_table("two", {"n": integer().default(1).not_null(), "note": text()})
    child = pg_table("child", {"own": text()}, lambda t: [index("child_note").on(t.note)], inherits=[one, two])

    pushed(database, one, two, child)

    assert rows(database, PARENTS) == [("child", "one"), ("child", "two")]
    assert [row[0] for row in rows(database, COLUMNS, "child")] == ["id", "n", "note", "own"]


def test_checks_from_further_above_come_along_as_tables_join_and_move(database: str) -> None:
    top = pg_table("top", {"n": integer()}, lambda t: [check("c", sql("{} > 0", t.n))])
    one, two = (pg_table(name, {}, inherits=[top]) for name in ("one", "two"))

    pushed(database, top, one, two, pg_table("low", {}, inherits=[one]), pg_table("late", {"n": integer()}))
    pushed(
        database, top, one, two, pg_table("low", {}, inherits=[two]), pg_table("late", {"n": integer()}, inherits=[one])
    )

    assert rows(database, PARENTS) == [("late", "one"), ("low", "two"), ("one", "top"), ("two", "top")]


def test_a_column_that_is_the_table_s_own_too_may_have_another_default(database: str) -> None:
    parent = pg_table("parent", {"id": integer(), "n": integer().default(1)})

    pushed(database, parent, pg_table("child", {"n": integer().default(2)}, inherits=[parent]))

    assert rows(database, COLUMNS, "child") == [("id", False, None), ("n", False, "2")]


other = pg_table("other", {"id": integer()})
REFUSED: dict[str, Callable[[], Any]] = {
    "range_() takes the columns to partition by": range_,
    "partition_by takes range_(), list_() or hash_(), not 'day'": lambda: events(partition_by="day"),
    "partition_by of table events takes range_(), list_() or hash_(), not 'day'": lambda: events(
        partition_by=lambda _: "day"
    ),
    "table events has no column 'dya'": lambda: events(partition_by=range_("dya")),
    "an index key is a column or sql(...), not 5": lambda: range_(5),
    "partition_of() takes the parent table, not 'events'": lambda: partition_of("events", "e", for_values="default"),  # type: ignore[arg-type]
    "table events has no partition_by": lambda: partition_of(events(), "e", for_values="default"),
    'for_values takes from_to(), in_values(), remainder() or "default", not 5': lambda: partition_of(
        events(partition_by=range_("day")),
        "e",
        for_values=5,  # type: ignore[arg-type]
    ),
    "table events has no column 'size'; it has id, day, kind, and a partition has no others": lambda: partition_of(
        events(partition_by=range_("day")), "e", for_values="default", columns={"size": integer()}
    ),
    "is text and bigint in the table that it comes from": lambda: partition_of(
        events(partition_by=range_("day")), "e", for_values="default", columns={"id": text()}
    ),
    "from_to() takes two ends of as many values": lambda: from_to((1, 2), 3),
    "in_values() takes the values of the partition's rows": in_values,
    "the remainder must be less than the modulus": lambda: remainder(2, modulus=2),
    "remainder() takes integers, not '2'": lambda: remainder(0, modulus="2"),  # type: ignore[arg-type]
    "a partition inherits from its parent alone": lambda: partition_of(
        events(partition_by=range_("day")), "e", for_values="default", inherits=[events()]
    ),
    "inherits of table t takes tables, not 'events'": lambda: pg_table("t", {}, inherits=["events"]),  # type: ignore[list-item]
    "table t inherits twice from one table": lambda: pg_table("t", {}, inherits=[other, other]),
}


@pytest.mark.parametrize("message", REFUSED)
def test_what_cannot_be_is_refused_with_its_place(message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare([REFUSED[message]()])

    assert message in str(caught.value)
    assert "test_partition.py" in str(caught.value)


def test_what_a_server_is_told_of_a_partition_needs_a_server() -> None:
    events = pg_table("events", {"id": integer()}, partition_by=range_("id"))

    with pytest.raises(
        DeclarationError, match="foreign_options and column_options of far are for a partition with a server"
    ):
        partition_of(events, "far", for_values="default", foreign_options={"table_name": "x"})
