"""From the work that a plan has to do to the statements in the graph: what each needs, keeps, makes, removes and frees."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attrs import evolve

from mizzle.compiler.altering import altering, altering_to
from mizzle.compiler.aside import between
from mizzle.compiler.becoming import became
from mizzle.compiler.creating import creating
from mizzle.compiler.dropping import dropping
from mizzle.compiler.expanding import carried, expands
from mizzle.compiler.fold import Folding
from mizzle.compiler.graph import place_of, resolved, tie
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.order import Node
from mizzle.compiler.renaming import passing, renaming
from mizzle.compiler.statement import Statement
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref


def nodes_of(work: Work, folding: Folding, replaced: Mapping[Ref, tuple[Statement, ...]]) -> Iterator[list[Node]]:
    """The nodes of each change, in the order of the refs: what is told first where nothing decides."""
    world = work.world
    taken = _taken_over(work)
    for change in sorted(work.renames, key=lambda rename: place_of(rename.new)):
        if change.new in world.ahead:  # told with its table
            continue
        stop = work.stops.get(change.new) or between(change.old, change.new, world)
        if passing(change.new, work, folding):
            if change.new in work.stops:  # only out of the way
                yield list(renaming(change.old, work.stops[change.new], world, change.new))
        elif stop:
            there = stop._replace(schema=change.new.schema)  # each step is one to a name, or to a namespace
            way = [change.old, stop, *([there] if there not in (stop, change.new) else []), change.new]
            *first, last = pairwise(way)
            made = [node for here, then in first for node in renaming(here, then, world, change.new)]
            yield [*made, *renaming(*last, world)]
        else:
            yield list(renaming(change.old, change.new, world))
    for ref in sorted({*work.alters, *work.released} - work.drops.keys(), key=place_of):
        made = list(altering(ref, work, folding))
        for user in sorted(user for user, column in taken.items() if column == ref):
            _take_along(made[0], user, work, folding)
        yield made
    for ref, bare in sorted(folding.bare.items(), key=tie):
        yield list(altering_to(ref, bare, world.new[ref], world))
    freed = folding.loose | {ref: bare for ref, bare in work.released.items() if ref in work.drops}
    for ref, bare in sorted(freed.items(), key=tie):
        yield list(altering_to(ref, world.old[ref], bare, world))
    for ref, old in sorted(work.drops.items(), key=tie):
        if ref not in folding.taken and ref not in replaced and ref not in taken:
            yield list(dropping(work.released.get(ref, old), work, folding))
    for ref, new in sorted(work.creates.items(), key=tie):
        if ref in taken:
            continue
        made = list(creating(ref, new, work, folding))
        if ref in replaced:
            _take_the_place(made[0], list(dropping(work.drops[ref], work, folding)), replaced[ref])
        if ref in work.becoming:
            _become(made[0], new, work.becoming[ref], world)
        yield made


def _become(made: Node, key: Object, index: Index, world: World) -> None:
    """Have the node that makes a key do so with an index that is there, and gets its name."""
    if isinstance(key, Key):
        made.statement = became(key, index)
    names = {index.ref, *index.names()}
    made.needs |= {index.ref}
    made.keeps |= resolved(index.requires(), world.old)
    made.removes |= {index.ref}
    made.frees |= names - made.takes
    made.takes -= names


def _taken_over(work: Work) -> dict[Ref, Ref]:
    """What goes and comes with a column that is made anew beside itself (compiler/expanding.py), by that column."""
    found: dict[Ref, Ref] = {}
    for ref in sorted(work.alters.keys() & work.world.expand):
        if any(
            expands(statement)
            for statement in DDLS[ref.kind].altered(work.alters[ref].old, work.alters[ref].new, work.world)
        ):
            for user in carried(ref, work.world):
                if user in work.drops:
                    found.setdefault(user, ref)
    return found


def _take_along(made: Node, user: Ref, work: Work, folding: Folding) -> None:
    """Have a node do what others do elsewhere: another object goes, and comes again where it is wanted."""
    gone = list(dropping(work.drops[user], work, folding))
    come = list(creating(user, work.creates[user], work, folding)) if user in work.creates else []
    for node in gone:
        made.keeps |= node.keeps
        made.removes |= node.removes
    for node in come:
        made.makes |= node.makes
        made.needs |= node.needs
        made.follows |= node.follows
    made.needs -= made.makes


def _take_the_place(made: Node, dropped: Iterable[Node], steps: tuple[Statement, ...]) -> None:
    """One node in the place of two: the new object is there and the old one gone behind the last of the steps."""
    made.statement = evolve(made.statement, online=steps)
    for node in dropped:
        made.keeps |= node.keeps
        made.removes |= node.removes
        made.needs |= node.needs
        made.frees |= node.frees - made.takes
    made.takes -= {name for node in dropped for name in node.frees}
