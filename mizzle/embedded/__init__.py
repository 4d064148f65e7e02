"""A PostgreSQL server for those who have none at hand: started for the first user, stopped after the last.

Lifetime hangs on locks that the kernel drops with their process, never on pids: see cluster.py (locks), guardian.py
(who stops the server), account.py (who runs it), binaries.py (where its programs are).
"""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

from mizzle.embedded.account import Account, account, base_folder, within_reach
from mizzle.embedded.binaries import Binaries, binaries, found
from mizzle.embedded.cluster import Cluster, is_windows
from mizzle.errors import EmbeddedError

ROOM = 1 << 30  # bytes that shared memory must have free to hold a throw-away server


@frozen
class Server:
    """A running server. `bin` holds psql; `folder` the data."""

    url: str
    major: int
    bin: Path
    cluster: Cluster

    @property
    def folder(self) -> Path:
        return self.cluster.folder

    @property
    def pid(self) -> int:
        """The postmaster, for those who measure it."""
        return int((self.cluster.data / "postmaster.pid").read_text().split("\n")[0])

    def url_for(self, database: str) -> str:
        return self.cluster.url(database)


@contextmanager
def server(
    project: str = "default",
    *,
    data: Path | None = None,
    throw_away: bool = False,
    settings: Mapping[str, str] | None = None,
    major: int | None = None,
) -> Iterator[Server]:
    """A running server while the block runs; the last of its users stops it.

    project     names the durable data folder, one a project and major version
    data        another folder
    throw_away  a folder that is gone afterwards, in shared memory when there is room; a crash may lose its data
    settings    of postgresql.conf; they count for the process that starts the server
    major       the version, where several are at hand

    Raises EmbeddedError, with the remedy, where no server can run.
    """
    where = cluster(project, data=data, throw_away=throw_away, settings=settings, major=major)
    users = where.enter()
    try:
        yield Server(where.url(), where.major, where.bin, where)
    finally:
        users.close()
        if throw_away or not (where.folder / "kept").exists():
            _leave(where)


def _leave(where: Cluster) -> None:
    """The last user waits until the server is down."""
    try:
        used = where.used()
    except FileNotFoundError:
        return
    if not used:
        where.wait_until_gone()


def cluster(
    project: str = "default",
    *,
    data: Path | None = None,
    throw_away: bool = False,
    settings: Mapping[str, str] | None = None,
    major: int | None = None,
) -> Cluster:
    """The cluster of a project, its folder prepared and its server not started yet."""
    if is_windows():
        raise EmbeddedError("the embedded server runs on Linux and macOS; give the URL of a running server with --url")
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,60}", project):
        raise EmbeddedError(f"a project is named by letters, digits, - and _, not {project!r}")
    who, programs = account(), binaries(major)
    folder = _throw_away(who) if throw_away else (data or base_folder(who) / f"{project}-{programs.major}").absolute()
    made = Cluster(folder, within_reach(programs, who), programs.major, who, throw_away, dict(settings or {}))
    made.prepare()
    if who.other:
        who.owns(folder)
    return made


def _throw_away(who: Account) -> Path:
    memory = Path("/dev/shm")  # noqa: S108 - shared memory, where it is
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="mizzle-", dir=memory if roomy else None))
    who.owns(folder)
    return folder


__all__ = ["Binaries", "Cluster", "EmbeddedError", "Server", "binaries", "cluster", "found", "server"]
