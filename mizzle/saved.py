"""A plan on disk: made and looked at now, run later, on the database and the state that it was made for.

The file does not say what to run. It says where the database is to be brought and what was agreed to; the statements are
planned again, and only those that stand in the file, and repairs of what an interrupted run left behind, are run.
"""

import hashlib
import json
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from attrs import asdict, frozen

from mizzle.answers import Answers
from mizzle.apply import Run, room, segments
from mizzle.carrying import Aim, beyond, carry_out, swapped, units
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect
from mizzle.consent import missing, needed
from mizzle.disk import cramped
from mizzle.errors import ConsentMissing, PlanError, UsageError
from mizzle.filters import Filter
from mizzle.history import Home
from mizzle.introspect.read import Catalog
from mizzle.obstacles import insist, obstacles
from mizzle.patience import Patience
from mizzle.preflight import preflight
from mizzle.pushing import Pushed, Watch
from mizzle.recorded import keep
from mizzle.snapshot import dump, load
from mizzle.version import __version__

FORMAT = 2
IDENTITY = "SELECT current_database()::text, current_setting('server_version_num')::int / 10000"
SYSTEM = "SELECT system_identifier::text FROM pg_control_system()"


@frozen
class Saved:
    """What a plan file says.

    database     name and system identifier of the cluster ("" where the role may not ask)
    major        the server's major version
    fingerprint  of the state that it was made for
    statements   the texts, in order, for people
    units        what may be run, action by action
    """

    database: tuple[str, str]
    major: int
    fingerprint: str
    statements: tuple[str, ...]
    units: tuple[str, ...]
    target: str
    renames: dict[str, str]
    allowed: tuple[str, ...]
    everything: bool
    only: dict[str, list[str]]
    online: bool
    expand: tuple[str, ...]

    def aim(self, url: str, more: Answers) -> Aim:
        """Where the plan leads, with consents that are given later."""
        everything = self.everything or more.all
        given = Answers(self.renames, frozenset(self.allowed), everything, frozenset(self.expand))
        only = Filter.make(**self.only) if any(self.only.values()) else Filter()
        answers = given.also(more.renames, more.allowed)
        return Aim(url=url, schema=load(self.target), answers=answers, only=only, online=self.online)


def fingerprint(catalog: Catalog) -> str:
    """The state of a database that a plan is made for."""
    facts = sorted((repr(ref), repr(facts)) for ref, facts in catalog.facts.items())
    return hashlib.sha256(repr((catalog.version // 10000, facts)).encode(errors="surrogatepass")).hexdigest()


def save(
    path: str | Path, connection: Connection, aim: Aim, catalog: Catalog, statements: tuple[Statement, ...]
) -> None:
    """Write a plan. Raises UsageError where the file cannot be written."""
    name, system, major = _identity(connection)
    made = Saved(
        (name, system),
        major,
        fingerprint(catalog),
        tuple(statement.text for statement in statements),
        tuple(sorted(units(statements))),
        dump(aim.schema),
        dict(aim.answers.renames),
        tuple(sorted(aim.answers.allowed)),
        aim.answers.all,
        {word: list(patterns) for word, patterns in asdict(aim.only).items()},
        aim.online,
        tuple(sorted(aim.answers.expand & swapped(statements))),
    )
    facts = asdict(made)
    text = json.dumps(
        {"mizzle": __version__, "plan": FORMAT, "hash": _hash(facts), **facts}, ensure_ascii=False, indent=1
    )
    try:
        Path(path).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None


def open_plan(path: str | Path) -> Saved:
    """A plan as it was saved. Raises UsageError for a file that is none, is cut off or was edited."""
    try:
        facts: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
        version, mark = facts.pop("plan"), facts.pop("hash")
        facts.pop("mizzle")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{path} is no plan of mizzle, or only a part of one; make it anew with push --out") from None
    if version != FORMAT:
        raise UsageError(f"{path} is a plan of format {version}; this mizzle reads format {FORMAT}; make it anew")
    if mark != _hash(facts):
        raise UsageError(f"{path} was edited after it was made; make it anew with push --out")
    lists = {word: tuple(facts[word]) for word in ("database", "statements", "units", "allowed", "expand")}
    return Saved(**facts | lists)


def apply_saved(
    path: str | Path,
    url: str,
    *,
    answers: Answers | None = None,
    watch: Watch = Watch(),  # noqa: B008 - frozen
    lock_timeout: float | None = None,
    dry_run: bool = False,
    home: Home | None = None,
    show_values: bool = False,
) -> Pushed:
    """Run a saved plan; what is left of it where a run before was cut off; nothing where all is done.

    answers  consents to what the rows say by now
    dry_run  check the file against the database and show what is left, change nothing
    home     where pushes are recorded, if they are (default: mizzle.migrations)
    show_values  show a few of the values that stand in the way, too

    Raises UsageError for a damaged or edited file, PlanError for another database or server version and, with the
    difference, for a state that the plan does not lead from; NotReady, ConsentMissing, ServerError, ConnectError, Stopped.
    """
    saved = open_plan(path)
    aim = saved.aim(url, answers or Answers())
    with closing(connect(url)) as connection:
        _same_database(saved, connection, path)
        watch.step("planning")
        from mizzle.introspect.read import read
        from mizzle.pushplan import plan_push
        from mizzle.scope import asked

        catalog = read(connection, asked=asked(aim.schema))
        planned = plan_push(connection, aim.schema, aim.answers, catalog, aim.only, online=aim.online)
        if more := beyond(planned.plan.statements, saved.units):
            old = saved.fingerprint == fingerprint(catalog)
            why = "another version of mizzle plans otherwise" if old else "the database has changed since it was made"
            raise PlanError(
                f"{path} does not fit any more: {why}, and this is not part of it:\n  " + "\n  ".join(more[:10])
            )
        watch.step("asking the rows")
        stands = obstacles(connection, planned)
        rows = preflight(connection, planned.plan.probes, show_values=show_values)
        findings = needed(planned.plan, [*rows, *cramped(connection, planned)])
        parts = segments(planned.plan.statements, room=room(connection))
        result = Pushed(
            planned.plan.statements,
            len(parts.parts),
            tuple(findings),
            planned.remarks,
            catalog.not_modelled,
            planned.changes,
            tuple(stands),
        )
        if watch.before:
            watch.before(result)
        if not dry_run:
            insist(stands)
        open_ = missing(findings, aim.answers)
        if open_ and not dry_run and not (watch.ask and watch.ask(open_)):
            raise ConsentMissing(open_)
        if dry_run or not planned.plan:
            return result

        def changed() -> bool:
            return fingerprint(read(connection, asked=asked(aim.schema))) != fingerprint(catalog)

        def arrived(connection: Connection) -> None:
            if not aim.only:
                keep(connection, home=home, schema=aim.schema, statements=planned.plan.statements)

        run = Run(progress=watch.progress, step=watch.step, patience=Patience.made(lock_timeout))
        carry_out(aim, connection, planned, run, changed=changed, arrived=arrived)
        return result


def _hash(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode(errors="surrogatepass")).hexdigest()


def _identity(connection: Connection) -> tuple[str, str, int]:
    name, major = connection.execute(IDENTITY, prepare=False).fetchone() or ("", 0)
    try:
        with connection.transaction():
            row = connection.execute(SYSTEM, prepare=False).fetchone()
    except psycopg.Error:  # a role that may not ask
        row = None
    return name, row[0] if row else "", major


def _same_database(saved: Saved, connection: Connection, path: str | Path) -> None:
    name, system, major = _identity(connection)
    if saved.database[0] != name or (saved.database[1] and system and saved.database[1] != system):
        where = f"database {saved.database[0]}" + (" of another server" if saved.database[0] == name else "")
        raise PlanError(f"{path} was made for {where}, and this is {name}; make a plan for this one with push --out")
    if saved.major != major:
        raise PlanError(
            f"{path} was made for PostgreSQL {saved.major}, and this is {major}; make it anew with push --out"
        )
