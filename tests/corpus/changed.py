"""Change real schemas at random, and go there and back: python -m tests.corpus.changed --of pagila --pairs 100 --seed 1 --major 18.

`--pull` writes the changed schema as Python source instead, and makes it of that. Nobody has drawn these schemas for us, so what stands on what in them is what people do. A failing seed is printed with
the changes and the plan's error; `--seed S --pairs 1` does it again.
"""

import argparse
import random
import sys
import time
import traceback
from contextlib import ExitStack, closing

from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.dsl.declare import declare
from mizzle.embedded import server
from mizzle.introspect.read import read
from mizzle.model.errors import UnsupportedChange
from mizzle.model.schema import Schema
from mizzle.pulling import write
from mizzle.pushplan import plan_push
from mizzle.scratch import scratch
from mizzle.testing.laws import REFUSED
from mizzle.testing.live import place_kept
from mizzle.testing.pair import LawBroken
from tests.corpus.changes import changed
from tests.corpus.place import CORPUS, MISSING
from tests.corpus.test_real import psql
from tests.live import execute, live, planned, unneeded
from tests.mizzle.test_pull import executed
from tests.worlds.law import wrong

MOST = 6  # changes a pair
LEAVE_OUT = 5  # every so many-th pair is run without each of its statements
SHORT = 15  # statements that a plan may have for that


def main() -> int:
    """Run so many pairs; 1 when a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.changed", description=__doc__)
    parser.add_argument("--of", default="pagila", help="which schema")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--major", type=int)
    parser.add_argument("--most", type=int, default=MOST, help="changes a pair")
    parser.add_argument(
        "--pull", action="store_true", help="as Python source instead, and what that makes out of nothing"
    )
    options = parser.parse_args()
    if CORPUS is None:
        parser.error(MISSING)
    held = refused = failed = statements = 0
    start = time.monotonic()
    with ExitStack() as stack:
        running = stack.enter_context(server(throw_away=True, major=options.major))
        admin = stack.enter_context(closing(connect(running.url)))
        url = stack.enter_context(scratch(admin))
        if error := psql(url, (CORPUS / "real" / f"{options.of}.sql").read_text()):
            raise SystemExit(error)
        connection = stack.enter_context(closing(connect(url)))
        stack.enter_context(place_kept(connection))
        empty = stack.enter_context(closing(connect(stack.enter_context(scratch(admin)))))
        stack.enter_context(place_kept(empty))
        there = live(connection)
        for seed in range(options.seed, options.seed + options.pairs):
            made: list[str] = []
            try:
                rnd = random.Random(seed)
                with connection.transaction(force_rollback=True):
                    if options.pull:
                        made += changed(connection, rnd, options.most)
                        statements += pulled(connection, empty)
                    else:
                        statements += holds(connection, there, rnd, options.most, made, spare=not seed % LEAVE_OUT)
                held += 1
            except (UnsupportedChange, *REFUSED) as error:
                refused += 1
                print(f"seed {seed} refused: {error}", flush=True)  # noqa: T201
            except Exception as error:  # noqa: BLE001 - whatever it is, the seed is told and the run goes on
                failed += 1
                kind = "" if isinstance(error, LawBroken) else "".join(traceback.format_exception(error)[-3:])
                print(f"seed {seed}: {kind}{error}\n{_shown(made)}", flush=True)  # noqa: T201
        print(  # noqa: T201
            f"PostgreSQL {running.major}, {options.of}: {held} hold, {refused} refused, {failed} break a law, {statements} statements, {time.monotonic() - start:.0f} s"
        )
    return 1 if failed else 0


def holds(connection: Connection, there: Schema, rnd: random.Random, most: int, made: list[str], *, spare: bool) -> int:
    """Go to the changed schema and back; how many statements that took. Raises LawBroken."""
    with connection.transaction(force_rollback=True):
        made += changed(connection, rnd, most)
        wanted = live(connection)
    return sum(_led(connection, state, spare=spare) for state in (wanted, there))


def pulled(connection: Connection, empty: Connection) -> int:
    """A push of the database's Python source changes nothing, and makes the same out of nothing. Raises LawBroken."""
    wanted = live(connection)
    source = write(wanted)
    if source.remarks:
        raise UnsupportedChange("; ".join(source.remarks))
    declared = declare(executed(source.text))
    if again := plan_push(connection, declared, Answers(all=True), read(connection)).plan.statements:
        raise LawBroken("a push of the source has " + "; ".join(statement.text for statement in again))
    with empty.transaction(force_rollback=True):
        done = plan_push(empty, declared, Answers(all=True), read(empty)).plan.statements
        execute(empty, (statement.text for statement in done))
        if differs := wrong(live(empty), wanted):
            raise LawBroken(f"not as it was: {', '.join(differs)}")
    return len(done)


def _led(connection: Connection, wanted: Schema, *, spare: bool) -> int:
    draft = planned(connection, wanted, declared=False, answers=Answers(all=True))
    texts = [statement.text for statement in draft.plan.statements]
    if spare and len(texts) <= SHORT and (left := unneeded(connection, draft)):
        raise LawBroken("these can be left out:\n  " + "\n  ".join(left))
    try:
        execute(connection, texts)
    except Exception as error:
        raise LawBroken(f"{error}\n  in:\n  " + "\n  ".join(texts)) from error
    catalog = read(connection)
    again = planned(connection, wanted, declared=False, catalog=catalog).plan.statements
    if again:
        raise LawBroken("a second plan has " + "; ".join(statement.text for statement in again))
    if differs := wrong(live(connection, catalog), wanted):
        raise LawBroken(f"not as wanted: {', '.join(differs)}\n  after:\n  " + "\n  ".join(texts))
    return len(texts)


def _shown(made: list[str]) -> str:
    return "\n".join(f"    {text}" for text in made)


if __name__ == "__main__":
    sys.exit(main())
