"""Rows for drawn schemas: two a table, their values made of the row's number alone."""

from collections.abc import Iterator

from mizzle.compiler.names import name, type_text
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.testing.kinds import kind_of

ROWS = (1, 2)


def inserts(schema: Schema, table: Ref) -> Iterator[str]:
    """INSERT statements for one table. Generated columns fill themselves; an identity is overridden."""
    columns = [item for item in schema.parts(table) if isinstance(item, Column) and not item.generated]
    for number in ROWS:
        names = ", ".join(identifier(item.ref.part) for item in columns)
        values = ", ".join(value(schema, item, number) for item in columns)
        yield f"INSERT INTO {qualified(table.schema, table.name)} ({names}) OVERRIDING SYSTEM VALUE VALUES ({values})"


def value(schema: Schema, column: Column, number: int) -> str:
    """The value of a column in row `number`."""
    kind = kind_of(column.type)
    if kind:
        return kind.value(number)
    made = schema.find(column.type.ref) if column.type.ref else None
    if not isinstance(made, Enum):
        return f"NULL::{type_text(column.type)}"
    label = f"{literal(made.labels[0])}::{name(Ref('type', *made.ref[1:]))}"
    return f"ARRAY[{label}]" if column.type.array else label
