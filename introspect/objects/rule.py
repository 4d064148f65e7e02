from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.rule import EVENTS, Rule
from mizzle.model.trigger import ENABLED


class RuleReader(Reader):
    catalog = "pg_rewrite"

    def query(self, version: int) -> str:  # noqa: ARG002
        # pg_get_ruledef() begins with the name, the event and the table, each as it is quoted here.
        return """
            SELECT r.oid, r.ev_class, r.rulename, r.ev_type::text,
                   substr(pg_get_ruledef(r.oid), 1 + length(format(
                       E'CREATE RULE %%I AS\n    ON %%s TO %%I.%%I', r.rulename,
                       CASE r.ev_type WHEN '1' THEN 'SELECT' WHEN '2' THEN 'UPDATE' WHEN '3' THEN 'INSERT' ELSE 'DELETE' END,
                       n.nspname, c.relname))),
                   r.ev_enabled::text
            FROM pg_rewrite r
            JOIN pg_class c ON c.oid = r.ev_class
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.rulename <> '_RETURN' AND c.relnamespace = ANY(%s)
            ORDER BY r.ev_class, r.rulename"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, table, name, event, definition, enabled in rows:
            where = names.relations.get(table)
            if where is not None and ("pg_rewrite", oid) not in names.members:
                yield (
                    oid,
                    Ref("rule", where.schema, where.name, name),
                    (
                        where,
                        event,
                        definition.strip().removesuffix(";"),
                        enabled,
                        names.comment("pg_rewrite", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Rule:
        table, event, definition, enabled, comment = facts
        return Rule(
            ref=ref,
            table=table,
            event=EVENTS[event],
            definition=Expr.of(definition),
            enabled=ENABLED[enabled],
            comment=comment,
            position=position,
        )
