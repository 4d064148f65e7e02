"""The repository as a newcomer gets it: its tracked files, wherever it lies."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "model": "mizzle.model",
    "dsl": "mizzle.dsl",
    "compiler": "mizzle.compiler",
    "introspect": "mizzle.introspect",
}


@cache
def tracked() -> tuple[str, ...]:
    """The files that git knows, or would take: what is new and not ignored counts too."""
    if not (ROOT / ".git").exists():
        pytest.skip("no git here: this is an sdist")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and os.path.lexists(ROOT / name)))


def copy(target: Path) -> Path:
    """A copy of the repository, links as links, without what is not tracked."""
    for name in tracked():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name, follow_symlinks=False)
    return target


def module(file: str) -> str:
    """The import name of a Python file: dsl/table.py is mizzle.dsl.table."""
    folder, _, rest = file.partition("/")
    name = f"{FOLDERS.get(folder, folder)}.{rest.removesuffix('.py').replace('/', '.')}"
    return name.removesuffix(".__init__")


def sources() -> list[str]:
    """The Python files that a wheel carries."""
    return [
        name
        for name in tracked()
        if name.endswith(".py") and name.partition("/")[0] in ("mizzle", *FOLDERS) and not (ROOT / name).is_symlink()
    ]
