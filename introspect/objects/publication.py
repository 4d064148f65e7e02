from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.namespace import namespace
from mizzle.model.publication import CHANGES, Publication, publication
from mizzle.model.publication_table import PublicationTable, publication_table
from mizzle.model.ref import Ref


class PublicationReader(Reader):
    model = Publication
    catalog = "pg_publication"

    def query(self, version: int) -> str:
        spaces = "ARRAY(SELECT pnnspid FROM pg_publication_namespace WHERE pnpubid = p.oid)"
        return f"""
            SELECT p.oid, pubname::text, puballtables, {spaces if version >= 150000 else "ARRAY[]::oid[]"},
                   pubviaroot, {"pubgencols = 's'" if version >= 180000 else "false"},
                   pubinsert, pubupdate, pubdelete, pubtruncate
            FROM pg_publication p WHERE %s::oid[] IS NOT NULL ORDER BY pubname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, all_tables, spaces, via_root, generated, *published in rows:
            if ("pg_publication", oid) not in names.members:
                yield (
                    oid,
                    publication(name),
                    (
                        all_tables,
                        tuple(sorted(names.namespaces[space] for space in spaces if space in names.namespaces)),
                        tuple(word for word, done in zip(CHANGES, published, strict=True) if done),
                        via_root,
                        "stored" if generated else "none",
                        names.comment("pg_publication", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Publication:
        all_tables, schemas, publish, via_root, generated, comment = facts
        return Publication(
            ref=ref,
            all_tables=all_tables,
            schemas=tuple(map(namespace, schemas)),
            publish=publish,
            via_root=via_root,
            generated=generated,
            comment=comment,
            position=position,
        )


class PublicationTableReader(Reader):
    model = PublicationTable
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
