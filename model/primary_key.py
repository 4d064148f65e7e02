from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Key(Object):
    """What PRIMARY KEY and UNIQUE have in common: columns with an index behind them.

    valid             False for the key of a partitioned table that not all partitions have yet
    attached          such a key that it is part of: that says nothing of its parts
    without_overlaps  whether the last column, a range, is compared by overlap instead (PostgreSQL 18)
    """

    columns: tuple[Ref, ...]
    include: tuple[Ref, ...] = ()
    deferrable: bool = False
    deferred: bool = False
    options: Pairs = storage()
    tablespace: str | None = None
    valid: bool = True
    without_overlaps: bool = False
    attached: Ref | None = None

    def since(self) -> Iterator[tuple[int, str]]:
        if self.without_overlaps:
            yield 18, "WITHOUT OVERLAPS"

    def part_of(self) -> Iterator[Ref]:
        yield self.ref.table
        yield from self.columns
        yield from self.include
        # What of the partitioned table's it is attached to.
        yield from (ref for ref in self.depends if ref.kind in ("index", self.kind))

    def names(self) -> Iterator[Ref]:
        """The constraint's index has the constraint's name among the relations of the namespace."""
        yield Ref("relation", self.ref.schema, self.ref.part)
        yield Ref("constraint", *self.ref[1:])


@frozen(kw_only=True)
class PrimaryKey(Key):
    """A primary key; the order of its columns counts."""

    kind: ClassVar[str] = "primary_key"
