"""The drawn schemas, tables, edits and expressions as hypothesis strategies."""

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from mizzle.declared import wanted
from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.testing import draw as columns_of
from mizzle.testing import parts
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.whole import complete, schema, table

if TYPE_CHECKING:
    from collections.abc import Collection

    from mizzle.declared import Source


@st.composite
def schemas(draw: st.DrawFn, *, major: int = 18, extensions: "Collection[str]" = ()) -> Schema:
    """Whole schemas: namespaces, types, tables with all their parts, and what stands above them.

    major       the oldest server that has to take them
    extensions  those that may be used, of citext, cube, hstore, ltree and vector
    """
    return schema(_chooser(draw, extensions), major)


@st.composite
def tables(draw: st.DrawFn, *, major: int = 18, extensions: "Collection[str]" = ()) -> Schema:
    """Schemas of one table with its columns, keys, checks and indexes; arguments as for schemas()."""
    choose = _chooser(draw, extensions)
    state = complete(Schema())
    state = state.with_(columns_of.extension(choose, state)) if extensions and choose.maybe() else state
    return state.with_(table(choose, state, major))


@st.composite
def edits(draw: st.DrawFn, before: "Source", *, major: int = 18, extensions: "Collection[str]" = ()) -> Schema:
    """What scripts of up to eight edits make of a schema: added, dropped, renamed and changed objects of every kind.

    before  a module, a mapping or a list of declarations, or a schema that was drawn

    Every edit keeps the schema such that a server takes it, and such that rows which were drawn fit it.
    """
    return edited(_chooser(draw, extensions), complete(before), major)


def expressions(over: "Source", table: str | None = None) -> st.SearchStrategy[Expr]:
    """Conditions on the columns of a table, as a check, a partial index or a policy takes them.

    over   the schema that the table stands in
    table  its name, with the namespace before a dot where that is not `public`; any table when it is left out

    The columns in them are refs, so they follow a rename; every drawn row fulfils them. Raises ValueError for a table that is not there.
    """
    state = wanted(over)
    home, _, name = (table or "").rpartition(".")
    found = [item.ref for item in state.of(Table) if not table or item.ref[1:3] == (home or "public", name)]
    listed = [column for ref in found for column in columns_of.columns(state, ref)]
    if not listed:
        raise ValueError(f"there is no table {f'{table} ' if table else ''}with columns to draw expressions over")
    return _conditions(state, listed)


@st.composite
def _conditions(draw: st.DrawFn, state: Schema, listed: list[Column]) -> Expr:
    choose = _chooser(draw, ())
    return parts.condition(choose, state, choose.one(listed))


@st.composite
def pairs(draw: st.DrawFn, *, major: int = 18, extensions: "Collection[str]" = ()) -> tuple[Schema, Schema]:
    """A schema and what an edit script makes of it; arguments as for schemas()."""
    choose = _chooser(draw, extensions)
    before = schema(choose, major)
    return before, edited(choose, before, major)


def _chooser(draw: st.DrawFn, extensions: "Collection[str]") -> Chooser:
    return Chooser(lambda count: draw(st.integers(0, count - 1)), extensions)
