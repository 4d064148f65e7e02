from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.operator_family import Strategy, Support, method
from mizzle.model.ref import Ref
from mizzle.model.type import Type


@frozen(kw_only=True)
class OperatorClass(Object):
    """An operator class: how an index treats a type. The ref's name holds the access method: `amounts(btree)`.

    default  whether indexes over the type take it unless they say another
    storage  the type that the index keeps, where it is another
    lasting  the members that would stay in the family if the class went; no fact
    """

    kind: ClassVar[str] = "operator_class"
    pins: ClassVar[bool] = True

    type: Type
    family: Ref
    default: bool = False
    storage: Type | None = None
    operators: tuple[Strategy, ...] = ()
    functions: tuple[Support, ...] = ()
    lasting: frozenset[Strategy | Support] = field(default=frozenset(), eq=False)

    def part_of(self) -> Iterator[Ref]:
        yield self.family

    @property
    def method(self) -> str:
        """The access method."""
        return method(self.ref)

    def aliases(self) -> Iterator[Ref]:
        """Indexes mention it without the method, which is their own."""
        yield Ref("opclass", self.ref.schema, self.ref.own)
