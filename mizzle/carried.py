"""Renames inside the texts that a server printed: done by the server, on a copy.

ALTER … RENAME changes what an expression prints without rebuilding anything. The copy goes through the same renames, so
that the old side of the comparison says what the server will say after them.
"""

from collections.abc import Iterable, Iterator, Mapping

import psycopg
from attrs import evolve

from mizzle.apart import Apart, stocked
from mizzle.compiler.aside import waiting
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.objects.composite import attribute_renames
from mizzle.compiler.objects.enum import label_renames
from mizzle.compiler.plan import plan
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.connection import Connection, run
from mizzle.errors import ServerError
from mizzle.introspect.closure import closure
from mizzle.introspect.spell import read_back
from mizzle.model.change import Create, Rename
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.enum import Enum
from mizzle.model.errors import PlanError
from mizzle.model.extension import Extension
from mizzle.model.facts import Facts
from mizzle.model.function import Function
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object, expressions
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.rename import MARK, carry, moved, mover, unmarked, with_names
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table


def steps(renames: Mapping[Ref, Ref]) -> Iterator[tuple[Ref, Rename]]:
    """Each ref with its rename as a step: a column is renamed in the table that has its new name already.

    Functions come last of what stands in namespaces: they are named with the types of their arguments. Sequences come
    behind the tables that take theirs along. A name is freed before it is used again, unless two objects swap theirs.
    """
    wholes = {now: then for now, then in renames.items() if not now.part}
    inside = mover(wholes)
    spaces = mover({now: then for now, then in wholes.items() if now.kind == "namespace"})
    for now, then in _chained(sorted(renames.items(), key=_turn)):
        place = inside(now) if now.part else spaces(now) if now.kind != "namespace" else now
        if place != then:
            yield now, Rename(place, then)


def _chained(pairs: list[tuple[Ref, Ref]]) -> list[tuple[Ref, Ref]]:
    left, done = dict(pairs), list[tuple[Ref, Ref]]()
    while left:
        now = next((now for now, then in left.items() if then not in left or then == now), next(iter(left)))
        done.append((now, left.pop(now)))
    return done


def _turn(pair: tuple[Ref, Ref]) -> tuple[object, ...]:
    now = pair[0]
    return (bool(now.part), now.kind != "namespace", now.kind == "sequence", now.kind in SIGNED, pair)


def carry_texts(
    connection: Connection, original: Schema, old: Schema, new: Schema, renames: dict[Ref, Ref], heirs: dict[Ref, Ref]
) -> Schema:
    """The old schema, structurally renamed already, with its texts as they will print after the renames, those of labels and attributes too.

    Where no copy can be made the texts stay: what mentions a renamed object is then rebuilt, which is right and dearer.
    """
    inside, moving = list(_renamed_inside(old, new)), list(_moving(old, new))
    if not renames and not inside and not moving:
        return old
    move, back = mover(with_names(original, renames | heirs)), mover({then: now for now, then in renames.items()})
    # A sequence goes along with the table that owns it to another namespace.
    along = {now.ref: then.ref for now, then in zip(original.values(), old.values(), strict=True) if not now.ref.part}
    along = {now: then for now, then in along.items() if now != then}
    named = renames | heirs | along | {back(kind.ref): kind.ref for _, kind in inside}
    named |= {after.ref: after.ref for _, after in moving}
    texts = [item for item in original.values() if item.spelled and any(expressions(item))]
    touched = [item for item in texts if _mentions(item, named) or _bound_by(item, named, original)]
    if not touched:
        return old
    spaces = {ref.name for ref in original if ref.kind == "namespace"}
    given = {then.name: now.name for now, then in renames.items() if now.kind == "namespace"}
    needed = {*(then.schema for then in renames.values()), *(after.target or "" for _, after in moving)} - {"", *given}
    new_spaces = needed - spaces
    again = needed & {*given.values()}  # of the name that another one had
    wanted = closure(touched, original).with_(Namespace(ref=namespace(name)) for name in new_spaces)
    wanted = wanted.with_(_owned(wanted, original, old, along)) if along else wanted
    done = {now: then for now, then in renames.items() if now in wanted} | {
        now: then for now, then in renames.items() if now.kind == "namespace"
    }
    away = {ref: waiting(ref) for ref in _in_the_way(wanted, done)}
    try:
        with Apart(connection) as apart, apart.built(wanted) as (copy, failures):
            if failures:
                return old
            for statement in _renaming(wanted, done | away, heirs, again, copy):
                run(copy, statement.text)
            for told, kind in inside:
                if back(kind.ref) in wanted:
                    for statement in told:
                        run(copy, statement.text)
            world = World(carry(wanted, renames), wanted)
            for before, after in moving:
                for statement in DDLS[after.ref.kind].altered(before, after, world):
                    run(copy, statement.text)
            there = stocked(copy)
    except (ServerError, PlanError, psycopg.Error):
        return old
    pairs = zip(original.values(), old.values(), strict=True)
    marks = {away.get(now.ref, now.ref): then.ref for now, then in pairs if now.ref in wanted and MARK in str(then.ref)}
    marked = mover(with_names(there, marks))
    places = (moved(item, move).placed() for item in touched)
    return old.with_(
        read_back(old[place], moved(there[place], marked)) for place in places if place in old and place in there
    )


def _in_the_way(there: Schema, renames: Mapping[Ref, Ref]) -> Iterator[Ref]:
    """What has a name that a rename gives to something else, and is not renamed itself: it gives way in the copy too."""
    pairs = [
        (now, then, unmarked(then.ref))
        for now, then in zip(there.values(), carry(there, renames).values(), strict=True)
    ]
    taken = {name for now, then, ref in pairs if ref != now.ref for name in (then.ref, *then.names())}
    for now, then, ref in pairs:
        marked = (then.ref.part or then.ref.name).endswith(MARK)
        if ref == now.ref and (marked or not taken.isdisjoint(now.names())):
            yield now.ref


def _renaming(
    there: Schema, renames: Mapping[Ref, Ref], heirs: Mapping[Ref, Ref], spaces: Iterable[str], copy: Connection
) -> Iterator[Statement]:
    """What carries the renames out in the copy, each name freed before it is used again, and makes these namespaces meanwhile."""
    after = carry(there, {**renames, **heirs})
    made = [Namespace(ref=namespace(space)) for space in sorted(spaces)]
    facts = Facts(version=copy.info.server_version)
    world = World(after, after.with_(made), facts, places_before(after, {**renames, **heirs}))
    yield from plan([*(step for _, step in steps(renames)), *map(Create, made)], world).statements


def places_before(old: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """The refs by which the server knows the objects now, where they are others."""
    if not renames:
        return {}
    back = mover({then: now for now, then in renames.items()})
    return {ref: place for ref in old if (place := back(ref)) != ref}


def _owned(copied: Schema, original: Schema, old: Schema, along: Mapping[Ref, Ref]) -> Iterator[Sequence]:
    """The sequences of a copy that belong to columns of it, which take them along."""
    for item in copied.of(Sequence):
        had = original.get(item.ref)
        after = old.get(along.get(item.ref, item.ref))
        goes = isinstance(after, Sequence) and after.owned_by and after.owned_by.schema == after.ref.schema
        if goes and isinstance(had, Sequence) and had.owned_by in copied:
            yield evolve(item, owned_by=had.owned_by)


def _renamed_inside(old: Schema, new: Schema) -> Iterator[tuple[list[Statement], Object]]:
    """What gives labels and attributes other names, with the types that have them, by their new names."""
    for kind in (*new.of(Enum), *new.of(Composite)):
        before, told = old.get(kind.ref), list[Statement]()
        if isinstance(kind, Enum) and kind.renamed_labels and isinstance(before, Enum):
            told = list(label_renames(before, kind))
        elif isinstance(kind, Composite) and kind.renamed_attributes and isinstance(before, Composite):
            told = list(attribute_renames(before, kind))
        if told:
            yield told, kind


def _moving(old: Schema, new: Schema) -> Iterator[tuple[Extension, Extension]]:
    """The extensions that move to another namespace, before and after."""
    for item in new.of(Extension):
        before = old.get(item.ref)
        if isinstance(before, Extension) and item.target not in (None, before.target):
            yield before, evolve(before, target=item.target)


def _bound_by(item: Object, renames: dict[Ref, Ref], schema: Schema) -> bool:
    """Whether it is a partition that may be bound by a renamed label: no server records that."""
    columns = schema.parts(item.ref) if isinstance(item, Table) and item.partition_of else ()
    types = [
        found.ref
        for part in columns
        if isinstance(part, Column) and part.type.ref
        if (found := schema.find(part.type.ref))
    ]
    return not renames.keys().isdisjoint(types)


def _mentions(item: Object, renames: dict[Ref, Ref]) -> bool:
    """Whether the object's text can name something that is renamed."""
    names = {*renames, *(Ref("type", *ref[1:]) for ref in renames)}
    spaces = {ref.name for ref in renames if ref.kind == "namespace"}
    parts = {ref.table for ref in renames if ref.kind == "column"}  # a partition key names columns of its own table
    # Of a table whose columns are used only these are recorded. Inside its own table a text names no table.
    home = item.ref.table if item.copied else None
    # A standard body calls the arguments by the name of its function.
    itself = item.ref in renames and isinstance(item, Function)
    return (
        itself
        or item.ref in parts
        or any(
            ref in names or ref.schema in spaces or (ref.part and ref.table in names and ref.table != home)
            for ref in item.requires()
        )
    )
