from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import alters
from mizzle.compiler.names import name, type_text
from mizzle.compiler.objects.held import HeldDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.names import identifier, qualified
from mizzle.model.range import Range, usual_multirange
from mizzle.model.ref import Ref
from mizzle.model.rename import WAITING, swap_name, waits


class RangeDDL(HeldDDL):
    """Only names can be altered; for all else the type is swapped (compiler/expand.py)."""

    model = Range
    rebuilds = frozenset({"subtype", "opclass", "collation", "canonical", "subtype_diff"})

    def create(self, new: Range, world: World) -> Iterator[Statement]:
        yield from _makers_aside(new, world)
        facts = [f"SUBTYPE = {type_text(new.subtype)}"]
        for word, ref in (
            ("SUBTYPE_OPCLASS", new.opclass),
            ("COLLATION", new.collation),
            ("CANONICAL", new.canonical),
            ("SUBTYPE_DIFF", new.subtype_diff),
        ):
            if ref:
                facts.append(f"{word} = {name(ref)}")
        if new.multirange:
            facts.append(f"MULTIRANGE_TYPE_NAME = {name(new.multirange)}")
        yield Statement(sql=f"CREATE TYPE {name(new.ref)} AS RANGE ({', '.join(facts)})")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        yield from super().rename(old, new, world)
        item = world.old.get(new) or world.old.get(old)
        if not isinstance(item, Range):
            return
        multirange = evolve(item, ref=new).multiple()
        before = Ref("type", old.schema, usual_multirange(old.name))
        wanted = world.new.get(new)
        if isinstance(wanted, Range) and self.rebuilt(item, wanted, world):
            return  # it goes, and its multirange type with it
        if item.multirange is None:
            yield from super().rename(before, multirange, world)
        elif waits(new.name):
            before = multirange._replace(name=multirange.name.removesuffix(WAITING))
            yield from super().rename(before, multirange, world)
        if waits(new.name):
            # The functions that make values keep their names, and the new type's would get the same.
            yield _renamed(Ref("function", new.schema, before.name), "", swap_name(before.name))
            subtype, successor = type_text(item.subtype), world.new.get(old)
            if isinstance(successor, Range) and successor.subtype == item.subtype:
                yield _renamed(old, f"{subtype}, {subtype}", swap_name(old.name))
                yield _renamed(old, f"{subtype}, {subtype}, text", swap_name(old.name))

    @alters("multirange")
    def rename_multirange(self, old: Range, new: Range, world: World) -> Iterator[Statement]:
        yield from super().rename(old.multiple(), new.multiple(), world)


def _makers_aside(new: Range, world: World) -> Iterator[Statement]:
    """What frees the names of the new type's functions: another type has kept its own ones when it was renamed."""
    for item in world.old.of(Range):
        if item.ref == new.ref or item.ref not in world.new or waits(item.ref.name):
            continue
        have = item.makers or [*evolve(item, ref=world.before.get(item.ref, item.ref)).names()][2:]
        wanted = [*new.names()][2:]
        subtype = type_text(item.subtype)
        if have[0] == wanted[0] and item.subtype == new.subtype:
            yield _renamed(have[0], f"{subtype}, {subtype}", item.ref.name)
            yield _renamed(have[0], f"{subtype}, {subtype}, text", item.ref.name)
        if have[1] == wanted[1]:
            yield _renamed(have[1], "", item.multiple().name)


def _renamed(function: Ref, arguments: str, new: str) -> Statement:
    said = f"{qualified(function.schema, function.name)}({arguments})"
    return Statement(sql=f"ALTER FUNCTION {said} RENAME TO {identifier(new)}")
