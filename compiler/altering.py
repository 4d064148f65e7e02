"""The nodes of changes in place."""

from collections.abc import Iterator

from mizzle.compiler.aside import goes_over
from mizzle.compiler.fold import Folding
from mizzle.compiler.graph import leavers, place_of, resolved, signature_types
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import LEAVING, Node
from mizzle.compiler.rowtypes import changed_before
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.holders import holders
from mizzle.model.lineage import ancestors
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def altering(ref: Ref, work: Work, folding: Folding) -> Iterator[Node]:
    """The nodes that change an object in place, from what it lets go of on."""
    world = work.world
    old = work.alters[ref].old if ref in work.alters else world.old[ref]
    old = DDLS[ref.kind].bereft(old, world.new[ref], work.drops.keys(), world)
    between = work.released.get(ref)
    if between is not None:
        for node in altering_to(ref, old, between, world):
            node.needs = {ref, *node.statement.needs}  # letting go needs nothing new by itself
            node.releases = True
            yield node
    for node in altering_to(ref, between or old, world.new[ref], world):
        if node.statement.form in LEAVING:
            node.needs -= {name for name in node.needs if name.part and name.table == ref}  # its key's columns may wait
            # Its keys go with those of the parent, and nothing else references its rows through that one any more.
            parents = {*old.parents} if isinstance(old, Table) else set()
            shed = {each for each in work.shed if world.old[each].stands_in in parents}
            if goes_over(ref, world):
                node.follows |= shed
                node.keeps -= shed
            else:
                node.keeps |= shed  # what it has like them it keeps, or loses by itself
                stays = (part for part in world.old.parts(ref) if part.inherited and part.ref in world.new)
                node.keeps |= {above for part in stays for above in part.depends if above in work.drops}
            node.follows |= {
                key.ref
                for key in work.drops.values()
                if isinstance(key, ForeignKey) and key.target in parents
                if not (key.inherited and key.ref.table == ref)
                if parents.isdisjoint(key.inherited) or key.ref.table < ref  # of such that leave together one begins
                if folding.taken.get(key.ref, key.ref).table not in parents
            }
        if node.statement.form == "attach partition":
            node.needs |= {made for made in work.creates if made.kind == "check" and made.table == ref}
            node.awaits |= {*leavers(ref, world)}  # their rows may be outside its new bounds
        yield node


def altering_to(ref: Ref, old: Object, new: Object, world: World) -> Iterator[Node]:
    """The nodes that make one form of an object out of another."""
    # What came with a parent's and is now its own is changed when its table has left the parent.
    parents = {ref.table for ref in old.inherited}
    table = world.new.get(ref.table) if parents else None
    leaves = isinstance(table, Table) and not parents <= set(table.parents)
    left = {*new.part_of()} if old.inherited and (leaves or not new.inherited) else set()
    above = {*old.inherited} if left else set()  # it stays until the table leaves
    merged = {above for above in new.inherited if above not in world.old}  # it is made like those before they come
    rows: list[Ref] = []
    held: set[Ref] = set()
    if isinstance(old, Column) and isinstance(new, Column) and (old.type, old.generated) != (new.type, new.generated):
        rows += changed_before(new, world)
        held = {holder.ref for holder in holders(ref.table, world.old)} - {ref}  # they let the rows go before
        rows += held & world.new.keys()
    if isinstance(old, Table) and isinstance(new, Table) and (old.unlogged, old.method) != (new.unlogged, new.method):
        rows += {holder.ref for holder in holders(ref, world.old)} & world.new.keys()
        held = {holder.ref for holder in holders(ref, world.old)}
    # A parent's change goes down to the tables below, however far.
    further = set[Ref]()
    if isinstance(new, Column) and old.inherited == new.inherited:
        further = {*ancestors(ref, world.old)} & {*ancestors(ref, world.new)} - {*new.inherited}
    away: set[Ref] = set()  # the parents that it has left by then
    for statement in DDLS[ref.kind].altered(old, new, world):
        yield Node(
            statement,
            (-1 if statement.repairs else 2, *place_of(ref)),  # nothing else is done to what is half detached
            0,
            needs=(
                resolved((*new.requires(), *rows, *statement.needs, *signature_types(new, world)), world.new)
                | {ref, *(() if statement.without else further)}
            )
            - merged
            - set(statement.without),
            frees=set(statement.frees),
            takes={*statement.takes, *statement.avoids},
            avoids=set(statement.avoids),
            keeps=resolved((*old.requires(), *old.part_of(), *statement.reads), world.old) - {ref} - away - above,
            follows=set(statement.follows) | held - world.new.keys(),
            awaits=left,
            alters=ref,
            verb="alter",
            old=old,
            new=new,
            own=ref,
        )
        if statement.form in LEAVING and isinstance(old, Table):
            away |= {statement.other} if statement.other else {*old.parents}
