from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.objects.index import KEYS, key_facts, key_trees, load_keys
from mizzle.introspect.reader import Facts, Found, Reader, Tree
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref


class ExclusionReader(Reader):
    catalog = "pg_constraint"

    def query(self, version: int) -> str:  # noqa: ARG002
        return f"""
            SELECT k.oid, k.conname, k.condeferrable, k.condeferred, k.coninhcount > 0,
                   ARRAY(SELECT ARRAY[n.nspname::text, o.oprname::text]
                         FROM unnest(k.conexclop) WITH ORDINALITY x (op, place)
                         JOIN pg_operator o ON o.oid = x.op JOIN pg_namespace n ON n.oid = o.oprnamespace
                         ORDER BY place),
                   {KEYS}
            FROM pg_constraint k
            JOIN pg_index i ON i.indexrelid = k.conindid
            JOIN pg_class c ON c.oid = i.indexrelid
            JOIN pg_am m ON m.oid = c.relam
            WHERE k.contype = 'x' AND k.connamespace = ANY(%s)
            ORDER BY k.conrelid, k.conname"""

    def collations(self, rows: Iterable[Row]) -> Iterator[int]:
        return (collation for row in rows for collation in row[11])

    def trees(self, rows: Iterable[Row]) -> Iterator[Tree]:
        return key_trees(rows, 6)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, deferrable, deferred, inherited, operators, table, *key_row in rows:
            where = names.relations.get(table)
            if where is None:
                continue
            keys, *others = key_facts(table, key_row, names)
            yield (
                oid,
                Ref("exclusion", where.schema, where.name, name),
                (
                    tuple((*key, Ref("operator", *operator)) for key, operator in zip(keys, operators, strict=True)),
                    *others,
                    deferrable,
                    deferred,
                    names.comment("pg_constraint", oid),
                    names.parents_of(table) if inherited else (),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Exclusion:
        keys, include, where, options, method, tablespace, deferrable, deferred, comment, inherited = facts
        return Exclusion(
            ref=ref,
            keys=load_keys(keys),
            method=method,
            include=include,
            where=Expr.of(where) if where else None,
            options=options,
            tablespace=tablespace,
            deferrable=deferrable,
            deferred=deferred,
            comment=comment,
            inherited=inherited,
            position=position,
        )
