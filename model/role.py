"""Roles belong to the cluster, not to the database: objects mention them by ref, and only a declaration brings them in."""

from collections.abc import Iterator
from typing import Any, ClassVar

import attrs
from attrs import field, frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


def role(name: str) -> Ref:
    """The ref of a role. No role can be called "public": that is everybody."""
    return Ref("role", "", name)


PUBLIC = role("public")
SELF = role("")  # whoever runs the plan


@frozen
class Membership:
    """A role that another is a member of. `inherit` and `set` are PostgreSQL's since 16."""

    role: Ref
    admin: bool = False
    inherit: bool = True
    set: bool = True


@frozen(kw_only=True)
class Role(Object):
    """A role, without its password, which is neither read nor written.

    valid_until  as "2030-01-31 00:00:00.000000+00"; None for ever
    member_of    None: a declaration that says nothing of it
    settings     ALTER ROLE … SET for all databases, as the catalog keeps them
    dropped      whether a declaration says that it must not be there; roles that are not mentioned are left alone
    """

    kind: ClassVar[str] = "role"
    shared: ClassVar[bool] = True

    login: bool = False
    superuser: bool = False
    create_db: bool = False
    create_role: bool = False
    inherit: bool = True
    replication: bool = False
    bypass_rls: bool = False
    connection_limit: int = -1
    valid_until: str | None = None
    member_of: tuple[Membership, ...] | None = field(default=(), eq=lambda value: value and frozenset(value))
    settings: Pairs = storage()
    dropped: bool = field(default=False, eq=False)

    def requires(self) -> Iterator[Ref]:
        yield from (group.role for group in self.member_of or ())

    def settled(self, live: Any) -> "Role":
        return attrs.evolve(self, member_of=live.member_of) if self.member_of is None else self
