from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.operator_family import by_method
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class IndexKey:
    """One key of an index or exclusion constraint.

    value            a column, or an expression
    nulls_first      as PostgreSQL keeps it: True for DESC unless said otherwise
    opclass          an operator class that is not the type's own, as a ref of kind "opclass"
    opclass_options  its parameters
    collation        a collation that is not the column's own
    operator         of an exclusion constraint, as a ref of kind "operator"
    """

    value: Ref | Expr
    descending: bool = False
    nulls_first: bool = False
    opclass: Ref | None = None
    opclass_options: Pairs = storage()
    collation: Ref | None = None
    operator: Ref | None = None


Targets = tuple[tuple[int, int], ...]


def _by_number(targets: Iterable[tuple[int, int]]) -> Targets:
    return tuple(sorted(targets))


@frozen(kw_only=True)
class Index(Object):
    """An index that no constraint stands on. Its name is one of the namespace's relations.

    statistics  the statistics targets of keys that are expressions: (number of the key, target)
    valid     False for one of a partitioned table that not all partitions have yet, too
    attached  such an index that it is part of: that says nothing of its parts
    """

    kind: ClassVar[str] = "index"
    space: ClassVar[str] = "relation"
    spelled: ClassVar[frozenset[str]] = frozenset({"keys", "where", "options"})

    table: Ref
    keys: tuple[IndexKey, ...]
    unique: bool = False
    nulls_not_distinct: bool = False
    method: str = "btree"
    include: tuple[Ref, ...] = ()
    where: Expr | None = None
    options: Pairs = storage()
    valid: bool = True
    tablespace: str | None = None
    statistics: Targets = field(default=(), converter=_by_number)
    attached: Ref | None = None

    def since(self) -> Iterator[tuple[int, str]]:
        if self.nulls_not_distinct:
            yield 15, "NULLS NOT DISTINCT"

    def requires(self) -> Iterator[Ref]:
        yield from super().requires()
        for key in self.keys:
            if key.opclass:
                yield by_method("operator_class", key.opclass.schema, key.opclass.own, self.method)

    @property
    def stands_in(self) -> Ref:
        return self.table

    def part_of(self) -> Iterator[Ref]:
        yield self.table
        # With the columns, an index of the partitioned table that it is attached to.
        yield from (ref for ref in self.requires() if ref.kind in ("column", "index"))
