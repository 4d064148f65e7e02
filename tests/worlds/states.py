"""What a world draws: two states of the same few objects, each absent or in one of some forms, in the order of their making."""

import random
from collections.abc import Mapping

from attrs import Factory, frozen

# What an object stands on, and its forms.
Forms = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
Pick = dict[str, int | None]
SAME = 0.72  # of the second state
THERE = 0.45


@frozen
class States:
    """Two states, as SQL.

    rows     statements that fill the first
    renames  what somebody says beforehand: {"public.t": "u"}
    asked    kinds that are read only when somebody asks for them
    """

    before: str
    after: str
    rows: str = ""
    renames: Mapping[str, str] = Factory(dict)
    asked: tuple[str, ...] = ()


def picked(
    rnd: random.Random,
    forms: Forms,
    like: Pick,
    *,
    always: frozenset[str],
    only: Mapping[tuple[str, str], tuple[int, ...]],
) -> Pick:
    """A form, or none, of each; mostly those that another state has.

    always  what is in every state
    only    the forms of an object that another one can stand on: (the other, the object) → forms
    """
    pick: Pick = {}
    for name, (_, shapes) in forms.items():
        if like and rnd.random() < SAME:
            pick[name] = like[name]
        else:
            there = rnd.random() < (1 if name in always else THERE)
            pick[name] = rnd.randrange(len(shapes)) if there else None
    for name, (needs, _) in forms.items():
        if any(pick[need] is None or pick[need] not in only.get((name, need), (pick[need],)) for need in needs):
            pick[name] = None
    return pick


def written(pick: Pick, forms: Forms) -> list[str]:
    """The statements that make a state."""
    return [forms[name][1][form] for name, form in pick.items() if form is not None]
