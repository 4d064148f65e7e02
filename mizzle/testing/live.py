"""The law that ends arguments, in one place: apply the plan, read back, expect the wanted model, plan again, expect nothing."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from mizzle.answers import Answers
from mizzle.apart import Apart
from mizzle.connection import Connection, run
from mizzle.introspect.depends import with_dependencies
from mizzle.introspect.owners import read_facts
from mizzle.introspect.read import Catalog, read
from mizzle.model.rename import WAITING
from mizzle.model.schema import Schema
from mizzle.planning import Draft, draft
from mizzle.scope import asked as asked_by
from mizzle.testing.kinds import KINDS

KEEPING = ("setval", "INSERT INTO", f'{WAITING}" NO FORCE ROW')
_PLACES: dict[Connection, Apart] = {}


@contextmanager
def place_kept(connection: Connection) -> Iterator[None]:
    """The plans on a connection share one scratch database, instead of making one each."""
    with Apart(connection) as _PLACES[connection]:
        try:
            yield
        finally:
            del _PLACES[connection]


def live(connection: Connection, catalog: Catalog | None = None, asked: Collection[str] = ()) -> Schema:
    """What the server has. `asked` are kinds that are read only when somebody asks for them."""
    catalog = catalog or read(connection, asked=asked)
    return with_dependencies(connection, catalog, catalog.schema())


def extensions(connection: Connection) -> list[str]:
    """The extensions with drawn types that the server can install."""
    wanted = sorted({kind.extension for kind in KINDS.values() if kind.extension})
    rows = connection.execute("SELECT name FROM pg_available_extensions WHERE name = ANY(%s)", [wanted], prepare=False)
    return sorted(name for (name,) in rows)


def planned(
    connection: Connection,
    wanted: Schema,
    *,
    declared: bool = True,
    answers: Answers | None = None,
    asked: Collection[str] = (),
    spelled: bool = True,
    catalog: Catalog | None = None,
    online: bool = False,
) -> Draft:
    """The plan from what the server has to what is wanted.

    `spelled`: with texts as the server spells them; `catalog`: what the server has, where it was read already.
    """
    catalog = catalog or read(connection, asked={*asked, *asked_by(wanted)})
    return draft(
        live(connection, catalog),
        wanted,
        facts=read_facts(connection, catalog),
        connection=connection if spelled else None,
        answers=answers or Answers(all=True),
        declared=declared,
        online=online,
        apart=_PLACES.get(connection),
    )


def execute(connection: Connection, statements: Iterable[str]) -> None:
    for text in statements:
        run(connection, text)


def migrate(connection: Connection, wanted: Schema, *, declared: bool = True, asked: Collection[str] = ()) -> Draft:
    """Carry out the plan to what is wanted, without a look back."""
    made = planned(connection, wanted, declared=declared, asked=asked)
    execute(connection, (statement.text for statement in made.plan.statements))
    return made


def converge(connection: Connection, wanted: Schema, *, declared: bool = True, asked: Collection[str] = ()) -> Draft:
    """Bring the server to what is wanted; a second plan must be empty."""
    made = migrate(connection, wanted, declared=declared, asked=asked)
    again = planned(connection, wanted, declared=declared, asked=asked)
    if again.plan:
        raise AssertionError("a second plan is not empty: " + "; ".join(text.text for text in again.plan.statements))
    return made


def unneeded(connection: Connection, made: Draft, asked: Collection[str] = ()) -> list[str]:
    """The statements that can be left out: without them everything runs and the end state is the same.

    Those that keep rows or a sequence's position change no schema; a test of their own shows what they are for.
    """

    def end(statements: Iterable[str]) -> Schema:
        with connection.transaction(force_rollback=True):
            execute(connection, statements)
            return live(connection, asked=asked)

    texts = [statement.text for statement in made.plan.statements]
    reached = end(texts)
    found = []
    for place, text in enumerate(texts):
        if not _keeping(text, texts[place:]):
            with suppress(psycopg.Error):
                if end(texts[:place] + texts[place + 1 :]) == reached:
                    found.append(text)
    return found


def _keeping(text: str, behind: list[str]) -> bool:
    """Whether it keeps rows or positions: be it that a partition goes before rows are copied that it or its parent has."""
    goes = (text.startswith("DROP TABLE") or "DETACH PARTITION" in text) and WAITING in text
    return (goes and any("INSERT INTO" in other for other in behind)) or any(word in text for word in KEEPING)
