from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.type import Type


@frozen(kw_only=True)
class DomainCheck:
    """A check of a domain; `validated` is False while it stands as NOT VALID."""

    name: str
    expr: Expr
    validated: bool = True
    comment: str | None = None


@frozen(kw_only=True)
class DomainNotNull:
    """NOT NULL of a domain. It has a name since PostgreSQL 17; None is unknown and fits any."""

    name: str | None = None
    comment: str | None = None


def _by_name(checks: tuple[DomainCheck, ...]) -> tuple[DomainCheck, ...]:
    return tuple(sorted(checks, key=lambda check: check.name))


@frozen(kw_only=True)
class Domain(Object):
    """A domain. Its constraints have names of their own, inside it; PostgreSQL checks them by name.

    collation  the collation when it is not the base type's own
    """

    kind: ClassVar[str] = "domain"
    space: ClassVar[str] = "type"
    spelled: ClassVar[frozenset[str]] = frozenset({"type", "default", "checks"})

    type: Type
    collation: Ref | None = None
    not_null: DomainNotNull | None = None
    default: Expr | None = None
    checks: tuple[DomainCheck, ...] = field(default=(), converter=_by_name)

    def settled(self, live: "Domain") -> "Domain":
        if self.not_null and live.not_null and self.not_null.name is None:
            return evolve(self, not_null=evolve(self.not_null, name=live.not_null.name))
        return self

    def requires(self) -> Iterator[Ref]:
        return (ref for ref in super().requires() if ref != self.ref)
