from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen
class PartitionOf:
    """What makes a table a partition: its parent and the bound, `FOR VALUES FROM (1) TO (9)` or `DEFAULT`."""

    parent: Ref
    bound: Expr


@frozen(kw_only=True)
class Table(Object):
    """A table without its columns and constraints, which are objects of their own.

    row_security        ENABLE ROW LEVEL SECURITY
    force_row_security  for the table's owner too
    options             storage parameters; those of its TOAST table begin with "toast."
    partition_by        `RANGE (day)`, for a partitioned table
    partition_of        for a partition
    leaving             whether DETACH PARTITION … CONCURRENTLY was cut off: its rows are not seen in the parent any more
    inherits            the parents of a table that inherits without being a partition, in their order
    method              the access method, where it has storage
    tablespace          None for the database's own
    replica             the replica identity: "default", "full", "nothing" or "index"
    identified          the index (kind "relation") that is the replica identity
    clustered           the index (kind "relation") that CLUSTER uses
    of_type             the composite type that it is OF, as a ref of kind "type": its columns change with the type alone
    server              of a foreign table: where its rows are
    foreign_options     of a foreign table: what its server is told of it
    """

    kind: ClassVar[str] = "table"
    space: ClassVar[str] = "relation"
    spelled: ClassVar[frozenset[str]] = frozenset({"partition_by", "partition_of"})

    unlogged: bool = False
    row_security: bool = False
    force_row_security: bool = False
    options: Pairs = storage()
    partition_by: Expr | None = None
    partition_of: PartitionOf | None = None
    leaving: bool = False
    inherits: tuple[Ref, ...] = ()
    method: str = "heap"
    tablespace: str | None = None
    replica: str = "default"
    identified: Ref | None = None
    clustered: Ref | None = None
    of_type: Ref | None = None
    server: Ref | None = None
    foreign_options: Pairs = storage()

    def requires(self) -> Iterator[Ref]:
        # Not the indexes: they need the table, which is told of them afterwards.
        marked = {self.identified, self.clustered}
        yield from (ref for ref in super().requires() if ref not in marked)

    def asked(self) -> "Table":
        """Without the indexes that it is told of: they are not there."""
        return evolve(self, comment=None, replica="default", identified=None, clustered=None)

    @property
    def parents(self) -> tuple[Ref, ...]:
        """The tables whose columns it has too."""
        return (self.partition_of.parent,) if self.partition_of else self.inherits

    def bounds(self) -> tuple[Ref, ...]:
        """What a partition has a share of: it can have one that another has left."""
        return (Ref("bounds", *self.partition_of.parent[1:3]),) if self.partition_of else ()

    def part_of(self) -> Iterator[Ref]:
        # DROP TABLE takes partitions along; what merely inherits it does not (manual, ddl-partitioning).
        if self.partition_of:
            yield self.partition_of.parent

    def names(self) -> Iterator[Ref]:
        yield Ref("relation", self.ref.schema, self.ref.name)
        yield Ref("type", self.ref.schema, self.ref.name)
