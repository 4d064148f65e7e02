"""From differences to what has to be done: swaps of types, rebuilds, and what a rebuild takes along.

1. An enum that cannot be altered is swapped: the old one is put aside under another name, the new one made, each column
   moved over, the old one dropped. That is a rename and ordinary changes of columns, so nothing else has to know.
2. An object that cannot be altered is dropped and made again, and so is everything that stands on it, and what a change
   in place disturbs (a generated column over a column that changes its type).
3. A part goes with its whole: what DROP TABLE and DROP COLUMN take along is not dropped by itself.
"""

from collections.abc import Iterable

from attrs import Factory, define, evolve

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
    around: dict[Ref, set[Ref]] = Factory(dict)  # what is down while another object is altered
    losses: list[Statement] = Factory(list)  # texts are empty; they carry consents and probes

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
    _put_aside(work)
    pending = list(work.drops.values())
    for alter in list(work.alters.values()):
        ddl = DDLS[alter.new.ref.kind]
        if ddl.rebuilt(alter.old, alter.new, work.world):
            _take_down(alter.old, work, pending)
        else:
            for user in ddl.disturbs(alter.old, alter.new, work.world):
                work.around.setdefault(user.ref, set()).add(alter.new.ref)
                _take_down(user, work, pending)
    while pending:
        gone = pending.pop()
        for user in work.world.old.users(gone.ref):
            inside = user.ref.part and user.ref.table == gone.ref and gone.ref in work.creates
            if inside or DDLS[user.ref.kind].expendable(user):
                _take_down(user, work, pending)
    for ddl in DDLS.values():
        for item in ddl.entailed(work.creates, work.world):
            work.creates[item.ref] = item
            work.alters.pop(item.ref, None)
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


def _inside(ref: Ref, away: dict[Ref, Ref]) -> bool:
    return bool(ref.part) and ref.table in away


def _put_aside(work: Work) -> None:
    """Rename what has to make way, in the old state and for all who use it, as if it had always been called so."""
    away: dict[Ref, Ref] = {}
    world = work.world
    for alter in list(work.alters.values()):
        ddl = DDLS[alter.new.ref.kind]
        away |= {ref: ref._replace(name=swap_name(ref.name)) for ref in ddl.aside(alter.old, alter.new, world)}
        work.losses.extend(ddl.loses(alter.old, alter.new, world))
    if not away:
        return
    old = carry(world.old, away)
    for then, now in zip(world.old.values(), old.values(), strict=True):
        if now.ref != then.ref and then.ref not in away and not _inside(then.ref, away):
            # Its ref is made of what is put aside (a function's of its arguments): it is another object now.
            work.drops.pop(then.ref, None)
            work.drops[now.ref] = now
            work.alters.pop(then.ref, None)
            if then.ref in world.new:
                work.creates[then.ref] = world.new[then.ref]
    before = dict(world.before) | {new: world.before.get(ref, ref) for ref, new in away.items()}
    work.world = evolve(world, old=old, before=before)
    for ref, aside in away.items():
        work.drops.pop(ref, None)
        work.drops[aside] = old[aside]
        if work.alters.pop(ref, None):
            work.creates[ref] = world.new[ref]
        work.renames.append(Rename(ref, aside))
        for user in old.users(aside):
            new = world.new.get(user.ref)
            if new is not None and new != user and user.ref not in work.drops:
                work.alters[user.ref] = Alter(user, new)
    work.drops = {ref: old[ref] for ref in work.drops}
    work.alters = {ref: Alter(old[ref], alter.new) for ref, alter in work.alters.items()}
