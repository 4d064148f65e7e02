from collections.abc import Iterator, Mapping

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import roles
from mizzle.compiler.remade import remade, remakers
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.object import Object
from mizzle.model.owner import Owner
from mizzle.model.privileges import beside
from mizzle.model.ref import Ref
from mizzle.model.sequence import Sequence
from mizzle.model.statistics import Statistics


class OwnerDDL(DDL):
    model = Owner
    word = "OWNER"

    def create(self, new: Owner, world: World) -> Iterator[Statement]:
        """Nothing, where the object belongs to that role as soon as it is made."""
        made = world.is_new(new.of) or new.ref in world.old  # or made again, and the owner with it
        if (made and new.role == world.facts.user) or _had(new.of, world) == new.role:
            return
        yield from self.set_owner(new, new, world)

    def drop(self, old: Owner, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())

    def consents(self, old: Owner, world: World) -> Iterator[Consent]:  # noqa: ARG002
        return iter(())

    @alters("role")
    def set_owner(self, old: Owner, new: Owner, world: World) -> Iterator[Statement]:  # noqa: ARG002
        from mizzle.compiler.kinds import DDLS

        item = world.new.find(new.of)
        if item is not None:
            yield Statement(
                sql=f"ALTER {DDLS[item.ref.kind].target(item)} OWNER TO {roles([new.role])}",
                needs=(*item.requires(), *remakers(item, world)) if isinstance(item, Statistics) else (),
            )

    def entailed(self, creates: Mapping[Ref, Object], world: World) -> Iterator[Owner]:
        """What is made again goes back to its owner; before PostgreSQL 18 so do statistics that it makes again itself."""
        for item in world.old.of(Statistics) if world.facts.major < 18 else ():
            told = beside("owner", item.ref)
            role = world.facts.owners.get(world.before.get(item.ref, item.ref))
            if item.ref in world.new and role and remade(item, world):
                wanted = world.new.get(told)
                yield wanted if isinstance(wanted, Owner) else Owner(ref=told, of=item.ref, role=role)
        for ref in [*creates]:
            owner = world.facts.owners.get(world.before.get(ref, ref))
            there = ref in world.old or (world.standing is not None and ref in world.standing.old)
            if owner and there and beside("owner", ref) not in world.new:
                yield Owner(ref=beside("owner", ref), of=ref, role=owner)


def _had(of: Ref, world: World) -> Ref | None:
    """Whom a sequence belongs to that a table lets go: whom the table belongs to, where that stays so."""
    item = world.old.get(of)
    if not (isinstance(item, Sequence) and item.owned_by):
        return None
    table = item.owned_by.table
    now = world.facts.owners.get(world.before.get(table, table), world.facts.user)
    then = world.new.get(beside("owner", table))
    return now if then is None or (isinstance(then, Owner) and then.role == now) else None
