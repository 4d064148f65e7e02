"""The process that starts one server, waits until nobody uses it any more, and stops it.

It is the postmaster's parent, so that a killed postmaster never stays a zombie, and it outlives its users: the kernel
drops the shared lock of a user that was killed, and the guardian notices. Runs by its path with the standard library
alone (python -I -S), in a session of its own.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

PAUSE = 0.1  # seconds between two looks
PATIENCE = 5.0  # seconds until another holder of the guardian's lock is taken for a guardian


def main(facts: dict[str, Any]) -> None:
    folder = Path(facts["folder"])
    with (folder / "guardian.lock").open("a") as own:
        _claim(own)
        server = None if facts["adopt"] else _start(facts)
        process = facts["adopt"] or (server.pid if server else 0)
        while _running(server, process):
            if (folder / "stop").exists() or (not (folder / "kept").exists() and _unused(folder)):
                _stop(server, process)
                break
            time.sleep(PAUSE)
        if facts["remove"]:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(facts["socket"], ignore_errors=True)


def _claim(lock: IO[str]) -> None:
    """Take the guardian's lock. Who asks whether there is a guardian holds it for a moment too, so one refusal is none."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise
            time.sleep(0.001)
        else:
            return


def _start(facts: dict[str, Any]) -> "subprocess.Popen[bytes]":
    with Path(facts["log"]).open("ab") as log:
        return subprocess.Popen(
            facts["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **facts["account"]
        )


def _running(server: "subprocess.Popen[bytes] | None", process: int) -> bool:
    if server:
        return server.poll() is None
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _unused(folder: Path) -> bool:
    """Whether no user holds the users lock. Asked under the gate, so that nobody can come while the server goes."""
    with (folder / "users.lock").open("a") as users, (folder / "gate.lock").open("a") as gate:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        # The gate is closed behind us for good: who waits at it finds no server and starts another.
        os.dup(gate.fileno())
        return True


def _stop(server: "subprocess.Popen[bytes] | None", process: int) -> None:
    """A fast shutdown: clients are disconnected, data is written."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGINT)
    end = time.monotonic() + 60
    while _running(server, process) and time.monotonic() < end:
        time.sleep(0.01)
    if _running(server, process):
        os.kill(process, signal.SIGQUIT)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
