from typing import ClassVar

from attrs import frozen

from mizzle.model.privileges import Privileges


@frozen(kw_only=True)
class IdentityPrivileges(Privileges):
    """Who may do what with the hidden sequence of an identity column, whatever the sequence's name; `of` is the column."""

    kind: ClassVar[str] = "identity_privileges"

    @property
    def word(self) -> str:
        return "SEQUENCE"

    @property
    def whole(self) -> None:
        return None
