"""pg_statistics(): extended statistics of a table."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, field, frozen

from mizzle.dsl.column import Column
from mizzle.dsl.context import Context
from mizzle.dsl.given import checked
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, attribute, call, chained, listed, literal
from mizzle.dsl.sql import SQL
from mizzle.dsl.types.make import one_of, within
from mizzle.model.errors import DeclarationError
from mizzle.model.place import Place
from mizzle.model.ref import Ref
from mizzle.model.statistics import KINDS, Statistics


@frozen
class StatisticsDeclaration:
    """What pg_statistics() makes."""

    name: str
    kinds: tuple[str, ...] = KINDS
    target: int | None = None
    namespace: str | None = None
    text: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)
    over: tuple[Any, ...] = ()

    def on(self, *items: Any) -> "StatisticsDeclaration":
        """The columns and expressions: two or more, or one expression."""
        for item in items:
            if not isinstance(item, (Column, SQL)):
                raise DeclarationError(f"{self.origin}: statistics are on columns and sql(...), not on {item!r}")
        if len(items) < 2 and not any(isinstance(item, SQL) for item in items):
            raise DeclarationError(f"{self.origin}: statistics {self.name} need two columns or one expression")
        return evolve(self, over=items)

    def _part(self, table: Ref, context: Context) -> Statistics:
        if not self.over:
            raise DeclarationError(f"{self.origin}: statistics {self.name} of {table} have no .on(...)")
        alone = len(self.over) == 1
        return Statistics(
            ref=Ref("statistics", self.namespace or table.schema, self.name),
            table=table,
            columns=tuple(item._ref(context) for item in self.over if isinstance(item, Column)),
            expressions=tuple(item.expr(context) for item in self.over if isinstance(item, SQL)),
            kinds=() if alone else self.kinds,
            target=self.target,
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def pg_statistics(
    name: str,
    *,
    kinds: Sequence[str] = KINDS,
    target: int | None = None,
    schema: str | None = None,
    comment: str | None = None,
    renamed_from: str | None = None,
) -> StatisticsDeclaration:
    """Extended statistics, an extra of a table: pg_statistics("by_place", kinds=["mcv"]).on(table.city, table.zip).

    kinds   of "ndistinct", "dependencies" and "mcv"; all where nothing is said
    target  the statistics target, from 0 to 10,000

    Raises DeclarationError for kinds and targets that PostgreSQL would refuse.
    """
    origin = here()
    for kind in kinds:
        one_of(f"a kind of statistics {name}", kind, KINDS)
    if not kinds:
        raise DeclarationError(f"{origin}: statistics {name} need a kind: {', '.join(KINDS)}")
    if target is not None:
        within(f"target of statistics {name}", target, 0, 10_000)
    return StatisticsDeclaration(
        checked(name, "statistics object"),
        tuple(kind for kind in KINDS if kind in kinds),
        target,
        schema,
        comment,
        renamed_from and checked(renamed_from, "statistics object"),
        origin,
    )


def source(item: Statistics, module: Module) -> Any:
    """The extra that declares extended statistics."""
    keys = [attribute("t", ref.part) for ref in item.columns] + [module.sql(expr) for expr in item.expressions]
    some = item.kinds and set(item.kinds) != set(KINDS)
    made = module.call(
        "pg_statistics",
        literal(item.ref.name),
        kinds=listed(map(literal, item.kinds)) if some else None,
        target=None if item.target is None else str(item.target),
        schema=None if item.ref.schema == item.table.schema else literal(item.ref.schema),
        comment=None if item.comment is None else literal(item.comment),
    )
    return chained(made, [call("on", *keys)])
