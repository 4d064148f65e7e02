from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, roles
from mizzle.compiler.objects.foreign import changed_options, generic_options
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.ref import Ref
from mizzle.model.user_mapping import UserMapping


class UserMappingDDL(DDL):
    model = UserMapping
    word = "USER MAPPING"
    irreplaceable = True

    def create(self, new: UserMapping, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"CREATE {self.target(new)}{generic_options(new.options)}")

    def drop(self, old: UserMapping, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.target(old)}")

    def consents(self, old: UserMapping, world: World) -> Iterator[Consent]:
        """A password is in the server alone: a mapping that is made again has none."""
        if old.ref not in world.new:
            yield from super().consents(old, world)
        elif old.hidden:
            yield Consent("replace-user-mapping", old.ref)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        return iter(())

    def target(self, item: UserMapping) -> str:
        return f"USER MAPPING FOR {roles([item.user])} SERVER {name(item.server)}"

    @alters("options")
    def replace(self, old: UserMapping, new: UserMapping, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"ALTER {self.target(new)}{changed_options(old.options, new.options)}")
