"""Tables OF a composite type, which lets none of their columns and constraints get another name."""

from collections.abc import Iterator

from mizzle.compiler.names import name
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def untyped(step: Statement, table: Ref, world: World) -> Iterator[Statement]:
    """A rename of a constraint, for which a table lets go of a type that stays as it is (rename_constraint_internal, tablecmds.c)."""
    old, new = world.old.get(table), world.new.get(table)
    kind = old.of_type if isinstance(old, Table) and isinstance(new, Table) and old.of_type == new.of_type else None
    if kind is None or world.old.find(kind) != world.new.find(kind):
        yield step
        return
    yield Statement(sql=f"ALTER TABLE {name(table)} NOT OF", form="of type")
    yield step
    yield Statement(sql=f"ALTER TABLE {name(table)} OF {name(kind)}", form="of type")
