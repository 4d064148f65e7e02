"""Bring a database to the declared schema: plan, ask, lock, run, read again."""

from collections.abc import Callable, Mapping
from contextlib import closing
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from mizzle.connection import Connection, connect
from mizzle.declared import Declared, Source
from mizzle.errors import UsageError
from mizzle.filters import Filter
from mizzle.introspect.kinds import ASKED, KINDS
from mizzle.introspect.read import Catalog, read
from mizzle.model.schema import Schema
from mizzle.remembered import seen_before, settled_before
from mizzle.scope import asked, left_alone

if TYPE_CHECKING:
    from pathlib import Path

    from mizzle.answers import Answers
    from mizzle.apply import Progress
    from mizzle.compiler.statement import Statement
    from mizzle.history import Home
    from mizzle.model.change import Change
    from mizzle.obstacles import Obstacle
    from mizzle.preflight import Finding

BEFOREHAND = {"extension", *(kind for kind, sign in KINDS.items() if sign == ASKED)}
Ask = Callable[[list["Finding"]], bool]


@frozen
class Pushed:
    """What a push did, or would do.

    segments      how many transactions it takes
    findings      what is lost, each with the consent that covers it
    remarks       what is worth a word and no difference
    not_modelled  what the database has and nobody compares yet, by kind
    obstacles     what stands in the way beside the rows: rights, other transactions, a replica
    """

    statements: tuple["Statement", ...]
    segments: int
    findings: tuple["Finding", ...]
    remarks: tuple[str, ...]
    not_modelled: Mapping[str, int]
    changes: tuple["Change", ...] = ()
    obstacles: tuple["Obstacle", ...] = ()

    def __bool__(self) -> bool:
        return bool(self.statements)


@frozen
class Watch:
    """Who is told how a push gets on.

    ask       is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    before    is shown the plan before anything runs
    step      is told what is being done
    progress  is told how many statements of how many are done
    """

    ask: Ask | None = None
    before: Callable[[Pushed], None] | None = None
    step: Callable[[str], None] = lambda _: None
    progress: "Progress | None" = None


def push(
    source: Source | Declared,
    url: str,
    *,
    answers: "Answers | None" = None,
    casing: str | None = None,
    dry_run: bool = False,
    ask: Ask | None = None,
    before: Callable[[Pushed], None] | None = None,
    step: Callable[[str], None] = lambda _: None,
    progress: "Progress | None" = None,
    only: Filter = Filter(),  # noqa: B008 - frozen
    online: bool = False,
    lock_timeout: float | None = None,
    out: "str | Path | None" = None,
    record: bool = False,
    home: "Home | None" = None,
    show_values: bool = False,
) -> Pushed:
    """Bring the database at `url` to the declared schema; only the namespaces that it declares are managed.

    source    a module, a mapping or a list of declarations
    answers   renames and consents given beforehand
    casing    "snake_case" or "camelCase", for column names that were omitted
    dry_run   plan and ask the rows, change nothing
    ask       is shown what nobody has agreed to yet and says whether to go on; without it that is an error
    before    is shown the plan before anything runs
    only      which objects are looked at, by patterns; all others stay as they are
    online    hold no lock that others wait for longer than a moment; what has no such way needs consent
    lock_timeout  how many seconds a brief statement waits for a lock before it lets go and tries again (default: 1)
    out       a file to save the plan in, for apply_saved(); nothing is changed then
    record    keep in the database what it was brought to, from now on with every push, for check() to compare with
    home      where that is kept (default: mizzle.migrations)
    show_values  show a few of the values that stand in the way, too
    step, progress  are told what is being done and how many statements of how many are done

    Raises NotReady, ConsentMissing, UnansweredRename, UnsupportedChange, DeclarationError, ServerError, ConnectError; the database
    is then as it was.
    """
    if record and only:
        raise UsageError(
            "what is recorded is the whole declaration; --record goes without --schemas, --tables and --kinds"
        )
    declared = source if isinstance(source, Declared) else Declared.of(source, casing)
    # What is wrong with a declaration is told before a server is asked; also some kinds have to be known before.
    needed = only or not declared.essence or not declared.essence.kinds.isdisjoint(BEFOREHAND)
    known = only.of(declared.schema) if needed or not seen_before(declared) else None
    watch = Watch(ask, before, step, progress)
    step("reading the database")
    with closing(connect(url)) as connection:
        catalog = read(connection, asked=asked(known))
        # What was answered for nothing is told by the planner.
        if not only and not answers and settled_before(connection, declared, catalog):
            alone = tuple(left_alone(catalog.facts, known or ()))
            result = Pushed((), 0, (), alone, catalog.not_modelled)
            if before:
                before(result)
            if record and not dry_run:
                _take_over(connection, declared.schema if known is None else known, url, home)
            return result
        schema = declared.schema if known is None else known  # one that is empty is one, too
        alone = tuple(left_alone(catalog.facts, schema))
        how: dict[str, Any] = {
            "dry_run": dry_run,
            "only": only,
            "online": online,
            "lock_timeout": lock_timeout,
            "out": out,
            "record": record,
            "home": home,
            "show_values": show_values,
        }
        return _push(connection, declared, schema, catalog, url, answers, watch, alone, **how)


def _push(
    connection: Connection,
    declared: Declared,
    schema: Schema,
    catalog: Catalog,
    url: str,
    answers: "Answers | None",
    watch: Watch,
    alone: tuple[str, ...],
    *,
    dry_run: bool,
    only: Filter,
    online: bool,
    lock_timeout: float | None,
    out: "str | Path | None",
    record: bool,
    home: "Home | None",
    show_values: bool,
) -> Pushed:
    from mizzle.answers import Answers
    from mizzle.apply import Run, room, segments
    from mizzle.carrying import Aim, carry_out
    from mizzle.consent import missing, needed, unused
    from mizzle.disk import cramped
    from mizzle.errors import ConsentMissing
    from mizzle.obstacles import insist, obstacles
    from mizzle.patience import Patience
    from mizzle.preflight import preflight
    from mizzle.pushplan import plan_push
    from mizzle.recorded import keep

    answers = answers or Answers()
    watch.step("planning")
    planned = plan_push(connection, schema, answers, catalog, only, online=online, declared=declared)
    watch.step("asking the rows")
    stands = obstacles(connection, planned)
    rows = preflight(connection, planned.plan.probes, show_values=show_values)
    findings = needed(planned.plan, [*rows, *cramped(connection, planned)])
    cut = segments(planned.plan.statements, room=room(connection))
    remarks = (*alone, *planned.remarks, *unused(findings, answers), *cut.remarks)
    result = Pushed(
        planned.plan.statements,
        len(cut.parts),
        tuple(findings),
        remarks,
        catalog.not_modelled,
        planned.changes,
        tuple(stands),
    )
    if watch.before:
        watch.before(result)
    if not dry_run and out is None:
        insist(stands)
    open_ = missing(findings, answers)
    if open_ and not dry_run and not (watch.ask and watch.ask(open_)):
        raise ConsentMissing(open_)
    aim = Aim(url=url, schema=schema, answers=answers, only=only, online=online, declared=declared)
    if out is not None and planned.plan:
        from mizzle.saved import save

        agreed = answers.also({}, (str(finding.consent) for finding in findings))
        save(out, connection, evolve(aim, answers=agreed), catalog, planned.plan.statements)
        return result
    if dry_run or not planned.plan:
        if record and not dry_run:
            _take_over(connection, schema, url, home)
        return result

    def changed() -> bool:
        # What was agreed to is this state of the database: another push may have come in between.
        return read(connection, asked=asked(schema)).facts != catalog.facts

    def arrived(connection: Connection) -> None:
        if not only:
            keep(connection, home=home, schema=schema, statements=planned.plan.statements, begin=record)

    run = Run(progress=watch.progress, step=watch.step, patience=Patience.made(lock_timeout))
    ran = carry_out(aim, connection, planned, run, changed=changed, arrived=arrived)
    return result if ran else evolve(result, statements=(), changes=())


def _take_over(connection: Connection, schema: Schema, url: str, home: "Home | None") -> None:
    """Record a database that is as it is declared already."""
    from mizzle.lock import locked
    from mizzle.recorded import keep

    with locked(url):
        keep(connection, home=home, schema=schema, begin=True)
