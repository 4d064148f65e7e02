"""Files cut into statements as psql cuts them."""

import pytest

from mizzle.errors import UsageError
from mizzle.script import pieces, segments


def cut(text: str) -> list[str]:
    return [piece.text for piece in pieces(text, "f.sql")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';' ; SELECT E'\\';' ; SELECT $$;$$; SELECT $a$;$$;$a$", ["SELECT ';'", "SELECT E'\\';'", "SELECT $$;$$", "SELECT $a$;$$;$a$"]),
        ("/* ; /* ; */ ; */ SELECT 1 -- ;\n; -- only a comment\n", ["SELECT 1 -- ;"]),
        ('SELECT 1 AS ";"; CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', ['SELECT 1 AS ";"', "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)"]),
        (
            "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3",
            ["CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "SELECT 3"],
        ),
        (
            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (SELECT CASE WHEN true THEN 1 END); END; SELECT 3",
            ["CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (SELECT CASE WHEN true THEN 1 END); END", "SELECT 3"],
        ),
        ("SELECT 1\n--> statement-breakpoint\nSELECT 2;--> statement-breakpoint\n", ["SELECT 1", "SELECT 2"]),
        ("SELECT a$1$b FROM t; SELECT 2", ["SELECT a$1$b FROM t", "SELECT 2"]),
    ],
)  # fmt: skip
def test_semicolons_end_statements_only_where_psql_says(text: str, want: list[str]) -> None:
    assert cut(text) == want


def test_what_cannot_be_in_a_transaction_is_a_segment_of_its_own() -> None:
    text = """SELECT 1; CREATE TABLE "vacuum" (id int); -- first
        CREATE UNIQUE INDEX CONCURRENTLY i ON t (id); VACUUM t;
        SELECT 2; --> commit
        SELECT 3; CREATE INDEX concurrently_ ON t (id);"""

    assert [[piece.text.split()[-1] for piece in part] for part in segments(pieces(text, "f.sql"))] == [
        ["1", "int)"], ["(id)"], ["t"], ["2"], ["3", "(id)"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT 1;\nSELECT 'x", "f.sql:2: the quote"),
        ("SELECT 1;\n/* /* */", "f.sql:2: the comment"),
        ("SELECT $a$ x", "begins with $a$ does not end"),
        ("SELECT (1;", "does not end"),
        ("SELECT 1;\n<<<<<<< HEAD\nSELECT 2;", "f.sql:2: merge markers"),
        ("SELECT 1;\nCOMMIT;", "f.sql:2: COMMIT does not belong"),
        ("\\i other.sql", "backslash"),
        ("COPY t FROM STDIN;", "COPY FROM STDIN"),
    ],
)
def test_what_cannot_be_cut_is_told_with_its_line(text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        pieces(text, "f.sql")

    assert message in str(error.value)
