"""What a declaration manages: the namespaces that it declares, and nothing outside them."""

from collections.abc import Container, Iterable, Iterator

from mizzle.introspect.kinds import ASKED, KINDS
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

# Namespaces that tools keep for themselves, and a table that one keeps wherever it likes. Never compared or dropped.
BOOKKEEPING = {"mizzle", "drizzle"}
ALEMBIC = "alembic_version"
# How the comment on mizzle's own table begins: it may stand in any namespace, and is known by this wherever that is.
HISTORY = "mizzle keeps its history here"
LANGUAGE = "plpgsql"  # every database has it


def managed(live: Schema, declared: Schema) -> Schema:
    """The live objects that a push may change."""
    namespaces = {item.ref.schema for item in declared.values() if item.ref.schema} | {
        item.ref.name for item in declared.values() if item.ref.kind == "namespace"
    }
    own = histories((item.ref, item.comment) for item in live.values() if item.ref.kind == "table")
    renamed = {item.renamed for item in declared.values() if item.ref.kind == "namespace" and item.renamed is not None}

    def mine(item: Object) -> bool:
        if item.ref.kind == "namespace":
            return item.ref in declared or item.ref.name in renamed
        if item.kept:  # what is left as it is unless it is declared, of things that are managed
            return item.ref in declared or all(mine(live[whole]) for whole in item.part_of() if whole in live)
        if not item.ref.schema:  # extensions: those that are not declared are left alone
            return item.ref in declared
        if item.ref.schema not in namespaces | renamed or bookkeeping(item.ref) or belongs(item.ref, own):
            return False
        outside = (live[whole] for whole in item.part_of() if whole in live and not whole.schema)
        return all(mine(whole) for whole in outside)  # not a table's place in a publication that is not declared

    return live.where(mine)


def asked(*declared: Schema | None) -> frozenset[str]:
    """The kinds that are read only when somebody asks for them, as these declarations do."""
    return frozenset(
        item.kind for schema in declared if schema for item in schema.values() if KINDS[item.kind] == ASKED
    )


def histories(comments: Iterable[tuple[Ref, str | None]]) -> set[tuple[str, str]]:
    """The tables, by namespace and name, that mizzle keeps its history in."""
    return {ref[1:3] for ref, comment in comments if comment is not None and comment.startswith(HISTORY)}


def belongs(ref: Ref, tables: set[tuple[str, str]]) -> bool:
    """Whether the object is one of these tables, a part of one, or says whose it is."""
    return bool(tables) and (ref.schema, _bare(ref)) in tables


def bookkeeping(ref: Ref) -> bool:
    """Whether the object belongs to a migration tool."""
    return (ref.schema or ref.name) in BOOKKEEPING or _bare(ref) == ALEMBIC


def _bare(ref: Ref) -> str:
    """The name of the object that a ref is about."""
    return ref.name.partition(" ")[2] if ref.kind in ("owner", "privileges", "identity_privileges") else ref.name


def left_alone(live: Iterable[Ref], declared: Container[Ref]) -> Iterator[str]:
    """Remarks on what stands outside every namespace, is not declared and stays."""
    for ref in live:
        if ref.kind == "extension" and ref not in declared and ref.name != LANGUAGE:
            yield f"extension {ref} is not declared and is left alone"
