"""Golden cases: tests/golden/<kind>/<case>/ holds before.sql, after.sql and the plan between them.

Each runs live on every server: the plan is as written down, it applies, the server then equals the wanted state, a second
plan is empty, and no statement can be left out. MIZZLE_WRITE_GOLDEN=1 writes the plans anew (with -n 0), to be read in
the diff.
"""

import os
from pathlib import Path

import pytest

from mizzle.answers import Answers
from mizzle.connection import NEWEST, Connection
from mizzle.introspect.kinds import ASKED, KINDS
from mizzle.model.schema import Schema
from tests.live import execute, live, planned, unneeded

ALL = Answers(all=True)
FOLDER = Path(__file__).parent
CASES = sorted(file.parent.relative_to(FOLDER).as_posix() for file in FOLDER.glob("*/*/before.sql"))
# The expression keeps the casts of the type that its column had, or a list is read from its text once more than in after.sql;
# or the index of a partition has another name; that it means the same is what these cases are about.
SPELLED_OTHERWISE = [
    "index/unchanged_when_its_column_grows",
    "partition/key_whose_enum_loses_a_label",
    "partition/leaves_below_one_whose_index_stays_under_another_name",
    "view/over_the_rows_of_a_function_that_gain_a_column",
]
# What comes along with a parent's comes otherwise than it was made before, and PostgreSQL says so by a name or a validity alone.
ALONG = {
    "check/validated_where_an_heir_has_asked_its_rows": "a check that is made anew NOT VALID is that in heirs too",
    "foreign_key/on_a_key_of_a_partition_that_goes_with_its_parents": "ADD UNIQUE takes the primary key of a partition",
    "foreign_key/on_a_key_that_a_partition_that_leaves_had_from_its_parent": "ADD UNIQUE takes the primary key of a partition",
    "inheritance/not_null_not_valid_goes_above": "a NOT NULL that is NOT VALID above is that in heirs too",
    "inheritance/not_null_valid_below_alone": "a NOT NULL that is NOT VALID above is that in heirs too",
    "partition/names_wanted_that_its_hidden_indexes_have": "an index that comes with a parent's is named by PostgreSQL",
}
ONE_WAY = {
    "composite/attributes_added_and_dropped_under_a_column": "attributes of rows in an array cannot come, and it is refused",
    "extension/updated": "citext has no way back to its older version",
    "index/invalid_built_anew": "nobody wants an invalid index",
    "operator/made_real_after_it_was_mentioned": "nobody makes a real operator a mere mention again",
    "privileges/of_one_who_becomes_the_owner": "an owner stays that nobody asks about",
    **dict.fromkeys(
        ("role/added", "role/renamed", "role/without_a_search_path"),
        "a role stays that the later state does not mention",
    ),
    "partition/indexes_and_keys_of_partitions_half_joined": "PostgreSQL lets no index leave, and it is refused",
}


def run_file(connection: Connection, file: Path) -> None:
    """Run a file as its author would, with public on the path; a file that is not there is empty."""
    if file.exists():
        connection.execute("SET search_path = public", prepare=False)
        connection.execute(file.read_bytes(), prepare=False)
        connection.execute("SET search_path = ''", prepare=False)


def asked(case: str) -> list[str]:
    """The kind of the case where it is read only when somebody asks for it."""
    kind = case.split("/", maxsplit=1)[0]
    return [kind] if KINDS.get(kind) == ASKED else []


def led_to(case: str, file: str, conn: Connection) -> Schema:
    """What one of a case's files makes of an empty database; skips where the server is too old for it."""
    needs = FOLDER / case / "version"
    if needs.exists() and conn.info.server_version // 10000 < int(needs.read_text()):
        pytest.skip(f"needs PostgreSQL {needs.read_text().strip()}")
    with conn.transaction(force_rollback=True):
        run_file(conn, FOLDER / case / file)
        return live(conn, asked=asked(case))


@pytest.mark.parametrize("case", CASES)
def test_a_golden_case_converges(case: str, conn: Connection) -> None:
    folder, read = FOLDER / case, asked(case)
    wanted = led_to(case, "after.sql", conn)
    run_file(conn, folder / "before.sql")
    run_file(conn, folder / "rows.sql")  # rows that must survive
    answers = folder / "renames"
    renames = dict(line.split(":", 1) for line in answers.read_text().split("\n") if line) if answers.exists() else {}
    made = planned(conn, wanted, declared=False, asked=read, answers=Answers(renames, all=True))
    script = "".join(f"{statement.text};\n" for statement in made.plan.statements)
    # An older server's own plan is that of those before it, too.
    major = conn.info.server_version // 10000
    versions = [*(folder / f"plan{version}.sql" for version in range(major, NEWEST)), folder / "plan.sql"]
    expected = next((file for file in versions if file.exists()), folder / "plan.sql")
    if os.environ.get("MIZZLE_WRITE_GOLDEN"):
        if script != (expected.read_text() if expected.exists() else None):
            _write(script, versions[0], versions[-1], newest=major == NEWEST)
        expected = next(file for file in versions if file.exists())
    assert script == expected.read_text()
    with conn.transaction(force_rollback=True):
        execute(conn, (statement.text for statement in made.plan.statements))
        again = planned(conn, wanted, declared=False, asked=read)
        assert [statement.text for statement in again.plan.statements] == []
        assert live(conn, asked=read) == wanted or case in SPELLED_OTHERWISE
        check = folder / "check.sql"
        if check.exists():
            row = conn.execute(check.read_bytes(), prepare=False).fetchone()
            assert row == (True,)
    if not renames:  # last: what it tries may move sequences, and no rollback moves them back
        spare = folder / f"spare{major}.sql"  # what this version does by itself
        expected_spare = spare.read_text().splitlines() if spare.exists() else []
        assert unneeded(conn, made, asked=read) == expected_spare


@pytest.mark.parametrize("case", [case for case in CASES if case not in ONE_WAY])
def test_a_golden_case_converges_the_other_way_round(case: str, conn: Connection) -> None:
    """What a case leads to leads back: nobody wrote that plan down, and nothing is said to be renamed."""
    read = asked(case)
    wanted = led_to(case, "before.sql", conn)
    run_file(conn, FOLDER / case / "after.sql")

    execute(
        conn, (step.text for step in planned(conn, wanted, declared=False, asked=read, answers=ALL).plan.statements)
    )

    assert [step.text for step in planned(conn, wanted, declared=False, asked=read).plan.statements] == []
    assert live(conn, asked=read) == wanted or case in {*SPELLED_OTHERWISE, *ALONG}


def _write(script: str, own: Path, common: Path, *, newest: bool) -> None:
    """The newest server's plan is the common one; another server's stands beside it where it differs (-n 0)."""
    own.unlink(missing_ok=True)
    if newest:
        common.write_text(script)
    elif not common.exists() or script != common.read_text():
        own.write_text(script)


def test_there_are_golden_cases_for_every_kind() -> None:
    from mizzle.model.kinds import KINDS

    assert set(KINDS) <= {case.split("/")[0] for case in CASES} | {"extension"}
