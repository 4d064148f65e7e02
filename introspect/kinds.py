"""The kinds that are read, one line each, in the order of reading, with the sign that a database has some.

A kind is imported when it is found, or asked for: most databases have a dozen of the kinds, and every module and query costs.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from mizzle.introspect.reader import Reader

ALWAYS, ASKED = "always", "asked"  # signs: read everywhere, or only when somebody asks for it

# The other signs are what SIGNS finds: a catalog, and what tells its kinds apart.
KINDS = {
    "role": ASKED,
    "namespace": ALWAYS,
    "extension": ALWAYS,
    "collation": "pg_collation",
    "foreign_data_wrapper": "pg_foreign_data_wrapper",
    "foreign_server": "pg_foreign_server",
    "user_mapping": "pg_foreign_server",
    "enum": "pg_type e",
    "domain": "pg_type d",
    "range": "pg_type r",
    "text_search_dictionary": "pg_ts_dict",
    "text_search_configuration": "pg_ts_config",
    "composite": "pg_class c",
    "table": ALWAYS,
    "column": ALWAYS,
    "sequence": "pg_class S",
    "function": "pg_proc f",
    "operator": "pg_operator",
    "operator_family": "pg_opfamily",
    "operator_class": "pg_opclass",
    "aggregate": "pg_proc a",
    "primary_key": ALWAYS,
    "unique": ALWAYS,
    "check": ALWAYS,
    "exclusion": "pg_constraint x",
    "foreign_key": ALWAYS,
    "index": ALWAYS,
    "statistics": "pg_statistic_ext",
    "view": "pg_class v",
    "materialized_view": "pg_class m",
    "trigger": "pg_trigger",
    "rule": "pg_rewrite",
    "event_trigger": "pg_event_trigger",
    "cast": "pg_cast",
    "policy": "pg_policy",
    "publication": "pg_publication",
    "publication_table": "pg_publication_rel",
    # Those that look up what they are of come after all of that.
    "owner": ASKED,
    "privileges": ALWAYS,
    "identity_privileges": "pg_class acl",
    "database_privileges": ASKED,
    "default_privileges": "pg_default_acl",
}
# PostgreSQL's own objects have lower numbers.
SIGNS = """
    SELECT concat('pg_class ', kind) FROM (SELECT DISTINCT relkind FROM pg_class WHERE oid >= 16384) x (kind)
    UNION ALL SELECT 'pg_class acl' WHERE EXISTS (SELECT FROM pg_class WHERE relkind = 'S' AND relacl IS NOT NULL)
    UNION ALL SELECT concat('pg_type ', kind) FROM (SELECT DISTINCT typtype FROM pg_type WHERE oid >= 16384) x (kind)
    UNION ALL SELECT CASE WHEN kind = 'a' THEN 'pg_proc a' ELSE 'pg_proc f' END FROM (SELECT DISTINCT prokind FROM pg_proc WHERE oid >= 16384) x (kind)
    UNION ALL SELECT 'pg_constraint x' WHERE EXISTS (SELECT FROM pg_constraint WHERE contype = 'x')
    UNION ALL SELECT 'pg_operator' WHERE EXISTS (SELECT FROM pg_operator WHERE oid >= 16384)
    UNION ALL SELECT 'pg_opfamily' WHERE EXISTS (SELECT FROM pg_opfamily WHERE oid >= 16384)
    UNION ALL SELECT 'pg_opclass' WHERE EXISTS (SELECT FROM pg_opclass WHERE oid >= 16384)
    UNION ALL SELECT 'pg_trigger' WHERE EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal)
    UNION ALL SELECT 'pg_collation' WHERE EXISTS (SELECT FROM pg_collation WHERE oid >= 16384)
    UNION ALL SELECT 'pg_ts_dict' WHERE EXISTS (SELECT FROM pg_ts_dict WHERE oid >= 16384)
    UNION ALL SELECT 'pg_ts_config' WHERE EXISTS (SELECT FROM pg_ts_config WHERE oid >= 16384)
    UNION ALL SELECT 'pg_foreign_data_wrapper' WHERE EXISTS (SELECT FROM pg_foreign_data_wrapper WHERE oid >= 16384)
    UNION ALL SELECT 'pg_foreign_server' WHERE EXISTS (SELECT FROM pg_foreign_server WHERE oid >= 16384)
    UNION ALL SELECT 'pg_statistic_ext' WHERE EXISTS (SELECT FROM pg_statistic_ext WHERE oid >= 16384)
    UNION ALL SELECT 'pg_rewrite' WHERE EXISTS (SELECT FROM pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN')
    UNION ALL SELECT 'pg_event_trigger' WHERE EXISTS (SELECT FROM pg_event_trigger WHERE oid >= 16384)
    UNION ALL SELECT 'pg_cast' WHERE EXISTS (SELECT FROM pg_cast WHERE oid >= 16384)
    UNION ALL SELECT 'pg_policy' WHERE EXISTS (SELECT FROM pg_policy WHERE oid >= 16384)
    UNION ALL SELECT 'pg_publication' WHERE EXISTS (SELECT FROM pg_publication WHERE oid >= 16384)
    UNION ALL SELECT 'pg_publication_rel' WHERE EXISTS (SELECT FROM pg_publication_rel WHERE oid >= 16384)
    UNION ALL SELECT 'pg_default_acl' WHERE EXISTS (SELECT FROM pg_default_acl WHERE oid >= 16384)"""


class _Readers(Mapping[str, Reader]):
    """The readers by kind: `TextSearchDictionaryReader` of objects/text_search_dictionary.py, and so on."""

    def __init__(self) -> None:
        self._known: dict[str, Reader] = {}

    def __getitem__(self, kind: str) -> Reader:
        if kind not in self._known:
            module = import_module(f"mizzle.introspect.objects.{kind}")
            self._known[kind] = getattr(module, f"{kind.title().replace('_', '')}Reader")()
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


READERS = _Readers()
