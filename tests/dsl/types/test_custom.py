"""custom_type(): any type by its name."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.context import Context
from mizzle.dsl.types import custom_type
from mizzle.model.errors import DeclarationError
from mizzle.model.ref import Ref
from mizzle.model.type import Type

BUILTIN = [
    "int",
    "int2",
    "INT4",
    "int8",
    "integer",
    "float",
    "float(24)",
    "float(25)",
    "float4",
    "float8",
    "double precision",
    "Double  Precision",
    "bool",
    "decimal",
    "dec(5)",
    "numeric(10, 2)",
    "numeric ( 10 )",
    "varchar",
    "varchar(5)",
    "character varying (5)",
    "national character varying(5)",
    "char",
    "char(5)",
    "nchar(5)",
    "bpchar",
    "bpchar(5)",
    '"char"',
    "name",
    "timestamptz",
    "timestamptz(3)",
    "timestamp",
    "timestamp(3)",
    "timestamp(3) with time zone",
    "TIMESTAMP WITH TIME ZONE",
    "timestamp without time zone",
    "timetz(0)",
    "time",
    "time(2) without time zone",
    "interval",
    "interval(3)",
    "interval day to second(3)",
    "interval YEAR",
    "bit",
    "bit(5)",
    "bit varying",
    "varbit(5)",
    "pg_catalog.int4",
    "pg_catalog.char",
    "pg_catalog.varchar(5)",
    "pg_catalog.pg_lsn",
    "tid",
    "xid",
    "cid",
    "aclitem",
    "int2vector",
    "oidvector",
    "refcursor",
    "regrole",
    "tstzmultirange",
    "text[]",
    "text[3][]",
    "integer array",
    "int ARRAY[4]",
    "numeric(10, 2)[]",
    "timestamptz(3)[]",
]


@pytest.mark.parametrize("text", BUILTIN)
def test_a_type_of_postgres_gets_its_first_name(session: Connection, text: str) -> None:
    made = custom_type(text)()._spec.type.type(Context())

    with session.transaction(force_rollback=True):
        session.execute(f"CREATE TABLE public.sample (c {text})".encode())
        row = session.execute(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = 'public.sample'::regclass AND attnum = 1"
        ).fetchone()

    assert made.ref is None
    assert (str(made),) == row


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("app.mood", Type("", Ref("type", "app", "mood"))),
        ("App.Mood", Type("", Ref("type", "app", "mood"))),
        ('"My App" . "Mood.x"', Type("", Ref("type", "My App", "Mood.x"))),
        ('"a""b".c', Type("", Ref("type", 'a"b', "c"))),
        ("app.mood[]", Type("", Ref("type", "app", "mood"), True)),
        ("app.money(3, 'x')", Type("(3, 'x')", Ref("type", "app", "money"))),
        ("app.money(3)[]", Type("(3)", Ref("type", "app", "money"), True)),
        ("mood", Type("", Ref("type", "plugin", "mood"))),
        ('"Mood"', Type("", Ref("type", "plugin", "Mood"))),
        ("Größe", Type("", Ref("type", "plugin", "größe"))),
        ("ÄRGER", Type("", Ref("type", "plugin", "Ärger"))),
        ("public.vector(3)", Type("(3)", Ref("type", "public", "vector"))),
        ("vector(3)", Type("(3)", Ref("type", "ext", "vector"))),
        ("geometry(point, 4326)", Type("(Point,4326)", Ref("type", "public", "geometry"))),
        ("citext[]", Type("", Ref("type", "public", "citext"), True)),
    ],
)
def test_any_other_type_becomes_a_ref(text: str, want: Type) -> None:
    context = Context("plugin", extensions={"vector": "ext"})

    assert custom_type(text)()._spec.type.type(context) == want


@pytest.mark.parametrize(
    ("text", "value", "want"),
    [
        ("int4", 5, "5"),
        ("numeric(10, 2)", Decimal("-1.5"), "'-1.5'::numeric"),
        ("interval day to second(3)", timedelta(days=1), "'1 day'::interval day to second(3)"),
        ("jsonb", {"a": 1}, "'{\"a\": 1}'::jsonb"),
        ("text[]", ["a"], "'{a}'::text[]"),
        ("app.mood", "it's", "'it''s'::app.mood"),
        ("app.mood[]", ["a b", 5], "'{\"a b\",5}'::app.mood[]"),
        ("app.amount", 1.5, "'1.5'::app.amount"),
        ("app.flag", True, "'true'::app.flag"),
        ("public.vector(3)", [1, 2, 3], "'[1,2,3]'::public.vector"),
        ("aclitem", "a=r/b", "'a=r/b'::aclitem"),
    ],
)
def test_a_default_is_written_as_the_type_wants_it(text: str, value: Any, want: str) -> None:
    kind = custom_type(text)()._spec.type

    assert kind.literal(value, Context(), None).text(str, str) == want


def test_write_makes_the_text_of_a_value() -> None:
    money = custom_type("app.money", write=lambda cents: f"{cents / 100:.2f}")

    assert money().default(150)._spec.type.literal(150, Context(), None).text(str, str) == "'1.50'::app.money"


def test_what_write_refuses_is_refused_with_its_place() -> None:
    with pytest.raises(DeclarationError, match=r"does not fit money: a str is wanted, not int"):
        custom_type("app.money", write=lambda value: value)().default(5)
    with pytest.raises(DeclarationError, match="without write= takes strings and numbers, not list"):
        custom_type("app.money")().default([1])
