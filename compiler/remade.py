"""What PostgreSQL makes again by itself as a column gets another type or expression: indexes and statistics.

It keeps their names, comments and marks, and forgets the statistics targets (RememberIndexForRebuilding and
RememberStatisticsForRebuilding in tablecmds.c keep the definition alone).
"""

from collections.abc import Iterator

from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.index import Index
from mizzle.model.lineage import ancestors
from mizzle.model.ref import Ref
from mizzle.model.statistics import Statistics


def forgotten(column: Column, world: World) -> Iterator[Index | Statistics]:
    """What stays and has targets that are forgotten as the column changes."""
    for user in world.old.users(column.ref) if _remakes(column.ref, world) else ():
        if user.ref in world.new:
            if isinstance(user, Index) and user.statistics:
                yield user
            if isinstance(user, Statistics) and user.target is not None:
                yield user


def remakers(item: Index | Statistics, world: World) -> Iterator[Ref]:
    """The columns further up whose change reaches it: what it forgets then is told behind it."""
    for ref in item.requires():
        if _remakes(ref, world):
            yield from ancestors(ref, world.new)


def remade(item: Index | Statistics, world: World) -> bool:
    """Whether it is made again while it stays, for a column that it needs changes so."""
    return any(_remakes(ref, world) for ref in item.requires())


def _remakes(ref: Ref, world: World) -> bool:
    old, new = world.old.get(ref), world.new.get(ref)
    if not isinstance(old, Column) or not isinstance(new, Column):
        return False
    if (old.type, old.collation) != (new.type, new.collation):
        return True
    return new.generated is not None and old.generated != new.generated
