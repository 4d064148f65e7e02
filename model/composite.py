from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.type import Type


@frozen(kw_only=True)
class Attribute:
    """An attribute of a composite type.

    collation  the collation when it is not the type's own
    """

    name: str
    type: Type
    collation: Ref | None = None
    comment: str | None = None


@frozen(kw_only=True)
class Composite(Object):
    """A composite type that stands alone; the order of its attributes counts."""

    kind: ClassVar[str] = "composite"
    space: ClassVar[str] = "type"
    spelled: ClassVar[frozenset[str]] = frozenset({"attributes"})

    attributes: tuple[Attribute, ...]
