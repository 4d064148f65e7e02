"""The nodes of drops: what goes along, and what has to be there until then."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.fold import Folding
from mizzle.compiler.graph import bounds_of, gets_type, only_one, place_of, resolved, signature_types
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import LEAVING, Node
from mizzle.compiler.renaming import passing
from mizzle.compiler.work import Work
from mizzle.model.lineage import ancestors
from mizzle.model.object import Object
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import unmarked
from mizzle.model.schema import Schema
from mizzle.model.table import Table


def dropping(old: Object, work: Work, folding: Folding) -> Iterator[Node]:
    """The nodes that drop an object, with all that it takes along."""
    world = work.world
    along = [folding.loose.get(item.ref, item) for item in (old, *folding.along(old.ref))]
    # What is told as part of another whole goes with this one too, if this one goes first.
    taken = (part for part in world.old.parts(old.ref) if part.ref in folding.taken)
    # But nothing of a table that is put aside with its rows and has left then.
    gone = {item.ref for item in along}
    gone |= {part.ref for part in taken if part.stands_in == old.stands_in or not world.leaves_early(part.stands_in)}
    # What came with a parent's cannot go before its table has left the parent; a column goes before the parent's does.
    # What it came from may go before it then or behind it.
    left: set[Ref] = set()
    first: set[Ref] = set()
    if old.inherited:
        above = () if old.kind == "column" else [ref for ref in old.inherited if not work.left(old, ref)]
        left = {*above, *(ref.table for ref in above), *(whole for whole in old.part_of() if whole.kind == "table")}
        # What stays when its parent's goes can go only then.
        first = {ref for ref in old.inherited if ref in work.drops and not work.left(old, ref)}
    # What is taken along may go with any of its wholes: those need not wait for each other. But it goes before what it needs:
    # a foreign key before the key that it references, whichever column takes that one along; an index before another of its
    # columns gets a type that it does not live through.
    # With a parent's column that of an heir gets another type.
    retyped = {above for ref in old.requires() for above in ancestors(ref, world.old) if gets_type(above, work)}
    others = {
        ref
        for item in along[1:]
        for ref in item.requires()
        if ref not in item.part_of() or (ref.kind == "column" and ref in work.alters)
        if not (ref in gone and {*world.old[ref].part_of()} & work.drops.keys() <= {*item.part_of()})  # at one stroke
    }
    freed = {
        unmarked(name)
        for item in along
        for ref in (item.ref, *filter(None, [None if item.ref in work.stops else passing(item.ref, work, folding)]))
        for name in (ref, *evolve(item, ref=ref).names(), *bounds_of(item), *only_one(item))
    }
    kept = (resolved(old.requires(), world.old) - gone | resolved(others, world.old)) - left - first
    kept |= work.around.get(old.ref, set()) | retyped
    # It is named by types that are elsewhere then.
    moved = {
        ref for ref in kept if ref.kind == "extension" and ref in work.alters and "target" in work.alters[ref].fields
    }
    had = passing(old.ref, work, folding) if old.ref not in folding.taken and old.ref not in work.stops else None
    for statement in DDLS[old.ref.kind].drop(evolve(old, ref=had) if had else old, world):
        leaves = statement.form in LEAVING
        freed -= set(statement.frees)
        yield Node(
            statement,
            (1, *place_of(old.ref)),
            0,
            needs=resolved((*statement.needs, *signature_types(old, world)), world.new) | moved,
            keeps=kept - moved,
            removes=set() if leaves else gone,
            awaits=left,
            called=resolved(old.requires(), world.old) & world.before.keys() if old.ref.kind in SIGNED else set(),
            follows=first | set(statement.follows),
            frees=set(statement.frees) | (set() if leaves else freed),
            verb="drop",
            old=old,
            own=old.ref,
        )
        if leaves:  # from then on it needs nothing of what is above it
            higher = {*_higher(old, world.old)}
            kept = {ref for ref in kept if higher.isdisjoint((ref, ref.table))}


def _higher(table: Object | None, schema: Schema) -> Iterator[Ref]:
    """The tables above one, however far."""
    for parent in table.parents if isinstance(table, Table) else ():
        yield parent
        yield from _higher(schema.get(parent), schema)
