"""Databases as Python source: executing it declares the same, and a push of it changes nothing."""

import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

import mizzle
from mizzle.answers import Answers
from mizzle.connection import Connection, connect
from mizzle.dsl.declare import declare
from mizzle.introspect.read import read
from mizzle.load import load_schema
from mizzle.pulling import write
from mizzle.pushplan import plan_push
from mizzle.scratch import scratch
from tests.declared import forgetful
from tests.golden.test_golden import CASES, FOLDER, run_file
from tests.live import live

# Every case of these kinds, and of the dearer ones (views take a scratch database) those that show the most.
WHOLE = {
    *(
        "check",
        "column",
        "enum",
        "exclusion",
        "foreign_key",
        "generated",
        "identity",
        "index",
        "inheritance",
        "namespace",
    ),
    *("aggregate", "collation", "composite", "domain", "range"),
    *("partition", "policy", "primary_key", "quoting", "statistics", "table", "unique"),
}
SOME = {"added", "changed", "created", "owned"}
# What cannot be said yet, and is: by what the remark begins with.
LACKS = {
    "table/foreign_partition": "table public.heir: what it inherits",
    "partition/index_of_the_parent_alone": "index public.oi: it is not valid",
    "partition/indexes_and_keys_of_partitions_half_joined": "index public.pb: it is not valid",
    "partition/indexes_of_partitions_part_from_the_parents": "index public.pb: it is not valid",
    "partition/keys_of_partitions_part_from_the_parents": "unique public.p.p_a_key: it is not valid",
    "domain/not_null_named": "domain public.d: the comment on its NOT NULL",
}
NEEDED = ("integer", "json", "jsonb", "sql", "text", "varchar")
POORER = ("dropped", "renamed", "unchanged", "removed")  # states that show less than others
PULLED = [
    case
    for case in CASES
    for kind, _, name in [case.partition("/")]
    if (kind in WHOLE and not any(word in name for word in POORER))
    or (
        (name in SOME and kind in {"function", "materialized_view", "sequence", "trigger", "view"})
        or kind in {"event_trigger", "rule", "text_search_configuration", "text_search_dictionary"}
    )
]


def executed(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(compile(text, "pulled.py", "exec"), names)
    return names


@pytest.mark.parametrize("case", PULLED)
def test_the_source_of_a_golden_state_declares_it_again(case: str, newest_conn: Connection) -> None:
    run_file(newest_conn, FOLDER / case / "after.sql")
    wanted = live(newest_conn)

    made = write(wanted)

    if made.remarks and case.startswith(tuple(LACKS)):
        assert any(made.remarks[0].startswith(told) for known, told in LACKS.items() if case.startswith(known))
        return
    assert made.remarks == ()
    again = plan_push(newest_conn, declare(executed(made.text)), Answers(all=True), read(newest_conn))
    assert [statement.text for statement in again.plan.statements] == []


def test_sources_are_laid_out_as_ruff_would(newest_conn: Connection, tmp_path: Path) -> None:
    for case in PULLED[::4]:
        with newest_conn.transaction(force_rollback=True):
            run_file(newest_conn, FOLDER / case / "after.sql")
            (tmp_path / f"{case.replace('/', '_')}.py").write_text(write(live(newest_conn)).text)

    command = [sys.executable, "-m", "ruff", "format", "--check", "--isolated", "--line-length", "120", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


SHOP = """
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('ok', 'not ok');
    CREATE TABLE app.users (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL CONSTRAINT users_email_unique UNIQUE,
        mood app.mood NOT NULL DEFAULT 'ok',
        price numeric(10,2) DEFAULT 0.5,
        seen timestamptz DEFAULT now()
    );
    CREATE TABLE app.posts (
        id serial PRIMARY KEY,
        user_id integer CONSTRAINT posts_user_id_users_id_fk REFERENCES app.users ON DELETE CASCADE,
        "the title" varchar(80) COLLATE "C"
    );
    CREATE INDEX ON app.posts ("the title" DESC) WHERE user_id > 0;
    CREATE VIEW app.seen AS SELECT id FROM app.users WHERE mood = 'ok';
"""
SOURCE = '''from mizzle import index, integer, numeric, pg_enum, pg_schema, pg_table, pg_view, serial, sql, text, timestamp, varchar

app = pg_schema("app")
mood = pg_enum("mood", ["ok", "not ok"], schema="app")

posts = pg_table(
    "posts",
    {
        "id": serial().primary_key(),
        "user_id": integer().references(lambda: users.id, on_delete="cascade"),
        "the title": varchar(length=80).collate("C"),
    },
    lambda t: [index("posts_the title_idx").on(t["the title"].desc()).where(sql("(user_id > 0)"))],
    schema="app",
)

users = pg_table(
    "users",
    {
        "id": integer().primary_key().generated_always_as_identity(),
        "email": text().not_null().unique(),
        "mood": mood().not_null().default("ok"),
        "price": numeric(precision=10, scale=2).default(sql("0.5")),
        "seen": timestamp(with_timezone=True).default_now(),
    },
    schema="app",
)

seen = pg_view("seen", schema="app").as_(
    sql("""SELECT id
   FROM app.users
  WHERE (mood = 'ok'::app.mood)"""),
)
'''


def shop(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(SHOP)


def test_a_pulled_module_reads_as_somebody_would_write_it(newest_database: str) -> None:
    shop(newest_database)

    assert mizzle.pull(newest_database).text == SOURCE


def test_a_pulled_module_changes_nothing_where_it_came_from_and_makes_the_same_elsewhere(
    database: str, newest_database: str
) -> None:
    shop(database)
    pulled = executed(mizzle.pull(database).text)

    with forgetful():
        assert not mizzle.push(pulled, database)
        assert mizzle.push(pulled, newest_database)
    assert mizzle.diff(database, newest_database).script == ""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("jsonb().default({})", None),
        ("jsonb().default([])", None),
        ('json().default({"a": [1, None, True, "it\'s"]})', None),
        ("text().array().default([])", None),
        ("integer().array().default([1, -2])", None),
        ('varchar(length=3).array().default(["a", "b"])', None),
        ("mood().array().default([])", None),
        ('jsonb().default(sql("\'{\\"a\\":  1}\'::jsonb"))', None),  # two blanks: no value writes it so
        ('text().array().default(["a b"])', 'text().array().default(sql("\'{\\"a b\\"}\'::text[]"))'),
    ],
)
def test_a_default_is_told_as_the_python_value_that_writes_it(written: str, told: str | None) -> None:
    mood = mizzle.pg_enum("mood", ["ok"])
    column = eval(written, vars(mizzle) | {name: getattr(mizzle, name) for name in NEEDED} | {"mood": mood})

    made = write(declare([mood, mizzle.pg_table("t", {"a": column})])).text

    assert f'{{"a": {told or written}}}' in made


def test_a_call_that_is_too_long_is_broken_where_it_is_long() -> None:
    owners = mizzle.pg_table("owners", {"name": mizzle.varchar(length=80).primary_key()})
    owner = mizzle.varchar(length=80).references(owners.name, name=f"pets_{'o' * 40}", on_delete="set null")

    made = write(declare([owners, mizzle.pg_table("pets", {"owner": owner})])).text

    assert '"owner": varchar(length=80).references(\n            lambda: owners.name,\n' in made


def test_columns_named_behind_a_table_are_no_call(newest_database: str) -> None:
    with psycopg.connect(newest_database) as connection:
        connection.execute("""
            CREATE FUNCTION public.lower(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
            CREATE FUNCTION public.generate_series(text) RETURNS TABLE (a int) LANGUAGE sql AS 'SELECT 1';
            CREATE VIEW public.names AS
                WITH upper(l) AS (SELECT 'A'::text), lower(l) AS (SELECT pg_catalog.lower(l) FROM upper)
                SELECT l, pg_catalog.lower(l) AS again, s.b
                FROM lower, public.generate_series('x') generate_series(b), pg_catalog.generate_series(1, 2) s(b)
        """)

    module = executed(mizzle.pull(newest_database).text)

    assert not mizzle.push(module, newest_database)
    assert mizzle.diff(newest_database, module).script == ""


ODD = """
    CREATE FUNCTION public.lower(text[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS 'SELECT $1';
    CREATE TABLE a (id integer PRIMARY KEY, name text, CHECK (lower(name) <> 'lower(x)'));
    CREATE INDEX a_lower ON a (lower(name));
    CREATE FUNCTION partly_named(integer DEFAULT 3, b integer DEFAULT 2) RETURNS integer LANGUAGE sql AS 'SELECT b';
    CREATE TABLE parted (id integer NOT NULL, a_id integer) PARTITION BY RANGE (id);
    CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (9);
    ALTER TABLE part ADD CONSTRAINT part_a_id_a_id_fk FOREIGN KEY (a_id) REFERENCES a;
"""


def test_functions_called_like_builtin_ones_and_keys_of_partitions_are_pulled(
    database: str, newest_database: str
) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(ODD)

    pulled = executed(mizzle.pull(database).text)

    with forgetful():
        assert not mizzle.push(pulled, database)
        assert mizzle.push(pulled, newest_database)
    assert mizzle.diff(database, newest_database).script == ""


EVERYTHING = """
    CREATE SCHEMA app;
    CREATE TYPE app.mood AS ENUM ('ok', 'not ok');
    CREATE TABLE app.notes (id integer PRIMARY KEY, body text, by text);
    CREATE TABLE app."odd name" (id integer);
    CREATE SEQUENCE app.counted;
    CREATE VIEW app.seen AS SELECT id, body FROM app.notes;
    CREATE FUNCTION app.total(integer) RETURNS integer LANGUAGE sql AS 'SELECT $1';
    CREATE FUNCTION app.code(app.mood) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
    CREATE CAST (text AS app.mood) WITH INOUT AS ASSIGNMENT;
    CREATE CAST (app.mood AS integer) WITH FUNCTION app.code(app.mood);
    COMMENT ON CAST (app.mood AS integer) IS 'its code';
    CREATE EXTENSION file_fdw;
    CREATE FOREIGN DATA WRAPPER mine OPTIONS (debug 'true');
    CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
    CREATE SERVER others TYPE 't' VERSION '1' FOREIGN DATA WRAPPER mine OPTIONS (host 'there', port '5432');
    CREATE USER MAPPING FOR {role} SERVER others OPTIONS (username 'ada', password 'hidden-secret');
    CREATE USER MAPPING FOR PUBLIC SERVER others;
    CREATE FOREIGN TABLE app.lines (line text OPTIONS (force_not_null 'true'), CHECK (line <> '')) SERVER files
        OPTIONS (filename '/dev/null', format 'csv');
    CREATE PUBLICATION news FOR TABLE app.notes (id, body), app."odd name" WITH (publish = 'insert, update');
    CREATE PUBLICATION whole FOR ALL TABLES WITH (publish_via_partition_root = true);
    GRANT SELECT, INSERT ON app.notes TO {role};
    GRANT UPDATE ON app.notes TO {role} WITH GRANT OPTION;
    GRANT UPDATE (body) ON app.notes TO PUBLIC;
    GRANT ALL ON app.counted TO {role};
    GRANT SELECT ON app.seen TO {role};
    GRANT UPDATE (body) ON app.seen TO {role};
    REVOKE EXECUTE ON FUNCTION app.total(integer) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION app.total(integer) TO {role};
    REVOKE USAGE ON TYPE app.mood FROM PUBLIC;
    GRANT USAGE ON SCHEMA app TO {role}, PUBLIC;
    GRANT CREATE ON SCHEMA public TO {role};
    GRANT USAGE ON FOREIGN SERVER others TO {role};
    ALTER DEFAULT PRIVILEGES FOR ROLE {role} IN SCHEMA app GRANT SELECT ON TABLES TO PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE {role} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
"""


@pytest.fixture
def a_role(database: str) -> Iterator[str]:
    """A role of the cluster, for as long as the test lasts."""
    name = f"pulled_{secrets.token_hex(4)}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(
            f"CREATE ROLE {name} LOGIN CONNECTION LIMIT 3 PASSWORD 'hidden-secret' VALID UNTIL '2030-01-31 12:00+00';"
            f"ALTER ROLE {name} SET work_mem = '5MB'; COMMENT ON ROLE {name} IS 'reads'; GRANT pg_monitor TO {name}"
        )
        yield name
        connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


def test_what_is_foreign_published_cast_and_granted_is_pulled_too(database: str, a_role: str) -> None:
    with psycopg.connect(database) as connection:
        connection.execute(EVERYTHING.format(role=a_role))

    made = mizzle.pull(database, roles=True)

    assert made.remarks == ()
    assert "hidden-secret" not in made.text
    pulled = executed(made.text)
    with forgetful():
        assert not mizzle.push(pulled, database)
        with closing(connect(database)) as connection, scratch(connection) as elsewhere:
            mizzle.push(pulled, elsewhere)
            assert mizzle.diff(database, elsewhere).script == ""
    assert 'grant("update", to="public", columns=[t.body])' in made.text
    assert "notes_privileges" not in made.text
    assert (
        f'total_privileges = revoke("execute").on(total)\ntotal_privileges_2 = grant("execute", to="{a_role}")'
        in made.text
    )
    assert "published(notes, notes.body, notes.id)" in made.text
    assert f'pg_user_mapping("{a_role}", "others", options={{"username": "ada"}})' in made.text
    assert "dt.datetime.fromisoformat(" in made.text


def test_roles_are_left_out_unless_they_are_asked_for(newest_database: str) -> None:
    assert "pg_role" not in mizzle.pull(newest_database).text


CIRCLE = """
    CREATE SCHEMA app;
    CREATE SCHEMA billing;
    CREATE TYPE app.mood AS ENUM ('ok');
    CREATE TYPE billing.kind AS ENUM ('paid');
    CREATE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TABLE app.users (id integer PRIMARY KEY, mood app.mood, kind billing.kind, bill_id integer);
    CREATE TABLE billing.bills (id integer PRIMARY KEY, user_id integer REFERENCES app.users, mood app.mood);
    ALTER TABLE app.users ADD FOREIGN KEY (bill_id) REFERENCES billing.bills;
    CREATE TRIGGER touched BEFORE UPDATE ON billing.bills FOR EACH ROW EXECUTE FUNCTION app.touch();
    CREATE TABLE app.events (id integer, "odd name" text) PARTITION BY RANGE (id);
    CREATE TABLE app.events_1 PARTITION OF app.events FOR VALUES FROM (1) TO (9);
    CREATE VIEW app.seen AS SELECT id FROM billing.bills;
    CREATE SEQUENCE app.numbers OWNED BY app.users.bill_id;
    CREATE TABLE public.app (id integer);
    CREATE TABLE public.base (id integer);
    CREATE TABLE public.heir (more text) INHERITS (base);
    CREATE PUBLICATION news FOR TABLE app.users;
    GRANT SELECT ON app.seen TO PUBLIC;
"""


@pytest.mark.parametrize(
    ("split", "form", "modules"),
    [
        ("schema", "dict", ["__init__", "app", "billing", "database", "public", "types"]),
        (
            "table",
            "class",
            [
                *("__init__", "app", "app_table", "base", "billing", "bills", "database", "events"),
                *("events_1", "heir", "seen", "users"),
            ],
        ),
    ],
)
def test_a_package_of_modules_declares_the_same(
    newest_database: str, tmp_path: Path, split: Any, form: Any, modules: list[str]
) -> None:
    with psycopg.connect(newest_database) as connection:
        connection.execute(CIRCLE)

    made = mizzle.pull(newest_database, split=split, form=form)

    assert made.remarks == ()
    assert sorted(made.files) == sorted(f"{name}.py" for name in modules)
    folder = tmp_path / "pulled"
    folder.mkdir()
    for name, text in made.files.items():
        (folder / name).write_text(text)
    for words in (["format", "--check"], ["check", "--select", "E4,E7,E9,F,I"]):
        command = [sys.executable, "-m", "ruff", *words, "--isolated", "--line-length", "120", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    one = mizzle.pull(newest_database, form=form).text
    again = load_schema(str(folder))
    assert again == declare(executed(one))
    with closing(connect(newest_database)) as connection:
        plan = plan_push(connection, again, Answers(), read(connection)).plan
        assert [statement.text for statement in plan.statements] == []


# What a column hides is called by its module, and a class stands behind those that it mentions.
CLASSES = """from typing import NotRequired, TypedDict

import mizzle
from mizzle import PgTable, Value, index, integer, pg_table, text


class UsersNew(TypedDict):
    id: Value[int]
    email: Value[str]
    boss: NotRequired[Value[int | None]]


class UsersChanged(TypedDict, total=False):
    id: Value[int]
    email: Value[str]
    boss: Value[int | None]


class Users(PgTable[UsersNew, UsersChanged], name="users", extras=lambda t: [index("users_email_idx").on(t.email)]):
    id = integer().primary_key()
    email = text().not_null()
    boss = integer().references(lambda: Users.id, name="users_boss_fkey")


class NotesNew(TypedDict):
    text: NotRequired[Value[str | None]]
    more: NotRequired[Value[str | None]]
    by: NotRequired[Value[int | None]]


class NotesChanged(TypedDict, total=False):
    text: Value[str | None]
    more: Value[str | None]
    by: Value[int | None]


class Notes(PgTable[NotesNew, NotesChanged], name="notes"):
    text = text()
    more = mizzle.text().default("x")
    by = integer().references(lambda: Users.id, name="notes_by_fkey")


odd = pg_table("odd", {"first name": text()})
"""


def test_tables_are_classes_by_option_where_their_columns_can_be_attributes(newest_database: str) -> None:
    with psycopg.connect(newest_database) as connection:
        connection.execute(
            "CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, boss integer REFERENCES users);"
            'CREATE INDEX ON users (email); CREATE TABLE odd ("first name" text);'
            "CREATE TABLE notes (text text, more text DEFAULT 'x', by integer REFERENCES users)"
        )

    made = mizzle.pull(newest_database, form="class").text

    assert made.count("PgTable[") == 2
    assert declare(executed(made)) == declare(executed(mizzle.pull(newest_database).text))
    assert made == CLASSES
