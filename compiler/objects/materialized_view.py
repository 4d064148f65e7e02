from collections.abc import Iterator
from typing import Any

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, options, text
from mizzle.compiler.objects.table import set_options
from mizzle.compiler.objects.view import QueryDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.names import identifier


class MaterializedViewDDL(QueryDDL):
    model = MaterializedView
    word = "MATERIALIZED VIEW"
    rebuilds = frozenset({"definition"})

    def made(self, new: Any) -> str:
        return (
            f"CREATE MATERIALIZED VIEW {name(new.ref)}"
            + (f" USING {identifier(new.method)}" if new.method != "heap" else "")
            + (f" WITH {options(new.options)}" if new.options else "")
            + (f" TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
            + f" AS\n{text(new.definition)}"
            + ("" if new.populated else "\nWITH NO DATA")
        )

    @alters("options")
    def set_options(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from set_options(
            f"ALTER MATERIALIZED VIEW {name(new.ref)}", old.options, new.options, "set table options"
        )

    @alters("method")
    def set_method(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"ALTER MATERIALIZED VIEW {name(new.ref)} SET ACCESS METHOD {identifier(new.method)}",
            form="set view access method",
        )

    @alters("tablespace")
    def set_tablespace(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        place = identifier(new.tablespace or "pg_default")
        yield Statement(
            sql=f"ALTER MATERIALIZED VIEW {name(new.ref)} SET TABLESPACE {place}", form="set view tablespace"
        )

    @alters("populated")
    def refresh(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"REFRESH MATERIALIZED VIEW {name(new.ref)}" + ("" if new.populated else " WITH NO DATA"),
            form="refresh materialized view" if new.populated else "empty materialized view",
        )
