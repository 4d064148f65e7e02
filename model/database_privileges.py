from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from mizzle.model.privileges import Privileges
from mizzle.model.ref import Ref

DATABASE = Ref("database", "", "")  # the one that the session is in, whatever its name


@frozen(kw_only=True)
class DatabasePrivileges(Privileges):
    """Who may connect to the database, make schemas and temporary tables in it. Read only when it is asked for, as roles are.

    What the owner has is no fact.
    """

    kind: ClassVar[str] = "database_privileges"

    of: Ref = DATABASE

    def requires(self) -> Iterator[Ref]:
        yield from (grant.role for grant in self.grants)

    def part_of(self) -> Iterator[Ref]:
        return iter(())
