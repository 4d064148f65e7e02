"""What a database can hold and the model lacks: it is counted, so that nothing is left out in silence.

Members of extensions do not count. What belongs to the cluster and not to one database is not looked for: tablespaces, privileges
on parameters, settings of roles (those are compared with --roles), databases themselves. Nor are large objects, which are
rows, and what PostgreSQL names and keeps by itself for partitions.
"""

from collections.abc import Collection, Iterator

# Each gives rows of (what, catalog, oid); %(n)s are the namespaces.
ALWAYS = """
    SELECT 'base types', 'pg_type', oid FROM pg_type
        WHERE typtype = 'b' AND typcategory <> 'A' AND typnamespace = ANY(%(n)s)
    UNION ALL SELECT 'shell types', 'pg_type', oid FROM pg_type
        WHERE typtype = 'p' AND NOT typisdefined AND typnamespace = ANY(%(n)s)
    UNION ALL SELECT 'conversions', 'pg_conversion', oid FROM pg_conversion WHERE connamespace = ANY(%(n)s)
    UNION ALL SELECT 'text search parsers', 'pg_ts_parser', oid FROM pg_ts_parser WHERE prsnamespace = ANY(%(n)s)
    UNION ALL SELECT 'text search templates', 'pg_ts_template', oid FROM pg_ts_template WHERE tmplnamespace = ANY(%(n)s)
    UNION ALL SELECT 'languages', 'pg_language', oid FROM pg_language WHERE oid >= 16384
    UNION ALL SELECT 'privileges of languages', 'pg_language', 0 FROM pg_language WHERE lanacl IS NOT NULL -- also an extension's
    UNION ALL SELECT 'access methods', 'pg_am', oid FROM pg_am WHERE oid >= 16384
    UNION ALL SELECT 'transforms', 'pg_transform', oid FROM pg_transform
    UNION ALL SELECT 'subscriptions', 'pg_subscription', oid FROM pg_subscription
        WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT 'settings of the database', 'pg_database', 0 FROM pg_db_role_setting
        WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    UNION ALL SELECT 'security labels', 'pg_class', 0 FROM pg_seclabel
    UNION ALL SELECT 'DEPENDS ON EXTENSION', 'pg_class', 0 FROM pg_depend WHERE deptype = 'x'
    UNION ALL SELECT 'switched off triggers of constraints', 'pg_class', tgrelid FROM pg_trigger
        WHERE tgisinternal AND tgconstraint <> 0 AND tgenabled <> 'O' AND tgparentid = 0"""
# Joins cost more than all else together: asked only where there is the sign of introspect/kinds.py, or a comment in the catalog.
WHERE = {
    "pg_class i": """
    UNION ALL SELECT 'statistics targets of index columns (partitioned, exclusion)', 'pg_class', c.oid
        FROM (SELECT attrelid FROM pg_attribute WHERE attstattarget >= 0 OFFSET 0) a
        JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype = 'x'
        WHERE (c.relkind = 'I' OR c.relkind = 'i' AND (c.relispartition OR k.oid IS NOT NULL)) AND c.relnamespace = ANY(%(n)s)""",
    "comment pg_class": """
    UNION ALL SELECT 'comments of identity sequences', 'pg_class', 0 FROM pg_description s
        JOIN pg_depend d ON d.classid = s.classoid AND d.objid = s.objoid AND d.deptype = 'i' AND d.refobjsubid <> 0
        JOIN pg_class c ON c.oid = s.objoid AND c.relkind = 'S' WHERE s.classoid = 'pg_class'::regclass
    UNION ALL SELECT 'comments of what partitions have of their parents', 'pg_class', 0 FROM pg_description s
        JOIN pg_class c ON c.oid = s.objoid
        WHERE s.classoid = 'pg_class'::regclass AND c.relispartition AND c.relkind IN ('i', 'I')
    UNION ALL SELECT 'comments of the indexes of constraints', 'pg_class', c.oid FROM pg_description s
        JOIN pg_class c ON c.oid = s.objoid JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
        WHERE s.classoid = 'pg_class'::regclass AND NOT c.relispartition AND c.relnamespace = ANY(%(n)s)""",
    "comment pg_constraint": """
    UNION ALL SELECT 'comments of what partitions have of their parents', 'pg_class', 0 FROM pg_description s
        JOIN pg_constraint k ON k.oid = s.objoid
        WHERE s.classoid = 'pg_constraint'::regclass AND k.coninhcount > 0 AND NOT k.conislocal""",
    "comment pg_rewrite": """
    UNION ALL SELECT 'comments of the rules of views', 'pg_class', 0 FROM pg_description s
        JOIN pg_rewrite r ON r.oid = s.objoid WHERE s.classoid = 'pg_rewrite'::regclass AND r.rulename = '_RETURN'""",
    "pg_class I": """
    UNION ALL SELECT 'storage parameters of indexes of partitions', 'pg_class', c.oid FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
        WHERE c.relkind IN ('i', 'I') AND c.reloptions IS DISTINCT FROM p.reloptions AND c.relnamespace = ANY(%(n)s)""",
}
# Sequences of identity columns are logged as their tables are, unless somebody says otherwise (15).
UNLOGGED = """
    UNION ALL SELECT 'identity sequences logged otherwise than their tables', 'pg_class', c.oid FROM pg_class c
        JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'i'
        JOIN pg_class t ON t.oid = d.refobjid
        WHERE c.relkind = 'S' AND c.relnamespace = ANY(%(n)s) AND c.relpersistence <> t.relpersistence"""
NOT_NULLS = """
    UNION ALL SELECT 'NOT NULL constraints that are NO INHERIT', 'pg_class', conrelid FROM pg_constraint
        WHERE contype = 'n' AND conrelid <> 0 AND connamespace = ANY(%(n)s) AND connoinherit"""


def unread(version: int, there: Collection[str]) -> str:
    """The query that counts them, by what they are, in a database where `there` are."""
    return f"""
    SELECT what, count(*) FROM ({"".join(_parts(version, there))}) x (what, catalog, oid)
    WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = x.catalog::regclass AND d.objid = x.oid AND d.deptype = 'e')
    GROUP BY what"""


def _parts(version: int, there: Collection[str]) -> Iterator[str]:
    yield ALWAYS
    yield from (text for sign, text in WHERE.items() if sign in there)
    if version >= 150000 and "pg_class S" in there:
        yield UNLOGGED
    if version >= 180000:
        yield NOT_NULLS
