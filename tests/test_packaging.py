"""The wheel and the sdist, built from the tracked files and used far from the repository."""

import os
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from tests.repository import FOLDERS, ROOT, copy, module, sources, tracked

SCHEMA = """
from mizzle import integer, pg_table, text

users = pg_table("users", {"id": integer().primary_key(), "email": text().not_null()})
"""


def run(*words: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist, and the wheel that was built from the sdist."""
    source, out = copy(tmp_path_factory.mktemp("source")), tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, source, cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an empty environment with the wheel in it."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=True)
    done = run(home / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=home)
    assert done.returncode == 0, done.stdout + done.stderr
    return home / "bin"


def test_the_wheel_carries_exactly_the_tracked_files(wheel: Path) -> None:
    want = {module(name).replace(".", "/") + ".py" for name in sources() if not name.endswith("__init__.py")}
    want |= {module(name).replace(".", "/") + "/__init__.py" for name in sources() if name.endswith("__init__.py")}
    got = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert got == want | {"mizzle/py.typed"}


def test_the_sdist_carries_the_tests_and_what_they_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        got = {name.partition("/")[2] for name in archive.getnames()}
    folders = ("tests/", "examples/", "benchmarks/")
    want = {name for name in tracked() if name.startswith(folders)} | set(sources())

    assert want | {"Makefile", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "LICENSE"} <= got


def test_every_subpackage_stands_in_the_list() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]

    assert set(listed) == {module(name) for name in sources() if name.endswith("__init__.py")}


def test_the_installed_wheel_declares_and_exports(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "schema.py").write_text(SCHEMA)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    told = run(installed / "mizzle", "--version", cwd=tmp_path)
    exported = run(installed / "mizzle", "export", "schema.py", cwd=tmp_path)

    assert told.stdout == f"mizzle {version}\n"
    assert 'CREATE TABLE "public"."users"' in exported.stdout
    assert exported.returncode == 0


def test_the_installed_wheel_lies_under_one_name_and_needs_no_hypothesis(installed: Path, tmp_path: Path) -> None:
    names = [*FOLDERS, "tests", "benchmarks", "examples", "hypothesis", "pytest"]
    done = run(
        installed / "python",
        "-c",
        f"import importlib.util, mizzle\nprint([name for name in {names} if importlib.util.find_spec(name)])\n"
        "print(mizzle.__file__)",
        cwd=tmp_path,
    )
    found, file = done.stdout.splitlines()

    assert found == "[]"
    assert Path(file).is_relative_to(installed.parent)
