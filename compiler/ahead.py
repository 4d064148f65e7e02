"""What a table takes along to another namespace, where something has the name of it that stays there: it gets its own one before."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.aside import rename_away, waiting
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.statement import Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.change import Alter
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import unmarked


def named_ahead(work: Work) -> None:
    """Find what has to get its name before its table moves, and tell the world."""
    world, found = work.world, dict[Ref, str]()
    renamed = {change.new: change.old for change in work.renames}
    for table, before in renamed.items():
        if before.schema == table.schema or table.kind not in ("table", "materialized_view"):
            continue
        for part in world.old.parts(table):
            if isinstance(part, Column):
                if (called := counted(part)) and _held(table.schema, called, world):
                    found[part.ref] = called
                    _counts_ahead(part, work)
            elif part.ref.schema == table.schema:
                had = renamed.get(part.ref, unmarked(part.ref)).own
                if part.space != "relation" and not isinstance(part, Key | Exclusion):
                    continue
                if part.ref in renamed and part.ref.own != had and _held(table.schema, had, world):
                    found[part.ref] = had
                elif part.ref in work.drops and _held(table.schema, had, world):
                    found[waiting(part.ref)] = had
                    rename_away(work, {part.ref: waiting(part.ref)})
    if found:
        work.world = evolve(work.world, ahead=found)


def ahead(part: Object, schema: str, world: World) -> Iterator[Statement]:
    """The statement that gives a part its name while its table is in the namespace that it comes from."""
    if isinstance(part, Column):
        had, then = (Ref("sequence", schema, name) for name in (world.ahead[part.ref], counted(part)))
        (step,) = DDLS["sequence"].rename(had, then, world)
        yield evolve(step, form="rename identity sequence")
    else:
        here = part.ref._replace(schema=schema)
        yield from DDLS[part.ref.kind].rename(here.called(world.ahead[part.ref]), here, world)


def counted(part: Object) -> str:
    """What a part is called among the relations: a column's identity as its sequence is."""
    if isinstance(part, Column):
        return (part.identity.sequence if part.identity else None) or ""
    return part.ref.own


def _held(schema: str, name: str, world: World) -> bool:
    """Whether something that stays has the name in a namespace."""
    there = world.old.find(Ref("relation", schema, name))
    return there is not None and there.ref in world.new and there.ref not in world.before


def _counts_ahead(old: Column, work: Work) -> None:
    """Have an identity's sequence called as it will be, or as nothing is."""
    new = work.world.new.get(old.ref)
    wanted = counted(new) if isinstance(new, Column) else ""
    identity = old.identity and evolve(old.identity, sequence=wanted or waiting(Ref("sequence", "", counted(old))).name)
    named = evolve(old, identity=identity)
    work.world = evolve(work.world, old=work.world.old.with_([named]))
    if old.ref in work.drops:
        work.drops[old.ref] = named
    elif new is not None and old.ref in work.alters:
        del work.alters[old.ref]
        if named != new:
            work.alters[old.ref] = Alter(named, new)
