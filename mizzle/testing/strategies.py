"""The drawn schemas as hypothesis strategies."""

from hypothesis import strategies as st

from mizzle.model.schema import Schema
from mizzle.testing.choose import Chooser
from mizzle.testing.edits import edited
from mizzle.testing.whole import schema


@st.composite
def schemas(draw: st.DrawFn, *, major: int = 18) -> Schema:
    """A schema for a server of this major version."""
    return schema(Chooser(lambda count: draw(st.integers(0, count - 1))), major)


@st.composite
def pairs(draw: st.DrawFn, *, major: int = 18) -> tuple[Schema, Schema, Chooser]:
    """A schema, what an edit script makes of it, and the chooser that tells what was drawn."""
    choose = Chooser(lambda count: draw(st.integers(0, count - 1)))
    before = schema(choose, major)
    return before, edited(choose, before, major), choose
