"""Real schemas as Python: a push of the source changes nothing, and makes an equal database out of nothing."""

from contextlib import ExitStack

import pytest

import mizzle
from mizzle.answers import Answers
from mizzle.embedded import Server
from tests.corpus.place import CORPUS, MISSING
from tests.corpus.test_real import database, fitting, psql
from tests.declared import forgetful
from tests.mizzle.test_pull import executed

pytestmark = pytest.mark.skipif(CORPUS is None, reason=MISSING)


@pytest.mark.parametrize("name", ["chinook", "northwind", "panoptes", "thingsboard"])
def test_a_real_schema_is_pulled_and_pushed(_servers: dict[int, Server], name: str) -> None:  # noqa: PT019
    assert CORPUS
    file = CORPUS / "real" / f"{name}.sql"
    with ExitStack() as stack, forgetful():
        running = _servers[fitting(_servers, file)]
        loaded, empty = (database(running, stack, f"pulled_{name}_{part}") for part in ("loaded", "empty"))
        assert psql(loaded, file.read_text()) is None

        made = mizzle.pull(loaded)
        pulled = executed(made.text)

        assert made.remarks == ()
        assert [statement.text for statement in mizzle.plan(pulled, loaded).statements] == []
        mizzle.push(pulled, empty, answers=Answers(all=True))
        assert mizzle.diff(loaded, empty).script == ""
