"""What the README shows, run in order in one folder against one database.

A block that begins with the comment of a file's name is that file; other Python runs; `console` runs each `$ ` line and
expects what stands below it; `sh` is for the reader, and names only commands, options and targets that there are.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mizzle.cli import cli
from tests.repository import ROOT

BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:#|--) ([\w.]+\.(?:py|sql|toml))\n")
SHELL = [line.split("#")[0].strip() for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]


def run(command: str | list[str], folder: Path, url: str) -> str:
    """What a command prints, on both streams."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        shell=isinstance(command, str),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert isinstance(command, str) or done.returncode == 0, done.stdout
    # What takes its time on a busy machine says so in lines that begin with an ellipsis.
    return re.sub(r"^… .*\n", "", done.stdout, flags=re.MULTILINE)


def test_what_the_readme_shows_is_what_happens(tmp_path: Path, newest_database: str) -> None:
    for kind, text in BLOCKS:
        file = FILE.match(text)
        if file:
            (tmp_path / file[1]).write_text(text)
        if kind == "python":
            run([sys.executable, "-c", text], tmp_path, newest_database)
        elif kind == "console":
            for command, expected in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE):
                assert run(command, tmp_path, newest_database) == expected, command


def test_the_longer_declaration_reaches_a_database_and_stays(tmp_path: Path, newest_database: str) -> None:
    text = next(text for _, text in BLOCKS if text.startswith("# library.py"))
    (tmp_path / "library.py").write_text(text)

    assert "done: " in run("mizzle push library.py", tmp_path, newest_database)
    assert run("mizzle push library.py", tmp_path, newest_database) == "nothing to do\n"


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("mizzle ")])
def test_a_command_that_the_readme_names_is_there(line: str) -> None:
    command: click.Command = cli
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group):
        with command.make_context("mizzle", list(words)) as context:
            word, *words = [*context._protected_args, *context.args]
            command = command.get_command(context, word) or pytest.fail(f"no command {word}")
    command.make_context(command.name, words)


@pytest.mark.parametrize("line", [line for line in SHELL if line.startswith("make ")])
def test_a_target_that_the_readme_names_is_there(line: str) -> None:
    done = subprocess.run([*shlex.split(line), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_the_readme_links_to_what_is_there() -> None:
    text = (ROOT / "README.md").read_text()
    headings = {
        re.sub(r"[^\w -]", "", line.lstrip("# ")).strip().lower().replace(" ", "-")
        for line in text.splitlines()
        if line.startswith("#")
    }
    links = re.findall(r"\]\(([^)]+)\)", text)

    assert links
    assert [link for link in links if not (link[1:] in headings if link[0] == "#" else (ROOT / link).exists())] == []
