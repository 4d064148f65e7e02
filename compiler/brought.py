"""Names that PostgreSQL chooses for the indexes that partitions get along with their parent's: it takes whichever is free.

What a plan calls as PostgreSQL would comes first, for afterwards that name would be taken.
"""

from collections.abc import Iterator

from mizzle.compiler.online import partitions
from mizzle.compiler.world import World
from mizzle.model.column import hidden_name
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table

AGAIN = ("", "1", "2")  # behind the names of several of the same columns


def with_partition(partition: Ref, parent: Ref, world: World) -> Iterator[Ref]:
    """What comes before a partition does: all of the plan that has a name which an index of it might get."""
    for part in world.new.parts(parent):
        yield from _rivals(part, partition, world)
    for below in partitions(partition, world.new):
        yield from with_partition(below.ref, parent, world)


def with_index(item: Object, table: Ref, world: World) -> Iterator[Ref]:
    """What comes before an index or key of a partitioned table, for the partitions get one too."""
    owner = world.new.get(table)
    for below in partitions(table, world.new) if isinstance(owner, Table) and owner.partition_by else ():
        yield from _rivals(item, below.ref, world)
        yield from with_index(item, below.ref, world)


def _rivals(item: Object, partition: Ref, world: World) -> Iterator[Ref]:
    for name in _chosen(item, partition):
        found = world.new.find(Ref("relation", partition.schema, name))
        comes = found is not None and (world.is_new(found.ref) or found.ref in world.before)
        if found and comes and not {partition, item.ref} & _stands_on(found, world):
            yield found.ref


def _chosen(item: Object, partition: Ref) -> Iterator[str]:
    """The names that an index like a parent's may get in the partition (ChooseIndexName)."""
    if isinstance(item, Key):
        word, over = "key", [ref.part for ref in item.columns]
    elif isinstance(item, Index | Exclusion):
        word = "idx" if isinstance(item, Index) else "excl"
        over = ["expr" if isinstance(key.value, Expr) else key.value.part for key in item.keys]
    else:
        return
    for number in AGAIN:
        if isinstance(item, PrimaryKey):
            yield hidden_name(partition, f"pkey{number}")
        else:
            yield hidden_name(partition.column("_".join(over)), f"{word}{number}")


def _stands_on(item: Object, world: World) -> set[Ref]:
    """All that an object needs, however deep, and itself."""
    seen, pending = {item.ref}, [item]
    while pending:
        for ref in pending.pop().requires():
            found = world.new.find(ref)
            if found and found.ref not in seen:
                seen.add(found.ref)
                pending.append(found)
    return seen
