from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.names import LIMIT
from mizzle.model.namespace import namespace
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
    makers        what the functions are called that make values of the type, and of the multirange type (kind "maker"):
                  ALTER TYPE RENAME leaves them as they are, and pg_dump does not tell; nothing for the types' own names
    """

    kind: ClassVar[str] = "range"
    space: ClassVar[str] = "type"

    subtype: Type
    multirange: Ref | None = None
    opclass: Ref | None = None
    collation: Ref | None = None
    canonical: Ref | None = None
    subtype_diff: Ref | None = None
    makers: tuple[Ref, ...] = field(default=(), eq=False)

    def requires(self) -> Iterator[Ref]:
        yield from super().requires()
        if self.multirange:
            yield namespace(self.multirange.schema)

    def names(self) -> Iterator[Ref]:
        both = Ref("type", self.ref.schema, self.ref.name), self.multiple()
        yield from both
        yield from self.makers or (ref._replace(kind="maker") for ref in both)

    def multiple(self) -> Ref:
        """The multirange type."""
        given = self.multirange
        if given is None:
            return Ref("type", self.ref.schema, usual_multirange(self.ref.name))
        # of a type that waits under another name this one too
        aside = waits(self.ref.name) and not waits(given.name)
        return given._replace(name=swap_name(given.name)) if aside else given


def usual_multirange(name: str) -> str:
    """The name that PostgreSQL gives to a multirange type (typecmds.c, makeMultirangeTypeName)."""
    head, found, tail = name.partition("range")
    made = f"{head}multirange{tail}" if found else f"{name.encode()[:52].decode(errors='ignore')}_multirange"
    return made.encode()[:LIMIT].decode(errors="ignore")
