"""Branches of a history, merged by the model, and what keeps two of them from standing in one folder.

Two that touch different things may be applied in any order: neither needs what the other takes away, nothing of both has one
name, and each has the same statements to run behind the other one as alone.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from mizzle.errors import HistoryError
from mizzle.files import SNAPSHOT, Folder
from mizzle.model.enum import Enum
from mizzle.model.extension import Extension
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


@frozen
class Conflict:
    """Something that two unmerged branches both touch."""

    ours: str
    theirs: str
    ref: Ref
    why: str

    def __str__(self) -> str:
        return f"{self.ours} and {self.theirs}: {self.ref.kind.replace('_', ' ')} {self.ref} {self.why}"


def merged(folder: Folder) -> tuple[Schema, list[Conflict]]:
    """The schema behind all files, and what unmerged branches both touch.

    Branches are merged by the model, object by object, from the last files that both follow.
    """
    heads = folder.heads()
    if not heads:
        return Schema(), []
    schema, names, conflicts = heads[0].schema(), folder.before([heads[0].name]), list[Conflict]()
    for head in heads[1:]:
        others = folder.before([head.name])
        base, _ = merged(evolve(folder, files={name: folder.files[name] for name in names & others}))
        theirs = head.schema()
        between = [list(_between(folder, side)) for side in (names - others, others - names)]
        conflicts += _conflicts(base, schema, theirs, heads[0].name, head.name, between)
        gone = {ref for ref in base if ref not in theirs}
        fresh = [item for ref, item in theirs.items() if base.get(ref) != item]
        schema = schema.where(lambda item, gone=gone: item.ref not in gone).with_(fresh)  # type: ignore[misc]
        names |= others
    return schema, conflicts


def _between(folder: Folder, names: Iterable[str]) -> Iterator[Schema]:
    """The schemas that a branch passes through: what it makes and takes away again has a name meanwhile."""
    for name in sorted(names):
        if (folder.files[name].folder / SNAPSHOT).exists():
            yield folder.files[name].schema()


def _conflicts(
    base: Schema, ours: Schema, theirs: Schema, one: str, other: str, between: list[list[Schema]]
) -> Iterator[Conflict]:
    mine, yours = _touched(base, ours), _touched(base, theirs)
    found = False
    for conflict in (
        *_both(base, ours, theirs, mine & yours, one, other),
        *_clashes(base, [*between[0], ours], [*between[1], theirs], one, other),
        *_dangling(base, ours, theirs, mine - yours, one, other),
        *_dangling(base, theirs, ours, yours - mine, other, one),
    ):
        found = True
        yield conflict
    if not found and mine and yours:
        together = theirs.where(lambda item: item.ref in ours or item.ref not in base).with_(
            item for ref, item in ours.items() if ref in mine
        )
        yield from _hindered(base, ours, theirs, together, one, other)
        yield from _hindered(base, theirs, ours, together, other, one)


def _both(base: Schema, ours: Schema, theirs: Schema, refs: Iterable[Ref], one: str, other: str) -> Iterator[Conflict]:
    for ref in sorted(refs):
        if ours.get(ref) == theirs.get(ref):
            why = "is dropped by both" if ref not in ours else "gets the same change from both"
        elif ref not in base:
            why = "is made by both, differently"
        elif ref in ours and ref in theirs:
            why = "is changed by both"
        else:
            why = "is dropped by one and changed by the other"
        yield Conflict(one, other, ref, why)


def _clashes(base: Schema, ours: list[Schema], theirs: list[Schema], one: str, other: str) -> Iterator[Conflict]:
    """What both make under one name, though it is not the same kind of thing: an index and a table, say."""
    mine, yours = (
        {ref: item for state in side for ref, item in state.items() if ref not in base} for side in (ours, theirs)
    )
    both = mine.keys() & yours.keys()
    made = [item for ref, item in mine.items() if ref not in both]
    names = {name: item.ref for item in made for name in _taken(item)}
    wanted = {name: item.ref for item in made for name in item.avoids()}
    for ref in sorted(yours.keys() - both):
        item = yours[ref]
        found = [names.get(name) for name in (*_taken(item), *item.avoids())]
        found += [wanted.get(name) for name in _taken(item)]
        if clash := next(filter(None, found), None):
            yield Conflict(one, other, clash, f"cannot stand beside {ref.kind.replace('_', ' ')} {ref} of {other}")


def _taken(item: Object) -> Iterator[Ref]:
    yield from item.names()
    if item.kind == "primary_key":  # a table has one, whatever it is called
        yield Ref("primary_key", item.ref.schema, item.ref.name)


def _dangling(
    base: Schema, ours: Schema, theirs: Schema, refs: Iterable[Ref], one: str, other: str
) -> Iterator[Conflict]:
    """What one makes or changes and the other takes the ground from."""
    homes = {item.target or "public": item.ref for item in base.of(Extension) if item.ref not in theirs}
    for ref in sorted(refs):
        for brought in ours[ref].requires() if ref in ours and homes else ():
            if brought.schema in homes and ours.find(brought) is None:
                yield Conflict(one, other, ref, f"needs extension {homes[brought.schema]}, which {other} drops")
        for need in _needs(ours[ref], ours) if ref in ours else ():
            if need not in base:
                continue
            told = f"needs {need.kind.replace('_', ' ')} {need}, "
            if need not in theirs:
                yield Conflict(one, other, ref, f"{told}which {other} drops")
            elif gone := [word for word in _labels(base[need]) if word not in _labels(theirs[need])]:
                yield Conflict(one, other, ref, f"{told}from which {other} takes the label {gone[0]!r}")


def _labels(item: Object) -> tuple[str, ...]:
    return item.labels if isinstance(item, Enum) else ()


def _hindered(base: Schema, ours: Schema, theirs: Schema, together: Schema, one: str, other: str) -> Iterator[Conflict]:
    """Where the way of one branch would be another one behind the other branch, its files do not know of it."""
    from mizzle.answers import Answers
    from mizzle.errors import PlanError
    from mizzle.offline import onward

    said = Answers(all=True)
    try:
        alone = {statement.text for statement in onward(base, ours, answers=said, declared=False).plan.statements}
        behind = onward(theirs, together, answers=said, declared=False).plan.statements
    except PlanError as error:
        raise HistoryError(f"{one} and {other} cannot be merged: {error}") from None
    for statement in behind:
        if statement.text not in alone and statement.about:
            why = f"is in the way: behind {other}, {one} would have to run this as well: {statement.text}"
            yield Conflict(one, other, statement.about, why)
            return


def _needs(item: Object, schema: Schema) -> set[Ref]:
    return {found.ref for ref in item.requires() if (found := schema.find(ref))}


def _touched(base: Schema, side: Schema) -> set[Ref]:
    return {ref for ref in base if ref not in side} | {ref for ref, item in side.items() if base.get(ref) != item}
