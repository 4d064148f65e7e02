"""Triggers, rules and event triggers: declared, pushed, read back and pushed again."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.dsl.event_trigger import pg_event_trigger
from mizzle.dsl.function import pg_function
from mizzle.dsl.partition import in_values, list_, partition_of
from mizzle.dsl.pull import source
from mizzle.dsl.rule import pg_rule
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.trigger import pg_trigger
from mizzle.dsl.types import integer, text
from mizzle.model.errors import DeclarationError
from tests.live import converge, live

TOUCH = pg_function("touch", returns="trigger", language="plpgsql", body="BEGIN RETURN new; END")


def users(*extras: Any) -> Table:
    return pg_table("users", {"id": integer(), "email": text()}, list(extras))


def test_triggers_of_a_table_arrive_after_it_and_stay(conn: Connection) -> None:
    other = pg_table("other", {"id": integer()})
    table = pg_table(
        "users",
        {"id": integer(), "email": text()},
        lambda table: [
            pg_trigger("a", "before", ["update", "insert"], TOUCH, columns=[table.email], arguments=["x", "it's"]),
            pg_trigger("b", "after", "update", "touch", for_each="statement", old_table="o", new_table="New").comment(
                "b"
            ),
            pg_trigger("c", "before", "update", TOUCH, when=sql("OLD.* IS DISTINCT FROM NEW.*")),
            pg_trigger("d", "after", "insert", TOUCH, constraint=True, initially_deferred=True, references=other),
            pg_trigger("e", "after", "truncate", TOUCH, for_each="statement").disabled(),
            pg_trigger("f", "before", "update", "pg_catalog.suppress_redundant_updates_trigger").enabled("always"),
        ],
    )

    made = converge(conn, declare([table, other, TOUCH], namespace="app"))

    words = [statement.text.split()[1] for statement in made.plan.statements]
    assert words.index("FUNCTION") < words.index("TRIGGER")
    assert words.index("TABLE") < words.index("TRIGGER")


def test_a_condition_that_is_only_written_otherwise_is_no_difference(conn: Connection) -> None:
    converge(
        conn, declare([TOUCH, users(pg_trigger("a", "before", "update", TOUCH, when=sql("NEW.id>1")))], namespace="app")
    )

    wanted = declare(
        [TOUCH, users(pg_trigger("a", "before", "update", TOUCH, when=sql("(new.id > (1))")))], namespace="app"
    )

    assert converge(conn, wanted).plan.statements == ()


def test_a_changed_trigger_is_replaced_and_a_renamed_one_renamed(conn: Connection) -> None:
    converge(conn, declare([TOUCH, users(pg_trigger("a", "before", "update", TOUCH).disabled())], namespace="app"))

    trigger = pg_trigger("b", "before", "insert", TOUCH).disabled().renamed_from("a")
    made = converge(conn, declare([TOUCH, users(trigger)], namespace="app"))

    assert [statement.text.split("\n")[0] for statement in made.plan.statements] == [
        'ALTER TRIGGER "a" ON "app"."users" RENAME TO "b"',
        'CREATE OR REPLACE TRIGGER "b"',
        'ALTER TABLE "app"."users" DISABLE TRIGGER "b"',
    ]


def test_a_trigger_and_a_rule_stand_alone_on_a_table(conn: Connection) -> None:
    table = users()
    trigger = pg_trigger("a", "after", "delete", TOUCH).on(table)
    rule = pg_rule("keep", "delete", instead=True, where=sql("old.id > 0")).on(table)
    also = pg_rule("told", "insert", sql("NOTIFY changed")).on(table).disabled().comment("tells")

    converge(conn, declare([also, rule, trigger, table, TOUCH], namespace="app"))


def test_a_rule_comes_after_the_tables_that_its_statements_name(
    conn: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    told, also = pg_table("z_told", {"id": integer()}), pg_table("z_also", {"id": integer()})
    one = pg_rule("one", "insert", sql("INSERT INTO z_told VALUES (new.id)"), where=sql("new.id > 0"))
    two = sql("(INSERT INTO z_told VALUES (old.id); DELETE FROM app.z_also WHERE id = old.id)")

    converge(conn, declare([users(one, pg_rule("two", "delete", two)), told, also], namespace="app"))

    assert caplog.text == ""


def test_an_event_trigger_is_declared_without_a_namespace(conn: Connection) -> None:
    watch = pg_function("watch", returns="event_trigger", language="plpgsql", body="BEGIN END")
    converge(
        conn,
        declare(
            [
                watch,
                pg_event_trigger("all", "ddl_command_end", watch, comment="all"),
                pg_event_trigger("some", "sql_drop", "app.watch", tags=["drop view", "DROP TABLE"], enabled="disabled"),
            ],
            namespace="app",
        ),
    )

    rows = conn.execute("SELECT evtname, evttags, evtenabled FROM pg_event_trigger ORDER BY 1").fetchall()
    assert rows == [("all", None, "O"), ("some", ["DROP VIEW", "DROP TABLE"], "D")]


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: pg_trigger("a", "during", "update", TOUCH), "'during' is none of"),  # type: ignore[arg-type]
    (lambda: pg_trigger("a", "before", [], TOUCH), "it has no event"),
    (lambda: pg_trigger("a", "before", "select", TOUCH), "its events are some of insert, delete, update, truncate"),
    (lambda: pg_trigger("a", "before", "truncate", TOUCH), 'truncate fires for_each="statement" only'),
    (lambda: pg_trigger("a", "before", "insert", TOUCH, columns=[1]), "columns are for the event update"),
    (lambda: pg_trigger("a", "before", "insert", TOUCH, new_table="n"), 'transition tables are for "after" only'),
    (lambda: pg_trigger("a", "after", "insert", TOUCH, deferrable=True), "are for constraint=True"),
    (lambda: pg_trigger("a", "before", "insert", TOUCH, constraint=True), "a constraint trigger is"),
    (lambda: pg_trigger("a", "before", "insert", TOUCH, for_each="table"), "for_each is"),  # type: ignore[arg-type]
    (lambda: pg_trigger("a", "instead of", "insert", TOUCH, for_each="statement"), '"instead of" fires'),
    (lambda: pg_trigger("a", "before", "insert", TOUCH).when("x"), "when() takes sql(...), not str"),  # type: ignore[arg-type]
    (lambda: pg_trigger("a", "before", "insert", TOUCH).enabled("no"), "the state of a is one of origin, disabled"),
    (lambda: pg_trigger("a", "before", "insert", TOUCH).on("t"), "a hangs on a table or view, not on 't'"),
    (lambda: pg_rule("a", "select"), "the event of rule a is insert, update or delete"),  # type: ignore[arg-type]
    (lambda: pg_rule("a", "delete", "NOTHING"), "rule a takes sql(...), not str"),  # type: ignore[arg-type]
    (lambda: pg_event_trigger("a", "ddl", TOUCH), "the event of a is one of ddl_command_start"),
    (lambda: pg_event_trigger("a", "sql_drop", TOUCH, enabled="no"), "the state of a is one of origin"),
    (lambda: pg_event_trigger("a", "sql_drop", TOUCH, tags="DROP TABLE"), "the tags of a are a list"),
]


@pytest.mark.parametrize(("declaration", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_a_wrong_option_is_refused_with_its_place(declaration: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        declaration()

    assert message in str(refused.value)
    assert "test_trigger.py:" in str(refused.value)


def test_a_trigger_is_switched_otherwise_in_a_partition(conn: Connection) -> None:
    fires = pg_trigger("fires", "after", "insert", TOUCH)
    parent = pg_table(
        "p",
        {"id": integer()},
        [fires.enabled("disabled", on="p1").enabled("always", on='app."P 2"')],
        partition_by=list_("id"),
    )
    parts = [partition_of(parent, "p1", for_values=in_values(1)), partition_of(parent, "P 2", for_values=in_values(2))]

    made = converge(conn, declare([TOUCH, parent, *parts], namespace="app"))

    assert [statement.text for statement in made.plan.statements[-2:]] == [
        'ALTER TABLE "app"."P 2" ENABLE ALWAYS TRIGGER "fires"',
        'ALTER TABLE "app"."p1" DISABLE TRIGGER "fires"',
    ]
    assert """.enabled("disabled", on="app.p1")""" in source(live(conn)).text
    with pytest.raises(DeclarationError, match="fires is switched on a partition or its name, not on 7"):
        fires.enabled("disabled", on=7)
