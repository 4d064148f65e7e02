"""What do Alembic, SQLAlchemy and migra cost on the same databases, in the same run?

They are installed from PyPI into throw-away environments; migra into one of its own, since it needs an older SQLAlchemy.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import Bench, Cost, Row, arguments, bench, compared, progress, text_table, versions

MODERN = ("alembic", "sqlalchemy", "psycopg2-binary")
MIGRA = ("migra", "sqlalchemy<2.1", "psycopg2-binary", "setuptools<81")
DUMP = "pg_dump -s A"


def environment(folder: Path, requirements: tuple[str, ...]) -> Path:
    """The bin folder of a new environment. Ends the script where PyPI cannot be reached."""
    with progress(f"installing {', '.join(requirements)}"):
        for command in (
            [sys.executable, "-m", "venv", str(folder)],
            [str(folder / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *requirements],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return folder / "bin"


def installed(programs: Path, names: tuple[str, ...]) -> str:
    """The versions of some packages in an environment."""
    code = "import sys, importlib.metadata as m; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    return subprocess.check_output([programs / "python", "-c", code, *names], text=True).strip()


def measure(bench: Bench, modern: Path, migra: Path) -> list[Row]:
    rows = []
    for count in bench.tables:
        here, there, module = bench.database("a", count, pushed=True), bench.database("b", count), bench.module(count)
        mizzle = [sys.executable, "-m", "mizzle"]
        commands = {
            DUMP: [str(bench.where.bin / "pg_dump"), "-s", here],
            "mizzle diff A B": [*mizzle, "diff", here, there],
            "mizzle push MODULE, unchanged": [*mizzle, "push", str(module), "--url", here],
            "mizzle export MODULE": [*mizzle, "export", str(module)],
            "migra A B": [str(migra / "migra"), "--unsafe", here, there],
        }

        def alembic(here: str = here, there: str = there) -> Mapping[str, Cost]:
            found = json.loads(bench.call([str(modern / "python"), "-m", "benchmarks.peer_steps", here, there]))
            start, compare = found.pop("start and imports"), found.pop("Alembic: compare_metadata")
            connecting = found.pop("connecting")
            whole = tuple(map(sum, zip(start, connecting, compare, strict=True)))
            return {name: tuple(cost) for name, cost in found.items()} | {
                "Alembic: start, compare_metadata with B": whole
            }

        samples = bench.in_turn(
            "peers",
            count,
            {
                # migra ends with 2 where it finds a difference.
                name: lambda name=name, commands=commands: {name: bench.whole(commands[name], ok=(0, 2))}
                for name in commands
            }
            | {"alembic": alembic},
        )
        rows += compared(count, samples, DUMP)
    return rows


def main() -> None:
    given = arguments(__doc__ or "", tables=(1000,), runs=5).parse_args()
    with bench(given.tables, given.runs) as where:
        modern = environment(where.folder / "modern", MODERN)
        migra = environment(where.folder / "migra", MIGRA)
        rows = measure(where, modern, migra)
        print((__doc__ or "").split("\n", maxsplit=1)[0])
        print(versions(where.where))
        print(f"{installed(modern, MODERN)}; {installed(migra, ('migra', 'schemainspect', 'sqlalchemy'))}")
        print(
            f"median (minimum-maximum) of {given.runs} interleaved runs, a third of them above 1,000 tables; {' '.join(sys.argv)}\n"
        )
        print(text_table(rows))


if __name__ == "__main__":
    main()
