from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.ddl import ConstraintDDL, alters
from mizzle.compiler.hierarchy import follows
from mizzle.compiler.names import columns, name, table
from mizzle.compiler.objects.primary_key import deferral
from mizzle.compiler.online import added_constraint, long
from mizzle.compiler.probes import orphans
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.ref import Ref
from mizzle.model.table import Table


class ForeignKeyDDL(ConstraintDDL):
    model = ForeignKey
    rebuilds = frozenset(
        {"columns", "references", "on_update", "on_delete", "set_columns", "match_full", "enforced", "period"}
    )

    def definition(self, new: ForeignKey, world: World) -> str:  # noqa: ARG002
        return (
            f"FOREIGN KEY {_columns(new.columns, new)} REFERENCES {table(new.target)} {_columns(new.references, new)}"
            + (" MATCH FULL" if new.match_full else "")
            + (f" ON UPDATE {new.on_update}" if new.on_update != "NO ACTION" else "")
            + (f" ON DELETE {new.on_delete}" if new.on_delete != "NO ACTION" else "")
            + (f" {columns(new.set_columns)}" if new.set_columns else "")
            + deferral(new)
            + (" NOT ENFORCED" if not new.enforced else "" if new.validated else " NOT VALID")
        )

    def create(self, new: ForeignKey, world: World) -> Iterator[Statement]:
        keys = tuple(key.ref for key in world.keys_of(world.new, new.references))
        taken = [user.ref for user in world.new.users(new.ref) if new.ref in user.inherited and user.ref in world.old]
        # A partition cannot be dropped from under a foreign key.
        leaving = tuple(_partitions(new.target, world)) if new.ref.table in world.old else ()
        for statement in super().create(new, world):
            yield evolve(
                statement,
                needs=(*keys, *taken),
                follows=leaving,
                form="create foreign key" if new.validated and new.enforced else "create foreign key not valid",
                probes=tuple(orphans(new, world)) if new.validated else (),
                online=added_constraint(new, self.definition(new, world), world),
            )

    def clause(self, new: ForeignKey, world: World) -> str | None:
        # As with checks, CREATE TABLE forgets NOT VALID.
        return super().clause(new, world) if new.validated or not new.enforced else None

    def rebuilt(self, old: ForeignKey, new: ForeignKey, world: World) -> bool:
        return super().rebuilt(old, new, world) or (old.validated and not new.validated)

    @alters("validated")
    def validate(self, old: ForeignKey, new: ForeignKey, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(
            head=f"ALTER TABLE {table(new.ref)}",
            sql=f"VALIDATE CONSTRAINT {name(new.ref)}",
            alone=True,
            online=(long(f"ALTER TABLE {table(new.ref)} VALIDATE CONSTRAINT {name(new.ref)}", "validate foreign key"),),
            form="validate foreign key",
            probes=tuple(orphans(new, world)),
        )

    @alters("deferrable", "deferred")
    def set_deferral(self, old: ForeignKey, new: ForeignKey, world: World) -> Iterator[Statement]:  # noqa: ARG002
        if follows(new, world):  # it changes along with that one
            return
        yield Statement(
            head=f"ALTER TABLE {table(new.ref)}",
            sql=f"ALTER CONSTRAINT {name(new.ref)}{deferral(new) or ' NOT DEFERRABLE'}",
            form="set deferral",
        )


def _partitions(ref: Ref, world: World) -> Iterator[Ref]:
    """The partitions that the table had, however deep."""
    for item in world.old.users(ref):
        if isinstance(item, Table) and item.partition_of and item.partition_of.parent == ref:
            yield item.ref
            yield from _partitions(item.ref, world)


def _columns(refs: tuple[Ref, ...], key: ForeignKey) -> str:
    *others, last = map(name, refs)
    return f"({', '.join([*others, f'PERIOD {last}' if key.period else last])})"
