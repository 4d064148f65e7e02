from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

KINDS = ("ndistinct", "dependencies", "mcv")


def _sorted_columns(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(refs))


def _sorted_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if kind in set(kinds))


@frozen(kw_only=True)
class Statistics(Object):
    """Extended statistics on columns and expressions of a table; the order of the columns and kinds is no fact.

    kinds   those of KINDS; empty for a single expression, which has but statistics of its own
    target  the statistics target; None for the default
    """

    kind: ClassVar[str] = "statistics"
    spelled: ClassVar[frozenset[str]] = frozenset({"expressions"})

    table: Ref
    columns: tuple[Ref, ...] = field(default=(), converter=_sorted_columns)
    expressions: tuple[Expr, ...] = ()
    kinds: tuple[str, ...] = field(default=KINDS, converter=_sorted_kinds)
    target: int | None = None

    def part_of(self) -> Iterator[Ref]:
        yield self.table
        yield from (ref for ref in self.requires() if ref.kind == "column")
