"""The pytest plug-in, run by a pytest of its own."""

import subprocess
import sys
from pathlib import Path

from mizzle import generate, integer, pg_schema

app = pg_schema("app")
t = app.table("t", {"id": integer()})
TESTS = """
import psycopg, pytest
from mizzle import integer, pg_schema

@pytest.mark.parametrize("turn", range(2))
def test_each_has_a_database_of_its_own(mizzle_url, turn):
    with psycopg.connect(mizzle_url) as connection:
        assert connection.execute("SELECT count(*) FROM app.t").fetchone() == (0,)
        connection.execute("INSERT INTO app.t VALUES (1)")

def test_it_is_queried(mizzle):
    t = pg_schema("app").table("t", {"id": integer()})
    mizzle.insert(t).values({"id": 7}).execute()
    assert [row.id for row in mizzle.select().from_(t).all()] == [7]
"""


def test_each_test_has_a_migrated_database_of_its_own(tmp_path: Path, newest_database: str) -> None:
    generate([app, t], out=tmp_path / "migrations", name="one")
    (tmp_path / "conftest.py").write_text('pytest_plugins = ["mizzle.testing.plugin"]\n')
    (tmp_path / "pytest.ini").write_text(f"[pytest]\nmizzle_test_url = {newest_database}\n")
    (tmp_path / "test_it.py").write_text(TESTS)

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], cwd=tmp_path, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 passed" in done.stdout
