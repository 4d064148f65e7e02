"""From differences to what has to be done: swaps of types, rebuilds, and what a rebuild takes along.

1. An enum that cannot be altered is swapped: the old one is put aside under another name, the new one made, each column
   moved over, the old one dropped. That is a rename and ordinary changes of columns, so nothing else has to know.
2. An object that cannot be altered is dropped and made again, and so is everything that stands on it, and what a change
   in place disturbs (a generated column over a column that changes its type).
3. What cannot be taken down, as a column, lets go of what is made again for as long as that takes.
4. A part goes with its whole: what DROP TABLE and DROP COLUMN take along is not dropped by itself.
5. What has a name that is needed before it can be free otherwise is put aside too, on its way out or to another name.
6. So is a partitioned table whose key changes, and its partitions go over to the new one; or one that becomes partitioned, or
   stops being so, and its rows are copied.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mizzle.compiler.ahead import named_ahead
from mizzle.compiler.aside import rename_away, replaced, step_aside, swap_types, waiting
from mizzle.compiler.becoming import becoming
from mizzle.compiler.by_cast import by_way_of_casts
from mizzle.compiler.copying import copied
from mizzle.compiler.hierarchy import late
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.rekeying import checked, rekeyed, shed
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create, Drop, Rename
from mizzle.model.column import Column
from mizzle.model.lineage import ancestors
from mizzle.model.object import Object, expressions, mentioned
from mizzle.model.ref import Ref
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.view import View


def expand(
    changes: Iterable[Change],
    world: World,
    *,
    in_place: bool = True,
    aside: Iterable[Ref] = (),
    becomes: bool = True,
) -> Work:
    """All that has to be done, with every consequence.

    in_place  whether what is changed in place may so move on from what it uses and what goes, and need not be taken down
    aside     what makes way for a name: by its new ref where it is renamed, else by its ref in the old state
    becomes   whether indexes may become what a key stands on
    """
    changes = tuple(changes)
    work = Work(by_way_of_casts(changes, world))
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
    for ref in (*replaced(work), *aside):
        step_aside(work, ref)
    swap_types(work)
    named_ahead(work)
    divided, poured, standing = rekeyed(work), copied(work), work.world
    if divided or poured:
        rename_away(work, {ref: waiting(ref) for ref in divided} | poured)
        work.world = evolve(work.world, copied=poured, standing=standing)
        # A table that joins has such checks when its parent gets them, behind its rows.
        behind = [new.ref for new in work.creates.values() if any(late(ref, work.world) for ref in new.inherited)]
        for ref in behind:
            del work.creates[ref]
    work.becoming = becoming(work) if becomes else {}
    for index in work.becoming.values():
        del work.drops[index.ref]
    pending = list(work.drops.values())
    for alter in list(work.alters.values()):
        ddl = DDLS[alter.new.ref.kind]
        if ddl.rebuilt(alter.old, alter.new, work.world):
            _take_down(alter.old, work, pending)
        else:
            for heir in ddl.overruled(alter.new, work.world):
                if heir.ref not in work.drops:
                    work.alters.setdefault(heir.ref, Alter(heir, work.world.new[heir.ref]))
            for user in ddl.disturbs(alter.old, alter.new, work.world):
                work.around.setdefault(user.ref, set()).update(
                    {alter.new.ref, *ancestors(alter.new.ref, work.world.new)} & work.world.new.keys()
                )
                _take_down(user, work, pending)
    while pending:
        gone = pending.pop()
        owned = (part for part in work.world.old.parts(gone.ref) if isinstance(part, Sequence))
        for user in (*work.world.old.users(gone.ref), *owned):
            above = user.parents if isinstance(user, Table) else user.inherited
            if not {gone.ref, gone.stands_in}.isdisjoint(above) and work.left(user, gone.ref):
                continue
            kept = (in_place and _moves_on(user, gone, work)) or _from_column(user, gone, work.world)
            kept = kept or (gone.ref in user.inherited and work.world.leaves_heirs(gone))
            gives_way = DDLS[user.ref.kind].gives_way(user, work.world) and not kept
            if gives_way or (gone.ref in work.creates and gone.ref in user.part_of()):
                _take_down(user, work, pending)
    if any(not {index.ref, *index.requires()}.isdisjoint(work.drops) for index in work.becoming.values()):
        return expand(changes, world, in_place=in_place, aside=aside, becomes=False)
    for ref in divided:
        work.shed.update(shed(ref, work))
        work.creates |= {check.ref: check for check in checked(ref, work)}
    if stuck := _let_go(work):
        return expand((*changes, *stuck), world, in_place=in_place, aside=aside, becomes=becomes)
    _make_way(work)
    concerned = {*work.drops, *work.creates, *work.alters}
    early = {ref for ddl in DDLS.values() for ref in ddl.early(concerned, work.creates, work.world)}
    work.world = evolve(work.world, early=frozenset(early)) if early else work.world
    for ddl in DDLS.values():
        for item in ddl.entailed(work.creates, work.world):
            work.creates[item.ref] = item
            work.alters.pop(item.ref, None)
    return work


def _moves_on(user: Object, gone: Object, work: Work) -> bool:
    """Whether a change in place frees the user from what goes for good."""
    alter = work.alters.get(user.ref)
    if alter is None or gone.ref in work.creates or (isinstance(user, View) and any(_retyped(user, work))):
        return False
    had = [getattr(user, field) for field in alter.fields]
    if not any(any(mentioned(value)) or any(map(bool, expressions(value))) for value in had):
        return False  # a comment, a switch: nothing that could have named it
    needed = {found.ref if (found := work.world.new.find(ref)) else ref for ref in alter.new.requires()}
    return gone.ref not in needed and not any(gone.ref.overloads(ref) for ref in needed)


def _retyped(view: View, work: Work) -> Iterator[Ref]:
    """The columns under a view that it would have of other types by then: no REPLACE changes that."""
    for ref in view.requires():
        old, new = work.world.old.get(ref), work.world.new.get(work.known(ref))
        if isinstance(old, Column) and isinstance(new, Column) and old.type != new.type:
            yield ref


def _let_go(work: Work) -> list[Change]:
    """What stays lets go of what is made again: a column of the function in its default.

    So does what waits under another name until its users have moved over to one that needs what is made again. What cannot
    take hold of that again has to wait so, too: it is given back as a change from what is left of it.
    """
    world, stuck = work.world, list[Change]()
    for gone in work.drops.values():
        again = work.creates.get(work.known(gone.ref))
        for user in world.old.users(gone.ref):
            ddl, known = DDLS[user.ref.kind], work.known(user.ref)
            new = world.new.get(known)
            waits = known != user.ref and new is not None and again is not None and again.ref in new.depends
            if new is not None and (waits or user.ref not in work.drops):
                bare = ddl.released(work.released.get(user.ref, user), new, gone)
                if bare is not None:
                    work.released[user.ref] = bare
                    if not waits and user.ref in ddl.aside(bare, new, world):
                        stuck.append(Alter(bare, new))
    for alter in work.alters.values():
        for bare in DDLS[alter.old.ref.kind].loosened(alter.old, alter.new, world):
            if bare.ref not in work.drops:
                work.released[bare.ref] = bare
    return stuck


def _make_way(work: Work) -> None:
    """Change in place what has a name that something gets which is made or renamed."""
    world = work.world
    comes = (*work.creates.values(), *(world.new[change.new] for change in work.renames if change.new in world.new))
    taken = {name for item in comes for name in item.names()}
    for ddl in DDLS.values():
        for old in ddl.makes_way(taken, world):
            if old.ref not in work.drops:
                work.alters.setdefault(old.ref, Alter(old, world.new[old.ref]))


def _take_down(old: Object, work: Work, pending: list[Object]) -> None:
    if old.ref in work.drops:
        return
    work.drops[old.ref] = old
    work.alters.pop(old.ref, None)
    new = work.world.new.get(old.ref)
    if new is not None:
        work.creates[old.ref] = new
    pending.append(old)


def _from_column(user: Object, gone: Object, world: World) -> bool:
    """Whether it has a type or collation from its columns alone, which take it along: a key, a plain index."""
    own = {*evolve(user, depends=frozenset()).requires()}
    if gone.ref in own or next(expressions(user), None):
        return False
    return any(isinstance(other, Column) and other.ref in own for other in world.old.users(gone.ref))
