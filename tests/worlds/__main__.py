"""Check the laws on small worlds that seeds decide: python -m tests.worlds --of partitions --pairs 1000 --seed 1 --major 18.

`--hazards` compares what is declared with what happens instead, and commits every statement; `--online` does so with plans that
hold no lock for long. A failing seed is printed with both
states and the plan's error; `--seed S --pairs 1` does it again.
"""

import argparse
import sys
import time
from contextlib import ExitStack, closing

from mizzle.connection import connect
from mizzle.embedded import server
from mizzle.scratch import scratch
from mizzle.testing.laws import REFUSED
from mizzle.testing.pair import LawBroken
from tests.worlds import closure, law, partitions, renames, rights, types
from tests.worlds.states import States

WORLDS = {"partitions": partitions, "closure": closure, "renames": renames, "rights": rights, "types": types}
LEAVE_OUT = 4  # every so many-th pair is run without each of its statements
FRESH = 40  # pairs a database, where nothing is committed


def main() -> int:
    """Run so many pairs; 1 when a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.worlds", description=__doc__)
    parser.add_argument("--of", choices=WORLDS, default="partitions", help="which world")
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--major", type=int)
    parser.add_argument("--hazards", action="store_true")
    parser.add_argument("--online", action="store_true")
    options = parser.parse_args()
    world, start = WORLDS[options.of], time.monotonic()
    told: dict[str, int] = {"hold": 0, "refused": 0, "unlawful": 0, "break a law": 0}
    looked, committed = 0, options.hazards or options.online
    with ExitStack() as stack:
        running = stack.enter_context(server(throw_away=True, major=options.major))
        admin = stack.enter_context(closing(connect(running.url)))
        fresh = 1 if committed else FRESH
        for first in range(options.seed, options.seed + options.pairs, fresh):
            with scratch(admin) as url, closing(connect(url)) as connection:
                for seed in range(first, min(first + fresh, options.seed + options.pairs)):
                    states = world.drawn(seed, running.major)
                    if not law.lawful(connection, states):
                        told["unlawful"] += 1
                        continue
                    try:
                        if committed:
                            looked += law.truthful(connection, states, online=options.online)
                            told["hold"] += 1
                        else:
                            held = law.holds(connection, states, leave_out=seed % LEAVE_OUT == 0)
                            told["hold" if held else "refused"] += 1
                    except REFUSED:
                        told["refused"] += 1
                    except Exception as error:  # noqa: BLE001 - whatever it is, the seed is told and the run goes on
                        told["break a law"] += 1
                        kind = "" if isinstance(error, LawBroken) else f"{type(error).__name__}: "
                        print(f"seed {seed}: {kind}{error}\n{_shown(states)}", flush=True)  # noqa: T201
                    if connection.closed:
                        break
        words = ", ".join(f"{number} {what}" for what, number in told.items())
        more = f"; {looked} statements did what they declared" if committed else ""
        print(f"PostgreSQL {running.major}, {options.of}: {words}, {time.monotonic() - start:.0f} s{more}")  # noqa: T201
    return 1 if told["break a law"] else 0


def _shown(states: States) -> str:
    parts = [states.before, states.rows, states.after, "\n".join(f"{old}:{new}" for old, new in states.renames.items())]
    return "\n---\n".join(part for part in parts if part)


if __name__ == "__main__":
    sys.exit(main())
