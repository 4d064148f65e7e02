"""One data folder: making it, and starting and stopping the server on it."""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

from attrs import Factory, frozen

from mizzle.embedded.account import Account
from mizzle.errors import EmbeddedError

GUARDIAN = Path(__file__).with_name("guardian.py")
DEADLINE = 60.0  # seconds until a server that starts must answer
SETTINGS = {"listen_addresses": "", "max_locks_per_transaction": "1024", "jit": "off"}
CARELESS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "10min",
    "shared_buffers": "128MB",
}


@frozen
class Cluster:
    """A data folder with its locks, its log and its socket.

    folder  holds data/, gate.lock (who starts and stops), users.lock (who uses it), guardian.lock, log
    """

    folder: Path
    bin: Path
    major: int
    who: Account
    throw_away: bool = False
    settings: Mapping[str, str] = Factory(dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def socket(self) -> Path:
        """A short name: the path of a Unix socket may have 103 bytes."""
        digest = hashlib.sha256(str(self.folder).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"mz-{self.who.uid}-{digest}"

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres@/{quote(database, safe='')}?host={quote(str(self.socket), safe='')}&port=5432"

    # ---- folders

    def prepare(self) -> None:
        """Make the folder and its files. Raises EmbeddedError, with the remedy, for one that cannot be used."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in ("gate.lock", "users.lock", "guardian.lock", "log"):
                (self.folder / name).touch()
        except OSError as error:
            raise EmbeddedError(
                f"{self.folder} cannot be written ({error.strerror}); choose another with --data"
            ) from None
        if not self.who.reaches(self.folder / "data"):
            raise EmbeddedError(
                f"{self.folder} cannot be reached by account {self.who.name}, which runs the server because PostgreSQL "
                "refuses to run as root; choose a folder outside of private ones with --data, or leave it out"
            )
        version = self.data / "PG_VERSION"
        if version.exists() and int(version.read_text().split(".")[0]) != self.major:
            raise EmbeddedError(
                f"{self.folder} holds data of PostgreSQL {version.read_text().strip()} and the programs are {self.major}; "
                f"give the programs of {version.read_text().strip()} in MIZZLE_PG_BIN to dump it, or choose another --data"
            )

    def _socket_folder(self) -> None:
        with contextlib.suppress(FileExistsError):
            self.socket.mkdir(mode=0o700)
            self.who.owns(self.socket)
        facts = self.socket.lstat()
        if self.socket.is_symlink() or facts.st_uid != self.who.uid or facts.st_mode & 0o077:
            raise EmbeddedError(f"{self.socket} is not a private folder of account {self.who.name}; remove it")

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        fresh = self.folder / "data.new"  # renamed when it is whole: a killed initdb leaves nothing that looks good
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.who.owns(fresh)
        command = [str(self.bin / "initdb"), "-D", str(fresh), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C.UTF-8"] + (["--no-sync"] if self.throw_away else [])
        done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False, **self.who.options)
        if done.returncode:
            shutil.rmtree(fresh, ignore_errors=True)
            raise EmbeddedError(f"initdb failed in {self.folder}: {_tail(done.stderr or done.stdout)}")
        fresh.rename(self.data)

    # ---- locks

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server."""
        with (self.folder / "gate.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def enter(self) -> IO[str]:
        """Be a user of a running server until the file is closed; the kernel closes it for one that is killed."""
        while True:
            with self.gate():
                if not self.folder.exists():  # a throw-away folder went while we waited
                    self.prepare()
                users = (self.folder / "users.lock").open("a")
                try:
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self._run()
                except BaseException:
                    users.close()
                    raise
                return users

    def guarded(self) -> bool:
        """Whether a guardian looks after the folder."""
        try:
            with (self.folder / "guardian.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except FileNotFoundError:
            return False
        return False

    def wait_until_gone(self, seconds: float = 70.0) -> bool:
        """Wait until the guardian has ended."""
        end = time.monotonic() + seconds
        while self.guarded():
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    def used(self) -> bool:
        """Whether somebody uses the server."""
        with (self.folder / "users.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    # ---- the server

    def answers(self) -> bool:
        """Whether the server of this very folder answers: told by connecting, never by a pid."""
        import psycopg

        try:
            with psycopg.connect(self.url(), autocommit=True, connect_timeout=5) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        return bool(row) and Path(row[0]).resolve() == self.data.resolve() if row else False

    def _run(self) -> None:
        """Start the server unless it answers. Called behind the gate."""
        (self.folder / "stop").unlink(missing_ok=True)
        if self.guarded():
            self._await()
            return
        if self.answers():  # its guardian was killed
            self._guard(adopt=self._process())
            return
        self._initialise()
        self._socket_folder()
        self._clear_locks()
        self._guard(adopt=0)
        self._await()

    def _guard(self, *, adopt: int) -> None:
        settings = {**SETTINGS, **(CARELESS if self.throw_away else {}), **self.settings}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        facts = {
            "folder": str(self.folder),
            "socket": str(self.socket),
            "log": str(self.folder / "log"),
            "command": [str(self.bin / "postgres"), "-D", str(self.data), "-k", str(self.socket), *options],
            "account": self.who.options,
            "adopt": adopt,
            "remove": self.throw_away,
        }
        subprocess.Popen(
            [sys.executable, "-I", "-S", str(GUARDIAN), json.dumps(facts)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        ).returncode = 0  # it outlives us on purpose: no ResourceWarning
        end = time.monotonic() + 10
        while not self.guarded() and time.monotonic() < end:
            time.sleep(0.005)

    def _await(self) -> None:
        end = time.monotonic() + DEADLINE
        pause = 0.01
        while not self.answers():
            if not self.guarded():
                raise EmbeddedError(f"the server did not start on {self.folder}: {_tail(self._log())}")
            if time.monotonic() > end:
                raise EmbeddedError(
                    f"the server on {self.folder} does not answer after {DEADLINE:.0f} s: {_tail(self._log())}"
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.2)

    def _log(self) -> str:
        try:
            return (self.folder / "log").read_text(errors="replace")
        except OSError:
            return ""

    def _process(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split("\n")[0])

    def _clear_locks(self) -> None:
        """Remove lock files that only look alive: their process is a zombie, or somebody else by now."""
        for file in (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            try:
                process = int(file.read_text().split("\n")[0])
            except (OSError, ValueError):
                continue
            if not self._ours(process):
                file.unlink(missing_ok=True)

    def _ours(self, process: int) -> bool:
        """Whether the process is a living postgres on this data folder."""
        told = subprocess.run(
            ["ps", "-o", "stat=,command=", "-p", str(process)], capture_output=True, text=True, check=False
        ).stdout.strip()
        return bool(told) and not told.startswith("Z") and "postgres" in told and str(self.data) in told


def _tail(text: str) -> str:
    lines = [line for line in text.strip().split("\n") if line]
    return " | ".join(lines[-5:]) or "it said nothing"


def is_windows() -> bool:
    return os.name == "nt"
