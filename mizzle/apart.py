"""A scratch database that holds just what some objects stand on, under the real names.

Here the server spells what no temporary copy of a table can show: views, what mentions a type or function that the plan
makes or changes, whatever stands in no table.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import groupby
from typing import Self

import psycopg
from attrs import define, field

from mizzle.compiler.plan import plan
from mizzle.compiler.statement import Statement
from mizzle.compiler.world import World
from mizzle.connection import Connection, connect, describe, run
from mizzle.errors import ServerError
from mizzle.introspect.closure import closure
from mizzle.introspect.compare import compare, own
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.read import read
from mizzle.introspect.spell import read_back
from mizzle.model.errors import DependencyCycle
from mizzle.model.extension import Extension
from mizzle.model.facts import Facts
from mizzle.model.names import identifier, literal
from mizzle.model.namespace import Namespace, namespace
from mizzle.model.object import Object
from mizzle.model.place import at
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.scratch import scratch

LARGE = 500  # objects that one transaction may make: their locks add up


@define
class Apart:
    """A place for copies beside the server's own objects: one scratch database, made when the first copy is.

    What is built there is rolled back, so that it serves again and again.
    """

    server: Connection
    _open: ExitStack = field(factory=ExitStack, init=False)
    _place: Connection | None = field(default=None, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @contextmanager
    def built(self, schema: Schema) -> Iterator[tuple[Connection, list[tuple[Statement, psycopg.Error]]]]:
        """A database with these objects for a while, and the statements that failed."""
        if len(schema) > LARGE:
            with scratch(self.server) as url, closing(connect(url)) as alone:
                yield alone, build(alone, schema)
            return
        if self._place is None:
            self._place = self._open.enter_context(closing(connect(self._open.enter_context(scratch(self.server)))))
        with self._place.transaction(force_rollback=True):
            failures = build(self._place, schema)
            self._place.execute("SELECT set_config('search_path', '', true)", prepare=False)
            yield self._place, failures


def spelled_apart(where: Apart, doubts: list[Object], new: Schema, *, strict: bool) -> dict[Ref, Object]:
    """The objects as read back from a scratch database. Without `strict`, what cannot be made there keeps its text.

    Raises ServerError for an object that the server rejects, with the place in the user's file.
    """
    if not doubts:
        return {}
    try:
        with where.built(closure(doubts, new)) as (other, failures):
            there = None if failures and strict else stocked(other)
    except DependencyCycle:  # old forms of two views that read each other from now on the other way round
        if strict:
            raise
        alone = (spelled_apart(where, [item], new, strict=False) for item in doubts if len(doubts) > 1)
        return {ref: spelled for found in alone for ref, spelled in found.items()}
    if there is None:
        raise _refused(where, doubts, new, failures[0][1])
    return {item.ref: read_back(item, there.get(item.ref)) for item in doubts}


def build(connection: Connection, schema: Schema) -> list[tuple[Statement, psycopg.Error]]:
    """Create everything in an empty database; what fails, with its error, is given back.

    What somebody wrote does not tell what it needs, so what fails is tried again while anything else succeeds.
    """
    empty = Schema([Namespace(ref=namespace("public"))])
    version = connection.info.server_version
    wanted = own(empty.with_(schema.values()), empty)
    pending = [*plan(compare(empty, wanted), World(empty, wanted, Facts(version))).statements]
    with suppress(psycopg.Error), connection.transaction():
        for path, statements in groupby(pending, lambda statement: search_path(statement.about, schema)):
            connection.execute(path, prepare=False)
            for statement in statements:
                run(connection, statement.text)
        return []
    while True:  # one by one, to know which of them fail
        failures: list[tuple[Statement, psycopg.Error]] = []
        for statement in pending:
            try:
                with connection.transaction():
                    connection.execute(search_path(statement.about, schema), prepare=False)
                    run(connection, statement.text)
            except psycopg.Error as error:
                failures.append((statement, error))
        if not failures or len(failures) == len(pending):
            return failures
        pending = [statement for statement, _ in failures]


def stocked(connection: Connection) -> Schema:
    """What a scratch database holds, with what each object needs."""
    catalog = read(connection)
    return with_dependencies(connection, catalog, catalog.schema())


def looked_up(where: Ref | None, schema: Schema) -> tuple[str, ...]:
    """Where the names in authored texts are looked up: the object's own namespace, those of declared extensions, then public."""
    extensions = [item.target for item in schema.of(Extension)]
    own = where.schema if where else ""
    return tuple(dict.fromkeys(place for place in (own, *extensions, "public") if place))


def search_path(where: Ref | None, schema: Schema) -> bytes:
    """The statement that has authored texts resolved until the transaction ends."""
    # pg_temp last: it is searched first otherwise, and a temporary copy called "name" would hide the type.
    path = literal(", ".join(identifier(place) for place in (*looked_up(where, schema), "pg_temp")))
    return f"SELECT set_config('search_path', {path}, true)".encode()


def _refused(where: Apart, doubts: Iterable[Object], new: Schema, error: psycopg.Error) -> ServerError:
    """Which of the objects it was, found by trying each alone."""
    for item in doubts:
        with where.built(closure([item], new)) as (_, failures):
            if failures:
                return ServerError(
                    f"{at(item.origin)}PostgreSQL does not take {item.ref.kind} {item.ref}: {describe(failures[0][1])}"
                )
    return ServerError(f"PostgreSQL does not take a copy of the wanted state: {describe(error)}")
