"""The laws that every plan keeps, for one drawn pair of schemas on a live server.

`apply(plan(a, b))` leads to b, a second plan is empty, no row and no position of a sequence is lost, and nobody is left
untold where rows stand in the way. hypothesis (tests/laws) and the seeded fuzzer (fuzz.py) check pairs alike.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from attrs import Factory, define, field

from mizzle.answers import Answers
from mizzle.apply import segments, tables_away
from mizzle.compiler.online import below
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect, run
from mizzle.consent import needed
from mizzle.introspect.compare import compare, own
from mizzle.introspect.read import read
from mizzle.introspect.renames import said
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.domain import Domain
from mizzle.model.enum import Enum
from mizzle.model.expr import Regclass
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import mover
from mizzle.model.role import Role
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.planning import Draft
from mizzle.preflight import preflight
from mizzle.scope import asked as asked_by
from mizzle.scratch import scratch
from mizzle.testing.choose import Chooser
from mizzle.testing.editing import edited
from mizzle.testing.filling import ROWS, inserts
from mizzle.testing.live import converge, execute, live, migrate, planned, unneeded
from mizzle.testing.moving import moved
from mizzle.testing.whole import schema

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
    (psycopg.errors.SyntaxError, MISREAD),
    (psycopg.errors.InternalError_, MISREAD),
)


class LawBroken(AssertionError):
    """A law does not hold; the message says which, and for what."""


@define
class Pair:
    """Two schemas, the second made of the first by an edit script.

    ran    what was run so far, for messages
    moves  what goes to another namespace, which an answer says: ref before → ref after
    """

    before: Schema
    after: Schema
    seen: Chooser
    ran: list[str] = field(factory=list)
    moves: dict[Ref, Ref] = field(factory=dict)

    @classmethod
    def drawn(cls, choose: Chooser, major: int) -> "Pair":
        return cls.following(choose, schema(choose, major), major)

    @classmethod
    def following(cls, choose: Chooser, before: Schema, major: int) -> "Pair":
        """The pair from a schema to another one."""
        after, moves = edited(choose, before, major), dict[Ref, Ref]()
        if choose.maybe(8):
            after, moves = moved(choose, before, after)
        return cls(before, after, choose, moves=moves)

    @property
    def renames(self) -> dict[Ref, Ref]:
        return said(self.before, self.after) | self.moves

    @property
    def answers(self) -> Answers:
        return Answers({str(now): str(then) for now, then in self.moves.items()}, all=True)

    def run(self, connection: Connection, statements: Iterator[str]) -> None:
        for text in statements:
            self.ran.append(text)
            run(connection, text)


@define
class Contents:
    """The rows of a database and the positions of its sequences, by the refs before the plan."""

    rows: dict[Ref, list[tuple[object, ...]]] = Factory(dict)
    columns: dict[Ref, list[Ref]] = Factory(dict)
    positions: dict[Ref, tuple[int, bool]] = Factory(dict)

    def forget(self, lost: set[Ref], pair: Pair) -> None:
        """Take out the tables that a plan makes again empty, which has to be agreed to."""
        move = mover(pair.renames)
        self.rows = {ref: rows for ref, rows in self.rows.items() if move(ref) not in lost}
        self.positions = {ref: place for ref, place in self.positions.items() if move(ref.table) not in lost}


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
                _fill(connection, pair.before, item)
    for text in _advanced(pair.before):
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


def _fill(connection: Connection, state: Schema, table: Table) -> None:
    """Two rows, together; of a partition those that belong there."""
    texts = list(inserts(state, table.ref))
    for batch in [[text] for text in texts] if table.partition_of else [texts]:
        try:
            with connection.transaction():
                for text in batch:
                    run(connection, text)
                run(connection, "SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.errors.IntegrityError:  # a foreign key to a table that is filled later, a check, a bound
            continue


def _counting(state: Schema) -> Iterator[Column]:
    for item in state.of(Column):
        if item.identity or (item.default and "nextval" in str(item.default.pieces[0])):
            yield item


def _sequence(column: Column) -> str:
    """The sequence that a column counts with, as an expression of SQL."""
    used = [piece.ref for piece in column.default.pieces if isinstance(piece, Regclass)] if column.default else []
    if used:
        return f"{literal(qualified(used[0].schema, used[0].name))}::regclass"
    where = literal(qualified(column.ref.schema, column.ref.name))
    return f"pg_get_serial_sequence({where}, {literal(column.ref.part)})::regclass"


def _advanced(state: Schema) -> Iterator[str]:
    """Every counter moved on, so that its position can be lost."""
    for item in _counting(state):
        yield f"SELECT nextval({_sequence(item)}) FROM generate_series(1, 3)"


def held(connection: Connection, pair: Pair) -> Contents:
    """What a plan must keep: rows of tables and columns that stay, positions of counters that stay."""
    move = mover(pair.renames)
    found = Contents()
    for item in pair.before.of(Table):
        new = pair.after.get(move(item.ref))
        if item.server or not _stored(new):
            continue
        stay = [part for part in pair.before.parts(item.ref) if isinstance(part, Column) and _same(part, pair, move)]
        found.columns[item.ref] = [part.ref for part in stay]
        gone = [ref for ref in below(item.ref, pair.before) if not _stored(pair.after.get(move(ref)))]
        poured = gone if _copied(item, new) else []
        found.rows[item.ref] = _rows(connection, [item.ref, *poured], found.columns[item.ref])
    for column in _counting(pair.before):
        new = pair.after.get(move(column.ref))
        if not isinstance(new, Column) or bool(column.inherited) != bool(new.inherited):
            continue  # with its parent's sequence it counts together with its parent
        if any(new == other for other in _counting(pair.after)):
            position = _position(connection, column)
            if position:
                found.positions[column.ref] = position
    return found


def _stored(item: Object | None) -> bool:
    """Whether it is a table whose rows are here."""
    return isinstance(item, Table) and not item.server


def _copied(old: Object, new: Object | None) -> bool:
    """Whether a table becomes partitioned, or stops being so: its rows are in another place then."""
    return isinstance(old, Table) and isinstance(new, Table) and bool(old.partition_by) != bool(new.partition_by)


def _same(column: Column, pair: Pair, move: object) -> bool:
    new = pair.after.get(move(column.ref))  # type: ignore[operator]
    if not isinstance(new, Column) or new.generated or column.generated:
        return False
    made = pair.after.find(new.type.ref) if new.type.ref else None
    while isinstance(made, Domain):
        made = pair.after.find(made.type.ref) if made.type.ref else None
    if isinstance(made, Enum) and made.renamed_labels:
        return False
    return (
        bool(column.type.ref) == bool(new.type.ref)
        and column.type.name == new.type.name
        and _shape(column.type, pair.before) == _shape(new.type, pair.after)
    )


def _shape(kind: Type, state: Schema) -> tuple[object, ...]:
    """How its values are written: as lists, and as rows of so many of those."""
    made = state.find(kind.ref) if kind.ref else None
    lists = (True,) if kind.array else ()
    if isinstance(made, Domain):
        return lists + _shape(made.type, state)
    if isinstance(made, Composite):
        return (*lists, tuple(_shape(item.type, state) for item in made.attributes))
    return lists


def _rows(connection: Connection, tables: list[Ref], columns: list[Ref]) -> list[tuple[object, ...]]:
    """The rows of some tables that have the columns of the first."""
    listed = ", ".join(f'{identifier(ref.part)}::text COLLATE "C"' for ref in columns)
    order = f" ORDER BY {', '.join(str(place + 1) for place in range(len(columns)))}" if columns else ""
    texts = [f"SELECT {listed} FROM ONLY {qualified(table.schema, table.name)}" for table in tables]
    return connection.execute((" UNION ALL ".join(texts) + order).encode(), prepare=False).fetchall()


def _position(connection: Connection, column: Column) -> tuple[int, bool] | None:
    (name,) = connection.execute(f"SELECT {_sequence(column)}::text".encode(), prepare=False).fetchone() or (None,)
    if name is None:  # it counts with one that is not its own
        return None
    return connection.execute(f"SELECT last_value, is_called FROM {name}".encode(), prepare=False).fetchone()


def _shut_out(connection: Connection, column: Column, position: int) -> bool:
    """Whether the new bounds exclude a position, so that it had to move; somebody was told beforehand."""
    bounds = f"SELECT {position} NOT BETWEEN seqmin AND seqmax FROM pg_sequence WHERE seqrelid = {_sequence(column)}"
    return connection.execute(bounds.encode(), prepare=False).fetchone() == (True,)


def kept(connection: Connection, pair: Pair, contents: Contents) -> None:
    """No table that stays has lost a row or a value, and no counter its position."""
    move = mover(pair.renames)
    # Where rows are copied to, be it to tables that were there before with rows of their own.
    filled = {
        move(table): [move(table), *below(move(table), pair.after)]
        for table in contents.rows
        if _copied(pair.before[table], pair.after[move(table)])
    }
    there = {move(item.ref) for item in pair.before.of(Table)}
    mixed = {ref for new, places in filled.items() if there.intersection(places[1:]) for ref in places}
    for table, had in contents.rows.items():
        places = filled.get(move(table), [move(table)])
        have = _rows(connection, places, [move(ref) for ref in contents.columns[table]])
        lost, more = Counter(map(str, had)) - Counter(map(str, have)), len(have) > len(had)
        if lost or (more and move(table) not in mixed):
            raise LawBroken(f"{table} lost rows or values: {had} → {have}")
    for ref, position in contents.positions.items():
        new = pair.after[move(ref)]
        now = _position(connection, new) if isinstance(new, Column) else None
        if now != position and not (isinstance(new, Column) and _shut_out(connection, new, position[0])):
            raise LawBroken(f"the sequence of {ref} lost its position: {position} → {now}")


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


__all__ = [
    "REFUSED",
    "ROWS",
    "LawBroken",
    "Pair",
    "across",
    "begun",
    "check",
    "hold",
    "in_segments",
    "kept",
    "rows_first",
    "tried",
]
