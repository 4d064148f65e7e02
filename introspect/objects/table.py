from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row, open_options, pairs
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref

# An identity by an index that has been dropped counts as none (manual, ALTER TABLE).
REPLICA = {"d": "default", "f": "full", "n": "nothing", "i": "nothing"}


class TableReader(Reader):
    catalog = "pg_class"
    relkind = "rpf"

    def query(self, version: int) -> str:  # noqa: ARG002
        return """
            SELECT c.oid, c.relpersistence::text, c.reloptions, t.reloptions,
                   CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
                   CASE WHEN c.relispartition THEN pg_get_expr(c.relpartbound, c.oid) END,
                   c.relispartition AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = c.oid AND inhdetachpending),
                   CASE WHEN c.relkind = 'r' THEN a.amname::text ELSE 'heap' END, s.spcname::text,
                   CASE WHEN c.relkind = 'f' THEN 'd' ELSE c.relreplident::text END,
                   (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                    WHERE c.relreplident = 'i' AND i.indrelid = c.oid AND i.indisreplident),
                   CASE WHEN c.relhasindex THEN
                       (SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                        WHERE i.indrelid = c.oid AND i.indisclustered) END,
                   CASE WHEN c.reloftype <> 0 THEN
                       (SELECT ARRAY[nspname, typname]::text[] FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
                        WHERE y.oid = c.reloftype) END,
                   c.relrowsecurity, c.relforcerowsecurity, v.srvname::text, f.ftoptions
            FROM pg_class c
            LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
            LEFT JOIN pg_am a ON a.oid = c.relam
            LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
            LEFT JOIN pg_foreign_table f ON c.relkind = 'f' AND f.ftrelid = c.oid
            LEFT JOIN pg_foreign_server v ON v.oid = f.ftserver
            WHERE c.relkind IN ('r', 'p', 'f') AND c.relnamespace = ANY(%s)
            ORDER BY c.relname"""

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, persistence, options, toast, key, bound, leaving, method, tablespace, *marks, foreign in rows:
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
                        leaving,
                        method,
                        tablespace,
                        *(tuple(mark) if isinstance(mark, list) else mark for mark in marks),
                        open_options(foreign),
                        names.comment("pg_class", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> Object:
        from mizzle.model.table import PartitionOf, Table

        unlogged, options, key, bound, parents, leaving, method, tablespace, *marks, foreign, comment = facts
        replica, replica_index, clustered, of_type, security, forced, server = marks
        from mizzle.model.foreign_server import foreign_server  # most databases have none

        return Table(
            ref=ref,
            unlogged=unlogged,
            row_security=security,
            force_row_security=forced,
            options=options,
            partition_by=Expr.of(key) if key else None,
            partition_of=PartitionOf(parents[0], Expr.of(bound)) if bound else None,
            leaving=leaving,
            inherits=() if bound else parents,
            method=method,
            tablespace=tablespace,
            replica="index" if replica_index else REPLICA[replica],
            identified=Ref("relation", ref.schema, replica_index) if replica_index else None,
            clustered=Ref("relation", ref.schema, clustered) if clustered else None,
            of_type=Ref("type", *of_type) if of_type else None,
            server=foreign_server(server) if server is not None else None,
            foreign_options=foreign,
            comment=comment,
            position=position,
        )
