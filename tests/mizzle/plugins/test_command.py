"""`mizzle plugins`: in this process, for a process start costs more than all that it would do."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from mizzle.cli import cli

PLUGIN = """
from mizzle import index, integer, pg_table, uuid
from mizzle.plugins import Plugin
plugin = Plugin(name="@a/b", schema=[pg_table("t", {"id": uuid().primary_key(), "n": integer()}, lambda t: [%s])])
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def write(folder: Path, monkeypatch: pytest.MonkeyPatch, extras: str = "", settings: str = "") -> None:
    """The plugin's module, under a name that no module of this process has."""
    name = f"mine_{len(list(folder.glob('*.py')))}_{folder.name}"
    (folder / f"{name}.py").write_text(PLUGIN % extras)
    (folder / "pyproject.toml").write_text(f'[tool.mizzle]\nplugins = ["{name}:plugin"]\n{settings}')


def mizzle(url: str, *words: str, code: int = 0) -> Any:
    options = [] if words[0] == "list" else ["--url", url]
    done = CliRunner().invoke(cli, ["plugins", *words, "--json", *options])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def state(url: str) -> list[Any]:
    """All rows of the catalog and of the history that a migration could change."""
    with psycopg.connect(url) as conn:
        found: list[Any] = conn.execute(
            "SELECT 'c', oid::text, xmin::text FROM pg_class UNION ALL SELECT 'n', nspname, xmin::text FROM pg_namespace"
            " UNION ALL SELECT 'a', attrelid || '.' || attnum, xmin::text FROM pg_attribute ORDER BY 1, 2"
        ).fetchall()
        there = conn.execute("SELECT to_regclass('mizzle.migrations')").fetchone()
        return found + (
            conn.execute("SELECT m::text, xmin::text FROM mizzle.migrations m").fetchall() if there != (None,) else []
        )


def test_drift_of_plugins_is_told_by_three_sides(
    newest_database: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is changed by hand, one waits for its migration, one is gone; what stands beside them is nobody's."""

    def check(code: int) -> Any:
        done = CliRunner().invoke(cli, ["check", "--plugins", "--json", "--url", newest_database])
        assert done.exit_code == code, done.output
        return [
            (one["installed"], [(item["object"], item["state"]) for item in one["differences"]])
            for one in json.loads(done.stdout)["plugins"]
        ]

    write(folder, monkeypatch)
    assert [state for _, found in check(2) for _, state in found] == ["differs", "differs"]
    mizzle(newest_database, "migrate")
    with psycopg.connect(newest_database) as connection:
        connection.execute("CREATE TABLE a_b.other (id int)")
    assert check(0) == [(True, [])]
    with psycopg.connect(newest_database) as connection:
        connection.execute("ALTER TABLE a_b.t ALTER n SET DEFAULT 5")
    assert check(2) == [(True, [("a_b.t.n", "drift")])]
    write(folder, monkeypatch, "index('more').on(t.n)")
    assert check(2) == [(True, [("a_b.more", "pending"), ("a_b.t.n", "drift")])]
    (folder / "pyproject.toml").write_text("[tool.mizzle]\nplugins = []\n")
    assert check(2) == [(False, [("a_b.t.n", "drift")])]
    told = CliRunner().invoke(cli, ["check", "--plugins", "--url", newest_database]).stdout
    assert told.startswith("plugin @a/b (not installed: its tables are kept)\nrecorded: plugin 0001 of ")


def test_plugins_are_listed_planned_migrated_reset_and_dropped(
    newest_database: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, monkeypatch)
    url = newest_database

    def unchanged(*words: str, code: int = 0) -> Any:
        before = state(url)
        told = mizzle(url, *words, code=code)
        assert state(url) == before
        return told

    assert unchanged("list") == [{"plugin": "@a/b", "schema": "a_b", "description": ""}]
    assert len(unchanged("plan")[0]["statements"]) == 2
    assert len(unchanged("migrate", "--dry-run")[0]["statements"]) == 2
    assert len(mizzle(url, "migrate")[0]["statements"]) == 2
    assert unchanged("migrate", "--dry-run")[0]["statements"] == []
    assert unchanged("status")[0]["tables"] == ["a_b.t"]
    assert unchanged("reset", "@a/b", "--dry-run") == {"plugin": "@a/b", "entries": 1, "done": False}
    assert mizzle(url, "reset", "@a/b") == {"plugin": "@a/b", "entries": 1, "done": True}
    assert mizzle(url, "migrate")[0]["statements"] == []
    wanted = ['DROP TABLE "a_b"."t"', 'DROP SCHEMA "a_b"']
    assert unchanged("drop", "@a/b", "--dry-run")["statements"] == wanted
    refused = unchanged("drop", "@a/b", code=2)
    assert (refused["done"], refused["statements"]) == (False, [])
    allowed = [word for one in refused["consents"] for word in ("--allow", one["consent"])]
    assert mizzle(url, "drop", "@a/b", *allowed) == {
        "plugin": "@a/b",
        "statements": wanted,
        "done": True,
        "consents": [],
    }
    assert [one["steps"] for one in mizzle(url, "status")] == [0]


@pytest.mark.parametrize(("settings", "options"), [("small_table = 100\n", ()), ("", ("--small-table", "100"))])
def test_how_large_a_small_table_is_can_be_said(
    newest_database: str, folder: Path, monkeypatch: pytest.MonkeyPatch, settings: str, options: tuple[str, ...]
) -> None:
    write(folder, monkeypatch)
    mizzle(newest_database, "migrate")
    with psycopg.connect(newest_database, autocommit=True) as conn:
        conn.execute("INSERT INTO a_b.t SELECT gen_random_uuid(), 1 FROM generate_series(1, 200); ANALYZE a_b.t")
    write(folder, monkeypatch, "index().on(t.n)", settings)

    (refused,) = mizzle(newest_database, "migrate", *options, code=2)
    assert [one["consent"] for one in refused["consents"]] == ["long-run:a_b.t"]
    assert "long-run:a_b.t" in refused["error"]
    words = ["plugins", "migrate", "--allow", "drop-table:gone.t", *options, "--url", newest_database]
    told = CliRunner().invoke(cli, words).output
    assert f"  planned: {refused['statements'][0]};" in told
    assert "-- --allow drop-table:gone.t matches nothing" in told
    assert mizzle(newest_database, "migrate", "--small-table", "1000")[0]["statements"]


@pytest.mark.parametrize("value", ["true", "-1", '"many"'])
def test_what_is_no_size_of_a_small_table_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    write(folder, monkeypatch, settings=f"small_table = {value}\n")

    done = CliRunner().invoke(cli, ["plugins", "list"])
    assert "small_table in [tool.mizzle] is a number of rows" in f"{done.output}{done.exception}"


def test_what_has_no_history_is_told(newest_database: str) -> None:
    for word in ("reset", "drop"):
        done = CliRunner().invoke(cli, ["plugins", word, "nobody", "--url", newest_database])
        assert "plugin nobody has no history" in f"{done.output}{done.exception}"


def test_a_failure_is_printed_once(newest_database: str, folder: Path) -> None:
    """As a process of its own: what nobody handles logging prints too."""
    (folder / "wrong.py").write_text(
        'from mizzle.plugins import Plugin\nplugin = Plugin(name="a", dependencies=["b"])\n'
    )
    (folder / "pyproject.toml").write_text('[tool.mizzle]\nplugins = ["wrong:plugin"]\n')
    words = [sys.executable, "-m", "mizzle", "plugins", "migrate", "--url", newest_database]

    done = subprocess.run(words, check=False, capture_output=True, text=True)

    assert (
        done.stderr == "[ERROR] Failed to run migrations for plugin a: it depends on plugin b, which is not installed\n"
    )
