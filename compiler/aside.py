"""What makes way for something else: it gets another name for a while, in the old state and for all who use it."""

from attrs import evolve

from mizzle.compiler.kinds import DDLS
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Rename
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.index import Index
from mizzle.model.object import Object, rewritten
from mizzle.model.range import Range
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import carry, swap_name, unmarked
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table


def swap_types(work: Work) -> None:
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
        rename_away(work, away)


def replaced(work: Work) -> list[Ref]:
    """The types in whose place another kind of type comes, under the same name, for columns and others that stay."""
    found = []
    for ref, old in work.drops.items():
        new = work.world.new.find(Ref("type", *unmarked(ref)[1:])) if old.space == "type" else None
        if new is not None and new.ref.kind != ref.kind:
            staying = (user.ref for user in work.world.old.users(ref))
            if any(user in work.world.new and user not in work.drops for user in staying):
                found.append(ref)
    return found


def step_aside(work: Work, ref: Ref) -> None:
    """Give an object another name for a while, so that something else can have its own."""
    world = work.world
    item = world.old[ref]
    here = world.before.get(ref, ref) if any(change.new == ref for change in work.renames) else None
    if here is not None:
        work.stops[ref] = waiting(ref._replace(part=here.part) if ref.part else here)
    elif isinstance(item, Column) and item.identity and item.identity.sequence:
        hidden = Ref("sequence", ref.schema, item.identity.sequence)
        away = evolve(item, identity=evolve(item.identity, sequence=waiting(hidden).name))
        work.renames.append(Rename(hidden, waiting(hidden)))
        work.world = evolve(world, old=world.old.with_([away]))
        if ref in work.drops:
            work.drops[ref] = away
        else:
            work.alters[ref] = Alter(away, world.new[ref])
    else:
        # Under such a name a table waits whose rows are copied to one that is partitioned otherwise.
        held = {
            Ref("relation", *waiting(ref)[1:]) for ref, alter in work.alters.items() if "partition_by" in alter.fields
        }
        aside, number = waiting(ref), 0
        while any(name in held or world.old.find(name) for name in (aside, *evolve(item, ref=aside).names())):
            number += 1
            aside = waiting(unmarked(ref).called(f"{unmarked(ref).own}{number}"))
        rename_away(work, {ref: aside})


def waiting(ref: Ref) -> Ref:
    """What it is called until something else has taken its name, or its place."""
    ref = unmarked(ref)
    return ref.called(swap_name(ref.own))


def goes_over(heir: Ref, world: World) -> bool:
    """Whether a table leaves one that is put aside for the one that is made in its place."""
    old, new = world.old.get(heir), world.new.get(heir)
    if not (isinstance(old, Table) and isinstance(new, Table)):
        return False
    return any(waiting(parent) in old.parents for parent in new.parents)


def between(old: Ref, new: Ref, world: World) -> Ref | None:
    """What a relation or type is called on its way to another name in another namespace: both come one after the other."""
    item = world.old.get(new)
    if old.schema == new.schema or old.name == new.name or item is None or item.space not in ("relation", "type"):
        return None
    if isinstance(item, Range | Index) or (isinstance(item, Sequence) and item.owned_by):  # each has its own way
        return None
    return world.halfway(old, new) or waiting(new._replace(schema=old.schema))


def rename_away(work: Work, away: dict[Ref, Ref]) -> None:
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
    # What has the name of what makes way in its own is renamed to that.
    named = {
        then.ref: now.ref
        for then, now in zip(world.old.values(), old.values(), strict=True)
        if then.ref in world.before and then.ref.kind in SIGNED and now.ref != then.ref and then.ref not in away
    }
    work.renames = [Rename(each.old, named.get(each.new, each.new)) for each in work.renames]
    before = dict(world.before) | {now: world.before[then] for then, now in named.items()}
    before |= {new: world.before.get(ref, ref) for ref, new in away.items()}
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
    # What is renamed in a table that makes way is renamed there.
    work.renames = [
        Rename(*(each._replace(name=away[rename.new.table].name) for each in (rename.old, rename.new)))
        if rename.new.part and rename.new.table in away
        else rename
        for rename in work.renames
    ]
    for ref, stop in list(work.stops.items()):
        if ref.part and ref.table in away:
            work.stops[ref._replace(name=away[ref.table].name)] = stop._replace(name=away[ref.table].name)
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
