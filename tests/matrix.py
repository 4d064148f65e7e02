"""The table of locks measured anew, the golden cases and what they lock, 300 drawn pairs and what 300 drawn plans lock on each
supported version: what `make test-matrix` runs.

python -m tests.matrix --majors 14,16 --pairs 300 --only "table of locks"
"""

import argparse
import os
import subprocess
import sys

from mizzle.testing.fuzz import PLANS
from tests.binaries import VERSIONS, fetched
from tests.repository import ROOT

WHAT = {
    "table of locks": "pytest -q -n 2 tests/compiler/test_forms.py",
    "golden cases": "pytest -q -n 2 tests/golden",
    "pairs": "mizzle.testing.fuzz --major={major} --pairs={pairs} --seed={seed}",
    "locks of golden cases": "tests.golden.declared --major={major}",
    "locks of plans": "mizzle.testing.fuzz --hazards --major={major} --pairs={chains} --seed={seed}",
}


def main() -> int:
    """Run all; 1 when anything failed, named in the last lines."""
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    parser.add_argument("--majors", default=",".join(map(str, VERSIONS)), help="which versions, with commas")
    parser.add_argument("--pairs", type=int, default=300, help="how many pairs on each")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--only", choices=WHAT, help="one of the parts alone")
    options = parser.parse_args()
    failed = []
    for major in map(int, options.majors.split(",")):
        environment = os.environ | {"MIZZLE_PG_BIN": str(fetched(major)), "MIZZLE_TEST_MAJORS": str(major)}
        for what in [options.only] if options.only else WHAT:
            words = WHAT[what].format(
                major=major, pairs=options.pairs, chains=-(-options.pairs // PLANS), seed=options.seed
            )
            print(f"PostgreSQL {VERSIONS[major]}: {what}", flush=True)  # noqa: T201
            command = [sys.executable, "-m", *words.split()]
            if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
                failed.append(f"PostgreSQL {major}: {what}")
    print("\n".join(f"FAILED {what}" for what in failed) or "all hold")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
