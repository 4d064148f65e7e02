"""The rows of a database and the positions of its counters, which no plan may lose."""

from collections import Counter
from collections.abc import Iterator

import psycopg
from attrs import Factory, define

from mizzle.compiler.online import below
from mizzle.connection import Connection, run
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.domain import Domain
from mizzle.model.enum import Enum
from mizzle.model.expr import Regclass
from mizzle.model.names import identifier, literal, qualified
from mizzle.model.object import Object
from mizzle.model.ref import Ref
from mizzle.model.rename import mover
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.testing.filling import inserts
from mizzle.testing.pair import LawBroken, Pair


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


def fill(connection: Connection, state: Schema, table: Table) -> None:
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


def advanced(state: Schema) -> Iterator[str]:
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
