"""pg_schema(): a namespace and what is declared in it."""

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from mizzle.dsl.aggregate import AggregateDeclaration, pg_aggregate
from mizzle.dsl.context import Context
from mizzle.dsl.enum import EnumDeclaration, pg_enum
from mizzle.dsl.function import FunctionDeclaration, pg_function, pg_procedure
from mizzle.dsl.given import checked, optional, remark
from mizzle.dsl.place import here
from mizzle.dsl.sequence import SequenceDeclaration, pg_sequence
from mizzle.dsl.source import Module, literal, said
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.view import MaterializedViewDeclaration, ViewDeclaration, pg_materialized_view, pg_view
from mizzle.model.errors import DeclarationError
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.place import Place


@frozen
class NamespaceDeclaration:
    """What pg_schema() makes."""

    name: str
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def table(self, name: str, columns: Any, extras: Any = None, **options: Any) -> Table:
        return pg_table(name, columns, extras, schema=self.name, **options)

    def enum(self, name: str, labels: Any, **options: Any) -> EnumDeclaration:
        return pg_enum(name, labels, schema=self.name, **options)

    def sequence(self, name: str, **options: Any) -> SequenceDeclaration:
        return pg_sequence(name, schema=self.name, **options)

    def view(self, name: str, columns: Iterable[str] = ()) -> ViewDeclaration:
        return pg_view(name, columns, schema=self.name)

    def materialized_view(
        self, name: str, columns: Iterable[str] = (), extras: Any = None
    ) -> MaterializedViewDeclaration:
        return pg_materialized_view(name, columns, extras, schema=self.name)

    def function(self, name: str, arguments: Any = (), **options: Any) -> FunctionDeclaration:
        return pg_function(name, arguments, schema=self.name, **options)

    def procedure(self, name: str, arguments: Any = (), **options: Any) -> FunctionDeclaration:
        return pg_procedure(name, arguments, schema=self.name, **options)

    def aggregate(self, name: str, arguments: Any = (), **options: Any) -> AggregateDeclaration:
        return pg_aggregate(name, arguments, schema=self.name, **options)

    def _objects(self, context: Context) -> tuple[Namespace, ...]:  # noqa: ARG002
        return (Namespace(ref=namespace(self.name), comment=self.comment, renamed=self.renamed, origin=self.origin),)


def pg_schema(name: str, *, comment: str | None = None, renamed_from: str | None = None) -> NamespaceDeclaration:
    """A namespace (CREATE SCHEMA). Raises DeclarationError for public, which is always there, and reserved names."""
    origin = here()
    checked(name, "schema")
    if name == "public":
        raise DeclarationError(f"{origin}: public is always there; leave the schema out instead")
    if name.startswith("pg_") or name == "information_schema":
        raise DeclarationError(f"{origin}: {name} is reserved by PostgreSQL")
    return NamespaceDeclaration(name, remark(comment), optional(renamed_from, "schema"), origin)


def source(item: Namespace, module: Module) -> Any:
    """The call that declares a namespace."""
    return module.call("pg_schema", literal(item.ref.name), comment=said(item.comment))
