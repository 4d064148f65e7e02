"""Draw a whole schema: names → types → columns → keys → indexes → checks → foreign keys → what stands above, each from what is there by then."""

from attrs import evolve

from mizzle.declared import Source, wanted
from mizzle.model.column import Column
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.testing import above, draw, heirs, parts, periods, repair
from mizzle.testing.choose import Chooser


def complete(given: Source) -> Schema:
    """What somebody declares, with the namespace that every database has."""
    state = wanted(given)
    public = Namespace(ref=namespace("public"))
    return state if public.ref in state else state.with_([public])


def schema(choose: Chooser, major: int) -> Schema:
    """A whole schema for a server of this major version."""
    state = complete(Schema())
    for _ in range(choose.number(0, 1)):
        state = state.with_([draw.space(choose, state)])
    for _ in range(choose.number(0, 1)):
        state = state.with_(draw.extension(choose, state))
    for _ in range(choose.number(0, 2)):
        state = state.with_([draw.enum(choose, state)])
    for _ in range(choose.number(0, 1)):
        state = state.with_([draw.sequence(choose, state, major)])
    for _ in range(choose.number(1, 3)):
        state = state.with_(table(choose, state, major))
    for _ in range(choose.number(0, 3)):
        state = state.with_(parts.foreign_key(choose, state, major))
    state = repair.referable(periods.foreign_key(choose, state, major))
    if choose.maybe(3):
        state = state.with_(heirs.draws(choose, state))
    return repair.repaired(above.above(choose, state, major)) if choose.maybe() else state


def table(choose: Chooser, state: Schema, major: int) -> list[Object]:
    choose.note("table")
    where = draw.place(choose, state)
    ref = Ref("table", where, draw.free(choose, state, "table", Ref("namespace", where, "")))
    unlogged = choose.maybe(12)
    objects: list[Object] = [
        Table(ref=ref, unlogged=unlogged, options=choose.one(draw.OPTIONS), comment=draw.comment(choose))
    ]
    key = Column(
        ref=Ref("column", ref.schema, ref.name, "id"),
        type=Type(choose.one(["integer", "bigint", "uuid", "text", "smallint"])),
        not_null=True,
        comment=draw.comment(choose),
    )
    if key.type.name == "text" and choose.maybe(3):  # other tables may have no TOAST table, and then no such options
        objects = [evolve(objects[0], options=draw.TOAST)]  # type: ignore[call-arg]
    if key.type.name in ("integer", "bigint", "smallint"):
        objects.extend(draw.counted(choose, state.with_(objects), key, unlogged=unlogged and major >= 15))
    else:
        objects.append(key)
    for number in range(choose.number(1, 5)):
        objects.extend(draw.column(choose, state.with_(objects), ref, major, number + 1))
    if not choose.maybe(10):
        objects.extend(parts.primary_key(choose, state.with_(objects), ref, major))
    if choose.maybe(6):
        objects.extend(periods.key(choose, state.with_(objects), ref, major))
    for part in (parts.unique, parts.check, parts.index, parts.exclusion):
        for _ in range(choose.number(0, 2)):
            objects.extend(part(choose, state.with_(objects), ref, major))
    return objects
