"""What PostgreSQL refuses to do to a column because of something else, told by name before the first statement."""

from mizzle.compiler import not_null as not_null_names
from mizzle.compiler.inheriting import counted_by
from mizzle.compiler.rowtypes import refused_while_held
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.errors import UnsupportedChange
from mizzle.model.lineage import heirs
from mizzle.model.object import mentioned
from mizzle.model.ref import Ref
from mizzle.model.table import Table


def refused_in_typed(column: Ref, world: World) -> None:
    """Stop at a column of a table that is of a type which stays as it is."""
    old, new = world.old.get(column.table), world.new.get(column.table)
    if isinstance(old, Table) and isinstance(new, Table) and old.of_type and old.of_type == new.of_type:
        had, wanted = (side.find(old.of_type) for side in (world.old, world.new))
        if not isinstance(had, Composite) or not isinstance(wanted, Composite) or had.shape == wanted.shape:
            raise UnsupportedChange(
                f"column {column}: {column.table} is a table OF {old.of_type}, whose columns change with the type alone; "
                f"change the type too, or take it from the table first (ALTER TABLE … NOT OF)"
            )


def refused_by_type(column: Ref, world: World) -> None:
    """Stop at a column that cannot change its type."""
    refused_while_held(column.table, f"column {column}: its type cannot change", world)
    _stuck(column, world)


def refused_to_forget(old: Column, world: World) -> None:
    """Stop at a generated column that becomes plain: PostgreSQL 14 does not forget what its expression needed.

    Whatever drops the function later, drops the column along, without a word (mended in 15 alone).
    """
    needed = [ref for ref in (*mentioned(old.generated), *old.depends) if ref.kind != "column"]
    if world.major < 15 and needed:
        raise UnsupportedChange(
            f"column {old.ref}: PostgreSQL before 15 does not let it become plain: it would go along with {needed[0]}, which it "
            "is generated with; add another column, copy the values, and drop this one"
        )


def refused_beside_identity(new: Column, world: World) -> None:
    """Stop at a default that a partition's column keeps, gets or loses while an identity from above counts it, or begins to.

    No ALTER gives or takes such a default, nor the identity where there is one (PostgreSQL 17, which hands identities down).
    """
    for part in (new, *heirs(new.ref, world.new)):
        had = world.old.get(part.ref)
        if not isinstance(had, Column) or not (had.default or part.default):
            continue
        for above in counted_by(part.ref, world):
            was = world.old.get(above)
            if part.default or (isinstance(was, Column) and was.identity):
                raise UnsupportedChange(
                    f"column {part.ref}: PostgreSQL does not let it have another default, or keep one, when the identity of {above} "
                    f"counts it; detach {part.ref.table}, change the columns, and attach it again"
                )


def _stuck(column: Ref, world: World) -> None:
    """Stop at a NOT NULL below that is in the way and has to stay: an identity's, and one that is handed down from there."""
    theirs = [item for item in world.old.parts(column) if isinstance(item, Column) and column in item.inherited]
    held = [item for item in theirs if not_null_names.stuck(item, world)]
    old = world.old.get(column)
    if held or (isinstance(old, Column) and old.identity and not_null_names.stuck(old, world)):
        below = ", ".join(str(item.ref.table) for item in held or theirs)
        raise UnsupportedChange(
            f"column {column}: PostgreSQL 18 cannot change its type while a table that inherits it has its own NOT NULL "
            f"by another name ({below}); take that out for as long as it takes (ALTER TABLE … NO INHERIT)"
        )
