"""pg_foreign_data_wrapper(), pg_foreign_server() and pg_user_mapping()."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.role import RoleDeclaration, role_refs
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper
from mizzle.model.foreign_server import ForeignServer, foreign_server
from mizzle.model.names import checked
from mizzle.model.object import Object, Pairs
from mizzle.model.options import secret
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.user_mapping import UserMapping, user_mapping


@frozen
class ForeignDeclaration:
    """What the three functions of this module make."""

    model: Object
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[Object, ...]:  # noqa: ARG002
        return (self.model,)


def pg_foreign_data_wrapper(
    name: str,
    *,
    handler: str | None = None,
    validator: str | None = None,
    options: Mapping[str, Any] | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> ForeignDeclaration:
    """A foreign data wrapper that no extension brings. `handler` and `validator` are functions, with their schemas."""
    origin = here()
    made = ForeignDataWrapper(
        ref=Ref("foreign_data_wrapper", "", checked(name, "foreign data wrapper")),
        handler=handler,
        validator=validator,
        options=_options(options, f"foreign data wrapper {name}", origin),
        comment=comment,
        renamed=renamed_from,
        origin=origin,
    )
    return ForeignDeclaration(made, origin)


def pg_foreign_server(
    name: str,
    *,
    wrapper: str,
    type: str | None = None,
    version: str | None = None,
    options: Mapping[str, Any] | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> ForeignDeclaration:
    """A foreign server: pg_foreign_server("files", wrapper="file_fdw"). The wrapper is one of an extension or one's own.

    Raises DeclarationError for an option that looks like a password: mizzle neither reads nor writes those.
    """
    origin = here()
    made = ForeignServer(
        ref=foreign_server(checked(name, "foreign server")),
        wrapper=Ref("foreign_data_wrapper", "", checked(wrapper, "foreign data wrapper")),
        type=type,
        version=version,
        options=_options(options, f"foreign server {name}", origin),
        comment=comment,
        renamed=renamed_from,
        origin=origin,
    )
    return ForeignDeclaration(made, origin)


def pg_user_mapping(
    user: str | RoleDeclaration, server: str | ForeignDeclaration, *, options: Mapping[str, Any] | None = None
) -> ForeignDeclaration:
    """As whom a role is known to a foreign server; "public" for everybody who has no mapping of their own.

    Passwords stay with whoever gives them: ALTER USER MAPPING … OPTIONS (ADD password …). They outlive every later change.
    Raises DeclarationError for an option that looks like a password.
    """
    origin = here()
    where = (
        server.model.ref
        if isinstance(server, ForeignDeclaration)
        else foreign_server(checked(server, "foreign server"))
    )
    (who,) = role_refs(user, "pg_user_mapping()", origin)
    made = UserMapping(
        ref=user_mapping(where, who),
        server=where,
        user=who,
        options=_options(options, f"the user mapping of {who.name} for {where.name}", origin),
        origin=origin,
    )
    return ForeignDeclaration(made, origin)


def _options(given: Mapping[str, Any] | None, what: str, origin: Place) -> Pairs:
    for key in given or {}:
        if secret(key):
            raise DeclarationError(
                f"{origin}: option {key} of {what} looks like a password: mizzle neither reads nor writes those; "
                "set it once with ALTER … OPTIONS (ADD …), it stays through later changes"
            )
    return parameters(given or {})
