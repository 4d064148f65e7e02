import pytest

from mizzle.compiler.names import columns, default_text, name, option, options, regclass, table, type_text, wrapped
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.rename import MARK
from mizzle.model.type import Type


@pytest.mark.parametrize(
    ("ref", "want"),
    [
        (Ref("table", "app", "users"), '"app"."users"'),
        (Ref("column", "app", "users", "id"), '"id"'),
        (Ref("extension", "", "hstore"), '"hstore"'),
        (Ref("collation", "pg_catalog", "C"), '"C"'),
        (Ref("operator", "pg_catalog", "&&"), "&&"),
        (Ref("operator", "app", "==="), 'OPERATOR("app".===)'),
        (Ref("table", "app", "users" + MARK), '"app"."users"'),
        (Ref("check", "app", "users", "c" + MARK), '"c"'),
    ],
)
def test_a_ref_becomes_a_name_that_needs_no_search_path(ref: Ref, want: str) -> None:
    assert name(ref) == want


def test_a_part_stands_in_a_table_that_is_qualified() -> None:
    assert table(Ref("check", "app", "users" + MARK, "c")) == '"app"."users"'


def test_a_relation_in_a_string_is_quoted_twice() -> None:
    assert regclass(Ref("sequence", "app", "ids")) == "'app.ids'"
    assert regclass(Ref("sequence", "my app", "it's")) == "'\"my app\".\"it''s\"'"


def test_a_type_of_a_user_is_qualified_and_postgresqls_own_are_not() -> None:
    assert type_text(Type("numeric(10,2)", array=True)) == "numeric(10,2)[]"
    assert type_text(Type("(3)", Ref("type", "public", "vector"))) == '"public"."vector"(3)'


def test_a_list_of_columns_stands_in_parentheses() -> None:
    assert columns((Ref("column", "a", "t", "x"), Ref("column", "a", "t", "y z"))) == '("x", "y z")'


def test_options_of_a_toast_table_have_a_name_of_two_parts() -> None:
    assert option("toast.autovacuum_enabled") == '"toast"."autovacuum_enabled"'
    assert options((("fillfactor", "70"), ("toast.x", "on"))) == """("fillfactor" = '70', "toast"."x" = 'on')"""


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("a > 0", "(a > 0)"),
        ("(a > 0)", "(a > 0)"),
        ("((a > 0) AND (b > 0))", "((a > 0) AND (b > 0))"),
        ("(a > 0) AND (b > 0)", "((a > 0) AND (b > 0))"),
        ("(a)", "(a)"),
        ("a", "(a)"),
        ("()", "()"),
        ("(a) = (b)", "((a) = (b))"),
        ("(')' = a)", "(')' = a)"),
        ("(')')=(a)", "((')')=(a))"),
        ("('(' = a) OR (b = ')')", "(('(' = a) OR (b = ')'))"),
        ("(a = 'it''s )')", "(a = 'it''s )')"),
        ('("odd)name" > 0)', '("odd)name" > 0)'),
        ('("a(" > 0) AND (b)', '(("a(" > 0) AND (b))'),
        ("(a = E'\\')')", "((a = E'\\')'))"),
        ("($$)$$ = a)", "(($$)$$ = a))"),
        ("(a)::text", "((a)::text)"),
    ],
)
def test_an_expression_stands_in_one_pair_of_parentheses(text: str, want: str) -> None:
    assert wrapped(text) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("0", "0"),
        ("now()", "now()"),
        ("'x'::text", "'x'::text"),
        ("1 + 1", "1 + 1"),
        ("NOT true", "(NOT true)"),
        ("a IS NULL", "(a IS NULL)"),
        ("now() AT TIME ZONE 'UTC'", "(now() AT TIME ZONE 'UTC')"),
        ("'a' LIKE 'b'", "('a' LIKE 'b')"),
        ("(1 IN (1, 2))", "(1 IN (1, 2))"),
        ("'b' COLLATE \"C\"", "('b' COLLATE \"C\")"),
        ("'this is and was'", "('this is and was')"),  # words in a string do no harm in parentheses
    ],
)
def test_a_default_stands_in_parentheses_where_its_grammar_wants_them(text: str, want: str) -> None:
    assert default_text(Expr.of(text)) == want
