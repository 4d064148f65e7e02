"""A plan in one line an object: + new, ~ changed, - gone. What is told with its whole has no line of its own."""

from collections.abc import Iterable, Iterator

from mizzle.model.change import Alter, Change, Create, Drop, Rename
from mizzle.model.ref import Ref


def summary(changes: Iterable[Change]) -> Iterator[str]:
    """The lines, in the order of kinds and names."""
    listed = list(changes)
    made = {change.new.ref for change in listed if isinstance(change, Create)}
    gone = {change.old.ref for change in listed if isinstance(change, Drop)}
    lines = []
    for change in listed:
        match change:
            case Create(new):
                if made.isdisjoint(set(new.part_of()) - {new.ref}):
                    lines.append((new.ref[1:], f"+ {_called(new.ref)}"))
            case Drop(old):
                if gone.isdisjoint(set(old.part_of()) - {old.ref}):
                    lines.append((old.ref[1:], f"- {_called(old.ref)}"))
            case Alter(_, new):
                fields = ", ".join(field.replace("_", " ") for field in change.fields)
                lines.append((new.ref[1:], f"~ {_called(new.ref)}: {fields}"))
            case Rename(old, new):
                lines.append((new[1:], f"~ {_called(old)}: renamed to {new if old.schema != new.schema else new.own}"))
    yield from (text for _, text in sorted(lines))


def _called(ref: Ref) -> str:
    return f"{ref.kind.replace('_', ' ').replace('namespace', 'schema')} {ref}"
