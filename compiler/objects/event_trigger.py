from collections.abc import Iterator

from mizzle.compiler.ddl import DDL, alters
from mizzle.compiler.names import name
from mizzle.compiler.objects.trigger import STATES
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.model.event_trigger import EventTrigger
from mizzle.model.names import literal


class EventTriggerDDL(DDL):
    model = EventTrigger
    word = "EVENT TRIGGER"
    rebuilds = frozenset({"event", "function", "tags"})

    def create(self, new: EventTrigger, world: World) -> Iterator[Statement]:  # noqa: ARG002
        tags = f"\n    WHEN TAG IN ({', '.join(map(literal, new.tags))})" if new.tags else ""
        yield Statement(
            sql=f"CREATE EVENT TRIGGER {name(new.ref)} ON {new.event}{tags}\n    EXECUTE FUNCTION {name(new.function)}()"
        )
        if new.enabled != "origin":
            yield self.switched(new)

    @alters("enabled")
    def switch(self, old: EventTrigger, new: EventTrigger, world: World) -> Iterator[Statement]:  # noqa: ARG002
        yield self.switched(new)

    def switched(self, new: EventTrigger) -> Statement:
        return Statement(sql=f"ALTER EVENT TRIGGER {name(new.ref)} {STATES[new.enabled]}")
