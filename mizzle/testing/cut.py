"""Take objects out of a schema with whatever cannot stand without them."""

from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.type import Type


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


def freed(state: Schema, item: Column, *, keys: bool = False) -> Schema:
    """The schema without what stands on the column's type; keys may stay, and generated columns that take any type."""
    for user in state.users(item.ref):
        alike = keys and (
            (isinstance(user, Key) and not user.without_overlaps) or (isinstance(user, Index) and _plain(user))
        )
        made = user.generated if isinstance(user, Column) and user.type == Type("integer") else None
        anything = made is not None and " * 2" not in made.expr.pieces
        if not alike and not anything and user.ref in state:
            state = without(state, user.ref)
    for other in list(state.of(ForeignKey)):
        if item.ref in (*other.columns, *other.references):
            state = without(state, other.ref)
    return state


def _plain(index: Index) -> bool:
    bare = all(isinstance(key.value, Ref) and not key.opclass and not key.collation for key in index.keys)
    return bare and index.method == "btree" and index.where is None
