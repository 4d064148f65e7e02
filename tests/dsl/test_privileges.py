from collections.abc import Sequence
from typing import Any

import pytest

from mizzle import default_privileges, grant, integer, pg_enum, pg_sequence, pg_table, push, revoke, serial, text
from mizzle.connection import Connection, connect
from mizzle.dsl.declare import declare
from mizzle.dsl.pull import source
from mizzle.model.database_privileges import DatabasePrivileges
from mizzle.model.errors import DeclarationError
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.privileges import Privileges
from mizzle.model.ref import Ref
from mizzle.snapshot import dump, load
from tests.live import converge, live

READER, WRITER = "pg_read_all_data", "pg_write_all_data"
notes = pg_table(
    "notes",
    {"id": integer().generated_always_as_identity(), "number": serial(), "body": text()},
    lambda table: [
        grant("select", "insert", to=[READER, WRITER]),
        grant("update", to=WRITER, columns=[table.body], with_grant_option=True),
        grant("all", to="pg_monitor", columns=["id"]),
    ],
    schema="app",
)
mood = pg_enum("mood", ["happy"], schema="app")
counter = pg_sequence("counter", schema="app")
everything = [
    notes,
    mood,
    counter,
    grant("usage", to=READER).on(mood, counter),
    revoke("usage").on(mood),
    grant("usage", to="public").on_schema("app"),
    grant("usage", "select", to=WRITER).on_sequence(notes.id, notes.number),
    revoke("temporary").on_database(),
    grant("create", to=WRITER).on_database(),
    default_privileges("pg_monitor", grant("all", to=READER), on="tables", schema="app"),
    default_privileges("pg_monitor", revoke("execute"), on="functions"),
]


def test_privileges_are_granted_and_never_planned_again(conn: Connection) -> None:
    schema = declare(everything)

    converge(conn, schema)

    assert {ref for ref in live(conn) if ref.schema == "app"} == {ref for ref in schema if ref.schema == "app"}
    assert load(dump(schema)) == schema


def test_a_declaration_leaves_privileges_alone_that_it_does_not_mention(database: str) -> None:
    with connect(database) as connection:
        connection.execute(
            b"CREATE SCHEMA app; CREATE TABLE app.notes (id integer); CREATE TABLE app.other (id integer)"
        )
        connection.execute(
            b"GRANT SELECT ON app.notes, app.other TO pg_monitor; GRANT SELECT (id) ON app.other TO PUBLIC"
        )
    other = pg_table("other", {"id": integer()}, schema="app")

    def pushed(*extras: Any) -> Sequence[str]:
        table = pg_table("notes", {"id": integer()}, list(extras), schema="app")
        return [statement.text for statement in push([table, other], database).statements]

    assert pushed() == []
    assert pushed(grant("insert", to="pg_monitor")) == [
        'REVOKE SELECT ON TABLE "app"."notes" FROM "pg_monitor"',
        'GRANT INSERT ON TABLE "app"."notes" TO "pg_monitor"',
    ]
    assert pushed(grant("insert", to="pg_monitor")) == []


def test_privileges_that_are_declared_hold_on_tables_that_default_privileges_are_for(database: str) -> None:
    with connect(database) as connection:
        connection.execute(b"CREATE SCHEMA app; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor")
        connection.execute(b"ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT DELETE ON TABLES TO pg_monitor")
    plain = pg_table("plain", {"id": integer()}, schema="app")
    said = pg_table("said", {"id": integer()}, [grant("select", to=READER)], schema="app")

    push([plain, said], database)

    assert not push([plain, said], database).statements
    with connect(database) as connection:
        found = live(connection)
    held = {
        ref.name: {(g.role.name, g.privilege) for g in item.grants}
        for ref, item in found.items()
        if isinstance(item, Privileges)
    }
    assert held["table said"] == {(READER, "SELECT")}
    assert held["table plain"] == {("pg_monitor", "SELECT"), ("pg_monitor", "DELETE")}


def test_a_grant_to_the_owner_is_no_difference(conn: Connection) -> None:
    conn.execute(b"CREATE ROLE one; CREATE ROLE two; CREATE TABLE public.notes (id integer)", prepare=False)
    with conn.transaction(force_rollback=True):
        conn.execute(b"ALTER TABLE public.notes OWNER TO two; GRANT SELECT ON public.notes TO one", prepare=False)
        wanted = live(conn)
    conn.execute(b"ALTER TABLE public.notes OWNER TO one; GRANT SELECT ON public.notes TO two", prepare=False)

    made = converge(conn, wanted, declared=False)

    assert [item.text for item in made.plan.statements] == ['REVOKE SELECT ON TABLE "public"."notes" FROM "two"']


def test_all_that_is_said_of_one_table_is_one_object() -> None:
    granted = [item for item in declare(everything).of(Privileges) if item.of == Ref("table", "app", "notes")]

    assert len(granted) == 1
    assert len(granted[0].grants) == 4


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: grant(to="a"), "grant() names no privilege"),
        (lambda: grant("read", to="a"), "there is no privilege 'READ'"),
        (lambda: grant("select", to=[]), "grant() names no role"),
        (lambda: grant("select", to="a").on("notes"), "privileges are on what mizzle declares, not on 'notes'"),
        (lambda: declare([grant("execute", to="a").on(notes)]), "there is no privilege execute on a table"),
        (
            lambda: declare([grant("delete", to="a", columns=["id"]).on(notes)]),
            "there is no privilege delete on a column",
        ),
        (
            lambda: default_privileges("a", grant("select", to="b"), on="views"),
            "default privileges are on one of tables",
        ),
        (lambda: default_privileges("a", on="tables"), "takes grant(…) and revoke(…)"),
        (lambda: default_privileges("a", grant("usage", to="b"), on="schemas", schema="app"), "stand in no schema"),
    ],
)
def test_what_cannot_be_granted_is_refused_where_it_is_declared(make: Any, message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        make()

    assert message in str(refused.value)
    assert "test_privileges.py:" in str(refused.value)


def test_a_rebuilt_view_goes_back_to_its_owner(conn: Connection) -> None:
    conn.execute(
        b"CREATE ROLE boss; CREATE ROLE app; CREATE TABLE public.notes (id integer);"
        b"CREATE VIEW public.seen AS SELECT id FROM public.notes; ALTER VIEW public.seen OWNER TO boss;"
        b"GRANT SELECT ON public.seen TO app",
        prepare=False,
    )
    before = live(conn, asked={"owner", "role"})
    with conn.transaction(force_rollback=True):
        conn.execute(b"DROP VIEW public.seen; ALTER TABLE public.notes ALTER id TYPE bigint", prepare=False)
        conn.execute(
            b"CREATE VIEW public.seen AS SELECT id FROM public.notes; GRANT SELECT ON public.seen TO app", prepare=False
        )
        wanted = live(conn)

    converge(conn, wanted, declared=False)

    after = live(conn, asked={"owner", "role"})
    for kind in ("owner", "privileges", "role"):
        assert {ref: item for ref, item in after.items() if ref.kind == kind} == {
            ref: item for ref, item in before.items() if ref.kind == kind
        }


def test_what_is_pulled_says_the_same_of_sequences_and_of_the_database(conn: Connection) -> None:
    schema = declare(everything)
    converge(conn, schema)
    there = live(conn, asked={"database_privileges"})

    names: dict[str, Any] = {}
    exec(compile(source(there).text, "pulled.py", "exec"), names)
    again = declare(names)

    for kind in (IdentityPrivileges, DatabasePrivileges, Privileges):
        assert set(again.of(kind)) == {item for item in there.of(kind) if item.of.schema in ("app", "")}
