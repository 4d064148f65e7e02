from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.object import Object
from mizzle.model.ref import Ref

ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


class ForeignKeyReader(Reader):
    catalog = "pg_constraint"

    def query(self, version: int) -> str:
        set_columns = "k.confdelsetcols" if version >= 150000 else "NULL::int2[]"
        period = "k.conperiod" if version >= 180000 else "false"
        enforced = "k.conenforced" if version >= 180000 else "true"
        # A key that references a partitioned table has a copy for each of its partitions: no object of its own.
        return f"""
            SELECT k.oid, p.oid IS NOT NULL, k.conrelid, k.conname, k.conkey, k.confrelid, k.confkey, k.confupdtype::text,
                   k.confdeltype::text, {set_columns}, k.confmatchtype = 'f', k.condeferrable, k.condeferred,
                   k.convalidated, {enforced}, {period}
            FROM pg_constraint k
            LEFT JOIN pg_constraint p ON p.oid = k.conparentid
            WHERE k.contype = 'f' AND k.connamespace = ANY(%s) AND (p.oid IS NULL OR p.conrelid <> k.conrelid)
            ORDER BY k.conrelid, k.conname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        columns = names.columns
        for oid, inherited, table, name, keys, target, target_keys, on_update, on_delete, set_columns, *flags in rows:
            where = names.relations.get(table)
            if where is None:
                continue
            if target not in names.relations:
                names.count("foreign keys to such tables")
                continue
            yield (
                oid,
                Ref("foreign_key", where.schema, where.name, name),
                (
                    tuple([columns[table, number] for number in keys]),
                    tuple([columns[target, number] for number in target_keys]),
                    ACTIONS[on_update],
                    ACTIONS[on_delete],
                    tuple([columns[table, number] for number in set_columns or ()]),
                    *flags,
                    names.comment("pg_constraint", oid),
                    names.parents_of(table) if inherited else (),
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.foreign_key import ForeignKey

        columns, references, on_update, on_delete, set_columns, full, *flags, comment, inherited = facts
        deferrable, deferred, valid, enforced, period = flags
        return ForeignKey(
            ref=ref,
            columns=columns,
            references=references,
            on_update=on_update,
            on_delete=on_delete,
            set_columns=set_columns,
            match_full=full,
            deferrable=deferrable,
            deferred=deferred,
            validated=valid,
            enforced=enforced,
            period=period,
            comment=comment,
            inherited=inherited,
            position=position,
        )
