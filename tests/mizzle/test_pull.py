"""Databases as Python source: executing it declares the same, and a push of it changes nothing."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

import mizzle
from mizzle.answers import Answers
from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.introspect.read import read
from mizzle.pulling import write
from mizzle.pushplan import plan_push
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
    "domain/not_null_named": "domain public.d: the comment on its NOT NULL",
    "table/foreign": "table public.",
    "table/plain_made_foreign": "table public.",
    "table/foreign_renamed": "table shop.memos: foreign",
}
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


def test_privileges_that_are_not_written_are_told(newest_database: str) -> None:
    with psycopg.connect(newest_database) as connection:
        connection.execute("CREATE TABLE a (id integer); CREATE TABLE b (id integer); GRANT SELECT ON a TO PUBLIC")

    assert mizzle.pull(newest_database).remarks == ("privileges of table public.a",)
