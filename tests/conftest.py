"""Servers: the embedded one and every PostgreSQL that this machine has; each is started once a process.

`conn` is a transaction that is rolled back, on each server in turn. `database` is a database of its own.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest
from hypothesis import settings

from mizzle.connection import Connection, connect
from mizzle.embedded import Server, found, server
from tests.report import Tally, whole

# MIZZLE_TEST_MAJORS keeps to some of them, as `make test-matrix` does.
ASKED = os.environ.get("MIZZLE_TEST_MAJORS", "").split(",")
MAJORS = [binaries.major for binaries in found() if ASKED == [""] or str(binaries.major) in ASKED]
SETTINGS = {"max_prepared_transactions": "4"}
TALLY = Tally()
# What is drawn is the same each time in ci, in every file.
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "dev")
settings.register_profile(f"drawn in {PROFILE}", derandomize=PROFILE == "ci")
settings.load_profile(f"drawn in {PROFILE}")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes seconds")


@pytest.fixture(scope="session")
def _servers() -> Iterator[dict[int, Server]]:
    with ExitStack() as stack:
        started: dict[int, Server] = _Started(stack)
        yield started


class _Started(dict[int, Server]):
    """Servers by major version, started when they are asked for."""

    def __init__(self, stack: ExitStack) -> None:
        super().__init__()
        self.stack = stack

    def __missing__(self, major: int) -> Server:
        self[major] = self.stack.enter_context(server(throw_away=True, major=major, settings=SETTINGS))
        TALLY.servers.add(major)
        return self[major]


@pytest.fixture(scope="session", params=MAJORS, ids=lambda major: f"pg{major}")
def running(request: pytest.FixtureRequest, _servers: dict[int, Server]) -> Server:
    """Each server that is found, in turn."""
    return _servers[request.param]


@pytest.fixture
def newest(_servers: dict[int, Server]) -> Server:
    """The newest server that is found, for what does not depend on the version."""
    return _servers[max(MAJORS)]


@pytest.fixture(scope="session")
def _sessions(_servers: dict[int, Server]) -> Iterator[dict[str, Connection]]:
    """Sessions that nobody uses now, by the URL of their server; closed before it."""
    free: dict[str, Connection] = {}
    yield free
    for session in free.values():
        session.close()


@pytest.fixture
def conn(running: Server, _sessions: dict[str, Connection]) -> Iterator[Connection]:
    """A pinned session inside a transaction that is rolled back."""
    yield from _transaction(running, _sessions)


@pytest.fixture
def newest_conn(newest: Server, _sessions: dict[str, Connection]) -> Iterator[Connection]:
    """A pinned session on the newest server, inside a transaction that is rolled back."""
    yield from _transaction(newest, _sessions)


def _transaction(where: Server, free: dict[str, Connection]) -> Iterator[Connection]:
    """One session serves test after test, so that the server's caches are warm; one that a test left changed is closed."""
    session = free.pop(where.url, None) or connect(where.url)
    session.autocommit = False
    before = _state(session)
    with ExitStack() as stack:
        stack.callback(session.close)
        yield session
        if not session.closed:
            session.rollback()
            if _state(session) == before:
                stack.pop_all()
                free[where.url] = session


def _state(session: Connection) -> object:
    """What outlives a transaction."""
    settings = "SELECT array_agg(name || setting ORDER BY name) FROM pg_settings WHERE source = 'session'"
    locks = "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'"
    found = session.execute(f"SELECT ({settings}), ({locks})".encode()).fetchone()
    session.rollback()
    return found


@pytest.fixture
def database(running: Server) -> Iterator[str]:
    """The URL of an empty database."""
    yield from _database(running)


@pytest.fixture
def newest_database(newest: Server) -> Iterator[str]:
    """The URL of an empty database on the newest server."""
    yield from _database(newest)


def _database(where: Server) -> Iterator[str]:
    name = f"t_{secrets.token_hex(6)}"
    with psycopg.connect(where.url, autocommit=True) as admin:
        fast = " STRATEGY file_copy" if where.major >= 15 else ""  # quicker where nothing is written for ever
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0{fast}".encode())
    yield where.url_for(name)
    with psycopg.connect(where.url, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker of pytest-xdist has ended: its part of the tally."""
    part = getattr(node, "workeroutput", {}).get("tally")  # a worker that crashed left none
    if part:
        TALLY.add(part)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A server that was found and not used is a failure of a whole run."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["tally"] = TALLY.part()
    elif whole(session.config) and TALLY.unused(MAJORS) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> Iterator[None]:
    """Servers used, pairs drawn per server, skips with reasons: after everything else."""
    yield
    if not (whole(config) or TALLY.servers):
        return
    for line in TALLY.lines(terminalreporter.stats.get("skipped", [])):
        terminalreporter.write_line(line)
    if whole(config) and (unused := TALLY.unused(MAJORS)):
        terminalreporter.write_line(f"FOUND AND NOT USED: PostgreSQL {', '.join(map(str, unused))}", red=True)
