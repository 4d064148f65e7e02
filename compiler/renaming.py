"""The nodes of renames: which names each frees and takes, and what goes along."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ahead import ahead, counted
from mizzle.compiler.fold import Folding
from mizzle.compiler.graph import place_of, resolved, while_partition
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import Node
from mizzle.compiler.stage import parents
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.lineage import heirs
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import waits
from mizzle.model.sequence import Sequence

VIEWS = ("view", "materialized_view")


def passing(new: Ref, work: Work, folding: Folding) -> Ref | None:
    """The old name of what is renamed, goes and is made again, so that its new one never matters before."""
    if waits(new.own):
        return None
    if new not in folding.taken:
        return _kept(new, work, folding)
    if new in work.creates:
        return work.world.before.get(new)
    # Of a table whose rows are copied nothing is named until it goes but the columns, and what a partition keeps of it.
    old = work.world.old
    kept = any(new in part.inherited and part.stands_in in work.world.new for part in old.parts(new))
    copied = new.kind != "column" and not kept and old[new].stands_in in work.world.copied.values()
    return next((change.old for change in work.renames if change.new == new), None) if copied else None


def _kept(new: Ref, work: Work, folding: Folding) -> Ref | None:
    """The same of what goes by itself, if nothing else gets the name and nothing else that goes mentions it."""
    old = next((change.old for change in work.renames if change.new == new), None)
    if old is None or new.part or new.kind == "table" or new in work.stops or not work.remade(new):
        return None
    item, world = work.drops[new], work.world
    had = evolve(item, ref=old)
    free = all(world.old.find(name) is None for name in (old, *had.names()))
    users = (user.ref for user in world.old.users(new) if user.ref in work.drops and user.ref not in folding.taken)
    parts = (part.ref for part in world.old.parts(new) if part.ref in work.drops and part.ref not in folding.taken)
    return old if free and not any(parts) and all(user.kind in VIEWS for user in users) else None


def renaming(old: Ref, new: Ref, world: World, end: Ref | None = None) -> Iterator[Node]:
    """One step of a rename; `end` is what the object is called when all of them are done."""
    item = world.old.get(end or new) or world.old.get(old)
    hidden = item is None and new.kind == "sequence"  # of an identity
    if hidden:
        item = Sequence(ref=new)
    owner = _counted(end or new, world) if hidden else None
    along = world.old.parts(end or new) if old.schema != new.schema and not new.part else ()
    moving = {ref for part in along for ref in _arriving(part, world) if ref.schema == new.schema and not ref.part}
    carried = {part.ref for part in along if not part.ref.part or isinstance(part, Key | Exclusion)}
    # What came with a parent's can have a name of its own when its table has left the parent.
    left = {new.table} if item is not None and item.inherited and new.part else set()
    # What is its own from then on, when the parent's has gone.
    above = {ref for ref in item.inherited if ref.kind == "check"} if item is not None else set[Ref]()
    left |= while_partition(end or new, world) if new.kind == "trigger" else set()
    below = _along(end or new, item, world)
    form = "rename identity sequence" if hidden else ""
    with_table = item is not None and any(whole.schema == new.schema for whole in item.part_of())
    here = old._replace(schema=new.schema) if with_table else old
    before, after = _occupied(item, here), _occupied(item, new)  # what it has all along is neither freed nor taken
    stays = [part for part in along if isinstance(part, Sequence) and part.ref.schema != new.schema]
    for part in stays:
        for statement in DDLS[part.ref.kind].left_behind(part, world):
            alone = evolve(part, owned_by=None)
            yield Node(
                statement, (0, *place_of(new)), 0, needs={part.ref}, verb="alter", old=part, new=alone, own=part.ref
            )
    # The index of a key is called by its own name there, whatever its table is called by then.
    inside = item is not None and new.part and not isinstance(item, Key | Exclusion)
    home = {item.stands_in} if item is not None and inside and _comes(item.stands_in, world) else set[Ref]()
    for first in along:
        if first.ref in world.ahead:
            had, then = (Ref("relation", old.schema, called) for called in (world.ahead[first.ref], counted(first)))
            key = (0, *place_of(new))
            for step in ahead(first, old.schema, world):
                yield Node(step, key, 0, takes={then}, frees={had}, verb="rename", old=first, own=first.ref)
    place = world.before.get(end or new, old)
    if new.kind == "table" and old.schema == new.schema and place.schema != (end or new).schema:
        form = "rename table unmoved"  # the other step takes it to the other namespace
    # On the way a function is nowhere in the old state, and is told by its arguments.
    stop = item if new.kind in SIGNED and new not in world.old else None
    on_way = evolve(world, old=world.old.with_([evolve(stop, ref=new)])) if stop else world
    for statement in DDLS[new.kind].rename(old, new, on_way):
        yield Node(
            evolve(statement, form=form) if form else statement,
            (0, *place_of(new)),
            0,
            needs=resolved(statement.needs, world.old)
            | ({Ref("namespace", "", new.schema)} if new.schema and not new.part else set())
            | {part.ref for part in stays}
            | ({owner} if owner else set())
            | home,
            takes=set() if hidden else after - before | moving | below | {*statement.takes},
            frees=before - after | {ref._replace(schema=old.schema) for ref in moving} | {*statement.frees},
            keeps=resolved(statement.reads, world.old),
            follows={ref for ref in above if ref not in world.new},
            awaits=left,
            moves=new,
            carries=carried,
            brings=moving,
            came={new} if with_table and end is None else set(),
            verb="rename",
            old=item,
            new=evolve(item, owned_by=None)
            if isinstance(item, Sequence) and statement.form == "own sequence"
            else None,
            own=end or new,
        )


def _along(ref: Ref, item: Object | None, world: World) -> set[Ref]:
    """The names that are taken in the tables below, where the columns and checks that come from it get its new one."""
    if ref.kind == "column":
        return {column.ref for column in heirs(ref, world.old) if not waits(column.ref.name)}
    if not isinstance(item, Check) or item.no_inherit:
        return set()
    columns = [part.ref for part in world.old.parts(ref.table) if isinstance(part, Column)]
    tables = {table for column in columns for table in _staying_below(column, world)}
    return {Ref(kind, *table[1:3], ref.part) for table in tables for kind in ("check", "constraint")}


def _staying_below(column: Ref, world: World) -> Iterator[Ref]:
    """The tables that have a column from one, and do not leave meanwhile, with others below them."""
    for part in world.old.parts(column):
        if isinstance(part, Column) and column in part.inherited:
            table = part.ref.table
            if parents(world.old.get(table)) == parents(world.new.get(table)):
                yield table
                yield from _staying_below(part.ref, world)


def _counted(sequence: Ref, world: World) -> Ref | None:
    """The table that an identity's sequence has come to this namespace with."""
    for column in world.old.of(Column):
        if column.identity and (column.ref.schema, column.identity.sequence) == sequence[1:3]:
            return column.ref.table if _comes(column.ref.table, world) else None
    return None


def _comes(table: Ref, world: World) -> bool:
    """Whether a table moves to the namespace that it is to have."""
    return world.before.get(table, table).schema != table.schema


def _arriving(part: Object, world: World) -> set[Ref]:
    """The names of what goes along to another namespace, when it comes there: by a step of its own it may get another."""
    own = part.ref.own if part.ref in world.ahead else world.before.get(part.ref, part.ref).own
    return _occupied(part, part.ref.called(own))


def _occupied(item: Object | None, ref: Ref) -> set[Ref]:
    """The names that an object occupies when it is called so."""
    return {ref, *(evolve(item, ref=ref).names() if item else ())}
