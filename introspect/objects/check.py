from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader, Tree
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref


class CheckReader(Reader):
    catalog = "pg_constraint"

    def query(self, version: int) -> str:
        enforced = "conenforced" if version >= 180000 else "true"
        return f"""
            SELECT oid, conrelid, conname, conbin::text, connoinherit, convalidated, {enforced},
                   conislocal, coninhcount > 0
            FROM pg_constraint
            WHERE contype = 'c' AND conrelid <> 0 AND connamespace = ANY(%s)
            ORDER BY conrelid, conname"""

    def trees(self, rows: Iterable[Row]) -> Iterator[Tree]:
        return (("pg_constraint", row[0], row[1], row[3]) for row in rows)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        rows = list(rows)
        there = {(table, name) for _, table, name, *_ in rows}
        for oid, table, name, _, *facts, inherited in rows:
            where = names.relations.get(table)
            if where is not None:
                yield (
                    oid,
                    Ref("check", where.schema, where.name, name),
                    (
                        names.texts["pg_constraint", oid],
                        *facts,
                        names.comment("pg_constraint", oid),
                        tuple(
                            Ref("check", *names.relations[parent][1:3], name)
                            for parent in names.parents.get(table, ())
                            if (parent, name) in there
                        )
                        if inherited
                        else (),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.check import Check

        text, no_inherit, validated, enforced, local, comment, inherited = facts
        return Check(
            ref=ref,
            expr=Expr.of(text),
            no_inherit=no_inherit,
            validated=validated,
            enforced=enforced,
            comment=comment,
            inherited=inherited,
            local=local and bool(inherited),
            position=position,
        )
