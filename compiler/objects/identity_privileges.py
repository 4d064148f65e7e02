from collections.abc import Iterator, Mapping

from attrs import evolve

from mizzle.compiler.grants import Step
from mizzle.compiler.objects.privileges import PrivilegesDDL
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.column import Column, Identity, hidden_name
from mizzle.model.default_privileges import DefaultPrivileges
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.names import qualified
from mizzle.model.object import Object
from mizzle.model.privileges import Privileges, beside
from mizzle.model.ref import Ref


class IdentityPrivilegesDDL(PrivilegesDDL):
    model = IdentityPrivileges

    def gone(self, old: Privileges, world: World) -> bool:
        """The privileges go with the hidden sequence."""
        return _identity(world.new.get(old.of)) is None

    def create(self, new: Privileges, world: World) -> Iterator[Statement]:
        yield from super().create(evolve(new, fresh=new.fresh or _counts_anew(new.of, world)), world)

    def entailed(self, creates: Mapping[Ref, Object], world: World) -> Iterator[Privileges]:
        """New sequences have what default privileges give them."""
        if not any(world.old.of(DefaultPrivileges)) and not world.early and not any(world.new.of(IdentityPrivileges)):
            return
        for item in world.new.of(Column):
            ref = item.ref
            if item.identity and not item.inherited and (ref in creates or _counts_anew(ref, world)):
                place = beside(IdentityPrivileges.kind, ref)
                yield from self.first(IdentityPrivileges(ref=place, of=ref, fresh=True), world)

    def maker(self, new: Privileges, world: World) -> Ref | None:
        """The sequence is made as its table's owner's (parse_utilcmd.c, generateSerialExtraStmts)."""
        table = world.now(new.of.table)
        return (world.facts.owners.get(table) if table else None) or world.facts.user

    def said(self, step: Step, about: Privileges, everything: tuple[str, ...], column: str, world: World) -> str:  # noqa: ARG002
        """The sequence is named as it is called when the statement runs: what no declaration says stays as it was."""
        of = about.of
        forms = (_identity(world.new.get(of)), _identity(world.old.get(of)))
        found = next((form.sequence for form in forms if form and form.sequence), None)
        # As it is made where no name is said: by one that nothing of the plan needs.
        chosen = found or world.new.free_relation(of.schema, hidden_name(of))
        return step.text(f"SEQUENCE {qualified(of.schema, chosen)}", everything)


def _counts_anew(column: Ref, world: World) -> bool:
    """Whether the column becomes an identity."""
    return _identity(world.old.get(column)) is None


def _identity(item: Object | None) -> Identity | None:
    return item.identity if isinstance(item, Column) else None
