"""LOGGED and UNLOGGED along foreign keys: a logged table may not reference an unlogged one, not even for a moment.

A table becomes logged after those that it references, and unlogged after those that reference it. Tables that reference
each other in a circle let go of the foreign keys that close it.
"""

from collections.abc import Iterator

from mizzle.compiler.world import World
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def in_the_way(table: Table, world: World) -> list[ForeignKey]:
    """The foreign keys there now that forbid the change until the table at their other end has changed."""
    own = (key for key in world.old.of(ForeignKey) if table.ref in (key.ref.table, key.target))
    mine = (key for key in own if key.target != key.ref.table)
    return [key for key in mine if table.ref == (key.target if table.unlogged else key.ref.table)]


def first(table: Table, world: World) -> tuple[Ref, ...]:
    """The tables that have to change before this one."""
    closing = {key.ref for key in closing_circles(world)}
    staying = (key for key in in_the_way(table, world) if key.ref in world.new and key.ref not in closing)
    return tuple(key.ref.table if table.unlogged else key.target for key in staying)


def closing_circles(world: World) -> Iterator[ForeignKey]:
    """The foreign keys without which no circle of tables that change is left."""
    path: list[Ref] = []
    done: set[Ref] = set()

    def visit(table: Ref) -> Iterator[ForeignKey]:
        path.append(table)
        for key in sorted(onward.get(table, ()), key=lambda key: key.ref):
            if key.target in path:
                yield key
            elif key.target not in done:
                yield from visit(key.target)
        done.add(path.pop())

    onward: dict[Ref, list[ForeignKey]] = {}
    for key in world.old.of(ForeignKey):
        if key.ref in world.new and key.ref.table != key.target and _changes(key.ref.table, world):
            onward.setdefault(key.ref.table, []).append(key)
    for table in sorted(onward):
        if table not in done:
            yield from visit(table)


def _changes(table: Ref, world: World) -> bool:
    old, new = world.old.get(table), world.new.get(table)
    return isinstance(old, Table) and isinstance(new, Table) and old.unlogged != new.unlogged
