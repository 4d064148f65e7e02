"""Check the laws on pairs that seeds decide: python -m mizzle.testing.fuzz --pairs 1000 --seed 1 --major 18.

Without hypothesis: it does not shrink, and draws some hundred pairs a minute. A failing seed is printed with the law
and the statement; `--seed S --pairs 1` draws it again. `--resume FILE` keeps the next seed, so that a run goes on
where it was stopped.
"""

import argparse
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self
from unittest import mock

from attrs import define, field

from mizzle.connection import Connection, connect
from mizzle.embedded import server
from mizzle.errors import MizzleError
from mizzle.scratch import scratch
from mizzle.testing.chains import branched, chained
from mizzle.testing.choose import Chooser
from mizzle.testing.laws import across, check, rows_first
from mizzle.testing.live import extensions, place_kept
from mizzle.testing.pair import LawBroken, Pair
from mizzle.testing.truthful import Own, truthful

PLANS = 4  # one behind the other, where locks and rewrites are watched
LEAVE_OUT = 5  # every so many-th pair is run without each of its statements
FRESH = 20  # pairs a database: what is rolled back stays in its catalogs, and reading them gets dearer and dearer


def main(arguments: list[str] | None = None) -> int:
    """Run the fuzzer; 1 when a law was broken."""
    options = _options(arguments)
    with ExitStack() as stack:
        # What is remembered of drawn schemas would push out what its user's are remembered by.
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        stack.enter_context(mock.patch.dict(os.environ, XDG_CACHE_HOME=folder))
        url = options.url or stack.enter_context(server(throw_away=True, major=options.major)).url
        urls = [url, options.across] if options.across else [url]
        return run([stack.enter_context(Fresh(stack.enter_context(closing(connect(url))))) for url in urls], options)


@define
class Fresh:
    """A database that is made anew after so many pairs."""

    admin: Connection
    connection: Connection = field(init=False)
    _left: int = field(default=0, init=False)
    _open: ExitStack = field(factory=ExitStack, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def ready(self) -> Connection:
        if not self._left or self.connection.closed:
            self._open.close()
            self.connection = self._open.enter_context(closing(connect(self._open.enter_context(scratch(self.admin)))))
            self._open.enter_context(place_kept(self.connection))
            self._left = FRESH
        self._left -= 1
        return self.connection


def run(places: list[Fresh], options: argparse.Namespace) -> int:
    """Check so many pairs; the second place has the wanted states, where there is one."""
    major = min(place.admin.info.server_version // 10000 for place in places)
    place = Path(options.resume) if options.resume else None
    seed = int(place.read_text()) if place and place.exists() else options.seed
    end, failed, seen, start = options.seed + options.pairs, 0, Counter[str](), time.monotonic()
    held = refused = looked = 0
    there = [] if options.across else extensions(places[0].admin)  # their versions are those of the servers
    own = Own(places[0].admin)
    while seed < end:
        connection, *others = (place.ready() for place in places)
        choose = Chooser.seeded(seed, there)
        pair = None
        try:
            pair = None if options.files else Pair.drawn(choose, major)
            if pair is None:
                held += chained(connection, choose)
                held += branched(connection, choose)
            elif others:
                held += across(connection, others[0], pair)
            elif options.hazards:
                with own.ready() as empty:
                    plans = truthful(empty, pair, plans=PLANS, online=options.online)
                held += sum(map(bool, plans))  # one of no statements says nothing
                looked += sum(plans)
            elif check(connection, pair, leave_out=seed % LEAVE_OUT == 0):
                held += 1
            else:
                refused += 1
            if pair and seed % LEAVE_OUT == 1 and not (options.hazards or others):
                rows_first(connection, pair)
        except Exception as error:  # noqa: BLE001 - whatever it is, the seed is told and the run goes on
            failed += 1
            _tell(seed, major, error, pair)
            if not connection.closed:
                connection.rollback()
        seen.update(choose.seen)
        seed += 1
        if place:
            place.write_text(str(seed))
        if failed >= options.stop:
            break
    own.close()
    spent = time.monotonic() - start
    print(  # noqa: T201
        f"PostgreSQL {major}: {held} {'chains and merges' if options.files else 'plans' if options.hazards else 'pairs'} hold, {refused} were refused as said, {failed} break a law, {spent:.0f} s"
        + (f"; {looked} statements did what they declared" if options.hazards else "")
    )
    if options.tally:
        for what, number in sorted(seen.items()):
            print(f"{number:8} {what}")  # noqa: T201
    return 1 if failed else 0


def _tell(seed: int, major: int, error: Exception, pair: Pair | None) -> None:
    print(f"seed {seed} on {major}: {type(error).__name__}: {error}")  # noqa: T201
    if not isinstance(error, (LawBroken, MizzleError)):
        print("".join(traceback.format_exception(error)[-3:]))  # noqa: T201
    for text in pair.ran if pair else ():
        print("    " + text.replace("\n", "\n    "))  # noqa: T201
    sys.stdout.flush()


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mizzle.testing.fuzz", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000, help="how many pairs")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--resume", metavar="FILE", help="keep the next seed here and go on from it")
    parser.add_argument("--url", help="a server; roles may create databases there")
    parser.add_argument(
        "--across", metavar="URL", help="another server, of another version, that has the wanted states"
    )
    parser.add_argument("--major", type=int, help="the version of a server of one's own")
    parser.add_argument("--stop", type=int, default=20, help="stop after so many failures")
    parser.add_argument(
        "--hazards",
        action="store_true",
        help="compare declared with observed locks, rewrites, scans and builds instead, of four plans a pair",
    )
    parser.add_argument("--online", action="store_true", help="with --hazards, of plans that hold no lock for long")
    parser.add_argument(
        "--files", action="store_true", help="chains of migration files and branches of them instead of pairs"
    )
    parser.add_argument("--tally", action="store_true", help="list what was drawn")
    options = parser.parse_args(arguments)
    if options.online and not options.hazards:
        parser.error("--online goes with --hazards")
    return options


if __name__ == "__main__":
    sys.exit(main())
