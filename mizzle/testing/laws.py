"""The laws that every plan keeps, for one drawn pair of schemas on a live server.

`apply(plan(a, b))` leads to b, a second plan is empty, no row and no position of a sequence is lost, and nobody is left
untold where rows stand in the way. hypothesis (tests/laws) and the seeded fuzzer (fuzz.py) check pairs alike.
"""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from mizzle.apply import segments, tables_away
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect, run
from mizzle.consent import needed
from mizzle.introspect.compare import compare, own
from mizzle.introspect.read import read
from mizzle.model.names import identifier
from mizzle.model.role import Role
from mizzle.model.table import Table
from mizzle.planning import Draft
from mizzle.preflight import preflight
from mizzle.scope import asked as asked_by
from mizzle.scratch import scratch
from mizzle.testing.choose import Chooser
from mizzle.testing.contents import Contents, advanced, fill, held, kept
from mizzle.testing.live import converge, execute, live, migrate, planned, unneeded
from mizzle.testing.pair import LawBroken, Pair

REFUSED = (psycopg.errors.IntegrityError, psycopg.errors.DataError, psycopg.errors.InvalidForeignKey)

# What else a text is refused with that becomes another type: a row holds no name of an object.
NAMED = re.compile(r"USING .*::reg\w+")
# The words with which types refuse a text by the code of a syntax error, or of an internal one (ltree, tsquery, tsvector, hstore).
MISREAD = re.compile(
    r"ltree|lquery|invalid type name|jsonpath input|in tsquery|in tsvector|in hstore|Syntax error near|Unexpected end of string"
)
REFUSING = (
    (psycopg.errors.UndefinedTable, NAMED),
    (psycopg.errors.UndefinedFunction, NAMED),
    (psycopg.errors.UndefinedObject, NAMED),
    (psycopg.errors.InvalidName, NAMED),
    (psycopg.errors.InvalidSchemaName, NAMED),
    (psycopg.errors.SyntaxError, MISREAD),
    (psycopg.errors.InternalError_, MISREAD),
)


def hold(connection: Connection, choose: Chooser, *, leave_out: bool = False) -> Pair | None:
    """Draw a pair and check the laws; the pair, or None where rows stood in the way and somebody was told.

    Raises LawBroken, and psycopg.Error for a statement that the server does not take.
    """
    pair = Pair.drawn(choose, connection.info.server_version // 10000)
    check(connection, pair, leave_out=leave_out)
    return pair


def check(connection: Connection, pair: Pair, *, leave_out: bool = False) -> bool:
    """Check the laws for a pair; whether the plan could be carried out with the rows that were there."""
    with connection.transaction(force_rollback=True):
        contents, made = begun(connection, pair)
        parts = segments(made.plan.statements).parts
        done = len(parts) <= 1 and _lead(connection, pair, contents, made)
    if len(parts) > 1:
        done = in_segments(connection, pair)
    if leave_out and made.plan.statements and len(parts) <= 1:
        with connection.transaction(force_rollback=True):
            converge(connection, pair.before)
            spare = unneeded(connection, planned(connection, pair.after, answers=pair.answers), asked_by(pair.after))
        if spare:
            raise LawBroken("these statements can be left out:\n  " + "\n  ".join(spare))
        pair.seen.note("left out")
    return done


def begun(connection: Connection, pair: Pair) -> tuple[Contents, Draft]:
    """The first schema on the server, rows in it, and the plan to the second."""
    stocked(connection, pair)
    contents = held(connection, pair)
    pair.ran.clear()
    made = planned(connection, pair.after, answers=pair.answers)
    pair.ran.extend(statement.text for statement in made.plan.statements)
    contents.forget({item.ref for item in made.plan.consents if item.action == "replace-table"}, pair)
    return contents, made


def stocked(connection: Connection, pair: Pair, *, spelled: bool = True) -> None:
    """The first schema on the server, and rows in it."""
    try:
        with connection.transaction():
            _stocked(connection, pair, planned(connection, pair.before, spelled=spelled))
    except psycopg.Error:
        if spelled:
            raise
        stocked(connection, pair)  # some operators of extensions are found only as the server spells them


def _stocked(connection: Connection, pair: Pair, made: Draft) -> None:
    execute(connection, (statement.text for statement in made.plan.statements))
    for _ in range(2):  # what references a table that is filled later gets its rows in the second round
        for item in pair.before.of(Table):
            if not item.server and not item.partition_by:
                fill(connection, pair.before, item)
    for text in advanced(pair.before):
        run(connection, text)


def _lead(connection: Connection, pair: Pair, contents: Contents, made: Draft) -> bool:
    warned = bool(needed(made.plan, preflight(connection, made.plan.probes)))
    try:
        with connection.transaction():
            for statement in made.plan.statements:
                tried(connection, statement)
            run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
    except REFUSED as error:
        if not warned:
            raise LawBroken(f"rows broke the plan and nobody was told: {error}") from error
        return False
    arrived(connection, pair, contents)
    return True


def tried(connection: Connection, statement: Statement) -> None:
    """Run a statement. What rows are refused with is one of REFUSED, all else breaks a law."""
    try:
        run(connection, statement.text)
    except REFUSED:
        raise
    except psycopg.Error as error:
        if any(isinstance(error, kind) and words.search(f"{statement.text}\n{error}") for kind, words in REFUSING):
            raise psycopg.errors.DataException(str(error)) from error
        raise LawBroken(f"{type(error).__name__}: {error}\n  in: {statement.text}") from error


def arrived(connection: Connection, pair: Pair, contents: Contents) -> None:
    """The server is as wanted, a second plan is empty, and what was in it is there."""
    catalog = read(connection, asked=asked_by(pair.after))
    again = planned(connection, pair.after, catalog=catalog)
    if again.plan.statements:
        raise LawBroken(
            "a second plan is not empty:\n  " + "\n  ".join(statement.text for statement in again.plan.statements)
        )
    there = own(live(connection, catalog), again.new)
    extra = [str(ref) for ref in there if ref not in again.new and ref.kind not in asked_by(pair.after)]
    if extra:
        raise LawBroken(f"left over: {', '.join(extra)}")
    kept(connection, pair, contents)


def in_segments(connection: Connection, pair: Pair, *, most: int | None = None) -> bool:
    """The same in a database of its own, transaction by transaction, with a crash after each of them.

    Every time a new plan, which remembers nothing, goes on from there and must reach the same end. `most` is how many
    statements a transaction holds, and those until no table is put aside; without it the plan is cut only where it has to be.
    """
    with roles_gone(connection, pair), scratch(connection) as url, closing(connect(url)) as own:
        contents, made = begun(own, pair)
        warned = bool(needed(made.plan, preflight(own, made.plan.probes)))
        try:
            for _ in range(len(made.plan.statements) + 3):
                parts = segments(made.plan.statements).parts
                if not parts:
                    break
                away = tables_away(parts[0])
                end = next((place for place in range(most or len(away), len(away)) if not away[place]), len(away))
                with own.transaction():
                    for statement in parts[0][:end]:
                        tried(own, statement)
                made = planned(own, pair.after, answers=pair.answers)  # the crash
            else:
                raise LawBroken("run after run, the plan does not come to its end")
        except REFUSED as error:
            if not warned:
                raise LawBroken(f"rows broke the plan and nobody was told: {error}") from error
            return False
        arrived(own, pair, contents)
        pair.seen.note("in segments")
    return True


def across(connection: Connection, other: Connection, pair: Pair) -> bool:
    """The wanted state is what another server has, of another version: it is reached here, and a second plan is empty.

    False for a plan that needs more than one transaction.
    """
    with other.transaction(force_rollback=True):
        migrate(other, pair.after)
        wanted = live(other, read(other, asked=asked_by(pair.after)))
    with connection.transaction(force_rollback=True):
        migrate(connection, pair.before)
        made = planned(connection, wanted, declared=False, answers=pair.answers)
        pair.ran.extend(statement.text for statement in made.plan.statements)
        if len(segments(made.plan.statements).parts) > 1:
            return False
        for statement in made.plan.statements:
            tried(connection, statement)
        again = planned(connection, wanted, declared=False)
        if again.plan.statements:
            texts = "\n  ".join(statement.text for statement in again.plan.statements)
            raise LawBroken(f"a second plan is not empty:\n  {texts}")
    return True


@contextmanager
def roles_gone(connection: Connection, pair: Pair) -> Iterator[None]:
    """Roles belong to the whole cluster: those of the pair are dropped after all."""
    names = {item.ref.name for side in (pair.before, pair.after) for item in side.of(Role)}
    had = (
        {name for (name,) in connection.execute("SELECT rolname::text FROM pg_roles", prepare=False)}
        if names
        else set()
    )
    try:
        yield
    finally:
        for name in sorted(names - had):
            run(connection, f"DROP ROLE IF EXISTS {identifier(name)}")


def rows_first(connection: Connection, pair: Pair) -> None:
    """Comparing canonical rows first gives the same as comparing whole models."""
    with connection.transaction(force_rollback=True):
        migrate(connection, pair.before)
        one = read(connection)
    with connection.transaction(force_rollback=True):
        migrate(connection, pair.after)
        other = read(connection)
    whole = compare(one.schema(), other.schema())
    first = compare(one.schema(), other.schema(one))
    if whole != first:
        raise LawBroken(f"rows first: {first}\nwhole models: {whole}")
