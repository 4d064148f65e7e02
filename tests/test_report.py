"""The last lines of a run, read from runs of their own in a folder with this conftest."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import MAJORS

HERE = Path(__file__).parent
SETTINGS = """
[tool.pytest.ini_options]
addopts = "--import-mode=importlib"
testpaths = ["tests"]
"""
WORKERS = pytest.mark.parametrize("workers", ["0", "2"])
ALL = ", ".join(f"PostgreSQL {major}" for major in sorted(MAJORS))


def run(folder: Path, test: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """A run of one test file beside this folder's conftest."""
    (folder / "tests").mkdir()
    (folder / "pyproject.toml").write_text(SETTINGS)
    for name in ("conftest.py", "report.py"):
        shutil.copy(HERE / name, folder / "tests" / name)
    (folder / "tests" / "test_it.py").write_text(test)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")},
        capture_output=True,
        text=True,
        check=False,
    )


@WORKERS
def test_a_run_tells_servers_pairs_and_skips(tmp_path: Path, workers: str) -> None:
    done = run(
        tmp_path,
        "import pytest\n"
        "from tests.conftest import TALLY\n"
        "def test_it(running):\n"
        "    TALLY.pairs[running.major] += 3\n"
        "    TALLY.drawn['edit add column'] += 1\n"
        "@pytest.mark.skip(reason='no such thing here')\n"
        "def test_skipped(): ...\n",
        "-n",
        workers,
    )

    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-len(MAJORS) - 4 : -1] == [
        f"servers used: {ALL}",
        *(f"pairs drawn on PostgreSQL {major}: 3" for major in sorted(MAJORS)),
        "kinds, types and edits drawn: 1",
        "skipped 1: no such thing here",
    ]


@WORKERS
def test_a_server_found_and_not_used_fails_a_whole_run(tmp_path: Path, workers: str) -> None:
    done = run(tmp_path, "def test_it(): ...\n", "-n", workers)

    assert done.returncode == 1
    assert f"FOUND AND NOT USED: {ALL.replace(', PostgreSQL', ',')}" in done.stdout
    assert "1 passed" in done.stdout


def test_a_run_of_some_tests_need_not_use_every_server(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_it(): ...\n", "-k", "it")

    assert done.returncode == 0
    assert "NOT USED" not in done.stdout
