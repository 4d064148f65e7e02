"""How the server spells what somebody wrote: which objects have to be asked for, and what is read back.

Parsing cannot settle whether two texts mean the same (a careful canonicaliser matched 10 of 15 pairs), so the server
prints both, against the wanted state. Only what differs is asked: a new object, or one whose text is the server's
already, costs nothing.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mizzle.introspect.plain import plain
from mizzle.model.column import Column
from mizzle.model.index import Index
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table

TOLD = {"type", "collation"}  # what servers spell alike, whatever stands beside it


def doubtful(old: Schema, new: Schema, *, authored: bool = True) -> list[Object]:
    """The objects of the new schema that may only be written otherwise than in the old one."""
    spare = {(item.ref.kind, _table(item)) for item in old.values() if item.spelled and item.ref not in new}
    # What an extension brings is found by the search path alone, and DDL runs without one.
    found = []
    for ref, item in new.items():
        before = old.get(ref)
        if before is None:
            renamed = ref.kind != "column" and (ref.kind, _table(item)) in spare  # it may be one of those, renamed
            if item.spelled and (renamed or (authored and not plain(item, new))):
                found.append(item)
        elif before is not item and not (item.spelled if authored else item.spelled - TOLD).isdisjoint(
            changed(before, item)
        ):
            found.append(item)
    return found


def counterparts(doubts: Iterable[Object], old: Schema, new: Schema) -> Iterator[Object]:
    """The old objects whose texts are settled beside the new ones, as far as the wanted state has all they need.

    Those of another name too where the new one is in doubt: they may be one object, renamed.
    """
    doubts = list(doubts)
    renamed = {(item.ref.kind, _table(item)) for item in doubts if item.ref not in old}
    spare = (item for item in old.values() if renamed and item.ref not in new and item.ref.kind != "column")
    befores = [old[item.ref] for item in doubts if item.ref in old]
    befores += [item for item in spare if (item.ref.kind, _table(item)) in renamed]
    for before in befores:
        if all(new.find(ref) for ref in before.requires() if old.find(ref)) and not _turned(before, new):
            yield before


def _turned(before: Object, new: Schema) -> bool:
    """Whether a table is above now what it was below: no state has both."""
    above = [new.get(parent) for parent in before.parents] if isinstance(before, Table) else []
    return any(isinstance(table, Table) and before.ref in table.parents for table in above)


def tables(doubts: Iterable[Object]) -> set[Ref]:
    """The tables that have to be copied to ask for these objects."""
    return {table for item in doubts if (table := _table(item))}


def skeleton(table: Ref, doubts: list[Object], schema: Schema) -> Iterator[Object]:
    """The table as bare as will do: its columns with their types, and the facts in doubt."""
    asked = {item.ref: item for item in doubts}
    whole = schema.get(table)
    if isinstance(whole, Table):
        yield Table(ref=whole.ref, options=whole.options)
    for part in schema.parts(table):
        if isinstance(part, Column):
            doubt = asked.get(part.ref)
            bare = doubt if isinstance(doubt, Column) else evolve(part, default=None, generated=None)
            yield evolve(bare, comment=None, identity=None, not_null=False, inherited=(), foreign_options=())
    for item in doubts:
        if not isinstance(item, Column) and _table(item) == table:
            yield evolve(item, comment=None, inherited=())


def read_back(asked: Object, read: Object | None) -> Object:
    """The object as it was asked for, with the fields that the server spells as it spelled them."""
    if read is None:
        return asked
    return evolve(
        asked,
        depends=asked.depends | read.depends,
        **{field: getattr(read, field) for field in asked.spelled},
    )


def _table(item: Object) -> Ref | None:
    """The table of which a temporary copy shows the object."""
    if isinstance(item, Index):
        return item.table if item.table.kind == "table" else None
    return item.ref.table if item.copied else None
