"""Commands as users meet them: a folder with a schema module, a database, and what a run printed."""

import os
import pty
import select
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from attrs import frozen
from click.testing import CliRunner

from mizzle.cli import cli, progress
from mizzle.connection import connect
from mizzle.introspect.read import read

CANARY = "canary7c1f"


@frozen
class Told:
    """What a run said."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        return self.out + self.err


@frozen
class Shell:
    """Runs commands in a folder of its own against a database of its own."""

    folder: Path
    url: str

    def write(self, name: str, text: str) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
        return file

    def schema(self, text: str) -> Path:
        """schema.py; mizzle's names are there, and `app` is a schema."""
        return self.write("schema.py", "from mizzle import *\n\napp = pg_schema('app')\n" + textwrap.dedent(text))

    def run(self, *arguments: str) -> Told:
        result = CliRunner().invoke(cli, list(arguments), catch_exceptions=False)
        return Told(result.exit_code, result.stdout, result.stderr)

    def push(self, *arguments: str) -> Told:
        """Push schema.py to the database."""
        return self.run("push", "schema.py", "--url", self.url, *arguments)

    def sql(self, text: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(text.encode())

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def state(self) -> object:
        """All that a failed command must leave alone: the catalog, also of kinds that are not modelled, and the rows."""
        with closing(connect(self.url)) as connection:
            catalog = read(connection)
            tables = [ref for ref in catalog.facts if ref.kind == "table"]
            rows = {
                ref: connection.execute(
                    f'SELECT count(*), md5(string_agg(t::text, \',\' ORDER BY t::text)) FROM "{ref.schema}"."{ref.name}" t'.encode()
                ).fetchone()
                for ref in tables
            }
            return catalog.facts, catalog.not_modelled, rows


@pytest.fixture
def shell(tmp_path: Path, newest_database: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """On the newest server."""
    return _shell(tmp_path, newest_database, monkeypatch)


@pytest.fixture
def each_shell(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """On each server in turn."""
    return _shell(tmp_path, database, monkeypatch)


def _shell(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(progress, "PATIENCE", 600.0)  # a busy machine is no reason for another line on stderr
    return Shell(folder, url)


@pytest.fixture
def unchanged() -> Callable[[Shell, Callable[[], Told]], Told]:
    """Run something and insist that the database is as it was."""

    def check(shell: Shell, run: Callable[[], Told]) -> Told:
        before = shell.state()
        told = run()
        assert shell.state() == before, told.both
        return told

    return check


ON_TERMINAL = "import os, runpy; os.login_tty(0); runpy.run_module('mizzle', run_name='__main__', alter_sys=True)"


def at_terminal(arguments: list[str], dialogue: list[tuple[str, str]]) -> Told:
    """Run the real program on a terminal: wait for each question, type each answer.

    Typed is when the program has been silent for a while, and so waits for it: Python forgets a Ctrl-C that comes
    between its last look at signals and its wait for input until the next key.
    """
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", ON_TERMINAL, *arguments], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    said, end = "", time.monotonic() + 120
    waiting = list(dialogue)
    try:
        while time.monotonic() < end:
            if not select.select([ours], [], [], 0.3)[0]:
                if waiting and waiting[0][0] in said:
                    os.write(ours, waiting.pop(0)[1].encode())
                continue
            try:
                chunk = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            said += chunk.decode()
        code = process.wait(10)
    except subprocess.TimeoutExpired:
        pytest.fail(f"still running after: {said}")
    finally:
        process.kill()
        os.close(ours)
    assert not waiting, said
    return Told(code, said.replace("\r\n", "\n"), "")
