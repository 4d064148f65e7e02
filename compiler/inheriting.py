"""Columns that come from parent tables: what CREATE TABLE says of them, and what a parent's change does to them."""

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.not_null import free, keys_below
from mizzle.compiler.world import World
from mizzle.model.column import Column, given_name
from mizzle.model.lineage import ancestors, heirs
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.table import Table

CASCADING = {"type", "collation", "default", "generated", "not_null", "not_null_not_valid", "storage", "statistics"}
RETYPED = {"type", "collation"}
RESET = {"default", "storage"}  # what a change of type takes away, to be told again


def from_parent(new: Column, world: World) -> Column | None:
    """The column as it comes from the parent, without what a CREATE TABLE says of it."""
    parent = next((found for ref in new.inherited if isinstance(found := world.new.get(ref), Column)), None)
    if parent is None:
        return None
    given = moved(parent, mover({parent.ref.table: new.ref.table}))
    told: dict[str, Any] = {"identity": None, "not_null_name": new.not_null_name, "options": ()}
    # A table that is there has what is told to its parent's, and one that is made has a copy of what is not counted alone.
    told |= {"compression": None} if new.ref.table in world.old else {"statistics": None}
    return evolve(given, ref=new.ref, comment=new.comment, inherited=new.inherited, **told)


def own_words(given: Column, new: Column) -> dict[str, Any]:
    """What CREATE TABLE can say of a column that comes from another table."""
    said: dict[str, Any] = {}
    if new.default and new.default != given.default and not given.generated:
        said["default"] = new.default
    if new.not_null and not given.not_null:
        said |= {"not_null": True, "not_null_not_valid": False}
    return said


def after_parent(old: Column, new: Column, world: World) -> Column:
    """The column as it is when its parent's has been changed: ALTER TABLE of a parent changes the tables below too."""
    for ref in new.inherited if new.ref.table in world.old else ():
        if ref in old.inherited and (after := world.new.get(ref)):
            kept = {"not_null", "not_null_not_valid"} if _stands(old, world.old.get(ref), after) else set()
            given = {field: getattr(after, field) for field in _cascading(ref, world) - kept}
            had, old = old, evolve(old, **given)
            if not RETYPED.isdisjoint(given):
                old = evolve(old, compression=None)  # it is of each table alone
            if old.not_null_not_valid and not had.not_null_not_valid and isinstance(after, Column):
                old = evolve(old, handed_down=given_name(after.not_null_name) or free(after, world))
    return old


def _stands(had: Column, before: Object | None, after: Object) -> bool:
    """Whether a NOT NULL of the table's own stays as it is when the parent's changes."""
    if had.local_not_null or not isinstance(before, Column) or not isinstance(after, Column):
        return had.local_not_null
    if after.not_null_not_valid:
        return had.not_null and had.not_null_name is not None
    # A new one above is one with it, and looks at no row of it.
    return had.not_null_not_valid and not before.refuses_null


def _cascading(ref: Ref, world: World) -> set[str]:
    """The facts of a column that change, be it along with a parent's, and change those of the columns below it too."""
    old, new = world.old.get(ref), world.new.get(ref)
    if not isinstance(old, Column) or not isinstance(new, Column):
        return set()
    given = set[str]().union(*(_cascading(parent, world) for parent in old.inherited if parent in new.inherited))
    fields = CASCADING.intersection(changed(old, new))
    told = fields | (RESET if (fields - given) & RETYPED else set())
    own = {"default"} if _counts(old, new) or beside_identity(ref, world) else set()
    own |= {"not_null"} if old.not_null and not new.not_null and any(keys_below(ref, world)) else set()
    return given | (told - own)


def defaults_below(old: Column, new: Column, world: World) -> bool:
    """Whether a column of a table below has a default, which would not live through a change of type.

    An identity has none to drop; what is below it, or beside another one, is an integer, and lives through it.
    """
    if _counts(old, new) or beside_identity(new.ref, world):
        return False
    below = heirs(new.ref, world.old)
    return any(part.default for part in below if part.ref in world.new and not part.generated)


def beside_identity(column: Ref, world: World) -> bool:
    """Whether a column below is an identity, which PostgreSQL refuses a default: that is told to the table alone then."""
    both = ((part, world.new.get(part.ref)) for part in heirs(column, world.old))
    return any(isinstance(item, Column) and item.identity is not None for pair in both for item in pair)


def retyped_above(column: Ref, world: World) -> Iterator[Ref]:
    """The columns above that get another type."""
    for ref in ancestors(column, world.old):
        old, new = world.old.get(ref), world.new.get(ref)
        if isinstance(old, Column) and isinstance(new, Column) and not RETYPED.isdisjoint(changed(old, new)):
            yield ref


def nullable_above(column: Ref, world: World) -> Iterator[Ref]:
    """The columns above that lose their NOT NULL."""
    for ref in ancestors(column, world.old):
        old, new = world.old.get(ref), world.new.get(ref)
        if isinstance(old, Column) and isinstance(new, Column) and old.not_null and not new.not_null:
            yield ref


def _counts(old: Column, new: Column) -> bool:
    return old.identity is not None and new.identity is not None


def counted_by(column: Ref, world: World) -> Iterator[Ref]:
    """The columns above that of a partition which stays, by whose identity it is counted behind the plan (PostgreSQL 17)."""
    was, wanted = world.old.get(column.table), world.new.get(column.table)
    if world.major < 17 or not (isinstance(was, Table) and isinstance(wanted, Table)):
        return
    if not was.partition_of or not wanted.partition_of or was.partition_of.parent != wanted.partition_of.parent:
        return
    for above in ancestors(column, world.new):
        item = world.new.get(above)
        if isinstance(item, Column) and item.identity and above in world.old:
            yield above
