"""Draw and edit partitioned tables, partitions, and tables that inherit."""

from attrs import evolve

from mizzle.model.column import Column
from mizzle.model.expr import Expr
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.table import PartitionOf, Table
from mizzle.model.trigger import Trigger
from mizzle.model.type import Type
from mizzle.testing import draw, parts
from mizzle.testing.choose import Chooser
from mizzle.testing.cut import freed, without
from mizzle.testing.repair import heirs_of, keys, partitions_of, repaired, settled
from mizzle.testing.stacked import Draw

# What the partitions of one table may hold, side by side.
BOUNDS = {
    ("RANGE", "integer"): ("FROM (MINVALUE) TO (2)", "FROM (2) TO (10)", "FROM (10) TO (MAXVALUE)"),
    ("LIST", "integer"): ("IN (1)", "IN (2, 3)", "IN (NULL)"),
    ("LIST", "text"): ("IN ('1')", "IN ('2', 'it''s')"),
    ("RANGE", "text"): ("FROM (MINVALUE) TO ('2')", "FROM ('2') TO (MAXVALUE)"),
    ("HASH", "integer"): (
        "WITH (modulus 2, remainder 0)",
        "WITH (modulus 4, remainder 1)",
        "WITH (modulus 4, remainder 3)",
    ),
}
DEFAULT = "DEFAULT"
OLDEST = 14


def partitioned(choose: Chooser, state: Schema) -> list[Object]:
    """A partitioned table with partitions, one of which may be partitioned again, and perhaps a table of its shape."""
    strategy, kind = choose.one(list(BOUNDS))
    choose.note(f"partitioned by {strategy.lower()}")
    ref = draw.home(choose, state, "table")
    key = Column(ref=ref.column("id"), type=Type(kind), not_null=choose.maybe())
    by = Expr((f"{strategy} (", key.ref, ")"))
    made = state.with_([Table(ref=ref, partition_by=by, comment=draw.comment(choose)), key])
    for number in range(choose.number(1, 3)):
        made = made.with_(draw.column(choose, made, ref, OLDEST, number + 1))
    for part in (parts.primary_key, parts.index, parts.check, parts.unique):
        if choose.maybe():
            made = made.with_(part(choose, made, ref, OLDEST))
    for number in range(choose.number(1, 2)):
        made = made.with_(partition(choose, made, ref, again=number == 0))
    if choose.maybe(3):
        choose.note("table of the same shape")
        made = settled(
            made.with_([Table(ref=draw.home(choose, made, "table"), partition_of=PartitionOf(ref, Expr.of(DEFAULT)))])
        )
        twin = list(made.of(Table))[-1].ref
        made = detached(made, twin)
    return [item for item in repaired(made).values() if item.ref not in state]


def partition(choose: Chooser, state: Schema, parent: Ref, *, again: bool = False) -> list[Object]:
    """A new partition, if there is a bound that is free."""
    bound = _bound(choose, state, parent)
    if bound is None:
        return []
    choose.note("default partition" if bound.plain == DEFAULT else "partition")
    ref = draw.home(choose, state, "table")
    if ref.name == "a":  # PostgreSQL would call its key a_pkey, as something else may be called
        return []
    by = None
    if again and choose.maybe(3):
        choose.note("partitioned partition")
        [key] = keys(draw.table_of(state, parent))
        by = Expr(("HASH (", ref.column(key.part), ")"))
    made = Table(ref=ref, partition_of=PartitionOf(parent, bound), partition_by=by, comment=draw.comment(choose))
    return [item for item in settled(state.with_([made])).values() if item.ref not in state]


def _bound(choose: Chooser, state: Schema, parent: Ref) -> Expr | None:
    table = draw.table_of(state, parent)
    [key] = keys(table)
    column = draw.column_of(state, key)
    strategy = str(table.partition_by.pieces[0]).split()[0] if table.partition_by else ""
    texts = BOUNDS[strategy, "text" if column.type.name == "text" and strategy != "HASH" else "integer"]
    all_ = [f"FOR VALUES {text}" for text in texts] + ([] if strategy == "HASH" else [DEFAULT])
    taken = {item.partition_of.bound.plain for item in partitions_of(state, parent) if item.partition_of}
    free = [text for text in all_ if text not in taken]
    return Expr.of(choose.one(free)) if free else None


def inheriting(choose: Chooser, state: Schema) -> list[Object]:
    """A table that inherits from another, with a column of its own."""
    found = [
        item.ref
        for item in state.of(Table)
        if not (item.server or item.partition_by or item.partition_of or item.of_type)
    ]
    if not found:
        return []
    choose.note("inheriting table")
    ref = draw.home(choose, state, "table")
    made = settled(state.with_([Table(ref=ref, inherits=(choose.one(found),), comment=draw.comment(choose))]))
    made = made.with_(draw.column(choose, made, ref, OLDEST, 40))
    return [item for item in repaired(made).values() if item.ref not in state]


def draws(choose: Chooser, state: Schema) -> list[Object]:
    """Either of them."""
    return partitioned(choose, state) if not choose.maybe(3) else inheriting(choose, state)


DRAWS: dict[type[Object], Draw] = {Table: draws}


# ---- edits


def add_partition(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item.ref for item in state.of(Table) if item.partition_by]
    return state.with_(partition(choose, state, choose.one(found))) if found else state


def detach(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A partition becomes a table of its own; or what inherits no longer does."""
    found = [item.ref for item in state.of(Table) if item.parents]
    return detached(state, choose.one(found)) if found else state


def detached(state: Schema, ref: Ref) -> Schema:
    """The schema in which a table has no parents; the columns stay."""
    table = evolve(draw.table_of(state, ref), partition_of=None, inherits=())
    return state.with_([table, *(evolve(item, inherited=()) for item in draw.columns(state, ref))])


def attach(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A table of the same columns becomes a partition, with the rows in it."""
    shapes = {
        item.ref: {
            (part.ref.part, part.type, part.collation, bool(part.generated)) for part in draw.columns(state, item.ref)
        }
        for item in state.of(Table)
    }
    found = [
        (parent.ref, item)
        for parent in state.of(Table)
        for item in state.of(Table)
        if parent.partition_by and item.ref != parent.ref and shapes[parent.ref] == shapes[item.ref]
        if not (item.parents or item.server or item.partition_by or heirs_of(state, item.ref) or item.unlogged)
        if not item.of_type
    ]
    if not found:
        return state
    parent, item = choose.one(found)
    bound = _bound(choose, state, parent)
    return state.with_([evolve(item, partition_of=PartitionOf(parent, bound))]) if bound else state


def change_bound(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    found = [item for item in state.of(Table) if item.partition_of]
    if not found:
        return state
    item = choose.one(found)
    assert item.partition_of  # noqa: S101
    bound = _bound(choose, state, item.partition_of.parent)
    return state.with_([evolve(item, partition_of=evolve(item.partition_of, bound=bound))]) if bound else state


def change_key(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """What a table is partitioned by gets another type, or its rows are told apart otherwise; the partitions stay."""
    found = []
    for item in state.of(Table):
        if item.partition_by:
            [key] = keys(item)
            column = draw.column_of(state, key)
            if column.type == Type("integer") and not (column.identity or column.default or column.inherited):
                found.append((item, column))
    if not found:
        return state
    table, column = choose.one(found)
    if choose.maybe():
        bare = state.with_([evolve(table, partition_by=None)])  # it would go as what stands on the column's type
        return freed(bare, column, keys=True).with_([table, evolve(column, type=Type("bigint"))])
    strategy = choose.one([strategy for strategy, kind in BOUNDS if kind == "integer"])
    state = state.with_([evolve(table, partition_by=Expr((f"{strategy} (", column.ref, ")")))])
    texts = list(BOUNDS[strategy, "integer"])
    for part in partitions_of(state, table.ref):
        if part.ref not in state:
            continue
        if texts:
            bound = PartitionOf(table.ref, Expr.of(f"FOR VALUES {texts.pop(0)}"))
            state = state.with_([evolve(part, partition_of=bound)])
        else:
            state = without(state, part.ref)
    return state


def become_partitioned(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A plain table, be it a partition, is partitioned by its key."""
    found = []
    for item in state.of(Table):
        key = state.get(item.ref.column("id"))
        plain = not (item.server or item.partition_by or item.inherits or item.unlogged or heirs_of(state, item.ref))
        if plain and isinstance(key, Column) and key.type in (Type("integer"), Type("text")) and not key.generated:
            found.append((item, key))
    if not found:
        return state
    table, key = choose.one(found)
    strategy = choose.one([strategy for strategy, kind in BOUNDS if kind == key.type.name])
    for part in state.parts(table.ref):
        if isinstance(part, Trigger) and part.each_row and (part.old_table or part.new_table):
            state = without(state, part.ref)
    made = repaired(state.with_([evolve(table, partition_by=Expr((f"{strategy} (", key.ref, ")")))]))
    for number in range(choose.number(1, 3)):
        made = repaired(made.with_(partition(choose, made, table.ref, again=number == 0)))
    return made


def become_plain(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A partitioned table is partitioned no longer; some of its partitions stay as tables of their own."""
    found = [item for item in state.of(Table) if item.partition_by]
    if not found:
        return state
    table = choose.one(found)
    for part in partitions_of(state, table.ref):
        if part.ref in state:
            state = detached(state, part.ref) if choose.maybe(3) else without(state, part.ref)
    return state.with_([evolve(draw.table_of(state, table.ref), partition_by=None)])


def inherit(choose: Chooser, state: Schema, major: int) -> Schema:  # noqa: ARG001
    """A table that is there inherits from another, whose columns it gets where it lacks them."""
    plain = [item for item in state.of(Table) if not (item.server or item.partition_by or item.parents or item.of_type)]
    found = [
        (one, other)
        for one in plain
        for other in plain
        if one.ref != other.ref and not heirs_of(state, one.ref)
        if all(_alike(state.get(one.ref.column(part.ref.part)), part) for part in draw.columns(state, other.ref))
    ]
    if not found:
        return state
    one, other = choose.one(found)
    return state.with_([evolve(one, inherits=(other.ref,))])


def _alike(have: Object | None, given: Column) -> bool:
    if not isinstance(have, Column):
        return not (given.refuses_null or given.generated)
    return have.type == given.type and have.collation == given.collation and not (have.generated or given.generated)
