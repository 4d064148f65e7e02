"""What the server recorded that objects need, beyond what their own facts tell.

Expressions are text to us; pg_depend knows the columns, functions, sequences and types inside them, and which key a
foreign key stands on. Its rows are numbers: every reader says in which catalog its objects stand, and the rest is here,
so a new kind has nothing to add. Read only when there is something to plan.
"""

from attrs import evolve

from mizzle.introspect.kinds import READERS
from mizzle.introspect.read import Catalog, Connection
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

Address = tuple[str, int, int]  # catalog, oid, column

CATALOGS = "SELECT oid, relname::text FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind = 'r'"
DEPENDENCIES = """
    SELECT classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype::text FROM pg_depend
    WHERE objid >= 16384 OR deptype = 'e'"""
MEMBERS = dict.fromkeys(("pg_amop", "pg_amproc"), ("pg_opfamily", "pg_opclass"))
DEFAULTS = "SELECT oid, adrelid, adnum::int FROM pg_attrdef"


def with_dependencies(connection: Connection, catalog: Catalog, schema: Schema) -> Schema:
    """The schema with what the server recorded in each object's `depends`."""
    found = dependencies(connection, catalog)
    return schema.with_(evolve(schema[ref], depends=needed) for ref, needed in found.items() if ref in schema)


def dependencies(connection: Connection, catalog: Catalog) -> dict[Ref, frozenset[Ref]]:
    """What the server recorded that objects need."""
    refs = addresses(catalog)
    with connection.cursor(binary=True) as cursor:
        names = dict(cursor.execute(CATALOGS.encode(), prepare=False).fetchall())
        rows = cursor.execute(DEPENDENCIES.encode(), prepare=False).fetchall()
        # A default stands for its column, whatever the kind of dependency.
        stands_for: dict[Address, Address] = {
            ("pg_attrdef", oid, 0): ("pg_class", table, number)
            for oid, table, number in cursor.execute(DEFAULTS.encode(), prepare=False)
        }
    edges: list[tuple[Address, Address, str]] = []
    # Copies for partitions are nothing of their own: those of triggers, and of keys that reference what has partitions.
    copies = {
        here
        for class_, oid, part, needed_class, _, _, kind in rows
        if (here := (names[class_], oid, part)) not in refs
        if (kind == "P" and names[class_] != "pg_class")  # the index of a partition's key stands for that
        or (kind == "i" and names[class_] == names[needed_class] == "pg_constraint")
    }
    for class_, oid, part, needed_class, needed_oid, needed_part, kind in rows:
        here, there = (names[class_], oid, part), (names[needed_class], needed_oid, needed_part)
        if here in copies:
            continue
        # An internal part stands for its whole, a member for its extension, and what is no object of its own (a domain's
        # check) for what it goes away with. A member of an operator family may go away with its function too.
        member = names[class_] in MEMBERS and names[needed_class] not in MEMBERS[names[class_]]
        if kind in "ie" or (kind == "a" and here not in refs and not member):
            stands_for.setdefault(here, there)
        if kind not in "ie":
            edges.append((here, there, kind))

    def meant(address: Address) -> Ref | None:
        for _ in range(8):
            ref = refs.get(address) or refs.get((*address[:2], 0))
            if ref is not None:
                return ref
            following = stands_for.get(address) or stands_for.get((*address[:2], 0))
            if following is None:
                return None
            address = following
        return None

    found: dict[Ref, set[Ref]] = {}
    for here, there, kind in edges:
        ref, needed = meant(here), meant(there)
        # A serial's sequence depends on its column (OWNED BY), the column's default on the sequence: only one is a need.
        if ref and needed and ref != needed and not (kind == "a" and ref.kind == "sequence"):
            found.setdefault(ref, set()).add(needed)
    return {ref: frozenset(needed) for ref, needed in found.items()}


def addresses(catalog: Catalog) -> dict[Address, Ref]:
    """Every object that was read by the place where pg_depend knows it."""
    found: dict[Address, Ref] = {}
    for ref, key in catalog.addressed():
        oid, number = key if isinstance(key, tuple) else (key, 0)
        found[READERS[ref.kind].catalog, oid, number] = ref
    return found
