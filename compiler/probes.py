"""Questions to the live rows that tell beforehand what a statement would fail on or lose.

They run before the first statement, so they use the names that the server knows then; where an object is made by the
plan there is nothing to ask. Each counts at most 1,001 rows and shows none.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from mizzle.compiler.names import columns, name, table, text, type_text
from mizzle.compiler.statement import Probe
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.consent import Consent
from mizzle.model.domain import Domain, DomainCheck
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.names import identifier, literal
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.type import Type

LIMIT = 1001
_VALUE = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|\bVALUE\b""")


def bounded(rest: str) -> str:
    """A count that stops early."""
    return f"SELECT count(*) FROM (SELECT 1 {rest} LIMIT {LIMIT}) AS bounded"


def now(refs: tuple[Ref, ...], world: World) -> tuple[Ref, ...] | None:
    """The columns as the server knows them; None when the plan makes one of them."""
    found = [world.now(ref) for ref in refs]
    return tuple(ref for ref in found if ref) if all(found) else None


def rows(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that a new NOT NULL column without a default cannot fill."""
    where = world.now(ref.table)
    if where:
        yield Probe(
            sql=bounded(f"FROM {name(where)}"),
            message=f"{ref} is NOT NULL and has no default, and {ref.table} holds {{count}} rows",
            consent=Consent("add-not-null", ref),
        )


def nulls(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that NOT NULL would refuse."""
    before = world.now(ref)
    if before and not getattr(world.old[ref], "not_null", False):
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
    if world.is_new(new.ref.table):
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


# A condition on a value becomes a condition on a row of the column that holds it.
Nest = Callable[[Callable[[str], str]], str]


def holders(ref: Ref, world: World) -> Iterator[tuple[Ref, Nest]]:
    """The columns, as the server knows them, that hold values of a type, be it inside arrays, domains or composites."""
    for user in world.old.users(ref):
        kind = getattr(user, "type", None)
        array = isinstance(kind, Type) and kind.array
        if isinstance(user, Column):
            if (before := world.now(user.ref)) and user.ref in world.new:
                yield before, partial(_in_column, before, array)
        elif isinstance(user, Domain):
            for column, outer in holders(user.ref, world):
                yield column, partial(_in_array, outer) if array else outer
        elif isinstance(user, Composite):
            for column, outer in holders(user.ref, world):
                for attribute in user.attributes:
                    found = world.old.find(attribute.type.ref) if attribute.type.ref else None
                    if found and found.ref == ref:
                        inner = partial(_in_attribute, outer, attribute.name)
                        yield column, partial(_in_array, inner) if attribute.type.array else inner


def _in_column(column: Ref, array: bool, condition: Callable[[str], str]) -> str:  # noqa: FBT001
    return _any(name(column), condition) if array else condition(name(column))


def _in_array(outer: Nest, condition: Callable[[str], str]) -> str:
    return outer(lambda value: _any(value, condition))


def _in_attribute(outer: Nest, attribute: str, condition: Callable[[str], str]) -> str:
    return outer(lambda value: condition(f"({value}).{identifier(attribute)}"))


def _any(array: str, condition: Callable[[str], str]) -> str:
    return f"EXISTS (SELECT FROM pg_catalog.unnest({array}) AS item WHERE {condition('item')})"


def labels(old: Ref, gone: list[str], world: World) -> Iterator[Probe]:
    """Rows that hold a label that an enum loses."""
    listed = ", ".join(map(literal, gone))
    for column, nest in holders(old, world):
        yield Probe(
            sql=bounded(f"FROM {table(column)} WHERE {nest(lambda value: f'{value}::pg_catalog.text IN ({listed})')}"),
            message=f"{{count}} rows hold a removed label in {column}",
            consent=Consent("drop-value-in-use", column),
        )


def breaking(new: Domain, check: DomainCheck, world: World) -> Iterator[Probe]:
    """Rows that hold a value of a domain that its new check refuses, where they can be asked under the names of now."""
    if not all(ref in world.old and world.now(ref) == ref for ref in _stands_on(new, world)):
        return
    condition = f"NOT ({text(check.expr)})"
    for column, nest in holders(new.ref, world):
        yield Probe(
            sql=bounded(f"FROM {table(column)} WHERE {nest(lambda value: _of_value(condition, value))}"),
            message=f"{{count}} rows hold a value in {column} that breaks check {check.name} of domain {new.ref}",
            consent=Consent("add-check", new.ref, check.name),
        )


def _stands_on(new: Domain, world: World) -> Iterator[Ref]:
    for ref in new.requires():
        found = world.new.find(ref)
        if found and found.ref.kind != "namespace":
            yield found.ref


def _of_value(condition: str, value: str) -> str:
    """A condition as a domain has it, with VALUE replaced outside strings and quoted names."""
    return _VALUE.sub(lambda match: match[0] if match[1] else f"({value})", condition)


def held_nulls(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that hold NULL where a domain becomes NOT NULL."""
    for column, nest in holders(ref, world):
        yield Probe(
            sql=bounded(f"FROM {table(column)} WHERE {nest(lambda value: f'{value} IS NULL')}"),
            message=f"{{count}} rows hold NULL in {column}, whose domain {ref} becomes NOT NULL",
            consent=Consent("set-not-null", ref),
        )


def unfit(old: Ref, condition: str, new: Ref, world: World) -> Iterator[Probe]:
    """Rows that hold a value that does not fit the new base type of a domain."""
    for column, nest in holders(old, world):
        yield Probe(
            sql=bounded(f"FROM {table(column)} WHERE {nest(lambda value: condition.replace('{}', value))}"),
            message=f"{{count}} rows of {column} do not fit the new base type of {new}",
            consent=Consent("change-type", new),
        )


def unsuited(old: Column, new: Column, world: World) -> Iterator[Probe]:
    """Rows of a column that the checks of the domain that it moves to refuse."""
    before = world.now(old.ref)
    kind: Type | None = new.type
    while before and kind and kind.ref and isinstance(domain := world.new.find(kind.ref), Domain):
        if kind.array or not all(ref in world.old and world.now(ref) == ref for ref in _stands_on(domain, world)):
            return
        value = f"{name(before)}::{type_text(domain.type)}"
        for check in domain.checks:
            condition = _of_value(f"NOT ({text(check.expr)})", value)
            yield Probe(
                sql=bounded(f"FROM {table(before)} WHERE {condition}"),
                message=f"{{count}} rows of {before} break check {check.name} of domain {domain.ref}",
                consent=Consent("change-type", new.ref),
            )
        kind = domain.type


def overflow(old: Column, condition: str, world: World) -> Iterator[Probe]:
    """Rows that do not fit a narrower type."""
    before = world.now(old.ref)
    if before:
        found = condition.replace("{}", name(before))
        yield Probe(
            sql=bounded(f"FROM {table(before)} WHERE {found}"),
            message=f"{{count}} rows of {before} do not fit the new type",
            consent=Consent("change-type", old.ref),
        )
