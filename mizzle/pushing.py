"""Bring a database to the declared schema: plan, ask, lock, run, read again."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING

from attrs import frozen

from mizzle.connection import Connection, connect
from mizzle.declared import Source, wanted
from mizzle.introspect.read import Catalog, read
from mizzle.model.schema import Schema
from mizzle.remembered import settled_before
from mizzle.scope import asked

if TYPE_CHECKING:
    from mizzle.answers import Answers
    from mizzle.apply import Progress
    from mizzle.compiler.statement import Statement
    from mizzle.preflight import Finding

Ask = Callable[[list["Finding"]], bool]


@frozen
class Pushed:
    """What a push did, or would do."""

    statements: tuple["Statement", ...]
    segments: int
    findings: tuple["Finding", ...]
    remarks: tuple[str, ...]
    not_modelled: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.statements)


def push(
    source: Source,
    url: str,
    *,
    answers: "Answers | None" = None,
    casing: str | None = None,
    ask: Ask | None = None,
    before: Callable[[Pushed], None] | None = None,
    progress: "Progress | None" = None,
    dry_run: bool = False,
) -> Pushed:
    """Bring the database at `url` to the declared schema.

    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    before   is shown the plan before anything runs
    dry_run  plan and ask the rows, change nothing

    Raises ConsentMissing, UnansweredRename, ServerError, ConnectError; the database is then as it was.
    """
    schema = wanted(source, casing=casing)
    with closing(connect(url)) as connection:
        catalog = read(connection, asked=asked(schema))
        if settled_before(connection, schema, catalog):
            result = Pushed((), 0, (), (), catalog.not_modelled)
            if before:
                before(result)
            return result
        return _push(connection, schema, catalog, url, answers, ask, before, progress, dry_run=dry_run)


def _push(
    connection: Connection,
    schema: Schema,
    catalog: Catalog,
    url: str,
    answers: "Answers | None",
    ask: Ask | None,
    before: Callable[[Pushed], None] | None,
    progress: "Progress | None",
    *,
    dry_run: bool,
) -> Pushed:
    from mizzle.answers import Answers
    from mizzle.apply import apply, room, segments
    from mizzle.consent import missing, needed
    from mizzle.errors import ConsentMissing
    from mizzle.lock import locked
    from mizzle.preflight import preflight
    from mizzle.pushplan import consent_text, plan_push, verify

    answers = answers or Answers()
    planned = plan_push(connection, schema, answers, catalog)
    findings = needed(planned.plan, preflight(connection, planned.plan.probes))
    parts = segments(planned.plan.statements, room=room(connection)) if planned.plan else []
    result = Pushed(planned.plan.statements, len(parts), tuple(findings), planned.remarks, catalog.not_modelled)
    if before:
        before(result)
    open_ = missing(findings, answers)
    if open_ and not dry_run and not (ask and ask(open_)):
        raise ConsentMissing(consent_text(open_))
    if dry_run or not planned.plan:
        return result
    with locked(url):
        # What was agreed to is this state of the database: another push may have come in between.
        now = read(connection, asked=asked(schema))
        if now.facts != catalog.facts:
            raise ConsentMissing("the database has changed since the plan was made; push again to see the new plan")
        apply(connection, parts, lambda: verify(connection, schema), progress)
    return result
