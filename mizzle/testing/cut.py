"""Take objects out of a schema with whatever cannot stand without them."""

from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema


def without(state: Schema, gone: Ref) -> Schema:
    """The schema without an object, its parts and whatever needs it."""
    drop, pending = {gone}, [gone]
    while pending:
        ref = pending.pop()
        for item in (*state.parts(ref), *state.users(ref)):
            if item.ref not in drop:
                drop.add(item.ref)
                pending.append(item.ref)
        item = state[ref]
        if isinstance(item, Key | Index):
            keyed = set(item.columns) if isinstance(item, Key) else {key.value for key in item.keys}
            for other in state.of(ForeignKey):
                if set(other.references) == keyed and other.ref not in drop:
                    drop.add(other.ref)
        if ref.kind == "extension":
            for user in state.values():
                orphan = any(wanted.kind == "type" and state.find(wanted) is None for wanted in user.requires())
                if orphan and user.ref not in drop:
                    drop.add(user.ref)
                    pending.append(user.ref)
    return state.where(lambda item: item.ref not in drop)
