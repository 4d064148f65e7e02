"""Draw tables OF a composite type, and keep them as their type is."""

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.testing import draw, named_types
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import without
from mizzle.testing.stacked import Draw


def table(choose: Chooser, state: Schema) -> list[Object]:
    """A table of a type that is there, or of a new one."""
    made = [] if next(state.of(Composite), None) else named_types.composite(choose, state)
    state = state.with_(made)
    kind = choose.one(list(state.of(Composite)))
    choose.note("typed table")
    found = Table(
        ref=draw.home(choose, state, "table"), of_type=Ref("type", *kind.ref[1:3]), comment=draw.comment(choose)
    )
    return [*made, found, *(item for item in alike(state.with_([found])).values() if item.ref.table == found.ref)]


DRAWS: dict[type[Object], Draw] = {Table: table}


def alike(state: Schema) -> Schema:
    """The schema in which each such table has the columns of its type and no others."""
    for item in list(state.of(Table)):
        if item.of_type is None or item.ref not in state:
            continue
        kind = state.find(item.of_type)
        if not isinstance(kind, Composite) or item.parents:
            state = state.with_([evolve(item, of_type=None)])
            continue
        wanted = {each.name: each for each in kind.attributes}
        for column in draw.columns(state, item.ref):
            if column.ref.part not in wanted and column.ref in state:
                state = without(state, column.ref)
        columns = []
        for place, each in enumerate(kind.attributes):
            ref = item.ref.column(each.name)
            have = state.get(ref)
            bare = Column(ref=ref, type=each.type, collation=each.collation, position=place)
            same = isinstance(have, Column) and (have.type, have.collation) == (each.type, each.collation)
            columns.append(evolve(have, position=place) if same and isinstance(have, Column) else bare)
        state = state.with_(columns)
    return state


def let_go(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """Such a table becomes one like any other."""
    found = [item for item in state.of(Table) if item.of_type]
    return state.with_([evolve(choose.one(found), of_type=None)]) if found else state
