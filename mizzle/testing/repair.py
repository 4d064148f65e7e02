"""Keep drawn heirs like their parents, and take out what partitioned and foreign tables cannot have.

Edits know nothing of heirs: after each of them `repaired` gives a schema that PostgreSQL takes, so that what an edit did to
a parent's column its heirs have too.
"""

from collections.abc import Iterator

from attrs import evolve

from mizzle.model.check import Check
from mizzle.model.column import Column, Generated
from mizzle.model.exclusion import Exclusion
from mizzle.model.expr import Expr, Piece, Regclass
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.index import Index
from mizzle.model.lineage import ancestors
from mizzle.model.policy import Policy
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.privileges import Privileges
from mizzle.model.publication_table import PublicationTable
from mizzle.model.ref import Ref
from mizzle.model.rule import Rule
from mizzle.model.schema import Schema
from mizzle.model.sequence import RANGES
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger
from mizzle.testing import draw, typed
from mizzle.testing.cut import freed, without

TOASTED = {"text", "character varying", "bytea", "json", "jsonb", "xml"}  # types whose values can be stored elsewhere
ATTRIBUTES = ("storage", "compression", "statistics", "options")


def keys(table: Table) -> list[Ref]:
    """The columns that a table is partitioned by."""
    return list(table.partition_by.refs()) if table.partition_by else []


def partition_keys(state: Schema) -> set[Ref]:
    """All columns that tables are partitioned by, and those of their partitions."""
    found = {ref for item in state.of(Table) for ref in keys(item)}
    for item in _parents_first(state):
        found |= {part.ref for part in draw.columns(state, item.ref) if found.intersection(part.inherited)}
    return found


def repaired(state: Schema) -> Schema:
    """The schema in which heirs are like their parents, and no table has what PostgreSQL does not let it have."""
    state = state.where(
        lambda item: not isinstance(item, IdentityPrivileges) or draw.column_of(state, item.of).identity is not None
    )
    state = state.where(lambda item: not isinstance(item, Privileges) or state.find(item.of) is not None)
    state = typed.alike(state)
    state = state.with_(
        evolve(item, storage=None, compression=None)
        for item in state.of(Column)
        if (item.storage or item.compression) and item.type.name not in TOASTED
    )
    state = state.with_(
        evolve(item, statistics=None)
        for item in state.of(Column)
        if item.statistics is not None and item.generated and not item.generated.stored
    )
    # That of a column with heirs cannot be renamed where theirs, which they had before, are called otherwise.
    above = {parent for item in state.of(Table) for parent in item.inherits}
    state = state.with_(
        evolve(item, not_null_name=None)
        for item in state.of(Column)
        if item.not_null_name and (not item.refuses_null or item.ref.table in above)
    )
    state = referable(state)
    if not any(item.parents or item.partition_by or item.server for item in state.of(Table)):
        return state
    state = settled(state)
    for table in list(state.of(Table)):
        if table.ref not in state:
            continue
        if table.partition_by:
            state = _partitioned(state, table)
        if table.server:
            state = _foreign(state, table)
        if table.parents:
            state = _one_of_a_name(state, table)
    return state


def referable(state: Schema) -> Schema:
    """The schema without keys that find a key of their columns WITHOUT OVERLAPS, or one that is not where they need it.

    And without those of partitioned tables that reference one of their partitions: PostgreSQL stops at itself.
    """
    for item in list(state.of(ForeignKey)):
        if item.ref not in state:
            continue
        if item.ref.table in _wholes(state, item.references[0].table):
            state = without(state, item.ref)
            continue
        held = [
            key
            for key in state.of(Key)
            if key.ref.table == item.references[0].table and {*key.columns} == {*item.references}
        ]
        if any(key.without_overlaps != item.period for key in held):
            state = without(state, item.ref)
    return state


def _wholes(state: Schema, table: Ref) -> Iterator[Ref]:
    """The partitioned tables that a table is a part of, however deep."""
    item = state.get(table)
    if isinstance(item, Table) and item.partition_of:
        yield item.partition_of.parent
        yield from _wholes(state, item.partition_of.parent)


def settled(state: Schema) -> Schema:
    """The schema in which every heir has the columns of its parents."""
    for table in _parents_first(state):
        given = _given(state, table)
        known = {name for name, _ in given}
        for item in draw.columns(state, table.ref):
            if item.ref.part not in known and table.partition_of:
                state = without(state, item.ref)
            elif item.ref.part not in known and item.inherited:
                state = state.with_([evolve(item, inherited=())])
        # Where columns of several parents become one they are kept alike.
        state = state.with_(
            evolve(other, **{word: getattr(above[0], word) for word in ATTRIBUTES})
            for _, above in given
            for other in above[1:]
            if other.ref in state
        )
        for name, above in given:
            have = state.get(table.ref.column(name))
            if isinstance(have, Column) and have.type != above[0].type:
                state = freed(state, have, keys=True)
        if table.ref in state:
            state = state.with_(_heir(state, table.ref.column(name), above) for name, above in given)
    return state


def _parents_first(state: Schema) -> Iterator[Table]:
    pending = [item for item in state.of(Table) if item.parents]
    waiting = {item.ref for item in pending}
    while pending:
        ready = [item for item in pending if not waiting.intersection(item.parents)]
        yield from ready
        waiting -= {item.ref for item in ready}
        pending = [item for item in pending if item.ref in waiting]


def _given(state: Schema, table: Table) -> list[tuple[str, list[Column]]]:
    found: dict[str, list[Column]] = {}
    for parent in table.parents:
        for item in draw.columns(state, parent):
            found.setdefault(item.ref.part, []).append(item)
    return list(found.items())


def _heir(state: Schema, ref: Ref, above: list[Column]) -> Column:
    have, first = state.get(ref), above[0]
    generated = first.generated and Generated(
        _over(first.generated.expr, first.ref.table, ref.table), first.generated.stored
    )
    bare = evolve(first, ref=ref, identity=None, not_null_name=None, generated=generated, comment=None, renamed=None)
    if isinstance(have, Column):
        bare = evolve(bare, comment=have.comment, renamed=have.renamed, position=have.position)
        if _fits(have, first) and not generated and _stands(have.default, state) and not _counted(ref, first, state):
            bare = evolve(bare, default=have.default)
        if have.type == first.type:
            bare = evolve(bare, **{word: getattr(have, word) for word in ATTRIBUTES})
    required = any(item.not_null for item in above) or (isinstance(have, Column) and have.not_null)
    # One that is made under a NOT NULL that is NOT VALID has a valid one.
    not_null_not_valid = any(item.not_null_not_valid for item in above)
    required = required or (not_null_not_valid and not isinstance(have, Column))
    kept = not_null_not_valid or (isinstance(have, Column) and have.not_null_not_valid)
    return evolve(
        bare, not_null=required, not_null_not_valid=kept and not required, inherited=tuple(item.ref for item in above)
    )


def _counted(ref: Ref, above: Column, state: Schema) -> bool:
    """Whether a partition's column is counted by an identity from above: no ALTER gives it a default then (PostgreSQL 17)."""
    if draw.table_of(state, ref.table).partition_of is None:
        return False
    return any(draw.column_of(state, each).identity for each in (above.ref, *ancestors(above.ref, state)))


def _fits(have: Column, first: Column) -> bool:
    """Whether what a heir's column begins with is a value of its parent's type too."""
    plain = not (have.type.array or first.type.array)
    return have.type == first.type or (plain and {have.type.name, first.type.name} <= {*RANGES})


def _stands(expr: Expr | None, state: Schema) -> bool:
    """Whether the sequence that it may count with is there."""
    used = [piece.ref for piece in expr.pieces if isinstance(piece, Regclass)] if expr else []
    return all(ref in state for ref in used)


def _over(expr: Expr, old: Ref, new: Ref) -> Expr:
    """An expression over one table's columns as one over another's."""
    moved: list[Piece] = [
        new.column(piece.part) if isinstance(piece, Ref) and piece.part and piece.table == old else piece
        for piece in expr.pieces
    ]
    return Expr(tuple(moved))


def partitions_of(state: Schema, parent: Ref) -> list[Table]:
    return [item for item in state.of(Table) if item.partition_of and item.partition_of.parent == parent]


def heirs_of(state: Schema, parent: Ref) -> list[Table]:
    return [item for item in state.of(Table) if parent in item.parents]


def _partitioned(state: Schema, table: Table) -> Schema:
    """No storage of its own; keys hold what it is partitioned by."""
    state = state.with_([evolve(table, unlogged=False, options=())])
    state = state.with_(evolve(item, unlogged=False) for item in partitions_of(state, table.ref))
    wanted = {ref.part for ref in keys(table)}
    for item in (*state.of(Key), *state.of(Index), *state.of(Exclusion)):
        if item.stands_in != table.ref or item.ref not in state:
            continue
        columns: list[object] = list(item.columns) if isinstance(item, Key) else []
        if isinstance(item, Index):
            columns = [key.value for key in item.keys if not (key.collation or key.opclass)]
        unique = isinstance(item, Key) or (isinstance(item, Index) and item.unique)
        held = {ref.part for ref in columns if isinstance(ref, Ref)}
        if isinstance(item, Exclusion) or (unique and not wanted <= held):
            state = without(state, item.ref)
    state = state.with_(
        evolve(item, statistics=()) for item in state.of(Index) if item.table == table.ref and item.statistics
    )
    state = state.with_(evolve(item, no_inherit=False) for item in state.of(Check) if item.ref.table == table.ref)
    state = state.with_(
        evolve(item, validated=True, enforced=True)
        for item in state.of(ForeignKey)
        if table.ref in (item.ref.table, item.references[0].table)
    )
    return state.with_(
        evolve(item, columns=(), where=None) for item in state.of(PublicationTable) if item.table == table.ref
    )


def _foreign(state: Schema, table: Table) -> Schema:
    """Rows elsewhere: no keys, indexes, policies, rules."""
    state = state.with_([evolve(table, unlogged=False, options=())])
    state = state.with_(evolve(item, identity=None, compression=None) for item in draw.columns(state, table.ref))
    for item in state.parts(table.ref):
        if (
            isinstance(item, Key | Index | Exclusion | ForeignKey | Policy | Rule | PublicationTable)
            and item.ref in state
        ):
            state = without(state, item.ref)
    return state


def _one_of_a_name(state: Schema, table: Table) -> Schema:
    """Constraints come along with a parent's: none of another shape may have such a name, and there is one primary key."""
    given, fired = {*_handed_down(state, table)}, {*_fired(state, table)}
    keyed = _keyed(state, table)
    for item in state.parts(table.ref):
        named = isinstance(item, Check | ForeignKey | Key | Exclusion) and item.ref.part in given
        twice = isinstance(item, Trigger) and item.ref.part in fired
        if item.ref in state and (named or twice or (keyed and isinstance(item, PrimaryKey))):
            state = without(state, item.ref)
    columns = draw.columns(state, table.ref)
    return state.with_(evolve(item, not_null_name=None) for item in columns if item.not_null_name in given)


def _keyed(state: Schema, table: Table) -> bool:
    """Whether a partition has a primary key from those above it."""
    parent = state.get(table.partition_of.parent) if table.partition_of else None
    return isinstance(parent, Table) and (
        any(isinstance(part, PrimaryKey) for part in state.parts(parent.ref)) or _keyed(state, parent)
    )


def _fired(state: Schema, table: Table) -> Iterator[str]:
    """The names of the triggers that a partition has from those above it."""
    parent = state.get(table.partition_of.parent) if table.partition_of else None
    if isinstance(parent, Table):
        yield from (item.ref.part for item in state.of(Trigger) if item.table == parent.ref and item.each_row)
        yield from _fired(state, parent)


def _handed_down(state: Schema, table: Table) -> Iterator[str]:
    """The names of the constraints that a table gets from those above it; NOT NULL has one since PostgreSQL 18."""
    for parent in table.parents:
        for part in state.parts(parent):
            if isinstance(part, Check | ForeignKey):
                yield part.ref.part
            elif isinstance(part, Column) and part.not_null_name:
                yield part.not_null_name
        yield from _handed_down(state, draw.table_of(state, parent))
