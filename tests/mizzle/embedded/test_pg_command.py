import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mizzle-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "d"


def pg(place: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mizzle", "pg", "--data", str(place), *arguments],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_a_started_server_stays_until_it_is_stopped(place: Path) -> None:
    url = pg(place, "start").stdout.strip()
    assert url.startswith("postgresql://")
    assert pg(place, "url").stdout.strip() == url
    assert json.loads(pg(place, "status", "--json").stdout)["running"] is True
    assert pg(place, "psql", "-XAtc", "SELECT 40 + 2").stdout.strip() == "42"
    assert pg(place, "stop").stdout == "stopped\n"
    assert pg(place, "stop").stdout == "not running\n"
    assert "running   false" in pg(place, "status").stdout


def test_reset_wants_to_be_sure(place: Path) -> None:
    pg(place, "start")
    refused = pg(place, "reset")
    done = pg(place, "reset", "--yes")

    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert done.stdout == f"deleted {place}\n"
    assert not place.exists()
