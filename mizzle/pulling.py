"""A database as Python source: read, and written by the builders' own writers."""

from contextlib import closing
from typing import TYPE_CHECKING

from mizzle.connection import connect
from mizzle.errors import UsageError
from mizzle.filters import Filter
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.read import read
from mizzle.model.extension import Extension
from mizzle.model.schema import Schema
from mizzle.scope import bookkeeping

FIRST_ROLE = 10  # whom initdb made (BOOTSTRAP_SUPERUSERID)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from mizzle.dsl.pull import Source


def pull(
    url: str,
    *,
    schemas: "Sequence[str] | None" = None,
    only: Filter | None = None,
    roles: bool = False,
    split: "Literal['schema', 'table'] | None" = None,
    form: "Literal['dict', 'class']" = "dict",
) -> "Source":
    """The module that declares what the database has; `.remarks` tell what it does not say.

    schemas  only these namespaces, by pattern (default: all that are not PostgreSQL's own)
    only     a filter of more than schemas
    split    a package with a module for each schema or table, in `.files`; `.text` is then empty
    form     how tables are written
    roles    the roles of the server too, without their passwords, and the privileges on the database; PostgreSQL's own and its first one are left out

    Raises ConnectError and ServerError, and UsageError for a pattern that nothing matches.
    """
    only = only or Filter.make(schemas)
    with closing(connect(url)) as connection:
        catalog = read(connection, asked={"role", "database_privileges"} if roles else ())
        made = with_dependencies(connection, catalog, catalog.schema())
        first = {ref for ref, key in catalog.addressed() if ref.kind == "role" and key == FIRST_ROLE}
    kept = only.of(made.where(lambda item: not bookkeeping(item.ref) and item.ref not in first))
    if unmet := only.unmet(kept):
        raise UsageError("; ".join(unmet))
    kept = kept.with_(made.of(Extension))  # the types and operator classes of columns may be theirs
    remarks = [f"{number} {kind}" for kind, number in sorted(catalog.not_modelled.items())]
    return write(kept, remarks, split=split, form=form)


def write(
    schema: Schema,
    remarks: "Sequence[str]" = (),
    *,
    split: "Literal['schema', 'table'] | None" = None,
    form: "Literal['dict', 'class']" = "dict",
) -> "Source":
    """The module or package that declares a schema."""
    from attrs import evolve

    import mizzle
    from mizzle.dsl.pull import source

    made = source(schema, dir(mizzle), split=split, form=form)
    return evolve(made, remarks=(*remarks, *made.remarks))
