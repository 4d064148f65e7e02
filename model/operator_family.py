from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type


@frozen(kw_only=True)
class Strategy:
    """An operator of a family or class; `order_by` is the family that orders what it gives (distances)."""

    number: int
    operator: Ref
    order_by: Ref | None = None


@frozen(kw_only=True)
class Support:
    """A function that an index needs, for these two types."""

    number: int
    left: Type
    right: Type
    function: Ref


@frozen(kw_only=True)
class OperatorFamily(Object):
    """An operator family. The ref's name holds the access method: `amounts(btree)`.

    Its members are those that belong to no class: the ones of two types, mostly.
    """

    kind: ClassVar[str] = "operator_family"

    operators: tuple[Strategy, ...] = ()
    functions: tuple[Support, ...] = ()

    @property
    def method(self) -> str:
        """The access method."""
        return method(self.ref)


def by_method(kind: str, namespace: str, name: str, access: str) -> Ref:
    """The ref of a family or class."""
    return Ref(kind, namespace, signed(name, access))


def method(ref: Ref) -> str:
    """The access method of a family or class."""
    return ref.name[ref.name.rindex("(") + 1 : -1]
