"""What a declaration manages: the namespaces that it declares, and nothing outside them."""

from mizzle.introspect.kinds import READERS
from mizzle.model.object import Object
from mizzle.model.schema import Schema

# Tables that tools keep for themselves are never compared or dropped.
BOOKKEEPING = {("drizzle", "__drizzle_migrations"), ("", "alembic_version")}


def managed(live: Schema, declared: Schema) -> Schema:
    """The live objects that a push may change."""
    namespaces = {item.ref.schema for item in declared.values() if item.ref.schema} | {
        item.ref.name for item in declared.values() if item.ref.kind == "namespace"
    }
    renamed = {item.renamed for item in declared.values() if item.ref.kind == "namespace" and item.renamed is not None}

    def mine(item: Object) -> bool:
        if item.ref.kind == "namespace":
            return item.ref in declared or item.ref.name in renamed
        if item.kept:  # what is left as it is unless it is declared, of things that are managed
            return item.ref in declared or all(mine(live[whole]) for whole in item.part_of() if whole in live)
        if not item.ref.schema:  # extensions: those that are not declared are left alone
            return item.ref in declared
        if item.ref.schema not in namespaces | renamed or bookkeeping(item):
            return False
        return all(mine(live[whole]) for whole in item.part_of() if whole in live)

    return live.where(mine)


def asked(*declared: Schema | None) -> frozenset[str]:
    """The kinds that are read only when somebody asks for them, as these declarations do."""
    return frozenset(item.kind for schema in declared if schema for item in schema.values() if READERS[item.kind].asked)


def bookkeeping(item: Object) -> bool:
    """Whether the object belongs to a migration tool."""
    if item.ref.schema == "mizzle":
        return True
    return any(item.ref.name == name and (not schema or item.ref.schema == schema) for schema, name in BOOKKEEPING)
