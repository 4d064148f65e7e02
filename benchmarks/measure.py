"""What the scripts share: a server, databases, CPU times, medians, and one table of text."""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.schemas import source

# The time of a server's backends is not the client's: the process tree of the postmaster is read from /proc.
TICK = os.sysconf("SC_CLK_TCK")


def write(folder: Path, name: str, count: int, *, changed: int = 0) -> Path:
    """A schema module in a file."""
    file = folder / f"{name}.py"
    file.write_text(source(count, changed=changed), encoding="utf-8")
    return file


def create(admin_url: str, url_for: Callable[[str], str], name: str) -> str:
    """The URL of a new, empty database."""
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        admin.execute(f'CREATE DATABASE "{name}"'.encode())
    return url_for(name)


def fill(url: str, module: Path) -> None:
    """Push a schema module, in a process of its own."""
    subprocess.run(
        [sys.executable, "-m", "mizzle", "push", str(module), "--url", url, "--quiet", "--allow-all"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def client_cpu(command: Sequence[str], *, ok: Sequence[int] = (0,)) -> float:
    """Seconds of CPU of one whole process, imports included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in ok:
        sys.exit(f"{command[0]} failed: {done.stderr.decode()[-400:]}")
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def server_cpu(postmaster: int) -> float:
    """Seconds of CPU of a server and all backends that have ended (its waited-for children) or are running."""
    total = _stat(postmaster, children=True)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(words[1]) == postmaster:
                total += (int(words[11]) + int(words[12])) / TICK
    return total


def _stat(process: int, *, children: bool) -> float:
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    own = int(words[11]) + int(words[12])
    return (own + (int(words[13]) + int(words[14]) if children else 0)) / TICK


def spread(values: Sequence[float]) -> str:
    """Median, minimum and maximum in milliseconds."""
    return f"{statistics.median(values) * 1000:7.0f} ({min(values) * 1000:.0f}..{max(values) * 1000:.0f})"


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """One table of text."""
    widths = [max(len(str(row[place])) for row in (heads, *rows)) for place in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        return "  ".join(str(word).ljust(width) for word, width in zip(row, widths, strict=True)).rstrip()

    return "\n".join([title, line(heads), line(["-" * width for width in widths]), *map(line, rows)])


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mizzle-bench-") as name:
        yield Path(name)
