"""Two schemas → the changes between them. Pure."""

from mizzle.model.change import Alter, Change, Create, Drop
from mizzle.model.object import Object
from mizzle.model.schema import Schema


def compare(old: Schema, new: Schema) -> list[Change]:
    """What has to change so that the old schema becomes the new one."""
    changes: list[Change] = [Drop(item) for ref, item in old.items() if ref not in new]
    for ref, item in new.items():
        before = old.get(ref)
        if before is None:
            changes.append(Create(item))
        elif before is not item and before != item:
            changes.append(Alter(before, item))
    return changes


def own(schema: Schema, other: Schema) -> Schema:
    """The schema without the constraints and indexes that come and go with those of parent tables.

    PostgreSQL names them itself. One that is the table's own on the other side stays: DETACH leaves it, ATTACH takes it.
    """
    gone = {item.ref for item in schema.values() if _derived(item) and not _kept(other.get(item.ref))}
    return schema.where(lambda item: item.ref not in gone) if gone else schema


def _derived(item: Object) -> bool:
    return bool(item.inherited) and item.kind != "column"


def _kept(item: Object | None) -> bool:
    return item is not None and not item.inherited
