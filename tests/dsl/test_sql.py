"""sql(): places, values, errors with the line of the call."""

import re
import sys
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from mizzle import check, declare, integer, pg_enum, pg_schema, pg_sequence, pg_table, sql, text
from mizzle.dsl.context import Context
from mizzle.dsl.sql import SQL
from mizzle.model.check import Check
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr, Regclass
from mizzle.model.ref import Ref

app = pg_schema("app")
users = app.table("users", {"id": integer(), "firstName": text(), "age of": integer()})
ID = Ref("column", "app", "users", "id")


def pieces(fragment: SQL, **context: Any) -> tuple[Any, ...]:
    return fragment.expr(Context(**context)).pieces


@pytest.mark.parametrize("words", ["'{}'::jsonb", "{", "}}", "100 % 7", "'{a}' || '{{'", "a = '{\"x\": {}}'"])
def test_without_arguments_the_text_is_verbatim(words: str) -> None:
    assert pieces(sql(words)) == (words,)


def test_columns_become_identifiers_and_stay_refs() -> None:
    assert pieces(sql("{} > {}", users.id, users["age of"])) == (
        ID,
        " > ",
        Ref("column", "app", "users", "age of"),
    )


def test_named_places_take_named_arguments_as_often_as_they_stand() -> None:
    assert pieces(sql("{a} < {b} OR {a} IS NULL", a=users.id, b=5)) == (ID, " < 5 OR ", ID, " IS NULL")


def test_numbered_and_named_places_mix() -> None:
    assert pieces(sql("{} {x} {}", 1, 2, x=3)) == ("1 3 2",)


def test_doubled_braces_are_braces_once_there_are_arguments() -> None:
    assert pieces(sql("'{{}}'::jsonb || {}", users.id)) == ("'{}'::jsonb || ", ID)


@pytest.mark.parametrize(
    ("value", "want"),
    [
        ("it's", "'it''s'"),
        ("{} {{", "'{} {{'"),
        (5, "5"),
        (True, "true"),
        (None, "NULL"),
        (Decimal("1.50"), "1.50"),
        (("a", "b"), "('a', 'b')"),
    ],
)
def test_everything_else_becomes_a_value(value: Any, want: str) -> None:
    assert pieces(sql("x = {}", value)) == (f"x = {want}",)


def test_a_value_tells_its_type() -> None:
    assert pieces(sql("{}", date(2026, 1, 2))) == ("'2026-01-02'::date",)


def test_a_fragment_in_a_fragment_is_put_in_as_it_is() -> None:
    inner = sql("lower({})", users.firstName)

    assert pieces(sql("{} = {}", inner, "x")) == ("lower(", Ref("column", "app", "users", "firstName"), ") = 'x'")


def test_a_braced_value_in_an_inner_fragment_is_no_place() -> None:
    assert pieces(sql("{} AND {}", sql("a = '{}'"), 1)) == ("a = '{}' AND 1",)


def test_tables_types_and_sequences_have_names_too() -> None:
    mood, ids = pg_enum("mood", ["good"]), pg_sequence("ids")

    assert pieces(sql("{}", users)) == (Ref("table", "app", "users"),)
    assert pieces(sql("'good'::{}", mood), namespace="app") == ("'good'::", Ref("type", "app", "mood"))
    assert pieces(sql("nextval({})", ids)) == ("nextval(", Regclass(Ref("sequence", "public", "ids")), ")")


def test_an_omitted_name_is_cased_when_the_schema_is_made() -> None:
    assert pieces(sql("{}", users.firstName), casing="snake_case") == (Ref("column", "app", "users", "first_name"),)


@pytest.mark.parametrize(
    ("words", "args", "kwargs", "message"),
    [
        ("{} {}", (1,), {}, "2 places {} and 1 arguments"),
        ("{}", (1, 2), {}, "1 places {} and 2 arguments"),
        ("x", (1,), {}, "0 places {} and 1 arguments"),
        ("{a}", (1,), {}, "no argument 'a'"),
        ("{a}", (), {"a": 1, "b": 2}, "no place for the argument 'b'"),
        ("{", (1,), {}, "single {"),
        ("{} }", (1,), {}, "single }"),
        ("{a b}", (), {"a": 1}, "single {"),
        ("{a.b}", (), {"a": 1}, "single {"),
        ("{!r}", (1,), {}, "single {"),
    ],
)
def test_places_that_do_not_match_are_refused_where_they_stand(
    words: str, args: tuple[Any, ...], kwargs: dict[str, Any], message: str
) -> None:
    with pytest.raises(DeclarationError) as refused:
        sql(words, *args, **kwargs)

    assert message in str(refused.value)
    assert __file__ in str(refused.value)


def test_the_line_of_the_message_is_that_of_the_call() -> None:
    line = sys._getframe().f_lineno + 3  # the call below

    with pytest.raises(DeclarationError, match=rf":{line}: "):
        sql("{}", 1, 2)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(DeclarationError, match="takes a string, not int"):
        sql(5)  # type: ignore[arg-type]


def test_a_value_without_a_literal_is_refused_where_it_stands() -> None:
    table = pg_table("t", {"a": integer()}, lambda table: [check("c", sql("{} > {}", table.a, object()))])

    with pytest.raises(DeclarationError, match=rf"{__file__}:\d+: no literal for <object"):
        declare([table])


def test_equal_fragments_are_equal_values() -> None:
    assert sql("a = {}", 1) == sql("a = {}", 1)
    assert pieces(sql("a{}", sql("b"))) == pieces(sql("{}b", sql("a"))) == ("ab",)


def test_the_fragment_of_a_check_is_its_expression() -> None:
    table = pg_table("t", {"a": integer()}, lambda table: [check("c", sql("{} > 0", table.a))])
    made = next(declare([table]).of(Check))

    assert made.expr == Expr((Ref("column", "public", "t", "a"), " > 0"))


@pytest.mark.skipif(sys.version_info < (3, 14), reason="t-strings need Python 3.14")
def test_a_t_string_is_a_fragment() -> None:
    template = eval("t\"{users.id} > {5} AND name <> {'x'} -- '{{}}'\"", {"users": users})

    assert pieces(sql(template)) == (ID, " > 5 AND name <> 'x' -- '{}'")


@pytest.mark.parametrize(("conversion", "spec", "told"), [("r", "", "!r"), (None, ">8", ":>8")])
def test_a_t_string_that_would_format_a_value_is_refused(conversion: str | None, spec: str, told: str) -> None:
    class Template:  # as t"{n!r}" is, which older Pythons cannot read
        interpolations = (SimpleNamespace(value=5, expression="n", conversion=conversion, format_spec=spec),)

    with pytest.raises(DeclarationError, match=re.escape(f"takes the value of {{n}} as it is and not {told};")):
        sql(Template())  # type: ignore[arg-type]
