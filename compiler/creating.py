"""The nodes of what is made: what has to be there, to have changed, and to have gone before."""

from collections.abc import Iterable, Iterator

from mizzle.compiler.copying import rows_copied
from mizzle.compiler.fold import Folding
from mizzle.compiler.graph import (
    changes_in,
    gets_type,
    leavers,
    made_in_turn,
    names_avoided,
    names_taken,
    partitions_of,
    resolved,
    signature_types,
    while_partition,
)
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import Node
from mizzle.compiler.rowtypes import changed_before, row_sources
from mizzle.compiler.work import Work
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.holders import holders
from mizzle.model.lineage import ancestors, below
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import waits
from mizzle.model.table import Table


def creating(ref: Ref, new: Object, work: Work, folding: Folding) -> Iterator[Node]:
    """The nodes that make an object, with all that is folded into it, and tell what cannot be said there."""
    world = work.world
    ddl = DDLS[ref.kind]
    inside = ref in folding.folded
    statements = list(ddl.beside(new, world) if inside else folding.statement(new, world))
    if ref in world.copied and isinstance(new, Table):
        statements[1:1] = rows_copied(new, world)
    if new.comment is not None:
        statements.append(ddl.comment(new))
    parts = [] if inside else [folding.bare.get(part.ref, part) for part in (new, *folding.within(ref))]
    made = {part.ref for part in parts}
    changed = {*_changed_before(new, parts, work)}
    gone = {*_gone_before(new, parts, work)} & work.drops.keys()
    # Where it is referenced a partition leaves behind a scan.
    left = {*leavers(new.target, world)} if isinstance(new, ForeignKey) else set[Ref]()
    left |= {part.ref for part in world.new.parts(ref) if ref in part.inherited and part.ref in world.old}
    for place, statement in enumerate(statements):
        first = place == 0 and not inside
        needed = {name for part in parts for name in part.requires()} | work.around.get(ref, set()) if first else {ref}
        yield Node(
            statement,
            (3, *made_in_turn(new)),
            0,
            needs=resolved((*needed, *statement.needs, *changed, *signature_types(new, world)), world.new)
            - set(statement.without)
            - (made if first else set()),
            keeps=resolved(statement.reads, world.old),
            follows=(_followed(parts, work) | gone if first else set()) | set(statement.follows),
            awaits=left | while_partition(ref, world),
            makes=made if first else set(),
            takes={*statement.takes} | (names_taken(parts) | names_avoided(parts) if first else set()),
            avoids=names_avoided(parts) if first else set(),
            verb="create",
            new=folding.bare.get(ref, new),
            own=ref,
        )


def _changed_before(new: Object, parts: list[Object], work: Work) -> Iterator[Ref]:
    """What is there already and must be as it will be."""
    world = work.world
    for part in parts:
        for name in part.requires():
            yield from (above for above in ancestors(name, world.new) if gets_type(above, work))
        for table in row_sources(part, world):
            yield from (column.ref for column in world.new.parts(table) if isinstance(column, Column))
        if isinstance(part, Column):
            yield from changed_before(part, world)
            # Another default above would go down to it.
            above = ancestors(part.ref, world.new) if part.default else ()
            yield from (ref for ref in above if changes_in(ref, {"default"}, work))
    if isinstance(new, Column):  # what holds rows of its table lets them go
        yield from (holder.ref for holder in holders(new.ref.table, world.old) if holder.ref in work.alters)


def _gone_before(new: Object, parts: list[Object], work: Work) -> Iterator[Ref]:
    """What has to be gone, if it goes."""
    old = work.world.old
    # A column of its own comes when that of a parent's, which it would be one with, has gone.
    for parent in new.parents if isinstance(new, Table) else ():
        columns = (part.ref for part in old.parts(parent) if isinstance(part, Column))
        yield from (column for column in columns if column not in work.creates)
    for part in parts:
        for table in row_sources(part, work.world):
            yield from (column.ref for column in old.parts(table) if isinstance(column, Column))
        if isinstance(part, ForeignKey):  # a partition that is referenced through the whole cannot be dropped
            yield from partitions_of(part.target, old)
    if isinstance(new, Column):
        yield from (holder.ref for holder in holders(new.ref.table, old))
        # One of a table below would become one with it; what waits until its rows are copied has left by then.
        heirs = (table for table in below(new.ref.table, old) if not waits(table.name))
        yield from (Ref("column", table.schema, table.name, new.ref.part) for table in heirs)


def _followed(parts: Iterable[Object], work: Work) -> set[Ref]:
    """What objects that are made again stood on before, and what a new foreign key would find: the key that is about to go.

    What was put aside has another name, so nothing new finds it.
    """
    world = work.world
    old = world.old
    before = [old[part.ref] for part in parts if part.ref in old]
    stood_on = resolved((ref for item in before for ref in {*item.requires()} - {*item.inherited}), old)
    found = {
        key.ref
        for part in parts
        if isinstance(part, ForeignKey)
        for key in world.keys_of(old, part.references)
        if key.ref in work.drops
    }
    return (stood_on | found) - {rename.new for rename in work.renames}
