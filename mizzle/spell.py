"""Ask PostgreSQL how it spells expressions: copies of tables that are rolled back, or a scratch database.

The copy is a temporary table with the real one's bare name and the *wanted* columns, made from the model, so it needs
no right but TEMP. What mentions a type that the plan makes or changes is asked in a scratch database under real names.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress

import psycopg
from attrs import evolve

from mizzle.apart import Apart, search_path, spelled_apart
from mizzle.compiler.plan import plan
from mizzle.compiler.world import World
from mizzle.connection import Connection, describe, run
from mizzle.errors import ServerError
from mizzle.introspect.compare import compare
from mizzle.introspect.read import read
from mizzle.introspect.spell import TOLD, counterparts, doubtful, read_back, skeleton, tables
from mizzle.model.column import Column
from mizzle.model.function import Function
from mizzle.model.object import Object, changed
from mizzle.model.place import at
from mizzle.model.ref import Ref
from mizzle.model.rename import Move, moved, mover
from mizzle.model.schema import Schema
from mizzle.model.table import Table
from mizzle.model.type import Type
from mizzle.model.view import View
from mizzle.remembered import Memory

TEMPORARY = "pg_temp"
UNDEFINED = {"42704", "42883", "42P01", "3F000"}  # a name that the plan may be about to make
BATCH = 50  # tables a savepoint: locks add up
ROUNDS = 4


def settle(
    connection: Connection,
    now: Schema,
    old: Schema,
    new: Schema,
    *,
    authored: bool = True,
    apart: Apart | None = None,
) -> tuple[Schema, Schema]:
    """Both schemas with their texts as the server spells them in the wanted state. `now` is what the server has.

    `apart` is a place for copies that is kept from one time to the next; without it one is made if need be.

    Goes on to the fixpoint: varchar IN ('a', 'b') settles only in the second round.
    Raises ServerError for an expression that the server rejects, with the place in the user's file.
    """
    doubts = doubtful(old, new, authored=authored)
    if not doubts:
        return old, new
    memory = Memory(connection)
    new = new.with_(memory.recall(doubts, old, new))
    first, before, written = doubtful(old, new, authored=authored), old, new
    with nullcontext(apart) if apart else Apart(connection) as place:
        old, new = _to_the_fixpoint(place, now, old, new, authored=authored)
    if old is before:
        memory.learn(first, old, written, new)
        memory.save()
    return old, new


def _to_the_fixpoint(apart: Apart, now: Schema, old: Schema, new: Schema, *, authored: bool) -> tuple[Schema, Schema]:
    settled: set[Ref] = set()  # new objects that came back as they were asked for
    for turn in range(ROUNDS):
        doubts = [item for item in doubtful(old, new, authored=authored) if item.ref not in settled]
        if not doubts:
            break
        spelled = ask(apart, doubts, now, new)
        changed_new = [item for item in spelled.values() if new[item.ref] != item]
        settled |= {item.ref for item in spelled.values() if new[item.ref] == item and item.ref not in old}
        new = new.with_(spelled.values())
        # The old texts are settled too, but only where they still differ and only against columns that stay.
        still = [item for item in doubts if item.ref not in old or _differs(old[item.ref], new[item.ref])]
        befores = ask(apart, list(counterparts(still, old, new)), now, new, strict=False)
        settled_old = (_as_it_was(item, old[item.ref]) for item in befores.values())
        changed_old = [item for item in settled_old if old[item.ref] != item]
        old = old.with_(changed_old) if changed_old else old
        if not changed_new and not changed_old and turn:
            break
    return old, new


def _as_it_was(item: Object, old: Object) -> Object:
    """The old object as it was spelled, with its own type: below its parent's wanted form a column has the type of that."""
    return evolve(item, **{fact: getattr(old, fact) for fact in TOLD if hasattr(old, fact)})


def _differs(old: Object, new: Object) -> bool:
    return not new.spelled.isdisjoint(changed(old, new))


def ask(where: Apart, doubts: list[Object], now: Schema, new: Schema, *, strict: bool = True) -> dict[Ref, Object]:
    """The objects as the server spells them. What cannot be asked here keeps its text and counts as different."""
    connection = where.server
    here: dict[Ref, list[Object]] = {table: [] for table in sorted(tables(doubts))}
    apart = [item for item in doubts if not tables([item])]
    for item in doubts:
        for table in tables([item]):
            here[table].append(item)
    # Texts may need what an extension brings, or be read by way of a cast: nothing in them tells.
    bringing = any(ref.kind in ("extension", "cast") and now.get(ref) != item for ref, item in new.items())
    for table, mine in list(here.items()):
        if bringing or _unknown(table, mine, now, new):
            apart += here.pop(table)
    found: dict[Ref, Object] = {}
    wanted = list(here)
    for start in range(0, len(wanted), BATCH):
        for group in _apart(wanted[start : start + BATCH]):
            spelled, failed = _copied(connection, {table: here[table] for table in group}, new)
            found |= spelled
            for table, error in failed:
                if error.sqlstate in UNDEFINED:
                    apart += here[table]
                elif strict:
                    raise _refused(connection, table, here[table], new, error)
    if not bringing:
        seen: dict[Ref, bool] = {}
        standing = [item for item in apart if isinstance(item, View) and _stands(item, now, new, seen)]
        found |= _viewed(connection, standing, new)
        apart = [item for item in apart if item.ref not in found]
    return found | spelled_apart(where, apart, new, strict=strict)


def _unknown(table: Ref, doubts: list[Object], now: Schema, new: Schema) -> bool:
    """Whether the table or a doubt mentions a type, sequence or function that the server does not know as it will be."""
    for part in (*doubts, *(item for item in new.parts(table) if isinstance(item, Column))):
        for ref in part.requires():
            found = new.find(ref)
            if found is not None and not found.ref.part and found.ref != table and now.get(found.ref) != found:
                return True
    return False


def _stands(view: View, now: Schema, new: Schema, seen: dict[Ref, bool]) -> bool:
    """Whether what the view reads is known, and is on the server as it will be, as far as the view's text has to do with it.

    `seen` are the views that were asked about: one that is written as before has other columns where what it reads has.
    """

    def same(found: Object) -> bool:
        there = now.get(found.ref)
        if isinstance(found, Column) and isinstance(there, Column):
            return (found.type, found.collation) == (there.type, there.collation)
        if isinstance(found, View) and there == found:
            if found.ref not in seen:
                seen[found.ref] = True  # until it is known: a circle of views and functions
                seen[found.ref] = _stands(found, now, new, seen)
            return seen[found.ref]
        if isinstance(found, Table):
            return there is not None
        # A query that reads from a function prints all columns of the rows that it gives.
        rows = (now.find(ref) for ref in found.requires()) if isinstance(found, Function) else ()
        return there == found and all(
            not isinstance(row, Table) or _columns(row, now) == _columns(row, new) for row in rows
        )

    needs = [found for ref in view.requires() if ref.kind != "namespace" and (found := new.find(ref)) is not None]
    # A query that could not be read has no tables; a server's own text has its needs recorded.
    known = view.origin is None or any(item.space == "relation" for item in needs)
    return known and not view.column_defaults and all(map(same, needs))


def _columns(table: Table, schema: Schema) -> dict[str, Type]:
    return {part.ref.part: part.type for part in schema.parts(table.ref) if isinstance(part, Column)}


def _viewed(connection: Connection, views: list[View], new: Schema) -> dict[Ref, Object]:
    """The views as read back from temporary ones; those that cannot be made so are left out."""
    copies = {Ref("view", TEMPORARY, f"mizzle_{number}"): view for number, view in enumerate(views)}
    if not copies:
        return {}
    with rolled_back(connection):
        for ref, view in copies.items():
            copy = Schema([evolve(view, ref=ref, options=(), comment=None, column_comments=(), depends=frozenset())])
            with suppress(psycopg.Error), connection.transaction():
                connection.execute(search_path(view.ref, new), prepare=False)
                for statement in plan(compare(Schema(), copy), World(Schema(), copy)).statements:
                    run(connection, statement.text)
        read_ = _temporary(connection)
    return {view.ref: read_back(view, read_[ref]) for ref, view in copies.items() if ref in read_}


def _apart(group: list[Ref]) -> Iterator[list[Ref]]:
    """Tables of one bare name cannot be copied at once."""
    left = group
    while left:
        now = list({table.name: table for table in left}.values())
        yield now
        left = [table for table in left if table not in now]


def _copied(
    connection: Connection, parts: Mapping[Ref, list[Object]], new: Schema
) -> tuple[dict[Ref, Object], list[tuple[Ref, psycopg.Error]]]:
    """The parts as read back from temporary copies of their tables, and the tables that could not be copied."""
    away = {table: Ref("table", TEMPORARY, table.name) for table in parts}
    move, back = mover(away), mover({there: here for here, there in away.items()})
    names: dict[Ref, Ref] = {}
    found: dict[Ref, Object] = {}
    failed: list[tuple[Ref, psycopg.Error]] = []
    with rolled_back(connection):
        for table, doubts in parts.items():
            try:
                with connection.transaction():
                    connection.execute(search_path(table, new), prepare=False)
                    for statement in _statements(table, doubts, new, names, move):
                        run(connection, statement)
            except psycopg.Error as error:
                failed.append((table, error))
        copies = _temporary(connection)
    real = {there: here for here, there in names.items()}
    for item in copies.values():
        ref = real.get(item.ref) or back(item.ref)
        for doubt in parts.get(Ref("table", ref.schema, ref.name), ()) if ref.part else _indexes(ref, parts):
            if doubt.ref == ref:
                found[ref] = read_back(doubt, _back(item, ref, back))
    return found, failed


def _temporary(connection: Connection) -> Schema:
    """What the session has made for itself."""
    # pg_temp last: it is searched first otherwise, and the row type of a copy called "name" would hide the type.
    connection.execute("SELECT set_config('search_path', 'pg_catalog, pg_temp', true)", prepare=False)
    row = connection.execute("SELECT pg_my_temp_schema()", prepare=False).fetchone()
    return read(connection, [(row[0] if row else 0, TEMPORARY)], whole=False).schema()


def _indexes(ref: Ref, parts: Mapping[Ref, list[Object]]) -> Iterator[Object]:
    for doubts in parts.values():
        yield from (item for item in doubts if item.ref == ref)


def _back(item: Object, ref: Ref, back: Move) -> Object:
    """A copy's facts under the real names."""
    return evolve(moved(item, back), ref=ref)


def _statements(table: Ref, doubts: list[Object], new: Schema, names: dict[Ref, Ref], move: Move) -> Iterator[str]:
    """CREATE TEMPORARY TABLE and what stands on it."""
    copies = []
    for item in skeleton(table, doubts, new):
        copy = moved(item, move)
        if copy.ref.kind in ("index", "exclusion"):  # names of relations, and the copies stand in one namespace
            own = f"mizzle_{len(names)}"
            copy = evolve(copy, ref=copy.ref._replace(part=own) if copy.ref.part else copy.ref._replace(name=own))
            names[item.ref] = copy.ref
        if copy.ref.kind == "table":
            copy = evolve(copy, unlogged=False)  # type: ignore[call-arg]
        copies.append(copy)
    copied = Schema(copies)
    for statement in plan(compare(Schema(), copied), World(Schema(), copied)).statements:
        yield statement.text.replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1)


def _refused(
    connection: Connection,
    table: Ref,
    doubts: list[Object],
    new: Schema,
    error: psycopg.Error,
) -> ServerError:
    """Which of the objects it was, found by trying each alone."""
    for item in doubts:
        alone = {table: [item]}
        away = mover({table: Ref("table", TEMPORARY, table.name)})
        try:
            with rolled_back(connection):
                connection.execute(search_path(table, new), prepare=False)
                for statement in _statements(table, alone[table], new, {}, away):
                    run(connection, statement)
        except psycopg.Error as own:
            return ServerError(f"{at(item.origin)}PostgreSQL does not take {item.ref.kind} {item.ref}: {describe(own)}")
    return ServerError(f"PostgreSQL does not take a copy of {table}: {describe(error)}")


@contextmanager
def rolled_back(connection: Connection) -> Iterator[None]:
    """A stretch of which nothing remains."""
    with connection.transaction(force_rollback=True):
        yield
