from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref
from mizzle.model.sequence import Counter
from mizzle.model.type import Type


@frozen
class Generated:
    """GENERATED ALWAYS AS (expr); VIRTUAL needs PostgreSQL 18."""

    expr: Expr
    stored: bool = True


@frozen
class Identity:
    """GENERATED ALWAYS | BY DEFAULT AS IDENTITY.

    sequence  the name of the hidden sequence; None leaves it to PostgreSQL and fits any
    """

    always: bool
    counter: Counter
    sequence: str | None = None


@frozen(kw_only=True)
class Column(Object):
    """A column. The ref is Ref("column", namespace, table, name).

    collation  the collation when it is not the type's own, as a ref of kind "collation"
    options    of a column of a foreign table: what its server is told of it
    """

    kind: ClassVar[str] = "column"
    spelled: ClassVar[frozenset[str]] = frozenset({"type", "default", "generated", "collation"})
    copied: ClassVar[bool] = True

    type: Type
    not_null: bool = False
    default: Expr | None = None
    generated: Generated | None = None
    identity: Identity | None = None
    collation: Ref | None = None
    options: Pairs = storage()

    def names(self) -> Iterator[Ref]:
        if self.identity and self.identity.sequence:
            yield Ref("relation", self.ref.schema, self.identity.sequence)

    def settled(self, live: "Column") -> "Column":
        if self.identity and live.identity and self.identity.sequence is None:
            return evolve(self, identity=evolve(self.identity, sequence=live.identity.sequence))
        return self

    def requires(self) -> Iterator[Ref]:
        for ref in super().requires():
            if ref != self.ref:
                yield ref
