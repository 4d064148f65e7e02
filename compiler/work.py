"""What a plan has to do, by ref: what expand.py finds out, fold.py puts together and nodes.py makes statements of."""

from attrs import Factory, define

from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.change import Alter, Rename
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.table import Table


@define
class Work:
    """What has to be done, by ref. An object in both `drops` and `creates` is made again."""

    world: World
    renames: list[Rename] = Factory(list)
    drops: dict[Ref, Object] = Factory(dict)
    creates: dict[Ref, Object] = Factory(dict)
    alters: dict[Ref, Alter] = Factory(dict)
    released: dict[Ref, Object] = Factory(dict)  # what stays, as it is while something that it uses is made again
    around: dict[Ref, set[Ref]] = Factory(dict)  # what is down while another object is altered
    called: dict[Ref, Ref] = Factory(dict)  # what is another object since a type was put aside → its ref before that
    stops: dict[Ref, Ref] = Factory(dict)  # what is renamed in two steps → the name between them
    shed: set[Ref] = Factory(set)  # parts of a table that go before its partitions leave it, which would keep theirs
    becoming: dict[Ref, Index] = Factory(dict)  # keys that are made → the indexes that become what they stand on
    losses: list[Statement] = Factory(list)  # texts are empty; they carry consents and probes

    def whole(self, part: Object) -> Ref | None:
        """What takes the object along when it is dropped, if that is dropped too."""
        if part.stands_in != part.ref and part.stands_in in self.world.copied.values():
            return part.stands_in
        wholes = (ref for ref in part.part_of() if ref in self.drops and ref != part.ref)
        return next((ref for ref in wholes if self._goes(part, ref)), None)

    def known(self, ref: Ref) -> Ref:
        """The ref of an object before anything was put aside."""
        while ref in self.called:
            ref = self.called[ref]
        return ref

    def remade(self, ref: Ref) -> bool:
        """Whether it is dropped and made again, by the same name."""
        return ref in self.drops and ref in self.creates

    def outlived(self, ref: Ref) -> bool:
        """Whether it is the old form of a table that is made anew and loses no row: they are copied, or its partitions go over."""
        if ref in self.world.copied.values():
            return True
        old, new = self.world.old.get(ref), self.creates.get(self.known(ref))
        return all(isinstance(item, Table) and item.partition_by for item in (old, new))

    def _goes(self, part: Object, whole: Ref) -> bool:
        if whole in part.inherited:
            return self._along(part, whole)
        # So does the index that is part of the partitioned table's, unless its table has left that.
        table = self.world.old.get(part.stands_in)
        above = part.ref != part.stands_in and isinstance(table, Table) and self.drops[whole].stands_in in table.parents
        return not (above and self.left(part, whole))

    def _along(self, part: Object, above: Ref) -> bool:
        """Whether a column goes along with that of a parent table."""
        return not (part.local or self.left(part, above) or self.world.leaves_heirs(self.drops[above]))

    def left(self, part: Object, above: Ref) -> bool:
        """Whether a part's table stays and leaves the parent that it had the part from, so that it stays its own."""
        new, whole = self.world.new.get(part.stands_in), self.world.old.get(above)
        return isinstance(new, Table) and whole is not None and whole.stands_in not in new.parents
