"""examples/plugins: installed as packages, found by their entry points, and tested as their author tests them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mizzle.plugins import status
from tests.repository import ROOT

STARTED = """
import sys
from acme_ratings import note_ratings
from acme_notes.service import Notes
from mizzle.plugins import start
with start(sys.argv[1], config={"welcome": "hello"}) as runtime:
    print([plugin.key for plugin in runtime.plugins], Notes(runtime.db).tagged("first"), runtime.db.count(note_ratings))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packages in it, as pip installs them."""
    source, home = tmp_path_factory.mktemp("source") / "plugins", tmp_path_factory.mktemp("installed")
    shutil.copytree(ROOT / "examples" / "plugins", source)
    command = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--target", str(home), str(source / "notes"), str(source / "ratings")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return home


def run(installed: Path, *words: str, cwd: Path = ROOT / "examples") -> str:
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{ROOT}"}
    done = subprocess.run([sys.executable, *words], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_application_finds_the_installed_plugins_and_has_their_tables(installed: Path, newest_database: str) -> None:
    wanted = "['@acme/notes', '@acme/ratings'] ['Welcome'] 0\n"
    assert run(installed, "-c", STARTED, newest_database) == wanted
    assert [(one.plugin, one.tables) for one in status(newest_database)] == [
        ("@acme/notes", ("acme_notes.note_authors", "acme_notes.note_tags", "acme_notes.notes")),
        ("@acme/ratings", ("acme_ratings.note_ratings",)),
    ]


def test_the_tests_of_the_example_pass(installed: Path) -> None:
    folder = ROOT / "examples" / "plugins" / "notes"
    told = run(installed, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "tests", cwd=folder)

    assert "1 passed" in told
