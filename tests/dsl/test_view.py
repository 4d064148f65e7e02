"""Views and materialized views, declared, pushed, read back and pushed again."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.column import Column
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.extension import pg_extension
from mizzle.dsl.index import index
from mizzle.dsl.pull import source
from mizzle.dsl.sequence import pg_sequence
from mizzle.dsl.sql import sql
from mizzle.dsl.table import Table, pg_table
from mizzle.dsl.types import custom_type, integer, text
from mizzle.dsl.view import pg_materialized_view, pg_view
from mizzle.model.errors import DeclarationError
from tests.live import converge, live, planned


def users(**more: Column[object]) -> Table:
    return pg_table("users", {"id": integer().primary_key(), "email": text().not_null(), **more})


def test_a_view_of_interpolated_names_is_made_after_its_table(conn: Connection) -> None:
    table = users()
    active = pg_view("a_view").as_(sql("SELECT {} FROM {} WHERE {} > 1", table.id, table, table.id))

    made = converge(conn, declare([active, table], namespace="app"))

    texts = [statement.text.split() for statement in made.plan.statements]
    assert [words[1] for words in texts if words[0] == "CREATE"] == ["SCHEMA", "TABLE", "VIEW"]


def test_names_in_raw_sql_are_resolved_in_the_view_s_own_namespace(conn: Connection) -> None:
    first = pg_view("first").as_(sql("WITH users_2 AS (SELECT 1 AS users) SELECT u.id FROM users AS u, users_2"))
    second = pg_view("aa").as_(sql("SELECT id, 'x'::mood AS mood, nextval('counter') FROM app.first"))

    converge(conn, declare([second, first, users(), pg_enum("mood", ["x"]), pg_sequence("counter")], namespace="app"))

    row = conn.execute("SELECT pg_get_viewdef('app.aa'::regclass)").fetchone()
    assert row is not None
    assert "app.first" in row[0]
    assert "::app.mood" in row[0]


def test_a_changed_view_is_replaced_and_an_unchanged_one_is_not(conn: Connection) -> None:
    table = users()
    kept = pg_view("kept").as_(sql("SELECT id FROM users"))
    converge(conn, declare([table, kept, pg_view("v").as_(sql("SELECT id FROM users"))], namespace="app"))

    wanted = declare([table, kept, pg_view("v").as_(sql("SELECT id, email FROM users"))], namespace="app")

    assert [item.text.split("\n")[0] for item in converge(conn, wanted).plan.statements] == [
        'CREATE OR REPLACE VIEW "app"."v" AS'
    ]


def test_options_names_of_columns_and_comments_arrive(conn: Connection) -> None:
    view = pg_view("v", ["a", "b"]).as_(sql("SELECT id, email FROM users"))
    view = view.with_(security_barrier=True).comment("all of it", b="the address")

    converge(conn, declare([users(), view], namespace="app"))

    row = conn.execute(
        "SELECT obj_description('app.v'::regclass, 'pg_class'), col_description('app.v'::regclass, 2), reloptions::text"
        " FROM pg_class WHERE oid = 'app.v'::regclass"
    ).fetchone()
    assert row == ("all of it", "the address", "{security_barrier=true}")


def test_a_materialized_view_has_indexes_options_and_may_be_empty(conn: Connection) -> None:
    view = pg_materialized_view("m", extras=lambda view: [index().on(view["id"]), index("e").on(sql("lower(email)"))])
    view = view.with_({"fillfactor": 70}).with_no_data().as_(sql("SELECT * FROM users"))

    converge(conn, declare([view, users()], namespace="app"))

    rows = conn.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'm' ORDER BY 1").fetchall()
    assert rows == [("e",), ("m_id_index",)]


def test_a_materialized_view_says_how_its_columns_are_kept_and_what_cluster_uses(conn: Connection) -> None:
    def view(**options: Any) -> Any:
        made = pg_materialized_view("m", extras=lambda view: [index("m_id").on(view["id"])])
        return made.cluster_on("m_id").column_options(**options).as_(sql("SELECT * FROM users"))

    converge(conn, declare([view(email={"storage": "external", "statistics": 500}), users()], namespace="app"))
    told = """SELECT attstorage::text, attoptions, (SELECT indisclustered FROM pg_index WHERE indrelid = attrelid)
              FROM pg_attribute WHERE attrelid = 'app.m'::regclass AND attname = 'email'"""
    assert conn.execute(told).fetchone() == ("e", None, True)
    assert 'column_options(email={"statistics": 500, "storage": "external"})' in source(live(conn)).text

    converge(conn, declare([view(email={"storage": "main", "n_distinct": -0.5}), users()], namespace="app"))

    assert conn.execute(told).fetchone() == ("m", ["n_distinct=-0.5"], True)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (
            lambda: pg_materialized_view("m").column_options(a={"fillfactor": 5}),
            "m.a takes storage, .* not 'fillfactor'",
        ),
        (lambda: pg_materialized_view("m").column_options(a={"storage": "big"}), "one of plain, external"),
        (lambda: declare([pg_materialized_view("m").cluster_on("i").as_(sql("SELECT 1"))]), "names no index of it: i"),
    ],
)
def test_what_a_materialized_view_cannot_be_told_is_refused(make: Callable[[], Any], words: str) -> None:
    with pytest.raises(DeclarationError, match=words):
        make()


def test_a_view_follows_a_column_that_changes_its_type(conn: Connection) -> None:
    view = pg_view("v").as_(sql("SELECT {} FROM users", users()["email"]))
    converge(conn, declare([users(), view], namespace="app"))
    wider = pg_table("users", {"id": integer().primary_key(), "email": custom_type("varchar(500)")().not_null()})

    made = converge(conn, declare([wider, view], namespace="app"))

    assert [statement.text.split()[0] for statement in made.plan.statements] == ["DROP", "ALTER", "CREATE"]


def test_what_an_extension_brings_is_found_by_new_tables(conn: Connection) -> None:
    wanted = [
        pg_extension("hstore", schema="tools"),
        pg_table("t", {"id": integer().primary_key(), "pairs": text().default(sql("hstore('a', 'b')::text"))}),
        pg_view("v").as_(sql("SELECT hstore('a', 'b') -> 'a' AS b")),
    ]
    schema = declare(wanted, namespace="app")

    made = planned(conn, schema)

    assert "tools.hstore(" in "".join(item.text for item in made.plan.statements if "VIEW" in item.text)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: declare([pg_view("v")]), "v has no query"),
        (lambda: pg_view("v").with_(check_option="both"), "check_option is"),
        (lambda: pg_view("v").as_("SELECT 1"), "takes a select"),  # type: ignore[arg-type]
        (lambda: pg_view("v" * 64), "64 bytes"),
    ],
)
def test_bad_views_are_refused_where_they_are_declared(make: object, words: str) -> None:
    with pytest.raises(DeclarationError, match=words) as caught:
        make()  # type: ignore[operator]
    assert "test_view.py:" in str(caught.value) or words == "64 bytes"


def test_an_existing_view_is_never_made_or_dropped(conn: Connection) -> None:
    conn.execute("CREATE SCHEMA app; CREATE VIEW app.there AS SELECT 1 AS id")
    there = pg_view("there", schema="elsewhere").existing()

    assert not declare([there])


def test_the_defaults_of_a_view_s_columns_arrive_and_are_pulled(conn: Connection) -> None:
    table = users()
    view = pg_view("v").as_(sql("SELECT id, email FROM {}", table)).defaults(email=sql("lower('X')"))

    made = converge(conn, declare([table, view], namespace="app"))

    assert made.plan.statements[-1].text == ("""ALTER VIEW "app"."v" ALTER COLUMN "email" SET DEFAULT lower('X')""")
    assert """.defaults(email=sql("lower('X'::text)"))""" in source(live(conn)).text
    with pytest.raises(DeclarationError, match=r"test_view.py:\d+: the default of v.email is sql\(...\), not str"):
        view.defaults(email="x")


def test_what_is_said_of_a_column_with_an_odd_name_is_pulled() -> None:
    view = pg_view("v").as_(sql('SELECT 1 AS "a b"')).defaults(**{"a b": sql("2")}).comment("c", **{"a b": "odd"})

    text = source(declare([view], namespace="app")).text

    assert '.defaults(**{"a b": sql("2")})' in text
    assert '.comment("c", **{"a b": "odd"})' in text
