"""How columns and sequences count on: bounds that change, identities that become serial or the other way round.

A position is never lost without a word. One that new bounds shut out is moved to the nearest that they let in, for
PostgreSQL refuses the bounds otherwise; a probe tells of it beforehand where a server can be asked.
"""

from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import action
from mizzle.compiler.names import name, regclass, table, text
from mizzle.compiler.online import below
from mizzle.compiler.probes import outside
from mizzle.compiler.statement import COLUMN, TYPE, Probe, Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column, Identity, hidden_name
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.ref import Ref
from mizzle.model.rename import built_name, swap_name, waits
from mizzle.model.sequence import RANGES, Counter, Sequence
from mizzle.model.table import Table

WORDS = {
    "type": "AS {}",
    "increment": "INCREMENT BY {}",
    "minimum": "MINVALUE {}",
    "maximum": "MAXVALUE {}",
    "start": "START WITH {}",
    "cache": "CACHE {}",
}


# ---- counters


def counter(new: Counter) -> list[str]:
    """The clauses of a sequence; what PostgreSQL would fill in itself is left out."""
    return changes(Counter.make(new.type, increment=new.increment), new, of_new=True)


def changes(old: Counter, new: Counter, *, of_new: bool = False) -> list[str]:
    """The clauses that make one counter the other."""
    out = []
    for field, words in WORDS.items():
        value = getattr(new, field)
        given = (field == "type" and value != "bigint") or (field == "increment" and value != 1)
        if value != getattr(old, field) or (of_new and given):
            out.append(words.format(value))
    if new.cycle != old.cycle:
        out.append("CYCLE" if new.cycle else "NO CYCLE")
    return out


def restart(old: Counter, new: Counter) -> list[str]:
    """RESTART where no position of the old bounds is one of the new."""
    return ["RESTART"] if new.minimum > old.maximum or new.maximum < old.minimum else []


def moved_inside(old: Counter, new: Counter, sequence: Ref, probes: tuple[Probe, ...] = ()) -> Iterator[Statement]:
    """A position outside narrower bounds is moved to the nearest inside: ALTER SEQUENCE refuses it otherwise."""
    if restart(old, new) or not (shut := _shut(old, new)):
        return
    nearest, called = _nearest(old, new)
    yield Statement(
        sql=f"SELECT pg_catalog.setval({regclass(sequence)}, {nearest}, {called})\n"
        f"    FROM {name(sequence)} WHERE {' OR '.join(shut)}",
        reason="moves the sequence's position inside its new bounds",
        form="set position",
        probes=probes,
    )


def _shut(old: Counter, new: Counter) -> list[str]:
    """The conditions of a position of the old bounds that the new ones shut out."""
    below = [f"last_value < {new.minimum}"] * (new.minimum > old.minimum)
    return below + [f"last_value > {new.maximum}"] * (new.maximum < old.maximum)


def _nearest(old: Counter, new: Counter) -> tuple[str, str]:
    """For a position that is shut out the nearest that is not, and whether it counts as taken."""
    low, high = new.minimum > old.minimum, new.maximum < old.maximum
    below, above = f"last_value < {new.minimum}", f"last_value > {new.maximum}"
    nearest = f"CASE WHEN {below} THEN {new.minimum} ELSE {new.maximum} END"
    nearest = nearest if low and high else str(new.minimum if low else new.maximum)
    passed, behind = (high and above, low) if new.increment > 0 else (low and below, high)
    called = f"is_called AND {passed}" if passed and behind else "is_called" if passed else "false"
    if old.minimum <= new.start <= old.maximum and nearest != str(new.start):
        nearest = (
            f"CASE WHEN NOT is_called THEN {new.start} {nearest.removeprefix('CASE ')}"
            if low and high
            else (f"CASE WHEN is_called THEN {nearest} ELSE {new.start} END")
        )
    return nearest, called


def _kept(old: Counter, new: Counter) -> tuple[str, str]:
    """The position of one sequence for another one, and whether it is taken."""
    shut = " OR ".join(_shut(old, new))
    if not shut:
        return "last_value", "is_called"
    nearest, called = _nearest(old, new)
    told = {"is_called": "is_called", "false": f"is_called AND NOT ({shut})"}
    return f"CASE WHEN {shut} THEN {nearest} ELSE last_value END", told.get(
        called, f"is_called AND (NOT ({shut}) OR {called})"
    )


# ---- identities


def identity(ref: Ref, facts: Identity, world: World) -> str:
    """GENERATED … AS IDENTITY, with what differs from PostgreSQL's own choice."""
    given = counter(facts.counter)
    given = [clause for clause in given if not clause.startswith("AS ")]
    # PostgreSQL looks for a name that is free at that moment: it must not take one that the plan needs later.
    sequence = facts.sequence or world.new.free_relation(ref.schema, hidden_name(ref))
    if beside_type(ref.schema, sequence, world):
        sequence = built_name(sequence)
    if sequence != hidden_name(ref):
        given.insert(0, f"SEQUENCE NAME {qualified(ref.schema, sequence)}")
    return f"GENERATED {'ALWAYS' if facts.always else 'BY DEFAULT'} AS IDENTITY" + (
        f" ({' '.join(given)})" if given else ""
    )


def beside_type(namespace: str, sequence: str, world: World) -> bool:
    """Whether a type of the sequence's name stays: it cannot be made by that name then, and can be called so."""
    there = world.old.find(Ref("type", namespace, sequence))
    return there is not None and there.ref in world.new


def called_like_a_type(new: Column, world: World) -> Iterator[Statement]:
    """The hidden sequence of an identity gets the name by which it cannot be made."""
    sequence = new.identity.sequence if new.identity else None
    if sequence and beside_type(new.ref.schema, sequence, world):
        yield Statement(
            sql=f"ALTER SEQUENCE {qualified(new.ref.schema, built_name(sequence))} RENAME TO {identifier(sequence)}",
            form="rename identity sequence",
        )


def narrowed(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """What an identity needs before its column gets a smaller type, which takes its sequence along as it stands then."""
    had, wanted = old.identity, new.identity
    if not had or not wanted or not had.sequence or RANGES[wanted.counter.type] >= RANGES[had.counter.type]:
        return
    hidden, probes = Ref("sequence", new.ref.schema, had.sequence), tuple(_outside(old, new, world))
    between = _taken_along(had.counter, wanted.counter)
    if _fits(between):
        for step in moved_inside(had.counter, between, hidden, probes):
            yield evolve(step, stage=TYPE, form="set identity position")
        return
    for step in moved_inside(had.counter, wanted.counter, hidden):
        yield evolve(step, stage=TYPE, form="set identity position")
    clauses = [*changes(evolve(had.counter, type=wanted.counter.type), wanted.counter)]
    yield evolve(_set(new, [*clauses], restart(had.counter, wanted.counter), probes), stage=TYPE, alone=True)


def _taken_along(before: Counter, new: Counter) -> Counter:
    """The counter when its column's type has changed: its bounds too where they were the type's own."""
    low = -RANGES[new.type] if before.minimum == -RANGES[before.type] else before.minimum
    high = RANGES[new.type] - 1 if before.maximum == RANGES[before.type] - 1 else before.maximum
    return evolve(before, type=new.type, minimum=low, maximum=high)


def _fits(found: Counter) -> bool:
    size = RANGES[found.type]
    return -size <= found.minimum <= found.start <= found.maximum < size


def reidentified(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """An identity that counts otherwise, or whose sequence gets another name."""
    had, wanted = old.identity, new.identity
    if not had or not wanted or had == wanted:
        return
    if had.always != wanted.always:
        words = f"SET GENERATED {'ALWAYS' if wanted.always else 'BY DEFAULT'}"
        yield action(new, words, COLUMN, form="set identity")
    before = had.counter
    if before.type != wanted.counter.type:
        before = _taken_along(before, wanted.counter)
        if not _fits(before):  # it was told before the change of type
            before = wanted.counter
    if clauses := changes(before, wanted.counter):
        if had.sequence:
            hidden = Ref("sequence", new.ref.schema, had.sequence)
            for step in moved_inside(before, wanted.counter, hidden):
                yield evolve(step, stage=COLUMN, form="set identity position")
        yield _set(new, clauses, restart(before, wanted.counter), tuple(_outside(old, new, world)))
    if had.sequence and wanted.sequence and had.sequence != wanted.sequence:
        yield Statement(
            sql=f"ALTER SEQUENCE {qualified(new.ref.schema, had.sequence)} RENAME TO {identifier(wanted.sequence)}",
            form="rename identity sequence",
            frees=(Ref("relation", new.ref.schema, had.sequence),),
            takes=(Ref("relation", new.ref.schema, wanted.sequence),),
        )


def _set(new: Column, clauses: list[str], again: list[str], probes: tuple[Probe, ...]) -> Statement:
    words = " ".join([*(f"SET {clause}" for clause in clauses), *again])
    return evolve(action(new, words, COLUMN, form="change identity"), probes=probes)


def _outside(old: Column, new: Column, world: World) -> Iterator[Probe]:
    if old.identity and new.identity:
        now = world.now(new.ref) or new.ref
        live = Ref("sequence", now.schema, old.identity.sequence or hidden_name(now))
        yield from outside(live, new.ref, old.identity.counter, new.identity.counter)


def kept_clear(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """Keep counting where the column's values are: the next insert must not collide."""
    if own := _becomes_serial(old, new, world):
        if not _counts_with(old, world) and new.type.name in RANGES:
            yield _behind_rows(new, own.counter, regclass(own.ref), world, own.ref)
        return
    if not new.identity or old.identity:
        return
    wanted = new.identity.counter
    sequence = serial(old, world)
    if sequence:
        if not restart(sequence.counter, wanted):
            yield Statement(
                sql=_handed_on(sequence, new.ref, wanted),
                reason="keeps the sequence's position",
                form="set position",
                reads=(sequence.ref,),
            )
        return
    hidden = f"pg_catalog.pg_get_serial_sequence({literal(table(new.ref))}, {literal(new.ref.part)})"
    yield _behind_rows(new, wanted, hidden, world)


def _behind_rows(new: Column, wanted: Counter, target: str, world: World, *needs: Ref) -> Statement:
    extreme, sign, least = ("max", ">=", "LEAST") if wanted.increment > 0 else ("min", "<=", "GREATEST")
    value = f"pg_catalog.{extreme}({name(new.ref)})"
    first, last = (wanted.minimum, wanted.maximum) if sign == ">=" else (wanted.maximum, wanted.minimum)
    whole = last in (-RANGES[wanted.type], RANGES[wanted.type] - 1)  # else the rows may be beyond it
    at = value if whole else f"{least}({value}, {last})"
    return Statement(
        sql=f"SELECT pg_catalog.setval({target}, {at}) FROM {table(new.ref)} HAVING {value} {sign} {first}",
        reason="keeps the next value clear of those that are there",
        form="set position from rows",
        needs=(*needs, *below(new.ref.table, world.new)),  # those partitions that join with their rows
        unfelt=True,  # which are made as the column is
    )


# ---- serial columns


def serial(column: Column, world: World) -> Sequence | None:
    """The sequence that a serial column counts with."""
    for part in world.old.parts(column.ref):
        # One that waits has lost its default to a plan that was interrupted.
        if isinstance(part, Sequence) and (column.default or waits(part.ref.name)):
            return part
    return None


def moves_to_serial(new: Column, world: World) -> Sequence | None:
    """The sequence of the serial column that an identity column becomes."""
    owned = (part for part in world.new.parts(new.ref) if isinstance(part, Sequence) and part.ref not in world.old)
    return next(owned, None) if new.default else None


def shut_out(old: Column, new: Column, world: World) -> tuple[Probe, ...]:
    """Asks for a position that a serial column's sequence does not let in when an identity becomes one, or the reverse."""
    if old.identity and (sequence := moves_to_serial(new, world)):
        now = world.now(new.ref) or new.ref
        live = Ref("sequence", now.schema, old.identity.sequence or hidden_name(now))
        return tuple(outside(live, new.ref, old.identity.counter, sequence.counter))
    if new.identity and (before := serial(old, world)):
        return tuple(outside(world.now(before.ref) or before.ref, new.ref, before.counter, new.identity.counter))
    return ()


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
        if restart(old.identity.counter, sequence.counter):
            return
        position, called = _kept(old.identity.counter, sequence.counter)
        source = qualified(new.ref.schema, hidden)
        yield Statement(
            sql=f"SELECT pg_catalog.setval({regclass(sequence.ref)}, {position}, {called}) FROM {source}",
            reason="keeps the sequence's position",
            form="set position from identity",
            needs=(sequence.ref,),
        )


def gone_on(old: Column, new: Column, world: World) -> Iterator[Statement]:
    """The sequence that a column gets of its own goes on where the one stands that it had from elsewhere."""
    own, shared = _becomes_serial(old, new, world), _counts_with(old, world)
    if own and shared and not restart(shared.counter, own.counter):
        position, called = _kept(shared.counter, own.counter)
        yield Statement(
            sql=f"SELECT pg_catalog.setval({regclass(own.ref)}, {position}, {called}) FROM {name(shared.ref)}",
            reason="goes on where the column has counted until now",
            form="set position",
            needs=(own.ref,),
            reads=(shared.ref,),
            probes=tuple(outside(world.now(shared.ref) or shared.ref, new.ref, shared.counter, own.counter)),
        )


def _becomes_serial(old: Column, new: Column, world: World) -> Sequence | None:
    """The sequence of its own with which a column counts from now on."""
    own = None if old.identity or serial(old, world) else moves_to_serial(new, world)
    return own if own and new.default and own.feeds(text(new.default)) else None


def _counts_with(column: Column, world: World) -> Sequence | None:
    """The sequence, of another column or of none, that a column takes its values from."""
    said = text(column.default) if column.default else ""
    used = (world.old.get(ref) for ref in sorted(column.depends))
    return next((item for item in used if isinstance(item, Sequence) and item.feeds(said)), None)


def carried_over(new: Column, world: World) -> Iterator[Statement]:
    """The position of an identity whose partitioned table is made anew, while the rows stay in the partitions."""
    old = world.old.get(new.ref._replace(name=swap_name(new.ref.name)))
    if not (isinstance(old, Column) and old.identity and old.identity.sequence and new.identity):
        return
    if restart(old.identity.counter, new.identity.counter):
        return
    position, called = _kept(old.identity.counter, new.identity.counter)
    target = f"pg_catalog.pg_get_serial_sequence({literal(table(new.ref))}, {literal(new.ref.part)})"
    yield Statement(
        sql=f"SELECT pg_catalog.setval({target}, {position}, {called}) FROM {qualified(old.ref.schema, old.identity.sequence)}",
        reason="keeps the sequence's position",
        form="set position from identity",
        reads=(old.ref,),
    )


def _handed_on(old: Sequence, column: Ref, new: Counter) -> str:
    """The position of a sequence set for the hidden one of an identity column."""
    # pg_get_serial_sequence() would find the old sequence, which still belongs to the column.
    position, called = _kept(old.counter, new)
    return (
        f"SELECT pg_catalog.setval(hidden.objid::pg_catalog.regclass, {position}, {called})\n"
        f"    FROM {name(old.ref)}, pg_catalog.pg_depend AS hidden\n"
        "    JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid\n"
        f"    WHERE deptype = 'i' AND refobjid = {regclass(column.table)}::pg_catalog.regclass"
        f" AND attname = {literal(column.part)}"
    )


def alone_identified(table: Ref, world: World) -> bool:
    """Whether a new identity is the table's alone: PostgreSQL adds none to those below it (before 17 not to partitions either)."""
    heirs = (item for item in world.old.users(table) if isinstance(item, Table) and table in item.parents)
    return any(not (item.partition_of and world.major >= 17) for item in heirs if item.ref in world.new)
