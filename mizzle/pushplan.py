"""What a push plans, and how it is checked that it led there. Loaded only when there is something to do."""

from collections.abc import Iterable

from attrs import evolve

from mizzle.answers import Answers
from mizzle.around import around
from mizzle.connection import Connection
from mizzle.declared import Declared
from mizzle.filters import Filter
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import Catalog, read
from mizzle.model.schema import Schema
from mizzle.planning import Draft, draft
from mizzle.remembered import remember
from mizzle.scope import asked, managed


def plan_push(
    connection: Connection,
    schema: Schema,
    answers: Answers,
    catalog: Catalog | None = None,
    only: Filter = Filter(),  # noqa: B008 - frozen
    *,
    online: bool = False,
    declared: Declared | None = None,
) -> Draft:
    """The plan that a push would run; `declared` is what the schema was made from, by which it is remembered."""
    catalog = catalog or read(connection, asked=asked(schema))
    everything = with_dependencies(connection, catalog, catalog.schema())
    live = only.of(managed(everything, schema))
    beside = around(everything, live, schema).values()
    facts = read_facts(connection, catalog)
    planned = draft(
        live.with_(beside), schema.with_(beside), facts=facts, connection=connection, answers=answers, online=online
    )
    if not planned.plan and not planned.remarks and not only:
        remember(connection, declared or Declared(schema), catalog)
    return evolve(planned, remarks=(*only.unmet(live, schema), *planned.remarks)) if only else planned


def verify(
    connection: Connection,
    schema: Schema,
    only: Filter = Filter(),  # noqa: B008 - frozen
    declared: Declared | None = None,
) -> Iterable[str]:
    """What is not as wanted, read again in the transaction that made it."""
    again = plan_push(connection, schema, Answers(all=True), only=only, declared=declared)
    return [statement.text for statement in again.plan.statements]
