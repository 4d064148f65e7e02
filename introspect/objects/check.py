from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.check import Check
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref


class CheckReader(Reader):
    model = Check
    catalog = "pg_constraint"

    def query(self, version: int) -> str:
        enforced = "conenforced" if version >= 180000 else "true"
        return f"""
            SELECT oid, conrelid, conname, pg_get_expr(conbin, conrelid), connoinherit, convalidated, {enforced},
                   coninhcount > 0 AND NOT conislocal
            FROM pg_constraint
            WHERE contype = 'c' AND conrelid <> 0 AND connamespace = ANY(%s)
            ORDER BY conrelid, conname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, table, name, *facts, inherited in rows:
            where = names.relations.get(table)
            if where is not None:
                yield (
                    oid,
                    Ref("check", where.schema, where.name, name),
                    (*facts, names.comment("pg_constraint", oid), names.parents_of(table) if inherited else ()),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Check:
        text, no_inherit, validated, enforced, comment, inherited = facts
        return Check(
            ref=ref,
            expr=Expr.of(text),
            no_inherit=no_inherit,
            validated=validated,
            enforced=enforced,
            comment=comment,
            inherited=inherited,
            position=position,
        )
