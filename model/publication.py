from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref

CHANGES = ("insert", "update", "delete", "truncate")


@frozen(kw_only=True)
class Publication(Object):
    """A publication for logical replication. The tables that it names are objects of their own.

    all_tables  FOR ALL TABLES
    schemas     FOR TABLES IN SCHEMA (15 and newer)
    publish     which changes it publishes
    via_root    publish_via_partition_root
    generated   publish_generated_columns: "none" or "stored" (18 and newer)
    """

    kind: ClassVar[str] = "publication"

    all_tables: bool = False
    schemas: tuple[Ref, ...] = field(default=(), eq=frozenset)
    publish: tuple[str, ...] = CHANGES
    via_root: bool = False
    generated: str = "none"

    def since(self) -> Iterator[tuple[int, str]]:
        if self.schemas:
            yield 15, "TABLES IN SCHEMA"
        if self.generated != "none":
            yield 18, "publish_generated_columns"


def publication(name: str) -> Ref:
    """The ref of a publication."""
    return Ref("publication", "", name)
