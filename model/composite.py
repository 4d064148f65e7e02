from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import evolve, field, frozen

from mizzle.model.inner import inner_renames
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
    """A composite type that stands alone; the order of its attributes counts.

    renamed_attributes  (old, new) pairs that the declaration tells; no fact
    """

    kind: ClassVar[str] = "composite"
    space: ClassVar[str] = "type"
    spelled: ClassVar[frozenset[str]] = frozenset({"attributes"})

    attributes: tuple[Attribute, ...]
    renamed_attributes: tuple[tuple[str, str], ...] = field(default=(), eq=False)

    @property
    def shape(self) -> tuple[Attribute, ...]:
        """What a table OF the type has to be like."""
        return tuple(evolve(item, comment=None) for item in self.attributes)

    def inner_names(self) -> tuple[str, ...]:
        """The names inside it that may be renamed."""
        return tuple(item.name for item in self.attributes)

    def with_renamed(self, names: Mapping[str, str]) -> "Composite":
        """The type that tells of renames too: attribute then → attribute now."""
        return evolve(self, renamed_attributes=(*self.renamed_attributes, *names.items()))

    def names(self) -> Iterator[Ref]:
        """It has a row in pg_class, too."""
        yield Ref("type", self.ref.schema, self.ref.name)
        yield Ref("relation", self.ref.schema, self.ref.name)


def attributes_renamed(old: Composite, new: Composite) -> dict[str, str]:
    """The names of old attributes with their new ones."""
    return inner_renames(new.renamed_attributes, old.inner_names(), new.inner_names())


def renamed(old: Composite, new: Composite) -> tuple[Attribute, ...]:
    """The old attributes under their new names."""
    names = attributes_renamed(old, new)
    return tuple(evolve(item, name=names.get(item.name, item.name)) for item in old.attributes)
