"""All that is drawn beside and above plain tables, and how it is edited.

Whatever these use may be dropped, renamed or given another type by any other edit; a plan has to take them down and put
them back, or to see that they may stay.
"""

from collections.abc import Iterable

from mizzle.model.object import Object
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.testing import heirs, named_types, operators, outside, rights, routines, searching, stacked, typed
from mizzle.testing.choose import Chooser

ROOMS = (heirs, stacked, routines, operators, named_types, outside, rights, searching)
DRAWS = [(kind, draw) for room in (*ROOMS, typed) for kind, draw in room.DRAWS.items()]
CHANGES = {kind: change for room in ROOMS[1:] for kind, change in room.CHANGES.items()}
KINDS: tuple[type[Object], ...] = tuple(kind for kind, _ in DRAWS if kind is not Table)


def above(choose: Chooser, state: Schema, major: int) -> Schema:
    """The schema with a few more objects."""
    for _ in range(choose.number(1, 5)):
        _, draw = choose.one(DRAWS)
        made = possible(draw(choose, state), major)
        for item in made:
            choose.note(item.kind)
        state = state.with_(made)
    return state


def changed(choose: Chooser, state: Schema, major: int) -> Schema:
    """One of them with another definition, option or fact."""
    kinds = [kind for kind in CHANGES if next(iter(state.of(kind)), None)]
    if not kinds:
        return state
    kind = choose.one(kinds)
    made = CHANGES[kind](choose, state, choose.one(list(state.of(kind))))
    return state.with_(possible(made, major))


def possible(made: Iterable[Object], major: int) -> list[Object]:
    """Those of the objects that a server of this version can have."""
    return [item for item in made if all(version <= major for version, _ in item.since())]
