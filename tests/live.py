"""The law that ends arguments, in one place: apply the plan, read back, expect the wanted model, plan again, expect nothing."""

from collections.abc import Iterable

import psycopg

from mizzle.answers import Answers
from mizzle.connection import Connection, run
from mizzle.dsl.declare import declare
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.read import read
from mizzle.model.facts import Facts
from mizzle.model.schema import Schema
from mizzle.planning import Draft, draft
from mizzle.snapshot import dump, load


def live(connection: Connection) -> Schema:
    """What the server has, extensions aside."""
    catalog = read(connection)
    schema = with_dependencies(connection, catalog, catalog.schema())
    return schema.where(lambda item: item.ref.kind != "extension")


def planned(connection: Connection, wanted: Schema, *, declared: bool = True, answers: Answers | None = None) -> Draft:
    """The plan from what the server has to what is wanted."""
    return draft(
        live(connection),
        wanted,
        facts=Facts(connection.info.server_version),
        connection=connection,
        answers=answers or Answers(all=True),
        declared=declared,
    )


def execute(connection: Connection, statements: Iterable[str]) -> None:
    for text in statements:
        run(connection, text)


def converge(connection: Connection, wanted: Schema, *, declared: bool = True) -> Draft:
    """Bring the server to what is wanted; a second plan must be empty."""
    made = planned(connection, wanted, declared=declared)
    execute(connection, (statement.text for statement in made.plan.statements))
    again = planned(connection, wanted, declared=declared)
    assert [statement.text for statement in again.plan.statements] == []
    return made


def unneeded(connection: Connection, made: Draft, wanted: Schema, *, declared: bool = True) -> list[str]:
    """The statements that can be left out: without them everything runs and the end state is the same.

    Those that keep a sequence's position change no schema; a test of their own shows what they are for.
    """
    found = []
    for place, statement in enumerate(made.plan.statements):
        if "setval" in statement.text:
            continue
        rest = [other.text for number, other in enumerate(made.plan.statements) if number != place]
        try:
            with connection.transaction(force_rollback=True):
                execute(connection, rest)
                same = not planned(connection, wanted, declared=declared).plan.statements
        except psycopg.Error:
            same = False
        if same:
            found.append(statement.text)
    return found


def settles(connection: Connection, declared: Iterable[object]) -> Schema:
    """What declarations make, gone the whole way: a snapshot of it is the same, it is applied, and then nothing is left."""
    wanted = declare(declared, namespace="app")
    assert load(dump(wanted)) == wanted
    converge(connection, wanted)
    return live(connection)
