from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Check(Object):
    """A check constraint of a table.

    validated  False while it stands as NOT VALID
    enforced   False for NOT ENFORCED (PostgreSQL 18)
    """

    kind: ClassVar[str] = "check"
    spelled: ClassVar[frozenset[str]] = frozenset({"expr"})
    copied: ClassVar[bool] = True

    expr: Expr
    no_inherit: bool = False
    validated: bool = True
    enforced: bool = True

    def part_of(self) -> Iterator[Ref]:
        yield self.ref.table
        yield from (ref for ref in self.requires() if ref.kind == "column")
        yield from self.inherited

    def since(self) -> Iterator[tuple[int, str]]:
        if not self.enforced:
            yield 18, "NOT ENFORCED"

    def names(self) -> Iterator[Ref]:
        yield Ref("constraint", *self.ref[1:])
