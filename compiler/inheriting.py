"""Columns that come from parent tables: what CREATE TABLE says of them, and what a parent's change does to them."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.object import changed
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.schema import Schema

CASCADING = {"type", "collation", "default", "generated", "not_null"}


def ancestors(ref: Ref, schema: Schema) -> Iterator[Ref]:
    """The columns and checks of parent tables that one comes from, however far up."""
    for above in schema[ref].inherited if ref in schema else ():
        yield above
        yield from ancestors(above, schema)


def heirs(ref: Ref, schema: Schema) -> Iterator[Column]:
    """The columns of tables below that come from one, however far down."""
    for part in schema.parts(ref):
        if isinstance(part, Column) and ref in part.inherited:
            yield part
            yield from heirs(part.ref, schema)


def from_parent(new: Column, world: World) -> Column | None:
    """The column as it comes from the parent, without what a CREATE TABLE says of it."""
    parent = next((found for ref in new.inherited if isinstance(found := world.new.get(ref), Column)), None)
    if parent is None:
        return None
    given = moved(parent, mover({parent.ref.table: new.ref.table}))
    told: dict[str, Any] = {"identity": None, "not_null_name": new.not_null_name}
    return evolve(given, ref=new.ref, comment=new.comment, inherited=new.inherited, **told)


def own_words(given: Column, new: Column) -> dict[str, Any]:
    """What CREATE TABLE can say of a column that comes from another table."""
    said: dict[str, Any] = {}
    if new.default and new.default != given.default and not given.generated:
        said["default"] = new.default
    if new.not_null and not given.not_null:
        said["not_null"] = True
    return said


def after_parent(old: Column, new: Column, world: World) -> Column:
    """The column as it is when its parent's has been changed: ALTER TABLE of a parent changes the tables below too."""
    for ref in new.inherited:
        if ref in old.inherited and (after := world.new.get(ref)):
            kept = {"not_null"} if old.local_not_null else set()
            old = evolve(old, **{field: getattr(after, field) for field in _cascading(ref, world) - kept})
    return old


def _cascading(ref: Ref, world: World) -> set[str]:
    """The facts of a column that change, be it along with a parent's, and change those of the columns below it too."""
    old, new = world.old.get(ref), world.new.get(ref)
    if not isinstance(old, Column) or not isinstance(new, Column):
        return set()
    above = [_cascading(parent, world) for parent in old.inherited if parent in new.inherited]
    return CASCADING.intersection(changed(old, new)).union(*above)
