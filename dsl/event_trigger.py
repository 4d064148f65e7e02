"""pg_event_trigger()."""

from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from mizzle.dsl.context import Context
from mizzle.dsl.function import function_ref
from mizzle.dsl.place import here
from mizzle.dsl.source import Module, literal, said
from mizzle.dsl.source import listed as in_list
from mizzle.dsl.trigger import STATES
from mizzle.model.errors import DeclarationError
from mizzle.model.event_trigger import EventTrigger
from mizzle.model.names import checked
from mizzle.model.place import Place
from mizzle.model.ref import Ref

EVENTS = ("ddl_command_start", "ddl_command_end", "sql_drop", "table_rewrite", "login")


@frozen
class EventTriggerDeclaration:
    """What pg_event_trigger() makes."""

    name: str
    event: str
    function: Any
    tags: tuple[str, ...] = ()
    enabled: str = "origin"
    comment: str | None = None
    renamed: str | None = None
    origin: Place | None = field(default=None, eq=False, repr=False)

    def _objects(self, context: Context) -> tuple[EventTrigger, ...]:
        return (
            EventTrigger(
                ref=Ref("event_trigger", "", self.name),
                event=self.event,
                function=function_ref(self.function, "", context, self.origin),
                tags=self.tags,
                enabled=self.enabled,
                comment=self.comment,
                renamed=self.renamed,
                origin=self.origin,
            ),
        )


def pg_event_trigger(
    name: str,
    event: str,
    function: Any,
    *,
    tags: Iterable[str] = (),
    enabled: str = "origin",
    comment: str | None = None,
    renamed_from: str | None = None,
) -> EventTriggerDeclaration:
    """A trigger on the database's own events: pg_event_trigger("watch", "ddl_command_end", watch, tags=["CREATE TABLE"]).

    function  a pg_function() that returns "event_trigger", or its name
    enabled   "origin", "replica", "always" or "disabled"
    """
    origin = here()
    if event not in EVENTS:
        raise DeclarationError(f"{origin}: the event of {name} is one of {', '.join(EVENTS)}, not {event!r}")
    if enabled not in STATES:
        raise DeclarationError(f"{origin}: the state of {name} is one of {', '.join(STATES)}, not {enabled!r}")
    if isinstance(tags, str):
        raise DeclarationError(f"{origin}: the tags of {name} are a list, as in [{tags!r}]")
    return EventTriggerDeclaration(
        checked(name, "event trigger"),
        event,
        function,
        tuple(dict.fromkeys(tag.upper() for tag in tags)),
        enabled,
        comment,
        renamed_from,
        origin,
    )


def source(item: EventTrigger, module: Module) -> Any:
    """The call that declares an event trigger."""
    return module.call(
        "pg_event_trigger",
        literal(item.ref.name),
        literal(item.event),
        module.variable(item.function) or literal(f"{item.function.schema}.{item.function.own}"),
        tags=in_list(map(literal, item.tags)) if item.tags else None,
        enabled=None if item.enabled == "origin" else literal(item.enabled),
        comment=said(item.comment),
    )
