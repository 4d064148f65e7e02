"""One session a server for the many small questions; what a test makes is rolled back."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from mizzle.connection import Connection, connect
from mizzle.embedded import Server


@pytest.fixture(scope="session")
def session(running: Server) -> Iterator[Connection]:
    with closing(connect(running.url)) as connection:
        yield connection
