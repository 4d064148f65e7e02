"""A squash that is killed: the folder reads as before it or as behind it, and the next squash takes away what is left."""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from mizzle import generate, integer, pg_schema, text
from mizzle.errors import HistoryError
from mizzle.files import DOWN, SNAPSHOT, SQL, read_folder
from mizzle.squashing import clean, put, squash

app = pg_schema("app")
STATES = [
    [app, app.table("t", {"id": integer()})],
    [app, app.table("t", {"id": integer(), "v": text()})],
    [app, app.table("t", {"id": integer(), "v": text(), "w": text()})],
]
TOUCHES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "open", "shutil.copyfile")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, state in enumerate(STATES):
        generate(state, out=tmp_path / "m", name=f"n{number}")
    return tmp_path / "m"


def put_together(path: Path) -> None:
    """What squash does to the disk, for the first two of three files."""
    files = read_folder(path).ordered()[:2]
    texts = {name: (files[1].folder / name).read_text() for name in (SQL, DOWN)}
    snapshot = (files[0].folder / SNAPSHOT).read_text()
    put(path, files, f"{files[1].name[:14]}_all", {**texts, SNAPSHOT: snapshot})


def killed(path: Path, place: int) -> bool:
    """In a process that is killed before it touches the disk for the so many-th time; whether it came to that."""
    child = os.fork()
    if not child:
        left = place

        def watch(event: str, _: object) -> None:
            nonlocal left
            if event in TOUCHES:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        put_together(path)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def seen(path: Path) -> Iterator[list[str]]:
    """What is pending for databases that have applied none, one, two and all of the old files."""
    names = ["n0", "n1", "n2"]
    for applied in range(4):
        whole = read_folder(path)
        known = {
            file.name
            for file in (*whole.files.values(), *(part for each in whole.files.values() for part in each.replaces))
        }
        done = [name for name in known if name[15:] in names[:applied]]
        yield [file.name[15:] for file in whole.seen_by(done).ordered() if file.name not in done]


def test_a_squash_that_is_killed_leaves_a_folder_that_reads_as_before_or_behind_it(
    folder: Path, tmp_path: Path
) -> None:
    before = list(seen(folder))
    for place in count(1):
        copy = tmp_path / f"copy{place}"
        shutil.copytree(folder, copy)
        if not killed(copy, place):
            break
        assert list(seen(copy)) in (before, [["all", "n2"], *before[1:]])
        whole = read_folder(copy)
        if whole.spare:
            assert squash("", out=copy)[0].endswith("_all")
        elif len(whole.files) == 3:
            put_together(copy)
        clean(copy, ())
        assert [file.name[15:] for file in sorted(copy.iterdir())] == ["all", "n2"]
        shutil.rmtree(copy)
    assert place > 15


def test_what_followed_the_last_of_the_squashed_files_follows_the_new_one(folder: Path) -> None:
    put_together(folder)

    whole = read_folder(folder)
    assert [name[15:] for name in whole.graph[whole.find("n2").name]] == ["all"]
    assert [head.name[15:] for head in whole.heads()] == ["n2"]


def test_what_branches_off_inside_a_squashed_file_is_told_where_to_go(folder: Path) -> None:
    first = read_folder(folder).find("n0").name
    put_together(folder)
    snapshot = folder / read_folder(folder).find("n2").name / SNAPSHOT
    snapshot.write_text(snapshot.read_text().replace(read_folder(folder).find("n2").parents[0], first))

    with pytest.raises(HistoryError, match=r"was squashed into .*_all; make it anew behind that"):
        read_folder(folder).ordered()


def test_a_file_that_is_another_one_inside_a_squashed_one_is_told(folder: Path) -> None:
    first = read_folder(folder).find("n0")
    put_together(folder)
    first.folder.mkdir()
    (first.folder / SQL).write_text("SELECT 1")

    with pytest.raises(HistoryError, match="is not the file of that name in"):
        read_folder(folder)
