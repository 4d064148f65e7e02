"""The laws of migration files, for a drawn chain of schemas and for two drawn branches, on databases of their own.

Generated files lead where pushing the end state leads; down to any point gives that point; a squash at any point changes
nothing; two branches that do not conflict give the same database in whatever order their files are applied. hypothesis
(tests/laws/test_files.py) and the seeded fuzzer (fuzz.py --files) check them alike.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from attrs import frozen

from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.diffing import diff
from mizzle.errors import ServerError
from mizzle.files import DOWN, begun
from mizzle.generating import IRREVERSIBLE, generate
from mizzle.introspect.read import read
from mizzle.introspect.reader import Facts
from mizzle.merging import merged
from mizzle.migrating import down, migrate
from mizzle.model.ref import Ref
from mizzle.model.role import Role
from mizzle.model.schema import Schema
from mizzle.pushing import push
from mizzle.scope import bookkeeping
from mizzle.scratch import scratch
from mizzle.squashing import squash
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import without
from mizzle.testing.editing import edited
from mizzle.testing.pair import LawBroken
from mizzle.testing.whole import schema

ALL = Answers(all=True)
State = dict[Ref, Facts]


@frozen
class Chain:
    """Schemas, each made of the one before, and the files that lead to them: none where nothing changed."""

    states: tuple[Schema, ...]
    files: tuple[str, ...]


def chain(choose: Chooser, major: int, out: Path, *, start: Schema | None = None, name: str = "n") -> Chain:
    """Draw a chain and write its files."""
    states = [start if start is not None else _alone(schema(choose, major))]
    for _ in range(choose.number(1, 3)):
        states.append(_alone(edited(choose, states[-1], major)))
    fresh = states if start is None else states[1:]
    names = [generate(state, out=out, name=f"{name}{place}", answers=ALL).name for place, state in enumerate(fresh)]
    return Chain(tuple(states), tuple(filter(None, names)))


def _alone(state: Schema) -> Schema:
    """The schema without roles, which belong to the whole cluster: a second database has them already."""
    for item in list(state.of(Role)):
        state = without(state, item.ref) if item.ref in state else state
    return state


def chained(admin: Connection, choose: Chooser) -> bool:
    """Draw a chain; its files, the ways down and a squash lead where they say. Raises LawBroken."""
    major = admin.info.server_version // 10000
    with ExitStack() as stack:
        out = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "migrations"
        drawn = chain(choose, major, out)
        if not drawn.files:
            return True
        url, pushed = stack.enter_context(scratch(admin)), stack.enter_context(scratch(admin))
        points = _climbed(url, out, drawn)
        push(drawn.states[-1], pushed, answers=ALL)
        _same(url, pushed, "the files and a push of the end state")
        _back(url, out, drawn, points)
        if len(drawn.files) > 1:
            _squashed(url, choose, out, drawn, pushed)
            choose.note("squashed")
    return True


def _climbed(url: str, out: Path, drawn: Chain) -> list[State]:
    """Apply the files one after the other; the database behind each."""
    points = []
    for name in drawn.files:
        migrate(url, out=out, to=name)
        points.append(_state(url))
    return points


def _back(url: str, out: Path, drawn: Chain, points: list[State]) -> None:
    """Take the files back one by one, and compare each point with what it was on the way up."""
    names = drawn.files
    for last, name, point in reversed(list(zip(names[1:], names, points, strict=False))):
        told = (out / last / DOWN).read_text(encoding="utf-8")
        if IRREVERSIBLE in told:
            raise LawBroken(f"no way back from {last}: {told}")
        down(url, out=out, to=name, answers=ALL)
        if (now := _state(url)) != point:
            raise LawBroken(f"down to {name}:\n  " + "\n  ".join(_apart(now, point)))
    down(url, out=out, answers=ALL)
    if left := [str(ref) for ref in _state(url) if ref != Ref("namespace", "", "public")]:
        raise LawBroken(f"down to nothing leaves {', '.join(left)}")


def _squashed(url: str, choose: Chooser, out: Path, drawn: Chain, pushed: str) -> None:
    """Squash at some point; an empty database that is at some point, before or behind it, ends the same."""
    place, to = choose.number(0, len(drawn.files)), choose.one(drawn.files[1:])
    if place:
        migrate(url, out=out, to=drawn.files[place - 1])
    squash(url, out=out, to=to)
    migrate(url, out=out)
    _same(url, pushed, f"a squash to {to} before a database that is behind {place} files")
    if migrate(url, out=out):
        raise LawBroken(f"a squash to {to}: a second run behind {place} files has something to do")
    if generate(drawn.states[-1], out=out, answers=ALL, explain=True):
        raise LawBroken(f"a squash to {to} changes the last snapshot")


def branched(admin: Connection, choose: Chooser) -> bool:
    """Draw two branches; whether they commute. In whatever order their files are applied the database is the same."""
    major = admin.info.server_version // 10000
    with ExitStack() as stack:
        out = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "migrations"
        base = chain(choose, major, out, name="base")
        left = chain(choose, major, out, start=base.states[-1], name="left")
        with _aside(out, left.files):
            right = chain(choose, major, out, start=base.states[-1], name="right")
        sides = [list(side.files) for side in (left, right)]
        goal, conflicts = merged(begun(out))
        if conflicts or not all(sides):
            return False
        choose.note("branches merged")
        urls = [stack.enter_context(scratch(admin)) for _ in range(3)]
        for url, order in zip(urls, (sides[0] + sides[1], sides[1] + sides[0], _mixed(choose, *sides)), strict=True):
            for name in order:
                try:
                    migrate(url, out=out, to=name)
                except ServerError as error:
                    raise LawBroken(f"{' '.join(order)} at {name}: {error}") from error
        _same(urls[0], urls[1], "left before right and right before left")
        _same(urls[0], urls[2], "left before right and mixed")
        if diff(urls[0], goal, answers=ALL):
            raise LawBroken("the merged snapshots are not what the files make")
    return True


@contextmanager
def _aside(out: Path, names: tuple[str, ...]) -> Iterator[None]:
    """The folder without these files for a while: as another branch has it."""
    for name in names:
        (out / name).rename(out.parent / name)
    try:
        yield
    finally:
        for name in names:
            (out.parent / name).rename(out / name)


def _mixed(choose: Chooser, left: list[str], right: list[str]) -> list[str]:
    """Both, each in its own order."""
    left, right, out = list(left), list(right), list[str]()
    while left or right:
        out.append((left if left and (not right or choose.maybe()) else right).pop(0))
    return out


def _state(url: str) -> State:
    with closing(connect(url)) as connection:
        return {ref: facts for ref, facts in read(connection).facts.items() if not bookkeeping(ref)}


def _apart(got: State, want: State) -> Iterator[str]:
    for ref in sorted({*got, *want}):
        if got.get(ref) != want.get(ref):
            yield f"{ref.kind} {ref}: {got.get(ref)}, was {want.get(ref)}"


def _same(one: str, other: str, what: str) -> None:
    if _state(one) == _state(other):
        return
    # How texts are spelled is no difference, nor what the sequence of an identity is called: a declaration leaves that open,
    # and where a table is renamed and gets the identity in one push or in two, PostgreSQL calls it otherwise.
    found = [each for each in diff(one, other, answers=ALL).statements if each.form != "rename identity sequence"]
    if found:
        raise LawBroken(f"{what} differ:\n  " + "\n  ".join(statement.text for statement in found))
