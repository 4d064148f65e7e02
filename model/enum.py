from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object


@frozen(kw_only=True)
class Enum(Object):
    """An enumerated type; the order of its labels is their sort order.

    renamed_labels  (old, new) pairs that the declaration tells; no fact
    """

    kind: ClassVar[str] = "enum"
    space: ClassVar[str] = "type"

    labels: tuple[str, ...]
    renamed_labels: tuple[tuple[str, str], ...] = field(default=(), eq=False)
