from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from mizzle.model.ref import Ref
from mizzle.model.view import Query


@frozen(kw_only=True)
class MaterializedView(Query):
    """A materialized view. Its indexes are objects of their own.

    populated       False for WITH NO DATA
    tablespace      None for the database's own
    clustered       the index (kind "relation") that CLUSTER uses
    column_options  what is said of its columns' values, as (column, word, value): storage, compression, statistics,
                    n_distinct and n_distinct_inherited
    """

    kind: ClassVar[str] = "materialized_view"

    method: str = "heap"
    tablespace: str | None = None
    populated: bool = True
    clustered: Ref | None = None
    column_options: tuple[tuple[str, str, str], ...] = field(default=(), eq=frozenset)

    def requires(self) -> Iterator[Ref]:
        # Not the index: it needs the view, which is told of it afterwards.
        yield from (ref for ref in super().requires() if ref != self.clustered)

    def asked(self) -> "MaterializedView":
        """Without what its query is spelled the same without, such as the index that it has not got there."""
        return evolve(self, comment=None, clustered=None, column_options=())
