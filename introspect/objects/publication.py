from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.namespace import namespace
from mizzle.model.publication import CHANGES, Publication, publication
from mizzle.model.ref import Ref


class PublicationReader(Reader):
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
