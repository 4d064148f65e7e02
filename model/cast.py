from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.type import Type

CONTEXTS = ("explicit", "assignment", "implicit")


@frozen(kw_only=True)
class Cast(Object):
    """A cast. The ref follows from its types: Ref("cast", "", "text AS app.code").

    function  what carries it out; None for a cast by way of text (`inout`), or between types of one binary form
    context   "explicit", "assignment" or "implicit"
    """

    kind: ClassVar[str] = "cast"

    source: Type
    target: Type
    function: Ref | None = None
    inout: bool = False
    context: str = "explicit"

    def placed(self) -> Ref:
        return between(self.source, self.target)


def between(source: Type, target: Type) -> Ref:
    """The ref of a cast."""
    return Ref("cast", "", f"{source} AS {target}")
