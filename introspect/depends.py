"""What the server recorded that objects need, beyond what their own facts tell.

Expressions are text to us; pg_depend knows the columns, sequences and types inside them, and which key a foreign key
stands on. Read only when there is something to plan.
"""

from attrs import evolve

from mizzle.introspect.read import Connection
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

# Each side is named as the model names it: an attribute default is its column, the index of a constraint the constraint.
DEPENDENCIES = """
    WITH named AS MATERIALIZED (
        SELECT 'pg_constraint'::regclass AS catalog, k.oid, 0 AS part, k.contype::text AS kind, n.nspname, c.relname, k.conname
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        UNION ALL
        SELECT 'pg_attrdef'::regclass, d.oid, 0, 'column', n.nspname, c.relname, a.attname
        FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        UNION ALL
        SELECT 'pg_class'::regclass, c.oid, 0, coalesce(k.contype::text, c.relkind::text), n.nspname,
               coalesce(t.relname, c.relname), coalesce(k.conname, '')
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
        LEFT JOIN pg_class t ON t.oid = k.conrelid
        WHERE c.relkind IN ('i', 'S', 'r') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        UNION ALL
        SELECT 'pg_class'::regclass, a.attrelid, a.attnum, 'column', n.nspname, c.relname, a.attname
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
              AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        UNION ALL
        SELECT 'pg_type'::regclass, t.oid, 0, 'type', n.nspname, t.typname, ''
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE t.typtype = 'e' AND n.nspname !~ '^pg_'
    )
    SELECT DISTINCT o.kind, o.nspname, o.relname, o.conname, r.kind, r.nspname, r.relname, r.conname
    FROM pg_depend d
    JOIN named o ON o.catalog = d.classid AND o.oid = d.objid AND o.part = d.objsubid
    JOIN named r ON r.catalog = d.refclassid AND r.oid = d.refobjid AND r.part = d.refobjsubid
    WHERE d.deptype IN ('n', 'a')"""
KINDS = {
    "p": "primary_key",
    "u": "unique",
    "x": "exclusion",
    "c": "check",
    "f": "foreign_key",
    "i": "index",
    "S": "sequence",
    "r": "table",
}


def with_dependencies(connection: Connection, schema: Schema) -> Schema:
    """The schema with what the server recorded in each object's `depends`."""
    found: dict[Ref, set[Ref]] = {}
    for kind, *name, needed_kind, needed_schema, needed_name, needed_part in connection.execute(
        DEPENDENCIES.encode(), prepare=False
    ):
        ref = Ref(KINDS.get(kind, kind), *name)
        found.setdefault(ref, set()).add(
            Ref(KINDS.get(needed_kind, needed_kind), needed_schema, needed_name, needed_part)
        )
    return Schema(_with(item, found.get(item.ref)) for item in schema.values())


def _with(item: Object, needed: set[Ref] | None) -> Object:
    # A serial's sequence depends on its column (owned by), the column's default on the sequence: only one is a need.
    if not needed or item.ref.kind in ("sequence", "table"):
        return item
    return evolve(item, depends=frozenset(needed - {item.ref}))
