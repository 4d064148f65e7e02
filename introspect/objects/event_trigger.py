from collections.abc import Iterable, Iterator

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Facts, Found, Reader
from mizzle.model.event_trigger import EventTrigger
from mizzle.model.ref import Ref
from mizzle.model.trigger import ENABLED


class EventTriggerReader(Reader):
    catalog = "pg_event_trigger"

    def query(self, version: int) -> str:  # noqa: ARG002
        # They stand in no namespace.
        return """
            SELECT oid, evtname, evtevent, evtfoid::oid, evttags, evtenabled::text
            FROM pg_event_trigger
            WHERE %s::oid[] IS NOT NULL
            ORDER BY evtname"""

    def functions(self, rows: Iterable[Row]) -> Iterator[int]:
        return (row[3] for row in rows)

    def facts(self, rows: Iterable[Row], names: Names) -> Iterator[Found]:
        for oid, name, event, function, tags, enabled in rows:
            if ("pg_event_trigger", oid) not in names.members:
                yield (
                    oid,
                    Ref("event_trigger", "", name),
                    (
                        event,
                        names.functions[function],
                        tuple(tags or ()),
                        enabled,
                        names.comment("pg_event_trigger", oid),
                    ),
                )

    def load(self, ref: Ref, facts: Facts, position: int) -> EventTrigger:
        event, function, tags, enabled, comment = facts
        return EventTrigger(
            ref=ref,
            event=event,
            function=function,
            tags=tags,
            enabled=ENABLED[enabled],
            comment=comment,
            position=position,
        )
