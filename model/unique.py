from typing import ClassVar

from attrs import frozen

from mizzle.model.primary_key import Key


@frozen(kw_only=True)
class Unique(Key):
    """A unique constraint."""

    kind: ClassVar[str] = "unique"

    nulls_not_distinct: bool = False
