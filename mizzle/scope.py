"""What a declaration manages: the namespaces that it declares, and nothing outside them."""

from collections.abc import Iterable, Iterator

from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

# Namespaces that tools keep for themselves, and a table that one keeps wherever it likes. Never compared or dropped.
BOOKKEEPING = {"mizzle", "drizzle"}
ALEMBIC = "alembic_version"
LANGUAGE = "plpgsql"  # every database has it


def managed(live: Schema, declared: Schema) -> Schema:
    """The live objects that a push may change."""
    namespaces = {item.ref.schema for item in declared.values() if item.ref.schema} | {
        item.ref.name for item in declared.values() if item.ref.kind == "namespace"
    }
    renamed = {item.renamed for item in declared.values() if item.ref.kind == "namespace" and item.renamed is not None}

    def mine(item: Object) -> bool:
        if item.ref.kind == "namespace":
            return item.ref in declared or item.ref.name in renamed
        if not item.ref.schema:  # extensions: those that are not declared are left alone
            return item.ref in declared
        return item.ref.schema in namespaces | renamed and not bookkeeping(item.ref)

    return live.where(mine)


def bookkeeping(ref: Ref) -> bool:
    """Whether the object belongs to a migration tool."""
    return (ref.schema or ref.name) in BOOKKEEPING or ref.name == ALEMBIC


def left_alone(live: Iterable[Ref], declared: Schema) -> Iterator[str]:
    """Remarks on what stands outside every namespace, is not declared and stays."""
    for ref in live:
        if ref.kind == "extension" and ref not in declared and ref.name != LANGUAGE:
            yield f"extension {ref} is not declared and is left alone"
