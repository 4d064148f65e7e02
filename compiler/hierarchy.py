"""What a table must have, and what must be gone, before it comes below a parent or leaves one."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.sharing import comes_back, earlier, meanwhile
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table

FITTING = ("column", "check")
KEYED = ("index", "primary_key", "unique", "exclusion", "foreign_key")


def fitting(table: Ref, schema: Schema, kinds: tuple[str, ...] = FITTING) -> tuple[Ref, ...]:
    """What has to be as a parent has it before the table is put below that one."""
    return tuple(part.ref for part in schema.parts(table) if part.ref.kind in kinds)


def late(ref: Ref, world: World) -> bool:
    """Whether it is a check NOT VALID of a table whose rows are copied first: it comes to the partitions that are there by then."""
    item = world.new.get(ref)
    unproven = isinstance(item, Check) and item.enforced and not item.validated
    return unproven and world.gets_rows(ref.table) is not None


def columns(table: Ref, schema: Schema) -> tuple[Ref, ...]:
    return tuple(part.ref for part in schema.parts(table) if part.ref.kind == "column")


def above(parent: Ref, schema: Schema, kinds: tuple[str, ...] = FITTING) -> tuple[Ref, ...]:
    """What a parent has that its tables must have too, also of the parents further above."""
    item = schema.get(parent)
    if not isinstance(item, Table):
        return ()
    further = (ref for higher in item.parents for ref in above(higher, schema, kinds))
    return tuple(dict.fromkeys((*fitting(parent, schema, kinds), *further)))


def gone_above(parent: Ref, world: World, kinds: tuple[str, ...]) -> tuple[Ref, ...]:
    """What a parent and those above it have by now, but for what it will not be below any more."""
    item = world.new.get(parent)
    stays = {parent}
    while isinstance(item, Table) and item.partition_of:
        stays.add(item.partition_of.parent)
        item = world.new.get(item.partition_of.parent)
    return tuple(ref for ref in above(parent, world.old, kinds) if world.old[ref].stands_in in stays)


def referenced_parts(parent: Ref, world: World) -> Iterator[Ref]:
    """The partitions that go over to tables which a parent references, and which do not reference it: its rows are looked for there."""
    for target in _targets(parent, world.new):
        if world.is_new(target) and parent not in _targets(target, world.new):
            for part in world.new.users(target):
                if isinstance(part, Table) and part.ref in world.old and target in part.parents:
                    yield part.ref


def _targets(table: Ref, schema: Schema) -> set[Ref]:
    """The tables that a table references, however far."""
    found, pending = set[Ref](), [table]
    while pending:
        keys = (part for part in schema.parts(pending.pop()) if isinstance(part, ForeignKey))
        fresh = {key.target for key in keys} - found
        found |= fresh
        pending += sorted(fresh)
    return found


def follows(key: ForeignKey, world: World) -> set[Ref]:
    """The foreign keys of parents that a partition's own becomes part of as it is and that change then, which changes both."""
    had = world.old.get(key.ref)
    return {
        mate.ref
        for ref in _wholes(key)
        if isinstance(had, ForeignKey) and isinstance(mate := world.old.get(ref), ForeignKey)
        if (mate.deferrable, mate.deferred) == (had.deferrable, had.deferred)
    }


def _wholes(key: ForeignKey) -> set[Ref]:
    """The foreign keys of parents that it is part of."""
    return {ref for ref in key.depends if ref.kind == "foreign_key"} if key.inherited else set()


def joining_keys(table: Ref, world: World) -> tuple[tuple[Ref, ...], tuple[Ref, ...]]:
    """Foreign keys that must be alike when a table becomes a partition: those that change before, and those that do after."""
    before, after = list[Ref](), list[Ref]()
    for key in world.new.parts(table):
        if isinstance(key, ForeignKey) and key.ref in world.old:
            together = follows(key, world)
            after += together
            before += [ref for ref in (key.ref, *_wholes(key)) if not together and ref in world.old]
    return tuple(before), tuple(after)


def new_keys(parent: Ref, world: World) -> tuple[Ref, ...]:
    """The primary keys that a parent gets, which give their NOT NULL to all that are below it by then."""
    keys = above(parent, world.new, ("primary_key",))
    return tuple(key for key in keys if key.table in world.old and world.old.get(key) != world.new[key])


def referencing(table: Table, schema: Schema) -> list[ForeignKey]:
    """The foreign keys that reference a partition by way of those further above."""
    whole, found = table, set[Ref]()
    while whole.partition_of and isinstance(parent := schema.get(whole.partition_of.parent), Table):
        found.add(parent.ref)
        whole = parent
    return [key for key in schema.of(ForeignKey) if key.target in found] if found else []


def left(statement: Statement, parent: Ref, old: Table, new: Table, world: World) -> Statement:
    """A table leaves a parent before that one changes; or behind the changes of all that it comes back to at once."""
    if comes_back(parent, new.ref, world):
        changing = meanwhile(new, world)
        return evolve(
            statement,
            needs=earlier(above(parent, world.new), new, world),
            before=changing,
            follows=tuple(ref for ref in above(parent, world.old) if ref not in changing),
        )
    if parent not in new.parents:
        joined = tuple(ref for ref in new.parents if ref not in old.parents)
        comes = world.new.get(parent) if parent in old.inherits else None  # nobody inherits a partition
        first = (
            *above(parent, world.new, (*FITTING, *KEYED, "trigger")),
            *([parent] if isinstance(comes, Table) and comes.partition_of else []),
        )
        # PostgreSQL changes no type of a column that the table has from another parent too.
        shared = [other.column(ref.part) for other in old.parents for ref in first if ref.kind == "column"]
        return evolve(
            statement, before=tuple(dict.fromkeys((*first, *shared))), reads=above(parent, world.old), without=joined
        )
    back = [ref for ref in old.parents if ref in new.parents]
    then = [ref for parent in back for ref in above(parent, world.new)]
    now = [ref for parent in back for ref in gone_above(parent, world, (*FITTING, *KEYED))]
    return evolve(statement, needs=tuple(then), follows=tuple(now))
