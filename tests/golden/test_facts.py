"""Every fact has a golden case that changes it: which ones a case changes is read from the server, not written down."""

import pytest

from mizzle.connection import Connection
from mizzle.introspect.renames import HARMLESS, NOT_ASKED
from mizzle.model.kinds import KINDS
from mizzle.testing.fields import differing, facts
from tests.golden.test_golden import CASES, FOLDER, asked, run_file
from tests.live import live

# Facts without a case that changes them, and why.
WITHOUT = {
    **{f"{kind}.ref": "another ref is another object, or a rename: see the test below" for kind in KINDS},
    **dict.fromkeys(
        ("cast.source", "cast.target", "trigger.table", "rule.table", "policy.table"), "the ref is made of it"
    ),
    **dict.fromkeys(("operator.left", "operator.right"), "the ref is made of it"),
    **dict.fromkeys(("owner.of", "user_mapping.server", "user_mapping.user"), "the ref is made of it"),
    **dict.fromkeys(
        (
            f"{kind}.{fact}"
            for kind in ("privileges", "identity_privileges", "database_privileges")
            for fact in ("of", "column", "own")
            if (kind, fact) != ("privileges", "own")
        ),
        "the ref is made of it",
    ),
    **dict.fromkeys(("publication_table.table", "publication_table.publication"), "the ref is made of it"),
    **dict.fromkeys((f"default_privileges.{fact}" for fact in ("objects", "own", "role")), "the ref is made of it"),
    **dict.fromkeys(
        (
            f"{kind}.comment"
            for kind in KINDS
            if kind.endswith("privileges") or kind in ("owner", "publication_table", "user_mapping")
        ),
        "PostgreSQL has no comments on them",
    ),
    **dict.fromkeys(
        (
            f"{kind}.tablespace"
            for kind in ("table", "index", "primary_key", "unique", "exclusion", "materialized_view")
        ),
        "CREATE TABLESPACE takes no transaction: tests/mizzle/test_tablespace.py",
    ),
    **dict.fromkeys(("collation.deterministic", "collation.rules"), "needs ICU, which the embedded server has not"),
    "table.leaving": "DETACH … CONCURRENTLY takes no transaction: tests/mizzle/test_building.py",
    "aggregate.direct": "no function of PostgreSQL's own fits two numbers of direct arguments",
    "function.library": "needs a shared library",
    "function.transforms": "needs an extension with transforms, which the embedded server has not",
    "range.canonical": "its function must be written in C",
}


NAMELESS = set(NOT_ASKED) - set(HARMLESS)


def changed(conn: Connection, case: str) -> set[str]:
    """The facts in which the two sides of a case differ."""
    sides = []
    for file in ("before.sql", "after.sql"):
        with conn.transaction(force_rollback=True):
            run_file(conn, FOLDER / case / file)
            sides.append(live(conn, asked=asked(case)))
    return set(differing(*sides))


def test_every_fact_has_a_golden_change_case(newest_conn: Connection) -> None:
    if newest_conn.info.server_version < 180000:
        pytest.skip("needs PostgreSQL 18, which has facts of its own")
    found = {fact for case in CASES for fact in changed(newest_conn, case)}

    assert facts() - found == set(WITHOUT)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in NAMELESS])
def test_every_kind_has_a_golden_case_that_renames_it(kind: str) -> None:
    """An extension has no other name; a cast, privileges and the like have none at all."""
    assert any(case.startswith((f"{kind}/renamed", f"{kind}/moved")) for case in CASES)
