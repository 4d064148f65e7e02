"""A changed declaration: each option of each modifier and extra, changed there and back, is detected and carried out."""

from collections.abc import Callable
from typing import Any

from mizzle.connection import Connection
from mizzle.dsl import types as t
from mizzle.dsl.check import check
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.exclusion import exclude
from mizzle.dsl.foreign_key import foreign_key
from mizzle.dsl.index import index, unique_index
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
        lambda: integer().generated_by_default_as_identity(start_with=7, name="another name"),
    ),
    "serial": (
        lambda: integer().not_null(),
        t.serial,
        lambda: integer().generated_by_default_as_identity(),
        t.bigserial,
    ),
    "unique column": (
        integer,
        lambda: integer().unique(),
        lambda: integer().unique(nulls="not distinct"),
        lambda: integer().unique("named"),
    ),
    "key column": (lambda: integer().not_null(), lambda: integer().primary_key()),
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
    "column of an enum": (text, mood, lambda: mood().default("sad"), lambda: mood().default("happy")),
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
    ),
    "index options": (
        lambda x: index("i").on(x.a),
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

OBJECTS: dict[str, tuple[Callable[[str], list[Any]], ...]] = {
    "enum": (
        lambda s: [pg_enum("e", ["a", "b"], schema=s)],
        lambda s: [pg_enum("e", ["a", "b", "c"], schema=s)],
        lambda s: [pg_enum("e", ["c", "a", "b"], schema=s)],
        lambda s: [pg_enum("e", ["c", "b"], schema=s)],
        lambda s: [pg_enum("e", ["c", "z"], renamed_values={"b": "z"}, schema=s)],
        lambda s: [pg_enum("e", ["c", "z"], comment="a", schema=s)],
        lambda s: [pg_enum("e", ["c", "z"], comment="b", schema=s)],
        lambda s: [pg_enum("f", ["c", "z"], renamed_from="e", schema=s)],
    ),
    "sequence": (
        lambda s: [pg_sequence("s", schema=s)],
        lambda s: [pg_sequence("s", type="integer", schema=s)],
        lambda s: [pg_sequence("s", type="smallint", increment=2, schema=s)],
        lambda s: [pg_sequence("s", start_with=5, schema=s)],
        lambda s: [pg_sequence("s", start_with=5, min_value=2, schema=s)],
        lambda s: [pg_sequence("s", start_with=5, max_value=20, schema=s)],
        lambda s: [pg_sequence("s", cache=5, schema=s)],
        lambda s: [pg_sequence("s", cycle=True, schema=s)],
        lambda s: [pg_sequence("s", increment=-1, schema=s)],
        lambda s: [pg_sequence("s", comment="a", schema=s)],
        lambda s: [pg_sequence("r", comment="a", renamed_from="s", schema=s)],
        lambda s: [pg_sequence("r", comment="b", schema=s)],
    ),
    "table": (
        lambda s: [pg_table("t", {"id": integer()}, schema=s)],
        lambda s: [pg_table("t", {"id": integer(), "more": text()}, schema=s)],
        lambda s: [pg_table("t", {"id": integer(), "much": text().renamed_from("more")}, schema=s)],
        lambda s: [pg_table("t", {"id": integer()}, comment="a", schema=s)],
        lambda s: [pg_table("t", {"id": integer()}, comment="b", schema=s)],
        lambda s: [pg_table("t", {"id": integer()}, unlogged=True, schema=s)],
        lambda s: [pg_table("t", {"id": integer()}, options={"fillfactor": 70}, schema=s)],
        lambda s: [pg_table("t", {"id": integer()}, options={"fillfactor": 80}, schema=s)],
        lambda s: [
            pg_table("t", {"id": integer(), "long": text()}, options={"toast.autovacuum_enabled": False}, schema=s)
        ],
        lambda s: [pg_table("u", {"id": integer()}, renamed_from="t", schema=s)],
    ),
}


def test_changes_of_every_option_are_carried_out(conn: Connection) -> None:
    """Every line stands in a namespace of its own and goes through its states to and fro, all lines at once."""
    rounds = max(map(len, (COLUMNS | EXTRAS | OBJECTS).values())) + 1
    converge(conn, wanted(0))
    for turn in range(1, rounds):
        before = parts(live(conn))
        made = converge(conn, wanted(turn))  # a second plan is empty, or it fails
        after = parts(live(conn))
        resting = {remark.split(" ")[1].split(".")[0].strip('"') for remark in made.remarks if "goes by" in remark}
        same = [line for line in LINES if before[line] == after[line] and line not in resting]
        assert same == [], f"round {turn} changed nothing of these"


LINES = [*COLUMNS, *EXTRAS, *OBJECTS]


def at(states: tuple[Any, ...], turn: int) -> Any:
    """The states to and fro: 0 1 2 1 0 1 2 …"""
    there_and_back = (*states, *states[-2:0:-1])
    return there_and_back[turn % len(there_and_back)]


def wanted(turn: int) -> Schema:
    """The schema of a round. Each table has a name of its own: those of one name are spelled one after the other."""
    declared: list[Any] = [mood, other]
    for line, made in COLUMNS.items():
        declared.append(pg_table(f"the {line}", {"id": integer(), "x": at(made, turn)()}, schema=line))
    for line, extras in EXTRAS.items():
        columns = {
            "id": integer().not_null(),
            "n": integer(),
            "a": varchar(length=20).not_null(),
            "b": text(),
            "during": t.tstzrange(),
            "area": t.box(),
        }
        extra = at(extras, turn)
        declared.append(pg_table(f"the {line}", columns, lambda x, extra=extra: [extra(x)], schema=line))  # type: ignore[misc]
    for line, objects in OBJECTS.items():
        declared += at(objects, turn)(line)
    return declare(declared, namespace="app")


def parts(schema: Schema) -> dict[str, Schema]:
    """The objects of each line: those in its namespace, and the namespace itself."""
    return {line: schema.where(lambda item, line=line: line in (item.ref.schema, item.ref.name)) for line in LINES}  # type: ignore[misc]
