from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class ForeignKey(Object):
    """A foreign key: an object of its own, so that cycles of tables are ordinary.

    set_columns  the columns that ON DELETE SET NULL or SET DEFAULT sets, when not all (PostgreSQL 15)
    period       whether the last column, a range, has to lie within those that it references (PostgreSQL 18)
    """

    kind: ClassVar[str] = "foreign_key"

    columns: tuple[Ref, ...]
    references: tuple[Ref, ...]
    on_update: str = "NO ACTION"
    on_delete: str = "NO ACTION"
    set_columns: tuple[Ref, ...] = ()
    match_full: bool = False
    deferrable: bool = False
    deferred: bool = False
    validated: bool = True
    enforced: bool = True
    period: bool = False

    @property
    def target(self) -> Ref:
        """The table that it references."""
        return self.references[0].table

    def requires(self) -> Iterator[Ref]:
        yield from Object.requires(self)
        yield self.target

    def part_of(self) -> Iterator[Ref]:
        yield self.ref.table
        yield from self.columns
        yield from (ref for ref in self.depends if ref.kind == self.kind)  # the partitioned table's

    def since(self) -> Iterator[tuple[int, str]]:
        if self.set_columns:
            yield 15, "columns of SET NULL or SET DEFAULT"
        if not self.enforced:
            yield 18, "NOT ENFORCED"
        if self.period:
            yield 18, "PERIOD"

    def names(self) -> Iterator[Ref]:
        yield Ref("constraint", *self.ref[1:])
