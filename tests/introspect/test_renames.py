"""Which answers are renames, and which cannot be."""

import pytest
from psycopg import Connection

from mizzle.answers import Answers
from mizzle.errors import MizzleError
from tests.live import execute, live, planned

PAIRS = {
    "a column's": (
        ["CREATE TABLE public.t (a int, g int, c text)"],
        ["CREATE TABLE public.t (a int, c int)"],
        {"public.t.g": "c"},
    ),
    "that of a column that is renamed itself to what goes": (
        ["CREATE TABLE public.t (a int, b int, c text)"],
        ["CREATE TABLE public.t (b int, c int)"],
        {"public.t.a": "b", "public.t.b": "c"},
    ),
    "a column's of a table that moves": (
        ["CREATE SCHEMA app", "CREATE TABLE public.t (a int, g int, c text)"],
        ["CREATE SCHEMA app", "CREATE TABLE app.t (a int, c int)"],
        {"public.t.g": "c", "public.t": "app.t"},
    ),
    "a function's": (
        ["CREATE FUNCTION public.v() RETURNS int RETURN 1", "CREATE FUNCTION public.w() RETURNS int RETURN 2"],
        ["CREATE FUNCTION public.w() RETURNS int RETURN 1"],
        {"public.v()": "w"},
    ),
}


@pytest.mark.parametrize("case", PAIRS)
def test_an_answer_to_the_name_of_what_goes_is_refused(case: str, conn: Connection) -> None:
    """Nobody said what becomes of that: whether it goes, or was to be renamed as well."""
    before, after, answers = PAIRS[case]
    with conn.transaction(force_rollback=True):
        execute(conn, after)
        wanted = live(conn)
    execute(conn, before)

    with pytest.raises(
        MizzleError, match=r"its new name is that of .*, which is there; let that go in a plan of its own"
    ):
        planned(conn, wanted, declared=False, answers=Answers(answers, all=True))


@pytest.mark.parametrize("case", PAIRS)
def test_it_is_taken_where_that_goes_before(case: str, conn: Connection) -> None:
    before, after, answers = PAIRS[case]
    gone = ["ALTER TABLE public.t DROP COLUMN c"] if "TABLE" in before[-1] else ["DROP FUNCTION public.w()"]
    with conn.transaction(force_rollback=True):
        execute(conn, after)
        wanted = live(conn)
    execute(conn, [*before, *gone])

    made = planned(conn, wanted, declared=False, answers=Answers(answers, all=True))
    execute(conn, (statement.text for statement in made.plan.statements))

    assert not [remark for remark in made.remarks if remark.endswith("matches nothing")]
    assert live(conn) == wanted
