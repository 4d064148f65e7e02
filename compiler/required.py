"""NOT NULL of a column that stays: set, asked of its rows, left to be asked later, and taken away."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import action, head
from mizzle.compiler.names import name, table
from mizzle.compiler.not_null import constraint, free, in_heirs, keys_below, said
from mizzle.compiler.online import not_null
from mizzle.compiler.probes import nulls
from mizzle.compiler.statement import COLUMN, DROP, Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column, given_name
from mizzle.model.errors import UnsupportedChange
from mizzle.model.lineage import ancestors, heirs
from mizzle.model.names import identifier
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def not_null_dropped(old: Column, new: Column, world: World) -> Iterator[Statement]:
    if (old.not_null and not new.not_null) or (old.not_null_not_valid and not new.refuses_null):
        freed = in_heirs(new, old.not_null_name, world) if old.not_null_name else ()
        below = (new.ref, *(heir.ref for heir in heirs(new.ref, world.old)))
        keys = ((part, ref) for ref in below for part in world.old.parts(ref.table) if isinstance(part, PrimaryKey))
        over = tuple(key.ref for key, ref in keys if ref in key.columns)  # also one that another takes the place of
        step = evolve(action(new, "DROP NOT NULL", DROP, form="drop not null"), frees=freed, follows=over)
        for key in keys_below(new.ref, world):
            table_below = world.new.get(key.ref.table)
            if isinstance(table_below, Table) and table_below.partition_of:
                raise UnsupportedChange(
                    f"column {new.ref}: before PostgreSQL 18 its NOT NULL cannot go while primary key {key.ref} of a partition stays"
                )
            step = evolve(step, head=f"ALTER TABLE ONLY {table(new.ref)}", form="drop not null alone")
        yield step


def not_null_set(old: Column, new: Column, world: World) -> Iterator[Statement]:
    if new.not_null_not_valid and not old.not_null_not_valid:
        yield not_null_not_valid(new, world)
    if not new.not_null or old.not_null:
        return
    called, keyed = said(new, world), any(_bringing(new.ref, world)) and not _joins(old, new, world)
    if called and not old.not_null_not_valid:
        words, form = f"ADD CONSTRAINT {identifier(called)} NOT NULL {name(new.ref)}", "set not null"
        yield evolve(_asking(old, new, words, form, world), alone=True, takes=(constraint(new, called),))
    elif old.not_null_not_valid and old.handed_down:
        # SET NOT NULL would make it the table's own, and look at no row (ATExecSetNotNull in 18).
        words, form = f"VALIDATE CONSTRAINT {identifier(old.handed_down)}", "validate not null"
        yield evolve(_asking(old, new, words, form, world), alone=True)
    elif old.not_null_not_valid or not keyed:
        step = _asking(old, new, f"ALTER COLUMN {name(new.ref)} SET NOT NULL", "set not null", world)
        yield evolve(step, alone=old.not_null_not_valid and keyed)  # a primary key looks before the statement begins


def _asking(old: Column, new: Column, words: str, form: str, world: World) -> Statement:
    """A statement that no row with NULL lives through."""
    probes, online = tuple(nulls(new.ref, world)), not_null(old, new, world)
    return Statement(head=head(new), sql=words, stage=COLUMN, form=form, probes=probes, online=online)


def not_null_not_valid(new: Column, world: World) -> Statement:
    """A NOT NULL that asks none of the rows that are there."""
    called = given_name(new.not_null_name) or free(new, world)
    return Statement(
        head=head(new),
        sql=f"ADD CONSTRAINT {identifier(called)} NOT NULL {name(new.ref)} NOT VALID",
        stage=COLUMN,
        alone=True,
        form="create not null not valid",
        takes=(constraint(new, called),),
        # A table that is made under such a parent has a valid one.
        needs=tuple(
            part.ref.table
            for part in world.new.parts(new.ref)
            if isinstance(part, Column) and part.not_null_not_valid and new.ref in part.inherited
            if part.ref.table not in world.old
        ),
    )


def goes_above(new: Column, world: World) -> bool:
    """Whether a NOT NULL that comes from a parent is to go there first, before it is the table's own.

    From PostgreSQL 18 on a valid one can be made that before, and no row is looked at again.
    """
    live = world.old.get(new.ref)
    return isinstance(live, Column) and live.refuses_null and (live.not_null_not_valid or world.major < 18)


def bringing(new: Column, world: World) -> Iterator[Ref]:
    """The primary keys that bring NOT NULL to a column that becomes an identity: it has to be that by then."""
    old = world.old.get(new.ref)
    if isinstance(old, Column) and not old.not_null and not said(new, world):
        yield from _bringing(new.ref, world)


def _bringing(column: Ref, world: World) -> Iterator[Ref]:
    for ref in (column, *ancestors(column, world.new)):
        yield from _keyed(ref, world)


def _joins(old: Column, new: Column, world: World) -> bool:
    """Whether its table comes to a parent that refuses NULL by then: it has to do so before."""
    for ref in new.inherited:
        above = world.new.get(ref)
        if ref not in old.inherited and isinstance(above, Column) and above.not_null:
            had = world.old.get(ref)
            if not isinstance(had, Column) or had.not_null or not any(_bringing(ref, world)):
                return True
    return False


def _keyed(column: Ref, world: World) -> Iterator[Ref]:
    """The primary key that brings the NOT NULL of a column along, which it was not over before."""
    for part in world.new.parts(column):
        if isinstance(part, PrimaryKey) and part.valid and column in part.columns:
            yield part.ref
