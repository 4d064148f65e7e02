from collections.abc import Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, options, text
from mizzle.compiler.statement import Statement
from mizzle.compiler.storage import set_options
from mizzle.compiler.world import World
from mizzle.model.names import identifier, literal
from mizzle.model.view import Query, View


class QueryDDL(DDL):
    """Views and materialized views."""

    def create(self, new: Any, world: World) -> Iterator[Statement]:
        yield Statement(sql=self.made(new))
        yield from self.set_column_comments(evolve(new, column_comments=()), new, world)

    def made(self, new: Any) -> str:
        raise NotImplementedError

    @alters("column_comments")
    def set_column_comments(self, old: Query, new: Query, world: World) -> Iterator[Statement]:  # noqa: ARG002
        had, wanted = dict(old.column_comments), dict(new.column_comments)
        for column in sorted({**had, **wanted}):
            if had.get(column) != wanted.get(column):
                comment = literal(wanted[column]) if column in wanted else "NULL"
                yield Statement(
                    sql=f"COMMENT ON COLUMN {name(new.ref)}.{identifier(column)} IS {comment}", form="comment column"
                )


class ViewDDL(QueryDDL):
    model = View
    word = "VIEW"

    def made(self, new: Query, *, replace: bool = False) -> str:
        return (
            f"CREATE {'OR REPLACE ' if replace else ''}VIEW {name(new.ref)}"
            + (f" WITH {options(new.options)}" if new.options else "")
            + f" AS\n{text(new.definition)}"
        )

    def rebuilt(self, old: View, new: View, world: World) -> bool:  # noqa: ARG002
        """OR REPLACE may only add columns behind those that are there (manual, CREATE VIEW)."""
        return old.definition != new.definition and (not old.columns or new.columns[: len(old.columns)] != old.columns)

    def create(self, new: Any, world: World) -> Iterator[Statement]:
        yield from super().create(new, world)
        yield from self.set_column_defaults(evolve(new, column_defaults=()), new, world)

    @alters("definition", "options")
    def replace(self, old: View, new: View, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if old.definition != new.definition:
            yield Statement(sql=self.made(new, replace=True), form="replace view")
        else:
            yield from set_options(f"ALTER VIEW {name(new.ref)}", old.options, new.options, "set view options")

    @alters("column_defaults")
    def set_column_defaults(self, old: View, new: View, world: World) -> Iterator[Statement]:  # noqa: ARG002
        had, wanted = dict(old.column_defaults), dict(new.column_defaults)
        for column in sorted({**had, **wanted}):
            if had.get(column) != wanted.get(column):
                word = f"SET DEFAULT {text(wanted[column])}" if column in wanted else "DROP DEFAULT"
                yield Statement(
                    sql=f"ALTER VIEW {name(new.ref)} ALTER COLUMN {identifier(column)} {word}", form="view default"
                )
