"""What do importing mizzle, starting its command and declaring tables cost?

A bare `python -c "import attrs"` is the measure of the start, for nothing that uses attrs can be faster.
"""

import sys
from pathlib import Path

from benchmarks.measure import Bench, Row, compared, script

ATTRS = 'python -c "import attrs"'


def measure(bench: Bench) -> list[Row]:
    python = [sys.executable, "-c"]
    commands = {
        ATTRS: [*python, "import attrs"],
        "python -c pass": [*python, "pass"],
        'python -c "import mizzle"': [*python, "import mizzle"],
        'python -c "from mizzle import pg_table, text"': [*python, "from mizzle import pg_table, text"],
        "mizzle --version": [str(Path(sys.executable).with_name("mizzle")), "--version"],
    } | {
        f"python tables_{count}.py: declaring {count:,} tables": [sys.executable, str(bench.module(count))]
        for count in bench.tables
    }
    samples = bench.in_turn(
        "start", 0, {name: lambda name=name: {name: bench.whole(commands[name])} for name in commands}
    )
    return compared(0, samples, ATTRS, {"mizzle --version": 2.5})


if __name__ == "__main__":
    script(__doc__, measure)
