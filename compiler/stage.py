"""The objects that are there when a statement runs: the old state as far as a plan has come."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.statement import Act
from mizzle.compiler.world import World
from mizzle.model.exclusion import Exclusion
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.hazard import Size
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.owner import Owner
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import MARK, moved, mover, unmarked, waits
from mizzle.model.table import Table

INDEXED = (Index, Key, Exclusion)
RELATIONS = {"table", "view", "materialized_view"}


class Stage:
    """The old state as far as the plan has come."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.gone: set[Ref] = set()
        self.now: dict[Ref, Object] = {}  # what was changed
        self.leaving: set[Ref] = set()  # what the statement at hand takes away
        self.made: dict[Ref, dict[Ref, Object]] = {}  # by its wholes
        self.uncounted: set[Ref] = set()  # columns that are no identity any more
        # Tables that have left their parents, be it for a while, with what those had then.
        self.apart: dict[tuple[Ref, Ref | None], list[Object]] = {}
        self.joined: dict[tuple[Ref, Ref | None], Table] = {}  # tables that have come to new ones
        self.filled: set[Ref] = set()  # columns that have become NOT NULL, or checks that have become valid
        self.nullable: set[Ref] = set()  # columns that have lost their NOT NULL
        self.spent: set[Ref] = set()  # indexes and keys of partitions that have become parts of their parents'

    def after(self, act: Act) -> None:
        """Go on behind a statement."""
        if act.form == "drop identity":
            self.uncounted.add(act.ref)
        elif act.form.startswith("detach ") and isinstance(act.old, Table) and act.old.partition_of:
            self._leave(act.ref, act.old.partition_of.parent)
        elif act.form.startswith("attach partition") and isinstance(act.new, Table) and act.new.partition_of:
            self._join(act.new, act.new.partition_of.parent)
        elif act.form == "no inherit":
            self._leave(act.ref, act.other)
        elif act.form == "inherit" and isinstance(act.new, Table):
            self._join(act.new, act.other)
        self.gone |= act.removes
        for ref in act.removes:
            self.now.pop(ref, None)
            for parts in self.made.values():
                parts.pop(ref, None)
        for ref in act.makes:
            if item := self.world.new.get(ref):
                for whole in item.part_of():
                    self.made.setdefault(whole, {})[ref] = item
                for parent in parents(item):
                    self.apart.pop((ref, parent), None)
                if ref in self.gone:
                    self.now[ref] = item  # under the name of what it has nothing to do with
        if act.new is not None and act.old is not None:
            self.now[act.ref] = act.new

    def _leave(self, table: Ref, parent: Ref | None) -> None:
        self.apart[table, parent] = [*self._above(parent)] if parent else []
        self.joined.pop((table, parent), None)

    def _join(self, table: Table, parent: Ref | None) -> None:
        self.apart.pop((table.ref, parent), None)
        self.joined[table.ref, parent] = table

    def subject(self, act: Act) -> Ref | None:
        """The table, view or the like that a statement is about."""
        item = act.new or act.old
        if isinstance(item, Owner):
            return item.of if item.of.kind in {*RELATIONS, "sequence"} else None
        if act.form in ("switch trigger", "no force row security") and act.other:
            return act.other  # a partition, where it stands otherwise than in the table that has it; or what waits
        if act.ref.kind in RELATIONS:
            return act.ref
        table = getattr(item, "table", None)
        return table if isinstance(table, Ref) else act.ref.table if act.ref.part else None

    def _table(self, act: Act) -> Iterator[Ref]:
        subject = self.subject(act)
        if subject is not None:
            yield subject
        if act.form.startswith("drop ") and act.ref.kind == "table":
            yield from (ref for ref in act.removes if ref.kind == "table" and ref != subject)

    def there(self, ref: Ref) -> bool:
        """Whether it was there before the plan, and still is."""
        return ref in self.world.old and ref not in self.gone

    def stored(self, ref: Ref) -> bool:
        """Whether it is a table, or materialized view, with rows of its own here."""
        if not self.there(ref):
            return False
        item = self.get(ref)
        if isinstance(item, Table):
            return item.partition_by is None and item.server is None
        return ref.kind == "materialized_view"

    def known(self, ref: Ref) -> Ref:
        """The ref as it is told: without marks, and what makes way by the name that it had."""
        if ref.part and waits(ref.name):
            ref = ref._replace(name=self.known(ref.table).name)
        if waits(ref.own):
            now = self.world.before.get(ref, ref)
            # By its new name, where it was to get one.
            before = next((then for then, had in self.world.before.items() if had == now and then != ref), now)
            ref = ref._replace(part=before.part) if ref.part else ref._replace(name=before.name)
        return unmarked(ref) if MARK in ref.name or MARK in ref.part else ref

    def size(self, ref: Ref) -> Size | None:
        return self.world.facts.sizes.get(self.world.before.get(ref, ref))

    def get(self, ref: Ref) -> Object | None:
        return self.now.get(ref) or self.world.old.get(ref)

    def parts(self, whole: Ref) -> Iterator[Object]:
        for part in self.world.old.parts(whole):
            if part.ref not in self.gone and part.ref not in self.leaving:
                yield self.now.get(part.ref, part)
        yield from self.made.get(whole, {}).values()

    def users(self, ref: Ref) -> Iterator[Object]:
        for user in self.world.old.users(ref):
            if user.ref not in self.gone and user.ref not in self.leaving:
                yield self.now.get(user.ref, user)

    def heirs(self, table: Ref) -> Iterator[Table]:
        """The tables that inherit it, partitions among them."""
        for user in self.users(table):
            if (
                isinstance(user, Table)
                and table in user.parents
                and (user.ref, table) not in {*self.apart, *self.joined}
            ):
                yield user
        for (heir, parent), item in self.joined.items():
            if parent == table and heir not in self.gone:
                yield item
        for part in self.made.get(table, {}).values():
            if isinstance(part, Table) and (part.ref, table) not in {*self.apart, *self.joined}:
                yield part

    def below(self, table: Ref, *, parted: bool = False) -> Iterator[Ref]:
        """The tables that inherit it, however far; `parted`: its partitions alone."""
        for heir in self.heirs(table):
            if heir.partition_of or not parted:
                yield heir.ref
                yield from self.below(heir.ref, parted=parted)

    def has(self, ref: Ref) -> bool:
        """Whether a part of a table is there by now."""
        return (self.there(ref) or ref in self.made.get(ref.table, ())) and ref not in self.leaving

    def goes(self, ref: Ref, parent: Ref) -> bool:
        """Whether a part goes when that of a parent of its table does: it comes from nowhere else."""
        item = self.get(ref) if self.there(ref) else None
        table = self.get(ref.table)
        others = (above for above in item.inherited if above.table != parent and self.there(above)) if item else ()
        return item is not None and not item.local and not any(above.table in parents(table) for above in others)

    def kept(self, table: Ref) -> Iterator[Object]:
        """The parts of a table, with those that it has from a partitioned table that it has left."""
        yield from self.parts(table)
        old = self.world.old.get(table)
        parent = old.partition_of.parent if isinstance(old, Table) and old.partition_of else None
        told = {above: part for part in self.world.old.parts(table) if part.inherited for above in self._sources(part)}
        for part in self.apart.get((table, parent), ()):
            mine = told.get(part.ref)
            if self._uprooted(part, table) or (mine and mine.ref in self.gone):
                continue
            if (
                isinstance(part, ForeignKey) and self.world.major >= 15
            ):  # 14 leaves it without triggers at the other end
                columns = tuple(part_in(column, table) for column in part.columns)
                yield evolve(part, ref=part_in(part.ref, table), columns=columns)
            elif isinstance(part, INDEXED):
                yield moved(part, mover({part.table if isinstance(part, Index) else part.ref.table: table}))

    def _above(self, parent: Ref) -> Iterator[Object]:
        """The parts that a table and what it is a partition of, however far, have by now."""
        yield from self.parts(parent)
        item = self.get(parent)
        if isinstance(item, Table) and item.partition_of:
            yield from self._above(item.partition_of.parent)

    def _sources(self, part: Object) -> Iterator[Ref]:
        """What of the tables above a part comes from."""
        for ref in part.depends:
            above = self.world.old.get(ref)
            if above and above.kind == part.kind:
                yield ref
                yield from self._sources(above)

    def _uprooted(self, part: Object, table: Ref) -> bool:
        """Whether a column that it stands on has gone from the table since, be it made anew."""
        over = {part_in(ref, table) for ref in part.requires() if ref.kind == "column"}
        return not over.isdisjoint(self.gone) or not over.isdisjoint(self.made.get(table, ()))


def part_in(ref: Ref, table: Ref) -> Ref:
    """The part of the same name in another table."""
    return Ref(ref.kind, table.schema, table.name, ref.part)


def parents(item: Object | None) -> tuple[Ref, ...]:
    return item.parents if isinstance(item, Table) else ()
