"""pg_rule(): an extra of a table, or standing alone with on()."""

import re
from typing import Any, Literal

from attrs import frozen

from mizzle.dsl.context import Context
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, block, chained, expression, flag, literal
from mizzle.dsl.sql import SQL
from mizzle.dsl.trigger import Attached, attached
from mizzle.model.errors import DeclarationError
from mizzle.model.expr import Expr
from mizzle.model.names import checked
from mizzle.model.ref import Ref
from mizzle.model.rule import Rule

_BRACKETS = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]""")


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


def source(item: Rule, module: Module) -> Any:
    """The extra that declares a rule, taken apart as a catalog prints it: WHERE (…) DO INSTEAD …."""
    text = expression(item.definition).strip()
    condition: str | None = None
    if text.startswith("WHERE "):
        end = _closed(text, text.index("("))
        condition, text = text[text.index("(") + 1 : end - 1], text[end:].strip()
    text = text.removeprefix("DO").strip()
    instead = text.startswith("INSTEAD")
    action = text.removeprefix("INSTEAD").strip()
    made = module.call(
        "pg_rule",
        literal(item.ref.own),
        literal(item.event),
        *([] if action == "NOTHING" else [module.call("sql", block(module.qualified(action)))]),
        instead=flag(instead),
        where=module.call("sql", block(module.qualified(condition))) if condition is not None else None,
    )
    return chained(made, attached(item.enabled, item.comment))


def _closed(text: str, start: int) -> int:
    """The place behind the parenthesis that closes the one at `start`."""
    depth = 0
    for match in _BRACKETS.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    raise ValueError(text)
