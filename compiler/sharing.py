"""Columns that a table has from several parents: PostgreSQL changes their type in none while it inherits from two.

So it lets go of all but the first for as long as the types change, and for nothing else: what goes in a parent has gone
before, and what changes or comes waits until the table inherits it again.
"""

from collections.abc import Iterator

from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.errors import UnsupportedChange
from mizzle.model.lineage import ancestors
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def retyped_together(table: Table, world: World) -> Iterator[tuple[Ref, ...]]:
    """The columns of several parents that a table has as one, and that change their type."""
    for part in world.old.parts(table.ref):
        new = world.new.get(part.ref)
        if isinstance(part, Column) and isinstance(new, Column):
            above = tuple(ref for ref in part.inherited if ref in world.old)
            if len(above) > 1 and (part.type, part.collation) != (new.type, new.collation):
                yield above


def meanwhile(table: Table, world: World) -> tuple[Ref, ...]:
    """The columns above that change while the table has let go."""
    direct = [ref for above in retyped_together(table, world) for ref in above]
    return tuple(dict.fromkeys((*direct, *(ref for each in direct for ref in ancestors(each, world.old)))))


def earlier(brought: tuple[Ref, ...], table: Table, world: World) -> tuple[Ref, ...]:
    """The other columns of parents that change in place, as its table does while it inherits them."""
    rest = set(brought) - {*meanwhile(table, world)}
    return tuple(
        sorted(
            ref
            for ref in rest
            if isinstance(new := world.new.get(ref), Column) and not new.generated and ref in world.old
        )
    )


def comes_back(parent: Ref, table: Ref, world: World) -> bool:
    """Whether a table leaves a parent for such a change alone."""
    old, new = world.old.get(table), world.new.get(table)
    return isinstance(old, Table) and isinstance(new, Table) and old.inherits == new.inherits and parent in new.inherits


def kept(table: Table, world: World) -> tuple[Ref, ...]:
    """The parents that it goes on inheriting from meanwhile: up to the first that has what they share."""
    shared = list(retyped_together(table, world))
    places = {min(table.inherits.index(ref.table) for ref in above) for above in shared}
    if len(places) > 1:
        raise UnsupportedChange(
            f"table {table.ref}: columns that not all of its parents share change their types at once "
            f"({', '.join(above[0].part for above in shared)}); change them one after the other"
        )
    return table.inherits[: places.pop() + 1]
