"""Unique indexes that become what a key stands on: ADD CONSTRAINT … USING INDEX builds nothing, and gives the index its name."""

from collections.abc import Iterator

from mizzle.compiler.kinds import DDLS
from mizzle.compiler.names import name, table
from mizzle.compiler.online import behind, partitioned, standing_on, used
from mizzle.compiler.statement import KEY, Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import changed
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over
from mizzle.model.table import Table


def becoming(work: Work) -> dict[Ref, Index]:
    """The keys that are made, or made anew, each with the index over the same columns that goes otherwise."""
    spare = [item for item in work.drops.values() if isinstance(item, Index) and item.ref not in work.creates]
    # What an interrupted plan has built is for its own statements (compiler/online.py).
    spare = [item for item in spare if not left_over(item.ref.name)]
    made = [item for item in work.creates.values() if isinstance(item, Key)] if spare else []
    made += [
        alter.new
        for alter in (work.alters.values() if spare else ())
        if isinstance(alter.new, Key) and DDLS[alter.new.ref.kind].rebuilt(alter.old, alter.new, work.world)
    ]
    found: dict[Ref, Index] = {}
    for ref, key in sorted({key.ref: key for key in made}.items()):
        fitting = [item for item in spare if item not in found.values() and _fits(item, key, work)]
        if fitting:
            found[ref] = min(fitting, key=lambda item: (item.ref.name != key.ref.part, item.ref))
    return found


def _fits(index: Index, key: Key, work: Work) -> bool:
    world, home = work.world, key.ref.table
    if set(changed(index, behind(key))) - {"ref"} or not key.valid or key.without_overlaps or index.inherited:
        return False
    if {home, *index.requires()} & {*work.drops, *work.creates} or partitioned(home, world.old):
        return False
    referenced = any(isinstance(user, ForeignKey) for user in world.old.users(index.ref))
    return not (key.deferrable and referenced) and not _told(index, world) and all(_ready(key, world))


def _told(index: Index, world: World) -> bool:
    """Whether its table is told of it by name, for CLUSTER or replication."""
    home = world.old.get(index.table)
    marks = {home.clustered, home.identified} if isinstance(home, Table) else set()
    return not marks.isdisjoint(index.names())


def _ready(key: Key, world: World) -> Iterator[bool]:
    """Whether each column is what it has to be before: a primary key would look at all rows for NULL."""
    for ref in key.columns:
        old, new = world.old.get(ref), world.new.get(ref)
        if not isinstance(old, Column) or not isinstance(new, Column):
            yield False
        else:
            same = (old.type, old.collation) == (new.type, new.collation)
            yield same and (old.not_null or not isinstance(key, PrimaryKey))


def became(key: Key, index: Index) -> Statement:
    """The statement that makes the key."""
    action = standing_on(name(key.ref), key, index.ref.name)
    renamed = index.ref if index.ref.name != key.ref.part else None  # or else nothing locks it
    return Statement(head=f"ALTER TABLE {table(key.ref)}", sql=action, stage=KEY, form=used(key), other=renamed)
