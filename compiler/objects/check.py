from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import ConstraintDDL, alters
from mizzle.compiler.names import name, table, text, wrapped
from mizzle.compiler.online import added_constraint, long
from mizzle.compiler.probes import violations
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.check import Check
from mizzle.model.consent import Consent
from mizzle.model.rename import left_over


class CheckDDL(ConstraintDDL):
    model = Check
    rebuilds = frozenset({"expr", "no_inherit", "enforced"})

    def definition(self, new: Check, world: World) -> str:  # noqa: ARG002
        return (
            f"CHECK {wrapped(text(new.expr))}"
            + (" NO INHERIT" if new.no_inherit else "")
            + (" NOT ENFORCED" if not new.enforced else "" if new.validated else " NOT VALID")
        )

    def create(self, new: Check, world: World) -> Iterator[Statement]:
        for statement in super().create(new, world):
            form = "create check" if new.validated and new.enforced else "create check not valid"
            probes = tuple(violations(new, world)) if new.validated else ()
            steps = added_constraint(new, self.definition(new, world), world)
            yield evolve(statement, form=form, probes=probes, online=steps)

    def drop(self, old: Check, world: World) -> Iterator[Statement]:
        if world.leaves_heirs(old):
            sql = f"ALTER TABLE ONLY {table(old.ref)} DROP CONSTRAINT {name(old.ref)}"
            yield Statement(sql=sql, form="disinherit check")
            return
        for statement in super().drop(old, world):
            yield evolve(statement, repairs=left_over(old.ref.part), alone=left_over(old.ref.part))

    def consents(self, old: Check, world: World) -> Iterator[Consent]:
        if not left_over(old.ref.part):
            yield from super().consents(old, world)

    def clause(self, new: Check, world: World) -> str | None:
        # PostgreSQL takes NOT VALID inside CREATE TABLE and forgets it (parse_utilcmd.c), so it comes afterwards.
        if new.inherited and not any(world.joins(new.ref.table, above.table) for above in new.inherited):
            return ""  # it comes with its parent's, or with its table
        return super().clause(new, world) if new.validated or not new.enforced else None

    def rebuilt(self, old: Check, new: Check, world: World) -> bool:
        return super().rebuilt(old, new, world) or (old.validated and not new.validated)

    @alters("validated")
    def validate(self, old: Check, new: Check, world: World) -> Iterator[Statement]:
        if any(world.old.get(ref) != world.new.get(ref) for ref in old.inherited):
            return  # along with the parent's
        yield Statement(
            head=f"ALTER TABLE {table(new.ref)}",
            sql=f"VALIDATE CONSTRAINT {name(new.ref)}",
            alone=True,
            online=(long(f"ALTER TABLE {table(new.ref)} VALIDATE CONSTRAINT {name(new.ref)}", "validate check"),),
            form="validate check",
            probes=tuple(violations(new, world)),
        )
