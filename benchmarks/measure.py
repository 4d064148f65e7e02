"""What the scripts share: a server with filled databases, CPU times, medians, and one table.

CPU and not wall time, because machines are shared: the client's by getrusage or process_time, the server's from /proc, of
its backends alone. What is compared is measured in turn, run by run, so that a busy minute falls on all of it.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from attrs import Factory, define, frozen

from benchmarks.schemas import source
from mizzle.embedded import Server, server

ROOT = Path(__file__).resolve().parent.parent
TICK = os.sysconf("SC_CLK_TCK")
SIZES = (10, 100, 1000, 5000)
PACKAGES = ("attrs", "cattrs", "click", "psycopg", "sqlglot")

Cost = tuple[float, float]  # seconds of CPU: the client's, the server's
Trial = Callable[[], Mapping[str, Cost]]
Samples = dict[str, list[Cost]]


@frozen
class Row:
    """One line of the table.

    beside  what the ratio is to
    goal    the limit of the ratio, where there is one
    """

    tables: int
    what: str
    costs: Sequence[Cost] = ()
    beside: str = ""
    ratio: float | None = None
    goal: float | None = None

    def cells(self) -> list[str]:
        """The line as text."""
        parts = zip(*((client + server, client, server) for client, server in self.costs), strict=True)
        times = [spread(part) for part in parts] or [""] * 3
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} of {self.beside}"
        goal = "" if self.goal is None or self.ratio is None else "met" if self.ratio <= self.goal else "MISSED"
        return [
            f"{self.tables:,}" if self.tables else "",
            self.what,
            *times,
            ratio,
            f"≤ {self.goal:g}: {goal}" if goal else "",
        ]


HEADS = ("tables", "what", "CPU, ms", "client", "server", "ratio", "goal")


@define
class Bench:
    """A throw-away server, and the databases and modules that the scripts have asked for so far."""

    where: Server
    folder: Path
    tables: Sequence[int]
    runs: int
    _databases: dict[tuple[str, int, int], str] = Factory(dict)

    def module(self, count: int, *, changed: int = 0) -> Path:
        """A schema module of so many tables, of which so many are changed."""
        file = self.folder / f"tables_{count}_{changed}.py"
        if not file.exists():
            file.write_text(source(count, changed=changed), encoding="utf-8")
        return file

    def database(self, name: str, count: int, *, changed: int = 0, pushed: bool = False) -> str:
        """The URL of a database that holds the module of that size: pushed, or by psql, which is quicker."""
        key = (name, count, changed)
        if key not in self._databases:
            self._databases[key] = url = self.empty(f"{name}_{count}_{changed}")
            mizzle, module = [sys.executable, "-m", "mizzle"], self.module(count, changed=changed)
            with progress(f"filling database {name} with {count:,} tables"):
                if pushed:
                    self.call([*mizzle, "push", str(module), "--url", url, "--quiet"])
                else:
                    script = module.with_suffix(".sql")
                    script.write_text(self.call([*mizzle, "export", str(module)]), encoding="utf-8")
                    self.call([str(self.where.bin / "psql"), "-Xqv", "ON_ERROR_STOP=1", "-f", str(script), url])
                with psycopg.connect(url, autocommit=True) as connection:
                    connection.execute("VACUUM ANALYZE")
        return self._databases[key]

    def empty(self, name: str) -> str:
        """The URL of a new database."""
        with psycopg.connect(self.where.url, autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.where.url_for(name)

    def call(self, command: Sequence[str], *, ok: Sequence[int] = (0,)) -> str:
        """Run a command and give what it prints. The cache of spellings is the benchmark's own.

        Bytecode is kept as users' Python keeps it, whatever the surroundings say: compiling mizzle's modules anew at each start
        is no part of any job.
        """
        usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        kept = {"XDG_CACHE_HOME": str(self.folder / "cache"), "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=usual | kept,
        )
        if done.returncode not in ok:
            sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done.stdout

    def whole(self, command: Sequence[str], *, ok: Sequence[int] = (0,)) -> Cost:
        """What a whole process costs, start and imports included, and what the server does for it."""
        client, backends = _children(), self._backends()
        self.call(command, ok=ok)
        return _children() - client, self._backends() - backends

    def steps(self, name: str, *arguments: object) -> dict[str, Cost]:
        """What the steps of benchmarks/steps.py cost inside a process of their own."""
        found = json.loads(self.call([sys.executable, "-m", "benchmarks.steps", name, *map(str, arguments)]))
        return {step: (client, server) for step, (client, server) in found.items()}

    def in_turn(self, what: str, count: int, trials: Mapping[str, Trial]) -> Samples:
        """Every trial once a run, run by run; a first run that warms caches does not count.

        Above 1,000 tables a third of the runs has to do.
        """
        samples: Samples = {}
        runs = self.runs if count <= 1000 else max(1, self.runs // 3)
        with progress(f"{what}, {count:,} tables" if count else what) as say:
            for run in range(runs + 1):
                say(f"run {run} of {runs}" if run else "warming up")
                for trial in trials.values():
                    for name, cost in trial().items():
                        samples.setdefault(name, []).extend([cost] if run else [])
        return samples

    def _backends(self) -> float:
        """Seconds of CPU of all backends that have ended; waits for those of a client that has just gone."""
        postmaster = self.where.pid
        for _ in range(200):
            if not any(_is_backend(child) for child in _processes(postmaster)):
                break
            time.sleep(0.01)
        words = Path(f"/proc/{postmaster}/stat").read_text().rpartition(")")[2].split()
        return (int(words[13]) + int(words[14])) / TICK


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _processes(parent: int) -> Iterator[Path]:
    for name in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        yield Path("/proc") / name


def _is_backend(process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().replace(b"\0", b" ").split()
    except OSError:
        return False
    # "postgres: user database [local] idle"; background workers have their purpose there. One that has ended and is not yet
    # counted has no words at all.
    return not words or b"[local]" in words


def median(costs: Sequence[Cost]) -> float:
    """The median of client and server together, in seconds."""
    return statistics.median([sum(cost) for cost in costs])


def spread(values: Sequence[float]) -> str:
    """Median, minimum and maximum in milliseconds."""
    digits = 1 if max(values) < 0.1 else 0
    low, middle, high = (
        f"{value * 1000:.{digits}f}" for value in (min(values), statistics.median(values), max(values))
    )
    return f"{middle} ({low}-{high})"


def compared(tables: int, samples: Samples, beside: str, goals: Mapping[str, float] | None = None) -> list[Row]:
    """A row for each thing measured, with its ratio to one of them."""
    base = median(samples[beside])
    return [
        Row(
            tables,
            what,
            costs,
            beside,
            median(costs) / base if base and what != beside else None,
            (goals or {}).get(what),
        )
        for what, costs in samples.items()
    ]


def growth(rows: Sequence[Row], what: str, small: int, large: int, goal: float) -> list[Row]:
    """How much dearer something is at the larger size; nothing where one of the sizes was not measured."""
    found = {row.tables: median(row.costs) for row in rows if row.what == what and row.costs}
    if small not in found or large not in found:
        return []
    return [Row(large, f"growth of {what}", beside=f"{small:,} tables", ratio=found[large] / found[small], goal=goal)]


def text_table(rows: Sequence[Row]) -> str:
    """One table of text."""
    lines = [list(HEADS), *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def versions(where: Server) -> str:
    """What was measured, on what."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"mizzle {version('mizzle')}, PostgreSQL {where.major} (embedded, autovacuum off), "
        f"Python {platform.python_version()}, {packages}; {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs"
    )


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A line on stderr for each step: which, and how long it took."""
    begun = time.monotonic()

    def say(step: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\033[K{what}: {step}", end="", file=sys.stderr, flush=True)

    yield say
    end = "\r\033[K" if sys.stderr.isatty() else ""
    print(f"{end}{what}: {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def bench(tables: Sequence[int], runs: int) -> Iterator[Bench]:
    """A server to measure on."""
    if not Path("/proc/self/schedstat").exists():
        sys.exit("the benchmarks read the CPU time of processes from /proc, which only Linux has")
    with (
        tempfile.TemporaryDirectory(prefix="mizzle-bench-") as name,
        server(throw_away=True, settings={"autovacuum": "off"}) as where,
    ):
        yield Bench(where, Path(name), tables, runs)


def arguments(about: str, *, tables: Sequence[int] = SIZES, runs: int = 11) -> argparse.ArgumentParser:
    """--tables and --runs."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--tables", type=int, nargs="+", default=list(tables), metavar="N")
    parser.add_argument("--runs", type=int, default=runs, metavar="N")
    return parser


def script(about: str, measure: Callable[[Bench], list[Row]]) -> None:
    """Run one script: measure, and print its table."""
    given = arguments(about).parse_args()
    with bench(given.tables, given.runs) as where:
        rows = measure(where)
        print(about.strip().split("\n", maxsplit=1)[0])
        print(
            f"{versions(where.where)}\nmedian (minimum-maximum) of {given.runs} interleaved runs, a third of them above 1,000 tables; {' '.join(sys.argv)}\n"
        )
        print(text_table(rows))
