from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from mizzle.model.object import Object, Pairs, storage
from mizzle.model.ref import Ref


@frozen(kw_only=True)
class UserMapping(Object):
    """As whom a role is known to a foreign server. Options that look like passwords are left out.

    hidden  whether there are some on the server; no fact
    """

    kind: ClassVar[str] = "user_mapping"

    server: Ref
    user: Ref
    options: Pairs = storage()
    hidden: bool = field(default=False, eq=False)

    def requires(self) -> Iterator[Ref]:
        yield self.server
        yield self.user

    def part_of(self) -> Iterator[Ref]:
        return iter(())  # DROP SERVER takes none along

    def placed(self) -> Ref:
        return user_mapping(self.server, self.user)


def user_mapping(server: Ref, user: Ref) -> Ref:
    """The ref of a role's mapping for a server."""
    return Ref("user_mapping", "", server.name, user.name)
