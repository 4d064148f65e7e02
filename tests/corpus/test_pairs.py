"""Public before/after pairs of other tools' test data, through the engine in one process: plan, apply, read back, plan again.

A case that holds a kind which mizzle does not model is an expected failure, by the kinds that are found in it.
"""

import json
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import read
from mizzle.model.names import identifier
from mizzle.model.schema import Schema
from mizzle.planning import draft
from tests.corpus.place import CORPUS, MISSING

CATEGORIES = {
    "column",
    "constraint",
    "fk",
    "index",
    "enum",
    "sequence",
    "identity",
    "generated",
    "table",
    "quoting",
    "schema",
}
FILES = sorted((CORPUS / "pairs").glob("*/*/meta.json")) if CORPUS else []
CASES = {
    f"{file.parent.parent.name}/{file.parent.name}": file.parent
    for file in FILES
    if json.loads(file.read_text())["category"] in CATEGORIES
}
pytestmark = pytest.mark.skipif(CORPUS is None, reason=MISSING)


def loaded(connection: Connection, folder: Path, file: str) -> None:
    """Make what a file of the case makes, as its author would, with public on the path."""
    for role in json.loads((folder / "meta.json").read_text())["roles"]:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            connection.execute(f"CREATE ROLE {identifier(role)} NOLOGIN".encode())
    text = (folder / file).read_text().replace(" CONCURRENTLY", "")  # it is how, not what
    connection.execute("SET search_path = public", prepare=False)
    connection.execute(text.encode(), prepare=False)
    connection.execute("SET search_path = ''", prepare=False)


def schema(connection: Connection) -> Schema:
    catalog = read(connection)
    return with_dependencies(connection, catalog, catalog.schema())


@pytest.mark.parametrize("case", CASES)
def test_a_public_pair_converges(newest: Server, case: str) -> None:
    with closing(connect(newest.url)) as connection:
        connection.autocommit = False
        try:
            converges(connection, CASES[case])
        except psycopg.errors.FeatureNotSupported as error:
            pytest.skip(f"the server cannot load it: {error.diag.message_primary}")
        finally:
            connection.rollback()


def converges(here: Connection, folder: Path) -> None:
    with here.transaction(force_rollback=True):
        loaded(here, folder, "b.sql")
        wanted, beyond = schema(here), read(here).not_modelled
    loaded(here, folder, "a.sql")
    try:
        for text in plan(here, wanted):
            here.execute(text.encode(), prepare=False)
        assert plan(here, wanted) == []
        assert schema(here) == wanted
    except (AssertionError, psycopg.Error):
        if beyond or read(here).not_modelled:
            pytest.xfail(f"not modelled: {', '.join(sorted(beyond))}")
        raise
    left = read(here).not_modelled
    if left != beyond:
        kinds = sorted(kind for kind in {*left, *beyond} if left.get(kind) != beyond.get(kind))
        pytest.xfail(f"equal but for what is not modelled: {', '.join(kinds)}")


def plan(connection: Connection, wanted: Schema) -> list[str]:
    """The statements from what the server has to what is wanted, with every consent given."""
    catalog = read(connection)
    made = draft(
        with_dependencies(connection, catalog, catalog.schema()),
        wanted,
        facts=read_facts(connection, catalog),
        connection=connection,
        answers=Answers(all=True),
        declared=False,
    )
    return [statement.text for statement in made.plan.statements]


def test_the_pairs_are_found() -> None:
    assert len(CASES) > 90
