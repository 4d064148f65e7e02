from collections.abc import Iterator
from typing import Any

from attrs import evolve

from mizzle.compiler.brought import with_index
from mizzle.compiler.ddl import ConstraintDDL, alters
from mizzle.compiler.names import columns, name, options, table
from mizzle.compiler.not_null import lost_above
from mizzle.compiler.objects.index import attached, fixed_options, free, index_text
from mizzle.compiler.objects.table import marked
from mizzle.compiler.online import built_key
from mizzle.compiler.probes import duplicates, nulls, overlaps
from mizzle.compiler.statement import KEY, Statement
from mizzle.compiler.storage import in_tablespace, set_options
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.exclusion import Exclusion
from mizzle.model.names import identifier, qualified
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref


class KeyDDL(ConstraintDDL):
    """Primary keys and unique constraints."""

    rebuilds = frozenset(
        {"columns", "include", "deferrable", "deferred", "nulls_not_distinct", "valid", "without_overlaps"}
    )

    def head(self, new: Any) -> str:
        raise NotImplementedError

    def definition(self, new: Key, world: World) -> str:  # noqa: ARG002
        return (
            f"{self.head(new)} ({', '.join(map(name, new.columns))}{' WITHOUT OVERLAPS' if new.without_overlaps else ''})"
            + (f" INCLUDE {columns(new.include)}" if new.include else "")
            + (f" WITH {options(new.options)}" if new.options else "")
            + (f" USING INDEX TABLESPACE {identifier(new.tablespace)}" if new.tablespace else "")
            + deferral(new)
        )

    def clause(self, new: Key, world: World) -> str | None:
        return None if not new.valid or new.attached or doubled(new, world) else super().clause(new, world)

    def create(self, new: Key, world: World) -> Iterator[Statement]:
        statement = Statement(
            head=f"ALTER TABLE {table(new.ref)}",
            sql=f"ADD CONSTRAINT {name(new.ref)} {self.definition(new, world)}",
            stage=KEY,
            needs=tuple(with_index(new, new.ref.table, world)),
        )
        if not new.valid:  # of a partitioned table alone, until each partition has one
            yield evolve(statement, head=f"ALTER TABLE ONLY {table(new.ref)}", form="create key on only")
        else:
            yield evolve(
                statement,
                probes=tuple(
                    overlaps(new, world) if new.without_overlaps else duplicates(new, map(name, new.columns), world)
                ),
                online=built_key(new, world, index_text),
            )
        if new.attached:
            yield from attached(None, new, world)
        yield from marked(Ref("relation", new.ref.schema, new.ref.part), new.ref.table, world)

    def succession(self, old: Key, new: Key, world: World) -> tuple[Statement, ...]:
        return built_key(new, world, index_text, replace=True) if old.valid else ()

    def drop(self, old: Key, world: World) -> Iterator[Statement]:
        free(old, world)
        for statement in super().drop(old, world):
            yield evolve(statement, repairs=not old.valid)

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        # Renaming the index renames its constraint and locks the index alone, not the table.
        yield Statement(sql=f"ALTER INDEX {qualified(new.schema, old.part)} RENAME TO {identifier(new.part)}")

    def rebuilt(self, old: Key, new: Key, world: World) -> bool:
        return super().rebuilt(old, new, world) or fixed_options(old, new, new.ref.table, world)

    @alters("attached")
    def attach(self, old: Key, new: Key, world: World) -> Iterator[Statement]:
        yield from attached(old, new, world)

    @alters("tablespace")
    def set_tablespace(self, old: Key, new: Key, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from in_tablespace(f"ALTER INDEX {qualified(new.ref.schema, new.ref.part)}", old, new)

    @alters("options")
    def set_options(self, old: Key, new: Key, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield from set_options(
            f"ALTER INDEX {qualified(new.ref.schema, new.ref.part)}", old.options, new.options, "set index options"
        )


class PrimaryKeyDDL(KeyDDL):
    model = PrimaryKey

    def head(self, new: PrimaryKey) -> str:  # noqa: ARG002
        return "PRIMARY KEY"

    def create(self, new: Key, world: World) -> Iterator[Statement]:
        first, *others = super().create(new, world)
        if not new.valid:
            yield from (first, *others)
            return
        asked = [probe for ref in new.columns for probe in nulls(ref, world)]
        columns = [column for ref in new.columns if isinstance(column := world.new.get(ref), Column)]
        above = [ref for column in columns for ref in lost_above(column, world)]  # or it would be lost with theirs
        yield evolve(first, probes=(*first.probes, *asked), needs=(*first.needs, *above))
        yield from others


def doubled(new: Any, world: World) -> bool:
    """Whether a key before it says the same: CREATE TABLE keeps only the first of those (parse_utilcmd.c)."""
    keys = [part for part in world.new.parts(new.ref.table) if isinstance(part, (Key, Exclusion))]
    return any(
        (other.ref.kind != "primary_key", other.ref) < (new.ref.kind != "primary_key", new.ref)
        and _over(other) == _over(new)
        for other in keys
        if other.ref != new.ref
    )


def _over(key: Any) -> object:
    return key.keys if isinstance(key, Exclusion) else (key.columns, key.without_overlaps)


def deferral(new: Any) -> str:
    """DEFERRABLE INITIALLY DEFERRED and what is short of it."""
    return (" DEFERRABLE" + (" INITIALLY DEFERRED" if new.deferred else "")) if new.deferrable else ""
