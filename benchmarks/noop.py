"""What does `mizzle` cost when there is nothing to do, beside one pg_dump -s?

Whole processes: diff of two equal databases, and push of an unchanged module after the push that made the database.
"""

import sys

from benchmarks.measure import Bench, Row, Samples, compared, growth, median, script

DUMP, DIFF, PUSH = "pg_dump -s A", "mizzle diff A B", "mizzle push MODULE, unchanged"
DECLARING = "import of the module: declaring"


def measure(bench: Bench) -> list[Row]:
    rows = []
    for count in bench.tables:
        here, there, module = bench.database("a", count, pushed=True), bench.database("b", count), bench.module(count)
        mizzle = [sys.executable, "-m", "mizzle"]
        commands = {
            DUMP: [str(bench.where.bin / "pg_dump"), "-s", here],
            DIFF: [*mizzle, "diff", here, there],
            PUSH: [*mizzle, "push", str(module), "--url", here],
        }
        samples = bench.in_turn(
            "no-op",
            count,
            {name: lambda name=name, commands=commands: {name: bench.whole(commands[name])} for name in commands}
            | {
                DECLARING: lambda module=module: bench.steps("load", module),
                "parts": lambda here=here, there=there: {
                    f"part of diff: {part}": cost for part, cost in bench.steps("noop", here, there).items()
                },
            },
        )
        parts = {name: samples.pop(name) for name in list(samples) if name.startswith("part")}
        rows += compared(count, samples, DUMP, {DIFF: 1.5} if count >= 1000 else {})
        rows += push_without_declaring(count, samples)
        rows += compared(count, {DIFF: samples[DIFF], **parts}, DIFF)[1:]
    return rows + growth(rows, DIFF, 1000, 5000, 6)


def push_without_declaring(count: int, samples: Samples) -> list[Row]:
    """The goal of push: twice pg_dump, plus the time to import the module."""
    rest = median(samples[PUSH]) - median(samples[DECLARING])
    ratio = rest / median(samples[DUMP])
    return [Row(count, "push less the import", beside=DUMP, ratio=ratio, goal=2 if count >= 1000 else None)]


if __name__ == "__main__":
    script(__doc__, measure)
