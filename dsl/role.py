"""pg_role(), and roles as they are given elsewhere: by name, or by a declaration."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, call, chained, flag, listed, literal, mapped
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC, Membership, Role, role

FLAGS = ("login", "superuser", "create_db", "create_role", "replication", "bypass_rls")
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


def source(item: Role, module: Module) -> Any:
    """The call that declares a role; its password stays where it is."""
    made = module.call(
        "pg_role",
        literal(item.ref.name),
        **{key: flag(getattr(item, key)) for key in FLAGS},
        inherit=None if item.inherit else "False",
        connection_limit=None if item.connection_limit == -1 else str(item.connection_limit),
        valid_until=_moment(item.valid_until, module) if item.valid_until else None,
        member_of=listed(_membership(each, item, module) for each in item.member_of) if item.member_of else None,
        settings=mapped((key, literal(value)) for key, value in item.settings) if item.settings else None,
    )
    return chained(made, [call("comment", literal(item.comment)) if item.comment is not None else None])


def _moment(text: str, module: Module) -> str:
    module.lines.add("import datetime as dt")
    return f"dt.datetime.fromisoformat({literal(text + ':00')})"


def _membership(item: Membership, of: Role, module: Module) -> Any:
    name = literal(item.role.name)
    if item == Membership(item.role, inherit=of.inherit):
        return name
    options = {"admin": flag(item.admin)} | {
        word: None if value else "False" for word, value in (("inherit", item.inherit), ("set_", item.set))
    }
    return module.call("member_of", name, **options)
