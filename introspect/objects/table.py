from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.ref import Ref
from mizzle.model.table import PartitionOf, Table

# An identity by an index that has been dropped counts as none (manual, ALTER TABLE).
REPLICA = {"d": "default", "f": "full", "n": "nothing", "i": "nothing"}


class TableReader(Reader):
    model = Table
    catalog = "pg_class"
    relkind = "rp"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT c.oid, c.relpersistence::text, c.reloptions, t.reloptions,
                   CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
                   CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
                   CASE WHEN c.relkind = 'r' THEN a.amname::text ELSE 'heap' END, s.spcname::text, c.relreplident::text,
                   (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE c.relreplident = 'i' AND i.indrelid = c.oid AND i.indisreplident),
                   CASE WHEN c.relhasindex THEN
                       (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                        WHERE i.indrelid = c.oid AND i.indisclustered) END
            FROM pg_class c
            LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN pg_am a ON a.oid = c.relam
            LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, persistence, options, toast, key, bound, method, tablespace, *marks in rows:
            if oid in names.relations:
                parents = names.parents_of(oid)
                yield (
                    oid,
                    names.relations[oid],
                    (
                        persistence == "u",
                        pairs(options) + pairs(toast, "toast."),
                        key,
                        bound,
                        parents,
                        method,
                        tablespace,
                        *marks,
                        names.comment("pg_class", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Table:
        unlogged, options, key, bound, parents, method, tablespace, replica, replica_index, clustered, comment = facts
        return Table(
            ref=ref,
            unlogged=unlogged,
            options=options,
            partition_by=Expr.of(key) if key else None,
            partition_of=PartitionOf(parents[0], Expr.of(bound)) if bound else None,
            inherits=() if bound else parents,
            method=method,
            tablespace=tablespace,
            replica="index" if replica_index else REPLICA[replica],
            identified=Ref("relation", ref.schema, replica_index) if replica_index else None,
            clustered=Ref("relation", ref.schema, clustered) if clustered else None,
            comment=comment,
            position=position,
        )
