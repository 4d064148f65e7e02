"""What a partition has by itself, and an index, key or foreign key of its parent takes for its part: it is neither dropped nor built."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.model.exclusion import Exclusion
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.object import Object, changed
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.schema import Schema
from mizzle.model.table import Table

TAKEN = (Index, Key, Exclusion, ForeignKey)


def taken_over(old: Schema, new: Schema, renames: Mapping[Ref, Ref]) -> dict[Ref, Ref]:
    """Those that have another name by then: ref now → ref then.

    renames  what is renamed beside them, ref now → ref then
    """
    there, back = mover(renames), mover({then: now for now, then in renames.items()})
    found: dict[Ref, Ref] = {}
    for twin in new.values():
        if isinstance(twin, TAKEN) and twin.inherited and not twin.local and back(twin.ref) not in old:
            here = [moved(part, there) for part in old.parts(back(twin.stands_in))]
            before = {there(part.ref): part.ref for part in old.parts(back(twin.stands_in))}
            free = {now: then for then, now in before.items() if then not in new and now not in {*renames, *found}}
            mine = next((part for part in _own(here, twin) if before[part.ref] in free), None)
            if mine is not None:
                found[before[mine.ref]] = twin.ref
    return found


def with_taken(new: Schema, old: Schema) -> Schema:
    """The later state with those that it does not mention: a declaration says of a parent's index what its partitions have, too."""
    found: dict[Ref, Object] = {}
    for above in new.values():
        if isinstance(above, TAKEN) and not above.inherited:
            for table, parent in _partitions(above.stands_in, new):
                twin = moved(above, mover({above.stands_in: table}))
                told = any(_alike(part, twin) for part in new.parts(table))
                free = (part for part in _own(old.parts(table), twin) if part.ref not in {*new, *found})
                mine = None if told else next(free, None)
                if mine is not None:
                    found[mine.ref] = evolve(mine, inherited=(parent,), comment=None)
    return new.with_(found.values()) if found else new


def _own(parts: Iterable[Object], twin: Object) -> Iterator[Object]:
    """Those of a table like another that are its own, unless it has one from its parent already."""
    alike = [part for part in parts if _alike(part, twin)]
    if not any(part.inherited for part in alike):
        yield from alike


def _alike(part: Object, twin: Object) -> bool:
    return type(part) is type(twin) and {*changed(part, twin)} <= {"ref", "comment"}


def _partitions(parent: Ref, schema: Schema) -> Iterator[tuple[Ref, Ref]]:
    """The partitions of a table, however deep, each with the table that it is one of."""
    for part in schema.parts(parent):
        if isinstance(part, Table) and part.partition_of and part.partition_of.parent == parent:
            yield part.ref, parent
            yield from _partitions(part.ref, schema)
