"""Two schemas → the changes between them. Pure."""

from mizzle.model.change import Alter, Change, Create, Drop
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table


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


def own(schema: Schema, other: Schema, *, later: bool = False) -> Schema:
    """The schema without the constraints and indexes that come and go with those of parent tables.

    PostgreSQL names them itself. One that is the table's own on the other side stays: DETACH leaves it, ATTACH takes it.
    So does, where `other` is the later state, what a table keeps that comes from those parents no more; and where it is the
    earlier one, a check that a table must have before it is put below a parent that has it.
    """
    gone = {
        item.ref
        for item in schema.values()
        if _derived(item)
        and not _kept(other.get(item.ref))
        and not (_left(item, other) if later else item.ref.kind == "check" and _left(item, other))
    }
    return schema.where(lambda item: item.ref not in gone) if gone else schema


def _derived(item: Object) -> bool:
    return bool(item.inherited) and item.kind != "column"


def _kept(item: Object | None) -> bool:
    return item is not None and not item.inherited


def _left(item: Object, other: Schema) -> bool:
    """Whether its table is there on the other side too, and not below the parents that it comes from."""
    table = next((found for ref in item.part_of() if isinstance(found := other.get(ref), Table)), None)
    if table is None or set(item.inherited) <= set(table.parents):
        return False
    return not any(Ref(item.kind, *parent[1:3], item.ref.part) in other for parent in table.parents)
