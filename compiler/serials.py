"""What `serial` says: a column, its default, and the sequence that PostgreSQL makes along with it."""

from mizzle.compiler import not_null as not_null_names
from mizzle.compiler.names import text
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.names import LIMIT
from mizzle.model.ref import Ref
from mizzle.model.sequence import Counter, Sequence
from mizzle.model.table import Table

SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def absorbed(new: Column, world: World) -> Sequence | None:
    """The sequence that `serial` makes along with the column, when it is just what PostgreSQL would make."""
    owner = world.new.get(new.ref.table)
    if new.inherited and (owner is None or owner.ref in world.old or getattr(owner, "partition_of", None)):
        return None  # no clause defines it
    for part in world.new.parts(new.ref):
        if isinstance(part, Sequence) and part.owned_by == new.ref and part.ref not in world.old:
            usual = Ref("sequence", new.ref.schema, f"{new.ref.name}_{new.ref.part}_seq")
            fits = part.ref == usual and len(usual.name.encode()) <= LIMIT and part.unlogged == _unlogged(new, world)
            default = new.default and part.feeds(text(new.default))
            if (
                fits
                and default
                and new.not_null
                and not not_null_names.said(new, world)
                and part.counter == Counter.make(new.type.name)
            ):
                places = [(world.old, "relation"), (world.old, "type"), (world.new, "type")]
                return None if any(state.find(Ref(word, *usual[1:3])) for state, word in places) else part
    return None


def _unlogged(new: Column, world: World) -> bool:
    """Whether a sequence that the column brings along is unlogged: since PostgreSQL 15, if its table is."""
    table = world.new.get(new.ref.table)
    return world.major >= 15 and isinstance(table, Table) and table.unlogged
