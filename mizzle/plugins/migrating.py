"""Migrate plugins: each in a transaction of its own, planned from what the database has.

One that fails leaves nothing of itself and stops only those that need it; all errors are raised together at the end.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import psycopg
from attrs import evolve

from mizzle import history
from mizzle.apply import Run, room, segments
from mizzle.around import around
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect, describe
from mizzle.consent import missing, needed
from mizzle.errors import ConsentMissing, MizzleError, PlanError, ServerError
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.kinds import ASKED, KINDS
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import Catalog, read
from mizzle.lock import locked
from mizzle.model.consent import Consent
from mizzle.model.names import qualified
from mizzle.model.namespace import namespace
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.obstacles import insist, obstacles
from mizzle.patience import Patience
from mizzle.planning import Draft, draft
from mizzle.plugins import books
from mizzle.plugins.ground import beside, check_targets, foreign, mine
from mizzle.plugins.marks import marks
from mizzle.plugins.plugin import Plugin, unusual
from mizzle.plugins.settled import Ground, ground
from mizzle.plugins.steps import Policy, Step
from mizzle.plugins.units import Unit, units
from mizzle.preflight import Finding, preflight
from mizzle.scope import asked

LOGGER = logging.getLogger("mizzle.plugins")
HOLDS_UP = ("MZ201", "MZ202", "MZ203", "MZ204", "MZ205", "MZ212")
EVERYTHING = frozenset(kind for kind, sign in KINDS.items() if sign == ASKED)
# Each try waits a second for a lock, and keeps those waiting who come after it.
PATIENCE = Patience(tries=10)
# Of the few tables that a plan holds up: an estimate may be old, and these are about to be locked anyway.
SIZE = "SELECT coalesce(pg_relation_size(to_regclass(%s)), 0)"


class ForeignChange(PlanError):
    """A plugin's migration changed what is not its own."""


def run(
    url: str,
    plugins: Iterable[Plugin],
    *,
    policy: Policy,
    home: history.Home | None = None,
    dry_run: bool = False,
    deadline: float = 60.0,
) -> list[Step]:
    """Migrate the plugins, or plan it; each of the steps that failed has its error."""
    home = home or history.Home()
    order = units(plugins)
    if dry_run:
        with closing(connect(url)) as connection:
            return list(_each(connection, order, home, policy, dry_run=True))
    with locked(url, deadline=deadline) as connection:
        history.create(connection, home)
        return list(_each(connection, order, home, policy, dry_run=False))


def _each(
    connection: Connection, order: Sequence[Unit], home: history.Home, policy: Policy, *, dry_run: bool
) -> Iterator[Step]:
    failed: set[str] = set()
    coming = Schema()
    found = ground(connection, [plugin for unit in order for plugin in unit.plugins], home)
    for unit in order:
        steps: list[Step]
        try:
            if unit.broken:
                raise unit.broken
            if lost := sorted(unit.needs & failed):
                raise PlanError(f"it needs plugin {lost[0]}, which failed")
            if all(map(found.settled, unit.plugins)):  # as those that another process has just brought there
                steps = [Step(plugin.key, plugin.namespace) for plugin in unit.plugins]
            else:
                steps, coming = _one(connection, unit, home, policy, coming, found, dry_run=dry_run)
        except (MizzleError, psycopg.Error) as error:
            told: Exception = ServerError(describe(error)) if isinstance(error, psycopg.Error) else error
            steps = [Step(plugin.key, plugin.namespace, error=told) for plugin in unit.plugins]
        for step in steps:
            if step.error:
                failed.add(step.plugin)
                if not dry_run:
                    LOGGER.error("[ERROR] Failed to run migrations for plugin %s: %s", step.plugin, step.why)
        yield from steps


def _one(
    connection: Connection,
    unit: Unit,
    home: history.Home,
    policy: Policy,
    coming: Schema,
    found: Ground,
    *,
    dry_run: bool,
) -> tuple[list[Step], Schema]:
    """Plan and run one unit; `coming` is what a dry run has planned before it and the database does not have."""
    made = frozenset(ref for key in unit.keys for ref in books.made(connection, home, key))
    catalog = read(connection, asked=asked(unit.schema))
    planned, remarks = drafted(connection, unit.schema, made, coming, policy, catalog)
    findings = needed(planned.plan, preflight(connection, planned.plan.probes))
    findings += _long(connection, planned, policy)
    statements = tuple(statement.text for statement in planned.plan.statements)
    cut = segments(planned.plan.statements, room=room(connection))
    named = (remark for plugin in unit.plugins if (remark := unusual(plugin)))
    new = any(namespace(plugin.namespace) not in catalog.facts for plugin in unit.plugins)
    told = (*(named if new else ()), *remarks, *planned.remarks, *cut.remarks)
    steps = [Step(plugin.key, plugin.namespace, statements, tuple(findings), told) for plugin in unit.plugins]
    if dry_run:
        return steps, coming.with_(unit.schema.values())
    insist(obstacles(connection, planned))
    if open_ := missing(findings, policy.answers):
        return [evolve(step, error=ConsentMissing(open_)) for step in steps], coming

    text = "".join(f"{statement};\n" for statement in statements)
    parts = cut.parts or ((),)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1

        def attempt(part: Sequence[Statement] = part, *, last: bool = last) -> None:
            with connection.transaction():
                _run(connection, unit, made, part, planned, policy, last=last)
                if last:
                    _record(connection, unit, home, found, text)

        try:
            PATIENCE.insist(attempt, LOGGER.info)
        except (MizzleError, psycopg.Error) as error:
            if not number:
                raise
            what = describe(error) if isinstance(error, psycopg.Error) else str(error)
            raise PlanError(
                f"{what}\n  {number} of {len(parts)} transactions had been committed, the next start goes on"
            ) from None
    return steps, coming


def _run(
    connection: Connection,
    unit: Unit,
    made: frozenset[Ref],
    part: Sequence[Statement],
    planned: Draft,
    policy: Policy,
    *,
    last: bool,
) -> None:
    """Run one transaction's statements, and see that nothing else has changed and, at last, that all is as declared."""
    if not part:
        return
    connection.execute(b"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", prepare=False)
    before = read(connection, asked=EVERYTHING)

    def left() -> Iterable[str]:
        after = read(connection, asked=EVERYTHING)
        if others := foreign(before, after, unit.schema, made, unit.namespaces):
            listed = ", ".join(f"{ref.kind.replace('_', ' ')} {ref}" for ref in others[:5])
            raise ForeignChange(f"its migration would change {listed}, which is not its own; nothing was kept")
        if not last:
            return ()
        everything = evolve(policy, answers=evolve(policy.answers, all=True))
        again, _ = drafted(connection, unit.schema, made, Schema(), everything, after)
        return [statement.text for statement in again.plan.statements]

    Run(verify=left, wanted=planned.new, patience=PATIENCE).apply(connection, [part])


def _record(connection: Connection, unit: Unit, home: history.Home, found: Ground, plan: str) -> None:
    now = marks(connection, unit.namespaces, found.parts).now
    for plugin, schema in zip(unit.plugins, unit.schemas, strict=True):
        books.write(connection, home, plugin.key, schema, plan, found.mark(plugin, now))


def drafted(
    connection: Connection, declared: Schema, made: frozenset[Ref], coming: Schema, policy: Policy, catalog: Catalog
) -> tuple[Draft, tuple[str, ...]]:
    """The plan from what the catalog says to what is declared, and remarks on what stands beside it."""
    live = _asked(catalog.schema(), declared)
    whole = live.with_(coming.values())
    check_targets(declared, whole)
    live = with_dependencies(connection, catalog, live)
    ours = mine(live, declared, made)
    others = around(live.with_(coming.values()), ours, declared).values()
    # An answer to what looks like a rename is a consent to the drop: unattended, both are told and nothing is done.
    planned = draft(
        ours.with_(others),
        declared.with_(others),
        facts=read_facts(connection, catalog),
        connection=connection,
        answers=policy.answers,
    )
    own = planned.new.where(lambda item: item.ref not in live or item.ref in ours)
    return planned, tuple(beside(live, ours, own))


def _asked(live: Schema, declared: Schema) -> Schema:
    """Without what was read for foreign() alone."""
    kinds = EVERYTHING - asked(declared)
    return live.where(lambda item: item.kind not in kinds)


def _long(connection: Connection, planned: Draft, policy: Policy) -> list[Finding]:
    """What would hold others up: a scan, an index build or a rewrite of a table that is not small."""
    found: dict[Ref, Finding] = {}
    for statement in planned.plan.statements:
        sizes = dict(statement.sizes)
        for table in statement.long:
            rows = sizes[table].rows if table in sizes else 0
            if rows > policy.rows or _bytes(connection, table) > policy.bytes:
                codes = ", ".join(dict.fromkeys(item.code for item in statement.hazards if item.code in HOLDS_UP))
                message = f"table {table} is not small, and this holds it up ({codes}): {statement.text}"
                found[table] = Finding(Consent("long-run", table), message)
    return list(found.values())


def _bytes(connection: Connection, table: Ref) -> int:
    row = connection.execute(SIZE.encode(), [qualified(table.schema, table.name)], prepare=False).fetchone()
    return int(row[0]) if row else 0
