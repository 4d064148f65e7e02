"""Draw keys WITHOUT OVERLAPS and foreign keys of a PERIOD (PostgreSQL 18).

Over ranges alone: GiST compares them without an extension.
"""

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.object import Object
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.unique import Unique
from mizzle.testing import draw, parts
from mizzle.testing.choose import Chooser

RANGES = ("int4range", "daterange", "tstzrange")


def key(choose: Chooser, state: Schema, ref: Ref, major: int) -> list[Object]:
    """A key over a range and, without overlaps, another; columns are added where the table has too few."""
    if major < 18:
        return []
    choose.note("without overlaps")
    found = [item for item in _ranges(state, ref) if not item.default]
    fresh: list[Column] = []
    while len(found) + len(fresh) < 2:
        own = Ref("column", *ref[1:3], draw.free(choose, state.with_(fresh), "column", ref))
        fresh.append(Column(ref=own, type=Type(choose.one(RANGES)), position=61 + len(fresh)))
    columns = [*found, *fresh][:2]
    deferrable, deferred = parts.deferral(choose)
    primary = choose.maybe() and not any(isinstance(item, PrimaryKey) for item in state.parts(ref))
    kind, called = (PrimaryKey, "primary_key") if primary else (Unique, "unique")
    if primary:
        columns = [draw.required(item) for item in columns]
    made = kind(
        ref=parts.part(called, ref, choose, state),
        columns=tuple(item.ref for item in columns),
        without_overlaps=True,
        deferrable=deferrable,
        deferred=deferred,
        options=choose.one(parts.OPTIONS["gist"]),
        comment=draw.comment(choose),
    )
    return [*fresh, *columns, made]


def _ranges(state: Schema, ref: Ref) -> list[Column]:
    return [
        item
        for item in draw.columns(state, ref)
        if item.type.name in RANGES and not item.type.array and not item.generated
    ]


def foreign_key(choose: Chooser, state: Schema, major: int) -> Schema:
    """A foreign key to such a key, from whatever table that has ranges of the same types."""
    keys = [
        item
        for item in state.of(Key)
        if item.without_overlaps and not item.deferrable and not draw.table_of(state, item.ref.table).partition_by
    ]
    if major < 18 or not keys:
        return state
    there = choose.one(keys)
    wanted = [draw.column_of(state, ref) for ref in there.columns]
    unlogged = draw.table_of(state, there.ref.table).unlogged
    found = []
    for table in state.of(Table):
        here: list[Ref] = []
        for item in wanted:
            fits = [
                other.ref for other in _ranges(state, table.ref) if other.type == item.type and other.ref not in here
            ]
            here.extend(fits[:1])
        if len(here) == len(wanted) and table.unlogged == unlogged:
            found.append((table.ref, tuple(here)))
    if not found:
        return state
    choose.note("period")
    ref, here_ = choose.one(found)
    deferrable, deferred = parts.deferral(choose)
    made = ForeignKey(
        ref=parts.part("foreign_key", ref, choose, state),
        columns=here_,
        references=there.columns,
        period=True,
        deferrable=deferrable,
        deferred=deferred,
        validated=not choose.maybe(8),
        comment=draw.comment(choose),
    )
    return state.with_([made])


def change(choose: Chooser, state: Schema, major: int) -> Schema:
    """A key takes ranges without overlaps or like any other value; what references it goes."""
    found = [item for item in state.of(Key) if len(item.columns) == 2 and not item.include]
    found = [item for item in found if {*item.columns} <= {each.ref for each in _ranges(state, item.ref.table)}]
    if not found or major < 18:
        return state
    item = choose.one(found)
    state = state.where(lambda other: not (isinstance(other, ForeignKey) and {*other.references} == {*item.columns}))
    options = parts.OPTIONS["btree" if item.without_overlaps else "gist"]
    changed = evolve(item, without_overlaps=not item.without_overlaps, options=choose.one(options))
    return state.with_([evolve(changed, nulls_not_distinct=False) if isinstance(changed, Unique) else changed])
