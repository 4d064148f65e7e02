"""What the nodes of a plan are sorted by, and what their sets are made of (compiler/order.py: Node)."""

from collections.abc import Iterable, Iterator

from mizzle.compiler.fold import ORDER
from mizzle.compiler.work import Work
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.extension import Extension
from mizzle.model.object import Object
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import SIGNED, Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table

BROUGHT = ("type", "opclass", "operator", "collation")  # what an extension brings without being asked by name


def tie(pair: tuple[Ref, Object]) -> tuple[object, ...]:
    """By what objects are sorted where nothing else decides."""
    return place_of(pair[0])


def made_in_turn(new: Object) -> tuple[object, ...]:
    """By what objects that are made are sorted: the columns of a table in the order of its declaration."""
    kind, schema, name, part = place_of(new.ref)
    return (kind, schema, name, *([new.position] if isinstance(new, Column) else ()), part)


def place_of(ref: Ref) -> tuple[object, ...]:
    return (ORDER[ref.kind], ref.schema, ref.name, ref.part)


def names_taken(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free before the parts are made."""
    return {name for part in parts for name in (part.ref, *part.names(), *bounds_of(part), *only_one(part))}


def names_avoided(parts: Iterable[Object]) -> set[Ref]:
    """The names that must be free when the parts are made, and that something may have afterwards."""
    return {name for part in parts for name in part.avoids()}


def bounds_of(item: Object) -> tuple[Ref, ...]:
    return item.bounds() if isinstance(item, Table) else ()


def only_one(item: Object) -> tuple[Ref, ...]:
    """What a table has one of, whatever it is called."""
    return (Ref(item.kind, *item.ref[1:3], ""),) if isinstance(item, PrimaryKey) else ()


def signature_types(item: Object, world: World) -> list[Ref]:
    """The types by whose names a statement tells the function that it is about."""
    of = getattr(item, "of", None)
    told = world.new.get(of) if isinstance(of, Ref) and of.kind in SIGNED else None
    return [ref for ref in told.requires() if ref.kind == "type"] if told else []


def gets_type(ref: Ref, work: Work) -> bool:
    return changes_in(ref, {"type", "collation"}, work)


def changes_in(ref: Ref, fields: set[str], work: Work) -> bool:
    """Whether a column changes in one of these facts."""
    alter = work.alters.get(ref)
    return ref.kind == "column" and alter is not None and not fields.isdisjoint(alter.fields)


def partitions_of(table: Ref, schema: Schema) -> Iterator[Ref]:
    for part in schema.parts(table):
        if isinstance(part, Table) and table in part.parents:
            yield part.ref
            yield from partitions_of(part.ref, schema)


def leavers(table: Ref, world: World) -> Iterator[Ref]:
    """The partitions of a table that leave it, and those below the ones that stay."""
    for part in world.old.users(table):
        if isinstance(part, Table) and table in part.parents:
            wanted = world.new.get(part.ref)
            if isinstance(wanted, Table) and table not in wanted.parents:
                yield part.ref
            else:
                yield from leavers(part.ref, world)


def while_partition(ref: Ref, world: World) -> set[Ref]:
    """The table of a new column or trigger, as long as it is a partition: it has those of its parent alone, or those too."""
    had, wanted = world.old.get(ref.table), world.new.get(ref.table)
    if ref.kind not in ("column", "trigger") or not isinstance(had, Table) or not isinstance(wanted, Table):
        return set()
    above = [wanted.partition_of.parent] if wanted.partition_of else []
    return {ref.table} if had.partition_of and had.partition_of.parent not in above else set()


def resolved(refs: Iterable[Ref], schema: Schema) -> set[Ref]:
    """Refs to objects, also where only the name of a type or relation was known, or what brings it."""
    found: set[Ref] = set()
    for ref in refs:
        item = schema.find(ref)
        if item is None and ref.kind in BROUGHT and ref.schema != "pg_catalog":
            found |= {extension.ref for extension in schema.of(Extension) if extension.target == ref.schema}
        found.add(item.ref if item else ref)
    return found
