from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.function import Argument
from mizzle.model.object import Object
from mizzle.model.ref import Ref, signed
from mizzle.model.type import Type

MODIFY = {"r": "read_only", "s": "shareable", "w": "read_write"}


@frozen(kw_only=True)
class State:
    """How an aggregate, or its moving form, goes from row to row.

    function  SFUNC         inverse  MINVFUNC, of the moving form alone
    type      STYPE         space    SSPACE, an estimate in bytes
    final     FINALFUNC     extra    FINALFUNC_EXTRA
    initial   INITCOND      modify   FINALFUNC_MODIFY: "read_only", "shareable" or "read_write"
    """

    function: Ref
    type: Type
    space: int = 0
    final: Ref | None = None
    extra: bool = False
    modify: str = "read_only"
    initial: str | None = None
    inverse: Ref | None = None


@frozen(kw_only=True)
class Aggregate(Object):
    """An aggregate. The ref's name holds the types of its arguments.

    form     "normal", "ordered" (WITHIN GROUP) or "hypothetical"
    direct   how many of the arguments of an ordered-set aggregate stand before ORDER BY
    returns  the type of its result, as a server tells it; it follows from the functions, so no fact
    """

    kind: ClassVar[str] = "aggregate"
    # Which overload of a function was meant only the server knows.
    spelled: ClassVar[frozenset[str]] = frozenset(
        {"arguments", "state", "moving", "combine", "serialize", "deserialize", "returns"}
    )

    arguments: tuple[Argument, ...] = ()
    state: State
    moving: State | None = None
    form: str = "normal"
    direct: int = 0
    combine: Ref | None = None
    serialize: Ref | None = None
    deserialize: Ref | None = None
    sort_operator: Ref | None = None
    parallel: str = "unsafe"
    returns: Type | None = field(default=None, eq=False)

    def names(self) -> Iterator[Ref]:
        yield Ref("routine", self.ref.schema, self.ref.name)

    def placed(self) -> Ref:
        return self.ref._replace(name=signed(self.ref.own, ", ".join(str(item.type) for item in self.arguments)))
