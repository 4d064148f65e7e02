from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, options, text
from mizzle.compiler.objects.view import QueryDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.storage import clustering, set_options, unclustered
from mizzle.compiler.world import World
from mizzle.model.errors import UnsupportedChange
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.names import identifier
from mizzle.model.ref import Ref

WORDS = {"storage": "set storage", "compression": "set compression", "statistics": "set statistics target"}


class MaterializedViewDDL(QueryDDL):
    model = MaterializedView
    word = "MATERIALIZED VIEW"
    rebuilds = frozenset({"definition"})

    def create(self, new: Any, world: World) -> Iterator[Statement]:
        yield from super().create(new, world)
        yield from self.set_column_options(evolve(new, column_options=()), new, world)
        old = world.old.get(new.ref)
        again = (
            isinstance(old, MaterializedView) and old.clustered == new.clustered
        )  # its index, made again, tells that
        if not again:
            yield from self.tell_of_index(evolve(new, clustered=None), new, world)

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

    def bereft(
        self, old: MaterializedView, new: MaterializedView, gone: Collection[Ref], world: World
    ) -> MaterializedView:
        found: MaterializedView = unclustered(old, new, gone, world)
        return found

    @alters("clustered")
    def tell_of_index(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if old.clustered != new.clustered:
            yield clustering(f"ALTER MATERIALIZED VIEW {name(new.ref)}", new.clustered)

    @alters("column_options")
    def set_column_options(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:
        """How the values of its columns are kept and counted; none of it touches the rows that are there."""
        for column in sorted({column for column, _, _ in (*old.column_options, *new.column_options)}):
            head, begin = f"ALTER MATERIALIZED VIEW {name(new.ref)}", f"ALTER COLUMN {identifier(column)} "
            had, wanted = _options(column, old), _options(column, new)
            for word, form in WORDS.items():
                if had.get(word) != wanted.get(word):
                    said = wanted.get(word) or _usual(new, column, word, world)
                    yield Statement(head=head, sql=f"{begin}SET {word.upper()} {said}", form=form)
            before, after = (tuple(pair for pair in said.items() if pair[0] not in WORDS) for said in (had, wanted))
            for statement in set_options(head, before, after, "set column options"):
                yield evolve(statement, sql=begin + statement.sql)

    @alters("populated")
    def refresh(self, old: MaterializedView, new: MaterializedView, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"REFRESH MATERIALIZED VIEW {name(new.ref)}" + ("" if new.populated else " WITH NO DATA"),
            form="refresh materialized view" if new.populated else "empty materialized view",
        )


def _options(column: str, view: MaterializedView) -> dict[str, str]:
    return {word: value for name, word, value in view.column_options if name == column}


def _usual(view: MaterializedView, column: str, word: str, world: World) -> str:
    """What is said where nothing is wanted any more."""
    if word == "storage" and world.major < 16:
        raise UnsupportedChange(
            f"column {view.ref}.{column}: that its values are stored as usual again cannot be said before PostgreSQL 16; name the storage"
        )
    return "-1" if word == "statistics" else "DEFAULT"
