"""`python -m benchmarks`: every question, and one table of the answers in benchmarks/RESULTS.md."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import compile as compiling
from benchmarks import deep, noop, plan, read, start
from benchmarks.measure import HEADS, Bench, Row, arguments, bench, progress, versions

SCRIPTS: dict[str, Callable[[Bench], list[Row]]] = {
    script.__name__.rpartition(".")[2]: script.measure for script in (noop, start, read, plan, compiling, deep)
}
RESULTS = Path(__file__).with_name("RESULTS.md")
QUERIES = "\n## Queries\n"  # from here on stands what `python -m benchmarks.queries` printed


def page(found: dict[str, list[Row]], about: str, command: str, runs: int) -> str:
    """The table as Markdown."""
    missed = [row for rows in found.values() for row in rows if row.goal and row.ratio and row.ratio > row.goal]
    goals = [row for rows in found.values() for row in rows if row.goal]
    heads = ("script", *HEADS)
    lines = [heads, ["---"] * len(heads), *([name, *row.cells()] for name, rows in found.items() for row in rows)]
    return (
        f"# What mizzle costs\n\nWritten by `{command}` on {datetime.now(UTC):%Y-%m-%d}; {about}.\n\n"
        f"CPU in milliseconds of client and server together, median (minimum-maximum) of {runs} interleaved runs (above 1,000 tables a third of them). CPU and not "
        "wall time, because the machine was shared with other work; that shows in the maxima. The schemas are those of "
        "`benchmarks/schemas.py`. Goals are about 1,000 tables and more; "
        f"{len(goals) - len(missed)} of {len(goals)} are met.\n\n"
        + "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the table goes")
    given = parser.parse_args()
    command = " ".join(["python -m benchmarks", *sys.argv[1:]])
    before = given.out.read_text(encoding="utf-8") if given.out.exists() else ""
    queries = "".join(before.partition(QUERIES)[1:])
    with bench(given.tables, given.runs) as where:
        found = {}
        for name, measure in SCRIPTS.items():
            with progress(name):
                found[name] = measure(where)
            # After each script, so that a long run that is broken off leaves what it found.
            text = page(found, versions(where.where), command, given.runs)
            given.out.write_text(text + queries, encoding="utf-8")
    print(f"{given.out}: {sum(map(len, found.values()))} rows")


if __name__ == "__main__":
    main()
