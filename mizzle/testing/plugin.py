"""A pytest plug-in: each test gets a database of its own that is migrated already.

    pytest_plugins = ["mizzle.testing.plugin"]      # conftest.py

    def test_orders(mizzle: Database) -> None: ...          # or mizzle_url: str, for other drivers

The embedded server is started once a session (or `mizzle_test_url` in pytest's settings names one), a template is migrated
once, and each test gets a clone of it, which takes about 50 ms.
"""

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
from psycopg.conninfo import make_conninfo

from mizzle.connection import Connection, connect, read_url
from mizzle.database import Database
from mizzle.migrating import migrate
from mizzle.model.names import identifier
from mizzle.settings import settings


def pytest_addoption(parser: pytest.Parser) -> None:
    """The two settings."""
    parser.addini("mizzle_test_url", "the server of test databases (default: the embedded one)", default="")
    parser.addini("mizzle_migrations", "the folder of migrations (default: out under [tool.mizzle])", default="")


@pytest.fixture(scope="session")
def mizzle_template(pytestconfig: pytest.Config) -> Iterator[tuple[str, str]]:
    """The server's URL and the name of a database that is migrated."""
    with ExitStack() as stack:
        url = pytestconfig.getini("mizzle_test_url")
        if not url:
            from mizzle.embedded import server

            url = stack.enter_context(server(throw_away=True)).url
        admin = stack.enter_context(closing(connect(url)))
        name = _made(admin, stack, "template0")
        given = settings()
        folder = pytestconfig.getini("mizzle_migrations") or given.out
        migrate(_at(url, name), out=pytestconfig.rootpath / folder)
        yield url, name


@pytest.fixture
def mizzle_url(mizzle_template: tuple[str, str]) -> Iterator[str]:
    """The URL of a migrated database that is this test's alone."""
    url, template = mizzle_template
    with ExitStack() as stack:
        admin = stack.enter_context(closing(connect(url)))
        yield _at(url, _made(admin, stack, template))


@pytest.fixture
def mizzle(mizzle_url: str) -> Iterator[Database]:
    """A migrated database that is this test's alone, for queries."""
    with Database(mizzle_url) as database:
        yield database


def _made(admin: Connection, stack: ExitStack, template: str) -> str:
    name = f"mizzle_test_{secrets.token_hex(6)}"
    # Copying files is faster than writing a small database through the log; 14 knows nothing else.
    strategy = " STRATEGY file_copy" if admin.info.server_version >= 150000 else ""
    text = f"CREATE DATABASE {identifier(name)} TEMPLATE {identifier(template)}{strategy}"
    admin.execute(text.encode(), prepare=False)
    gone = f"DROP DATABASE {identifier(name)} WITH (FORCE)".encode()
    stack.callback(lambda: admin.execute(gone, prepare=False))
    return name


def _at(url: str, database: str) -> str:
    return make_conninfo("", **{**read_url(url), "dbname": database})
