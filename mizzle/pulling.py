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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mizzle.dsl.pull import Source


def pull(url: str, *, schemas: "Sequence[str] | None" = None, only: Filter | None = None) -> "Source":
    """The module that declares what the database has; `.remarks` tell what it does not say.

    schemas  only these namespaces, by pattern (default: all that are not PostgreSQL's own)
    only     a filter of more than schemas

    Raises ConnectError and ServerError, and UsageError for a pattern that nothing matches.
    """
    only = only or Filter.make(schemas)
    with closing(connect(url)) as connection:
        catalog = read(connection)
        made = with_dependencies(connection, catalog, catalog.schema())
    kept = only.of(made.where(lambda item: not bookkeeping(item.ref)))
    if unmet := only.unmet(kept):
        raise UsageError("; ".join(unmet))
    kept = kept.with_(made.of(Extension))  # the types and operator classes of columns may be theirs
    remarks = [f"{number} {kind}" for kind, number in sorted(catalog.not_modelled.items())]
    return write(kept, remarks)


def write(schema: Schema, remarks: "Sequence[str]" = ()) -> "Source":
    """The module that declares a schema."""
    from attrs import evolve

    import mizzle
    from mizzle.dsl.pull import source

    made = source(schema, mizzle.__all__)
    return evolve(made, remarks=(*remarks, *made.remarks))
