"""primary_key() as a table extra, and what it shares with unique()."""

from collections.abc import Mapping, Sequence
from typing import Any, Self, TypeVar

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, optional, remark, switch
from mizzle.dsl.given import columns as checked_columns
from mizzle.dsl.index import parameters
from mizzle.dsl.place import here
from mizzle.dsl.source import Group, Module, attribute, call, chained, flag, listed, literal
from mizzle.dsl.source import parameters as pairs
from mizzle.model.errors import DeclarationError
from mizzle.model.names import chosen
from mizzle.model.place import Place
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref

K = TypeVar("K", bound="KeyDeclaration")


@frozen
class KeyDeclaration:
    """What primary_key() and unique() have in common."""

    name: str | None
    columns: tuple[Any, ...] = ()
    included: tuple[Any, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    is_deferrable: bool = False
    is_deferred: bool = False
    overlap: bool = True
    text: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)
    place: str | None = field(default=None, kw_only=True)

    def include(self, *included: Any) -> Self:
        """Carry further columns in the index behind the constraint (INCLUDE)."""
        return evolve(self, included=checked_columns(included, "include()"))

    def with_(self, options: Mapping[str, Any]) -> Self:
        """Storage parameters of the index behind the constraint."""
        return evolve(self, options=parameters(options))

    def tablespace(self, name: str) -> Self:
        """Where the index behind the constraint lies."""
        return evolve(self, place=checked(name, "tablespace"))

    def deferrable(self, *, initially_deferred: bool = False) -> Self:
        return evolve(self, is_deferrable=True, is_deferred=switch(initially_deferred, "initially_deferred"))

    def without_overlaps(self) -> Self:
        """No two rows of the same other columns have ranges in the last one that overlap (PostgreSQL 18)."""
        return evolve(self, overlap=False)

    def comment(self, text: str) -> Self:
        return evolve(self, text=remark(text))

    def renamed_from(self, old: str) -> Self:
        return evolve(self, renamed=checked(old, "constraint"))

    def _facts(self, what: str, context: Context) -> dict[str, Any]:
        if not self.columns:
            raise DeclarationError(f"{self.origin}: {what} {self.name or ''} has no columns")
        return {
            "columns": tuple(column._ref(context) for column in self.columns),
            "include": tuple(column._ref(context) for column in self.included),
            "options": self.options,
            "tablespace": self.place,
            "deferrable": self.is_deferrable,
            "deferred": self.is_deferred,
            "without_overlaps": not self.overlap,
            "comment": self.text,
            "chosen": self.name is None,
            "renamed": self.renamed,
            "origin": self.origin,
        }


@frozen
class PrimaryKeyDeclaration(KeyDeclaration):
    """What primary_key() makes."""

    def _part(self, table: Ref, context: Context) -> PrimaryKey:
        facts = self._facts("primary key", context)
        name = self.name or primary_key_name(table.name, [ref.part for ref in facts["columns"]])
        return PrimaryKey(ref=Ref("primary_key", table.schema, table.name, name), **facts)


def primary_key_name(table: str, columns: Sequence[str]) -> str:
    """PostgreSQL's own name for a single column, Drizzle's for several."""
    return chosen(f"{table}_pkey" if len(columns) == 1 else "_".join([table, *columns, "pk"]))


def primary_key(*, columns: Sequence[Any], name: str | None = None) -> PrimaryKeyDeclaration:
    """A primary key of several columns: primary_key(columns=[table.user_id, table.role_id])."""
    return PrimaryKeyDeclaration(optional(name, "constraint"), checked_columns(columns, "primary_key()"), origin=here())


def source(item: PrimaryKey, module: Module) -> Any:
    """The extra that declares a primary key."""
    columns = listed(attribute("t", ref.part) for ref in item.columns)
    usual = item.ref.part == primary_key_name(item.ref.name, [ref.part for ref in item.columns])
    made = module.call("primary_key", columns=columns, name=None if usual else literal(item.ref.part))
    return chained(made, modifiers(item))


def modifiers(item: Key) -> list[Group | None]:
    """What primary keys and unique constraints say behind their columns."""
    return [
        call("include", *(attribute("t", ref.part) for ref in item.include)) if item.include else None,
        call("with_", options) if (options := pairs(item.options)) else None,
        call("tablespace", literal(item.tablespace)) if item.tablespace else None,
        call("without_overlaps") if item.without_overlaps else None,
        call("deferrable", initially_deferred=flag(item.deferred)) if item.deferrable else None,
        call("comment", literal(item.comment)) if item.comment is not None else None,
    ]
