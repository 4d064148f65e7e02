from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class PublicationTable(Object):
    """A table of a publication.

    columns  which are published; empty for all
    where    which rows
    """

    kind: ClassVar[str] = "publication_table"
    spelled: ClassVar[frozenset[str]] = frozenset({"where"})
    pins: ClassVar[bool] = True

    table: Ref
    publication: Ref
    columns: tuple[Ref, ...] = field(default=(), eq=frozenset)
    where: Expr | None = None

    def since(self) -> Iterator[tuple[int, str]]:
        if self.columns:
            yield 15, "columns"
        if self.where:
            yield 15, "WHERE"

    def part_of(self) -> Iterator[Ref]:
        yield self.table
        yield self.publication

    def placed(self) -> Ref:
        return publication_table(self.publication, self.table)


def publication_table(publication: Ref, table: Ref) -> Ref:
    """The ref of a table's place in a publication."""
    return Ref("publication_table", table.schema, table.name, publication.name)
