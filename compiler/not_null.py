"""The names of NOT NULL, which PostgreSQL keeps since 18: one that nobody gave makes way for a constraint that wants it."""

from collections.abc import Collection, Iterator
from itertools import pairwise

from mizzle.compiler.names import table
from mizzle.compiler.objects.function import quoted
from mizzle.compiler.statement import Statement
from mizzle.compiler.typed import untyped
from mizzle.compiler.world import World
from mizzle.model.column import Column, given_name, hidden_name
from mizzle.model.lineage import ancestors, heirs
from mizzle.model.names import identifier, literal
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.rename import swap_name


def said(new: Column, world: World) -> str | None:
    """The name that the server has to be told; None where it keeps none, or where its own choice will do."""
    if world.major < 18:
        return None
    columns = (new, *heirs(new.ref, world.new))
    wanted = any(world.new.find(constraint(column, hidden_name(new.ref, "not_null"))) for column in columns)
    return given_name(new.not_null_name) or (free(new, world) if wanted else None)


def lost_above(column: Column, world: World) -> tuple[Ref, ...]:
    """The columns of parent tables that lose the NOT NULL which this one has from there, and does not keep by itself."""
    old = world.old.get(column.ref)
    if not isinstance(old, Column) or not old.not_null or (world.major >= 18 and old.local_not_null):
        return ()
    there = {*ancestors(column.ref, world.new)}
    above = ((ref, world.old.get(ref), world.new.get(ref)) for ref in ancestors(column.ref, world.old) if ref in there)
    return tuple(
        ref
        for ref, had, wanted in above
        if isinstance(had, Column) and had.not_null and isinstance(wanted, Column) and not wanted.not_null
    )


def keys_below(column: Ref, world: World) -> Iterator[PrimaryKey]:
    """The primary keys of tables below that stay: before PostgreSQL 18 they refuse to lose the NOT NULL along with the parent's."""
    for heir in heirs(column, world.old) if world.major < 18 else ():
        for key in world.old.parts(heir.ref.table):
            stays = world.new.get(key.ref)
            if (
                isinstance(key, PrimaryKey)
                and isinstance(stays, PrimaryKey)
                and heir.ref in {*key.columns, *stays.columns}
            ):
                yield key


def free(column: Column, world: World) -> str:
    """The usual name, with a number behind it where something of the table or one below is called so, before or after."""
    sides = (world.old, world.new)
    columns = [(side, mine) for side in sides for mine in (column, *heirs(column.ref, side))]
    others = {
        part.not_null_name
        for side, mine in columns
        for part in side.parts(mine.ref.table)
        if isinstance(part, Column) and part.ref != mine.ref
    }
    name, number = hidden_name(column.ref, "not_null"), 0
    while name in others or any(side.find(constraint(mine, name)) for _, mine in columns for side in sides):
        number += 1
        name = hidden_name(column.ref, f"not_null{number}")
    return name


def constraint(column: Column, name: str) -> Ref:
    """A constraint of the column's table, by its name."""
    return Ref("constraint", *column.ref[1:3], name)


def in_heirs(column: Column, name: str, world: World) -> tuple[Ref, ...]:
    """The same for the tables below, which have the NOT NULL by the same name."""
    return (constraint(column, name), *(constraint(heir, name) for heir in heirs(column.ref, world.old)))


def stuck(column: Column, world: World) -> bool:
    """Whether a table below has its own NOT NULL by another name: PostgreSQL 18 cannot change the type of the column then."""
    return (
        world.major >= 18
        and column.not_null
        and any(
            isinstance(heir, Column) and heir.local_not_null and _called(heir) != _called(column)
            for heir in world.old.parts(column.ref)
            if isinstance(new := world.new.get(heir.ref), Column) and column.ref in new.inherited
        )
    )


def _called(column: Column) -> str | None:
    return column.handed_down or column.not_null_name


def in_the_way(taken: Collection[Ref], world: World) -> Iterator[Column]:
    """The columns whose NOT NULL leaves its name to one of these constraints."""
    names = {ref.part for ref in taken if ref.kind == "constraint"}
    for old in world.old.of(Column) if names else ():
        called, new = old.not_null_name, world.new.get(old.ref)
        if called and called in names and isinstance(new, Column) and makes_way(old, new, world):
            yield old


def stays(old: Column, new: Column) -> bool:
    """Whether a NOT NULL is the same before and after; one that is no longer valid is made anew."""
    return old.refuses_null and new.refuses_null and (old.not_null_not_valid or new.not_null)


def makes_way(old: Column, new: Column, world: World) -> bool:
    """Whether a NOT NULL that stays, and that nobody gave a name, has one that a constraint wants."""
    name = old.not_null_name if stays(old, new) else None
    unnamed = name is not None and not given_name(name) and not given_name(new.not_null_name)
    return unnamed and any(world.new.find(ref) for ref in in_heirs(old, name or "", world))


def renamed(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """The new name of a NOT NULL that stays."""
    if world.major < 18 or not stays(old, new):
        return
    then = given_name(new.not_null_name) or free(new, world)
    if not old.not_null_name:
        if world.facts.user is None:  # a file: no server has told
            yield Statement(
                sql=renamed_whatever_it_is(new, then), form="rename not null", takes=in_heirs(new, then, world)
            )
        return
    ring = _ring(new.ref, world)
    for now, to in pairwise([old.not_null_name, *([swap_name(then)] if ring and new.ref == min(ring) else []), then]):
        step = Statement(
            sql=f"ALTER TABLE {table(new.ref)} RENAME CONSTRAINT {identifier(now)} TO {identifier(to)}",
            form="rename not null",
            takes=in_heirs(new, to, world),
            frees=in_heirs(new, now, world),
        )
        yield from untyped(step, new.ref.table, world)


def renamed_whatever_it_is(new: Column, called: str) -> str:
    """Another name for a NOT NULL whose name nobody knows, on a server that gives it one (18)."""
    where = literal(table(new.ref))
    body = f"""DECLARE
    called text := (
        SELECT conname FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_attribute ON attrelid = conrelid AND conkey = ARRAY[attnum]
        WHERE conrelid = {where}::pg_catalog.regclass AND contype = 'n' AND attname = {literal(new.ref.part)});
BEGIN
    IF called <> {literal(called)} THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', {where}, called, {literal(called)});
    END IF;
END"""
    return f"DO {quoted(body)}"


def _ring(column: Ref, world: World) -> list[Ref]:
    """The columns that pass on the names of their NOT NULL to each other in a circle with this one."""
    moves: dict[str, tuple[Ref, str]] = {}
    for old in world.old.parts(column.table):
        new = world.new.get(old.ref)
        if isinstance(old, Column) and isinstance(new, Column) and stays(old, new):
            then = given_name(new.not_null_name)
            if old.not_null_name and then and then != old.not_null_name:
                moves[old.not_null_name] = (old.ref, then)
    ring = [column]
    name = next((then for ref, then in moves.values() if ref == column), "")
    while name in moves and moves[name][0] not in ring:
        ring.append(moves[name][0])
        name = moves[name][1]
    return ring if name in moves and moves[name][0] == column else []
