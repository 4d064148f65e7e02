"""What stands in the way of a change of type beside the column (compiler/expanding.py)."""

from collections.abc import Iterable, Iterator

from mizzle.compiler.expanding import CARRIED, beside, helpers
from mizzle.compiler.online import partitioned
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over, waits
from mizzle.model.rule import Rule
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger

# Words inside the names of types, which PostgreSQL does not quote: they cannot be told from a column of that name.
DOUBTFUL = {"zone", "varying", "without", "precision", "year", "month", "day", "hour", "minute", "second"}


def refused(old: Column, new: Column, world: World, disturbed: Iterable[Object]) -> str:
    """Why there is no such way for the column; empty where there is, and for a table that the plan makes."""
    return "" if world.is_new(old.ref.table) else next(_reasons(old, new, world, disturbed), "")


def _reasons(old: Column, new: Column, world: World, disturbed: Iterable[Object]) -> Iterator[str]:
    where = world.old[old.ref.table]
    if not isinstance(where, Table) or where.partition_by or where.parents or new.inherited:
        yield f"{where.ref} has partitions or is one, or inherits"
    if heirs := [user.ref for user in world.old.users(where.ref) if isinstance(user, Table)]:
        yield f"{heirs[0]} inherits the column"
    if isinstance(where, Table) and where.force_row_security:
        yield f"row security is forced on the owner of {where.ref}, who would not see all rows"
    if old.type.ref and waits(old.type.ref.name):
        yield "its type is made anew by the same plan"
    if old.generated or new.generated:
        yield "it is generated"
    if bool(old.identity) != bool(new.identity) or _counters(old, world) != _counters(new, world):
        yield "what it counts with changes too; push that apart"
    yield from (f"{_told(item)} stands on it and would be gone meanwhile" for item in disturbed)
    for user in world.old.users(old.ref):
        if isinstance(user, Sequence) or left_over(user.ref.own):
            continue
        if not isinstance(user, CARRIED):
            yield f"{_told(user)} stands on it"
            continue
        if isinstance(user, ForeignKey) and (user.inherited or partitioned(user.ref.table, world.old)):
            yield f"{_told(user)} is one of a partitioned table"
        if isinstance(user, Index) and old.ref.part in DOUBTFUL and _spelled(user):
            yield f"in the text of {_told(user)} the name of the column may be a word of SQL"
        if isinstance(user, (Index, Key)) and old.ref in user.include and getattr(user, "unique", True):
            over = {key.value for key in user.keys} if isinstance(user, Index) else set(user.columns)
            yield from (f"{_told(key)} stands on {_told(user)}" for key in _keys(world) if set(key.references) == over)
    for part in world.old.parts(where.ref):
        if isinstance(part, Rule) and part.event in ("insert", "update"):
            yield f"{_told(part)} changes what is written"
        if isinstance(part, Trigger) and part.enabled != "disabled":
            yield from _in_the_way(part, helpers(beside(new.ref))[0])


def _in_the_way(trigger: Trigger, ours: Ref) -> Iterator[str]:
    if left_over(trigger.ref.part):
        return
    writes = {"insert", "update"} & set(trigger.events)
    if trigger.timing == "before" and writes and trigger.each_row and trigger.ref.part.encode() > ours.part.encode():
        yield f"{_told(trigger)} would change a row behind the one that keeps both columns in step"
    if _fires(trigger) and trigger.enabled != "origin":
        yield f"{_told(trigger)} would fire for every row that is filled in"


def _fires(trigger: Trigger) -> bool:
    """Whether it fires for an update of the new column."""
    return "update" in trigger.events and not trigger.columns and not left_over(trigger.ref.part)


def silenced(column: Ref, world: World) -> bool:
    """Whether there are triggers that must not see the filling: whoever fills has to be allowed to silence them."""
    found = (part for part in world.old.parts(column.table) if isinstance(part, Trigger))
    return any(trigger.enabled == "origin" and _fires(trigger) for trigger in found)


def _counters(column: Column, world: World) -> set[Ref]:
    side = world.old if world.old.get(column.ref) is column else world.new
    return {part.ref for part in side.parts(column.ref) if isinstance(part, Sequence)}


def _keys(world: World) -> Iterator[ForeignKey]:
    return (item for item in world.old.values() if isinstance(item, ForeignKey))


def _spelled(index: Index) -> bool:
    return bool(index.where) or any(isinstance(key.value, Expr) for key in index.keys)


def _told(item: Object) -> str:
    return f"{item.ref.kind.replace('_', ' ')} {item.ref}"
