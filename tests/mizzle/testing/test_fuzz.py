from pathlib import Path

import pytest
from attrs import evolve

from mizzle.embedded import Server
from mizzle.testing.choose import Chooser
from mizzle.testing.fuzz import main
from mizzle.testing.pair import Pair


def test_a_run_goes_on_where_it_was_stopped(newest: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "seed"
    run = ["--url", newest.url, "--seed", "10", "--resume", str(place)]

    assert main([*run, "--pairs", "1"]) == 0
    assert place.read_text() == "11"
    assert main([*run, "--pairs", "2"]) == 0
    assert place.read_text() == "12"
    assert capsys.readouterr().out.count(" 0 break a law") == 2


def test_a_broken_law_is_printed_with_its_seed_and_statements(
    newest: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second schema that the server cannot have stands in for a fault of the engine."""
    drawn = Pair.drawn

    def broken(choose: Chooser, major: int) -> Pair:
        pair = drawn(choose, major)
        table = next(item for item in pair.before.values() if item.kind == "table")
        faulty = evolve(table, ref=table.ref._replace(name="faulty"), options=(("fillfactor", "7000"),))  # type: ignore[call-arg]
        return Pair(pair.before, pair.before.with_([faulty]), choose)

    monkeypatch.setattr(Pair, "drawn", broken)

    assert main(["--url", newest.url, "--pairs", "1", "--seed", "10"]) == 1
    out = capsys.readouterr().out
    assert "seed 10 on" in out
    assert "fillfactor" in out
