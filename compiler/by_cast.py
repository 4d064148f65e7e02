"""What reads values by way of a cast: PostgreSQL keeps the cast's function in it, and not that it came by the cast.

A cast that moves to another function leaves all that as it is, so it has to be made again. Who is meant is seen by who needs
which of the two functions, before and after, without a word of it in its text.
"""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from mizzle.compiler.kinds import DDLS
from mizzle.compiler.names import text
from mizzle.compiler.world import World
from mizzle.model.cast import Cast
from mizzle.model.change import Alter, Change
from mizzle.model.object import Object, expressions
from mizzle.model.ref import Ref


def by_way_of_casts(changes: Iterable[Change], world: World) -> World:
    """The world in which what has to be made again with a cast needs it, as far as its own changes do not bring that."""
    alters = {change.new.ref: change for change in changes if isinstance(change, Alter)}
    old, new = dict[Ref, Object](), dict[Ref, Object]()
    for alter in alters.values():
        if not isinstance(alter.old, Cast) or not isinstance(alter.new, Cast):
            continue
        for was, will in _readers(alter.old, alter.new, world):
            told, ddl = alters.get(will.ref), DDLS[will.ref.kind]
            before = old.get(was.ref, was)
            needing = evolve(before, depends=before.depends | {alter.old.ref})
            free = ddl.gives_way(was, world) or ddl.released(needing, will, alter.old) is not None
            if free and (told is None or will.spelled.isdisjoint(told.fields)):
                old[was.ref] = needing
            after = new.get(will.ref, will)
            new[will.ref] = evolve(after, depends=after.depends | {alter.new.ref})
    return evolve(world, old=world.old.with_(old.values()), new=world.new.with_(new.values())) if new else world


def _readers(old: Cast, new: Cast, world: World) -> Iterator[tuple[Object, Object]]:
    if old.function == new.function:
        return
    having = (
        *(world.old.users(old.function) if old.function else ()),
        *(world.new.users(new.function) if new.function else ()),
    )
    for ref in sorted({item.ref for item in having} - {new.ref}):
        was, will = world.old.get(ref), world.new.get(ref)
        if was is None or will is None or isinstance(will, Cast):
            continue
        if _alone(old.function, was, will) or _alone(new.function, will, was):
            yield was, will


def _alone(function: Ref | None, item: Object, other: Object) -> bool:
    """Whether one of two states needs the function and no word of either says so."""
    if function is None or function not in item.depends or function in other.depends:
        return False
    called = re.compile(rf"\b{re.escape(function.own)}\b")
    return not any(called.search(text(expr)) for side in (item, other) for expr in expressions(side))
