from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.object import Pairs
from mizzle.model.ref import Ref
from mizzle.model.view import Query, View


class QueryReader(Reader):
    """Views and materialized views."""

    model: ClassVar[type[Query]]
    catalog = "pg_class"
    facts_of_kind: ClassVar[str] = ""  # further columns of the query, each with a comma before it

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT c.oid, pg_get_viewdef(c.oid),
                   ARRAY(SELECT ARRAY[attname::text, format_type(atttypid, atttypmod)] FROM pg_attribute
                         WHERE attrelid = c.oid AND attnum > 0 ORDER BY attnum),
                   c.reloptions{self.facts_of_kind}
            FROM pg_class c
            WHERE c.relkind = '{self.relkind}' AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, definition, columns, options, *others in rows:
            if oid in names.relations:
                told = ((name, names.comment("pg_class", oid, place + 1)) for place, (name, _) in enumerate(columns))
                yield (
                    oid,
                    names.relations[oid],
                    (
                        definition.strip().removesuffix(";"),
                        tuple((name, type_) for name, type_ in columns),
                        pairs(options),
                        tuple((name, text) for name, text in told if text is not None),
                        names.comment("pg_class", oid),
                        *others,
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Query:
        definition, columns, options, column_comments, comment, *others = facts
        return self.model(
            ref=ref,
            definition=Expr.of(definition),
            columns=columns,
            column_comments=column_comments,
            comment=comment,
            position=position,
            **self.others(ref, others, options),
        )

    def others(self, ref: Ref, facts: list[Any], options: Pairs) -> dict[str, Any]:
        """The options and the further columns by the names of the model's fields."""
        raise NotImplementedError


class ViewReader(QueryReader):
    model = View
    relkind = "v"
    facts_of_kind = """,
                   ARRAY(SELECT ARRAY[attname::text, pg_get_expr(adbin, adrelid)]
                         FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
                         WHERE adrelid = c.oid ORDER BY adnum)"""

    def others(self, ref: Ref, facts: list[Any], options: Pairs) -> dict[str, Any]:  # noqa: ARG002
        return {"options": options, "column_defaults": tuple((name, Expr.of(text)) for name, text in facts[0])}
