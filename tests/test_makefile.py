import os
import re
import subprocess

import pytest

from tests.repository import ROOT

TEXT = (ROOT / "Makefile").read_text()
PHONY = re.findall(r"^\.PHONY: (.*)$", TEXT, re.MULTILINE)[0].split()


def make(*words: str) -> "subprocess.CompletedProcess[str]":
    # `make test` tells the makes below it how deep they are; these are not below it.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(["make", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_make_alone_lists_every_target_with_a_line_of_help() -> None:
    listed = [line.split()[0] for line in make().stdout.splitlines() if len(line.split()) > 1]

    assert listed == PHONY


@pytest.mark.parametrize("target", PHONY)
def test_a_target_that_is_named_can_be_made(target: str) -> None:
    done = make("--dry-run", target)

    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_word_of_contributing_about_targets_is_true() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text() + (ROOT / "README.md").read_text()

    assert set(re.findall(r"`make ([a-z-]+)", text)) <= set(PHONY)


def test_ci_calls_the_target_that_people_call() -> None:
    assert "exec make test" in (ROOT / ".ci" / "run").read_text()
