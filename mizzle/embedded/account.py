"""Who runs the server, and what that account can reach.

postgres refuses to run as root. As root we drop to an account that is there already (MIZZLE_PG_USER, else postgres, else
nobody); none is added, and no folder of anybody else changes its mode. What is out of the account's reach is refused.
"""

import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

from attrs import frozen

from mizzle.embedded.binaries import Binaries
from mizzle.errors import EmbeddedError

SHARED = Path("/var/lib/mizzle")


@frozen
class Account:
    """The account of the server. `other` tells whether it is not our own."""

    name: str
    uid: int
    gid: int
    other: bool

    @property
    def options(self) -> dict[str, Any]:
        """What subprocess needs to start a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}

    def reaches(self, path: Path) -> bool:
        """Whether the account may pass through every folder above the path."""
        return all(self._passes(folder) for folder in path.resolve().parents if folder.exists())

    def _passes(self, folder: Path) -> bool:
        facts = folder.stat()
        if self.uid == 0:
            return True
        if facts.st_uid == self.uid:
            return bool(facts.st_mode & stat.S_IXUSR)
        if facts.st_gid == self.gid:
            return bool(facts.st_mode & stat.S_IXGRP)
        return bool(facts.st_mode & stat.S_IXOTH)

    def owns(self, folder: Path) -> None:
        """Hand a folder of ours to the account."""
        if self.other:
            os.chown(folder, self.uid, self.gid)


def account() -> Account:
    """The account that runs the server. Raises EmbeddedError when we are root and there is none."""
    if os.geteuid() != 0:
        return Account(pwd.getpwuid(os.geteuid()).pw_name if _known() else "", os.geteuid(), os.getegid(), other=False)
    given = os.environ.get("MIZZLE_PG_USER")
    for name in [given] if given else ["postgres", "nobody"]:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            if given:
                raise EmbeddedError(f"MIZZLE_PG_USER is {given}, and there is no such account") from None
            continue
        if entry.pw_uid == 0:
            raise EmbeddedError("MIZZLE_PG_USER must not be root: PostgreSQL refuses to run as root")
        return Account(name, entry.pw_uid, entry.pw_gid, other=True)
    raise EmbeddedError(
        "PostgreSQL refuses to run as root, and there is no account postgres or nobody; set MIZZLE_PG_USER"
    )


def _known() -> bool:
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:  # a container's arbitrary uid
        return False
    return True


def base_folder(who: Account) -> Path:
    """Where durable data folders stand: as root nothing below a 0700 home can be reached by the server's account."""
    if who.other:
        return SHARED
    if os.uname().sysname == "Darwin":
        return Path.home() / "Library" / "Application Support" / "mizzle"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "mizzle"


def within_reach(programs: Binaries, who: Account) -> Path:
    """The bin folder, copied to where the account reaches it when it does not."""
    if not who.other or who.reaches(programs.bin / "postgres"):
        return programs.bin
    install = programs.bin.parent
    # What the wheel's programs link against lies beside its package: site-packages/<package>.libs
    libraries = [*install.parent.parent.glob("*postgres*.libs"), *install.parent.parent.glob("*pgserver*.libs")]
    stamp = f"{programs.bin}:{(programs.bin / 'postgres').stat().st_mtime_ns}"
    target = SHARED / f"binaries-{programs.major}-{hashlib.sha256(stamp.encode()).hexdigest()[:10]}"
    inside = target / install.parent.name / install.name
    if not inside.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=SHARED, prefix="copying-"))
        shutil.copytree(install, fresh / install.parent.name / install.name, ignore=shutil.ignore_patterns("include"))
        for folder in libraries:
            shutil.copytree(folder, fresh / folder.name)
        for folder in (fresh, *(path for path in fresh.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        try:
            fresh.rename(target)
        except OSError:  # another process was faster
            shutil.rmtree(fresh, ignore_errors=True)
    if not who.reaches(inside / "bin" / "postgres"):
        raise EmbeddedError(
            f"account {who.name} cannot reach {target}; set MIZZLE_PG_BIN to a folder that it can reach"
        )
    return inside / "bin"
