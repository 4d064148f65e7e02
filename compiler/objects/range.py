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

    def create(self, new: Range, world: World) -> Iterator[Statement]:  # noqa: ARG002
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
        *_, multirange = evolve(item, ref=new).names()
        before = Ref("type", old.schema, usual_multirange(old.name))
        if item.multirange is None:
            yield from super().rename(before, multirange, world)
        elif waits(new.name):
            before = multirange._replace(name=multirange.name.removesuffix(WAITING))
            yield from super().rename(before, multirange, world)
        if waits(new.name):
            # The functions that make values keep their names, and the new type's would get the same.
            yield _renamed(Ref("function", new.schema, before.name), "")
            subtype, successor = type_text(item.subtype), world.new.get(old)
            if isinstance(successor, Range) and successor.subtype == item.subtype:
                yield _renamed(old, f"{subtype}, {subtype}")
                yield _renamed(old, f"{subtype}, {subtype}, text")

    @alters("multirange")
    def rename_multirange(self, old: Range, new: Range, world: World) -> Iterator[Statement]:
        (*_, before), (*_, after) = old.names(), new.names()
        yield from super().rename(before, after, world)


def _renamed(function: Ref, arguments: str) -> Statement:
    aside = identifier(swap_name(function.name))
    return Statement(sql=f"ALTER FUNCTION {qualified(function.schema, function.name)}({arguments}) RENAME TO {aside}")
