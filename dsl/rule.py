"""pg_rule(): an extra of a table, or standing alone with on()."""

from typing import Literal

from attrs import frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.sql import SQL
from mizzle.dsl.trigger import Attached
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr
from mizzle.model.names import checked
from mizzle.model.ref import Ref
from mizzle.model.rule import Rule


@frozen
class RuleDeclaration(Attached):
    """What pg_rule() makes."""

    event: str = ""
    action: SQL | None = None
    condition: SQL | None = None
    instead: bool = False

    def _part(self, table: Ref, context: Context) -> Rule:
        pieces = [
            *(["WHERE (", *self.condition.expr(context).pieces, ") "] if self.condition else []),
            "DO INSTEAD " if self.instead else "DO ",
            *(self.action.body(context).pieces if self.action else ["NOTHING"]),
        ]
        return Rule(
            ref=Ref("rule", table.schema, table.name, self.name),
            table=table,
            event=self.event,
            definition=Expr(tuple(pieces), self.origin),
            enabled=self.state,
            comment=self.text,
            renamed=self.renamed,
            origin=self.origin,
        )


def pg_rule(
    name: str,
    event: Literal["insert", "update", "delete"],
    action: SQL | None = None,
    *,
    instead: bool = False,
    where: SQL | None = None,
) -> RuleDeclaration:
    """A rewrite rule: pg_rule("keep", "delete", instead=True), among the extras of a table or with .on(view).

    action   the statement, or several in parentheses; left out it is NOTHING
    instead  DO INSTEAD
    """
    origin = here()
    if event not in ("insert", "update", "delete"):
        raise DeclarationError(f"{origin}: the event of rule {name} is insert, update or delete, not {event!r}")
    for what in (action, where):
        if what is not None and not isinstance(what, SQL):
            raise DeclarationError(f"{origin}: rule {name} takes sql(...), not {type(what).__name__}")
    return RuleDeclaration(
        checked(name, "rule"), origin=origin, event=event, action=action, condition=where, instead=instead
    )
