"""The essence of declarations is another whenever their model is, and the same in every process."""

import os
import subprocess
import sys
from typing import Any

import pytest

import mizzle as m
from mizzle.compiler.names import text
from mizzle.dsl.declare import context, declarations, declare
from mizzle.dsl.essence import Essence, essence
from mizzle.dsl.pull import source
from mizzle.model.expr import Expr
from mizzle.model.object import rewritten
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.whole import schema
from tests.dsl.test_complete import DECLARED
from tests.repository import ROOT

OTHER = m.pg_table("other", {"id": m.uuid().primary_key()})
MOOD = m.pg_enum("mood", ["good", "bad"])


def told(*declared: Any, namespace: str = "app") -> Essence:
    found = declarations(declared)
    return essence(found, context(found, namespace))


def as_printed(state: Schema) -> Schema:
    """Partition keys and bounds are written as source from a server's text."""
    printed = [rewritten(item, lambda expr: Expr.of(text(expr))) for item in state.of(Table)]
    return state.with_(printed)


@pytest.mark.parametrize("seed", range(25))
def test_drawn_schemas_whose_models_differ_have_another_essence(seed: int) -> None:
    choose = Chooser.seeded(seed)
    before = schema(choose, 18)
    states = []
    for state in (before, edited(choose, before, 18)):
        names: dict[str, Any] = {}
        exec(compile(source(as_printed(state), dir(m)).text, "drawn.py", "exec"), names)
        states.append(declarations(names))

    essences = [told(*state) for state in states]
    assert (essences[0] == essences[1]) <= (declare(states[0]) == declare(states[1]))
    assert essences[0] == told(*states[0])


def table(column: Any = None, extras: Any = None, **facts: Any) -> Any:
    column = m.text() if column is None else column
    return m.pg_table("t", {"id": m.uuid(), "n": m.integer(), "c": column}, extras, **facts)


TABLES = {
    "plain": table(),
    "another name": m.pg_table("u", {"id": m.uuid(), "n": m.integer(), "c": m.text()}),
    "in a schema": table(schema="elsewhere"),
    "commented": table(comment="x"),
    "commented otherwise": table(comment="y"),
    "unlogged": table(unlogged=True),
    "row security": table(row_security=True),
    "forced row security": table(force_row_security=True),
    "parameters": table(options={"fillfactor": 70}),
    "renamed": table(renamed_from="old"),
    "replica": table(replica_identity="full"),
    "tablespace": table(tablespace="fast"),
    "partitioned": table(partition_by=m.range_("n")),
    "partitioned by another": table(partition_by=lambda t: m.range_(t.id)),
    "another column": m.pg_table("t", {"id": m.uuid(), "n": m.integer(), "c": m.text(), "d": m.text()}),
    "another type": table(m.varchar()),
    "another length": table(m.varchar(length=9)),
    "an array": table(m.text().array()),
    "named": table(m.text("d")),
    "an enum": table(MOOD()),
    "not null": table(m.text().not_null()),
    "key": table(m.text().primary_key()),
    "unique": table(m.text().unique()),
    "unique by name": table(m.text().unique("u")),
    "unique, nulls alike": table(m.text().unique(nulls="not distinct")),
    "default": table(m.text().default("a")),
    "another default": table(m.text().default("b")),
    "default false": table(m.boolean().default(False)),
    "default true": table(m.boolean().default(True)),
    "default of a list": table(m.integer().array().default([1])),
    "default sql": table(m.text().default(m.sql("'a'"))),
    "default with a value": table(m.text().default(m.sql("lower({})", "a"))),
    "default with another value": table(m.text().default(m.sql("lower({})", "b"))),
    "generated": table(m.text().generated_always_as(m.sql("'a'"))),
    "generated late": table(m.text().generated_always_as(lambda: m.sql("'b'"))),
    "virtual": table(m.text().generated_always_as(m.sql("'a'"), stored=False)),
    "identity": table(m.integer().generated_always_as_identity()),
    "identity by default": table(m.integer().generated_by_default_as_identity()),
    "identity from 5": table(m.integer().generated_always_as_identity(start_with=5)),
    "serial": table(m.serial()),
    "collated": table(m.text().collate("C")),
    "column comment": table(m.text().comment("x")),
    "column renamed": table(m.text().renamed_from("b")),
    "storage": table(m.text().storage("external")),
    "compression": table(m.text().compression("pglz")),
    "statistics": table(m.text().statistics(5)),
    "column parameters": table(m.text().with_({"n_distinct": 5})),
    "reference": table(m.uuid().references(lambda: OTHER.id)),
    "reference, cascading": table(m.uuid().references(lambda: OTHER.id, on_delete="cascade")),
    "reference, updating": table(m.uuid().references(lambda: OTHER.id, on_update="cascade")),
    "reference, deferrable": table(m.uuid().references(lambda: OTHER.id, deferrable=True)),
    "reference by name": table(m.uuid().references("x.other.id")),
    "reference by sql": table(m.uuid().references(m.sql('"y"."other"("id")'))),
    "index": table(extras=lambda t: [m.index().on(t.n)]),
    "index of two": table(extras=lambda t: [m.index().on(t.n, t.id)]),
    "index, descending": table(extras=lambda t: [m.index().on(t.n.desc())]),
    "index, unique": table(extras=lambda t: [m.unique_index().on(t.n)]),
    "index, partial": table(extras=lambda t: [m.index().on(t.n).where(m.sql("{} > 0", t.n))]),
    "index, partial otherwise": table(extras=lambda t: [m.index().on(t.n).where(m.sql("{} > 1", t.n))]),
    "index on an expression": table(extras=lambda t: [m.index("i").on(m.sql("lower({})", t.c))]),
    "index in a dict": table(extras={"i": m.index("i").on(m.sql("c"))}),
    "check": table(extras=lambda t: [m.check("k", m.sql("{} > 0", t.n))]),
    "check of another column": table(extras=lambda t: [m.check("k", m.sql("{} > 0", t.id))]),
    "check with a value": table(extras=lambda t: [m.check("k", m.sql("{} > {}", t.n, 1))]),
    "primary key of two": table(extras=lambda t: [m.primary_key(columns=[t.id, t.n])]),
    "unique of two": table(extras=lambda t: [m.unique().on(t.id, t.n)]),
    "foreign key": table(extras=lambda t: [m.foreign_key(columns=[t.id], foreign_columns=lambda: [OTHER.id])]),
    "exclusion": table(extras=lambda t: [m.exclude("e").on((t.n, "="))]),
    "policy": table(extras=lambda _: [m.pg_policy("p", using=m.sql("true"))]),
    "policy for a role": table(extras=lambda _: [m.pg_policy("p", to="app", using=m.sql("true"))]),
    "grant": table(extras=lambda _: [m.grant("select", to="app")]),
    "trigger": table(extras=lambda _: [m.pg_trigger("g", "after", "insert", "app.f")]),
}


def test_every_fact_of_a_table_makes_another_essence() -> None:
    essences: dict[str, str] = {}
    for name, one in TABLES.items():
        assert essences.setdefault(told(one, OTHER).digest, name) == name


def test_the_namespaces_of_the_plugin_and_of_what_it_refers_to_count() -> None:
    one = TABLES["reference"]
    homes = [essence([one], context([one], "app", homes={id(OTHER): home})) for home in ("a", "b")]

    assert homes[0].digest != homes[1].digest
    assert [each.mentions for each in homes] == [{"a"}, {"b"}]
    assert told(one).digest != told(one, namespace="other").digest


def test_what_is_no_fact_of_the_model_makes_no_difference() -> None:
    column = m.text().type(dict).default_factory(str).on_update(str)

    assert told(table(column)) == told(table())


def test_a_value_is_told_as_the_database_gets_it() -> None:
    def typed(suffix: str) -> Any:
        kind = m.custom_type("text", write=lambda value: value + suffix)
        return table(kind().default("a"))

    assert declare([typed("x")]) != declare([typed("y")])
    assert told(typed("x")) != told(typed("y"))


@pytest.mark.parametrize(
    ("name", "outside"),
    [
        ("plain", False),
        ("check", False),
        ("trigger", False),
        ("policy", True),
        ("policy for a role", True),
        ("grant", True),
    ],
)
def test_what_is_about_roles_is_told(name: str, outside: bool) -> None:  # noqa: FBT001
    assert bool({"outside", "privileges"} & told(TABLES[name]).kinds) is outside


def test_every_kind_has_an_essence_that_is_the_same_in_every_process() -> None:
    code = "from tests.dsl.test_essence import *; print(told(*DECLARED).digest)"
    env = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    other = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True)

    assert other.stdout.strip() == told(*DECLARED).digest
    assert {"outside", "view", "sequence", "heir", "enum"} <= told(*DECLARED).kinds
