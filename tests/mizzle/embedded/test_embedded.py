"""The embedded server with real processes: many users, killed users, a killed postmaster, folders out of reach."""

import fcntl
import json
import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from mizzle.embedded import EmbeddedError, cluster, server
from mizzle.embedded.account import account
from mizzle.embedded.binaries import binaries
from mizzle.embedded.cluster import GUARDIAN

ROOT = os.geteuid() == 0


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that the server's account reaches."""
    with tempfile.TemporaryDirectory(prefix="mizzle-test-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def script(body: str, *arguments: object) -> "subprocess.Popen[str]":
    """A Python process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(body), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


USER = """
    import sys
    from pathlib import Path
    from mizzle.embedded import server

    with server(data=Path(sys.argv[1])) as made:
        print(made.pid, flush=True)
        sys.stdin.readline()
"""


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def wait(condition: object, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_six_processes_at_once_on_one_folder_get_one_server(place: Path) -> None:
    users = [script(USER, place / "d") for _ in range(6)]
    pids = {user.stdout.readline().strip() for user in users if user.stdout}
    for user in users:
        user.communicate("\n")

    assert len(pids) == 1
    assert wait(lambda: gone(int(pids.pop()))) if pids else True


def test_committed_rows_are_there_after_the_postmaster_was_killed(place: Path) -> None:
    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        connection.execute("CREATE TABLE t (a int)")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.commit()
        connection.execute("INSERT INTO t VALUES (2)")
        os.kill(made.pid, signal.SIGKILL)
        assert wait(lambda: not made.cluster.guarded())
        connection.close()
    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        assert connection.execute("SELECT a FROM t").fetchall() == [(1,)]


def test_a_killed_user_leaks_nothing(place: Path) -> None:
    user = script(USER, place / "d")
    assert user.stdout
    pid = int(user.stdout.readline())
    user.kill()
    user.communicate()

    assert wait(lambda: gone(pid))
    assert wait(lambda: not cluster(data=place / "d").guarded())


def test_a_killed_user_of_a_throw_away_server_leaves_no_folder() -> None:
    user = script(
        """
        import sys
        from mizzle.embedded import server

        with server(throw_away=True) as made:
            print(made.folder, flush=True)
            sys.stdin.readline()
        """
    )
    assert user.stdout
    folder = Path(user.stdout.readline().strip())
    assert folder.is_dir()
    user.kill()
    user.communicate()

    assert wait(lambda: not folder.exists())


def test_a_server_whose_guardian_was_killed_is_adopted(place: Path) -> None:
    with server(data=place / "d") as made:
        first = made.pid
        guardian = subprocess.run(
            ["pgrep", "-f", f"guardian.py.*{place}"], capture_output=True, text=True, check=True
        ).stdout
        os.kill(int(guardian.split()[0]), signal.SIGKILL)
        assert wait(lambda: not made.cluster.guarded())
        with server(data=place / "d") as again:
            assert again.pid == first
    assert wait(lambda: gone(first))


def test_who_asks_for_the_guardian_does_not_keep_it_from_its_post(place: Path) -> None:
    made = cluster(data=place / "d")
    made.prepare()
    facts = {
        "folder": str(made.folder),
        "socket": str(place),
        "log": str(made.folder / "log"),
        "adopt": 0,
        "remove": False,
    }
    with (made.folder / "guardian.lock").open("a") as asking:
        fcntl.flock(asking, fcntl.LOCK_EX)
        guardian = subprocess.Popen(
            [sys.executable, "-I", "-S", str(GUARDIAN), json.dumps(facts | {"command": ["sleep", "60"], "account": {}})]
        )
        time.sleep(0.5)
    (made.folder / "kept").touch()

    assert wait(made.guarded)

    (made.folder / "stop").touch()
    assert guardian.wait(10) == 0


def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(place: Path) -> None:
    with server(data=place / "d") as made:
        folder = made.cluster.data
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        (folder / "postmaster.pid").write_text(f"{stranger.pid}\n{folder}\n")
        with server(data=place / "d") as made:
            assert made.pid != stranger.pid
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_folder_of_another_major_version_is_refused_with_the_remedy(place: Path) -> None:
    data = place / "d" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("9\n")

    with pytest.raises(EmbeddedError, match=r"holds data of PostgreSQL 9 .* MIZZLE_PG_BIN"):
        cluster(data=place / "d")


def test_a_leftover_of_a_killed_initdb_is_no_obstacle(place: Path) -> None:
    (place / "d" / "data.new" / "base").mkdir(parents=True)

    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_listens_on_no_network_address(place: Path) -> None:
    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW max_locks_per_transaction").fetchone() == ("1024",)
        assert stat.S_IMODE(made.cluster.socket.stat().st_mode) == 0o700


def test_a_durable_server_keeps_its_data(place: Path) -> None:
    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        connection.execute("CREATE TABLE kept (a int)")
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
    with server(data=place / "d") as made, psycopg.connect(made.url) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


@pytest.mark.skipif(not ROOT, reason="only root drops to another account")
def test_as_root_a_folder_out_of_the_accounts_reach_is_refused_with_the_remedy(place: Path) -> None:
    private = place / "private"
    private.mkdir(mode=0o700)

    with pytest.raises(EmbeddedError, match=r"private/d cannot be reached by account \w+, .* --data"):
        cluster(data=private / "d")
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


@pytest.mark.skipif(not ROOT, reason="only root can become another account")
def test_as_an_ordinary_account_a_0700_parent_stays_0700(place: Path) -> None:
    who = pwd.getpwnam("nobody")
    private = place / "private"
    private.mkdir(mode=0o700)
    os.chown(private, who.pw_uid, who.pw_gid)
    programs = binaries()
    reachable = next((item for item in (programs, *[binaries(15)]) if account().reaches(item.bin / "postgres")), None)
    if reachable is None:
        pytest.skip("no PostgreSQL that an ordinary account reaches")
    # The interpreter's own packages may be out of nobody's reach, so what is needed is imported before the drop.
    child = os.fork()
    if child == 0:
        try:
            import psycopg  # noqa: F401

            os.setgroups([])
            os.setgid(who.pw_gid)
            os.setuid(who.pw_uid)
            os.environ |= {"MIZZLE_PG_BIN": str(reachable.bin), "HOME": str(private)}
            made = cluster(data=private / "d")
            made._initialise()
            os._exit(0 if (made.data / "PG_VERSION").exists() else 3)
        except BaseException:  # noqa: BLE001
            os._exit(4)
    _, status = os.waitpid(child, 0)

    assert os.waitstatus_to_exitcode(status) == 0
    assert stat.S_IMODE(private.stat().st_mode) == 0o700


def test_a_broken_given_folder_of_programs_is_an_error_and_no_fall_back(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("MIZZLE_PG_BIN", str(place))

    with pytest.raises(EmbeddedError, match=r"MIZZLE_PG_BIN is .*, and there is no postgres in it"):
        binaries()


def test_a_version_that_is_not_there_is_refused_with_the_remedies() -> None:
    with pytest.raises(EmbeddedError, match=r"no PostgreSQL 9 on this machine; .*MIZZLE_PG_BIN.*--url"):
        binaries(9)


def test_a_server_that_cannot_start_shows_its_log(place: Path) -> None:
    with (
        pytest.raises(EmbeddedError, match=r"did not start .*no_such_setting"),
        server(data=place / "d", settings={"no_such_setting": "1"}),
    ):
        pass
