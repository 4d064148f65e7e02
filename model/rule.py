from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

EVENTS = {"1": "select", "2": "update", "3": "insert", "4": "delete"}


@frozen(kw_only=True)
class Rule(Object):
    """A rewrite rule of a table or view. The ref is Ref("rule", namespace, table, name).

    definition  what follows the table: WHERE … DO [INSTEAD] …
    enabled     "origin", "disabled", "replica" or "always"
    """

    kind: ClassVar[str] = "rule"
    spelled: ClassVar[frozenset[str]] = frozenset({"definition"})
    pins: ClassVar[bool] = True

    table: Ref
    event: str
    definition: Expr
    enabled: str = "origin"

    def part_of(self) -> Iterator[Ref]:
        yield self.table

    def placed(self) -> Ref:
        return self.ref._replace(schema=self.table.schema, name=self.table.name)
