"""`make demo` in a fresh clone that only its owner can enter, with nothing set up: as root and as an ordinary account."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository import copy

ROOT = os.geteuid() == 0
pytestmark = pytest.mark.slow  # each makes an environment of its own


@pytest.fixture
def private() -> Iterator[Path]:
    """A folder with mode 0700."""
    with tempfile.TemporaryDirectory(prefix="mizzle-clone-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def demo(clone: Path, home: Path, python: str, **options: object) -> "subprocess.CompletedProcess[str]":
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MIZZLE_", "MAKE", "VIRTUAL"))
    }
    done: subprocess.CompletedProcess[str] = subprocess.run(
        ["make", "demo", f"PYTHON={python}"],
        cwd=clone,
        env=environment | {"HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return done


def works(done: "subprocess.CompletedProcess[str]") -> bool:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.endswith("-- 3. push once more\nnothing to do\n\n")


def test_the_demo_runs_in_a_fresh_clone_below_a_private_folder(private: Path) -> None:
    clone = copy(private / "clone")

    assert works(demo(clone, Path.home(), sys.base_prefix + "/bin/python3"))
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@pytest.mark.skipif(not ROOT, reason="only root can become another account")
def test_the_demo_runs_for_an_ordinary_account(private: Path) -> None:
    python = next((path for path in ("/usr/bin/python3", "/usr/local/bin/python3") if fits(path)), None)
    if python is None:
        pytest.skip("no Python 3.11 that an ordinary account reaches")
    who = pwd.getpwnam("nobody")
    copy(private / "clone")
    (private / "home").mkdir()
    for path in (private, *private.rglob("*")):
        os.chown(path, who.pw_uid, who.pw_gid, follow_symlinks=False)

    done = demo(
        private / "clone", private / "home", python, user=who.pw_uid, group=who.pw_gid, extra_groups=[], umask=0o077
    )
    assert works(done)
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


def fits(path: str) -> bool:
    """Whether the interpreter is there, new enough and able to make environments."""
    check = "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"
    return shutil.which(path) is not None and subprocess.run([path, "-c", check], check=False).returncode == 0
