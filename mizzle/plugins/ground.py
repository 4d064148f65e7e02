"""What of a database a plugin may touch: what it declares, what it once made, and nothing else."""

from collections.abc import Iterator

from mizzle.introspect.read import Catalog
from mizzle.introspect.renames import adopted
from mizzle.model.change import Create
from mizzle.model.errors import DeclarationError
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.namespace import namespace
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.scope import bookkeeping

# A table has one of these whatever its name, so it cannot be left beside a declared one.
SINGLE = {"primary_key"}


def mine(live: Schema, declared: Schema, made: frozenset[Ref]) -> Schema:
    """The live objects that a plugin may change.

    declared  what it declares now
    made      what it made, by its history
    """
    renamed = {_before(item) for item in declared.values() if item.renamed is not None}
    fitting = set(adopted(live.where(lambda item: item.ref.schema != ""), declared).values())
    known = {ref for ref in (*declared, *made, *renamed) if ref.schema or ref.kind in ("namespace", "extension")}
    tables = {ref for ref in (*made, *renamed) if ref.kind == "table"} - declared.keys()

    def keep(item: Object) -> bool:
        if bookkeeping(item.ref):
            return False
        if item.ref in known or item.ref in fitting or (item.kept and item.ref in made):
            return True
        if item.ref.kind in SINGLE and item.ref.table in declared:
            return True
        return any(whole in tables for whole in item.part_of())  # what goes, or is renamed, with its table

    return live.where(keep)


def _before(item: Object) -> Ref:
    return item.ref.called(item.renamed or item.ref.own)


def beside(live: Schema, ours: Schema, declared: Schema) -> Iterator[str]:
    """Remarks on what others have put on the plugin's own tables; it is left alone."""
    for item in live.values():
        if item.ref.part and item.ref.table in declared and item.ref not in ours and not item.kept:
            yield f"{item.kind.replace('_', ' ')} {item.ref} is not declared and is left alone"


def check_targets(declared: Schema, live: Schema) -> None:
    """The three checks of a foreign key to another plugin's table: it is there, the types match, the column is unique.

    Raises DeclarationError that tells which of them fails.
    """
    from mizzle.compiler.references import check_references

    keys = [key for key in declared.of(ForeignKey) if key.target not in declared]
    for key in keys:
        if key.target not in live:
            place = f"{key.origin}: " if key.origin else ""
            own = namespace(key.target.schema) in declared
            what = (
                "put it into the schema, or start the plugin that has it too"
                if own
                else f"is the plugin with the schema {key.target.schema} installed?"
            )
            raise DeclarationError(
                f"{place}foreign key {key.ref} references {key.target}, and there is no such table; {what}"
            )
    whole = Schema({ref: item for side in (live, declared) for ref, item in side.items()}.values())
    check_references([Create(key) for key in keys], whole)


def foreign(
    before: Catalog, after: Catalog, declared: Schema, made: frozenset[Ref], namespaces: frozenset[str]
) -> list[Ref]:
    """What differs and is not a plugin's own, by what it declares, once made, and what its namespaces hold."""
    own = namespaces - {"public"}

    def ours(ref: Ref) -> bool:
        if any(known in objects for objects in (declared, made) for known in (ref, ref.table)):
            return True
        return ref.schema in own or (ref.kind == "namespace" and ref.name in own)

    refs = {*before.facts, *after.facts}
    changed = [ref for ref in refs if before.facts.get(ref) != after.facts.get(ref) and not ours(ref)]
    if not changed:
        return []
    objects = after.schema().with_(before.schema().values())

    def along(ref: Ref) -> bool:
        """Whether it goes with something of ours, as an index on a table in public does under a name of its own."""
        wholes = tuple(objects[ref].part_of()) if ref in objects else ()
        return bool(wholes) and all(ours(whole) or along(whole) for whole in wholes)

    return sorted(ref for ref in changed if not along(ref))
