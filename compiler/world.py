"""The two states that a plan lies between, and the server it is for."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import Factory, evolve, frozen

from mizzle.model.column import Column
from mizzle.model.domain import Domain
from mizzle.model.facts import Facts
from mizzle.model.holders import holders
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.primary_key import Key
from mizzle.model.ref import Ref
from mizzle.model.rename import waits
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type


@frozen(eq=False)
class World:
    """Both states by their new names, and the server.

    old      the state before, with all renames carried through
    new      the state after
    before   new ref → the ref that the server knows now, for what is renamed
    whole    whether the new state says everything: what it does not mention is as PostgreSQL makes it, not as it comes
    expand   the columns whose change of type is done beside them (compiler/expanding.py)
    early    the default privileges that change before anything is made, so that they are at work on it
    ahead    what gets its name before its table takes it to another namespace → the name that it has (compiler/ahead.py)
    copied   the tables that are made anew and get the rows of the old ones, which wait under these refs (compiler/copying.py)
    standing the same world in which tables that are put aside still have their names: what rows are asked as
    """

    old: Schema
    new: Schema
    facts: Facts = Factory(Facts)
    before: Mapping[Ref, Ref] = Factory(dict)
    whole: bool = True
    expand: frozenset[Ref] = frozenset()
    early: frozenset[Ref] = frozenset()
    ahead: Mapping[Ref, str] = Factory(dict)
    copied: Mapping[Ref, Ref] = Factory(dict)
    standing: "World | None" = None

    @property
    def major(self) -> int:
        return self.facts.major

    def is_new(self, ref: Ref) -> bool:
        """Whether the object is made by the plan."""
        return ref not in self.old

    def gets_rows(self, table: Ref) -> Ref | None:
        """The table whose rows are copied, where this one, which the plan makes, is it or a partition of it."""
        item = self.new.get(table)
        if table in self.copied or not self.copied or not self.is_new(table) or not isinstance(item, Table):
            return table if table in self.copied else None
        return self.gets_rows(item.partition_of.parent) if item.partition_of else None

    def leaves_early(self, aside: Ref) -> bool:
        """Whether what waits until its rows are copied leaves its parents before: what gets the rows comes to the same."""
        old, heir = (
            self.old.get(aside),
            next((self.new.get(ref) for ref, then in self.copied.items() if then == aside), None),
        )
        if not (isinstance(old, Table) and isinstance(heir, Table)):
            return False
        return bool(old.parents) and heir.parents == old.parents

    def now(self, ref: Ref) -> Ref | None:
        """The ref by which the server knows an object before the plan; None for one that the plan makes."""
        return self.before.get(ref, ref) if ref in self.old else None

    def taken(self, ref: Ref) -> bool:
        """Whether something has the name, before the plan or behind it: as its own or as that of another relation, type or routine."""
        return not self._names.isdisjoint({ref, *(Ref(kind, *ref[1:]) for kind in ("relation", "type", "routine"))})

    def halfway(self, old: Ref, new: Ref) -> Ref | None:
        """A name that nobody has, on the way to another name in another namespace: ALTER gives either first, never both at once."""
        ways = old._replace(schema=new.schema), old.called(new.own)
        return next((way for way in ways if not self.taken(way)), None)

    @cached_property
    def _names(self) -> frozenset[Ref]:
        live = (evolve(item, ref=self.before.get(item.ref, item.ref)) for item in self.old.values())
        return frozenset(name for item in (*live, *self.new.values()) for name in (item.ref, *item.names()))

    def leaves_heirs(self, old: Object) -> bool:
        """Whether tables below keep what they had of a column or check that goes, as their own: no partition can."""
        for part in self.old.parts(old.ref):
            new, below = self.new.get(part.ref), self.new.get(part.ref.table)
            stays = isinstance(below, Table) and old.ref.table in below.inherits
            if (
                new is not None
                and stays
                and old.ref in part.inherited
                and not part.local
                and old.ref not in new.inherited
            ):
                return True
        return False

    def joins(self, table: Ref, above: Ref) -> bool:
        """Whether a table that is there gets a parent, which gives it columns from then on: it must have those before."""
        old = self.old.get(table)
        return isinstance(old, Table) and above not in old.parents

    def stays(self, ref: Ref) -> bool:
        """Whether what was there is there afterwards, or waits under another name until its users have moved over."""
        return ref in self.new or waits(ref.name)

    def held(self, ref: Ref) -> bool:
        """Whether a column that stays has this type or collation, be it inside another type."""
        return any(
            not user.generated if isinstance(user, Column) else user.space == "type" and self.held(user.ref)
            for user in self.old.users(ref)
            if self.stays(user.ref)
        )

    def boxed(self, ref: Ref) -> bool:
        """Whether a column that stays has this type inside an array, a composite type, a range or the rows of a table."""
        for user in self.old.users(ref):
            if self.stays(user.ref):
                kind = getattr(user, "type", None)
                array = isinstance(kind, Type) and kind.array
                if isinstance(user, Column):
                    rows = (holder.ref for holder in holders(user.ref.table, self.old))
                    if (array and not user.generated) or any(ref in self.new for ref in rows):
                        return True
                elif user.space == "type" and (
                    self.held(user.ref) if array or not isinstance(user, Domain) else self.boxed(user.ref)
                ):
                    return True
        return False

    def keys_of(self, schema: Schema, references: tuple[Ref, ...]) -> Iterator[Object]:
        """The keys and unique indexes that a foreign key on these columns can stand on."""
        wanted = set(references)
        for part in schema.parts(references[0].table):
            if isinstance(part, Key):
                if set(part.columns) == wanted and not part.deferrable:
                    yield part
            elif (
                isinstance(part, Index)
                and part.unique
                and part.where is None
                and {key.value for key in part.keys} == wanted
            ):
                yield part


def grounded(kind: Type, schema: Schema) -> Type:
    """The type that a type's values have: of a domain its base type, however deep."""
    found = schema.find(kind.ref) if kind.ref else None
    if not isinstance(found, Domain):
        return kind
    base = grounded(found.type, schema)
    if not kind.array:
        return base
    return kind if base.array else evolve(base, array=True)
