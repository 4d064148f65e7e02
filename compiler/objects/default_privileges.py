from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.grants import steps
from mizzle.compiler.names import name
from mizzle.compiler.objects.identity_privileges import IdentityPrivilegesDDL
from mizzle.compiler.objects.privileges import PrivilegesDDL, word_of
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.consent import Consent
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges
from mizzle.model.extension import Extension
from mizzle.model.names import identifier
from mizzle.model.object import Object
from mizzle.model.privileges import Grant, beside, given, grantable
from mizzle.model.ref import Ref


class DefaultPrivilegesDDL(DDL):
    """Changed when everything is made, or before, whichever leaves fewer privileges to be told on what the plan makes."""

    model = DefaultPrivileges
    word = "DEFAULT PRIVILEGES"

    def create(self, new: DefaultPrivileges, world: World) -> Iterator[Statement]:
        yield from self.between(self.of_nobody(new), new, world)

    def drop(self, old: DefaultPrivileges, world: World) -> Iterator[Statement]:
        yield from self.between(old, self.of_nobody(old), world)

    @alters("grants", "own")
    def replace(self, old: DefaultPrivileges, new: DefaultPrivileges, world: World) -> Iterator[Statement]:
        yield from self.between(old, new, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())

    def consents(self, old: DefaultPrivileges, world: World) -> Iterator[Consent]:  # noqa: ARG002
        return iter(())

    def of_nobody(self, item: DefaultPrivileges) -> DefaultPrivileges:
        """As if nothing had been said: in a namespace nothing is added, in the database stands what PostgreSQL gives."""
        return evolve(item, grants=() if item.ref.schema else tuple(given(OBJECTS[item.objects])), own=None)

    def early(self, changed: Collection[Ref], creates: Mapping[Ref, Object], world: World) -> Iterator[Ref]:
        """Those that spare statements on what is made; never where something is made that nothing is said of."""
        found = (world.new.get(ref) or world.old.get(ref) for ref in sorted(changed))
        items = [item for item in found if isinstance(item, DefaultPrivileges)]
        mine = [item.ref for item in items if not self.unsaid(item, creates, world)]
        ways: list[tuple[Ref, ...]] = [()]
        for ref in mine:
            ways.append((*min(ways, key=lambda way: told(way, creates, world)), ref))
        if mine:
            yield from min([*ways, tuple(mine)], key=lambda way: (told(way, creates, world), len(way)))

    def unsaid(self, item: DefaultPrivileges, creates: Mapping[Ref, Object], world: World) -> bool:
        """Whether something is made that the default privileges are at work on and of which the new state says nothing."""
        if any(isinstance(made, Extension) for made in creates.values()):
            return True
        return not world.whole and any(
            beside(kind, made) not in world.new
            for made in made_of(item, world)
            if made in creates
            for kind in ["identity_privileges" if made.kind == "column" else "privileges"]
        )

    def between(self, old: DefaultPrivileges, new: DefaultPrivileges, world: World) -> Iterator[Statement]:
        word = OBJECTS[new.objects]
        everything = grantable(word, world.major)
        sides = []
        for side in (old, new):
            own = () if side.ref.schema or old.own == new.own else side.own
            sides.append(
                [
                    *(grant for grant in side.grants if grant.privilege in everything),
                    *(Grant(side.role, privilege) for privilege in (everything if own is None else own)),
                ]
            )
        where = f" IN SCHEMA {identifier(new.ref.schema)}" if new.ref.schema else ""
        made = tuple(made_of(new, world))
        early = new.ref in world.early
        for step in steps(*sides):
            text = step.text(new.objects, everything)
            yield Statement(
                sql=f"ALTER DEFAULT PRIVILEGES FOR ROLE {name(new.role)}{where} {text}",
                needs=() if early else made,
                before=made if early else (),
            )


def made_of(item: DefaultPrivileges, world: World) -> Iterator[Ref]:
    """All that default privileges are at work on when it is made; with a column its hidden sequence is."""
    word = OBJECTS[item.objects]
    for ref, found in world.new.items():
        if item.ref.schema in ("", ref.schema):
            counts = word == "SEQUENCE" and isinstance(found, Column) and found.identity
            if counts or (word_of(ref) == word):
                yield ref


def told(early: Iterable[Ref], creates: Mapping[Ref, Object], world: World) -> int:
    """How many statements tell the privileges on what is made when these have changed before."""
    world = evolve(world, early=frozenset(early))
    found = [
        ddl.create(item, world)
        for ddl in (PrivilegesDDL(), IdentityPrivilegesDDL())
        for item in ddl.entailed(creates, world)
    ]
    return sum(1 for statements in found for _ in statements)
