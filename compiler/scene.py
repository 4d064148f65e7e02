"""Which relations the words of compiler/forms.py mean for a statement, of those that are there when it runs."""

from collections.abc import Iterator

from mizzle.compiler.names import name, text
from mizzle.compiler.partitions import Partitions
from mizzle.compiler.stage import INDEXED, part_in
from mizzle.compiler.statement import Act
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.domain import Domain
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.index import Index
from mizzle.model.lineage import heirs
from mizzle.model.object import Object
from mizzle.model.owner import Owner
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.publication_table import PublicationTable
from mizzle.model.ref import Ref
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger

# What comes to and goes from the tables below one by one, and ends where one has its own.
ALONG = (
    "create column",
    "create check",
    "drop column",
    "drop check",
    "set not null",
    "create not null",
    "drop not null",
)


class Scene(Partitions):
    """The stage, and the words for what stands on it."""

    def after(self, act: Act) -> None:
        """Go on behind a statement."""
        if act.form.startswith(("set not null", "validate ")):
            self.filled.update(part_in(act.ref, table) for table in self._all(act))
        elif act.form == "drop not null":
            self._let_null(act)
        elif act.form == "drop not null alone":
            self.filled.discard(act.ref)
            self.nullable.add(act.ref)
        super().after(act)

    def _let_null(self, act: Act) -> None:
        """With a parent's NOT NULL go those below."""
        for table in self._all(act):
            column = part_in(act.ref, table)
            self.filled.discard(column)
            self.nullable.add(column)

    def meant(self, word: str, act: Act) -> Iterator[Ref]:
        """The relations that a word means for a statement."""
        found: Iterator[Ref] = getattr(self, f"_{word}")(act)
        return found

    def table_of(self, index: Ref, act: Act) -> Ref:
        """The table of an index that is built."""
        if index.part:
            return index.table
        item = act.new if act.ref == index else self.get(index) or self.world.new.get(index)
        return item.table if isinstance(item, Index) else self.subject(act) or index

    def _below(self, act: Act) -> Iterator[Ref]:
        subject = self.subject(act)
        return self.below(subject) if subject else iter(())

    def _poured(self, act: Act) -> Iterator[Ref]:
        if act.other:
            yield act.other
            yield from self.below(act.other, parted=True)

    def _deferring(self, act: Act) -> Iterator[Ref]:
        return self._unindexed(act) if isinstance(act.new, Key) and act.new.deferrable else iter(())

    def _heirs(self, act: Act) -> Iterator[Ref]:
        parted = set(self._partitions(act))
        yield from (ref for ref in self._below(act) if ref not in parted)

    def _children(self, act: Act) -> Iterator[Ref]:
        subject = self.subject(act)
        yield from (heir.ref for heir in self.heirs(subject)) if subject else ()

    def _bound(self, act: Act) -> Iterator[Ref]:
        check = act.new or act.old
        return iter(()) if isinstance(check, Check) and check.no_inherit else self._below(act)

    def _fired(self, act: Act) -> Iterator[Ref]:
        trigger = act.new or act.old
        return self._partitions(act) if isinstance(trigger, Trigger) and trigger.each_row else iter(())

    def _along(self, act: Act) -> Iterator[Ref]:
        subject, item = self.subject(act), act.new or act.old
        if subject and not (isinstance(item, Check) and item.no_inherit):
            yield from self._reached(subject, act)

    def _reached(self, table: Ref, act: Act) -> Iterator[Ref]:
        """The tables below that a column or check comes to or goes from, and those that have their own: no further."""
        for heir in self.heirs(table):
            yield heir.ref
            if self._concerns(heir.ref, table, act):
                yield from self._reached(heir.ref, act)

    def _concerns(self, heir: Ref, table: Ref, act: Act) -> bool:
        """Whether a table below gets, or loses, the column, check or NOT NULL of one that it inherits."""
        if act.form in ("set not null", "create not null not valid"):
            return not self._has_not_null(part_in(act.ref, heir)) or self._has_not_null(act.ref)
        if act.form == "drop not null":  # since PostgreSQL 18 but for what a table has by itself
            item = self.get(part_in(act.ref, heir))
            return self.world.major < 18 or not (isinstance(item, Column) and item.local_not_null)
        if act.ref.kind not in act.form:  # a helper that is no object of the plan's
            return True
        part = part_in(act.ref, heir)
        return self.goes(part, table) if act.form.startswith("drop ") else not self.has(part)

    def _has_not_null(self, column: Ref) -> bool:
        """Whether it has a NOT NULL of its own, at which a new one above ends (PostgreSQL 18)."""
        item = self.get(column)
        return self.world.major >= 18 and isinstance(item, Column) and item.refuses_null

    def _all(self, act: Act) -> Iterator[Ref]:
        """The table and those below that change with it."""
        yield from self._table(act)
        subject, item = self.subject(act), act.new or act.old
        if act.form.startswith("disinherit ") or (isinstance(item, Check) and item.no_inherit):
            return
        if subject and act.form.startswith(ALONG):
            yield from self._changing(subject, act)
        else:
            yield from self._below(act)

    def _changing(self, table: Ref, act: Act) -> Iterator[Ref]:
        for heir in self.heirs(table):
            if self._concerns(heir.ref, table, act):
                yield heir.ref
                yield from self._changing(heir.ref, act)

    def _nullable(self, act: Act) -> Iterator[Ref]:
        for table in self._all(act):
            column = part_in(act.ref, table)
            made = self.made.get(table, {}).get(column) if table != self.subject(act) else None  # that is just why
            item = made or (self.world.old.get(column) if self.there(column) else None)
            known = isinstance(item, Column) and item.not_null and column not in self.nullable
            if not known and column not in self.filled and not self.proven(column):
                yield table

    def _filling(self, act: Act) -> Iterator[Ref]:
        """The tables below one in which a column of its new primary key has to become NOT NULL."""
        if isinstance(act.new, PrimaryKey) and any(map(self._empty, act.new.columns)):
            yield from self._below(act)

    def _unfilled(self, act: Act) -> Iterator[Ref]:
        """Those of them that are looked at for it."""
        for table in self._filling(act):
            columns = (part_in(column, table) for column in act.new.columns) if isinstance(act.new, PrimaryKey) else ()
            if any(self._empty(column) and not self.proven(column) for column in columns):
                yield table

    def _emptied(self, act: Act) -> Iterator[Ref]:
        """The table, where a column of its primary key has to become NOT NULL and is looked at for it."""
        columns = act.new.columns if isinstance(act.new, PrimaryKey) else ()
        return self._table(act) if any(self._empty(ref) and not self.proven(ref) for ref in columns) else iter(())

    def _empty(self, column: Ref) -> bool:
        """Whether a column may be NULL by now."""
        # What else has been told of it is no NOT NULL yet.
        item = self.world.old.get(column) if self.there(column) else self.get(column)
        return column not in self.filled and isinstance(item, Column) and (not item.not_null or column in self.nullable)

    def proven(self, column: Ref) -> bool:
        """Whether a valid check says no less of it than IS NOT NULL, which spares a scan."""
        said = f"({name(column)} IS NOT NULL)", f"({column.part} IS NOT NULL)"
        for part in self.parts(column.table):
            told = isinstance(part, Check) and part.validated and part.enforced and text(part.expr)
            if told and (told in said or f"({told})" in said):
                return True
        return False

    def _unchecked(self, act: Act) -> Iterator[Ref]:
        for table in (*self._table(act), *self._bound(act)):
            part = part_in(act.ref, table)
            item = self.world.old.get(part)
            below = table != self.subject(act)  # of the table itself only one that is made anew is validated
            known = below and isinstance(item, Check) and item.validated and act.ref.kind == "check"
            known = known or (below and part in self.world.facts.asked)
            known = known or (below and isinstance(item, Column) and item.not_null and part not in self.nullable)
            if not known and part not in self.filled:
                yield table

    def _self(self, act: Act) -> Iterator[Ref]:
        item = act.new or act.old
        yield item.of if isinstance(item, Owner) else act.ref

    def _indexes(self, act: Act) -> Iterator[Ref]:
        for table in self._table(act):
            yield from (part.ref for part in self.parts(table) if isinstance(part, INDEXED))

    def _files(self, act: Act) -> Iterator[Ref]:
        return self._indexes(act) if all(map(self.stored, self._table(act))) else iter(())

    def _remade(self, act: Act) -> Iterator[Ref]:
        for table in self._all(act):
            if self.stored(table):
                yield from (part.ref for part in self.parts(table) if isinstance(part, INDEXED))

    def _columns(self, act: Act) -> Iterator[Ref]:
        """The column, and those of the tables below that go with it; or all of a table."""
        if act.ref.kind == "column":
            yield from (table.column(act.ref.part) for table in self._all(act))
        else:
            yield from (
                part.ref for table in self._table(act) for part in self.parts(table) if isinstance(part, Column)
            )

    def _using(self, act: Act) -> Iterator[Object]:
        columns = set(self._columns(act))
        for table in self._all(act):
            for part in self.parts(table):
                if not isinstance(part, Column) and not columns.isdisjoint(part.requires()):
                    yield part

    def _uses(self, act: Act) -> Iterator[Ref]:
        yield from (part.ref for part in self._using(act) if isinstance(part, INDEXED))

    def _rebuilt(self, act: Act) -> Iterator[Ref]:
        from mizzle.compiler.rewriting import rebuilds

        if isinstance(act.old, Column) and isinstance(act.new, Column):
            for part in self._using(act):
                if isinstance(part, INDEXED) and rebuilds(part, act.old, act.new, self.world):
                    yield part.ref

    def _checked(self, act: Act) -> Iterator[Ref]:
        for part in self._using(act):
            if isinstance(part, Check) and part.validated and part.enforced:
                yield part.ref.table

    def _target(self, act: Act) -> Iterator[Ref]:
        keys = [act.new or act.old, *(self.world.new.get(ref) for ref in act.makes)]
        # What it keeps of the partitioned table's it has for itself from then on, where it is detached.
        keys += [part for above in self.above(act) for part in self.parts(above)]
        alone = act.form.startswith("detach ") and self.world.major < 15
        for key in keys:
            if isinstance(key, ForeignKey):
                yield key.target
                yield from () if alone else self.below(key.target, parted=True)

    def _matched(self, act: Act) -> Iterator[Ref]:
        """What a foreign key references, where there are rows to compare with it."""
        there = (self.get(table) or self.world.new.get(table) for table in (*self._table(act), *self._unmatched(act)))
        rows = any(isinstance(item, Table) and not item.partition_by for item in there)
        return self._target(act) if rows else iter(())

    def _keys(self, act: Act) -> Iterator[ForeignKey]:
        """The foreign keys over the column, or over any of the table's, at either end."""
        columns = set(self._columns(act))
        for table in sorted({column.table for column in columns}):
            for key in (*self.kept(table), *self.users(table)):
                if isinstance(key, ForeignKey) and not columns.isdisjoint((*key.columns, *key.references)):
                    yield key

    def _others(self, act: Act) -> Iterator[Ref]:
        """The tables at the other end of foreign keys; what is not enforced has no triggers there."""
        for key in self._keys(act):
            if key.inherited and not any((key.ref.table, above) in self.apart for above in key.inherited):
                continue  # the partitioned table's has the triggers at the other end
            if key.enforced:
                yield key.target
                yield from self.below(key.target, parted=True)
            yield key.ref.table

    def _unenforced(self, act: Act) -> Iterator[Ref]:
        yield from (key.target for key in self._keys(act) if not key.enforced)

    def _owned(self, act: Act) -> Iterator[Ref]:
        for column in self._columns(act):
            item, before = self.get(column), self.world.old.get(column)
            if isinstance(item, Column) and item.identity and isinstance(before, Column) and before.identity:
                yield column  # else nobody knows its sequence yet
            for part in (*self.parts(column), *self.users(column), *self.now.values()):
                if isinstance(part, Sequence) and part.owned_by == column:
                    yield part.ref

    def _counter(self, act: Act) -> Iterator[Ref]:
        if isinstance(act.old, Column):
            below = heirs(act.ref, self.world.old) if act.form.startswith("change type") else ()
            yield from (part.ref for part in (act.old, *below) if part.identity and part.ref not in self.uncounted)
        elif act.form == "rename identity sequence":
            for column in self.world.old.of(Column):
                named = column.identity.sequence if column.identity else None
                if (column.ref.schema, named) == act.ref[1:3]:
                    yield column.ref

    def _marked(self, act: Act) -> Iterator[Ref]:
        """The index that is the replica identity, or that CLUSTER uses."""
        wanted = getattr(act.new, "clustered" if act.form.startswith("cluster") else "identified", None)
        found = self.world.old.find(wanted) if wanted else None
        if found:
            yield found.ref

    def _joined(self, act: Act) -> Iterator[Ref]:
        for ref in act.removes:
            item = self.get(ref)
            if isinstance(item, INDEXED) and item.stands_in != self.subject(act):
                yield ref

    def _used(self, act: Act) -> Iterator[Ref]:
        if act.other:
            yield act.other

    def _published(self, act: Act) -> Iterator[Ref]:
        for ref in act.makes:
            if isinstance(item := self.world.new.get(ref), PublicationTable):
                yield item.table

    def _parents(self, act: Act) -> Iterator[Ref]:
        if act.other:
            yield act.other
        elif isinstance(act.new, Table):
            yield from act.new.parents

    def _holders(self, act: Act) -> Iterator[Ref]:
        yield from self._holding(act.ref)

    def _holding(self, ref: Ref) -> Iterator[Ref]:
        for user in self.users(ref):
            if isinstance(user, Column):
                if self.stored(user.ref.table):
                    yield user.ref.table
            elif isinstance(user, Domain):
                yield from self._holding(user.ref)
