"""From differences to what has to be done: swaps of types, rebuilds, and what a rebuild takes along.

1. A type that cannot be altered is swapped: the old one is renamed, the new one made, each column moved over, the old
   one dropped. That is a rename and ordinary changes of columns, so nothing else has to know.
2. An object that cannot be altered is dropped and made again, and so is everything that stands on it, and what a change
   in place disturbs (a generated column over a column that changes its type).
3. A part goes with its whole: what DROP TABLE and DROP COLUMN take along is not dropped by itself.
"""

from collections.abc import Iterable

from attrs import Factory, define

from mizzle.compiler.kinds import DDLS
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create, Drop, Rename
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, swap_name


@define
class Work:
    """What has to be done, by ref. An object in both `drops` and `creates` is made again."""

    world: World
    renames: list[Rename] = Factory(list)
    drops: dict[Ref, Object] = Factory(dict)
    creates: dict[Ref, Object] = Factory(dict)
    alters: dict[Ref, Alter] = Factory(dict)
    swaps: list[Statement] = Factory(list)  # texts are empty; they carry consents and probes

    def whole(self, part: Object) -> Ref | None:
        """What takes the object along when it is dropped, if that is dropped too."""
        return next((ref for ref in part.part_of() if ref in self.drops and ref != part.ref), None)


def expand(changes: Iterable[Change], world: World) -> Work:
    """All that has to be done, with every consequence."""
    work = Work(world)
    for change in changes:
        match change:
            case Rename():
                work.renames.append(change)
            case Create(new):
                work.creates[new.ref] = new
            case Drop(old):
                work.drops[old.ref] = old
            case Alter(_, new):
                work.alters[new.ref] = change
    _swap_types(work)
    pending = list(work.drops.values())
    for alter in list(work.alters.values()):
        ddl = DDLS[alter.new.ref.kind]
        if ddl.rebuilt(alter.old, alter.new, work.world):
            _take_down(alter.old, work, pending)
        else:
            for user in ddl.disturbs(alter.old, alter.new, work.world):
                _take_down(user, work, pending)
    while pending:
        gone = pending.pop()
        for user in work.world.old.users(gone.ref):
            if DDLS[user.ref.kind].expendable(user):
                _take_down(user, work, pending)
    return work


def _take_down(old: Object, work: Work, pending: list[Object]) -> None:
    if old.ref in work.drops:
        return
    work.drops[old.ref] = old
    work.alters.pop(old.ref, None)
    new = work.world.new.get(old.ref)
    if new is not None:
        work.creates[old.ref] = new
    pending.append(old)


def _swap_types(work: Work) -> None:
    """Rename each type that has to be swapped out of the way, in the old state and for all who use it."""
    away: dict[Ref, Ref] = {}
    for ref, alter in list(work.alters.items()):
        swap = DDLS[ref.kind].swap(alter.old, alter.new, work.world)
        if swap is None or not DDLS[ref.kind].rebuilt(alter.old, alter.new, work.world):
            continue
        del work.alters[ref]
        aside = ref._replace(name=swap_name(ref.name))
        away[ref] = aside
        work.swaps.extend(swap)
        work.creates[ref] = alter.new
        work.renames.append(Rename(ref, aside))
    if not away:
        return
    world = work.world
    old = carry(world.old, away)
    before = dict(world.before) | {new: world.before.get(ref, ref) for ref, new in away.items()}
    work.world = World(old, world.new, world.facts, before)
    for aside in away.values():
        work.drops[aside] = old[aside]
        for user in old.users(aside):
            new = world.new.get(user.ref)
            if new is None:
                work.drops[user.ref] = user
            elif new != user:
                work.alters[user.ref] = Alter(user, new)
