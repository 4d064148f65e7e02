from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.names import LIMIT
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import swap_name, waits
from mizzle.model.type import Type


@frozen(kw_only=True)
class Range(Object):
    """A range type, which brings a multirange type along.

    multirange    that type (kind "type") where it is called otherwise than PostgreSQL would call it
    opclass       the subtype's order when it is not its default, as a ref of kind "opclass"
    collation     the collation when it is not the subtype's own
    canonical     the function that brings a range into its one form
    subtype_diff  the function that tells the distance of two values
    """

    kind: ClassVar[str] = "range"
    space: ClassVar[str] = "type"

    subtype: Type
    multirange: Ref | None = None
    opclass: Ref | None = None
    collation: Ref | None = None
    canonical: Ref | None = None
    subtype_diff: Ref | None = None

    def names(self) -> Iterator[Ref]:
        yield Ref("type", self.ref.schema, self.ref.name)
        given = self.multirange
        if given is None:
            yield Ref("type", self.ref.schema, usual_multirange(self.ref.name))
        else:  # of a type that waits under another name this one too
            aside = waits(self.ref.name) and not waits(given.name)
            yield given._replace(name=swap_name(given.name)) if aside else given


def usual_multirange(name: str) -> str:
    """The name that PostgreSQL gives to a multirange type (typecmds.c, makeMultirangeTypeName)."""
    head, found, tail = name.partition("range")
    made = f"{head}multirange{tail}" if found else f"{name.encode()[:52].decode(errors='ignore')}_multirange"
    return made.encode()[:LIMIT].decode(errors="ignore")
