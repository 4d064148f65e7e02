from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.type import Type

LINKS = ("commutator", "negator")


@frozen(kw_only=True)
class Operator(Object):
    """An operator. The ref's name holds the types of its arguments: `@@@(NONE, text)` for one that stands before its argument.

    commutator, negator  refs of other operators, which need not be there yet
    restrict, join       estimators of selectivity
    shells               those of the other operators that are a name and nothing more; no fact
    """

    kind: ClassVar[str] = "operator"
    pins: ClassVar[bool] = True

    left: Type | None
    right: Type
    function: Ref
    commutator: Ref | None = None
    negator: Ref | None = None
    restrict: Ref | None = None
    join: Ref | None = None
    hashes: bool = False
    merges: bool = False
    shells: frozenset[Ref] = field(default=frozenset(), eq=False)

    def requires(self) -> Iterator[Ref]:
        """All but the other operators: the first of a pair is made before the second, and both mention each other."""
        yield from (ref for ref in super().requires() if ref.kind != self.kind)

    def placed(self) -> Ref:
        return operated(self.ref.schema, self.ref.own, self.left, self.right)

    def aliases(self) -> Iterator[Ref]:
        yield Ref(self.kind, self.ref.schema, self.ref.own)


def operated(namespace: str, name: str, left: Type | None, right: Type) -> Ref:
    """The ref of an operator with these types of arguments."""
    return Ref("operator", namespace, f"{name}({left or 'NONE'}, {right})")
