"""pg_role(), and roles as they are given elsewhere: by name, or by a declaration."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC, Membership, Role, role

SPECIAL = {"current_user", "current_role", "session_user"}


@frozen
class RoleDeclaration:
    """What pg_role() makes: a role to declare, and to give wherever the name of one is taken."""

    role: Role
    there: bool = False
    origin: Place | None = field(default=None, eq=False, repr=False)

    def existing(self) -> "RoleDeclaration":
        """The role as somebody else made it: it can be mentioned, and nothing of it is compared or changed."""
        return evolve(self, there=True)

    def dropped(self) -> "RoleDeclaration":
        """The role must not be there. Roles that are not declared are left alone: they belong to the whole cluster."""
        return evolve(self, role=evolve(self.role, dropped=True))

    def comment(self, text: str) -> "RoleDeclaration":
        return evolve(self, role=evolve(self.role, comment=text))

    def _ref(self, context: Context) -> Ref:  # noqa: ARG002
        return self.role.ref

    def _objects(self, context: Context) -> tuple[Role, ...]:  # noqa: ARG002
        return () if self.there else (self.role,)


Roles = str | RoleDeclaration | Iterable[str | RoleDeclaration]


def pg_role(
    name: str,
    *,
    login: bool = False,
    superuser: bool = False,
    create_db: bool = False,
    create_role: bool = False,
    inherit: bool = True,
    replication: bool = False,
    bypass_rls: bool = False,
    connection_limit: int = -1,
    valid_until: dt.datetime | None = None,
    member_of: Iterable[Any] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> RoleDeclaration:
    """A role. Its password is none of mizzle's business: it is never read, written or shown.

    connection_limit  -1 for none
    valid_until       until when the password holds; with a time zone
    member_of         roles that it is a member of, or member_of(…) of them; left out, its memberships are left alone
    settings          ALTER ROLE … SET: {"statement_timeout": "5s"}

    Raises DeclarationError for a reserved name and for a time without a zone.
    """
    origin = here()
    if name.startswith("pg_") or name in {"public", "none", *SPECIAL}:
        raise DeclarationError(f"{origin}: {name} is reserved by PostgreSQL; roles of its own need no declaration")
    if valid_until is not None and valid_until.tzinfo is None:
        raise DeclarationError(f"{origin}: valid_until of role {name} needs a time zone")
    groups = None
    if member_of is not None:
        groups = tuple(
            item
            if isinstance(item, Membership)
            else Membership(_ref(item, f"member_of of role {name}", origin), inherit=inherit)
            for item in member_of
        )
    made = Role(
        ref=role(checked(name, "role")),
        login=login,
        superuser=superuser,
        create_db=create_db,
        create_role=create_role,
        inherit=inherit,
        replication=replication,
        bypass_rls=bypass_rls,
        connection_limit=connection_limit,
        valid_until=_utc(valid_until) if valid_until else None,
        member_of=groups,
        settings=parameters(settings or {}),
        origin=origin,
    )
    return RoleDeclaration(made, origin=origin)


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC).strftime('%Y-%m-%d %H:%M:%S.%f')}+00"


def member_of(group: Any, *, admin: bool = False, inherit: bool = True, set_: bool = True) -> Membership:
    """A membership with its options. `inherit` and `set_` are PostgreSQL's since 16."""
    return Membership(_ref(group, "member_of()", here()), admin, inherit, set_)


def role_refs(given: Any, what: str, origin: Place) -> tuple[Ref, ...]:
    """The refs of one role or several. Raises DeclarationError for what is none, and for names like current_user."""
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else (given,)
    found = tuple(dict.fromkeys(_ref(item, what, origin) for item in several))
    if not found:
        raise DeclarationError(f"{origin}: {what} names no role")
    return found


def _ref(given: Any, what: str, origin: Place) -> Ref:
    if isinstance(given, RoleDeclaration):
        return given.role.ref
    if not isinstance(given, str):
        raise DeclarationError(f"{origin}: {what} takes the name of a role, not {given!r}")
    if given.lower() in SPECIAL:
        raise DeclarationError(
            f"{origin}: {what} cannot be for {given}: PostgreSQL keeps the role that it means at that moment; name that"
        )
    return PUBLIC if given.lower() == "public" else role(checked(given, "role"))
