"""A changed declaration: each option of each modifier and extra, changed there and back, is detected and carried out."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl import types as t
from mizzle.dsl.check import check
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.exclusion import exclude
from mizzle.dsl.foreign_key import foreign_key
from mizzle.dsl.index import index, unique_index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.sequence import pg_sequence
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.unique import unique
from mizzle.model.schema import Schema
from tests.live import converge, live

Make = Callable[[], Any]
integer, text, varchar = t.integer, t.text, t.varchar

mood = pg_enum("mood", ["happy", "sad"])
other = pg_table(
    "other",
    {"id": integer().primary_key(), "second": integer().unique()},
    lambda x: [unique().on(x.id, x.second)],
)

COLUMNS: dict[str, tuple[Make, ...]] = {
    "not null": (integer, lambda: integer().not_null()),
    "default": (integer, lambda: integer().default(1), lambda: integer().default(2), lambda: integer().default(None)),
    "default of text": (lambda: text().default("a"), lambda: text().default("it's"), lambda: text().default("")),
    "default by sql": (
        lambda: t.timestamp().default_now(),
        lambda: t.timestamp().default(sql("now() + interval '1 day'")),
        lambda: t.timestamp().default(sql("now() + interval '2 days'")),
    ),
    "default of json": (
        lambda: t.jsonb().default({}),
        lambda: t.jsonb().default({"a": 1}),
        lambda: t.jsonb().default([]),
    ),
    "default of an array": (lambda: text().array().default([]), lambda: text().array().default(["a"])),
    "collation": (text, lambda: text().collate("C"), lambda: text().collate("POSIX")),
    "comment": (text, lambda: text().comment("a"), lambda: text().comment("b")),
    "generated": (
        lambda: integer().generated_always_as(sql("id + 1")),
        lambda: integer().generated_always_as(sql("id + 2")),
        integer,
    ),
    "identity": (
        lambda: integer().not_null(),
        lambda: integer().generated_always_as_identity(),
        lambda: integer().generated_by_default_as_identity(),
        lambda: integer().generated_by_default_as_identity(start_with=5),
        lambda: integer().generated_by_default_as_identity(start_with=5, increment=2),
        lambda: integer().generated_by_default_as_identity(start_with=5, min_value=2),
        lambda: integer().generated_by_default_as_identity(start_with=5, max_value=100),
        lambda: integer().generated_by_default_as_identity(start_with=5, cache=7),
        lambda: integer().generated_by_default_as_identity(start_with=5, cycle=True),
        lambda: integer().generated_by_default_as_identity(start_with=5, cycle=True, name="another name"),
    ),
    "serial": (
        lambda: integer().not_null(),
        t.serial,
        lambda: integer().generated_by_default_as_identity(),
        t.bigserial,
    ),
    "unique": (
        integer,
        lambda: integer().unique(),
        lambda: integer().unique(nulls="not distinct"),
        lambda: integer().unique("named"),
    ),
    "primary key": (lambda: integer().not_null(), lambda: integer().primary_key()),
    "references": (
        integer,
        lambda: integer().references(other.id),
        lambda: integer().references(other.second),
        lambda: integer().references(other.id, on_delete="cascade"),
        lambda: integer().references(other.id, on_delete="set null"),
        lambda: integer().references(other.id, on_update="restrict"),
        lambda: integer().references(other.id, match_full=True),
        lambda: integer().references(other.id, deferrable=True),
        lambda: integer().references(other.id, initially_deferred=True),
        lambda: integer().references(other.id, name="named"),
    ),
    "length": (lambda: varchar(length=5), lambda: varchar(length=9), varchar, text, lambda: t.char(length=3)),
    "precision": (
        lambda: t.numeric(precision=10, scale=2),
        lambda: t.numeric(precision=12, scale=2),
        lambda: t.numeric(precision=12, scale=4),
        t.numeric,
    ),
    "zone": (t.timestamp, lambda: t.timestamp(with_timezone=True), lambda: t.timestamp(precision=3)),
    "interval": (
        t.interval,
        lambda: t.interval(fields="day to second", precision=3),
        lambda: t.interval(fields="year"),
    ),
    "array": (text, lambda: text().array()),
    "enum": (text, mood, lambda: mood().default("sad"), lambda: mood().default("happy")),
}

EXTRAS: dict[str, tuple[Callable[[Table], Any], ...]] = {
    "index": (
        lambda x: index("i").on(x.a),
        lambda x: index("i").on(x.b),
        lambda x: index("i").on(x.a, x.b),
        lambda x: index("i").on(x.b, x.a),
        lambda x: index("i").on(x.a.desc()),
        lambda x: index("i").on(x.a.nulls_first()),
        lambda x: index("i").on(x.a.desc().nulls_last()),
        lambda x: index("i").on(x.a.collate("C")),
        lambda x: index("i").on(x.a.op("text_pattern_ops")),
        lambda x: index("i").on(sql("lower({})", x.a)),
        lambda x: index("i").on(sql("upper({})", x.a)),
        lambda x: index("i").on(sql("upper({})", x.a).desc()),
        lambda x: index("i").on(sql("upper({})", x.a).collate("C")),
        lambda x: index("i").on(x.a).where(sql("{} > 1", x.id)),
        lambda x: index("i").on(x.a).where(sql("{} > 2", x.id)),
        lambda x: index("i").on(x.a).include(x.b),
        lambda x: index("i").on(x.a).include(x.b, x.id),
        lambda x: index("i").on(x.a).with_({"fillfactor": 70}),
        lambda x: index("i").on(x.a).with_({"fillfactor": 80}),
        lambda x: index("i").on(x.a).comment("a"),
        lambda x: index("i").on(x.a).comment("b"),
        lambda x: index("i").using("hash", x.a),
        lambda x: index("i").using("brin", x.id),
        lambda x: index("i").using("brin", x.id.op("int4_bloom_ops")),
        lambda x: index("i").using("brin", x.id.op("int4_bloom_ops", n_distinct_per_range=50)),
        lambda x: index("i").using("brin", x.id.op("int4_bloom_ops", n_distinct_per_range=60)),
        lambda x: unique_index("i").on(x.a),
        lambda x: unique_index("i").on(x.a).nulls_not_distinct(),
        lambda x: unique("i").on(x.a),
        lambda x: check("i", sql("{} > 1", x.id)),
    ),
    "unique": (
        lambda x: unique("u").on(x.a),
        lambda x: unique("u").on(x.a, x.b),
        lambda x: unique("u").on(x.b, x.a),
        lambda x: unique("u").on(x.a).nulls_not_distinct(),
        lambda x: unique("u").on(x.a).include(x.b),
        lambda x: unique("u").on(x.a).with_({"fillfactor": 70}),
        lambda x: unique("u").on(x.a).deferrable(),
        lambda x: unique("u").on(x.a).deferrable(initially_deferred=True),
        lambda x: unique("u").on(x.a).comment("a"),
        lambda x: unique("v").on(x.a).comment("a"),
    ),
    "primary key": (
        lambda x: primary_key(columns=[x.id]),
        lambda x: primary_key(columns=[x.id, x.a]),
        lambda x: primary_key(columns=[x.a, x.id]),
        lambda x: primary_key(columns=[x.a], name="k"),
        lambda x: primary_key(columns=[x.a], name="k").include(x.b),
        lambda x: primary_key(columns=[x.a], name="k").with_({"fillfactor": 70}),
        lambda x: primary_key(columns=[x.a], name="k").deferrable(),
        lambda x: primary_key(columns=[x.a], name="k").deferrable(initially_deferred=True),
        lambda x: primary_key(columns=[x.a], name="k").comment("a"),
        lambda x: primary_key(columns=[x.a], name="l").comment("b"),
    ),
    "check": (
        lambda x: check("c", sql("{} > 1", x.id)),
        lambda x: check("c", sql("{} > 2", x.id)),
        lambda x: check("c", sql("{} >= 2", x.id)),
        lambda x: check("c", sql("{} in ('a', 'b')", x.a)),
        lambda x: check("c", sql("{} in ('a', 'c')", x.a)),
        lambda x: check("c", sql("{} > 1", x.id)).no_inherit(),
        lambda x: check("c", sql("{} > 1", x.id)).not_valid(),
        lambda x: check("c", sql("{} > 1", x.id)).comment("a"),
        lambda x: check("d", sql("{} > 1", x.id)).comment("b"),
    ),
    "foreign key": (
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f"),
        lambda x: foreign_key(columns=[x.id, x.n], foreign_columns=[other.id, other.second], name="f"),
        lambda x: foreign_key(columns=[x.id, x.n], foreign_columns=[other.id, other.second], name="f").on_delete(
            "set null"
        ),
        lambda x: foreign_key(columns=[x.id, x.n], foreign_columns=[other.id, other.second], name="f").on_delete(
            "set null", x.n
        ),
        lambda x: foreign_key(columns=[x.id, x.n], foreign_columns=[other.id, other.second], name="f").on_delete(
            "set default", x.n
        ),
        lambda x: foreign_key(columns=[x.n, x.id], foreign_columns=[other.id, other.second], name="f"),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").on_update("cascade"),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").match_full(),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").deferrable(),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").deferrable(initially_deferred=True),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").not_valid(),
        lambda x: foreign_key(columns=[x.id], foreign_columns=[other.id], name="f").comment("a"),
    ),
    "exclusion": (
        lambda x: exclude("e").on((x.during, "&&")),
        lambda x: exclude("e").on((x.during, "=")),
        lambda x: exclude("e").on((x.during, "&&"), (x.area, "&&")),
        lambda x: exclude("e").on((x.during, "&&")).where(sql("{} > 1", x.id)),
        lambda x: exclude("e").on((x.during, "&&")).where(sql("{} > 2", x.id)),
        lambda x: exclude("e").on((x.during, "&&")).include(x.id),
        lambda x: exclude("e").on((x.during, "&&")).with_({"fillfactor": 70}),
        lambda x: exclude("e").on((x.during, "&&")).deferrable(),
        lambda x: exclude("e").on((x.during, "&&")).deferrable(initially_deferred=True),
        lambda x: exclude("e").on((x.during, "&&")).comment("a"),
        lambda x: exclude("e").using("spgist").on((x.during, "&&")),
        lambda x: exclude("d").using("btree").on((x.a.desc(), "=")),
    ),
}

OBJECTS: dict[str, tuple[Callable[[], list[Any]], ...]] = {
    "enum": (
        lambda: [pg_enum("e", ["a", "b"])],
        lambda: [pg_enum("e", ["a", "b", "c"])],
        lambda: [pg_enum("e", ["c", "a", "b"])],
        lambda: [pg_enum("e", ["c", "b"])],
        lambda: [pg_enum("e", ["c", "z"], renamed_values={"b": "z"})],
        lambda: [pg_enum("e", ["c", "z"], comment="a")],
        lambda: [pg_enum("e", ["c", "z"], comment="b")],
        lambda: [pg_enum("f", ["c", "z"], renamed_from="e")],
    ),
    "sequence": (
        lambda: [pg_sequence("s")],
        lambda: [pg_sequence("s", type="integer")],
        lambda: [pg_sequence("s", type="smallint", increment=2)],
        lambda: [pg_sequence("s", start_with=5)],
        lambda: [pg_sequence("s", start_with=5, min_value=2)],
        lambda: [pg_sequence("s", start_with=5, max_value=20)],
        lambda: [pg_sequence("s", cache=5)],
        lambda: [pg_sequence("s", cycle=True)],
        lambda: [pg_sequence("s", increment=-1)],
        lambda: [pg_sequence("s", comment="a")],
        lambda: [pg_sequence("r", comment="a", renamed_from="s")],
        lambda: [pg_sequence("r", comment="b")],
    ),
    "namespace": (
        lambda: [pg_schema("n")],
        lambda: [pg_schema("n", comment="a")],
        lambda: [pg_schema("n", comment="b")],
        lambda: [pg_schema("m", renamed_from="n")],
    ),
    "table": (
        lambda: [pg_table("t", {"id": integer()})],
        lambda: [pg_table("t", {"id": integer(), "more": text()})],
        lambda: [pg_table("t", {"id": integer(), "much": text().renamed_from("more")})],
        lambda: [pg_table("t", {"id": integer()}, comment="a")],
        lambda: [pg_table("t", {"id": integer()}, comment="b")],
        lambda: [pg_table("t", {"id": integer()}, unlogged=True)],
        lambda: [pg_table("t", {"id": integer()}, options={"fillfactor": 70})],
        lambda: [pg_table("t", {"id": integer()}, options={"fillfactor": 80})],
        lambda: [pg_table("t", {"id": integer()}, options={"toast.autovacuum_enabled": False})],
        lambda: [pg_table("u", {"id": integer()}, renamed_from="t")],
    ),
}


def there_and_back(connection: Connection, states: list[Schema]) -> None:
    """Every state in turn, then in the other direction: each step changes something and leads where it should."""
    connection.execute("SET search_path = ''", prepare=False)
    converge(connection, states[0])
    for place, state in enumerate((*states[1:], *states[-2::-1])):
        before = live(connection)
        made = converge(connection, state)  # a second plan is empty, or it fails
        if any("goes by the name" in remark for remark in made.remarks):
            continue  # a name that nobody gives any more is as good as another
        assert made.plan.statements, f"step {place + 1} was not detected"
        assert live(connection) != before, f"step {place + 1} changed nothing"


@pytest.mark.parametrize("what", COLUMNS)
def test_a_changed_column_is_carried_out(conn: Connection, what: str) -> None:
    states = [
        declare([mood, other, pg_table("t", {"id": integer(), "x": make()})], namespace="app") for make in COLUMNS[what]
    ]

    there_and_back(conn, states)


@pytest.mark.parametrize("what", EXTRAS)
def test_a_changed_extra_is_carried_out(conn: Connection, what: str) -> None:
    def table(make: Callable[[Table], Any]) -> Table:
        columns = {
            "id": integer().not_null(),
            "n": integer(),
            "a": varchar(length=20).not_null(),
            "b": text(),
            "during": t.tstzrange(),
            "area": t.box(),
        }
        return pg_table("t", columns, lambda x: [make(x)])

    there_and_back(conn, [declare([other, table(make)], namespace="app") for make in EXTRAS[what]])


@pytest.mark.parametrize("what", OBJECTS)
def test_a_changed_object_is_carried_out(conn: Connection, what: str) -> None:
    there_and_back(conn, [declare([other, *make()], namespace="app") for make in OBJECTS[what]])
