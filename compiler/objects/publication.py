from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import columns, name, text, wrapped
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import literal
from mizzle.model.object import changed
from mizzle.model.publication import Publication
from mizzle.model.publication_table import PublicationTable
from mizzle.model.ref import Ref
from mizzle.model.table import Table

OPTIONS = {"publish": "publish", "via_root": "publish_via_partition_root", "generated": "publish_generated_columns"}


class PublicationDDL(DDL):
    model = Publication
    word = "PUBLICATION"
    rebuilds = frozenset({"all_tables"})

    def expendable(self, old: Publication) -> bool:  # noqa: ARG002
        return False  # tables and schemas leave it when they go

    def create(self, new: Publication, world: World) -> Iterator[Statement]:
        tables = [part for part in world.new.parts(new.ref) if isinstance(part, PublicationTable)]
        what = (
            [f"TABLE {', '.join(member(part, world) for part in sorted(tables, key=lambda part: part.ref))}"]
            if tables
            else []
        )
        what += [schemas(new.schemas)] if new.schemas else []
        options = self.options(Publication(ref=new.ref), new)
        yield Statement(
            sql=f"CREATE PUBLICATION {name(new.ref)}"
            + (" FOR ALL TABLES" if new.all_tables else f" FOR {', '.join(what)}" if what else "")
            + (f" WITH ({options})" if options else "")
        )

    def options(self, old: Publication, new: Publication) -> str:
        fields = changed(old, new)
        return ", ".join(
            f"{word} = {_value(getattr(new, field))}" for field, word in OPTIONS.items() if field in fields
        )

    @alters(*OPTIONS)
    def set_options(self, old: Publication, new: Publication, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"ALTER PUBLICATION {name(new.ref)} SET ({self.options(old, new)})")

    @alters("schemas")
    def set_schemas(self, old: Publication, new: Publication, world: World) -> Iterator[Statement]:
        gone = tuple(ref for ref in old.schemas if ref not in new.schemas and ref in world.new)
        fresh = tuple(ref for ref in new.schemas if ref not in old.schemas)
        if gone:
            yield Statement(sql=f"ALTER PUBLICATION {name(new.ref)} DROP {schemas(gone)}")
        if fresh:
            yield Statement(sql=f"ALTER PUBLICATION {name(new.ref)} ADD {schemas(fresh)}")


class PublicationTableDDL(DDL):
    model = PublicationTable
    word = "TABLE"
    inside = "publication"
    rebuilds = frozenset({"columns", "where"})

    def clause(self, new: PublicationTable, world: World) -> str:  # noqa: ARG002
        return ""  # CREATE PUBLICATION tells its tables itself

    def create(self, new: PublicationTable, world: World) -> Iterator[Statement]:
        yield Statement(sql=f"ALTER PUBLICATION {name(new.publication)} ADD TABLE {member(new, world)}")

    def drop(self, old: PublicationTable, world: World) -> Iterator[Statement]:
        yield Statement(sql=f"ALTER PUBLICATION {name(old.publication)} DROP TABLE {alone(old.table, world)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())


def member(item: PublicationTable, world: World) -> str:
    """A table with the columns and rows that are published."""
    return (
        alone(item.table, world)
        + (f" {columns(item.columns)}" if item.columns else "")
        + (f" WHERE {wrapped(text(item.where))}" if item.where else "")
    )


def alone(table: Ref, world: World) -> str:
    """The table without those that inherit from it, which would come and go along."""
    heirs = (user for side in (world.old, world.new) for user in side.users(table) if isinstance(user, Table))
    return f"ONLY {name(table)}" if any(table in user.inherits for user in heirs) else name(table)


def schemas(refs: tuple[Ref, ...]) -> str:
    """FOR TABLES IN SCHEMA."""
    return f"TABLES IN SCHEMA {', '.join(map(name, sorted(refs)))}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return literal(", ".join(value) if isinstance(value, tuple) else str(value))
