"""Where the public schemas and pairs lie: beside the repository, or where MIZZLE_TEST_CORPUS says. None of it is ours."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    Path(os.environ.get("MIZZLE_TEST_CORPUS", "")) if os.environ.get("MIZZLE_TEST_CORPUS") else None,
    ROOT.parent / "shared" / "corpus",
]
CORPUS = next((place for place in PLACES if place and place.is_dir()), None)
MISSING = "no corpus beside the repository (../shared/corpus), nor at MIZZLE_TEST_CORPUS"
