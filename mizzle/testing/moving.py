"""What goes to another namespace, with another name or not: no declaration says so, an answer does."""

from mizzle.introspect.renames import along
from mizzle.model.namespace import Namespace
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, unmarked
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.testing import draw
from mizzle.testing.choose import Chooser

MOVING = {
    *("table", "sequence", "view", "materialized_view", "collation", "statistics"),
    *("enum", "domain", "composite", "range"),
}


def moved(choose: Chooser, before: Schema, after: Schema) -> tuple[Schema, dict[Ref, Ref]]:
    """The later state with one of its objects in another namespace, and what an answer has to say: ref now → ref then."""
    spaces = sorted(item.ref.name for item in after.of(Namespace) if item.ref in before)
    found = [
        item
        for item in after.values()
        if item.kind in MOVING and item.ref in before and item.renamed is None and not item.inherited
        if not (isinstance(item, Sequence) and item.owned_by)
    ]
    if not found or len(spaces) < 2:
        return after, {}
    item = choose.one(found)
    space = choose.one([name for name in spaces if name != item.ref.schema])
    where = Ref("namespace", space, "")
    new = item.ref._replace(
        schema=space, name=draw.free(choose, after, item.kind, where) if choose.maybe() else item.ref.name
    )
    # What goes along needs its name there, and the object none of those.
    goes = {
        name for side in (before, after) for part in (side[item.ref], *side.parts(item.ref)) for name in part.names()
    }
    there = {name for side in (before, after) for other in side.values() for name in other.names()}
    arriving = {name._replace(schema=space) for name in goes if name.schema == item.ref.schema}
    if not arriving.isdisjoint(there) or (new.name != item.ref.name and new.name in {name.name for name in goes}):
        return after, {}
    state = carry(after, {item.ref: new, **along(after, {item.ref: new})})
    if any(ref != unmarked(ref) for ref in state):
        return after, {}
    choose.note(f"move {item.kind}")
    return state, {item.ref: new}
