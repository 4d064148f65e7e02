"""What declarations refuse: one clear message with the place in the user's file."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.dsl.check import check
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.exclusion import exclude
from mizzle.dsl.extension import pg_extension
from mizzle.dsl.foreign_key import foreign_key
from mizzle.dsl.index import index, unique_index
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.primary_key import primary_key
from mizzle.dsl.sequence import pg_sequence
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table, pg_table_creator
from mizzle.dsl.types import integer, serial, text, timestamp, uuid
from mizzle.dsl.unique import unique
from mizzle.model.errors import DeclarationError

other = pg_table("other", {"id": integer().primary_key(), "name": text()})

EXTRAS: dict[str, Callable[[Table], Any]] = {
    "index i of public.people has no .on(...)": lambda _: index("i"),
    "an index on an expression needs a name": lambda t: index().on(sql("lower({})", t.email)),
    "an index key is a column or sql(...), not 'email'": lambda _: index("i").on("email"),
    "nulls_not_distinct() is for unique indexes": lambda t: index("i").on(t.email).nulls_not_distinct(),
    "the parameter fillfactor is a string, a number or a bool, not None": lambda t: (
        index("i").on(t.email).with_({"fillfactor": None})
    ),
    "parameters are a dict of name → value, not 70": lambda t: index("i").on(t.email).with_(70),  # type: ignore[arg-type]
    "stands in its table already": lambda t: index("i").on(t.email.not_null()),
    "collate() takes the name of a collation, not ''": lambda t: index("i").on(t.email.collate("")),
    "include() takes columns, not 'id'": lambda t: index("i").on(t.email).include("id"),
    "where() takes sql(...) or an expression, not str": lambda t: unique_index("i").on(t.email).where("id > 5"),  # type: ignore[arg-type]
    "using() takes the name of an access method, not 5": lambda t: index("i").using(5, t.email),  # type: ignore[arg-type]
    "op() takes the name of an operator class, not None": lambda t: index("i").on(t.email.op(None)),  # type: ignore[arg-type]
    "the name of an index must not be empty": lambda _: index(""),
    "the name of an index is 64 bytes long": lambda _: index("ü" * 32),
    "the name of a constraint must be a string, not int": lambda _: unique(5),  # type: ignore[arg-type]
    "table people has no column 'mail'": lambda t: index("i").on(t.mail),
    "unique().on() takes columns, not 'email'": lambda _: unique().on("email"),
    "unique constraint u has no columns": lambda _: unique("u"),
    "initially_deferred must be True or False, not 1": lambda t: unique().on(t.id).deferrable(initially_deferred=1),  # type: ignore[arg-type]
    "primary_key() takes columns, not 'id'": lambda _: primary_key(columns=["id"]),
    "primary_key() takes columns, not 'name'": lambda _: primary_key(columns="name"),
    "primary key p has no columns": lambda _: primary_key(columns=[], name="p"),
    "check() takes sql(...) or an expression, not str": lambda _: check("c", "id > 5"),  # type: ignore[arg-type]
    "a comment must be a string without NUL, not 5": lambda _: check("c", sql("true")).comment(5),  # type: ignore[arg-type]
    "a comment must be a string without NUL, not 'a\\x00'": lambda t: unique().on(t.id).comment("a\0"),
    "exclude x of public.people has no .on(...)": lambda _: exclude("x"),
    "exclude().on() takes pairs such as": lambda t: exclude("x").on(t.id),  # type: ignore[arg-type]
    "a foreign key needs columns": lambda _: foreign_key(columns=[], foreign_columns=[other.id]),
    "foreign_key() takes columns, not 'id'": lambda _: foreign_key(columns=["id"], foreign_columns=[other.id]),
    "a foreign key references a column, not 5": lambda t: foreign_key(columns=[t.id], foreign_columns=[5]),
    "a foreign key of 1 columns cannot reference 2": lambda t: foreign_key(
        columns=[t.id], foreign_columns=[other.id, other.name]
    ),
    "a foreign key cannot reference columns of two tables": lambda t: foreign_key(
        columns=[t.id, t.email], foreign_columns=[other.id, t.email]
    ),
    "on_delete must be one of no action, restrict, cascade, set null, set default, not 'drop'": lambda t: foreign_key(
        columns=[t.id], foreign_columns=[other.id]
    ).on_delete("drop"),
    "only set null and set default take columns, not cascade": lambda t: foreign_key(
        columns=[t.id], foreign_columns=[other.id]
    ).on_delete("cascade", t.id),
    "an extra of table people is an index, constraint, key, policy or grant, not <column id integer>": lambda t: t.id,
    "sql() has 1 places {} and 2 arguments": lambda t: check("c", sql("{} > 0", t.id, t.id)),
    "sql() has no place for the argument 'name'": lambda t: check("c", sql("{x} > 0", x=t.id, name=5)),
    "sql() has a single }": lambda t: check("c", sql("{} > '}'", t.id)),
}

OTHERS: dict[str, Callable[[], Any]] = {
    'nulls must be "distinct" or "not distinct", not \'equal\'': lambda: text().unique(nulls="equal"),
    "the name of a constraint must not be empty": lambda: text().unique(""),
    "default_now() is for dates and times, not uuid": lambda: uuid().default_now(),
    "default_random() is for uuid columns, not text": lambda: text().default_random(),
    "a function goes to default_factory()": lambda: timestamp().default(lambda: 5),
    "default_factory() takes a function; a value goes to default()": lambda: text().default_factory("x"),  # type: ignore[arg-type]
    "on_update() takes a function": lambda: text().on_update("x"),  # type: ignore[arg-type]
    "generated_always_as() takes sql()": lambda: text().generated_always_as("a || b"),  # type: ignore[arg-type]
    "stored must be True or False, not 'yes'": lambda: text().generated_always_as(sql("1"), stored="yes"),  # type: ignore[arg-type]
    "identity is for smallint, integer, bigint, not text": lambda: text().generated_always_as_identity(),
    "no sequence option 'start'; there are start_with": lambda: integer().generated_always_as_identity(start=5),
    "a sequence of integer cannot go from 1 to 2147483648": lambda: integer().generated_always_as_identity(
        max_value=2**31
    ),
    "the increment of a sequence must not be 0": lambda: pg_sequence("s", increment=0),
    "cache of a sequence must be an integer, not '5'": lambda: pg_sequence("s", cache="5"),  # type: ignore[arg-type]
    "the cache of a sequence must be 1 or more, not 0": lambda: pg_sequence("s", cache=0),
    "a sequence of bigint cannot go from 5 to 4 starting at 5": lambda: pg_sequence("s", min_value=5, max_value=4),
    "cycle must be True or False, not 1": lambda: pg_sequence("s", cycle=1),  # type: ignore[arg-type]
    "the type of a sequence is one of smallint, integer, bigint, not 'int'": lambda: pg_sequence("s", type="int"),
    "unlogged must be True or False, not 'no'": lambda: pg_sequence("s", unlogged="no"),  # type: ignore[arg-type]
    'array() takes "[]", "[][]", …, not \'[5]\'': lambda: text().array("[5]"),
    'array() takes "[]", "[][]", …, not \'\'': lambda: text().array(""),
    "the size of an array must be 1 or more, not 0": lambda: text().array(0),
    "a column that counts is no array": lambda: serial().array(),
    "match_full must be True or False": lambda: integer().references(other.id, match_full="no"),  # type: ignore[arg-type]
    "on_update must be one of": lambda: integer().references(other.id, on_update="CASCADE!"),
    "enum mood has a label twice: a, a": lambda: pg_enum("mood", ["a", "a"]),
    "cannot be a label of enum mood: a string up to 63 bytes": lambda: pg_enum("mood", ["ü" * 32]),
    "'abc' is no list of labels": lambda: pg_enum("mood", "abc"),
    "'c' is no label of enum mood to rename to": lambda: pg_enum("mood", ["a", "b"], renamed_values={"old": "c"}),
    "the name of an enum must not be empty": lambda: pg_enum("", ["a"]),
    "public is always there; leave the schema out instead": lambda: pg_schema("public"),
    "pg_mine is reserved by PostgreSQL": lambda: pg_schema("pg_mine"),
    "the name of a schema must be a string, not NoneType": lambda: pg_schema(None),  # type: ignore[arg-type]
    "the name of an extension must be a string": lambda: pg_extension(5),  # type: ignore[arg-type]
    "the name of a table is 64 bytes long and PostgreSQL keeps 63": lambda: pg_table("x" * 64, {"id": integer()}),
    "the name of a column holds a character that UTF-8 cannot store": lambda: pg_table("t", {"\ud800": integer()}),
    "the name of a table must not hold a NUL character": lambda: pg_table("a\0b", {"id": integer()}),
    "the columns of table t must be a dict of name → builder": lambda: pg_table("t", [integer("id")]),  # type: ignore[arg-type]
    "column 'id' of table t is no column builder: 5": lambda: pg_table("t", {"id": 5}),  # type: ignore[dict-item]
    "column 'id' of table t stands in another table already": lambda: pg_table("t", {"id": other.id}),
    "extras of table t are a list, a dict or a function of the table, not 5": lambda: declare(
        [pg_table("t", {"id": integer()}, 5)]  # type: ignore[arg-type]
    ),
    "the name of a schema must not be empty": lambda: pg_table("t", {"id": integer()}, schema=""),
    "can only be one of default, generated, identity and serial": lambda: declare(
        [pg_table("t", {"id": serial().default(5)})]
    ),
    "two objects are called table public.t": lambda: declare(
        [pg_table("t", {"id": integer()}), pg_table("t", {"id": integer()})]
    ),
    "two objects are called column public.t.user_id": lambda: declare(
        [pg_table("t", {"user_id": integer(), "userId": integer()})], casing="snake_case"
    ),
    "table public.t and index public.t would share the name t": lambda: declare(
        [pg_table("t", {"id": integer()}, lambda t: [index("t").on(t.id)])]
    ),
    "enum public.t would share the name t": lambda: declare([pg_table("t", {"id": integer()}), pg_enum("t", ["a"])]),
    "unique public.t.c and check public.t.c would share the name c": lambda: declare(
        [pg_table("t", {"id": integer()}, lambda t: [unique("c").on(t.id), check("c", sql("true"))])]
    ),
    "table t has two primary keys": lambda: declare(
        [pg_table("t", {"id": integer().primary_key(), "x": integer()}, lambda t: [primary_key(columns=[t.x])])]
    ),
    "a reference by name looks like \"schema.table.column\", not 'other.id'": lambda: declare(
        [pg_table("t", {"id": integer().references("other.id")})]
    ),
    "a raw reference looks like": lambda: declare([pg_table("t", {"id": integer().references(sql("other"))})]),
    "pg_table_creator() takes a function of the name": lambda: pg_table_creator("shop_"),  # type: ignore[arg-type]
    "must give sql()": lambda: declare([pg_table("t", {"id": text().generated_always_as(lambda: "x")})]),  # type: ignore[arg-type,return-value]
}


@pytest.mark.parametrize("message", EXTRAS)
def test_a_wrong_extra_is_refused_with_its_place(message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        declare([other, pg_table("people", {"id": integer(), "email": text()}, lambda t: [EXTRAS[message](t)])])

    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{__file__}:")


@pytest.mark.parametrize("message", OTHERS)
def test_a_wrong_option_is_refused_with_its_place(message: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        OTHERS[message]()

    assert message in str(caught.value)
    assert f"{__file__}:" in str(caught.value)
