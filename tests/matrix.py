"""The golden cases and 300 drawn pairs on each supported version: what `make test-matrix` runs.

python -m tests.matrix --majors 14,16 --pairs 300
"""

import argparse
import os
import subprocess
import sys

from tests.binaries import VERSIONS, fetched
from tests.repository import ROOT


def main() -> int:
    """Run all; 1 when anything failed, named in the last lines."""
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    parser.add_argument("--majors", default=",".join(map(str, VERSIONS)), help="which versions, with commas")
    parser.add_argument("--pairs", type=int, default=300, help="how many pairs on each")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    failed = []
    for major in map(int, options.majors.split(",")):
        environment = os.environ | {"MIZZLE_PG_BIN": str(fetched(major)), "MIZZLE_TEST_MAJORS": str(major)}
        fuzz = ["-m", "mizzle.testing.fuzz", f"--major={major}", f"--pairs={options.pairs}", f"--seed={options.seed}"]
        for what, command in {"golden cases": ["-m", "pytest", "-q", "-n", "2", "tests/golden"], "pairs": fuzz}.items():
            print(f"PostgreSQL {VERSIONS[major]}: {what}", flush=True)  # noqa: T201
            if subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=False).returncode:
                failed.append(f"PostgreSQL {major}: {what}")
    print("\n".join(f"FAILED {what}" for what in failed) or "all hold")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
