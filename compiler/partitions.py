"""What partitions come to, what they have from there, and what they bring along: the words of compiler/forms.py for them."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.bounds import DEFAULT, alone, keyed
from mizzle.compiler.names import name
from mizzle.compiler.stage import INDEXED, Stage, part_in
from mizzle.compiler.statement import Act
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index, IndexKey
from mizzle.model.object import Object, changed
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import moved, mover
from mizzle.model.table import Table

# In what they may differ where PostgreSQL takes an index of a partition for its part of the partitioned table's (CompareIndexInfo).
UNMATCHED = {"ref", "comment", "options", "tablespace", "local", "deferrable", "deferred"}
MERGED = {"ref", "comment", "validated", "inherited", "local"}  # the same of foreign keys


class Partitions(Stage):
    """The stage, and the words for partitions."""

    def after(self, act: Act) -> None:
        """Go on behind a statement."""
        if act.form == "create foreign key not valid" and isinstance(act.new, ForeignKey):
            proved = (table for _, table, own in self._joining(act) if own and own.validated)
            self.filled.update(part_in(act.ref, table) for table in proved)
            self._tell(evolve(act.new, validated=False))
        elif act.form == "validate foreign key" and isinstance(act.new, ForeignKey):
            self._tell(act.new)
        elif act.form.startswith("attach partition"):
            self._take(act.ref)
        super().after(act)

    def _take(self, table: Ref) -> None:
        """What a table has by itself is the part of one index or key of its parent's, and of no other that comes later."""
        for above in [*self._above_of(table)]:
            own = (part for part in self.kept(table) if part.ref not in self.spent and matches(part, above))
            self.spent.update(part.ref for part in [next(own, None)] if part)

    def _above_of(self, table: Ref) -> Iterator[Object]:
        item = self.world.new.get(table)
        for parent in [item.partition_of.parent] if isinstance(item, Table) and item.partition_of else []:
            yield from (part for part in self.parts(parent) if isinstance(part, INDEXED))
            yield from self._above_of(parent)

    def _tell(self, key: ForeignKey) -> None:
        """A foreign key that comes in steps is there from the first of them on."""
        if key.ref not in self.world.old:
            self.made.setdefault(key.ref.table, {})[key.ref] = key

    def _partitions(self, act: Act) -> Iterator[Ref]:
        subject = self.subject(act)
        return self.below(subject, parted=True) if subject else iter(())

    def _parent(self, act: Act) -> Iterator[Ref]:
        item = act.old if act.form.startswith(("drop ", "detach ")) else act.new
        if isinstance(item, Table) and item.partition_of:
            parent = item.partition_of.parent
            if not (act.form.startswith("drop ") and (act.ref, parent) in self.apart):
                yield parent

    def above(self, act: Act) -> Iterator[Ref]:
        """What a table becomes, or has been, a partition of, and what that is a partition of, however far."""
        item = act.old if act.form.startswith("detach ") else None if act.form.startswith("drop ") else act.new
        while isinstance(item, Table) and item.partition_of:
            parent = item.partition_of.parent
            yield parent
            item = self.get(parent) or self.world.new.get(parent)
            if isinstance(item, Table) and item.partition_of and (parent, item.partition_of.parent) in self.apart:
                break  # that has left

    def _parent_indexes(self, act: Act) -> Iterator[Ref]:
        for parent in self._parent(act):
            yield from (part.ref for part in self.parts(parent) if isinstance(part, INDEXED))

    def _attached(self, act: Act) -> Iterator[Ref]:
        yield from (part.ref for part in self.parts(act.ref) if isinstance(part, INDEXED) and part.inherited)

    def _referrers(self, act: Act) -> Iterator[Ref]:
        left = [key for table, _ in self.apart if table not in self.gone for key in self.kept(table)]
        for above in self.above(act):
            for key in (*self.users(above), *self.made.get(above, {}).values(), *left):
                if isinstance(key, ForeignKey) and key.target == above and not key.inherited:
                    yield key.ref.table

    def _referenced(self, act: Act) -> Iterator[Ref]:
        return self._table(act) if any(self._referrers(act)) else iter(())

    def _unindexed(self, act: Act) -> Iterator[Ref]:
        yield from (table for table, index in self._indexing(act) if index is None)

    def _taken(self, act: Act) -> Iterator[Ref]:
        yield from (index.ref for table, index in self._indexing(act) if index in [*self.parts(table)] and index)

    def _indexing(self, act: Act) -> Iterator[tuple[Ref, Object | None]]:
        """The partitions, each with the index of its own that PostgreSQL takes for the partition's part of the new one."""
        pending = [*self._table(act)]
        while pending:
            for heir in self.heirs(pending.pop()):
                if heir.partition_of:
                    free = (part for part in self.kept(heir.ref) if part.ref not in self.spent)
                    index = next((part for part in free if matches(part, act.new)), None)
                    yield heir.ref, index
                    pending += [] if index else [heir.ref]

    def _adopted(self, act: Act) -> Iterator[Ref]:
        """Partitions with foreign keys that become part of the partitioned table's, and what those reference: triggers go there."""
        for key, table, own in self._joining(act):
            if own and key.enforced:
                yield key.target
                targets = [*self.below(key.target, parted=True)]
                yield from (table, *targets) if targets else ()

    def _unproved(self, act: Act) -> Iterator[Ref]:
        """The partitions that have no such foreign key by themselves."""
        yield from (table for _, table, own in self._joining(act) if not (own and own.validated))

    def _unmatched(self, act: Act) -> Iterator[Ref]:
        """The partitions in which a foreign key is NOT VALID: those whose own became part of it have proved their rows."""
        pending = [*self._table(act)]
        while pending:
            for heir in self.heirs(pending.pop()):
                if heir.partition_of and part_in(act.ref, heir.ref) not in self.filled:
                    yield heir.ref
                    pending.append(heir.ref)

    def _joining(self, act: Act) -> Iterator[tuple[ForeignKey, Ref, ForeignKey | None]]:
        """The foreign keys that come to partitions, each with that of the partition which becomes part of it."""
        if isinstance(act.new, ForeignKey):
            pending = [(act.new, heir.ref) for heir in self.heirs(act.ref.table) if heir.partition_of]
        else:
            above = [part for parent in self.above(act) for part in self.parts(parent)]
            pending = [(part, act.ref) for part in above if isinstance(part, ForeignKey)]
        while pending:
            key, table = pending.pop()
            found = (part for part in self.kept(table) if isinstance(part, ForeignKey) and merges(part, key))
            # Before PostgreSQL 18 what is NOT VALID stays beside it.
            own = next((part for part in found if part.validated or self.world.major >= 18), None)
            yield key, table, own
            pending += [] if own else [(key, heir.ref) for heir in self.heirs(table) if heir.partition_of]

    def _sibling(self, act: Act) -> Iterator[Ref]:
        for parent in self._parent(act):
            for heir in self.heirs(parent):
                if heir.partition_of and heir.ref != act.ref and heir.partition_of.bound.plain == DEFAULT:
                    yield heir.ref

    def _doubted(self, act: Act) -> Iterator[Ref]:
        """The default partition and its own, unless it is known to have none of the rows."""
        for default in self._sibling(act):
            if isinstance(act.new, Table) and not self._spared(default, act.new, [act.new]):
                yield default
                yield from self.below(default, parted=True)

    def _entering(self, act: Act) -> Iterator[Ref]:
        """The table and its partitions, unless it is known to have nothing but rows of the new partition."""
        item = act.new
        if isinstance(item, Table) and item.partition_of:
            default = item.partition_of.bound.plain == DEFAULT
            siblings = self.heirs(item.partition_of.parent)
            others = [other for other in siblings if other.partition_of and other.ref != item.ref]
            if not (default and self._spared(item.ref, item, others)) or self._lacking(
                item.ref, item.partition_of.parent
            ):
                yield item.ref
                yield from self.below(item.ref, parted=True)

    def _lacking(self, table: Ref, parent: Ref) -> bool:
        """Whether an index of a partitioned table has to be built in one that comes to it."""
        kept = [evolve(part, inherited=()) for part in self.kept(table)]
        alike = self.world.major >= 18
        above = (part for part in self.parts(parent) if isinstance(part, INDEXED))
        return any(not any(matches(own, part, alike=alike) for own in kept) for part in above)

    def _spared(self, table: Ref, item: Table, others: list[Table]) -> bool:
        """Whether a table has no row of these partitions beside it: there are none, or they hold NULL alone, and it is NOT NULL."""
        parent = item.partition_of.parent if item.partition_of else table
        above = self.get(parent) or self.world.new.get(parent)
        if not isinstance(above, Table) or not all(alone(other) for other in others):
            return False
        keys = keyed(above)
        return not others or any(
            isinstance(part, Column) and part.not_null and {name(part.ref), part.ref.part} & keys
            for part in self.parts(table)
        )


def merges(part: ForeignKey, above: ForeignKey) -> bool:
    """Whether a foreign key of a partition becomes part of the partitioned table's (tryAttachPartitionForeignKey)."""
    return not part.inherited and set(changed(moved(part, mover({part.ref.table: above.ref.table})), above)) <= MERGED


def matches(part: Object, new: Object | None, *, alike: bool = False) -> bool:
    """Whether an index or key of a partition is what one of the partitioned table's would be there.

    A key may be of either kind, or stand for a unique index, unless both must be `alike`: constraints of one kind
    (AttachPartitionEnsureIndexes from PostgreSQL 18 on, and DefineIndex never).
    """
    if not isinstance(new, INDEXED) or not isinstance(part, INDEXED) or part.inherited:
        return False
    own, above = (item.table if isinstance(item, Index) else item.ref.table for item in (part, new))
    there = moved(part, mover({own: above}))
    if part.kind == new.kind:
        return set(changed(there, new)) <= UNMATCHED
    mixed = isinstance(part, Key) and not (alike and isinstance(new, Key))
    return mixed and _plain(new) is not None and _plain(there) == _plain(new)


def _plain(item: Object) -> tuple[object, ...] | None:
    """What there is to compare of an index of nothing but columns that refuses duplicates."""
    if isinstance(item, Key):
        rest = getattr(item, "nulls_not_distinct", False), item.without_overlaps
        return item.columns, frozenset(item.include), *rest
    if not isinstance(item, Index) or not item.unique or item.where or item.method != "btree":
        return None
    if any(key != IndexKey(value=key.value) for key in item.keys):
        return None
    return tuple(key.value for key in item.keys), frozenset(item.include), item.nulls_not_distinct, False
