"""Differences as values. Everything later (order, SQL, hazards, summary) is a function of these."""

from attrs import frozen

from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref


@frozen
class Create:
    new: Object


@frozen
class Drop:
    old: Object


@frozen
class Alter:
    """The same object, other facts."""

    old: Object
    new: Object

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts that differ."""
        return changed(self.old, self.new)


@frozen
class Rename:
    """Another name for the same object. `old` is the object before, with all renames of its whole already done."""

    old: Ref
    new: Ref


Change = Create | Drop | Alter | Rename
