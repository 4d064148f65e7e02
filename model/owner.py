from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.object import Object
from mizzle.model.privileges import beside
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Owner(Object):
    """Whom an object belongs to. Read only when it is asked for: databases are compared whoever made them."""

    kind: ClassVar[str] = "owner"
    kept: ClassVar[bool] = True

    of: Ref
    role: Ref

    def requires(self) -> Iterator[Ref]:
        yield self.of
        yield self.role

    def part_of(self) -> Iterator[Ref]:
        yield self.of

    def placed(self) -> Ref:
        return beside(self.kind, self.of)
