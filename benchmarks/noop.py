"""No-op diff of two databases, and push of an unchanged module, beside one pg_dump -s: CPU of whole processes.

Client CPU by getrusage, server CPU from /proc of the postmaster and its backends; medians of interleaved runs.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.measure import client_cpu, create, fill, folder, server_cpu, spread, table, write
from mizzle.embedded import server


def measured(command: Sequence[str], postmaster: int) -> tuple[float, float]:
    """Client and server seconds of one run."""
    before = server_cpu(postmaster)
    client = client_cpu(command)
    time.sleep(0.05)  # backends end after their clients
    return client, server_cpu(postmaster) - before


def main(counts: Sequence[int], runs: int) -> str:
    rows = []
    with server(throw_away=True) as where, folder() as place:
        for count in counts:
            module = write(place, f"tables_{count}", count)
            urls = [create(where.url, where.url_for, f"{name}{count}") for name in ("a", "b")]
            for url in urls:
                fill(url, module)
            python = [sys.executable, "-m", "mizzle"]
            commands = {
                "pg_dump -s A": [str(where.bin / "pg_dump"), "-s", urls[0]],
                "mizzle diff A B": [*python, "diff", *urls],
                "mizzle push, unchanged": [*python, "push", str(module), "--url", urls[0]],
                "import of the module": [sys.executable, str(module)],
            }
            for command in commands.values():
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            samples: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
            for _ in range(runs):
                for name, command in commands.items():
                    samples[name].append(measured(command, where.pid))
            medians = {name: sorted(map(sum, found))[len(found) // 2] for name, found in samples.items()}
            for name, found in samples.items():
                rows.append(
                    [
                        f"{count:,}",
                        name,
                        spread([sum(pair) for pair in found]),
                        spread([pair[0] for pair in found]),
                        spread([pair[1] for pair in found]),
                        f"{medians[name] / medians['pg_dump -s A']:.2f}",
                    ]
                )
    return table(
        f"No-op on PostgreSQL {where.major}, {runs} interleaved runs, CPU in ms: median (min..max)",
        ["tables", "what", "whole", "client", "server", "÷ pg_dump"],
        rows,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, nargs="+", default=[1000])
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    print(main(given.tables, given.runs))
