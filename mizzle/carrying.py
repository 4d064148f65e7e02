"""Carry a plan out under the lock, whatever cuts it off: what is left is planned again from what the database has.

What may be run is what was agreed to: every statement that is left has to be one of the plan, or take away what an
interrupted one left behind.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from typing import TYPE_CHECKING

import psycopg
from attrs import evolve, frozen

from mizzle.answers import Answers
from mizzle.apply import Run, Unsettled, room, segments
from mizzle.building import built_elsewhere
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect, describe
from mizzle.declared import Declared
from mizzle.errors import ConnectError, MizzleError, PlanError, ServerError
from mizzle.filters import Filter
from mizzle.lock import WORK, LockLost, hold, insist, locked
from mizzle.model.ref import Ref
from mizzle.model.rename import left_over
from mizzle.model.schema import Schema
from mizzle.patience import lost
from mizzle.pushplan import plan_push, verify

if TYPE_CHECKING:
    from mizzle.planning import Draft


@frozen(kw_only=True)
class Aim:
    """Where a database is to be brought, and how; `declared` is what the schema was made from."""

    url: str
    schema: Schema
    answers: Answers = Answers()
    only: Filter = Filter()
    online: bool = False
    declared: Declared | None = None

    def planned(self, connection: Connection) -> "Draft":
        """The plan from what the database has now."""
        return plan_push(
            connection, self.schema, self.answers, only=self.only, online=self.online, declared=self.declared
        )


def carry_out(
    aim: Aim,
    connection: Connection,
    planned: "Draft",
    run: Run,
    *,
    changed: Callable[[], bool] = lambda: False,
    arrived: Callable[[Connection], None] = lambda _: None,
) -> tuple[Statement, ...]:
    """Carry the plan out; the statements that there were to run.

    changed  whether the database is another than the plan was made for, asked under the lock
    arrived  told when all is done, with a connection that works, under the lock

    Raises PlanError where what is left is no longer part of the plan, ServerError, Stopped.
    """
    agreed, answers = units(planned.plan.statements), aim.answers
    # Where a plan is made again the same columns change their type beside them: another one could by now.
    aim = evolve(aim, answers=evolve(answers, expand=answers.expand & swapped(planned.plan.statements)))
    with ExitStack() as stack:
        run.step("waiting for the lock")
        lock = stack.enter_context(locked(aim.url))
        # A server may still be at work for a mizzle that was killed, and its own lock is free already.
        hold(connection, key=WORK)
        if changed():
            planned = _again(aim, connection, agreed)
        ran = planned.plan.statements
        pauses = run.patience.pauses()
        while planned.plan:
            run.step("running the plan")
            parts = segments(planned.plan.statements, room=room(connection)).parts
            asked = evolve(
                run,
                verify=partial(verify, connection, aim.schema, aim.only, aim.declared),
                guard=partial(insist, lock),
                wanted=planned.new,
                watcher=lock,
            )
            if busy := list(built_elsewhere(connection, planned.plan.statements)):
                raise ServerError("\n  ".join(busy))
            try:
                asked.apply(connection, parts)
                break
            except (Unsettled, LockLost) as cut:
                connection, lock = _back(aim, stack, connection, lock, cut, pauses)
                planned = _again(aim, connection, agreed)
        try:
            arrived(connection)
        except (MizzleError, psycopg.Error):
            if not lost(connection):
                raise
            arrived(stack.enter_context(closing(connect(aim.url))))
        return ran


def _back(
    aim: Aim,
    stack: ExitStack,
    connection: Connection,
    lock: Connection,
    cut: Unsettled | LockLost,
    pauses: Iterator[float],
) -> tuple[Connection, Connection]:
    """Connections that work, after a pause; the same ones where nothing is wrong with them."""
    for pause in pauses:
        time.sleep(pause)
        try:
            if lost(lock):
                lock = stack.enter_context(locked(aim.url))
            insist(lock)
            if lost(connection, cut.cause if isinstance(cut, Unsettled) else None):
                connection = stack.enter_context(closing(connect(aim.url)))
                hold(connection, key=WORK)
            connection.execute("SELECT 1", prepare=False)
        except (ConnectError, ServerError, psycopg.Error):
            if not lost(lock):
                lock.close()
            continue
        return connection, lock
    if isinstance(cut, LockLost):
        raise cut
    raise ServerError(f"{describe(cut.cause)}{''.join(getattr(cut.cause, '__notes__', []))}\n  run it again{cut.place}")


def _again(aim: Aim, connection: Connection, agreed: Collection[str]) -> "Draft":
    planned = aim.planned(connection)
    if more := beyond(planned.plan.statements, agreed):
        listed = "\n  ".join(more[:10])
        raise PlanError(
            "the database has changed since the plan was made, and this would have to be done that is not part of it; "
            f"make the plan anew:\n  {listed}"
        )
    return planned


def swapped(statements: Iterable[Statement]) -> frozenset[str]:
    """The columns whose change of type is done beside them."""
    acts = (act for statement in statements for act in statement.acts)
    return frozenset(str(act.ref) for act in acts if act.form == "swap column")


def units(statements: Iterable[Statement]) -> frozenset[str]:
    """What a plan does, action by action: the texts, and what each does to which object."""
    listed = list(statements)
    texts = {unit for statement in listed for unit in statement.units}
    return frozenset(
        texts | {_mark(act.form.partition(" ")[0], act.ref) for statement in listed for act in statement.acts}
    )


def beyond(statements: Iterable[Statement], agreed: Collection[str]) -> list[str]:
    """What was not agreed to and repairs nothing.

    The target is the same, so the same act on the same object is the same, though PostgreSQL may spell an expression in it
    otherwise by now; and what was to be made may be made in other steps, as on a table that was new and has come meanwhile,
    with what helps it for a while.
    """
    return [
        unit
        for statement in statements
        if not _agreed(statement, agreed)
        for unit in statement.units
        if unit not in agreed
    ]


def _agreed(statement: Statement, agreed: Collection[str]) -> bool:
    if not statement.acts or statement.about is None:
        return False
    made = _mark("create", statement.about) in agreed
    return all(
        _mark(verb, act.ref) in agreed or (made and (verb != "drop" or left_over(act.ref.own)))
        for act in statement.acts
        for verb in [act.form.partition(" ")[0]]
    )


def _mark(verb: str, ref: Ref) -> str:
    return f"{verb}: {ref.kind} {ref}"
