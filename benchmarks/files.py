"""What files cost where there is nothing to do: `mizzle generate` on 1,000 tables, `mizzle migrate` with 500 files.

    python -m benchmarks.files

Each is held against what it cannot do without: importing the schema module and reading the snapshot; importing psycopg and
click and connecting once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg

from mizzle.embedded import server
from mizzle.generating import generate_custom
from mizzle.migrating import migrate

RUNS = 7
TABLES, FILES = 1_000, 500
MODULE = f"""
from mizzle import *
app = pg_schema("app")
for number in range({TABLES}):
    globals()[f"t{{number}}"] = app.table(
        f"t{{number}}",
        {{
            "id": integer().primary_key(),
            "name": text().not_null().default("x"),
            "at": timestamp(with_timezone=True).default(sql("now()")),
            "price": numeric(precision=10, scale=2),
            **{{f"c{{column}}": text() for column in range(9)}},
        }},
        lambda t: [index().on(t.name), check("c", sql("{{}} > 0", t.price))],
    )
"""
READ = "import sys; from pathlib import Path; from mizzle.snapshot import load; load(next(Path('migrations').glob('*/snapshot.json')).read_text())"
CONNECT = "import sys, psycopg, click; psycopg.connect(sys.argv[1]).execute('SELECT 1')"


def best(run: Callable[[], object]) -> float:
    """The shortest of some runs, in milliseconds: what others do at the same time only adds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def process(*words: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def round_trips(url: str, folder: Path) -> int:
    """The statements that a migrate with nothing to do sends."""
    count = 0
    real = psycopg.Connection.execute

    def counted(self: psycopg.Connection, *words: object, **options: object) -> object:
        nonlocal count
        count += 1
        return real(self, *words, **options)  # type: ignore[arg-type]

    psycopg.Connection.execute = counted  # type: ignore[method-assign, assignment]
    try:
        migrate(url, out=folder)
    finally:
        psycopg.Connection.execute = real  # type: ignore[method-assign]
    return count


def main() -> None:
    rows: list[Sequence[object]] = []
    with tempfile.TemporaryDirectory() as folder, server(throw_away=True) as where:
        os.chdir(folder)
        Path("schema.py").write_text(MODULE)
        generate = process("-m", "mizzle", "generate", "schema.py", "--no-verify")
        generate()
        needed = best(process("-c", "import schema")) + best(process("-c", READ)) - best(process("-c", "pass"))
        took = best(generate)
        rows.append((f"generate, {TABLES:,} tables", took, needed, f"{took / needed:.2f} times"))
        shutil.rmtree("migrations")
        for number in range(FILES):
            generate_custom(name=f"n{number}")
        migrate(where.url)
        needed = best(process("-c", CONNECT, where.url))
        took = best(process("-m", "mizzle", "migrate", "--url", where.url))
        trips = round_trips(where.url, Path("migrations"))
        rows.append((f"migrate, {FILES} files", took, needed, f"{took - needed:.0f} ms more, {trips} statements"))
    print(f"{'nothing to do':26} {'takes':>9} {'needs':>9}")
    for what, took, needed, told in rows:
        print(f"{what:26} {took:6.0f} ms {needed:6.0f} ms  {told}")


if __name__ == "__main__":
    main()
