"""Questions about the values of a type, wherever columns hold them: in arrays, domains and composite types too."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from mizzle.compiler.casts import present
from mizzle.compiler.names import name, table, type_text
from mizzle.compiler.probes import bounded, probe, some
from mizzle.compiler.shown import as_wanted, computed, elsewhere, guessed, said
from mizzle.compiler.statement import Probe
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.consent import Consent
from mizzle.model.domain import Domain, DomainCheck
from mizzle.model.names import identifier, literal
from mizzle.model.ref import Ref
from mizzle.model.type import Type

_VALUE = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*")|\bVALUE\b""")

# A condition on a value becomes a condition on a row of the column that holds it.
Nest = Callable[[Callable[[str], str]], str]


def holders(ref: Ref, world: World) -> Iterator[tuple[Ref, Nest]]:
    """The columns, as the server knows them, that hold values of a type, be it inside arrays, domains or composites."""
    for user in world.old.users(ref):
        kind = getattr(user, "type", None)
        array = isinstance(kind, Type) and kind.array
        if isinstance(user, Column):
            stays = isinstance(new := world.new.get(user.ref), Column) and not computed(new, world)
            if stays and (before := world.now(user.ref)) and not elsewhere(user.ref.table, world):
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
        rest = f"FROM {table(column)} WHERE {nest(lambda value: f'{value}::pg_catalog.text IN ({listed})')}"
        yield probe(
            rest,
            name(column),
            message=f"rows of {column} that hold a label which goes: {{count}}",
            consent=Consent("drop-value-in-use", column),
        )


def breaking(new: Domain, check: DomainCheck, world: World) -> Iterator[Probe]:
    """Rows that hold a value of a domain that its new check refuses."""
    condition = f"NOT ({said(check.expr, world)})"
    for column, nest in holders(new.ref, world):
        rest = f"FROM {table(column)} WHERE {nest(lambda value: _of_value(condition, value))}"
        yield probe(
            rest,
            name(column),
            message=f"domain {new.ref} gets check {check.name}; rows of {column} that break it: {{count}}",
            consent=Consent("add-check", new.ref, check.name),
        )


def _of_value(condition: str, value: str) -> str:
    """A condition as a domain has it, with VALUE replaced outside strings and quoted names."""
    return _VALUE.sub(lambda match: match[0] if match[1] else f"({value})", condition)


def held_nulls(ref: Ref, world: World) -> Iterator[Probe]:
    """Rows that hold NULL where a domain becomes NOT NULL."""
    for column, nest in holders(ref, world):
        yield Probe(
            sql=bounded(f"FROM {table(column)} WHERE {nest(lambda value: f'{value} IS NULL')}"),
            message=f"domain {ref} becomes NOT NULL; rows of {column} that hold NULL: {{count}}",
            consent=Consent("set-not-null", ref),
        )


def unfit(old: Ref, condition: str, new: Ref, world: World) -> Iterator[Probe]:
    """Rows that hold a value that does not fit the new base type of a domain."""
    for column, nest in holders(old, world):
        rest = f"FROM {table(column)} WHERE {nest(lambda value: condition.replace('{}', value))}"
        yield probe(
            rest,
            name(column),
            message=f"domain {new} gets another base type; rows of {column} that do not fit: {{count}}",
            consent=Consent("change-type", new),
        )


def unsuited(new: Column, world: World) -> Iterator[Probe]:
    """Rows of a column that is new, or gets another type, with a value that the domain which it is of refuses."""
    made = world.is_new(new.ref)
    live = as_wanted(new.ref.table, world, name(new.ref))
    if live is None or guessed(new, world):
        return
    become = f"column {new.ref} {'is of' if made else 'becomes'}"
    for domain, nest in _domains(new.type, world, lambda condition: condition(name(new.ref))):
        if domain.not_null and not (made and new.not_null):
            yield probe(
                f"FROM {live} WHERE {nest(lambda value: f'({value}) IS NULL')}",
                message=f"{become} {domain.ref}; rows that hold NULL, which it refuses: {{count}}",
                consent=Consent("add-not-null" if made else "change-type", new.ref),
            )
        for check in domain.checks:
            refused = f"NOT ({said(check.expr, world)})"
            yield probe(
                f"FROM {live} WHERE {nest(partial(_of_value, refused))}",
                name(new.ref),
                message=f"{become} {domain.ref}; rows that break its check {check.name}: {{count}}",
                consent=Consent("add-check", new.ref, check.name) if made else Consent("change-type", new.ref),
            )


def _domains(kind: Type, world: World, nest: Nest) -> Iterator[tuple[Domain, Nest]]:
    """The domains that look at a value of a type: it may be one, over another, or hold an array of them."""
    domain = world.new.find(kind.ref) if kind.ref else None
    if isinstance(domain, Domain):
        inner = partial(_in_array, nest) if kind.array else nest
        yield domain, inner
        yield from _domains(domain.type, world, inner)


def overflow(old: Column, new: Type, condition: str, world: World) -> Iterator[Probe]:
    """Rows that do not fit another type; in the condition {} stands for the value."""
    before = world.now(old.ref)
    if before:
        rest = f"FROM {table(before)} WHERE {condition.replace('{}', name(before))}"
        yield probe(
            rest,
            name(before),
            message=f"column {old.ref} becomes {new}; rows that do not fit: {{count}}",
            consent=Consent("change-type", old.ref),
        )


def doubtful(old: Column, new: Type, world: World) -> Iterator[Probe]:
    """Rows whose value the new type may not hold as it is, where nothing tells which."""
    before = world.now(old.ref)
    if before:
        yield Probe(
            sql=bounded(f"FROM {table(before)} WHERE {present(name(before), old.type)}"),
            message=f"column {old.ref} becomes {new} and may lose what that does not hold; rows with a value: {{count}}",
            consent=Consent("change-type", old.ref),
        )


def uncastable(old: Column, new: Type, cast: str, world: World) -> Iterator[Probe]:
    """Rows whose value the cast refuses. Before pg_input_is_valid() (16) only whether there are any can be asked."""
    before = world.now(old.ref)
    if before is None:
        return
    value = f"{name(before)}::pg_catalog.text"
    sample = ""
    if world.major >= 16 and not old.type.array and not new.array:
        rest = f"FROM {table(before)} WHERE NOT pg_catalog.pg_input_is_valid({value}, {literal(type_text(new))})"
        sql, sample = bounded(rest), some(rest, name(before))
    else:
        sql = f"SELECT 0 * count({cast}) FROM (SELECT {name(before)} AS {name(old.ref)} FROM {table(before)}) AS live"
    yield Probe(
        sql=sql,
        sample=sample,
        message=f"column {old.ref} becomes {new}; rows that cannot be cast: {{count}}",
        consent=Consent("change-type", old.ref),
    )
