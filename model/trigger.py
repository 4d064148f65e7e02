from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

TIMINGS = ("before", "after", "instead of")
EVENTS = ("insert", "delete", "update", "truncate")
ENABLED = {"O": "origin", "D": "disabled", "R": "replica", "A": "always"}


@frozen(kw_only=True)
class Trigger(Object):
    """A trigger of a table, view or foreign table. The ref is Ref("trigger", namespace, table, name).

    events      in the order of EVENTS
    columns     of UPDATE OF
    each_row    False for FOR EACH STATEMENT
    when        the condition, without its parentheses
    old_table   the names of the transition tables
    constraint  whether it is a constraint trigger; `deferrable`, `deferred` and `references` (FROM) are for those
    enabled     "origin", "disabled", "replica" or "always"
    elsewhere   partitions, from the top, that have it in another of these states than what they are a partition of
    """

    kind: ClassVar[str] = "trigger"
    spelled: ClassVar[frozenset[str]] = frozenset({"when"})
    pins: ClassVar[bool] = True

    table: Ref
    function: Ref
    timing: str = "before"
    events: tuple[str, ...] = ()
    columns: tuple[Ref, ...] = ()
    each_row: bool = False
    when: Expr | None = None
    arguments: tuple[str, ...] = ()
    old_table: str | None = None
    new_table: str | None = None
    constraint: bool = False
    deferrable: bool = False
    deferred: bool = False
    references: Ref | None = None
    enabled: str = "origin"
    elsewhere: tuple[tuple[Ref, str], ...] = field(default=(), eq=frozenset)

    def part_of(self) -> Iterator[Ref]:
        yield self.table

    def placed(self) -> Ref:
        return self.ref._replace(schema=self.table.schema, name=self.table.name)

    def names(self) -> Iterator[Ref]:
        if self.constraint:
            yield Ref("constraint", *self.ref[1:])
