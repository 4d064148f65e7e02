"""From differences to what has to be done: swaps of types, rebuilds, and what a rebuild takes along.

1. An enum that cannot be altered is swapped: the old one is put aside under another name, the new one made, each column
   moved over, the old one dropped. That is a rename and ordinary changes of columns, so nothing else has to know.
2. An object that cannot be altered is dropped and made again, and so is everything that stands on it, and what a change
   in place disturbs (a generated column over a column that changes its type).
3. What cannot be taken down, as a column, lets go of what is made again for as long as that takes.
4. A part goes with its whole: what DROP TABLE and DROP COLUMN take along is not dropped by itself.
5. What has a name that is needed before it can be free otherwise is put aside too, on its way out or to another name.
"""

from collections.abc import Iterable, Iterator

from attrs import Factory, define, evolve

from mizzle.compiler.bounds import divides
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Change, Create, Drop, Rename
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import Object, changed, expressions, mentioned, rewritten
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, moved, mover, swap_name, unmarked
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table


@define
class Work:
    """What has to be done, by ref. An object in both `drops` and `creates` is made again."""

    world: World
    renames: list[Rename] = Factory(list)
    drops: dict[Ref, Object] = Factory(dict)
    creates: dict[Ref, Object] = Factory(dict)
    alters: dict[Ref, Alter] = Factory(dict)
    released: dict[Ref, Object] = Factory(dict)  # what stays, as it is while something that it uses is made again
    around: dict[Ref, set[Ref]] = Factory(dict)  # what is down while another object is altered
    called: dict[Ref, Ref] = Factory(dict)  # what is another object since a type was put aside → its ref before that
    stops: dict[Ref, Ref] = Factory(dict)  # what is renamed in two steps → the name between them
    shed: set[Ref] = Factory(
        set
    )  # parts of a table that go before its partitions leave, which would keep theirs otherwise
    losses: list[Statement] = Factory(list)  # texts are empty; they carry consents and probes

    def whole(self, part: Object) -> Ref | None:
        """What takes the object along when it is dropped, if that is dropped too."""
        wholes = (ref for ref in part.part_of() if ref in self.drops and ref != part.ref)
        return next((ref for ref in wholes if ref not in part.inherited or self._along(part, ref)), None)

    def rekeyed(self, ref: Ref) -> bool:
        """Whether it is the old form of a partitioned table that is made anew: it has no rows, its partitions go over."""
        old, new = self.world.old.get(ref), self.creates.get(self.called.get(ref, ref))
        return all(isinstance(item, Table) and item.partition_by for item in (old, new))

    def _along(self, part: Object, above: Ref) -> bool:
        """Whether a column goes along with that of a parent table."""
        return not (part.local or self.left(part, above) or self.world.leaves_heirs(self.drops[above]))

    def left(self, part: Object, above: Ref) -> bool:
        """Whether a part's table stays and leaves the parent that it had the part from, so that it stays its own."""
        new, whole = self.world.new.get(part.stands_in), self.world.old.get(above)
        return isinstance(new, Table) and whole is not None and whole.stands_in not in new.parents


def expand(changes: Iterable[Change], world: World, *, in_place: bool = True, aside: Iterable[Ref] = ()) -> Work:
    """All that has to be done, with every consequence.

    in_place  whether what is changed in place may so move on from what it uses and what goes, and need not be taken down
    aside     what makes way for a name: by its new ref where it is renamed, else by its ref in the old state
    """
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
    for ref in (*_replaced(work), *aside):
        _step_aside(work, ref)
    _put_aside(work)
    rekeyed = _rekeyed(work)
    for ref in rekeyed:
        _step_aside(work, ref)
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
                work.around.setdefault(user.ref, set()).update(_origins(alter.new, work.world))
                _take_down(user, work, pending)
    while pending:
        gone = pending.pop()
        for user in work.world.old.users(gone.ref):
            above = user.parents if isinstance(user, Table) else user.inherited
            if not {gone.ref, gone.stands_in}.isdisjoint(above) and work.left(user, gone.ref):
                continue
            kept = (in_place and _moves_on(user, gone, work)) or _from_column(user, gone, work.world)
            kept = kept or (gone.ref in user.inherited and work.world.leaves_heirs(gone))
            gives_way = DDLS[user.ref.kind].gives_way(user, work.world) and not kept
            if gives_way or (gone.ref in work.creates and gone.ref in user.part_of()):
                _take_down(user, work, pending)
    for ref in rekeyed:
        work.shed.update(_shed(ref, work))
    _let_go(work)
    _make_way(work)
    concerned = {*work.drops, *work.creates, *work.alters}
    early = {ref for ddl in DDLS.values() for ref in ddl.early(concerned, work.creates, work.world)}
    work.world = evolve(work.world, early=frozenset(early)) if early else work.world
    for ddl in DDLS.values():
        for item in ddl.entailed(work.creates, work.world):
            work.creates[item.ref] = item
            work.alters.pop(item.ref, None)
    return work


def _origins(item: Object, world: World) -> Iterator[Ref]:
    """The object, and those of parent tables along with which it changes."""
    yield item.ref
    for ref in item.inherited:
        if ref in world.new:
            yield from _origins(world.new[ref], world)


def _moves_on(user: Object, gone: Object, work: Work) -> bool:
    """Whether a change in place frees the user from what goes for good."""
    alter = work.alters.get(user.ref)
    if alter is None or gone.ref in work.creates:
        return False
    had = [getattr(user, field) for field in alter.fields]
    if not any(any(mentioned(value)) or any(map(bool, expressions(value))) for value in had):
        return False  # a comment, a switch: nothing that could have named it
    needed = {found.ref if (found := work.world.new.find(ref)) else ref for ref in alter.new.requires()}
    return gone.ref not in needed and not any(gone.ref.overloads(ref) for ref in needed)


def _let_go(work: Work) -> None:
    """What stays lets go of what is made again: a column of the function in its default."""
    world = work.world
    for gone in work.drops.values():
        for user in world.old.users(gone.ref):
            new = world.new.get(user.ref)
            if new is not None and user.ref not in work.drops:
                bare = DDLS[user.ref.kind].released(work.released.get(user.ref, user), new, gone)
                if bare is not None:
                    work.released[user.ref] = bare


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


def _put_aside(work: Work) -> None:
    """Rename what has to make way, and in turn those of its users that have to (a domain over an enum)."""
    asked: set[Ref] = set()
    while True:
        away: dict[Ref, Ref] = {}
        for ref, alter in list(work.alters.items()):
            ddl = DDLS[ref.kind]
            away |= {old: old._replace(name=swap_name(old.name)) for old in ddl.aside(alter.old, alter.new, work.world)}
            if ref not in asked:
                work.losses.extend(ddl.loses(alter.old, alter.new, work.world))
        asked |= {*work.alters, *away.values()}
        away = {ref: aside for ref, aside in away.items() if ref not in asked or ref in work.alters}
        if not away:
            return
        _rename_away(work, away)


def _replaced(work: Work) -> list[Ref]:
    """The types in whose place another kind of type comes, under the same name, for columns and others that stay."""
    found = []
    for ref, old in work.drops.items():
        new = work.world.new.find(Ref("type", *unmarked(ref)[1:])) if old.space == "type" else None
        if new is not None and new.ref.kind != ref.kind:
            staying = (user.ref for user in work.world.old.users(ref))
            if any(user in work.world.new and user not in work.drops for user in staying):
                found.append(ref)
    return found


def _rekeyed(work: Work) -> list[Ref]:
    """The partitioned tables whose key changes: they are made anew, and their partitions go over with all their rows."""
    world = work.world
    found = {ref for ref, alter in work.alters.items() if "partition_by" in alter.fields}
    for ref, alter in work.alters.items():
        if isinstance(alter.new, Column) and not {"type", "collation"}.isdisjoint(alter.fields):
            parent = world.old[ref.table]
            if isinstance(parent, Table) and divides(ref, parent):
                found.add(ref.table)
    return sorted(ref for ref in found if ref not in work.drops and _partitioned(ref, world))


def _shed(ref: Ref, work: Work) -> Iterator[Ref]:
    """The parts of such a table of which the partitions that stay cannot take theirs along."""
    world, aside = work.world, _aside(ref)
    back = mover({aside: ref})
    heirs = [item.ref for item in world.old.users(aside) if isinstance(item, Table) and item.ref in work.alters]
    if not heirs:
        return
    columns = [part for part in world.old.parts(aside) if isinstance(part, Column) and part.ref.table == aside]
    pairs = [(old, new) for old in columns if isinstance(new := world.new.get(back(old.ref)), Column)]
    felt = {
        user.ref
        for old, new in pairs
        if not {"type", "collation"}.isdisjoint(changed(moved(old, back), new))
        for user in DDLS["column"].disturbs(old, new, world)
    }
    for part in world.old.parts(aside):
        if isinstance(part, Key | Index | Exclusion | ForeignKey) and part.ref in work.drops:
            called = part.ref
            while called in work.called:
                called = work.called[called]
            new = work.creates.get(back(called))
            same = new is not None and not {*changed(moved(part, back), new)} - {"comment", "ref"}
            own = isinstance(part, ForeignKey) and part.target == aside
            bereft = any(ref in work.drops and aside not in (ref, ref.table) for ref in part.requires())
            over = (back(ref) for ref in part.requires() if ref.kind == "column" and ref.table == aside)
            along = not all(column in world.new for column in over)  # with a column that goes everywhere
            if (not same and not along) or own or bereft or part.ref in felt:
                yield part.ref
        elif isinstance(part, Check) and "])::" in str(part.expr.plain) and back(part.ref) in work.creates:
            # The new table's would not be found equal: read from its text, a list of varchar becomes another expression.
            yield part.ref
            for heir in heirs:
                made = moved(work.creates[back(part.ref)], mover({ref: heir}))
                work.creates[made.ref] = made


def _partitioned(ref: Ref, world: World) -> bool:
    """Whether the table is partitioned before and after."""
    return all(isinstance(item, Table) and item.partition_by for item in (world.old.get(ref), world.new.get(ref)))


def _step_aside(work: Work, ref: Ref) -> None:
    """Give an object another name for a while, so that something else can have its own."""
    world = work.world
    item = world.old[ref]
    here = world.before.get(ref, ref) if any(change.new == ref for change in work.renames) else None
    if here is not None:
        work.stops[ref] = _aside(Ref(ref.kind, here.schema, ref.name if ref.part else here.name, here.part))
    elif isinstance(item, Column) and item.identity and item.identity.sequence:
        hidden = Ref("sequence", ref.schema, item.identity.sequence)
        away = evolve(item, identity=evolve(item.identity, sequence=_aside(hidden).name))
        work.renames.append(Rename(hidden, _aside(hidden)))
        work.world = evolve(world, old=world.old.with_([away]))
        if ref in work.drops:
            work.drops[ref] = away
        else:
            work.alters[ref] = Alter(away, world.new[ref])
    else:
        _rename_away(work, {ref: _aside(ref)})


def _aside(ref: Ref) -> Ref:
    ref = unmarked(ref)
    return ref._replace(part=swap_name(ref.part)) if ref.part else ref._replace(name=swap_name(ref.name))


def _rename_away(work: Work, away: dict[Ref, Ref]) -> None:
    """Rename in the old state and for all who use it, as if it had always been called so."""
    world = work.world
    old = carry(world.old, away)
    for then, now in zip(world.old.values(), old.values(), strict=True):
        if now.ref != then.ref and then.ref not in away:
            # Its ref is made of what is put aside (a function's of its arguments, a column's of its table): it is another
            # object now.
            work.drops.pop(then.ref, None)
            work.drops[now.ref] = now
            work.called[now.ref] = then.ref
            work.alters.pop(then.ref, None)
            if then.ref in world.new:
                work.creates[then.ref] = world.new[then.ref]
    users = {user.ref: user for aside in away.values() for user in old.users(aside) if user.ref in world.new}
    owned = [item for aside in away.values() for item in old.parts(aside) if isinstance(item, Sequence)]
    users |= {item.ref: item for item in owned if item.ref in world.new}
    old = old.with_(_told(user, world) for user in users.values())
    before = dict(world.before) | {new: world.before.get(ref, ref) for ref, new in away.items()}
    work.world = evolve(world, old=old, before=before)
    for ref, aside in away.items():
        work.drops.pop(ref, None)
        work.drops[aside] = old[aside]
        work.called[aside] = ref
        if work.alters.pop(ref, None) or ref in world.new:
            work.creates[ref] = world.new[ref]
        # What gets a name by a rename goes past it.
        comes = next((rename for rename in work.renames if rename.new == ref), None)
        if comes:
            work.renames.remove(comes)
        work.renames.append(Rename(comes.old if comes else unmarked(ref), aside))
    for ref in users:
        if old[ref] != world.new[ref] and ref not in work.drops:
            work.alters[ref] = Alter(old[ref], world.new[ref])
    work.drops = {ref: old[ref] for ref in work.drops}
    work.alters = {ref: Alter(old[ref], alter.new) for ref, alter in work.alters.items()}


def _told(user: Object, world: World) -> Object:
    """A user whose texts alone mention what makes way, and so print otherwise now, if it cannot be made again."""
    if user != world.new[user.ref] or DDLS[user.ref.kind].gives_way(user, world):
        return user
    return rewritten(user, lambda expr: Expr((*expr.pieces, " ")))
