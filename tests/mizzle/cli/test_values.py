"""What stands in the way is counted; values are shown only to those who ask for them."""

import pytest

from tests.mizzle.cli.conftest import CANARY, Shell

BEFORE = """
    CREATE SCHEMA app; CREATE TABLE app.p (id text PRIMARY KEY);
    CREATE TABLE app.t (id text PRIMARY KEY, a text, b text, c int);
"""
ROWS = f"INSERT INTO app.t VALUES ('{CANARY}1', '{CANARY}', '{CANARY}', NULL), ('{CANARY}2', '{CANARY}', 'x', 5), ('{CANARY}3', 'y', 'z', 7)"
SCHEMA = """
    p = app.table('p', {{'id': text().primary_key()}})
    t = app.table('t', {{'id': text().primary_key(), 'a': text(){a}, 'b': {b}, 'c': integer(){c}}}, lambda t: [{more}])
"""


@pytest.mark.parametrize(
    ("change", "counted", "shown"),
    [
        ({"more": "unique().on(t.a)"}, "values that stand more than once: 1", f"'{CANARY}'"),
        ({"more": "check('k', sql('{} < 6', t.c))"}, "rows that break it: 1", "'7'"),
        (
            {"a": ".references(lambda: p.id)"},
            "rows of app.t that reference no row of app.p: 3",
            f"'{CANARY}', '{CANARY}', 'y'",
        ),
        ({"b": "varchar(length=5)"}, "rows that do not fit: 1", f"'{CANARY}'"),
        ({"b": "integer()"}, "rows that cannot be cast: 3", f"'{CANARY}', 'x', 'z'"),
        ({"c": ".not_null()"}, "rows that hold NULL: 1", f"'{CANARY}1'"),
    ],
)
def test_values_are_shown_to_those_who_ask(shell: Shell, change: dict[str, str], counted: str, shown: str) -> None:
    shell.sql(BEFORE)
    shell.sql(ROWS)
    shell.schema(SCHEMA.format(**{"a": "", "b": "text()", "c": "", "more": ""} | change))

    silent, telling = shell.push(), shell.push("--show-values")
    differing = shell.run("diff", shell.url, "schema.py", "--show-values")

    assert (silent.code, telling.code) == (2, 2), telling.both
    assert counted in silent.err
    assert CANARY not in silent.both
    assert f"{counted}, such as {shown}" in telling.err
    assert f"{counted}, such as {shown}" in differing.err


def test_long_values_are_cut_short(shell: Shell) -> None:
    shell.sql(BEFORE)
    shell.sql("INSERT INTO app.t VALUES ('1', NULL, repeat('n', 500), NULL)")
    shell.schema(SCHEMA.format(a="", b="varchar(length=5)", c="", more=""))

    assert f"such as '{'n' * 60}…'" in shell.push("--show-values").err
