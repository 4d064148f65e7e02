from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.expr import Expr
from mizzle.model.index import IndexKey
from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class Exclusion(Object):
    """An exclusion constraint: no two rows for which all operators hold."""

    kind: ClassVar[str] = "exclusion"
    spelled: ClassVar[frozenset[str]] = frozenset({"keys", "where", "options"})
    copied: ClassVar[bool] = True

    keys: tuple[IndexKey, ...]
    method: str = "gist"
    include: tuple[Ref, ...] = ()
    where: Expr | None = None
    options: Pairs = storage()
    tablespace: str | None = None
    deferrable: bool = False
    deferred: bool = False

    def part_of(self) -> Iterator[Ref]:
        # Not the columns of its expressions: PostgreSQL refuses to drop one of those while the constraint is there.
        yield self.ref.table
        yield from (key.value for key in self.keys if isinstance(key.value, Ref))
        yield from self.include
        yield from (ref for ref in self.depends if ref.kind in ("index", self.kind))

    def names(self) -> Iterator[Ref]:
        yield Ref("relation", self.ref.schema, self.ref.part)
        yield Ref("constraint", *self.ref[1:])
