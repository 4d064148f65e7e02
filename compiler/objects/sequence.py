from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, regclass, table
from mizzle.compiler.probes import outside
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.object import changed
from mizzle.model.ref import Ref
from mizzle.model.sequence import Counter, Sequence


class SequenceDDL(DDL):
    model = Sequence
    word = "SEQUENCE"

    def create(self, new: Sequence, world: World) -> Iterator[Statement]:
        unlogged = "UNLOGGED " if new.unlogged else ""
        yield Statement(sql=" ".join([f"CREATE {unlogged}SEQUENCE {name(new.ref)}", *counter(new.counter)]))
        if new.owned_by:
            yield from self.set_owner(new, new, world)

    def clause(self, new: Sequence, world: World) -> str | None:
        """Nothing of its own, where `serial` makes the sequence along with its column."""
        from mizzle.compiler.counting import absorbed

        owner = world.new.get(new.owned_by) if new.owned_by else None
        return "" if isinstance(owner, Column) and absorbed(owner, world) == new else None

    def expendable(self, old: Sequence) -> bool:  # noqa: ARG002
        return False

    @alters("owned_by")
    def set_owner(self, old: Sequence, new: Sequence, world: World) -> Iterator[Statement]:  # noqa: ARG002
        owner = f"{table(new.owned_by)}.{name(new.owned_by)}" if new.owned_by else "NONE"
        yield Statement(
            sql=f"ALTER SEQUENCE {name(new.ref)} OWNED BY {owner}",
            form="own sequence",
            needs=(new.owned_by,) if new.owned_by else (),
            unfelt=True,  # the default of that very column may need the sequence
        )

    @alters("counter")
    def set_counter(self, old: Sequence, new: Sequence, world: World) -> Iterator[Statement]:
        clauses = [*changes(old.counter, new.counter), *restart(old.counter, new.counter)]
        yield from moved_inside(old.counter, new.counter, new.ref)
        yield Statement(
            sql=f"ALTER SEQUENCE {name(new.ref)} {' '.join(clauses)}",
            form="change sequence",
            probes=tuple(outside(world.now(new.ref) or new.ref, new.ref, old.counter, new.counter)),
        )

    @alters("unlogged")
    def set_logged(self, old: Sequence, new: Sequence, world: World) -> Iterator[Statement]:
        table = world.new.get(new.owned_by.table) if new.owned_by else None
        before = world.old.get(new.owned_by.table) if new.owned_by else None
        if old.owned_by == new.owned_by and before and table and changed(before, table).count("unlogged"):
            return  # SET LOGGED and SET UNLOGGED of a table take the sequences that it owns along
        yield Statement(
            sql=f"ALTER SEQUENCE {name(new.ref)} SET {'UNLOGGED' if new.unlogged else 'LOGGED'}", form="log sequence"
        )


def restart(old: Counter, new: Counter) -> list[str]:
    """RESTART where no position of the old bounds is one of the new."""
    return ["RESTART"] if new.minimum > old.maximum or new.maximum < old.minimum else []


def moved_inside(old: Counter, new: Counter, sequence: Ref) -> Iterator[Statement]:
    """A position outside narrower bounds is moved to the nearest inside: ALTER SEQUENCE refuses it otherwise."""
    low, high = new.minimum > old.minimum, new.maximum < old.maximum
    if restart(old, new) or not (low or high):
        return
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
    yield Statement(
        sql=f"SELECT pg_catalog.setval({regclass(sequence)}, {nearest}, {called})\n"
        f"    FROM {name(sequence)} WHERE {' OR '.join([below] * low + [above] * high)}",
        reason="moves the sequence's position inside its new bounds",
        form="set position",
    )


WORDS = {
    "type": "AS {}",
    "increment": "INCREMENT BY {}",
    "minimum": "MINVALUE {}",
    "maximum": "MAXVALUE {}",
    "start": "START WITH {}",
    "cache": "CACHE {}",
}


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
