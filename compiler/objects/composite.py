import re
from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.casts import lossless
from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, text, type_text
from mizzle.compiler.objects.held import HeldDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World, grounded
from mizzle.model.composite import Attribute, Composite, attributes_renamed, renamed
from mizzle.model.consent import Consent
from mizzle.model.inner import inner_steps
from mizzle.model.names import identifier, literal
from mizzle.model.object import Object, expressions
from mizzle.model.table import Table


class CompositeDDL(HeldDDL):
    """Attributes are added at the end and dropped in place, and all else too while no column holds the type."""

    model = Composite

    def create(self, new: Composite, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE TYPE {name(new.ref)} AS ({', '.join(map(_attribute, new.attributes))})")
        for item in new.attributes:
            if item.comment is not None:
                yield _comment(new, item)

    def rebuilt(self, old: Composite, new: Composite, world: World) -> bool:
        have = {item.name for item in old.attributes}
        moved = any(item.name in have for item in _added(old, new))
        return (moved or any(_retyped(old, new))) and world.held(old.ref)

    def loses(self, old: Composite, new: Composite, world: World) -> Iterator[Statement]:
        if not self.rebuilt(old, new, world):
            return
        have, want = renamed(old, new), {item.name: item for item in new.attributes}
        gone = [item.name for item in have if item.name not in want]
        changed = [
            item.name
            for item in have
            if item.name in want
            and not lossless(grounded(item.type, world.old), grounded(want[item.name].type, world.new))
        ]
        yield Statement(
            sql="",
            consents=(
                *(Consent("drop-attribute", new.ref, attribute) for attribute in gone),
                *(Consent("change-type", new.ref, attribute) for attribute in changed),
            ),
        )

    def disturbs(self, old: Composite, new: Composite, world: World) -> Iterator[Object]:
        """What stands on the very attribute that goes or changes: its text has the name."""
        have = {item.name: item for item in renamed(old, new)}
        changed = {item.name for item in new.attributes if item.name in have and _other(have[item.name], item)}
        touched = changed | {item.name for item in _dropped(old, new)}
        for user in world.old.users(old.ref) if touched else ():
            words = [text(expr) for expr in expressions(user)] if user.pins else []
            if any(re.search(rf"\b{re.escape(name)}\b", word) for name in touched for word in words):
                yield user

    def loosened(self, old: Composite, new: Composite, world: World) -> Iterator[Object]:
        """The tables OF the type: they have none while it changes."""
        if old.shape != new.shape:
            for table in _typed(old, world):
                then = world.new.get(table.ref)
                if isinstance(then, Table) and then.of_type == table.of_type:
                    yield evolve(table, of_type=None)

    @alters("attributes")
    def set_attributes(self, old: Composite, new: Composite, world: World) -> Iterator[Statement]:
        have = renamed(old, new)
        yield from attribute_renames(old, new)
        gone = list(_dropped(old, new))
        added = list(_added(old, new))
        kept = {item.name: item for item in have if item not in gone}
        changed = [
            item for item in new.attributes if item.name in kept and item not in added and _other(kept[item.name], item)
        ]
        actions = [
            *(f"DROP ATTRIBUTE {identifier(item.name)}" for item in gone),
            *(f"ALTER ATTRIBUTE {identifier(item.name)} TYPE {_type(item)}" for item in changed),
            *(f"ADD ATTRIBUTE {_attribute(item)}" for item in added),
        ]
        if actions:
            lost = tuple(Consent("drop-attribute", new.ref, item.name) for item in gone)
            yield Statement(
                sql=f"{_head(new)} {', '.join(actions)}",
                consents=lost if world.held(new.ref) else (),
                follows=tuple(user.ref for user in _typed(old, world)),
            )
        for item in new.attributes:
            had = kept[item.name].comment if item.name in kept and item not in added else None
            if item.comment != had:
                yield _comment(new, item)


def attribute_renames(old: Composite, new: Composite) -> Iterator[Statement]:
    """What gives attributes their new names. Expressions over them follow by themselves."""
    for before, after in inner_steps(attributes_renamed(old, new)):
        yield Statement(sql=f"{_head(new)} RENAME ATTRIBUTE {identifier(before)} TO {identifier(after)}")


def _kept(old: Composite, new: Composite) -> int:
    """How many of the new attributes, from the first, are old ones in their old order."""
    left = iter([item.name for item in renamed(old, new)])
    return next((place for place, item in enumerate(new.attributes) if item.name not in left), len(new.attributes))


def _added(old: Composite, new: Composite) -> tuple[Attribute, ...]:
    """What comes at the end, be it anew: the order counts."""
    return new.attributes[_kept(old, new) :]


def _dropped(old: Composite, new: Composite) -> Iterator[Attribute]:
    stay = {item.name for item in new.attributes[: _kept(old, new)]}
    return (item for item in renamed(old, new) if item.name not in stay)


def _retyped(old: Composite, new: Composite) -> Iterator[bool]:
    have = {item.name: item for item in renamed(old, new)}
    return (_other(have[item.name], item) for item in new.attributes if item.name in have)


def _other(old: Attribute, new: Attribute) -> bool:
    return evolve(old, comment=None) != evolve(new, comment=None)


def _typed(old: Composite, world: World) -> list[Table]:
    """The tables that are OF the type."""
    return [user for user in world.old.users(old.ref) if isinstance(user, Table) and user.of_type]


def _head(new: Composite) -> str:
    return f"ALTER TYPE {name(new.ref)}"


def _type(item: Attribute) -> str:
    return type_text(item.type) + (f" COLLATE {name(item.collation)}" if item.collation else "")


def _attribute(item: Attribute) -> str:
    return f"{identifier(item.name)} {_type(item)}"


def _comment(new: Composite, item: Attribute) -> Statement:
    words = literal(item.comment) if item.comment is not None else "NULL"
    return Statement(sql=f"COMMENT ON COLUMN {name(new.ref)}.{identifier(item.name)} IS {words}")
