from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC


@frozen(kw_only=True)
class Policy(Object):
    """A row-level security policy.

    command     ALL, SELECT, INSERT, UPDATE or DELETE
    permissive  False for AS RESTRICTIVE
    roles       whom it concerns, whatever their order; PUBLIC for everybody
    using       which rows are seen
    check       which rows may be written; None: as `using` says
    """

    kind: ClassVar[str] = "policy"
    spelled: ClassVar[frozenset[str]] = frozenset({"using", "check"})
    pins: ClassVar[bool] = True

    table: Ref
    command: str = "ALL"
    permissive: bool = True
    roles: tuple[Ref, ...] = field(default=(PUBLIC,), eq=sorted)
    using: Expr | None = None
    check: Expr | None = None

    def part_of(self) -> Iterator[Ref]:
        yield self.table

    def placed(self) -> Ref:
        return self.ref._replace(schema=self.table.schema, name=self.table.name)

    def asked(self) -> "Policy":
        """For everybody: the roles may be about to be made, and its texts do not depend on them."""
        return evolve(self, comment=None, roles=(PUBLIC,))
