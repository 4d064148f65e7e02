"""Every fact has a golden case that changes it: which ones a case changes is read from the server, not written down."""

import pytest

from mizzle.connection import Connection
from mizzle.model.kinds import KINDS
from mizzle.testing.fields import differing, facts
from tests.golden.test_golden import CASES, FOLDER, run_file
from tests.live import live

# Facts without a case that changes them, and why.
WITHOUT = {f"{kind}.ref": "another ref is another object, or a rename: see the test below" for kind in KINDS}


def changed(conn: Connection, case: str) -> set[str]:
    """The facts in which the two sides of a case differ."""
    sides = []
    for file in ("before.sql", "after.sql"):
        with conn.transaction(force_rollback=True):
            run_file(conn, FOLDER / case / file)
            sides.append(live(conn))
    return set(differing(*sides))


def test_every_fact_has_a_golden_change_case(newest_conn: Connection) -> None:
    found = {fact for case in CASES for fact in changed(newest_conn, case)}

    assert facts() - found == set(WITHOUT)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "extension"])
def test_every_kind_has_a_golden_case_that_renames_it(kind: str) -> None:
    """An extension has no other name."""
    assert any(case.startswith((f"{kind}/renamed", f"{kind}/moved")) for case in CASES)
