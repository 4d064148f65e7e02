from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.primary_key import Key


@frozen(kw_only=True)
class Unique(Key):
    """A unique constraint."""

    kind: ClassVar[str] = "unique"

    nulls_not_distinct: bool = False

    def since(self) -> Iterator[tuple[int, str]]:
        yield from super().since()
        if self.nulls_not_distinct:
            yield 15, "NULLS NOT DISTINCT"
