"""Columns that hold the rows of a table, or the values of a type."""

from collections.abc import Iterator

from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.domain import Domain
from mizzle.model.range import Range
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


def holders(kind: Ref, schema: Schema) -> Iterator[Column]:
    """The columns that hold rows of a table, or values of a type, be it inside other types."""
    for user in schema.users(kind):
        if isinstance(user, Column):
            found = schema.find(user.type.ref) if user.type.ref else None
            if found and found.ref == kind:
                yield user
        elif isinstance(user, (Composite, Domain, Range)):
            yield from holders(user.ref, schema)
