import pytest

from mizzle.dsl.fragment import complaint

WHOLE = [
    "now()",
    "'{}'::jsonb",
    "a > 0 AND b <> ''",
    "ARRAY[1, 2]",
    "coalesce(a, b) || ', ;'",
    "$$;$$ || $x$ ) $$ $x$",
    "E'it\\'s; ('",
    '"odd;""name" = 1',
    "a /* ; ) /* , */ */ + 1",
    "a -- ;\n + 1",
    "CASE WHEN a THEN '(' ELSE ')' END",
    "'\\' || ';'",
    "a$b$c > 1 AND d$b$ > 1",
]
BROKEN = {
    "1; DROP TABLE x": "more than one statement",
    "true); DROP TABLE x; --": "closes nothing",
    "1, ADD COLUMN evil int": "more than one expression",
    "(a > 0": "( is not closed",
    "a[1": "[ is not closed",
    "(a]": "] closes nothing",
    "'open": "a quote is not closed",
    "a > 0 -- why": "a comment runs to its end",
    "a /* why": "a comment is not closed",
    " ": "empty",
    "": "empty",
}


@pytest.mark.parametrize("text", WHOLE)
def test_one_expression_is_taken_as_it_is(text: str) -> None:
    assert complaint(text) is None


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_more_or_less_than_one_expression_is_told(text: str) -> None:
    assert BROKEN[text] in (complaint(text) or "")
