"""Every benchmark script runs, on three tables and once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
SCRIPTS = {"start", "compile", "read", "plan", "noop", "deep"}


def run(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", module, "--tables", "3", "--runs", "1", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.slow
def test_all_questions_are_answered_in_one_table(tmp_path: Path) -> None:
    out = tmp_path / "results.md"
    done = run("benchmarks", "--out", str(out))

    assert done.returncode == 0, done.stderr
    text = out.read_text()
    lines = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    rows = [line[0].removeprefix("| ") for line in lines[2:]]
    assert set(rows) == SCRIPTS
    assert all(rows.count(name) >= 2 for name in SCRIPTS)
    assert "mizzle --version" in text
    assert "PostgreSQL 18" in text
    assert "psycopg" in text
    assert "--runs 1" in text
    assert "start: " in done.stderr


@pytest.mark.slow
def test_a_script_prints_its_question_the_versions_and_its_table() -> None:
    done = run("benchmarks.compile")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("What does the way from declared tables to DDL text cost?")
    assert "psycopg" in done.stdout
    assert "model → plan from nothing" in done.stdout
    assert "of import of the module: declaring" in done.stdout
    assert "compile, 3 tables" in done.stderr
