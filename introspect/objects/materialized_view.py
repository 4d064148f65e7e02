from typing import Any

from mizzle.introspect.names import pairs
from mizzle.introspect.objects.column import COMPRESSIONS, STORAGES
from mizzle.introspect.objects.view import QueryReader
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.object import Pairs
from mizzle.model.ref import Ref

CODES = {"storage": STORAGES, "compression": COMPRESSIONS}


class MaterializedViewReader(QueryReader):
    model = MaterializedView
    relkind = "m"
    facts_of_kind = """,
                   (SELECT amname::text FROM pg_am WHERE oid = c.relam),
                   (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace), c.relispopulated,
                   (SELECT reloptions FROM pg_class WHERE oid = c.reltoastrelid),
                   (SELECT relname::text FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                    WHERE indrelid = c.oid AND indisclustered),
                   ARRAY(SELECT ARRAY[attname::text, word, value]
                         FROM pg_attribute a JOIN pg_type t ON t.oid = atttypid, LATERAL (
                             VALUES ('storage', nullif(attstorage, typstorage)::text),
                                 ('compression', nullif(attcompression, '')::text),
                                 ('statistics', CASE WHEN attstattarget >= 0 THEN attstattarget::text END)
                             UNION ALL SELECT split_part(o, '=', 1), split_part(o, '=', 2) FROM unnest(attoptions) o
                         ) said (word, value)
                         WHERE attrelid = c.oid AND attnum > 0 AND value IS NOT NULL ORDER BY attnum, word)"""

    def others(self, ref: Ref, facts: list[Any], options: Pairs) -> dict[str, Any]:
        method, tablespace, populated, toast, clustered, column_options = facts
        return {
            "options": options + pairs(toast, "toast."),
            "method": method,
            "tablespace": tablespace,
            "populated": populated,
            "clustered": Ref("relation", ref.schema, clustered) if clustered else None,
            "column_options": tuple(
                (column, word, CODES.get(word, {}).get(value, value)) for column, word, value in column_options
            ),
        }
