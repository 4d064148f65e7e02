from collections.abc import Iterator

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name
from mizzle.compiler.objects.held import HeldDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.values import labels
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.enum import Enum
from mizzle.model.inner import inner_renames, inner_steps
from mizzle.model.names import literal
from mizzle.model.ref import Ref
from mizzle.model.rename import swap_name, waits


class EnumDDL(HeldDDL):
    """Labels are added and renamed in place; for all else the type is swapped (compiler/expand.py)."""

    model = Enum

    def create(self, new: Enum, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE TYPE {name(new.ref)} AS ENUM ({', '.join(map(literal, new.labels))})")

    def rebuilt(self, old: Enum, new: Enum, world: World) -> bool:  # noqa: ARG002
        kept = iter(new.labels)
        return not all(label in kept for label in renamed(old, new))

    def loses(self, old: Enum, new: Enum, world: World) -> Iterator[Statement]:
        gone = [label for label in renamed(old, new) if label not in new.labels]
        if gone and self.rebuilt(old, new, world):
            yield Statement(
                sql="",
                consents=tuple(Consent("drop-value", new.ref, label) for label in gone),
                probes=tuple(labels(old.ref, gone, world)),
            )

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        """Another name; what waits gives its labels their new names too, by which they move over to the new type."""
        yield from super().rename(old, new, world)
        before = world.old.get(new)
        if isinstance(before, Enum) and waits(new.name):
            for after in world.new.of(Enum):
                if (after.ref.schema, swap_name(after.ref.name)) == (new.schema, new.name):
                    yield from label_renames(before, after, called=new)

    @alters("labels")
    def add_labels(self, old: Enum, new: Enum, world: World) -> Iterator[Statement]:  # noqa: ARG002
        have = renamed(old, new)
        yield from label_renames(old, new)
        for place, label in enumerate(new.labels):
            if label in have:
                continue
            # The position is always told: the end is only the end of what is there at that moment.
            where = f"AFTER {literal(new.labels[place - 1])}" if place else f"BEFORE {literal(have[0])}" if have else ""
            yield Statement(
                sql=f"ALTER TYPE {name(new.ref)} ADD VALUE {literal(label)} {where}".rstrip(),
                usable_after_commit=(label,),
            )


def label_renames(old: Enum, new: Enum, *, called: Ref | None = None) -> Iterator[Statement]:
    """What gives labels their new names. Expressions over them follow by themselves."""
    head = f"ALTER TYPE {name(called or new.ref)}"
    for before, after in inner_steps(inner_renames(new.renamed_labels, old.labels, new.labels)):
        yield Statement(sql=f"{head} RENAME VALUE {literal(before)} TO {literal(after)}", form="alter enum")


def renamed(old: Enum, new: Enum) -> tuple[str, ...]:
    """The old labels under their new names."""
    names = inner_renames(new.renamed_labels, old.labels, new.labels)
    return tuple(names.get(label, label) for label in old.labels)
