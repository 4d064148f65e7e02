from collections.abc import Mapping
from typing import ClassVar

from attrs import evolve, field, frozen

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

    def inner_names(self) -> tuple[str, ...]:
        """The names inside it that may be renamed."""
        return self.labels

    def with_renamed(self, names: Mapping[str, str]) -> "Enum":
        """The enum that tells of renames too: label then → label now."""
        return evolve(self, renamed_labels=(*self.renamed_labels, *names.items()))
