from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Table(Object):
    """A table without its columns and constraints, which are objects of their own.

    row_security        ENABLE ROW LEVEL SECURITY
    force_row_security  for the table's owner too
    options             storage parameters; those of its TOAST table begin with "toast."
    server              of a foreign table: where its rows are
    foreign_options     of a foreign table: what its server is told of it
    """

    kind: ClassVar[str] = "table"
    space: ClassVar[str] = "relation"

    unlogged: bool = False
    row_security: bool = False
    force_row_security: bool = False
    options: Pairs = storage()
    server: Ref | None = None
    foreign_options: Pairs = storage()

    def names(self) -> Iterator[Ref]:
        yield Ref("relation", self.ref.schema, self.ref.name)
        yield Ref("type", self.ref.schema, self.ref.name)
