"""Compare what plans declare with what happens, over the golden cases: python -m tests.golden.declared [--major 18] [CASE …].

Every statement is committed, so this runs on a server of its own: roles go between the cases, too.
"""

import argparse
import sys
from contextlib import ExitStack, closing

import psycopg

from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.embedded import server
from mizzle.scratch import scratch
from mizzle.testing.pair import LawBroken
from mizzle.testing.truthful import cleared, observed
from tests.golden.test_golden import CASES, FOLDER, asked, run_file
from tests.live import live, planned

ROLES = """
    SELECT format('DROP OWNED BY %I CASCADE', rolname) FROM pg_roles WHERE oid >= 16384
    UNION ALL SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE oid >= 16384"""


def declared(connection: Connection, case: str) -> int:
    """Check one case in a database that is emptied first; how many statements did what they declared.

    Raises LawBroken.
    """
    folder = FOLDER / case
    needs = folder / "version"
    if needs.exists() and connection.info.server_version // 10000 < int(needs.read_text()):
        return 0
    cleared(connection)
    read = asked(case)
    with connection.transaction(force_rollback=True):
        run_file(connection, folder / "after.sql")
        wanted = live(connection, asked=read)
    run_file(connection, folder / "before.sql")
    run_file(connection, folder / "rows.sql")
    answers = folder / "renames"
    renames = dict(line.split(":", 1) for line in answers.read_text().split("\n") if line) if answers.exists() else {}
    made = planned(connection, wanted, declared=False, asked=read, answers=Answers(renames, all=True))
    return observed(connection, made)


def unpeopled(connection: Connection) -> None:
    """Take away the roles that the last case has left."""
    for (text,) in connection.execute(ROLES, prepare=False).fetchall():
        connection.execute(text.encode(), prepare=False)


def main() -> int:
    """Run the cases; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.golden.declared", description=__doc__)
    parser.add_argument("cases", nargs="*", help="parts of names of cases; all where none is given")
    parser.add_argument("--major", type=int, help="the version of the server")
    options = parser.parse_args()
    cases = [case for case in CASES if not options.cases or any(word in case for word in options.cases)]
    wrong = total = 0
    with ExitStack() as stack:
        url = stack.enter_context(server(throw_away=True, major=options.major)).url
        admin = stack.enter_context(closing(connect(url)))
        connection = stack.enter_context(closing(connect(stack.enter_context(scratch(admin)))))
        for case in cases:
            try:
                unpeopled(connection)
                total += declared(connection, case)
            except (LawBroken, psycopg.Error) as error:
                wrong += 1
                print(f"{case}: {error}")  # noqa: T201
    print(f"{len(cases)} cases, {total} statements did what they declared, {wrong} cases differ")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
