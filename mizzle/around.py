"""What a declaration stands on and does not manage: tables of others that its views, policies and functions name."""

from mizzle.introspect.closure import closure
from mizzle.model.schema import Schema


def around(live: Schema, ours: Schema, declared: Schema) -> Schema:
    """The live objects that are not ours and that what is declared needs, be it through others.

    On both sides of a comparison they are no difference, and a server that is asked how it spells an expression has them.
    """
    rest = live.where(lambda item: item.ref not in ours and item.ref not in declared)
    if not any(ref.schema for ref in rest):
        return Schema()
    found = closure(declared.values(), rest).where(lambda item: item.ref in rest)
    others = [item for item in found.values() if item.ref.schema]
    # closure() gives all namespaces and extensions. What an extension brings has no object of its own.
    used = {ref for item in (*others, *declared.values()) for ref in item.requires()}
    brought = any(live.find(ref) is None for item in others for ref in item.requires())
    kept = {ref for ref in found if ref.schema or ref in used or (brought and ref.kind == "extension")}
    return rest.where(lambda item: item.ref in kept)
