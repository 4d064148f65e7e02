"""Columns that hold rows of a table: while one does, PostgreSQL writes none of that table's own rows anew.

find_composite_type_dependencies in tablecmds.c: no new column with a value of its own, no other type, no SET UNLOGGED.
"""

from collections.abc import Iterator

from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.domain import Domain
from mizzle.model.errors import UnsupportedChange
from mizzle.model.function import Function
from mizzle.model.holders import holders
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Object
from mizzle.model.range import Range
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.view import View


def refused_while_held(table: Ref, what: str, world: World) -> None:
    """Stop where a column that stays holds rows of the table; `what` begins the sentence."""
    for holder in holders(table, world.old):
        new = world.new.get(holder.ref)
        if isinstance(new, Column) and table in held(new.type, world.new):
            raise UnsupportedChange(
                f"{what} while column {holder.ref} holds rows of {table}; change that column's type first, or take it away"
            )


def changed_before(new: Column, world: World) -> Iterator[Ref]:
    """The tables that are there and whose rows a column is to hold, and their columns: all that changes before.

    But those of its own table's rows, which can only come afterwards.
    """
    for table in held(new.type, world.new):
        if table in world.old and table != new.ref.table:
            yield table
            for part in world.new.parts(table):
                if isinstance(part, Column) and new.ref.table not in held(part.type, world.new):
                    yield part.ref


def row_sources(new: Object, world: World) -> Iterator[Ref]:
    """The tables that are there and whose rows the functions of a view give: it has their columns as they are when it is made."""
    for ref in new.requires() if isinstance(new, (View, MaterializedView)) else ():
        found = world.new.find(ref)
        if isinstance(found, Function) and found.returns:
            yield from (table for table in held(found.returns, world.new) if table in world.old)


def held(kind: Type, schema: Schema) -> set[Ref]:
    """The tables whose rows are in the values of a type."""
    found = schema.find(kind.ref) if kind.ref else None
    if isinstance(found, Table):
        return {found.ref}
    if isinstance(found, Composite):
        return {table for attribute in found.attributes for table in held(attribute.type, schema)}
    if isinstance(found, Domain):
        return held(found.type, schema)
    return held(found.subtype, schema) if isinstance(found, Range) else set()
