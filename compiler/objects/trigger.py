from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import columns, name, text
from mizzle.compiler.objects.primary_key import deferral
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.consent import Consent
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.object import changed
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over
from mizzle.model.table import Table
from mizzle.model.trigger import Trigger

STATES = {"origin": "ENABLE", "disabled": "DISABLE", "replica": "ENABLE REPLICA", "always": "ENABLE ALWAYS"}


class AttachedDDL(DDL):
    """What triggers and rules have in common: they hang on a table or view and are switched on and off."""

    def drop(self, old: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"DROP {self.word} {self.target_of(old)}")

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield Statement(sql=f"ALTER {self.word} {name(old)} ON {qualified(new.schema, new.name)} RENAME TO {name(new)}")

    def target(self, item: Any) -> str:
        return f"{self.word} {self.target_of(item)}"

    def target_of(self, item: Any) -> str:
        return f"{name(item.ref)} ON {name(item.table)}"

    @alters("enabled")
    def switch(self, old: Any, new: Any, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield self.switched(new)

    def switched(self, new: Any) -> Statement:
        return Statement(
            head=f"ALTER TABLE {name(new.table)}",
            sql=f"{STATES[new.enabled]} {self.word} {name(new.ref)}",
            form=f"switch {new.ref.kind}",
            other=new.table,
        )


class TriggerDDL(AttachedDDL):
    model = Trigger
    word = "TRIGGER"
    rebuilds = frozenset({"table", "constraint", "deferrable", "deferred", "references"})

    def drop(self, old: Trigger, world: World) -> Iterator[Statement]:
        for statement in super().drop(old, world):
            yield evolve(statement, repairs=left_over(old.ref.part), frees=tuple(_copies(old.ref, world)))

    def rename(self, old: Ref, new: Ref, world: World) -> Iterator[Statement]:
        for statement in super().rename(old, new, world):
            frees = (copy._replace(part=old.part) for copy in _copies(new, world))
            yield evolve(statement, takes=tuple(_copies(new, world)), frees=tuple(frees))

    def consents(self, old: Trigger, world: World) -> Iterator[Consent]:
        if not left_over(old.ref.part):
            yield from super().consents(old, world)

    def create(self, new: Trigger, world: World) -> Iterator[Statement]:
        yield Statement(sql=made(new), takes=tuple(_copies(new.ref, world)))
        if new.enabled != "origin":
            yield self.switched(new)
        yield from self.switch_elsewhere({}, new, world)

    def rebuilt(self, old: Trigger, new: Trigger, world: World) -> bool:
        """Constraint triggers cannot be replaced (manual, CREATE TRIGGER)."""
        return super().rebuilt(old, new, world) or (new.constraint and _redefined(old, new))

    @alters(
        "function",
        "timing",
        "events",
        "columns",
        "each_row",
        "when",
        "arguments",
        "old_table",
        "new_table",
        "enabled",
        "elsewhere",
    )
    def switch(self, old: Trigger, new: Trigger, world: World) -> Iterator[Statement]:
        enabled = old.enabled
        if _redefined(old, new):
            yield Statement(sql=made(new, replace=True), form="create trigger")
            enabled = "origin"  # what is replaced is switched on
        if enabled != new.enabled:
            yield self.switched(new)
        afresh = _redefined(old, new) or enabled != new.enabled
        yield from self.switch_elsewhere({} if afresh else dict(old.elsewhere), new, world)

    def switch_elsewhere(self, had: Mapping[Ref, str], new: Trigger, world: World) -> Iterator[Statement]:
        """Switch it in partitions, from the top: each takes its own partitions along (manual, ALTER TABLE)."""
        wanted = dict(new.elsewhere)
        above = {table: tuple(_above(table, new.table, world)) for table in {**had, **wanted}}
        done: dict[Ref, str] = {}
        for table, over in sorted(above.items(), key=lambda pair: (len(pair[1]), pair[0])):
            now, then = (
                next((states[part] for states in known for part in (table, *over) if part in states), new.enabled)
                for known in ((done, had), (wanted,))
            )
            if now != then:
                done[table] = then
                yield self.switched(evolve(new, table=table, enabled=then))


def _copies(trigger: Ref, world: World) -> Iterator[Ref]:
    """What the trigger is in the partitions of its table, which cannot have another of that name."""
    for heir in (*world.old.users(trigger.table), *world.new.users(trigger.table)):
        if isinstance(heir, Table) and heir.partition_of and heir.partition_of.parent == trigger.table:
            copy = Ref(trigger.kind, *heir.ref[1:3], trigger.part)
            yield from (copy, *_copies(copy, world))


def _redefined(old: Trigger, new: Trigger) -> bool:
    return bool(set(changed(old, new)) - {"comment", "enabled", "elsewhere"})


def _above(table: Ref, top: Ref, world: World) -> Iterator[Ref]:
    """What a partition is a partition of, from the nearest, up to the table that has the trigger."""
    while table != top:
        item = world.new.get(table)
        if not isinstance(item, Table) or not item.partition_of:
            return
        table = item.partition_of.parent
        yield table


def made(new: Trigger, *, replace: bool = False) -> str:
    """CREATE TRIGGER."""
    events = " OR ".join(
        event.upper() + (f" OF {columns(new.columns)[1:-1]}" if event == "update" and new.columns else "")
        for event in new.events
    )
    tables = "".join(
        f" {word} TABLE AS {identifier(table)}"
        for word, table in (("OLD", new.old_table), ("NEW", new.new_table))
        if table
    )
    arguments = ", ".join(map(literal, new.arguments))
    return (
        f"CREATE {'OR REPLACE ' if replace else ''}{'CONSTRAINT ' if new.constraint else ''}TRIGGER {name(new.ref)}\n"
        f"    {new.timing.upper()} {events} ON {name(new.table)}"
        + (f" FROM {name(new.references)}" if new.references else "")
        + deferral(new)
        + (f"\n    REFERENCING{tables}" if tables else "")
        + f"\n    FOR EACH {'ROW' if new.each_row else 'STATEMENT'}"
        + (f"\n    WHEN ({text(new.when)})" if new.when else "")
        + f"\n    EXECUTE FUNCTION {name(new.function)}({arguments})"
    )
