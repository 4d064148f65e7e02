from typing import ClassVar

from attrs import frozen

from mizzle.model.view import Query


@frozen(kw_only=True)
class MaterializedView(Query):
    """A materialized view. Its indexes are objects of their own.

    populated   False for WITH NO DATA
    tablespace  None for the database's own
    """

    kind: ClassVar[str] = "materialized_view"

    method: str = "heap"
    tablespace: str | None = None
    populated: bool = True
