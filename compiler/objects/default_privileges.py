from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.grants import steps
from mizzle.compiler.names import name
from mizzle.compiler.objects.privileges import word_of
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.default_privileges import OBJECTS, DefaultPrivileges
from mizzle.model.names import identifier
from mizzle.model.privileges import Grant, given, grantable
from mizzle.model.ref import Ref


class DefaultPrivilegesDDL(DDL):
    """Changed when everything is made, so that what the plan makes gets what was in force before."""

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
        made = tuple(ref for ref in world.new if word_of(ref) == word and new.ref.schema in ("", ref.schema))
        for step in steps(*sides):
            text = step.text(new.objects, everything)
            yield Statement(sql=f"ALTER DEFAULT PRIVILEGES FOR ROLE {name(new.role)}{where} {text}", needs=made)
