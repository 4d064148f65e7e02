"""Cut random online plans off at their boundaries and run them again: python -m tests.cuts --plans 1000 --seed 1 --major 18.

For each drawn pair of schemas, with rows, a push to the second is cut off behind every statement that is in no transaction, behind
every commit, and at two points inside each transaction: the process is killed (kill -9, forked from a warm one), or the server
ends its connections, and then it goes on by itself. A second push has to reach the state that an uninterrupted one reaches, with
every row kept and nothing left over. A failing seed is printed with the place; `--seed S --plans 1` does it again, and
`--resume FILE` keeps the next seed, so that a run goes on where it was stopped.

The plan is made once: each of the runs that are cut off begins where it is made, in a copy of the database.
"""

import argparse
import multiprocessing
import os
import random
import secrets
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from unittest import mock

import psycopg
from attrs import define, evolve

from mizzle.answers import Answers
from mizzle.apply import Run, room, segments
from mizzle.carrying import Aim, carry_out
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect
from mizzle.declared import Declared
from mizzle.embedded import server
from mizzle.errors import MizzleError
from mizzle.introspect.read import Catalog, read
from mizzle.model.column import Column
from mizzle.planning import Draft
from mizzle.pushing import Pushed, push
from mizzle.testing.choose import Chooser
from mizzle.testing.contents import held, kept
from mizzle.testing.laws import stocked
from mizzle.testing.live import extensions
from mizzle.testing.pair import LawBroken, Pair
from tests.cutting import WAYS, Progress, killed, terminated

SHARED = {
    "role",
    "owner",
    "privileges",
    "default_privileges",
    "database_privileges",
    "identity_privileges",
    "policy",
    "user_mapping",
}  # roles belong to all databases
ALONG = {"index", "primary_key", "unique", "exclusion"}
INSIDE = 2  # points inside a transaction


@define
class Server:
    """A server, and copies of a database on it."""

    admin: Connection
    url: str
    known: list[str]  # extensions

    @classmethod
    def reached(cls, url: str) -> "Server":
        admin = connect(url)
        return cls(admin, url, extensions(admin))

    @property
    def major(self) -> int:
        return self.admin.info.server_version // 10000

    def place(self, name: str) -> str:
        return psycopg.conninfo.make_conninfo(self.url, dbname=name)

    @contextmanager
    def copy(self, template: str = "template0") -> Iterator[str]:
        """The name of a new database. By files it is made, and dropped, at less than half of the cost."""
        name = f"cut_{secrets.token_hex(6)}"
        how = " STRATEGY file_copy" if self.major >= 15 else ""
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}{how}".encode(), prepare=False)
        try:
            yield name
        finally:
            self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode(), prepare=False)


@define
class Aimed:
    """A push to a schema: every change of type that can be done beside its column is done so."""

    target: Declared
    answers: Answers

    @classmethod
    def at(cls, pair: Pair) -> "Aimed":
        expand = frozenset(str(column.ref) for column in pair.after.of(Column))
        return cls(Declared(pair.after), evolve(pair.answers, expand=expand))

    def pushed(self, url: str) -> Pushed:
        return push(self.target, url, answers=self.answers, online=True)

    def aim(self, url: str) -> Aim:
        return Aim(url=url, schema=self.target.schema, answers=self.answers, online=True, declared=self.target)

    def planned(self, url: str) -> Draft:
        with closing(connect(url)) as own:
            return self.aim(url).planned(own)

    def carried(self, url: str, planned: Draft, progress: Progress) -> None:
        """What a push does once its plan is made."""
        with closing(connect(url)) as own:
            carry_out(self.aim(url), own, planned, Run(progress=progress))


def places(statements: tuple[Statement, ...], connection: Connection, chance: random.Random) -> list[int]:
    """Behind which statements to cut."""
    found: set[int] = set()
    start = 0
    for part in segments(statements, room=room(connection)).parts:
        inside = range(start + 1, start + len(part))
        found |= {start + len(part), *chance.sample(inside, min(INSIDE, len(inside)))}
        start += len(part)
    return sorted(found)


def state(catalog: Catalog) -> Counter[object]:
    """What a database has, without the names that are of whoever makes the object, as with what comes along with a partitioned
    table's and with NOT NULL, and without whether a NOT NULL that a parent asks for was asked for below as well."""
    found: list[object] = []
    for item in catalog.schema().values():
        facts = catalog.facts[item.ref]
        if item.kind in ALONG and item.inherited:
            found.append(repr((item.kind, item.ref.table if item.ref.part else "", facts)))
        elif isinstance(item, Column):
            found.append((item, item.inherited))
        else:
            found.append(repr((item.ref, facts)))
    return Counter(found)


def one(there: Server, seed: int, tally: Counter[str]) -> Iterator[str]:
    """What is wrong with the plan of a seed."""
    pair = Pair.drawn(Chooser.seeded(seed, there.known), there.major)
    pair.before, pair.after = (side.where(lambda item: item.kind not in SHARED) for side in (pair.before, pair.after))
    chance, aimed = random.Random(seed), Aimed.at(pair)
    with ExitStack() as stack:
        name = stack.enter_context(there.copy())
        with closing(connect(there.place(name))) as own:
            stocked(own, pair, spelled=False)
            contents = held(own, pair)
        whole = there.place(stack.enter_context(there.copy(name)))
        try:
            planned = aimed.planned(whole)
            done = aimed.pushed(whole).statements
            if aimed.pushed(whole):
                yield "something is left to do after a run that nothing cut off"
        except MizzleError as error:  # rows that do not fit, and what a declaration may not say
            tally[f"refused: {type(error).__name__}"] += 1
            return
        if done != planned.plan.statements:
            yield "the same state is planned for in two ways"
        with closing(connect(whole)) as own:
            goal = read(own)
        if not done:
            tally["nothing to do"] += 1
            return
        tally["plans"] += 1
        tally["statements"] += len(done)
        tally["columns expanded"] += sum(statement.repeatable for statement in done)
        for turn, place in enumerate(places(done, there.admin, chance)):
            way = chance.choice(["killed", "killed", *WAYS])
            tally["cuts"] += 1
            tally[f"cut: {way}"] += 1
            with there.copy(name) as database:
                url = there.place(database)
                try:
                    run = partial(aimed.carried, url, planned)
                    killed(run, place) if way == "killed" else terminated(run, place, url, way)
                    aimed.pushed(url)
                    with closing(connect(url)) as own:
                        found = read(own)
                        if found.facts != goal.facts and state(found) != state(goal):
                            yield f"{way} behind {place}: another end state"
                        kept(own, pair, contents)
                    # From the same facts follows the same plan, which is empty: shown once for each.
                    if turn == 0 and aimed.pushed(url):
                        yield f"{way} behind {place}: something is left to do"
                except (AssertionError, MizzleError, LawBroken, psycopg.Error) as error:
                    yield f"{way} behind {place} of {len(done)}: {type(error).__name__}: {error}"


SERVER: list[Server] = []  # that of this process


def begin(url: str) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    SERVER.append(Server.reached(url))


def work(seed: int) -> tuple[int, list[str], Counter[str]]:
    """What is wrong with the plan of a seed, and what was done."""
    tally: Counter[str] = Counter()
    lines: list[str] = []
    try:
        lines.extend(one(SERVER[-1], seed, tally))
    except Exception as error:  # noqa: BLE001 - whatever it is, the seed is told and the run goes on
        lines.append("".join(traceback.format_exception(error)[-3:]))
    return seed, lines, tally


def main() -> int:
    """Run them; 1 where something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.cuts", description=__doc__)
    parser.add_argument("--plans", type=int, default=100, help="how many seeds")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="keep the next seed here and go on from it")
    parser.add_argument("--major", type=int, help="the version of the server")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="how many plans at once")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    wrong, start = 0, time.monotonic()
    first = int(options.resume.read_text()) if options.resume and options.resume.exists() else options.seed
    with ExitStack() as stack:
        there = stack.enter_context(server(throw_away=True, major=options.major))
        folder = stack.enter_context(tempfile.TemporaryDirectory())  # what is remembered is this run's alone
        stack.enter_context(mock.patch.dict(os.environ, XDG_CACHE_HOME=folder))
        pool = multiprocessing.get_context("fork").Pool(options.workers, begin, [there.url])
        stack.callback(pool.terminate)
        signal.signal(
            signal.SIGTERM, signal.default_int_handler
        )  # its workers stop with it, and it tells how far it came
        following = first
        with suppress(KeyboardInterrupt):
            for seed, lines, counted in pool.imap(work, range(first, options.seed + options.plans)):
                tally += counted
                wrong += len(lines)
                for line in lines:
                    print(f"seed {seed}: {line}", flush=True)  # noqa: T201
                following = seed + 1
                if options.resume:
                    options.resume.write_text(str(following))
    told = ", ".join(f"{number:,} {what}" for what, number in sorted(tally.items()))
    seeds = f"seeds {first} to {following - 1}"
    print(f"PostgreSQL {there.major}, {seeds}: {told}; {wrong} wrong, {time.monotonic() - start:.0f} s")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
