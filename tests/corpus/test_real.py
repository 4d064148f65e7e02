"""Real schemas: no difference to the database that the file made, and SQL that makes an equal one out of nothing."""

import re
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from mizzle.answers import Answers
from mizzle.connection import connect
from mizzle.diffing import Diff, diff
from mizzle.embedded import Server, binaries
from mizzle.model.names import identifier
from tests.conftest import MAJORS
from tests.corpus.place import CORPUS, MISSING

NAMES = ["chinook", "northwind", "dhis2", "danbooru", "panoptes", "thingsboard"]
pytestmark = pytest.mark.skipif(CORPUS is None, reason=MISSING)


def psql(url: str, text: str) -> str | None:
    """psql's complaint, or None."""
    done = subprocess.run(
        [binaries().psql, "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"],
        input=text,
        capture_output=True,
        text=True,
    )
    return done.stderr if done.returncode else None


def database(server: Server, stack: ExitStack, name: str) -> str:
    """The URL of an empty database."""
    admin = stack.enter_context(psycopg.connect(server.url, autocommit=True))
    admin.execute(f"CREATE DATABASE {identifier(name)} TEMPLATE template0".encode())
    stack.callback(admin.execute, f"DROP DATABASE {identifier(name)} WITH (FORCE)".encode())
    return server.url_for(name)


def told(name: str, kinds: Mapping[str, Mapping[str, int]]) -> str:
    """The kinds that are not modelled yet, on one line."""
    side = next(iter(kinds.values()), {})
    return f"{name}: not modelled: " + (
        ", ".join(f"{count} {kind}" for kind, count in sorted(side.items())) or "nothing"
    )


def fitting(servers: dict[int, Server], file: Path) -> int:
    """The major version of the newest server that has every extension that the file needs."""
    wanted = set(re.findall(r'CREATE EXTENSION (?:IF NOT EXISTS )?"?([\w-]+)', file.read_text()))
    for major in sorted(MAJORS, reverse=True):
        with closing(connect(servers[major].url)) as connection:
            there = {row[0] for row in connection.execute("SELECT name FROM pg_available_extensions").fetchall()}
        if wanted <= there:
            return major
    pytest.skip(f"no server has the extensions {', '.join(sorted(wanted))}")


@pytest.mark.parametrize("name", NAMES)
def test_a_real_schema_is_read_and_made_anew(
    _servers: dict[int, Server],  # noqa: PT019
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert CORPUS
    file = CORPUS / "real" / f"{name}.sql"
    major = fitting(_servers, file)
    running = _servers[major]
    with ExitStack() as stack:
        loaded, empty, made = (database(running, stack, f"real_{name}_{part}") for part in ("loaded", "empty", "made"))
        assert psql(loaded, file.read_text()) is None

        compared = diff(str(file), loaded, scratch_url=running.url)
        assert compared.script == ""

        script = diff(empty, loaded, answers=Answers(all=True)).script
        if error := psql(made, script):
            if "functions" in told(name, compared.not_modelled) and "function" in error:
                pytest.xfail(f"an object needs a function, and functions are not modelled: {error.splitlines()[0]}")
            raise AssertionError(error)
        again: Diff = diff(made, loaded)
        assert again.script == ""

        dumped = subprocess.run(
            [str(binaries(major).bin / "pg_dump"), "-d", loaded], capture_output=True, text=True, check=True
        ).stdout
        assert psql(empty, dumped.replace("CREATE SCHEMA public;", "")) is None
        assert diff(empty, loaded).script == ""
        assert diff(loaded, empty).script == ""
    with capsys.disabled():
        print(f"\n{told(name, compared.not_modelled)}")  # noqa: T201
