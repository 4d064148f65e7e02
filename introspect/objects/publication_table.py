from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.publication import publication
from mizzle.model.publication_table import PublicationTable, publication_table
from mizzle.model.ref import Ref


class PublicationTableReader(Reader):
    catalog = "pg_publication_rel"

    def query(self, version: int) -> str:
        details = "prattrs::int2[], pg_get_expr(prqual, prrelid)" if version >= 150000 else "NULL::int2[], NULL"
        return f"""
            SELECT r.oid, prrelid, pubname::text, {details}
            FROM pg_publication_rel r JOIN pg_publication p ON p.oid = prpubid JOIN pg_class c ON c.oid = prrelid
            WHERE c.relnamespace = ANY(%s) ORDER BY pubname, prrelid"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, relation, name, numbers, where in rows:
            table = names.relations.get(relation)
            if table is not None:
                columns = tuple(names.columns[relation, number] for number in numbers or ())
                yield oid, publication_table(publication(name), table), (table, name, columns, where)

    def load(self, ref: Ref, facts: Facts, position: int) -> PublicationTable:
        table, name, columns, where = facts
        return PublicationTable(
            ref=ref,
            table=table,
            publication=publication(name),
            columns=columns,
            where=Expr.of(where) if where is not None else None,
            position=position,
        )
