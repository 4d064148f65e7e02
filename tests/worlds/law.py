"""The law for two states in SQL: the plan makes one of the other, keeps the rows, and leaves nothing to do or to leave out."""

from collections import Counter

from attrs import evolve

from mizzle.answers import Answers
from mizzle.connection import Connection
from mizzle.model.errors import UnsupportedChange
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.testing.laws import LawBroken
from mizzle.testing.truthful import observed
from tests.live import execute, live, planned, unneeded
from tests.worlds import partitions


def holds(connection: Connection, before: str, after: str, *, rows: bool, leave_out: bool) -> bool:
    """Check the law inside a transaction that is rolled back; False where the change is refused by name. Raises LawBroken."""
    with connection.transaction(force_rollback=True):
        wanted = _stated(connection, before, after, rows=rows)
        try:
            made = planned(connection, wanted, declared=False, answers=Answers(all=True))
        except UnsupportedChange:
            return False
        with connection.transaction(force_rollback=True):
            execute(connection, (statement.text for statement in made.plan.statements))
            _arrived(connection, wanted, rows=rows)
        if leave_out and (spare := unneeded(connection, made)):
            raise LawBroken(f"these can be left out: {spare}")
    return True


def truthful(connection: Connection, before: str, after: str, *, rows: bool, online: bool = False) -> int:
    """Compare declared with observed locks, rewrites, scans and builds in an empty database. Raises LawBroken.

    online  whether the plan is one that holds no lock for long; what of it runs in no transaction is not looked at
    """
    wanted = _stated(connection, before, after, rows=rows)
    try:
        made = planned(connection, wanted, declared=False, answers=Answers(all=True), online=online)
    except UnsupportedChange:
        return 0
    looked = observed(connection, made)
    if looked == len(made.plan.statements):
        _arrived(connection, wanted, rows=rows)
    return looked


def _arrived(connection: Connection, wanted: Schema, *, rows: bool) -> None:
    again = [statement.text for statement in planned(connection, wanted, declared=False).plan.statements]
    if again:
        raise LawBroken(f"a second plan has {again}")
    if wrong := _wrong(live(connection), wanted):
        raise LawBroken(f"not the wanted state: {wrong}")
    if rows and connection.execute("SELECT count(*) FROM public.n").fetchone() != (1,):
        raise LawBroken("the row is gone")


def _stated(connection: Connection, before: str, after: str, *, rows: bool) -> Schema:
    """The state that `after` makes; the server then has that of `before`."""
    with connection.transaction(force_rollback=True):
        _run(connection, after)
        wanted = live(connection)
    _run(connection, before)
    if rows:
        _run(connection, partitions.ROWS)
    return wanted


def _run(connection: Connection, script: str) -> None:
    connection.execute("SET search_path = public", prepare=False)
    connection.execute(script.encode(), prepare=False)
    connection.execute("SET search_path = ''", prepare=False)


def _wrong(found: Schema, wanted: Schema) -> list[str]:
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
