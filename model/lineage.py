"""Where what a table has comes from: the parts of its parents, and what those below have of it."""

from collections.abc import Iterator

from mizzle.model.column import Column
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table


def ancestors(ref: Ref, schema: Schema) -> Iterator[Ref]:
    """The columns and checks of parent tables that one comes from, however far up."""
    for above in schema[ref].inherited if ref in schema else ():
        yield above
        yield from ancestors(above, schema)


def heirs(ref: Ref, schema: Schema) -> Iterator[Column]:
    """The columns of tables below that come from one, however far down."""
    for part in schema.parts(ref):
        if isinstance(part, Column) and ref in part.inherited:
            yield part
            yield from heirs(part.ref, schema)


def below(table: Ref, schema: Schema) -> Iterator[Ref]:
    """The tables that inherit from one, its partitions among them, however far down."""
    for user in schema.users(table):
        if isinstance(user, Table) and table in user.parents:
            yield user.ref
            yield from below(user.ref, schema)
