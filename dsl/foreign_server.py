"""pg_foreign_data_wrapper(), pg_foreign_server(), pg_user_mapping() and pg_foreign_table()."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.role import RoleDeclaration, role_refs
from mizzle.dsl.source import Group, Module, literal, mapped, said
from mizzle.dsl.table import Table, pg_table
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


def pg_foreign_table(
    name: str,
    columns: Any,
    extras: Any = None,
    *,
    server: str | ForeignDeclaration,
    options: Mapping[str, Any] | None = None,
    column_options: Mapping[str, Mapping[str, Any]] | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> Table:
    """A foreign table, with the columns and extras of pg_table().

    server          the foreign server, or its name
    options         what the server is told of the table: {"table_name": "users"}
    column_options  what it is told of columns: {"id": {"column_name": "user_id"}}

    Raises DeclarationError for an option that looks like a password, and for options of a column that is not there.
    """
    origin = here()
    table = pg_table(name, columns, extras, schema=schema, comment=comment, renamed_from=renamed_from)
    return elsewhere(table, server, options, column_options, origin)


def elsewhere(
    table: Table,
    server: str | ForeignDeclaration,
    options: Mapping[str, Any] | None,
    column_options: Mapping[str, Mapping[str, Any]] | None,
    origin: Place,
) -> Table:
    """The table with its rows on a foreign server."""
    name = table._config.name
    of_columns = {}
    for key, given in (column_options or {}).items():
        if key not in table._config.columns:
            raise DeclarationError(f"{origin}: {table._missing(key)}")
        of_columns[key] = _options(given, f"column {key} of foreign table {name}", origin)
    where = server.model.ref.name if isinstance(server, ForeignDeclaration) else checked(server, "foreign server")
    return table._with(
        server=where, foreign_options=_options(options, f"foreign table {name}", origin), column_options=of_columns
    )


def _options(given: Mapping[str, Any] | None, what: str, origin: Place) -> Pairs:
    for key in given or {}:
        if secret(key):
            raise DeclarationError(
                f"{origin}: option {key} of {what} looks like a password: mizzle neither reads nor writes those; "
                "set it once with ALTER … OPTIONS (ADD …), it stays through later changes"
            )
    return parameters(given or {})


def wrapper_source(item: ForeignDataWrapper, module: Module) -> Any:
    """The call that declares a foreign data wrapper."""
    return module.call(
        "pg_foreign_data_wrapper",
        literal(item.ref.name),
        handler=said(item.handler),
        validator=said(item.validator),
        options=options_source(item.options),
        comment=said(item.comment),
    )


def source(item: ForeignServer, module: Module) -> Any:
    """The call that declares a foreign server."""
    return module.call(
        "pg_foreign_server",
        literal(item.ref.name),
        wrapper=literal(item.wrapper.name),
        type=said(item.type),
        version=said(item.version),
        options=options_source(item.options),
        comment=said(item.comment),
    )


def mapping_source(item: UserMapping, module: Module) -> Any:
    """The call that declares a user mapping."""
    return module.call(
        "pg_user_mapping",
        literal(item.user.name),
        literal(item.server.name),
        options=options_source(item.options),
    )


def options_source(options: Pairs) -> Group | None:
    """Options as a dict of strings: those of something foreign are texts, whatever they look like."""
    return mapped((key, literal(value)) for key, value in options) if options else None
