"""What was found equal is known again without making a schema."""

from pathlib import Path

import pytest

from mizzle import declared, pushing
from mizzle.connection import connect
from mizzle.errors import UsageError
from mizzle.load import load_declared

APP = "from mizzle import *\napp = pg_schema('app')\n"
TABLE = (
    "t = app.table('t', {'n': integer(), 'm': text().default('a')}, lambda t: [check('c', sql('n > 0')), *more()])\n"
)


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = tmp_path / "tables.py"
    file.write_text(f"{APP}more = lambda: []\n{TABLE}")
    return file


def push(file: Path, database: str) -> int:
    return len(pushing.push(load_declared(str(file)), database).statements)


def unmade(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a schema was made")

    monkeypatch.setattr(declared, "wanted", never)


def test_a_second_push_makes_no_schema(database: str, module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert push(module, database) > 0

    unmade(monkeypatch)

    assert push(module, database) == 0


@pytest.mark.parametrize("drift", ["ALTER TABLE app.t ALTER m SET DEFAULT 'b'", "CREATE INDEX ON app.t (n)"])
def test_drift_is_seen_by_a_second_push(
    database: str, module: Path, drift: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(module, database)
    with connect(database) as connection:
        connection.execute(drift.encode())

    unmade(monkeypatch)

    with pytest.raises(UsageError, match="a schema was made"):
        push(module, database)


def test_a_changed_declaration_is_seen_by_a_second_push(database: str, module: Path) -> None:
    push(module, database)

    module.write_text(module.read_text().replace("'a'", "'b'"))

    assert push(module, database) == 1


def test_what_a_module_raises_late_is_told_before_a_server_is_asked(module: Path) -> None:
    module.write_text(f"{APP}more = lambda: 1 / 0\n{TABLE}")

    with pytest.raises(UsageError, match=r"cannot be read: ZeroDivisionError: division by zero at .*tables.py:3"):
        push(module, "postgresql://nobody@localhost:1/nowhere")
