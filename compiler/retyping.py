"""A column of another type: how its values are converted, what they are asked, and which foreign keys live through it."""

from collections.abc import Iterable

from attrs import evolve

from mizzle.compiler.casts import assignable, comparable, converted, lossless, misfit, own_cast
from mizzle.compiler.ddl import action
from mizzle.compiler.expandable import refused
from mizzle.compiler.names import name, type_text
from mizzle.compiler.online import analyzed
from mizzle.compiler.rewriting import converts, rebuilds, rewrites
from mizzle.compiler.shown import foreign
from mizzle.compiler.stage import INDEXED
from mizzle.compiler.statement import TYPE, Probe, Statement
from mizzle.compiler.values import doubtful, overflow, uncastable, unsuited
from mizzle.compiler.world import World, grounded
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.lineage import heirs
from mizzle.model.names import literal
from mizzle.model.object import Object
from mizzle.model.rename import WAITING, swap_name
from mizzle.model.type import Type


def retyped(old: Column, new: Column, world: World, disturbed: Iterable[Object]) -> Statement:
    """The change of a column's type, with what its rows are asked beforehand; `disturbed` is what it takes down."""
    collate = f" COLLATE {name(new.collation)}" if new.collation else ""
    have, want = grounded(old.type, world.old), grounded(new.type, world.new)
    away = foreign(new.ref.table, world)
    cast = None if away else converted(name(new.ref), old.type, new.type, world)
    condition = misfit(have, want) or _unlabelled(old, new, world)
    swapped = _swapped(old, new)
    safe = lossless(have, want) or swapped or away
    probes: list[Probe] = [] if swapped or away else [*unsuited(new, world)]
    if condition and not safe:
        probes.extend(overflow(old, new.type, condition, world))
    elif not safe:
        probes.extend(doubtful(old, new.type, world))
        if cast:
            probes.extend(uncastable(old, new.type, cast, world))
    words = f"TYPE {type_text(new.type)}{collate}" + (f" USING {cast}" if cast else "")
    step = action(new, words, TYPE, form="change type")
    if cast and (made := own_cast(old.type, new.type, world)):
        step = evolve(step, needs=(made,))
    if not lasts(old, new, world):
        return evolve(step, probes=tuple(probes), online=() if away else analyzed(step.text, new, world))
    unable = refused(old, new, world, disturbed)
    if not unable:
        why = f"--expand {new.ref} does it beside the column, which then comes to stand last"
    else:
        why = f"--expand {new.ref} cannot do it: {unable}" if new.ref in world.expand else ""
    return evolve(step, probes=tuple(probes), unable=why)


def lasts(old: Column, new: Column, world: World) -> bool:
    """Whether a change of type takes as long as the table is big: rows or indexes are written anew, or checks asked again."""
    if foreign(new.ref.table, world):
        return False
    return rewrites(old, new, world, using=converts(old, new, world)) or any(
        user.validated and user.enforced if isinstance(user, Check) else rebuilds(user, old, new, world)
        for column in (old, *heirs(old.ref, world.old))
        for user in world.old.users(column.ref)
        if isinstance(user, (Check, *INDEXED))
    )


def _swapped(old: Column, new: Column) -> bool:
    """Whether the type is the same enum in its new form; which labels go is asked for the type."""
    have, want = old.type.ref, new.type.ref
    if not have or not want:
        return False
    # A multirange type waits as its range type does, with the usual ending.
    return have.name == swap_name(want.name) or (WAITING in have.name and have.name.replace(WAITING, "") == want.name)


def _unlabelled(old: Column, new: Column, world: World) -> str | None:
    """The condition that finds texts which are no label of the enum that the column becomes."""
    kind = world.new.find(new.type.ref) if new.type.ref else None
    if not isinstance(kind, Enum) or old.type.ref or old.type.array or new.type.array:
        return None
    return f"{{}}::pg_catalog.text <> ALL (ARRAY[{', '.join(map(literal, kind.labels))}]::pg_catalog.text[])"


def survives(key: ForeignKey, old: Column, new: Column, world: World) -> bool:
    """Whether the foreign key survives the change of one of its columns while the other side is as before."""
    if key.period:  # GiST compares equal types only
        return False
    for here, there in zip(key.columns, key.references, strict=True):
        other = there if here == old.ref else here if there == old.ref else None
        if other is None or other == old.ref:
            continue
        theirs = world.old[other]
        if isinstance(theirs, Column):
            mine, other_type = grounded(new.type, world.new), grounded(theirs.type, world.old)
            if not (assignable(mine, other_type) and assignable(other_type, mine)):
                return False
            if "text" in (mine.name, other_type.name) and not (_textual(mine) and _textual(other_type)):
                return False
            if not comparable(*((mine, other_type) if here == old.ref else (other_type, mine))):
                return False
    return True


def _textual(kind: Type) -> bool:
    return kind.name.startswith(("text", "character"))
