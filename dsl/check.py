"""check()."""

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.given import checked, remark
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, call, chained, literal
from mizzle.dsl.sql import SQL, fragment
from mizzle.model.check import Check
from mizzle.model.place import Place
from mizzle.model.ref import Ref

if TYPE_CHECKING:
    from mizzle.dsl.query.expression import Operators


@frozen
class CheckDeclaration:
    """What check() makes."""

    name: str
    condition: SQL
    inherited: bool = True
    validated: bool = True
    enforced: bool = True
    text: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def no_inherit(self) -> "CheckDeclaration":
        return evolve(self, inherited=False)

    def not_valid(self) -> "CheckDeclaration":
        """Check only rows written from now on (NOT VALID)."""
        return evolve(self, validated=False)

    def not_enforced(self) -> "CheckDeclaration":
        """NOT ENFORCED (PostgreSQL 18)."""
        return evolve(self, enforced=False, validated=False)

    def comment(self, text: str) -> "CheckDeclaration":
        return evolve(self, text=remark(text))

    def renamed_from(self, old: str) -> "CheckDeclaration":
        return evolve(self, renamed=checked(old, "constraint"))

    def _part(self, table: Ref, context: Context) -> Check:
        return Check(
            ref=Ref("check", table.schema, table.name, self.name),
            expr=self.condition.expr(context),
            no_inherit=not self.inherited,
            validated=self.validated,
            enforced=self.enforced,
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def check(name: str, condition: "SQL | Operators") -> CheckDeclaration:
    """A check constraint: check("price_is_positive", sql("{} > 0", table.price))."""
    origin = here()
    return CheckDeclaration(checked(name, "constraint"), fragment(condition, "check()"), origin=origin)


def source(item: Check, module: Module) -> Any:
    """The extra that declares a check."""
    return chained(
        module.call("check", literal(item.ref.part), module.sql(item.expr)),
        [
            call("no_inherit") if item.no_inherit else None,
            call("not_enforced") if not item.enforced else call("not_valid") if not item.validated else None,
            call("comment", literal(item.comment)) if item.comment is not None else None,
        ],
    )
