"""exclude(): exclusion constraints."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, columns, remark, switch, word
from mizzle.dsl.index import IndexColumn, key_of, key_source, parameters
from mizzle.dsl.place import here
from mizzle.dsl.source import Group, Module, attribute, call, chained, flag, literal
from mizzle.dsl.source import parameters as pairs
from mizzle.dsl.sql import SQL, fragment
from mizzle.model.errors import DeclarationError
from mizzle.model.exclusion import Exclusion
from mizzle.model.place import Place
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.dsl.query.expression import Operators


@frozen
class ExclusionDeclaration:
    """What exclude() makes."""

    name: str
    origin: Place | None = field(default=None, eq=False, repr=False)
    method: str = "gist"
    keys: tuple[tuple[IndexColumn, str], ...] = ()
    condition: SQL | None = None
    included: tuple[Any, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    is_deferrable: bool = False
    is_deferred: bool = False
    text: str | None = None
    renamed: str | None = None
    place: str | None = None

    def using(self, method: str) -> "ExclusionDeclaration":
        return evolve(self, method=word(method, "using() takes the name of an access method").lower())

    def on(self, *elements: tuple[Any, str]) -> "ExclusionDeclaration":
        """Pairs of a column or expression and an operator: .on((table.room, "="), (table.during, "&&"))."""
        for element in elements:
            if not isinstance(element, tuple) or len(element) != 2 or not isinstance(element[1], str):
                raise DeclarationError(f'{self.origin}: exclude().on() takes pairs such as (table.during, "&&")')
        return evolve(self, keys=tuple((key_of(key, self.origin), operator) for key, operator in elements))

    def where(self, condition: "SQL | Operators") -> "ExclusionDeclaration":
        return evolve(self, condition=fragment(condition, "where()"))

    def include(self, *included: Any) -> "ExclusionDeclaration":
        return evolve(self, included=columns(included, "include()"))

    def with_(self, options: Mapping[str, Any]) -> "ExclusionDeclaration":
        return evolve(self, options=parameters(options))

    def tablespace(self, name: str) -> "ExclusionDeclaration":
        return evolve(self, place=checked(name, "tablespace"))

    def deferrable(self, *, initially_deferred: bool = False) -> "ExclusionDeclaration":
        return evolve(self, is_deferrable=True, is_deferred=switch(initially_deferred, "initially_deferred"))

    def comment(self, text: str) -> "ExclusionDeclaration":
        return evolve(self, text=remark(text))

    def renamed_from(self, old: str) -> "ExclusionDeclaration":
        return evolve(self, renamed=checked(old, "constraint"))

    def _part(self, table: Ref, context: Context) -> Exclusion:
        if not self.keys:
            raise DeclarationError(f"{self.origin}: exclude {self.name} of {table} has no .on(...)")
        return Exclusion(
            ref=Ref("exclusion", table.schema, table.name, self.name),
            keys=tuple(key.key(context, operator) for key, operator in self.keys),
            method=self.method,
            include=tuple(column._ref(context) for column in self.included),
            where=self.condition.expr(context) if self.condition else None,
            options=self.options,
            tablespace=self.place,
            deferrable=self.is_deferrable,
            deferred=self.is_deferred,
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def exclude(name: str) -> ExclusionDeclaration:
    """An exclusion constraint: exclude("no_overlap").using("gist").on((table.during, "&&"))."""
    return ExclusionDeclaration(checked(name, "constraint"), here())


def source(item: Exclusion, module: Module) -> Any:
    """The extra that declares an exclusion constraint."""
    keys = [
        Group("(", (("", key_source(key, module)), ("", literal(_operator(key.operator)))), ")") for key in item.keys
    ]
    return chained(
        module.call("exclude", literal(item.ref.part)),
        [
            call("using", literal(item.method)) if item.method != "gist" else None,
            call("on", *keys),
            call("include", *(attribute("t", ref.part) for ref in item.include)) if item.include else None,
            call("where", module.sql(item.where)) if item.where else None,
            call("with_", options) if (options := pairs(item.options)) else None,
            call("tablespace", literal(item.tablespace)) if item.tablespace else None,
            call("deferrable", initially_deferred=flag(item.deferred)) if item.deferrable else None,
            call("comment", literal(item.comment)) if item.comment is not None else None,
        ],
    )


def _operator(ref: Ref | None) -> str:
    return "" if ref is None else ref.name if ref.schema == "pg_catalog" else f"{ref.schema}.{ref.name}"
