"""The plugin. Its tables are there before init() runs."""

from typing import Any

from acme_notes import schema
from acme_notes.service import Notes
from mizzle.plugins import Plugin


def init(config: Any, runtime: Any) -> None:
    """Write the first note once."""
    service = Notes(runtime.db)
    if not runtime.db.count(schema.notes):
        service.write(service.author("system"), "Welcome", "first", body=(config or {}).get("welcome", ""))
    runtime.logger.info("notes are there: %s", runtime.db.count(schema.notes))


plugin = Plugin(name="@acme/notes", description="Notes with tags", schema=schema, init=init, services=[Notes])
