"""Functions, procedures and aggregates: declared, pushed, read back and pushed again."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.dsl.aggregate import pg_aggregate
from mizzle.dsl.check import check
from mizzle.dsl.declare import declare
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.function import argument, pg_function, pg_procedure
from mizzle.dsl.namespace import pg_schema
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from mizzle.dsl.types import bigint, char, integer, interval, numeric, text, timestamp, varchar
from mizzle.model.errors import DeclarationError
from mizzle.snapshot import dump, load
from tests.live import converge, live


def test_a_function_is_made_before_the_table_that_calls_it_and_after_the_one_whose_rows_it_takes(
    conn: Connection,
) -> None:
    positive = pg_function("positive", {"n": integer()}, returns="boolean", volatility="immutable", body="SELECT n > 0")
    orders = pg_table(
        "orders",
        {"id": integer().default(sql("1")), "n": integer()},
        lambda table: [check("n_is_positive", sql("{}({})", positive, table.n))],
    )
    total = pg_function("total", {"which": orders}, returns=bigint(), body="SELECT which.n::bigint")

    made = converge(conn, declare([total, orders, positive], namespace="app"))

    heads = [
        statement.text.split("(")[0].split("\n")[0] for statement in made.plan.statements if "CREATE" in statement.text
    ]
    assert heads == [
        'CREATE SCHEMA "app"',
        'CREATE FUNCTION "app"."positive"',
        'CREATE TABLE "app"."orders" ',
        'CREATE FUNCTION "app"."total"',
    ]


def test_every_option_of_a_function_arrives_and_stays(conn: Connection) -> None:
    mood = pg_enum("mood", ["glad"])
    wanted = declare(
        [
            mood,
            pg_function(
                "everything",
                {"a": varchar(length=20), "b": argument("int4", default=3), "c": argument(text(), default="it's")},
                returns={"id": bigint(), "at": timestamp(with_timezone=True), "mood": mood},
                language="plpgsql",
                body="BEGIN EXECUTE $$ SELECT $$; END $body$ $$",
                volatility="stable",
                strict=True,
                security_definer=True,
                parallel="restricted",
                cost=0.1,
                rows=3,
                settings={"search_path": "", "work_mem": "8MB", "my.key": "x"},
                comment="all of it",
            ),
            pg_function("path", (), returns="void", body="", settings={"search_path": ["app", "$user"]}),
            pg_function("spread", {"n": argument("text[]", mode="variadic")}, returns="text", body="SELECT n[1]"),
            pg_function(
                "spread_or",
                {"n": argument("text[]", mode="variadic", default=sql("'{a}'"))},
                returns="text",
                body="SELECT n[1]",
            ),
            pg_function("unnamed", [char(length=3), interval(), "mood[]"], returns="mood", body="SELECT $3[1]"),
            pg_function(
                "outs", {"a": argument(integer(), mode="out"), "b": argument("text", mode="inout")}, body="SELECT 1, $1"
            ),
            pg_function("one", {"a": argument(integer(), mode="out")}, body="SELECT 1"),
            pg_function("any", ["anyelement"], returns="anyarray", body="SELECT ARRAY[$1]"),
            pg_function("standard", {"a": integer()}, returns=integer(), body=sql("RETURN a + 1")),
            pg_function("ranked", returns="bigint", language="internal", window=True, body="window_row_number"),
            pg_procedure("work", {"a": integer()}, language="plpgsql", body="BEGIN END", comment="works"),
        ],
        namespace="app",
    )

    converge(conn, wanted)

    row = conn.execute("SELECT prosrc FROM pg_proc WHERE proname = 'everything'").fetchone()
    assert row == ("BEGIN EXECUTE $$ SELECT $$; END $body$ $$",)


def test_a_standard_body_comes_after_the_tables_that_its_statements_name(conn: Connection) -> None:
    orders, told = pg_table("orders", {"id": integer()}), pg_table("told", {"id": integer()})
    body = sql("BEGIN ATOMIC INSERT INTO told SELECT id FROM app.orders; SELECT count(*) FROM orders; END")
    total = pg_function("a_total", returns=bigint(), body=body)

    converge(conn, declare([total, orders, told], namespace="app"))


def test_a_changed_body_is_one_create_or_replace_and_an_overload_is_another_function(conn: Connection) -> None:
    other = pg_function("f", ["text"], returns="integer", body="SELECT 0")
    converge(conn, declare([other, pg_function("f", [integer()], returns="integer", body="SELECT 1")], namespace="app"))

    made = converge(
        conn, declare([other, pg_function("f", [integer()], returns="integer", body="SELECT 2")], namespace="app")
    )

    assert [statement.text.split("\n")[0] for statement in made.plan.statements] == [
        'CREATE OR REPLACE FUNCTION "app"."f"(integer)'
    ]


def test_a_function_is_renamed_as_the_declaration_says_together_with_a_type_of_its_arguments(conn: Connection) -> None:
    def wanted(type_: str, name: str, **said: Any) -> Any:
        mood = pg_enum(type_, ["glad"], renamed_from=said.get("was_type"))
        return declare(
            [mood, pg_function(name, [mood], returns=mood, body="SELECT $1", renamed_from=said.get("was"))],
            namespace="app",
        )

    converge(conn, wanted("mood", "f"))
    made = converge(conn, wanted("feeling", "g", was_type="mood", was="f"))

    assert [statement.text for statement in made.plan.statements] == [
        'ALTER TYPE "app"."mood" RENAME TO "feeling"',
        'ALTER FUNCTION "app"."f"("app"."feeling") RENAME TO "g"',
    ]


def test_aggregates_of_every_form_arrive_and_stay(conn: Connection) -> None:
    app = pg_schema("app")
    step = app.function(
        "step", ["bigint", "integer"], returns="bigint", volatility="immutable", body="SELECT 1::bigint"
    )
    last = app.function("last", ["bigint"], returns="text", volatility="immutable", body="SELECT 'x'")
    join = app.function("join", ["bigint", "bigint"], returns="bigint", volatility="immutable", body="SELECT 1::bigint")
    wanted = declare(
        [
            *(app, step, last, join),
            app.aggregate(
                "plain", [integer()], sfunc=step, stype=bigint(), finalfunc=last, combinefunc=join, initcond="0"
            ),
            app.aggregate(
                "moving",
                {"n": integer()},
                sfunc=step,
                stype="bigint",
                sspace=8,
                moving={"sfunc": step, "inverse": step, "stype": "bigint", "initcond": "1"},
                parallel="safe",
                comment="moves",
            ),
            app.aggregate("counted", sfunc="pg_catalog.int8inc", stype="bigint", initcond="0"),
            app.aggregate("largest", [integer()], sfunc="pg_catalog.int4larger", stype=integer(), sortop=">"),
            app.aggregate(
                "middle",
                ["double precision"],
                order_by=["anyelement"],
                sfunc="pg_catalog.ordered_set_transition",
                stype="internal",
                finalfunc="pg_catalog.percentile_disc_final",
                finalfunc_extra=True,
            ),
            app.aggregate("sums", [numeric()], sfunc="pg_catalog.numeric_add", stype="numeric"),
            app.aggregate("gathered", ["text"], sfunc="pg_catalog.array_append", stype="text[]"),
        ]
    )

    converge(conn, wanted)

    row = conn.execute(
        "SELECT app.counted(*), app.largest(n), app.gathered(n::text) FROM generate_series(1, 3) n"
    ).fetchone()
    assert row == (3, 3, ["1", "2", "3"])


def test_a_snapshot_keeps_functions_triggers_and_aggregates_as_they_are(conn: Connection) -> None:
    conn.execute(
        """
        CREATE FUNCTION public.f(a integer DEFAULT 1, VARIADIC b text[] DEFAULT '{}') RETURNS trigger LANGUAGE plpgsql
            COST 0.5 SET search_path = '' AS 'BEGIN END';
        CREATE FUNCTION public.fired() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
        CREATE FUNCTION public.standard() RETURNS integer RETURN 1;
        CREATE AGGREGATE public.a(integer) (sfunc = int4larger, stype = integer, msfunc = int4pl, minvfunc = int4mi,
            mstype = integer, sortop = >);
        CREATE TABLE public.t (id integer);
        CREATE TRIGGER x BEFORE UPDATE OF id ON public.t FOR EACH ROW WHEN (new.id > 0) EXECUTE FUNCTION public.fired('a');
        CREATE RULE r AS ON DELETE TO public.t DO INSTEAD NOTHING;
        CREATE EVENT TRIGGER e ON sql_drop EXECUTE FUNCTION public.watch();
        """,
        prepare=False,
    )
    schema = live(conn)

    assert load(dump(schema)) == schema


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: pg_function("f", body="SELECT 1"), 'function f has no returns=…; "void" says that it returns nothing'),
    (lambda: pg_function("f", returns="void", body=1), "the body of f is a string or sql(...), not int"),  # type: ignore[arg-type]
    (lambda: pg_function("f", returns="void", body="\0"), "the body of f holds a NUL character"),
    (lambda: pg_function("f", returns="void", body=sql("RETURN 1"), language="plpgsql"), "is for language sql"),
    (lambda: pg_function("f", returns="void", body="", volatility="never"), "volatility is one of immutable, stable"),  # type: ignore[arg-type]
    (lambda: pg_function("f", returns="void", body="", rows=3), "rows is for functions that return a set"),
    (lambda: pg_function("f", returns="void", body="", cost=0), "cost and rows of function f must be positive"),
    (lambda: pg_function("f", "integer", returns="void", body=""), "arguments are a dict of name → type"),
    (lambda: argument("integer", mode="both"), "the mode of an argument is one of in, out, inout, variadic"),  # type: ignore[arg-type]
    (lambda: argument("integer", mode="out", default=1), "an argument of mode out has no default"),
    (
        lambda: pg_function("f", [argument("integer", default=1), "integer"], returns="void", body=""),
        "every argument after one with a default needs a default too",
    ),
    (
        lambda: pg_function(
            "f", [argument("integer", default=1), argument("text[]", mode="variadic")], returns="void", body=""
        ),
        "every argument after one with a default needs a default too",
    ),
    (
        lambda: pg_function("f", [argument("text[]", mode="variadic"), "integer"], returns="void", body=""),
        "a variadic argument is the last one",
    ),
    (
        lambda: pg_function("f", [argument("integer", mode="out")], returns={"a": "integer"}, body=""),
        "function f returns a table and has OUT arguments",
    ),
    (lambda: declare([pg_function("f", [3], returns="void", body="")]), "3 is no type"),
    (lambda: declare([pg_function("f", ["no type!"], returns="void", body="")]), "'no type!' is no data type"),
    (
        lambda: pg_aggregate("a", sfunc="f", stype="integer", moving={"sfunc": "f"}),
        "moving of a takes sfunc, inverse, stype",
    ),
    (lambda: pg_aggregate("a", sfunc="f", stype="integer", hypothetical=True), "has order_by=[…]"),
    (lambda: pg_aggregate("a", sfunc="f", stype="integer", parallel="no"), "parallel is one of safe"),  # type: ignore[arg-type]
    (
        lambda: pg_aggregate("a", sfunc="f", stype="integer", finalfunc_modify="no"),  # type: ignore[arg-type]
        "finalfunc_modify is one of read_only",
    ),
    (
        lambda: declare([pg_aggregate("a", sfunc=1, stype="integer")]),
        "a function is a pg_function() or its name, not 1",
    ),
]


@pytest.mark.parametrize(("declaration", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_a_wrong_option_is_refused_with_its_place(declaration: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError) as refused:
        declaration()

    assert message in str(refused.value)
    assert "test_function.py:" in str(refused.value)
