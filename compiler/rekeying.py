"""Partitioned tables of another key, for which PostgreSQL has no ALTER: the old one is put aside and its partitions go over.

They keep their rows, for the table itself has none; what stands on it is made again. What the partitions have as part of an index or
key of the old table is theirs when they leave it, and becomes part of the new one's: only what would fit no more goes before that.
"""

from collections.abc import Iterator

from mizzle.compiler.aside import goes_over, waiting
from mizzle.compiler.bounds import divides
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import Object, changed
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import Move, moved, mover
from mizzle.model.table import Table


def rekeyed(work: Work) -> list[Ref]:
    """The partitioned tables whose key changes: they are made anew, and their partitions go over with all their rows."""
    world = work.world
    found = {ref for ref, alter in work.alters.items() if "partition_by" in alter.fields}
    for ref, alter in work.alters.items():
        if isinstance(alter.new, Column) and not {"type", "collation"}.isdisjoint(alter.fields):
            parent = world.old[ref.table]
            if isinstance(parent, Table) and divides(ref, parent):
                found.add(ref.table)
    return sorted(ref for ref in found if ref not in work.drops and _partitioned(ref, world))


def shed(ref: Ref, work: Work) -> Iterator[Ref]:
    """The parts of such a table of which the partitions that stay cannot take theirs along."""
    world, aside = work.world, waiting(ref)
    back = mover({aside: ref})
    if not any(_going_over(ref, work)):
        return
    columns = [part for part in world.old.parts(aside) if isinstance(part, Column) and part.ref.table == aside]
    pairs = [(old, new) for old in columns if isinstance(new := world.new.get(back(old.ref)), Column)]
    felt = {
        user.ref
        for old, new in pairs
        if not {"type", "collation"}.isdisjoint(changed(moved(old, back), new))
        for user in DDLS["column"].disturbs(old, new, world)
    }
    for part in world.old.parts(aside):
        if isinstance(part, Key | Index | Exclusion | ForeignKey) and part.ref in work.drops:
            new = work.creates.get(back(work.known(part.ref)))
            same = new is not None and not {*changed(moved(part, back), new)} - {"comment", "ref"}
            own = isinstance(part, ForeignKey) and part.target == aside
            bereft = any(ref in work.drops and aside not in (ref, ref.table) for ref in part.requires())
            over = (back(ref) for ref in part.requires() if ref.kind == "column" and ref.table == aside)
            along = not all(column in world.new for column in over)  # with a column that goes everywhere
            # What is told of by itself goes by itself when it has been left.
            theirs = any(item.inherited and item.ref in work.drops for item in world.old.users(part.ref))
            if not theirs and ((not same and not along) or own or bereft or part.ref in felt):
                yield part.ref
        elif (
            isinstance(part, Check)
            and back(part.ref) in work.creates
            and _unlike(part, work.creates[back(part.ref)], back)
        ):
            yield part.ref


def _going_over(ref: Ref, work: Work) -> Iterator[Ref]:
    """The partitions of such a table that become partitions of the new one; others may leave it."""
    for item in work.world.old.users(waiting(ref)):
        if item.ref in work.alters and goes_over(item.ref, work.world):
            yield item.ref


def _unlike(old: Check, new: Object, back: Move) -> bool:
    """Whether the new check is another one, or would be found so: a list of varchar, read from its text, becomes another expression."""
    return "])::" in str(old.expr.plain) or bool({*changed(moved(old, back), new)} - {"comment"})


def checked(ref: Ref, work: Work) -> Iterator[Check]:
    """The checks that the partitions of such a table must have before they go over, and have not."""
    world, aside = work.world, waiting(ref)
    for heir in _going_over(ref, work):
        for new in world.new.parts(ref):
            if isinstance(new, Check) and not new.no_inherit:
                below, before = moved(new, mover({ref: heir})), new.ref._replace(name=aside.name)
                anew = any(column in work.drops for column in below.requires())
                if (before not in world.old or before in work.shed or anew) and below.ref not in world.new:
                    yield below


def _partitioned(ref: Ref, world: World) -> bool:
    """Whether the table is partitioned before and after."""
    return all(isinstance(item, Table) and item.partition_by for item in (world.old.get(ref), world.new.get(ref)))
