"""Bring a database to the declared schema: plan, ask, lock, run, read again."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing

from attrs import frozen

from mizzle.apply import Progress, apply, room, segments
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect
from mizzle.consent import missing, needed
from mizzle.declared import Source, wanted
from mizzle.errors import ConsentMissing
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.read import Catalog, read
from mizzle.lock import locked
from mizzle.model.facts import Facts
from mizzle.model.schema import Schema
from mizzle.planning import Answers, Draft, draft
from mizzle.preflight import Finding, preflight
from mizzle.scope import managed

Ask = Callable[[list[Finding]], bool]


@frozen
class Pushed:
    """What a push did, or would do."""

    statements: tuple[Statement, ...]
    segments: int
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]
    not_modelled: Mapping[str, int]

    def __bool__(self) -> bool:
        return bool(self.statements)


def push(
    source: Source,
    url: str,
    *,
    answers: Answers | None = None,
    casing: str | None = None,
    ask: Ask | None = None,
    before: Callable[[Pushed], None] | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> Pushed:
    """Bring the database at `url` to the declared schema.

    ask      is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    before   is shown the plan before anything runs
    dry_run  plan and ask the rows, change nothing

    Raises ConsentMissing, UnansweredRename, ServerError, ConnectError; the database is then as it was.
    """
    schema = wanted(source, casing=casing)
    answers = answers or Answers()
    with closing(connect(url)) as connection:
        catalog, planned = plan_push(connection, schema, answers)
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
            again = plan_push(connection, schema, answers)[1]
            if again.plan.statements != planned.plan.statements:
                raise ConsentMissing("the database has changed since the plan was made; push again to see the new plan")
            apply(connection, parts, lambda: verify(connection, schema), progress)
        return result


def plan_push(connection: Connection, schema: Schema, answers: Answers) -> tuple[Catalog, Draft]:
    """The plan that a push would run."""
    catalog = read(connection)
    live = managed(with_dependencies(connection, catalog.schema()), schema)
    return catalog, draft(
        live, schema, facts=Facts(connection.info.server_version), connection=connection, answers=answers
    )


def verify(connection: Connection, schema: Schema) -> Iterable[str]:
    """What is not as wanted, read again in the transaction that made it."""
    live = managed(with_dependencies(connection, read(connection).schema()), schema)
    again = draft(
        live, schema, facts=Facts(connection.info.server_version), connection=connection, answers=Answers(all=True)
    )
    return [statement.text for statement in again.plan.statements]


def consent_text(findings: Iterable[Finding]) -> str:
    lines = [f"{item.message}\n    --allow {item.consent}" for item in findings]
    return "nobody has agreed to this yet:\n  " + "\n  ".join(lines)
