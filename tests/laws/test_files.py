"""The laws of files: generated ones lead where pushing the end state leads, and back to any point."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from mizzle.answers import Answers
from mizzle.connection import connect
from mizzle.embedded import Server
from mizzle.errors import HistoryError
from mizzle.generating import IRREVERSIBLE, differences, generate
from mizzle.migrating import down, migrate
from mizzle.model.schema import Schema
from mizzle.scratch import scratch
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.whole import schema

ALL = Answers(all=True)


def wrong(url: str, wanted: Schema) -> list[str]:
    with closing(connect(url)) as connection:
        return list(differences(connection, wanted))


@pytest.mark.parametrize("seed", [2, 3, 7, 11, 12])
def test_files_lead_where_a_push_leads_and_back_to_any_point(newest: Server, seed: int) -> None:
    choose = Chooser.seeded(seed)
    states = [schema(choose, 18)]
    for _ in range(2):
        states.append(edited(choose, states[-1], 18))
    with tempfile.TemporaryDirectory() as folder, closing(connect(newest.url)) as admin, scratch(admin) as url:
        out = Path(folder) / "migrations"
        names = [generate(state, out=out, name=f"n{number}", answers=ALL).name for number, state in enumerate(states)]
        migrate(url, out=out)
        assert wrong(url, states[-1]) == []
        for name, state in list(zip(names, states, strict=True))[-2::-1]:
            if name:
                files = sorted(out.glob(f"*_n{states.index(state) + 1}/down.sql"))
                if files and IRREVERSIBLE in files[0].read_text():
                    assert seed == 7  # its plan back is a circle of statements, and the file says so
                    with pytest.raises(HistoryError, match="nobody has written how"):
                        down(url, out=out, to=name, answers=ALL)
                    return
                down(url, out=out, to=name, answers=ALL)
                assert wrong(url, state) == []
