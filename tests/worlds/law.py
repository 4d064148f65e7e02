"""The law for two states in SQL: the plan makes one of the other, keeps the rows, and leaves nothing to do or to leave out."""

from collections import Counter

import psycopg
from attrs import evolve

from mizzle.answers import Answers
from mizzle.connection import Connection
from mizzle.introspect.read import read
from mizzle.model.errors import UnsupportedChange
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.planning import Draft
from mizzle.testing.choose import Chooser
from mizzle.testing.contents import Contents, held, kept
from mizzle.testing.pair import LawBroken, Pair
from mizzle.testing.truthful import observed
from tests.live import execute, live, planned, unneeded
from tests.worlds.states import States


def lawful(connection: Connection, states: States) -> bool:
    """Whether there are such states."""
    try:
        for script in (states.after, f"{states.before}\n{states.rows}"):
            with connection.transaction(force_rollback=True):
                connection.execute("SET LOCAL search_path = public", prepare=False)
                connection.execute(script.encode(), prepare=False)
    except psycopg.Error:
        return False
    return True


def holds(connection: Connection, states: States, *, leave_out: bool) -> bool:
    """Check the law inside a transaction that is rolled back; False where the change is refused by name. Raises LawBroken."""
    with connection.transaction(force_rollback=True):
        wanted = _stated(connection, states)
        try:
            made = _drafted(connection, wanted, states)
        except UnsupportedChange:
            return False
        pair, contents = _contents(connection, made)
        with connection.transaction(force_rollback=True):
            execute(connection, (statement.text for statement in made.plan.statements))
            _arrived(connection, wanted, states)
            kept(connection, pair, contents)
        if leave_out and (spare := unneeded(connection, made, states.asked)):
            raise LawBroken(f"these can be left out: {spare}")
    return True


def truthful(connection: Connection, states: States, *, online: bool = False) -> int:
    """Compare declared with observed locks, rewrites, scans and builds in an empty database. Raises LawBroken.

    online  whether the plan is one that holds no lock for long; what of it runs in no transaction is not looked at
    """
    wanted = _stated(connection, states)
    try:
        made = _drafted(connection, wanted, states, online=online)
    except UnsupportedChange:
        return 0
    pair, contents = _contents(connection, made)
    looked = observed(connection, made, read(connection, asked=states.asked))
    if looked == len(made.plan.statements):
        _arrived(connection, wanted, states)
        kept(connection, pair, contents)
    return looked


def _contents(connection: Connection, made: Draft) -> tuple[Pair, Contents]:
    """The rows that are there before the plan, but for those of tables that it makes again empty."""
    pair = Pair(live(connection), made.new, Chooser.seeded(0), moves=dict(made.renames))
    contents = held(connection, pair)
    contents.forget({item.ref for item in made.plan.consents if item.action == "replace-table"}, pair)
    return pair, contents


def _arrived(connection: Connection, wanted: Schema, states: States) -> None:
    """The server is as wanted, and nothing is left to do."""
    again = planned(connection, wanted, declared=False, asked=states.asked).plan.statements
    if again:
        raise LawBroken(f"a second plan has {[statement.text for statement in again]}")
    if differs := wrong(live(connection, asked=states.asked), wanted):
        raise LawBroken(f"not the wanted state: {differs}")


def _drafted(connection: Connection, wanted: Schema, states: States, *, online: bool = False) -> Draft:
    """The plan. Raises LawBroken for an answer that says nothing."""
    answers = Answers(states.renames, all=True)
    made = planned(connection, wanted, declared=False, asked=states.asked, answers=answers, online=online)
    if unheard := [remark for remark in made.remarks if remark.endswith("matches nothing")]:
        raise LawBroken("; ".join(unheard))
    return made


def _stated(connection: Connection, states: States) -> Schema:
    """The state that `after` makes; the server then has that of `before`."""
    with connection.transaction(force_rollback=True):
        _run(connection, states.after)
        wanted = live(connection, asked=states.asked)
    _run(connection, f"{states.before}\n{states.rows}")
    return wanted


def _run(connection: Connection, script: str) -> None:
    connection.execute("SET search_path = public", prepare=False)
    connection.execute(script.encode(), prepare=False)
    connection.execute("SET search_path = ''", prepare=False)


def wrong(found: Schema, wanted: Schema) -> list[str]:
    """What is not as wanted. A table that has such a key already needs no second one when it becomes a partition of what has it.

    What came along with a partitioned table's has the name that whoever made it chose.
    """
    differs = [ref for ref in {*found, *wanted} if found.get(ref) != wanted.get(ref)]
    spare = {ref for ref in differs if ref not in found and wanted[ref].inherited and not wanted[ref].local}
    called = Counter(_nameless(wanted[ref]) for ref in spare)
    named = {ref for ref in differs if ref not in wanted and found[ref].inherited and called[_nameless(found[ref])]}
    return sorted(str(ref) for ref in differs if ref not in spare | named)


def _nameless(item: Object) -> Object:
    table = item.stands_in
    return evolve(item, ref=Ref(item.kind, table.schema, table.name, "*"))
