"""Which objects are the same under another name. Renames are said, not guessed.

Said by the declaration (`renamed_from`) or by an answer. What only looks like a rename is listed for the person to
decide. Constraints and indexes that are equal in all but the name lose nothing either way and are renamed.
"""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from mizzle.model.change import Alter, Change, Create, Drop
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.enum import Enum
from mizzle.model.errors import UnsupportedChange
from mizzle.model.extension import Extension
from mizzle.model.names import plain
from mizzle.model.namespace import namespace
from mizzle.model.object import Object, changed
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import carry, left_over, mover, unmarked
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table

HARMLESS = (
    *("primary_key", "unique", "check", "exclusion", "foreign_key", "index", "statistics", "trigger", "rule", "policy"),
)
BUILT = ("primary_key", "unique", "check", "exclusion", "foreign_key", "index")  # over the rows
IN_PLACE = {
    "comment",
    "options",
    "statistics",
}  # what may change of those in less words than two exchange their names by
NOT_ASKED = (  # those cannot be renamed, or their names are nothing but what they are of
    *HARMLESS,
    "extension",
    "cast",
    "operator",
    "user_mapping",
    "publication_table",
    "owner",
    "privileges",
    "identity_privileges",
    "database_privileges",
    "default_privileges",
)


@frozen
class Question:
    """A drop and an add that look like a rename."""

    old: Ref
    new: Ref

    def __str__(self) -> str:
        return f"{self.old.kind} {self.old} is gone and {self.new.kind} {self.new} is new"


def said(old: Schema, new: Schema) -> dict[Ref, Ref]:
    """The renames that the declaration tells and the server has not seen yet: ref now → ref then.

    `renamed_from` is consumed once: where the old name is gone or the new one is there already, it says nothing.
    """
    found: dict[Ref, Ref] = {}
    for depth in range(3):  # wholes before what stands in them
        back = mover({then: now for now, then in found.items()})
        waiting = {}
        for item in new.values():
            if item.renamed is None or bool(item.ref.schema) + bool(item.ref.part) != depth:
                continue
            place = back(item.ref)  # the object's place before its table and namespace were renamed
            now = place.called(item.renamed)
            if now in old and now not in waiting:
                waiting[now] = (place, item.ref)
        while free := [now for now, (place, _) in waiting.items() if place not in old or place in found]:
            for now in free:
                found[now] = waiting.pop(now)[1]
    if any(item.renamed is not None for item in new.values() if item.ref.kind in SIGNED):
        there = _signed(old, found)
        for item in new.values():
            if item.ref.kind in SIGNED and item.renamed is not None and item.ref not in there:
                before = there.get(item.ref.called(item.renamed))
                if before is not None:
                    found[before] = item.ref
    return found


def _signed(old: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """Functions by their refs after the renames of the types of their arguments: ref then → ref now."""
    after = carry(old, renames).values()
    return {then.ref: now for now, then in zip(old, after, strict=True) if now.kind in SIGNED}


def answered(old: Schema, new: Schema, answers: Mapping[str, str]) -> dict[Ref, Ref]:
    """The renames that answers tell, as {"app.users.nick": "nickname"}."""
    by_text: dict[str, list[Ref]] = {}
    for ref in old:
        by_text.setdefault(str(ref), []).append(ref)
    found: dict[Ref, Ref] = {}
    waiting = sorted(((_depth(now, old), now, name) for text, name in answers.items() for now in by_text.get(text, ())))
    for depth in range(4):
        after = carry(old, found).values()
        place = {now: unmarked(then.ref) for now, then in zip(old, after, strict=True)}
        heard = ((now, _called(place[now], now, name, new)) for turn, now, name in waiting if turn == depth)
        found |= {now: then for now, then in heard if then}
    move = mover(found)
    for now, then in list(found.items()):
        # One text may mean a type and an index as well, and that one stays in its table.
        table = old[now].stands_in
        if table != now.table and move(table) != new[then].stands_in:
            del found[now]
    return _open(found, old, new)


def _depth(ref: Ref, old: Schema) -> int:
    """When its rename is understood: after those of what it stands in, goes along with, or is named with."""
    if ref.kind == "namespace":
        return 0
    if ref.part:
        return 3
    return 2 if ref.kind in SIGNED or ref.kind == "sequence" or old[ref].stands_in != ref.table else 1


def _called(place: Ref, now: Ref, name: str, new: Schema) -> Ref | None:
    """What an answer calls so, where there is such a thing: a bare name is where other renames bring the object, or where it was."""
    if place.part:
        places = [place.called(name)]
    else:
        schema, dot, own = name.rpartition(".")
        places = [ref for ref in new if ref.kind == now.kind and str(ref) == name]  # with a dot in it: app."a.b"
        places += [place.called(own)._replace(schema=at) for at in ((schema,) if dot else (place.schema, now.schema))]
    return next((then for then in places if then in new), None)


def answered_inside(
    old: Schema, new: Schema, answers: Mapping[str, str], renames: Mapping[Ref, Ref]
) -> tuple[Schema, frozenset[str]]:
    """The new schema with what answers tell of labels and attributes, as {"app.status.open": "active"}; and those answers."""
    move, found, used = mover(renames), list[Object](), set[str]()
    types: tuple[Enum | Composite, ...] = (*old.of(Enum), *old.of(Composite))
    for item in types if answers else ():
        twin = new.get(move(item.ref))
        if not isinstance(twin, Enum | Composite) or twin.kind != item.kind:
            continue
        have, want = item.inner_names(), twin.inner_names()
        texts = {f"{item.ref}.{plain(name)}": name for name in have}
        said = {name: answers[text] for text, name in texts.items() if answers.get(text) in want}
        if said:
            found.append(twin.with_renamed(said))
            used |= {text for text, name in texts.items() if name in said}
    return (new.with_(found) if found else new), frozenset(used)


def _open(found: dict[Ref, Ref], old: Schema, new: Schema) -> dict[Ref, Ref]:
    """The renames to names that are free, or that another of them frees: all along a chain, or round a circle.

    Raises UnsupportedChange for one to the name of what goes: nobody said which of the two goes on under it.
    """
    while taken := _taken(found, old):
        for now, then in taken.items():
            if now not in new and now not in found.values():  # or somebody says again what is done
                raise UnsupportedChange(
                    f"{now.kind} {now}: its new name is that of {then.kind} {then}, which is there; "
                    "let that go in a plan of its own before, or say what it is renamed to"
                )
            del found[now]
    for start in list(found):
        circle, last = [start], found.get(start)
        while last in found and last not in circle:
            circle.append(last)
            last = found[last]
        if last == start and all(_as_wanted(ref, old, new) for ref in circle):  # said of what is done already
            for now in circle:
                del found[now]
    return found


def _taken(found: Mapping[Ref, Ref], old: Schema) -> dict[Ref, Ref]:
    """The renames to names of what gets no other: where it is, or where its table or namespace is taken."""
    move = mover(found)
    there = {then for ref in old if ref not in found for then in (ref, move(ref))}
    return {now: then for now, then in found.items() if then in there}


def _as_wanted(ref: Ref, old: Schema, new: Schema) -> bool:
    """Whether what has the name now looks like what is to have it."""
    if ref.kind == "table":
        return dict(_columns(ref, old.values())) == dict(_columns(ref, new.values()))
    if ref.kind == "namespace":
        have, want = ({item.ref for item in side.values() if item.ref.schema == ref.name} for side in (old, new))
        return have == want
    return not set(changed(old[ref], new[ref])) - {"comment"}


def along(old: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The columns and checks of partitions and other heirs that a rename of their parent's renames too."""
    found: dict[Ref, Ref] = {}
    move = mover(renames)
    pending = [pair for pair in renames.items() if pair[0].kind in ("column", "check")]
    while pending:
        now, then = pending.pop()
        for user in old.users(now):
            if now in user.inherited and user.ref not in found:
                found[user.ref] = move(user.ref)._replace(part=then.part)
                pending.append((user.ref, found[user.ref]))
    return found


def brought(old: Schema, new: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """What extensions bring to another namespace as they move there: types and the like, which are no objects of their own.

    What mentions one of them needs its extension; where several that bring it might be meant, it is left alone.
    """
    move, found = mover(renames), dict[Ref, Ref]()
    homes = {item.ref: item.target for item in new.of(Extension)}
    bringing = {item.ref: item.target for item in old.of(Extension) if item.target and homes.get(item.ref)}
    if all(move(namespace(target)).name == homes[ref] for ref, target in bringing.items()):
        return found
    for item in old.values():
        for ref in item.requires():
            if ref.schema and not ref.part and old.find(ref) is None:
                there = {homes[needed] for needed in item.depends if bringing.get(needed) == ref.schema}
                if len(there) == 1:
                    found[ref] = ref._replace(schema=there.pop() or ref.schema)
    return found


def kept_there(old: Schema, new: Schema) -> Schema:
    """The earlier state in which an index or sequence that stays has its name, and what comes along with a table is marked.

    Carrying marks what stays: here that is wanted, and what comes goes, or gets another name.
    """
    swaps: dict[Ref, Ref] = {}
    for item in old.values():
        name = unmarked(item.ref)
        if name != item.ref and not name.part:
            comes, wanted = old.get(name), new.get(name)
            if comes and wanted and _table(wanted) == _table(item) != _table(comes):
                swaps |= {item.ref: name, name: item.ref}
    return carry(old, swaps)


def counting(old: Schema, new: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The sequences of serial columns that have other names in the new schema: made anew they would count from the start."""
    move, taken = mover(renames), {*renames.values(), *old}
    wanted = {item.owned_by: item.ref for item in new.of(Sequence) if item.owned_by and not item.chosen}
    found = {}
    for item in old.of(Sequence):
        owner = move(item.owned_by) if item.owned_by and item.ref not in renames else None
        then = wanted.get(owner) if owner else None
        # With its table it moves to another namespace by itself.
        there = item.ref._replace(schema=owner.schema) if owner else item.ref
        if then and then not in taken and there not in new and then.schema == there.schema:
            found[item.ref] = then
            taken.add(then)
    return found


def staying(old: Schema, new: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The sequences that let go of a table as it moves to another namespace, and stand where they stood: each is what it was."""
    move, found = mover(renames), {}
    for item in old.of(Sequence):
        owner = move(item.owned_by) if item.owned_by and item.ref not in renames else None
        if owner and owner.schema != item.ref.schema and move(item.ref) == item.ref in new:
            with_it, twin = item.ref._replace(schema=owner.schema), new[item.ref]
            if with_it not in new and isinstance(twin, Sequence):
                found[item.ref] = item.ref
    return found


def questions(changes: list[Change]) -> list[Question]:
    """Drops and adds that look like renames: a column of the same type, a table of mostly the same columns."""
    drops = [change.old for change in changes if isinstance(change, Drop)]
    creates = [change.new for change in changes if isinstance(change, Create)]
    return [
        Question(old.ref, new.ref)
        for old in drops
        for new in creates
        if old.ref.kind == new.ref.kind and old.ref.kind not in NOT_ASKED and not left_over(old.ref.own)
        if _alike(old, new, drops, creates)
    ]


def _alike(old: Object, new: Object, drops: list[Object], creates: list[Object]) -> bool:
    if isinstance(old, Column) and isinstance(new, Column):
        return old.ref.table == new.ref.table and old.type == new.type and bool(old.generated) == bool(new.generated)
    if isinstance(old, Table):
        have, want = dict(_columns(old.ref, drops)), dict(_columns(new.ref, creates))
        shared = sum(want.get(name) == kind for name, kind in have.items())
        return 2 * shared > max(len(have), len(want))
    if old.ref.kind == "sequence" and (getattr(old, "owned_by", None) or getattr(new, "owned_by", None)):
        return False
    return not (set(changed(old, evolve(new, ref=old.ref))) - {"comment"})


def _columns(table: Ref, objects: Iterable[Object]) -> Iterator[tuple[str, object]]:
    for item in objects:
        if isinstance(item, Column) and item.ref.table == table:
            yield item.ref.part, item.type


def harmless(changes: list[Change]) -> dict[Ref, Ref]:
    """Constraints and indexes that are equal in all but the name: ref now → ref then. Some may give theirs to each other."""
    apart = [
        change
        for change in changes
        if isinstance(change, Alter) and change.new.ref.kind in BUILT and not IN_PLACE.issuperset(change.fields)
    ]
    found = _equal([change.old for change in apart], [change.new for change in apart])
    while open_ := {*found} ^ {*found.values()}:
        found = {now: then for now, then in found.items() if now not in open_ and then not in open_}
    gone = [change.old for change in changes if isinstance(change, Drop)]
    made = [change.new for change in changes if isinstance(change, Create)]
    found |= _equal(gone, made)
    # What gets the name of what is made leaves its own to what is made anew under that.
    left = [change.old for change in apart if change.old.ref not in found]
    return found | _equal(left, [new for new in made if new.ref not in found.values()])


def _equal(before: Iterable[Object], after: Iterable[Object]) -> dict[Ref, Ref]:
    """Each of the ones with the first of the others that differs in the name alone."""
    spare: dict[tuple[str, Ref | None], list[Object]] = {}
    for new in after:
        if new.ref.kind in HARMLESS:
            spare.setdefault((new.ref.kind, _table(new)), []).append(new)
    found: dict[Ref, Ref] = {}
    taken: set[Ref] = set()
    for old in before:
        for new in spare.get((old.ref.kind, _table(old)), ()) if old.ref.kind in HARMLESS else ():
            if new.ref not in taken and changed(old, new) == ("ref",):
                found[old.ref] = new.ref
                taken.add(new.ref)
                break
    return found


def adopted(old: Schema, new: Schema) -> dict[Ref, Ref]:
    """Chosen names → the names of live objects that are equal in all else on the same table."""
    spare: dict[tuple[str, Ref | None], list[Object]] = {}
    for item in old.values():
        if item.ref not in new and (item.ref.kind in HARMLESS or item.ref.kind == "sequence"):
            spare.setdefault((item.ref.kind, _table(item)), []).append(item)
    found: dict[Ref, Ref] = {}
    for item in new.values():
        if item.chosen and item.ref not in old:
            for candidate in spare.get((item.ref.kind, _table(item)), []):
                if candidate.ref not in found.values() and not (set(changed(candidate, item)) - {"ref", "comment"}):
                    found[item.ref] = candidate.ref
                    break
    return found


def _table(item: Object) -> Ref | None:
    return item.ref.table if item.ref.part else next((ref for ref in item.part_of() if ref.kind == "table"), None)
