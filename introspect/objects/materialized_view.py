from typing import Any

from mizzle.introspect.objects.view import QueryReader
from mizzle.model.materialized_view import MaterializedView


class MaterializedViewReader(QueryReader):
    model = MaterializedView
    relkind = "m"
    facts_of_kind = """,
                   (SELECT amname::text FROM pg_am WHERE oid = c.relam),
                   (SELECT spcname::text FROM pg_tablespace WHERE oid = c.reltablespace), c.relispopulated"""

    def others(self, facts: list[Any]) -> dict[str, Any]:
        method, tablespace, populated = facts
        return {"method": method, "tablespace": tablespace, "populated": populated}
