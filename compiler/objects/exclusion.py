from collections.abc import Iterator

from attrs import evolve

from mizzle.compiler.brought import with_index
from mizzle.compiler.ddl import ConstraintDDL, alters
from mizzle.compiler.names import columns, name, options, text, wrapped
from mizzle.compiler.objects.index import fixed_options, key_text
from mizzle.compiler.objects.primary_key import KeyDDL, deferral, doubled
from mizzle.compiler.probes import clashes
from mizzle.compiler.statement import Statement
from mizzle.compiler.storage import in_tablespace, set_options
from mizzle.compiler.world import World
from mizzle.model.exclusion import Exclusion
from mizzle.model.names import identifier, qualified
from mizzle.model.ref import Ref


class ExclusionDDL(ConstraintDDL):
    model = Exclusion
    rebuilds = frozenset({"keys", "method", "include", "where", "deferrable", "deferred"})

    def definition(self, new: Exclusion, world: World) -> str:  # noqa: ARG002
        keys = ", ".join(f"{key_text(key)} WITH {name(key.operator)}" for key in new.keys if key.operator)
        return (
            f"EXCLUDE USING {new.method} ({keys})"
            + (f" INCLUDE {columns(new.include)}" if new.include else "")
            + (f" WITH {options(new.options)}" if new.options else "")
            + (f" USING INDEX TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
            + (f" WHERE {wrapped(text(new.where))}" if new.where else "")
            + deferral(new)
        )

    def create(self, new: Exclusion, world: World) -> Iterator[Statement]:
        for statement in super().create(new, world):
            first = tuple(with_index(new, new.ref.table, world))
            yield evolve(statement, needs=first, probes=tuple(clashes(new, new.keys, world, where=new.where)))

    def clause(self, new: Exclusion, world: World) -> str | None:
        return None if doubled(new, world) else super().clause(new, world)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        yield from KeyDDL.rename(self, old, new, world)  # type: ignore[arg-type]

    def rebuilt(self, old: Exclusion, new: Exclusion, world: World) -> bool:
        return super().rebuilt(old, new, world) or fixed_options(old, new, new.ref.table, world)

    @alters("options")
    def set_options(self, old: Exclusion, new: Exclusion, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from set_options(
            f"ALTER INDEX {qualified(new.ref.schema, new.ref.part)}", old.options, new.options, "set index options"
        )

    @alters("tablespace")
    def set_tablespace(self, old: Exclusion, new: Exclusion, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from in_tablespace(f"ALTER INDEX {qualified(new.ref.schema, new.ref.part)}", old, new)
