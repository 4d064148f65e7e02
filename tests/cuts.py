"""Cut random online plans off at their boundaries and run them again: python -m tests.cuts --plans 1000 --seed 1 --major 18.

For each drawn pair of schemas, with rows, a push to the second is cut off behind every statement that is in no transaction, behind
every commit, and at two points inside each transaction: the process is killed (kill -9, forked from this warm one), or the server
ends its connections, and then it goes on by itself. A second run has to reach the state that an uninterrupted run reaches, with
every row kept and nothing left over. A failing seed is printed with the place; `--seed S --plans 1` does it again.
"""

import argparse
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial

import psycopg
from attrs import define, evolve

from mizzle.answers import Answers
from mizzle.apply import room, segments
from mizzle.connection import Connection, connect
from mizzle.embedded import server
from mizzle.errors import MizzleError
from mizzle.introspect.read import read
from mizzle.model.column import Column
from mizzle.model.schema import Schema
from mizzle.pushing import Pushed, push
from mizzle.testing.choose import Chooser
from mizzle.testing.laws import LawBroken, Pair, held, kept, stocked
from mizzle.testing.live import extensions
from tests.cutting import WAYS, Progress, killed, terminated

ALL = Answers(all=True)
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
INSIDE = 2  # points inside a transaction


@define
class Server:
    """A server, and copies of a database on it."""

    admin: Connection
    url: str

    def place(self, name: str) -> str:
        return psycopg.conninfo.make_conninfo(self.url, dbname=name)

    @contextmanager
    def copy(self, template: str = "template0") -> Iterator[str]:
        """The name of a new database."""
        name = f"cut_{secrets.token_hex(6)}"
        self.admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode(), prepare=False)
        try:
            yield name
        finally:
            self.admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode(), prepare=False)


def led(target: Schema, url: str, progress: Progress | None = None) -> Pushed:
    """Every change of type that can be done beside its column is done so."""
    expand = frozenset(str(column.ref) for column in target.of(Column))
    return push(target, url, answers=evolve(ALL, expand=expand), online=True, progress=progress)


def places(done: Pushed, connection: Connection, chance: random.Random) -> list[int]:
    """Behind which statements to cut."""
    found: set[int] = set()
    start = 0
    for part in segments(done.statements, room=room(connection)).parts:
        inside = range(start + 1, start + len(part))
        found |= {start + len(part), *chance.sample(inside, min(INSIDE, len(inside)))}
        start += len(part)
    return sorted(found)


def one(there: Server, seed: int, known: list[str], *, tally: Counter[str]) -> Iterator[str]:
    """What is wrong with the plan of a seed."""
    pair = Pair.drawn(Chooser.seeded(seed, known), there.admin.info.server_version // 10000)
    pair.before, pair.after = (side.where(lambda item: item.kind not in SHARED) for side in (pair.before, pair.after))
    chance = random.Random(seed)
    with ExitStack() as stack:
        name = stack.enter_context(there.copy())
        with closing(connect(there.place(name))) as own:
            stocked(own, pair, spelled=False)
            contents = held(own, pair)
        whole = stack.enter_context(there.copy(name))
        try:
            done = led(pair.after, there.place(whole))
            if led(pair.after, there.place(whole)):
                yield "something is left to do after a run that nothing cut off"
        except MizzleError as error:  # rows that do not fit, and what a declaration may not say
            tally[f"refused: {type(error).__name__}"] += 1
            return
        with closing(connect(there.place(whole))) as own:
            goal = read(own).facts
        if not done.statements:
            tally["nothing to do"] += 1
            return
        tally["plans"] += 1
        tally["statements"] += len(done.statements)
        tally["columns expanded"] += sum(statement.repeatable for statement in done.statements)
        for turn, place in enumerate(places(done, there.admin, chance)):
            way = chance.choice(["killed", "killed", *WAYS])
            tally[f"cut: {way}"] += 1
            with there.copy(name) as database:
                url = there.place(database)
                try:
                    run = partial(led, pair.after, url)
                    killed(run, place) if way == "killed" else terminated(run, place, url, way)
                    led(pair.after, url)
                    with closing(connect(url)) as own:
                        if read(own).facts != goal:
                            yield f"{way} behind {place}: another end state"
                        kept(own, pair, contents)
                    # From the same facts follows the same plan, which is empty: shown once for each.
                    if turn == 0 and led(pair.after, url):
                        yield f"{way} behind {place}: something is left to do"
                except (MizzleError, LawBroken, psycopg.Error) as error:
                    yield f"{way} behind {place} of {len(done.statements)}: {type(error).__name__}: {error}"


def main() -> int:
    """Run them; 1 where something was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.cuts", description=__doc__)
    parser.add_argument("--plans", type=int, default=100, help="how many seeds")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--major", type=int, help="the version of the server")
    options = parser.parse_args()
    tally: Counter[str] = Counter()
    wrong, start = 0, time.monotonic()
    with ExitStack() as stack:
        url = stack.enter_context(server(throw_away=True, major=options.major)).url
        admin = stack.enter_context(closing(connect(url)))
        known = extensions(admin)
        for seed in range(options.seed, options.seed + options.plans):
            for line in one(Server(admin, url), seed, known, tally=tally):
                wrong += 1
                print(f"seed {seed}: {line}", flush=True)  # noqa: T201
        major = admin.info.server_version // 10000
    seeds = f"seeds {options.seed} to {options.seed + options.plans - 1}"
    told = ", ".join(f"{number:,} {what}" for what, number in sorted(tally.items()))
    print(f"PostgreSQL {major}, {seeds}: {told}; {wrong} wrong, {time.monotonic() - start:.0f} s")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
