from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object, Pairs, storage


@frozen(kw_only=True)
class ForeignDataWrapper(Object):
    """A foreign data wrapper that no extension brings. Handler and validator are functions by their qualified names."""

    kind: ClassVar[str] = "foreign_data_wrapper"

    handler: str | None = None
    validator: str | None = None
    options: Pairs = storage()
