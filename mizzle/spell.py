"""Ask PostgreSQL how it spells expressions: copies of tables that are rolled back, or a scratch database.

The copy is a temporary table with the real one's bare name and the *wanted* columns, made from the model, so it needs
no right but TEMP. What mentions a type that the plan makes or changes is asked in a scratch database under real names.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager

import psycopg
from attrs import evolve

from mizzle.compiler.plan import plan
from mizzle.compiler.world import World
from mizzle.connection import Connection, connect, describe, run
from mizzle.errors import ServerError
from mizzle.introspect.compare import compare
from mizzle.introspect.read import read
from mizzle.introspect.spell import counterparts, doubtful, read_back, skeleton, tables
from mizzle.model.names import identifier, literal
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object, changed
from mizzle.model.ref import Ref
from mizzle.model.rename import Move, moved, mover
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.remembered import Memory
from mizzle.scratch import scratch

TEMPORARY = "pg_temp"
BATCH = 50  # tables a savepoint: locks add up
ROUNDS = 4


def settle(connection: Connection, now: Schema, old: Schema, new: Schema) -> tuple[Schema, Schema]:
    """Both schemas with their texts as the server spells them in the wanted state. `now` is what the server has.

    Goes on to the fixpoint: varchar IN ('a', 'b') settles only in the second round.
    Raises ServerError for an expression that the server rejects, with the place in the user's file.
    """
    doubts = doubtful(old, new)
    if not doubts:
        return old, new
    memory = Memory(connection)
    new = new.with_(memory.recall(doubts, old, new))
    first, before, authored = doubtful(old, new), old, new
    settled: set[Ref] = set()  # new objects that came back as they were asked for
    for turn in range(ROUNDS):
        doubts = [item for item in doubtful(old, new) if item.ref not in settled]
        if not doubts:
            break
        spelled = ask(connection, doubts, now, new)
        changed_new = [item for item in spelled.values() if new[item.ref] != item]
        settled |= {item.ref for item in spelled.values() if new[item.ref] == item and item.ref not in old}
        new = new.with_(spelled.values())
        # The old texts are settled too, but only where they still differ and only against columns that stay.
        still = [item for item in doubts if item.ref in old and _differs(old[item.ref], new[item.ref])]
        befores = ask(connection, list(counterparts(still, old, new)), now, new, strict=False)
        changed_old = [item for item in befores.values() if old[item.ref] != item]
        old = old.with_(changed_old) if changed_old else old
        if not changed_new and not changed_old and turn:
            break
    if old is before:
        memory.learn(first, old, authored, new)
        memory.save()
    return old, new


def _differs(old: Object, new: Object) -> bool:
    return not new.spelled.isdisjoint(changed(old, new))


def ask(
    connection: Connection, doubts: list[Object], now: Schema, new: Schema, *, strict: bool = True
) -> dict[Ref, Object]:
    """The objects as the server spells them. What cannot be asked here keeps its text and counts as different."""
    found: dict[Ref, Object] = {}
    wanted = sorted(tables(doubts))
    apart = [table for table in wanted if _unknown(table, now, new)]
    if apart:
        found |= _rebuilt(connection, [item for item in doubts if tables([item]) <= set(apart)], new, strict=strict)
        wanted = [table for table in wanted if table not in set(apart)]
    for start in range(0, len(wanted), BATCH):
        for group in _apart(wanted[start : start + BATCH]):
            parts = {table: [item for item in doubts if table in tables([item])] for table in group}
            found |= _copied(connection, parts, new, strict=strict)
    return found


def _unknown(table: Ref, now: Schema, new: Schema) -> bool:
    """Whether the table mentions a type or sequence that the server does not know as it will be."""
    if any(ref.kind == "extension" and now.get(ref) != item for ref, item in new.items()):
        return True  # its texts may need what the extension brings
    for part in new.parts(table):
        for ref in part.requires():
            found = new.find(ref)
            if (
                found is not None
                and found.ref.kind in ("enum", "sequence", "extension")
                and now.get(found.ref) != found
            ):
                return True
    return False


def _rebuilt(connection: Connection, doubts: list[Object], new: Schema, *, strict: bool) -> dict[Ref, Object]:
    """The objects as read back from a scratch database that holds them and what they need."""
    if not doubts:
        return {}
    public, base = public_only(), groundwork(new)
    with scratch(connection) as url, closing(connect(url)) as other:
        execute(other, public, base)
        for table in sorted(tables(doubts)):
            mine = [item for item in doubts if tables([item]) == {table}]
            try:
                with other.transaction():
                    other.execute(_path(table, new), prepare=False)
                    execute(other, base, base.with_(skeleton(table, mine, new)))
            except psycopg.Error as error:
                if strict:
                    places = ", ".join(dict.fromkeys(str(item.origin) for item in mine if item.origin))
                    raise ServerError(
                        f"{places or table}: PostgreSQL does not take an expression of {table}: {describe(error)}"
                    ) from None
        read_there = read(other, whole=False).schema()
    return {item.ref: read_back(item, read_there.get(item.ref)) for item in doubts}


def public_only() -> Schema:
    """What a new database has."""
    return Schema([Namespace(ref=namespace("public"))])


def groundwork(schema: Schema) -> Schema:
    """What tables stand on: namespaces, extensions, types and sequences."""
    return public_only().with_(
        evolve(item, comment=None, owned_by=None) if isinstance(item, Sequence) else evolve(item, comment=None)
        for item in schema.values()
        if item.ref.kind in ("namespace", "extension", "enum", "sequence")
    )


def execute(connection: Connection, old: Schema, new: Schema) -> None:
    """Bring a scratch database from one state to another."""
    for statement in plan(compare(old, new), World(old, new)).statements:
        run(connection, statement.text)


def _apart(group: list[Ref]) -> Iterator[list[Ref]]:
    """Tables of one bare name cannot be copied at once."""
    left = group
    while left:
        now = list({table.name: table for table in left}.values())
        yield now
        left = [table for table in left if table not in now]


def _copied(
    connection: Connection, parts: Mapping[Ref, list[Object]], new: Schema, *, strict: bool
) -> dict[Ref, Object]:
    """The parts as read back from temporary copies of their tables."""
    away = {table: Ref("table", TEMPORARY, table.name) for table in parts}
    move, back = mover(away), mover({there: here for here, there in away.items()})
    names: dict[Ref, Ref] = {}
    found: dict[Ref, Object] = {}
    with rolled_back(connection):
        for table, doubts in parts.items():
            try:
                with connection.transaction():
                    connection.execute(_path(table, new), prepare=False)
                    for statement in _statements(table, doubts, new, names, move):
                        run(connection, statement)
            except psycopg.Error as error:
                if strict:
                    raise _refused(connection, table, doubts, new, error, names) from None
        # pg_temp last: it is searched first otherwise, and the row type of a copy called "name" would hide the type.
        connection.execute("SELECT set_config('search_path', 'pg_catalog, pg_temp', true)", prepare=False)
        row = connection.execute("SELECT pg_my_temp_schema()", prepare=False).fetchone()
        catalog = read(connection, [(row[0] if row else 0, TEMPORARY)], whole=False)
        copies = catalog.schema()
    real = {there: here for here, there in names.items()}
    for item in copies.values():
        ref = real.get(item.ref) or back(item.ref)
        for doubt in parts.get(Ref("table", ref.schema, ref.name), ()) if ref.part else _indexes(ref, parts):
            if doubt.ref == ref:
                found[ref] = read_back(doubt, _back(item, ref, back))
    return found


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


def _path(table: Ref, new: Schema) -> bytes:
    """Authored text is resolved by the object's own namespace, those of declared extensions, then public."""
    extensions = [item.target for item in new.values() if item.ref.kind == "extension" and hasattr(item, "target")]
    places = dict.fromkeys([table.schema, *(place for place in extensions if place), "public"])
    # pg_temp last: it is searched first otherwise, and a copy called "name" would hide the type.
    path = literal(", ".join(identifier(place) for place in [*places, TEMPORARY]))
    return f"SELECT set_config('search_path', {path}, true)".encode()


def _refused(
    connection: Connection,
    table: Ref,
    doubts: list[Object],
    new: Schema,
    error: psycopg.Error,
    names: Mapping[Ref, Ref],
) -> ServerError:
    """Which of the objects it was, found by trying each alone."""
    for item in doubts:
        alone = {table: [item]}
        away = mover({table: Ref("table", TEMPORARY, table.name)})
        try:
            with rolled_back(connection):
                connection.execute(_path(table, new), prepare=False)
                for statement in _statements(table, alone[table], new, dict(names), away):
                    run(connection, statement)
        except psycopg.Error as own:
            place = f"{item.origin}: " if item.origin else ""
            return ServerError(f"{place}PostgreSQL does not take {item.ref.kind} {item.ref}: {describe(own)}")
    return ServerError(f"PostgreSQL does not take a copy of {table}: {describe(error)}")


@contextmanager
def rolled_back(connection: Connection) -> Iterator[None]:
    """A stretch of which nothing remains."""
    with connection.transaction(force_rollback=True):
        yield
