"""Columns that count: identities and serials, and the one becoming the other without losing its place."""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import action
from mizzle.compiler.names import name, regclass, table, text
from mizzle.compiler.objects.sequence import changes, counter, moved_inside, restart
from mizzle.compiler.probes import outside
from mizzle.compiler.statement import COLUMN, Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column, Identity, given_name, hidden_name
from mizzle.model.names import LIMIT, identifier, literal, qualified
from mizzle.model.ref import Ref
from mizzle.model.rename import swap_name
from mizzle.model.sequence import RANGES, Counter, Sequence
from mizzle.model.table import Table

SERIALS = {"smallint": "smallserial", "integer": "serial", "bigint": "bigserial"}


def identity(ref: Ref, facts: Identity, world: World) -> str:
    """GENERATED … AS IDENTITY, with what differs from PostgreSQL's own choice."""
    given = counter(facts.counter)
    given = [clause for clause in given if not clause.startswith("AS ")]
    # PostgreSQL looks for a name that is free at that moment: it must not take one that the plan needs later.
    sequence = facts.sequence or world.new.free_relation(ref.schema, hidden_name(ref))
    if sequence != hidden_name(ref):
        given.insert(0, f"SEQUENCE NAME {qualified(ref.schema, sequence)}")
    return f"GENERATED {'ALWAYS' if facts.always else 'BY DEFAULT'} AS IDENTITY" + (
        f" ({' '.join(given)})" if given else ""
    )


def serial(column: Column, world: World) -> Sequence | None:
    """The sequence that a serial column counts with."""
    for part in world.old.parts(column.ref):
        if isinstance(part, Sequence) and column.default:
            return part
    return None


def moves_to_serial(new: Column, world: World) -> Sequence | None:
    """The sequence of the serial column that an identity column becomes."""
    owned = (part for part in world.new.parts(new.ref) if isinstance(part, Sequence) and part.ref not in world.old)
    return next(owned, None) if new.default else None


def absorbed(new: Column, world: World) -> Sequence | None:
    """The sequence that `serial` makes along with the column, when it is just what PostgreSQL would make."""
    owner = world.new.get(new.ref.table)
    if new.inherited and (owner is None or owner.ref in world.old or getattr(owner, "partition_of", None)):
        return None  # no clause defines it
    for part in world.new.parts(new.ref):
        if isinstance(part, Sequence) and part.owned_by == new.ref and part.ref not in world.old:
            usual = Ref("sequence", new.ref.schema, f"{new.ref.name}_{new.ref.part}_seq")
            fits = part.ref == usual and len(usual.name.encode()) <= LIMIT and part.unlogged == _unlogged(new, world)
            default = new.default and text(new.default) == f"nextval({regclass(part.ref)}::regclass)"
            if (
                fits
                and default
                and new.not_null
                and not given_name(new.not_null_name)
                and part.counter == Counter.make(new.type.name)
            ):
                return part if not world.old.find(Ref("relation", usual.schema, usual.name)) else None
    return None


def _unlogged(new: Column, world: World) -> bool:
    """Whether a sequence that the column brings along is unlogged: since PostgreSQL 15, if its table is."""
    table = world.new.get(new.ref.table)
    return world.major >= 15 and isinstance(table, Table) and table.unlogged


def reidentified(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """What changes in how an identity column counts, and the name of its sequence."""
    had, wanted = old.identity, new.identity
    if not had or not wanted or had == wanted:
        return
    if had.always != wanted.always:
        words = f"SET GENERATED {'ALWAYS' if wanted.always else 'BY DEFAULT'}"
        yield action(new, words, COLUMN, form="set identity")
    before = had.counter
    if before.type != wanted.counter.type:
        # The column's change of type has taken the sequence along, its bounds too where they were the type's own.
        low = -RANGES[wanted.counter.type] if before.minimum == -RANGES[before.type] else before.minimum
        high = RANGES[wanted.counter.type] - 1 if before.maximum == RANGES[before.type] - 1 else before.maximum
        before = evolve(before, type=wanted.counter.type, minimum=low, maximum=high)
    if clauses := changes(before, wanted.counter):
        if had.sequence:
            hidden = Ref("sequence", new.ref.schema, had.sequence)
            yield from (
                evolve(step, stage=COLUMN, form="set identity position")
                for step in moved_inside(before, wanted.counter, hidden)
            )
        now = world.now(new.ref) or new.ref
        live = Ref("sequence", now.schema, had.sequence or hidden_name(now))
        words = " ".join([*(f"SET {clause}" for clause in clauses), *restart(before, wanted.counter)])
        asked = tuple(outside(live, new.ref, had.counter, wanted.counter))
        yield evolve(action(new, words, COLUMN, form="change identity"), probes=asked)
    if had.sequence and wanted.sequence and had.sequence != wanted.sequence:
        yield Statement(
            sql=f"ALTER SEQUENCE {qualified(new.ref.schema, had.sequence)} RENAME TO {identifier(wanted.sequence)}",
            form="rename identity sequence",
            frees=(Ref("relation", new.ref.schema, had.sequence),),
        )


def handed_over(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """The sequence of a serial column goes on where the identity's hidden one stands."""
    if old.identity and old.identity.sequence and not new.identity and (sequence := moves_to_serial(new, world)):
        hidden = old.identity.sequence
        if hidden == sequence.ref.name:  # it has the name that the new sequence needs
            hidden = swap_name(hidden)
            yield Statement(
                sql=f"ALTER SEQUENCE {name(sequence.ref)} RENAME TO {identifier(hidden)}",
                form="rename identity sequence",
                frees=(Ref("relation", new.ref.schema, old.identity.sequence),),
                without=(sequence.ref,),
            )
        source = qualified(new.ref.schema, hidden)
        yield Statement(
            sql=f"SELECT pg_catalog.setval({regclass(sequence.ref)}, last_value, is_called) FROM {source}",
            reason="keeps the sequence's position",
            form="set position from identity",
            needs=(sequence.ref,),
        )


def positions(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """Keep counting where the column's values are: the next insert must not collide."""
    if not new.identity or old.identity:
        return
    sequence = serial(old, world)
    if sequence:
        yield Statement(
            sql=handed_on(sequence.ref, new.ref), reason="keeps the sequence's position", form="set position"
        )
        return
    target = f"pg_catalog.pg_get_serial_sequence({literal(table(new.ref))}, {literal(new.ref.part)})"
    extreme, sign = ("max", ">=") if new.identity.counter.increment > 0 else ("min", "<=")
    value = f"pg_catalog.{extreme}({name(new.ref)})"
    bound = new.identity.counter.minimum if sign == ">=" else new.identity.counter.maximum
    yield Statement(
        sql=f"SELECT pg_catalog.setval({target}, {value}) FROM {table(new.ref)} HAVING {value} {sign} {bound}",
        reason="keeps the next value clear of those that are there",
        form="set position from rows",
    )


def handed_on(old: Ref, column: Ref) -> str:
    """The position of a sequence set for the hidden one of an identity column."""
    # pg_get_serial_sequence() would find the old sequence, which still belongs to the column.
    return (
        "SELECT pg_catalog.setval(hidden.objid::pg_catalog.regclass, last_value, is_called)\n"
        f"    FROM {name(old)}, pg_catalog.pg_depend AS hidden\n"
        "    JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid\n"
        f"    WHERE deptype = 'i' AND refobjid = {regclass(column.table)}::pg_catalog.regclass"
        f" AND attname = {literal(column.part)}"
    )
