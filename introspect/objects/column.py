from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.foreign_data_wrapper import open_options
from mizzle.introspect.objects.sequence import load_counter
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.column import Column, Generated, Identity
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref


class ColumnReader(Reader):
    model = Column
    catalog = "pg_class"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity::text,
                   a.attgenerated::text, a.attcollation,
                   CASE WHEN a.atthasdef THEN pg_get_expr(d.adbin, d.adrelid) END, a.attfdwoptions
            FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid
            LEFT JOIN pg_attrdef d ON a.atthasdef AND d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'm', 'f') AND c.relnamespace = ANY(%s)
            ORDER BY a.attrelid, a.attnum"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        columns, types, collations, comments = names.columns, names.types, names.collations, names.comments
        for table, number, _, type_oid, modifier, not_null, identity, generated, collation, text, options in rows:
            ref = columns.get((table, number))
            if ref is None or names.relations[table].kind != "table":  # the columns of views follow from their queries
                continue
            yield (
                (table, number),
                ref,
                (
                    types[type_oid, modifier],
                    not_null,
                    text,
                    generated,
                    identity and (identity, *names.identities[table, number]),
                    collations.get(collation)
                    if collation and names.type_collations.get(type_oid) != collation
                    else None,
                    comments.get(("pg_class", table, number)),
                    open_options(options) if options else (),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Column:
        type_, not_null, text, generated, identity, collation, comment, options = facts
        return Column(
            ref=ref,
            type=type_,
            not_null=not_null,
            default=Expr.of(text) if text is not None and not generated else None,
            generated=Generated(Expr.of(text), stored=generated == "s") if generated else None,
            identity=Identity(identity[0] == "a", load_counter(identity[2]), identity[1]) if identity else None,
            collation=collation,
            options=options,
            comment=comment,
            position=position,
        )
