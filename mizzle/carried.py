"""Renames inside the texts that a server printed: done by the server, on a copy.

ALTER … RENAME changes what an expression prints without rebuilding anything. The copy goes through the same renames, so
that the old side of the comparison says what the server will say after them.
"""

from collections.abc import Iterator, Mapping

import psycopg

from mizzle.apart import built, stocked
from mizzle.compiler.kinds import DDLS
from mizzle.compiler.world import World
from mizzle.connection import Connection, run
from mizzle.errors import ServerError
from mizzle.introspect.closure import closure
from mizzle.introspect.spell import read_back
from mizzle.model.change import Rename
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.schema import Schema


def steps(renames: Mapping[Ref, Ref]) -> Iterator[tuple[Ref, Rename]]:
    """Each ref with its rename as a step: a column is renamed in the table that has its new name already."""
    wholes = {now: then for now, then in renames.items() if not now.part}
    inside = mover(wholes)
    spaces = mover({now: then for now, then in wholes.items() if now.kind == "namespace"})
    for now, then in sorted(renames.items(), key=lambda pair: (bool(pair[0].part), pair[0].kind != "namespace", pair)):
        place = inside(now) if now.part else spaces(now) if now.kind != "namespace" else now
        if place != then:
            yield now, Rename(place, then)


def carry_texts(connection: Connection, original: Schema, old: Schema, renames: dict[Ref, Ref]) -> Schema:
    """The old schema, structurally renamed already, with its texts as they will print after the renames.

    Where no copy can be made the texts stay: what mentions a renamed object is then rebuilt, which is right and dearer.
    """
    move = mover(renames)
    touched = [item for item in original.values() if item.spelled and _mentions(item, renames)]
    if not touched:
        return old
    wanted = closure(touched, original)
    try:
        with built(connection, wanted) as (copy, failures):
            if failures:
                return old
            world = World(wanted, wanted)
            for now, step in steps(renames):
                if now in wanted:
                    for statement in DDLS[step.new.kind].rename(step.old, step.new, world):
                        run(copy, statement.text)
            there = stocked(copy)
    except (ServerError, psycopg.Error):
        return old
    places = (moved(item, move).placed() for item in touched)
    return old.with_(read_back(old[place], there.get(place)) for place in places if place in old)


def _mentions(item: Object, renames: dict[Ref, Ref]) -> bool:
    """Whether the object's text can name something that is renamed."""
    names = {*renames, *(Ref("type", *ref[1:]) for ref in renames)}
    spaces = {ref.name for ref in renames if ref.kind == "namespace"}
    # Inside its own table a text names no table; elsewhere a column that it uses says which tables it names.
    home = item.ref.table if item.copied else None
    return any(
        ref in names or ref.schema in spaces or (ref.part and ref.table in names and ref.table != home)
        for ref in item.requires()
    )
