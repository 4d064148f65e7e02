"""Schema modules are loaded as they are written now."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

LOADED = "import sys; from mizzle.load import load_schema; print(*load_schema(sys.argv[1]))"


def load(folder: Path, where: str) -> str:
    """What a process of its own, which keeps bytecode, finds declared."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", LOADED, where]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("where", ["schema.py", "schema", "shop/schema.py", "shop.schema"])
def test_a_module_that_is_written_twice_in_one_second_is_loaded_twice(tmp_path: Path, where: str) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()
    file = tmp_path / "shop" / "schema.py" if "shop" in where else tmp_path / "schema.py"
    now = time.time() + 60  # still young on a machine that is slow today

    for name in ("one", "two"):  # of one size
        file.write_text(f"from mizzle import integer, pg_table\n\n{name} = pg_table('{name}', {{'id': integer()}})\n")
        os.utime(file, (now, now))
        assert name in load(tmp_path, where)


def test_bytecode_is_kept_of_a_module_that_was_written_before(tmp_path: Path) -> None:
    file = tmp_path / "schema.py"
    file.write_text("from mizzle import integer, pg_table\n\none = pg_table('one', {'id': integer()})\n")
    os.utime(file, (time.time() - 60, time.time() - 60))

    load(tmp_path, "schema")

    assert list((tmp_path / "__pycache__").glob("schema.*.pyc"))
