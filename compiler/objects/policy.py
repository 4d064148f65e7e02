from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name, roles, text, wrapped
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.policy import Policy
from mizzle.model.ref import Ref
from mizzle.model.role import PUBLIC


class PolicyDDL(DDL):
    model = Policy
    word = "POLICY"
    rebuilds = frozenset({"table", "command", "permissive"})

    def create(self, new: Policy, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"CREATE {self.target(new)}"
            + ("" if new.permissive else " AS RESTRICTIVE")
            + (f" FOR {new.command}" if new.command != "ALL" else "")
            + (f" TO {roles(new.roles)}" if new.roles != (PUBLIC,) else "")
            + (f" USING {wrapped(text(new.using))}" if new.using else "")
            + (f" WITH CHECK {wrapped(text(new.check))}" if new.check else "")
        )

    def drop(self, old: Policy, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.target(old)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        before = world.old.get(new)
        where = name(before.table if isinstance(before, Policy) else new.table)
        yield Statement(sql=f"ALTER POLICY {name(old)} ON {where} RENAME TO {name(new)}")

    def target(self, item: Policy) -> str:
        return f"POLICY {name(item.ref)} ON {name(item.table)}"

    def rebuilt(self, old: Policy, new: Policy, world: World) -> bool:
        """ALTER POLICY gives another expression and takes none away (manual, ALTER POLICY)."""
        gone = (old.using and not new.using) or (old.check and not new.check)
        return bool(gone) or super().rebuilt(old, new, world)

    @alters("roles", "using", "check")
    def replace(self, old: Policy, new: Policy, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            sql=f"ALTER {self.target(new)}"
            + (f" TO {roles(new.roles)}" if set(new.roles) != set(old.roles) else "")
            + (f" USING {wrapped(text(new.using))}" if new.using and new.using != old.using else "")
            + (f" WITH CHECK {wrapped(text(new.check))}" if new.check and new.check != old.check else "")
        )
