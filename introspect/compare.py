"""Two schemas → the changes between them. Pure."""

from collections.abc import Iterable, Iterator

from attrs import evolve

from mizzle.model.change import Alter, Change, Create, Drop
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.extension import Extension
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.lineage import heirs
from mizzle.model.names import LIMIT
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
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


def without_versions(new: Schema, old: Schema) -> Schema:
    """The wanted state of a server of another major version, of whose versions of extensions this one has none to offer."""
    bare = [evolve(item, version=None) for item in new.of(Extension)]
    found = [item.settled(live) if isinstance(live := old.get(item.ref), Extension) else item for item in bare]
    return new.with_(found) if found else new


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
        and not _kept(other.get(item.ref), later=later)
        and not (_left(item, other) or _ends(item, other) if later else item.ref.kind == "check" and _left(item, other))
    }
    # What is told apart goes before what it came from, which goes along with what that came from.
    told = [item for item in schema.values() if item.inherited and item.ref not in gone] if gone else []
    while told and later:
        above = [schema[ref] for item in told for ref in item.depends & gone if _goes(schema[ref], schema, other)]
        gone -= {item.ref for item in above}
        told = above
    if not gone:
        return schema
    left = schema.where(lambda item: item.ref not in gone)
    # A foreign key on the key of a partition stands on what that comes from, and so does what is told apart further below.
    keys = [item for item in left.values() if not gone.isdisjoint(item.depends)]
    return left.with_(evolve(item, depends=_sources(item, gone, schema)) for item in keys) if keys else left


def _goes(item: Object, schema: Schema, other: Schema) -> bool:
    """Whether what it comes from, however far up, is there no more; it may have another name itself."""
    above = [found for ref in item.depends if (found := schema.get(ref)) and found.kind == item.kind]
    return any(_goes(found, schema, other) for found in above) if above else item.ref not in other


def _sources(item: Object, gone: set[Ref], schema: Schema) -> frozenset[Ref]:
    return item.depends.union(*(_sources(schema[ref], gone, schema) for ref in item.depends & gone))


def with_checks(new: Schema, old: Schema) -> Schema:
    """The later state with the checks that tables have like their parents, though it does not mention them.

    A table has to have them before it gets the parent; and those that are its own too stay as long as the parent's do.
    """
    for table in new.of(Table):
        if table.parents:
            new = _with_checks_of(table, new, old)
    return new


def _with_checks_of(table: Table, new: Schema, old: Schema) -> Schema:
    had = old.get(table.ref)
    found: dict[Ref, Check] = {}
    for parent in table.parents:
        holder = new.get(parent)
        if isinstance(holder, Table) and holder.parents:
            new = _with_checks_of(holder, new, old)
        joins = isinstance(had, Table) and parent not in had.parents
        for check in _checks(parent, new):
            ref = Ref("check", *table.ref[1:3], check.ref.part)
            mine = old.get(ref)
            asked = joins or (mine is not None and mine.local)
            if asked and ref not in new and ref not in found:
                comment, move = mine.comment if mine else None, mover({check.ref.table: table.ref})
                above = Ref("check", *parent[1:3], check.ref.part)  # the parent's, which may have it from further above
                # To join, its own has to be valid, be that of the parent so or not (MergeConstraintsIntoExisting).
                valid = check.validated or (joins and check.enforced) or (isinstance(mine, Check) and mine.validated)
                twin = evolve(moved(check, move), inherited=(above,), validated=valid)
                found[ref] = evolve(twin, comment=comment, renamed=None)
    return new.with_(found.values()) if found else new


def asked_below(old: Schema) -> frozenset[Ref]:
    """The checks that come from a parent which has them not valid, and are valid: as of a table that was made below it."""
    above = ((check, old.get(ref)) for check in old.of(Check) if check.validated for ref in check.inherited)
    return frozenset(check.ref for check, parent in above if isinstance(parent, Check) and not parent.validated)


def with_references(new: Schema, old: Schema) -> Schema:
    """The later state with the foreign keys that partitions have by themselves already, as one that their parent gets.

    It takes those over. What an interrupted plan made there is gone on with.
    """
    found: list[ForeignKey] = []
    for key in new.of(ForeignKey):
        if not key.inherited and key.ref not in old:
            for table in _partitions(key.ref.table, new):
                move = mover({key.ref.table: table})
                below = evolve(moved(key, move), references=key.references, inherited=(key.ref,))
                mine = old.get(below.ref)
                if mine and below.ref not in new and {*changed(mine, below)} <= {"inherited", "validated", "comment"}:
                    found.append(evolve(below, comment=mine.comment))
    return new.with_(found) if found else new


def _partitions(parent: Ref, schema: Schema) -> Iterator[Ref]:
    """The partitions of a table, however deep."""
    for part in schema.parts(parent):
        if isinstance(part, Table) and part.partition_of and part.partition_of.parent == parent:
            yield part.ref
            yield from _partitions(part.ref, schema)


def named_alike(old: Schema, new: Schema) -> Schema:
    """The wanted state in which a NOT NULL that nobody names is called as it is, unless something else wants that name."""
    known = (item.known(live) for item in new.of(Column) if isinstance(live := old.get(item.ref), Column))
    named = [item for item in known if item is not new[item.ref] and not _elsewhere(item, new)]
    return new.with_(named) if named else new


def _elsewhere(column: Column, new: Schema) -> bool:
    """Whether a constraint of the table or one below, or the NOT NULL of another column, is to have the name of the column's."""
    name = column.not_null_name
    if name is None:
        return False
    for mine in (column, *heirs(column.ref, new)):
        handed_down = any(check.ref.part == name for check in _checks(mine.ref.table, new))
        if handed_down or new.find(Ref("constraint", *mine.ref[1:3], name)):
            return True
        others = (part for part in new.parts(mine.ref.table) if isinstance(part, Column) and part.ref != mine.ref)
        if any(part.not_null_name == name for part in others):
            return True
    return False


def named_when_left(old: Schema, new: Schema) -> Schema:
    """The earlier state in which a NOT NULL that comes from a parent and will be the table's own has its name."""
    found = []
    for item in new.of(Column):
        live = old.get(item.ref)
        if isinstance(live, Column) and live.handed_down and not _handed_down(item, new):
            found.append(evolve(live, not_null_name=live.handed_down))
    return old.with_(found) if found else old


def proven_below(old: Schema, new: Schema) -> Schema:
    """The wanted state in which a NOT NULL that is NOT VALID above, and valid in the table itself, stays that.

    A table has a valid one when it is made under such a parent, and cannot have another.
    """

    def proven(ref: Ref, schema: Schema) -> bool:
        return isinstance(item := schema.get(ref), Column) and item.not_null

    found = [item for item in new.of(Column) if item.not_null_not_valid and item.inherited and proven(item.ref, old)]
    return new.with_(item.required() for item in found if not any(proven(above, old) for above in item.inherited))


def _handed_down(item: Column, schema: Schema) -> bool:
    """Whether the NOT NULL of a column comes from a parent's."""
    return any(isinstance(above := schema.get(ref), Column) and above.refuses_null for ref in item.inherited)


def in_the_way(old: Schema, new: Schema) -> list[tuple[Object, Object]]:
    """Indexes and constraints that PostgreSQL made and named along with a parent's, and whose name is wanted for something else.

    Each with itself under a name that is free. Only those that stay as they are; both are told as their table's own, so that
    they are compared.
    """
    hidden = [item for item in old.values() if _derived(item) and item.kind != "check"]
    if not hidden:
        return []
    said = {name: item for item in new.values() if not _derived(item) for name in item.names()}
    taken = {*said, *(name for item in old.values() for name in item.names())}
    found = []
    for item in hidden:
        wants = {said[name].ref for name in item.names() if name in said}
        same = wants == {item.ref} and set(changed(item, new[item.ref])) <= {"comment", "attached"}
        if wants and not same and all(new.get(ref) == there for ref in item.depends if (there := old.get(ref))):
            apart, number = evolve(item, ref=_twin(item, old, new)), 0
            while not taken.isdisjoint(apart.names()):
                number += 1
                apart = evolve(item, ref=_numbered(item.ref, number))
            taken.update(apart.names())
            found.append((evolve(item, inherited=()), evolve(apart, inherited=())))
    return found


def _twin(item: Object, old: Schema, new: Schema) -> Ref:
    """What the same is called in the new state, if it is there by a name that nothing has; else its own ref."""
    for other in new.values():
        alike = _derived(other) and other.kind == item.kind and {*item.part_of()} == {*other.part_of()}
        if alike and other.ref not in old and set(changed(item, other)) <= {"ref", "comment"}:
            return other.ref
    return item.ref


def _numbered(ref: Ref, number: int) -> Ref:
    """The ref with a number behind its name, as PostgreSQL would choose it."""
    name = ref.own.encode()[: LIMIT - len(str(number))].decode(errors="ignore") + str(number)
    return ref._replace(part=name) if ref.part else ref._replace(name=name)


def _checks(ref: Ref, schema: Schema) -> Iterator[Check]:
    """The checks that a table hands down: those told of, and behind them those from above."""
    yield from (item for item in schema.parts(ref) if isinstance(item, Check) and not item.no_inherit)
    table = schema.get(ref)
    if isinstance(table, Table):
        for parent in table.parents:
            yield from _checks(parent, schema)


def _derived(item: Object) -> bool:
    return bool(item.inherited) and not item.local and item.kind != "column" and not getattr(item, "attached", None)


def _kept(item: Object | None, *, later: bool) -> bool:
    """Whether it is told of on the other side, which is the later one or not."""
    return item is not None and (not item.inherited or item.local or (later and not _derived(item)))


def _left(item: Object, other: Schema) -> bool:
    """Whether its table is there on the other side too, and not below the parents that it comes from."""
    table = next((found for ref in item.part_of() if isinstance(found := other.get(ref), Table)), None)
    above = _giving(item, table) if table else ()
    if table is None or {ref.table for ref in item.inherited} <= set(above) or _given(item, table, other):
        return False
    return not _has(item, above, other)


def _has(item: Object, above: Iterable[Ref], other: Schema) -> bool:
    """Whether the table has the same there by one of these parents."""
    return item.kind != "foreign_key" and any(
        _stands(Ref(item.kind, *parent[1:3], item.ref.part), other) and not _differs(item, parent, other)
        for parent in above
    )


def _giving(item: Object, table: Table) -> tuple[Ref, ...]:
    """The parents that such a thing comes from: what merely inherits gets columns and checks alone."""
    return table.parents if item.kind == "check" or table.partition_of else ()


def _differs(item: Object, parent: Ref, other: Schema) -> bool:
    """Whether the check that a table has there by its parent is another one of that name."""
    like = (check for check in _checks(parent, other) if check.ref.part == item.ref.part)
    return any(
        set(changed(item, moved(check, mover({check.ref.table: item.ref.table})))) - {"comment"} for check in like
    )


def _given(item: Object, table: Table, other: Schema) -> bool:
    """Whether the table gets its like from the parent that it has there: ATTACH takes what there is."""
    if item.kind == "check":
        return False
    return any(
        type(part) is type(item) and set(changed(item, moved(part, mover({parent: table.ref})))) <= {"ref", "comment"}
        for parent in _giving(item, table)
        for part in other.parts(parent)
    )


def _ends(item: Object, later: Schema) -> bool:
    """Whether it is a check that goes along with its parent's, or is told to where others stay."""
    if item.kind != "check" or any(_stands(ref, later) for ref in item.inherited):
        return False
    table = later.get(item.ref.table)
    above = table.parents if isinstance(table, Table) else ()
    # One that leaves for parents that have the same keeps it.
    return not {ref.table for ref in item.inherited}.isdisjoint(above) or not _has(item, above, later)


def _stands(ref: Ref, later: Schema) -> bool:
    """Whether a table has the check then: it is told of, or comes from above."""
    table = later.get(ref.table)
    return ref in later or (
        isinstance(table, Table)
        and any(_stands(Ref(ref.kind, *parent[1:3], ref.part), later) for parent in table.parents)
    )
