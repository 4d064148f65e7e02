from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.counting import beside_type, changes, counter, moved_inside, restart
from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, roles, table
from mizzle.compiler.probes import outside
from mizzle.compiler.serials import absorbed
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.owner import Owner
from mizzle.model.privileges import beside
from mizzle.model.ref import Ref
from mizzle.model.rename import built_name, swap_name
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table


class SequenceDDL(DDL):
    model = Sequence
    word = "SEQUENCE"

    def create(self, new: Sequence, world: World) -> Iterator[Statement]:
        unlogged = "UNLOGGED " if new.unlogged else ""
        made = (
            new.ref._replace(name=built_name(new.ref.name))
            if beside_type(new.ref.schema, new.ref.name, world)
            else new.ref
        )
        yield Statement(sql=" ".join([f"CREATE {unlogged}SEQUENCE {name(made)}", *counter(new.counter)]))
        if made != new.ref:
            yield Statement(
                sql=f"ALTER SEQUENCE {name(made)} RENAME TO {name(new.ref._replace(schema=''))}", form="rename sequence"
            )
        if new.owned_by:
            yield from self.set_owner(new, new, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        item = world.old.get(new)
        owner = item.owned_by if isinstance(item, Sequence) else None
        if owner and old.schema != new.schema == owner.schema:  # its table has taken it along
            for statement in super().rename(old._replace(schema=new.schema), new, world):
                yield evolve(statement, needs=(owner.table,))
            return
        after = world.new.get(new)
        if owner and old.schema != new.schema and not (isinstance(after, Sequence) and after.owned_by == owner):
            # One that a table owns stands where its table does.
            yield evolve(_disowned(old), reads=(owner,))
        yield from super().rename(old, new, world)

    def left_behind(self, part: Sequence, world: World) -> Iterator[Statement]:
        if world.before.get(part.ref, part.ref).schema == part.ref.schema:  # or else its own move tells it
            yield _disowned(part.ref)

    def clause(self, new: Sequence, world: World) -> str | None:
        """Nothing of its own, where `serial` makes the sequence along with its column."""
        owner = world.new.get(new.owned_by) if new.owned_by else None
        return "" if isinstance(owner, Column) and absorbed(owner, world) == new else None

    def expendable(self, old: Sequence) -> bool:  # noqa: ARG002
        return False

    def apart(self, old: Sequence, new: Sequence) -> Sequence | None:
        return evolve(old, owned_by=None) if old.owned_by and new.owned_by != old.owned_by else None

    @alters("owned_by")
    def set_owner(self, old: Sequence, new: Sequence, world: World) -> Iterator[Statement]:
        if not new.owned_by:
            if old.owned_by and old.owned_by.schema == new.ref.schema:  # or else a move has told it
                yield _disowned(new.ref)
            return
        needs = (new.owned_by, beside("owner", new.owned_by.table))  # both must belong to one role
        to = _master(new.owned_by.table, world)
        if to and to != _master(new.ref, world):
            words = f"ALTER SEQUENCE {name(new.ref)} OWNER TO {roles([to])}"
            yield Statement(sql=words, form="give sequence", needs=needs)
        yield Statement(
            sql=f"ALTER SEQUENCE {name(new.ref)} OWNED BY {table(new.owned_by)}.{name(new.owned_by)}",
            form="own sequence",
            needs=needs,
            before=(new.owned_by.table,) if _goes_along(old, new, world) else (),
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
        if _goes_along(old, new, world):
            return
        yield Statement(
            sql=f"ALTER SEQUENCE {name(new.ref)} SET {'UNLOGGED' if new.unlogged else 'LOGGED'}", form="log sequence"
        )


def _goes_along(old: Sequence, new: Sequence, world: World) -> bool:
    """Whether the table that owns it becomes LOGGED or UNLOGGED and takes it along."""
    before, table = (state.get(new.owned_by.table) if new.owned_by else None for state in (world.old, world.new))
    if not isinstance(before, Table) or not isinstance(table, Table) or old.unlogged == new.unlogged:
        return False
    return before.unlogged == old.unlogged and table.unlogged == new.unlogged


def _disowned(ref: Ref) -> Statement:
    return Statement(sql=f"ALTER SEQUENCE {name(ref)} OWNED BY NONE", form="own sequence", unfelt=True)


def _master(ref: Ref, world: World) -> Ref | None:
    """Whom a table or a sequence belongs to as one becomes part of the other: both have to be the same role's."""
    old, said = world.old.get(ref), world.new.get(beside("owner", ref))
    if isinstance(old, Sequence) and old.owned_by:
        return _master(old.owned_by.table, world)
    aside = ref._replace(name=swap_name(ref.name))
    now = world.now(ref) or world.now(aside)  # what takes its place belongs to whom that did
    if now is None:
        return world.facts.user
    return said.role if isinstance(said, Owner) else world.facts.owners.get(now, world.facts.user)
