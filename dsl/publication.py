"""pg_publication()."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, attribute, flag, listed, literal, said
from mizzle.dsl.sql import SQL
from mizzle.dsl.table import Table, table_of
from mizzle.model.errors import DeclarationError
from mizzle.model.names import checked
from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.place import Place
from mizzle.model.publication import CHANGES, Publication, publication
from mizzle.model.publication_table import PublicationTable, publication_table


@frozen
class Published:
    """A table of a publication, with the columns and rows that are published."""

    table: Table
    columns: tuple[Any, ...] = ()
    where: SQL | None = None


@frozen
class PublicationDeclaration:
    """What pg_publication() makes."""

    model: Publication
    tables: tuple[Published, ...]
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> Iterator[Object]:
        yield self.model
        for item in self.tables:
            table = item.table._ref(context)
            yield PublicationTable(
                ref=publication_table(self.model.ref, table),
                table=table,
                publication=self.model.ref,
                columns=tuple(column._ref(context) for column in item.columns),
                where=item.where.expr(context) if item.where else None,
                origin=self.origin,
            )


def published(table: Table, *columns: Any, where: SQL | None = None) -> Published:
    """A table of a publication: all of it, or some columns, or the rows for which `where` holds (15 and newer)."""
    origin = here()
    table = table_of(table)
    if not isinstance(table, Table):
        raise DeclarationError(f"{origin}: published() takes a table, not {table!r}")
    if where is not None and not isinstance(where, SQL):
        raise DeclarationError(f"{origin}: where is sql(...), not {type(where).__name__}")
    found = tuple(table[column] if isinstance(column, str) else column for column in columns)
    return Published(table, found, where)


def pg_publication(
    name: str,
    *tables: Table | Published,
    all_tables: bool = False,
    schemas: Iterable[str] = (),
    publish: Iterable[str] = CHANGES,
    via_partition_root: bool = False,
    generated_columns: str = "none",
    comment: str | None = None,
    renamed_from: str | None = None,
) -> PublicationDeclaration:
    """A publication for logical replication.

    tables             tables, or published(table, columns, where=…)
    all_tables         FOR ALL TABLES, and no others beside
    schemas            FOR TABLES IN SCHEMA (15 and newer)
    publish            which of insert, update, delete and truncate
    generated_columns  "none" or "stored" (18 and newer)

    Raises DeclarationError for tables beside all_tables, and for words that are none of these.
    """
    origin = here()
    changes = tuple(word for word in CHANGES if word in (publish := tuple(publish)))
    if isinstance(publish, Mapping) or set(publish) != set(changes):
        raise DeclarationError(f"{origin}: publication {name} publishes some of {', '.join(CHANGES)}, not {publish!r}")
    if generated_columns not in ("none", "stored"):
        raise DeclarationError(f"{origin}: generated_columns of publication {name} is none or stored")
    spaces = tuple(namespace(checked(schema, "schema")) for schema in schemas)
    if all_tables and (tables or spaces):
        raise DeclarationError(f"{origin}: publication {name} is for all tables: leave the others out")
    tables = tuple(map(table_of, tables))
    for table in tables:
        if not isinstance(table, (Table, Published)):
            raise DeclarationError(f"{origin}: publication {name} is of tables, not of {table!r}")
    made = Publication(
        ref=publication(checked(name, "publication")),
        all_tables=all_tables,
        schemas=spaces,
        publish=changes,
        via_root=via_partition_root,
        generated=generated_columns,
        comment=comment,
        renamed=renamed_from,
        origin=origin,
    )
    return PublicationDeclaration(
        made, tuple(item if isinstance(item, Published) else Published(item) for item in tables), origin
    )


def source(item: Publication, module: Module) -> Any:
    """The call that declares a publication, with its tables."""
    parts = [part for part in module.schema.parts(item.ref) if isinstance(part, PublicationTable)]
    return module.call(
        "pg_publication",
        literal(item.ref.name),
        *(made for part in sorted(parts, key=lambda part: part.ref) if (made := _member(part, module))),
        all_tables=flag(item.all_tables),
        schemas=listed(literal(ref.name) for ref in sorted(item.schemas)) if item.schemas else None,
        publish=None if item.publish == CHANGES else listed(map(literal, item.publish)),
        via_partition_root=flag(item.via_root),
        generated_columns=None if item.generated == "none" else literal(item.generated),
        comment=said(item.comment),
    )


def _member(item: PublicationTable, module: Module) -> Any:
    table = module.variable(item.table)
    if table is None:
        module.lacks(item, "the table is not among these")
        return None
    if not item.columns and item.where is None:
        return table
    return module.call(
        "published",
        table,
        *(attribute(table, ref.part) for ref in sorted(item.columns)),
        where=module.sql(item.where) if item.where else None,
    )
