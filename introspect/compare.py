"""Two schemas → the changes between them. Pure."""

from mizzle.model.change import Alter, Change, Create, Drop
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
