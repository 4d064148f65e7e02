from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.ref import Ref

ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}


class ForeignKeyReader(Reader):
    model = ForeignKey
    catalog = "pg_constraint"

    def query(self, version: int) -> str:
        set_columns = "confdelsetcols" if version >= 150000 else "NULL::int2[]"
        enforced = "conenforced" if version >= 180000 else "true"
        return f"""
            SELECT oid, conrelid, conname, conkey, confrelid, confkey, confupdtype::text, confdeltype::text, {set_columns},
                   confmatchtype = 'f', condeferrable, condeferred, convalidated, {enforced}
            FROM pg_constraint
            WHERE contype = 'f' AND conparentid = 0 AND connamespace = ANY(%s)
            ORDER BY conrelid, conname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        columns = names.columns
        for oid, table, name, keys, target, target_keys, on_update, on_delete, set_columns, *flags in rows:
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
                ),
            )

    def load(self, ref: Ref, facts: Facts, position: int) -> ForeignKey:
        columns, references, on_update, on_delete, set_columns, full, deferrable, deferred, valid, enforced, comment = (
            facts
        )
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
            comment=comment,
            position=position,
        )
