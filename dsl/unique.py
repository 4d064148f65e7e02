"""unique() as a table extra."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import columns as checked_columns
from mizzle.dsl.given import optional
from mizzle.dsl.place import here
from mizzle.dsl.primary_key import KeyDeclaration, modifiers
from mizzle.dsl.source import Module, attribute, call, chained, literal
from mizzle.model.names import chosen
from mizzle.model.ref import Ref
from mizzle.model.unique import Unique


@frozen
class UniqueDeclaration(KeyDeclaration):
    """What unique() makes."""

    not_distinct: bool = False

    def on(self, *columns: Any) -> "UniqueDeclaration":
        return evolve(self, columns=checked_columns(columns, "unique().on()"))

    def nulls_not_distinct(self) -> "UniqueDeclaration":
        """Treat NULLs as equal (PostgreSQL 15)."""
        return evolve(self, not_distinct=True)

    def _part(self, table: Ref, context: Context) -> Unique:
        facts = self._facts("unique constraint", context)
        name = self.name or unique_name(table.name, [ref.part for ref in facts["columns"]])
        return Unique(ref=Ref("unique", table.schema, table.name, name), nulls_not_distinct=self.not_distinct, **facts)


def unique_name(table: str, columns: Sequence[str]) -> str:
    return chosen("_".join([table, *columns, "unique"]))


def unique(name: str | None = None) -> UniqueDeclaration:
    """A unique constraint: unique("users_name_key").on(table.first, table.last)."""
    return UniqueDeclaration(optional(name, "constraint"), origin=here())


def source(item: Unique, module: Module) -> Any:
    """The extra that declares a unique constraint."""
    usual = item.ref.part == unique_name(item.ref.name, [ref.part for ref in item.columns])
    made = module.call("unique", *([] if usual else [literal(item.ref.part)]))
    on = call("on", *(attribute("t", ref.part) for ref in item.columns))
    return chained(made, [on, call("nulls_not_distinct") if item.nulls_not_distinct else None, *modifiers(item)])
