"""Questions to the live rows that tell beforehand what a statement would fail on or lose.

They run before the first statement, so they use the names that the server knows then; where an object is made by the
plan there is nothing to ask. Each counts at most 1,001 rows and shows none.
"""

from collections.abc import Iterator

from mizzle.compiler.names import columns, name, table, text
from mizzle.compiler.statement import Probe
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.names import literal
from mizzle.model.object import Object
from mizzle.model.ref import Ref

LIMIT = 1001


def bounded(rest: str) -> str:
    """A count that stops early."""
    return f"SELECT count(*) FROM (SELECT 1 {rest} LIMIT {LIMIT}) AS bounded"


def now(refs: tuple[Ref, ...], world: World) -> tuple[Ref, ...] | None:
    """The columns as the server knows them; None when the plan makes one of them."""
    found = [world.now(ref) for ref in refs]
    return tuple(ref for ref in found if ref) if all(found) else None


def elsewhere(ref: Ref, world: World) -> bool:
    """Whether the rows of a table are on a foreign server, which nobody asks or converts."""
    return bool(getattr(world.new.get(ref), "server", None))


def rows(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that a new NOT NULL column without a default cannot fill."""
    where = world.now(ref.table)
    if where and not elsewhere(ref.table, world):
        yield Probe(
            sql=bounded(f"FROM {name(where)}"),
            message=f"{ref} is NOT NULL and has no default, and {ref.table} holds {{count}} rows",
            consent=Consent("add-not-null", ref),
        )


def nulls(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that NOT NULL would refuse."""
    before = world.now(ref)
    if before and not elsewhere(ref.table, world) and not getattr(world.old[ref], "not_null", False):
        yield Probe(
            sql=bounded(f"FROM {table(before)} WHERE {name(before)} IS NULL"),
            message=f"{{count}} rows hold NULL in {ref}, which becomes NOT NULL",
            consent=Consent("set-not-null", ref),
        )


def duplicates(new: Object, over: tuple[Ref, ...], world: World) -> Iterator[Probe]:
    """Groups of rows that a unique key would refuse. All rows share the constant default of a new column."""
    there = world.now(over[0].table)
    if there is None:
        return
    fresh = [world.new[ref] for ref in over if world.is_new(ref)]
    distinct = getattr(new, "nulls_not_distinct", False)
    if not distinct and not all(isinstance(item, Column) and _constant(item) for item in fresh):
        return
    before = [ref for ref in map(world.now, over) if ref]
    present = "" if distinct or not before else " WHERE " + " AND ".join(f"{name(ref)} IS NOT NULL" for ref in before)
    grouped = " GROUP BY " + ", ".join(map(name, before)) if before else ""
    yield Probe(
        sql=bounded(f"FROM {name(there)}{present}{grouped} HAVING count(*) > 1"),
        message=f"{{count}} values stand more than once in {new.ref.kind.replace('_', ' ')} {new.ref}",
        consent=Consent(f"add-{new.ref.kind.replace('_', '-')}", new.ref),
    )


def _constant(column: Column) -> bool:
    """Whether a new column has one value in all rows that are there: a default that calls nothing."""
    plain = column.default.plain if column.default else None
    return plain is not None and "(" not in plain


def violations(new: Check, world: World) -> Iterator[Probe]:
    """Rows that a check would refuse, where the rows can be asked under the names and types of now."""
    if world.is_new(new.ref.table) or elsewhere(new.ref.table, world):
        return
    mentioned = {ref for ref in new.requires() if ref.kind == "column"}
    settled = all(
        ref in world.old and world.now(ref) == ref and _type(world.old[ref]) == _type(world.new[ref])
        for ref in mentioned
        if ref in world.new
    )
    where = world.now(new.ref.table)
    if settled and where == new.ref.table:
        yield Probe(
            sql=bounded(f"FROM {name(where)} WHERE NOT ({text(new.expr)})"),
            message=f"{{count}} rows of {where} break check {new.ref}",
            consent=Consent("add-check", new.ref),
        )


def _type(item: Object) -> object:
    return (item.type, item.generated) if isinstance(item, Column) else None


def orphans(new: ForeignKey, world: World) -> Iterator[Probe]:
    """Rows that reference nothing."""
    here, there = now(new.columns, world), now(new.references, world)
    if not here or not there:
        return
    same = " AND ".join(f"parent.{name(target)} = child.{name(ref)}" for ref, target in zip(here, there, strict=True))
    # MATCH FULL also refuses rows of which only a part is NULL; those the statement itself reports.
    present = " AND ".join(f"child.{name(ref)} IS NOT NULL" for ref in here)
    if _types(new.columns, world) != _types(new.references, world):
        return
    yield Probe(
        sql=bounded(
            f"FROM {table(here[0])} AS child WHERE {present} AND NOT EXISTS "
            f"(SELECT FROM {table(there[0])} AS parent WHERE {same})"
        ),
        message=f"{{count}} rows of {here[0].table} reference no row of {there[0].table} ({columns(here)})".replace(
            '"', ""
        ),
        consent=Consent("add-foreign-key", new.ref),
    )


def _types(refs: tuple[Ref, ...], world: World) -> list[object]:
    return [getattr(world.old[ref], "type", None) for ref in refs]


def labels(old: Ref, gone: list[str], world: World) -> Iterator[Probe]:
    """Rows that hold a label that an enum loses."""
    for user in world.old.users(old):
        before = world.now(user.ref)
        if not isinstance(user, Column) or not before:
            continue
        listed = ", ".join(map(literal, gone))
        value = f"{name(before)}::pg_catalog.text"
        if user.type.array:
            value = f"{name(before)}::pg_catalog.text[] && ARRAY[{listed}]"
        else:
            value += f" IN ({listed})"
        yield Probe(
            sql=bounded(f"FROM {table(before)} WHERE {value}"),
            message=f"{{count}} rows hold a removed label in {before}",
            consent=Consent("drop-value-in-use", user.ref),
        )


def overflow(old: Column, condition: str, world: World) -> Iterator[Probe]:
    """Rows that do not fit a narrower type."""
    before = world.now(old.ref)
    if before and not elsewhere(old.ref.table, world):
        found = condition.replace("{}", name(before))
        yield Probe(
            sql=bounded(f"FROM {table(before)} WHERE {found}"),
            message=f"{{count}} rows of {before} do not fit the new type",
            consent=Consent("change-type", old.ref),
        )
