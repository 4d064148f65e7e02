"""The live rows of a table as the plan will have them, for what is asked of them before its first statement.

What the plan makes first cannot be named yet: a value of a domain shows as one of its base type, a value of another
type that is about to come or to change as text, and a column that nobody asks about not at all.
"""

import re
from collections.abc import Iterable

from attrs import evolve

from mizzle.compiler.bounds import EVERYTHING, inside
from mizzle.compiler.casts import using
from mizzle.compiler.defaults import default_of
from mizzle.compiler.names import bare, default_text, name, text, type_text, wrapped
from mizzle.compiler.world import World, grounded
from mizzle.model.column import Column
from mizzle.model.enum import Enum
from mizzle.model.expr import Expr
from mizzle.model.extension import Extension
from mizzle.model.names import identifier, qualified
from mizzle.model.ref import CALLED, Ref
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type

ROW = '"mizzle row"'  # what tells two rows of as_wanted apart
# Defaults that differ from row to row and may be computed without harm; nextval() is not even rolled back.
TEXT = Type("pg_catalog.text")
HARMLESS = {"gen_random_uuid()"}
# A string, which is left alone; or a qualified name, and whether it is called.
_NAMED = re.compile(r"""'(?:[^'\\]|''|\\.)*'|("(?:[^"]|"")+"|[^\W\d][\w$]*)\.("(?:[^"]|"")+"|[^\W\d][\w$]*)(?=(\(?))""")
_CONSTANT = re.compile(r"E?'(?:[^'\\]|''|\\.)*'(?:::.*)?\Z", re.DOTALL)


def as_wanted(where: Ref, world: World, *asked: str, heirs: bool = True, joining: bool = False) -> str | None:
    """The live rows of a table as the plan will have them, for FROM; None where they cannot be shown.

    `asked` is what is asked of them, as SQL: no other columns are shown than those it mentions. A new column shows what it
    begins with, or NULL where nobody can tell, which breaks nothing.

    heirs    whether with the rows of tables that inherit from it; those of its partitions are its own
    joining  whether with the rows of tables that the plan puts below it
    """
    if elsewhere(where, world):
        return None
    if (whole := world.gets_rows(where)) and whole != where and (part := world.new[where]):
        fits = inside(part, world) if isinstance(part, Table) else None
        rows = as_wanted(whole, world, *asked, fits or "")
        return f"(SELECT * FROM {rows} WHERE {fits or EVERYTHING}) AS {identifier(where.name)}" if rows else None
    world = world.standing if whole and world.standing else world
    alias, there = identifier(where.name), world.now(where)
    row = f"ROW(tableoid, ctid) AS {ROW}"
    if not isinstance(table := world.new.get(where), Table):
        return f"(SELECT {row}, * FROM {name(there)}) AS {alias}" if there else None
    shown = _mentioned(where, asked, world)
    anew = [
        f"{wrapped(said(part.generated.expr, world))}{_cast(part.type, world)} AS {name(part.ref)}"
        for part in shown
        if part.generated and computed(part, world)
    ]

    def selected(item: Ref, live: str) -> str:
        there = shown if item not in world.new else [world.new.get(item.column(part.ref.part)) for part in shown]
        own = [part for part in there if isinstance(part, Column)]
        plain = [f"{_value(part, world)} AS {name(part.ref)}" for part in own if not computed(part, world)]
        return f"SELECT {', '.join([row, *plain])} FROM {live}"

    had, tables = _tree(where, world.old), _tree(where, world.new)
    if whole:
        poured = (ref for ref in had if ref not in world.new and getattr(world.old[where], "partition_by", None))
        texts = [selected(ref, f"ONLY {name(now)}") for ref in sorted({*tables, *poured}) if (now := world.now(ref))]
    elif not heirs and not table.partition_by:
        texts = [selected(where, f"ONLY {name(there)}")] if there else []
    elif there and had == (tables if joining else tables & had):
        texts = [selected(where, name(there))]
    else:
        stay = sorted(tables if joining else tables & had)
        texts = (
            [selected(ref, f"ONLY {name(now)}") for ref in stay if (now := world.now(ref))] if there or joining else []
        )
    rows = f"({' UNION ALL '.join(texts)}) AS {alias}"
    if not texts:
        return None
    return f"(SELECT *, {', '.join(anew)} FROM {rows}) AS {alias}" if anew else rows


def _tree(where: Ref, schema: Schema) -> set[Ref]:
    """A table and all below it."""
    below = (item.ref for item in schema.users(where) if isinstance(item, Table) and where in item.parents)
    return {where}.union(*(_tree(ref, schema) for ref in below))


def _mentioned(where: Ref, asked: Iterable[str], world: World) -> list[Column]:
    """The columns whose names are found in what is asked, and those that they are computed from; all for a whole row."""
    columns = {part.ref: part for part in world.new.parts(where) if isinstance(part, Column)}
    texts = [word.lower() for word in asked]
    if _found(where, texts):
        return list(columns.values())
    found: dict[Ref, Column] = {}
    while fresh := {ref: part for ref, part in columns.items() if ref not in found and _found(ref, texts)}:
        found |= fresh
        texts = [said(part.generated.expr, world).lower() for part in fresh.values() if part.generated]
    return [part for ref, part in columns.items() if ref in found]


def _found(ref: Ref, texts: Iterable[str]) -> bool:
    return any(bare(ref)[1:-1].lower() in word for word in texts)


def computed(column: Column, world: World) -> bool:
    """Whether it is computed anew from the others."""
    old = world.old.get(column.ref)
    return bool(column.generated) and not (isinstance(old, Column) and old.generated == column.generated)


def _value(column: Column, world: World) -> str:
    """The value of a column that is not computed, as SQL over the live table."""
    before, old = world.now(column.ref), world.old.get(column.ref)
    if before is None or not isinstance(old, Column):
        return begins(column, world) or f"NULL{_cast(column.type, world)}"
    kind = sayable(column.type, world)
    if kind and old.type == column.type:
        return name(before)
    cast = using(name(before), grounded(old.type, world.old), kind) if kind else None
    return cast or f"{name(before)}{_cast(column.type, world)}"


def begins(column: Column, world: World) -> str | None:
    """What a new column begins with in the rows that are there, as SQL; None where nobody can tell beforehand.

    In a table below, that is what its parent's column begins with.
    """
    added = source(column, world)
    default = default_of(added, world)
    cast = _cast(column.type, world)
    if added.identity or default is None:
        return None if added.identity else f"NULL{cast}"
    plain, varies = default_text(default), world.facts.volatile.get(added.ref)
    if varies or (varies is None and "(" in plain and not _CONSTANT.match(plain)):
        return f"({plain}){cast}" if plain in HARMLESS else None
    return f"({said(default, world)}){cast}"


def guessed(column: Column, world: World) -> bool:
    """Whether it shows as NULL and may be something else."""
    if world.standing and world.gets_rows(column.ref.table):
        world = world.standing
    return world.is_new(column.ref) and not column.generated and begins(column, world) is None


def source(column: Column, world: World) -> Column:
    """The column whose ADD COLUMN adds it: that of a parent, which adds it to the tables below."""
    owner = world.old.get(column.ref.table)
    for ref in column.inherited:
        above = world.new.get(ref)
        if isinstance(owner, Table) and ref.table in owner.parents and isinstance(above, Column) and world.is_new(ref):
            return source(above, world)
    return column


def _cast(kind: Type, world: World) -> str:
    """What gives a value its type, as far as the server knows that already; else it is text."""
    return f"::{type_text(sayable(kind, world) or evolve(TEXT, array=kind.array))}"


def sayable(kind: Type, world: World) -> Type | None:
    """A type under the name by which the server knows it before the plan; None for one that the plan makes or changes."""
    base = grounded(kind, world.new)
    if base.ref is None:
        return base
    found = world.new.find(base.ref)
    if found is None:
        fresh = (item for item in world.new.of(Extension) if world.is_new(item.ref))
        return None if any(item.target in (None, base.ref.schema) for item in fresh) else base
    there = world.now(found.ref)
    if there is None or _in_flux(base, world):
        return None
    return base if there == found.ref else evolve(base, ref=there)


def _in_flux(kind: Type, world: World) -> bool:
    """Whether it is an enum that the plan makes or changes: none of its values can be had before."""
    base = grounded(kind, world.new)
    found = world.new.find(base.ref) if base.ref else None
    return isinstance(found, Enum) and getattr(world.old.get(found.ref), "labels", None) != found.labels


def said(expr: Expr, world: World) -> str:
    """An expression as SQL, with types and functions named as the server knows them before the plan."""

    def now(found: re.Match[str]) -> str:
        space, own, called = found.groups()
        if own is None:
            return found[0]
        space, own = (word[1:-1].replace('""', '"') if word.startswith('"') else word for word in (space, own))
        if called:
            before = (old for new, old in world.before.items() if new.schema == space and new.own == own)
            return next((qualified(old.schema, old.own) for old in before if old.kind in CALLED), found[0])
        kind = Type("", Ref("type", space, own))
        if world.new.find(Ref("type", space, own)) is None:
            return found[0]
        return type_text(sayable(kind, world) or TEXT)

    return _NAMED.sub(now, text(expr))


def elsewhere(ref: Ref, world: World) -> bool:
    """Whether rows of a table, or of one below it, are on a foreign server, which nobody asks."""
    return foreign(ref, world) or any(
        isinstance(below, Table) and ref in below.parents and elsewhere(below.ref, world)
        for below in world.new.users(ref)
    )


def foreign(ref: Ref, world: World) -> bool:
    """Whether it is a foreign table, whose rows nobody converts."""
    return bool(getattr(world.new.get(ref), "server", None))
