"""pg_operator(), pg_operator_family() and pg_operator_class()."""

from collections.abc import Callable
from typing import Any

import pytest

from mizzle import (
    exclude,
    index,
    integer,
    pg_composite,
    pg_function,
    pg_operator,
    pg_operator_class,
    pg_operator_family,
    pg_table,
    text,
)
from mizzle.connection import Connection
from mizzle.dsl.declare import declare
from mizzle.model.errors import DeclarationError
from mizzle.pulling import write
from tests.live import settles

amount = pg_composite("amount", {"cents": integer()})


def compared(name: str, right: Any, returns: str, body: str) -> Any:
    return pg_function(name, [amount(), right], returns=returns, language="sql", volatility="immutable", body=body)


less = compared("less", amount(), "boolean", "SELECT ($1).cents < ($2).cents")
more = compared("more", amount(), "boolean", "SELECT ($1).cents > ($2).cents")
same = compared("same", amount(), "boolean", "SELECT ($1).cents = ($2).cents")
less_int = compared("less_int", integer(), "boolean", "SELECT ($1).cents < $2")
compare = compared("compare", amount(), "integer", "SELECT ($1).cents - ($2).cents")
compare_int = compared("compare_int", integer(), "integer", "SELECT ($1).cents - $2")
below = pg_operator("#<", left=amount(), right=amount(), function=less, commutator="#>", restrict="scalarltsel")
DECLARED: list[Any] = [
    *(amount, less, more, same, less_int, compare, compare_int, below),
    pg_operator("#>", left="app.amount", right="app.amount", function="more", commutator="#<", join="scalargtjoinsel"),
    pg_operator("#<", left=amount(), right=integer(), function=less_int, comment="cents"),
    pg_operator("#=", left=amount(), right=amount(), function=same, commutator="#=", merges=True, hashes=True),
    pg_operator("#-", right=integer(), function="pg_catalog.int4um"),
    family := pg_operator_family(
        "money",
        operators={1: {"operator": "#<", "left": amount(), "right": integer()}},
        functions={1: {"function": compare_int, "left": amount(), "right": integer()}},
        comment="all of it",
    ),
    pg_operator_class(
        "money", amount(), family=family, default=True, operators={1: below, 3: "#=", 5: "#>"}, functions={1: compare}
    ),
    pg_operator_class(
        "boxed",
        "box",
        "gist",
        operators={3: "pg_catalog.&&", 15: {"operator": "pg_catalog.<->", "right": "point", "order_by": "float_ops"}},
        functions={
            1: "pg_catalog.gist_box_consistent(internal, box, smallint, oid, internal)",
            2: "pg_catalog.gist_box_union(internal, internal)",
            5: "pg_catalog.gist_box_penalty(internal, internal, internal)",
            6: "pg_catalog.gist_box_picksplit(internal, internal)",
            7: "pg_catalog.gist_box_same(box, box, internal)",
        },
        comment="as boxes are",
    ),
    pg_table(
        "prices",
        {"price": amount()},
        lambda t: [index("prices_price").on(t.price)],
    ),
]


def test_declared_operators_and_their_classes_are_made_and_never_planned_again(conn: Connection) -> None:
    settles(conn, DECLARED)

    conn.execute("INSERT INTO app.prices VALUES (ROW(3)), (ROW(1)), (ROW(2))")
    rows = conn.execute("SELECT (price).cents FROM app.prices WHERE price OPERATOR(app.#<) 3 ORDER BY price").fetchall()
    assert rows == [(1,), (2,)]


def test_pulled_operators_and_their_classes_are_the_same_again(newest_conn: Connection) -> None:
    live = settles(newest_conn, DECLARED)

    pulled = write(live)

    assert pulled.remarks == ()
    scope: dict[str, Any] = {}
    exec(pulled.text, scope)
    again = declare(scope).where(lambda item: item.ref.schema == "app" and item.ref.kind.startswith("operator"))
    assert len(again) == 9
    assert again == live.where(lambda item: item.ref in again)
    assert 'pg_operator_class(\n    "boxed",\n    "box",\n    "gist",\n' in pulled.text
    assert pulled.text.count("pg_operator_family(") == 1  # the other one comes with its class


def test_a_constraint_and_an_index_wait_for_the_class_that_they_name(conn: Connection) -> None:
    like = pg_operator("<=>", left=integer(), right=integer(), function="pg_catalog.int4eq", commutator="<=>")
    hashed = pg_operator_class(
        "same_number", integer(), "hash", operators={1: like}, functions={1: "pg_catalog.hashint4"}
    )
    table = pg_table(
        "a",
        {"n": integer()},
        lambda t: [
            exclude("a_n").using("hash").on((t.n.op("app.same_number"), "app.<=>")),
            index("a_h").using("hash", t.n.op("app.same_number")),
        ],
    )

    settles(conn, [like, hashed, table])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: pg_operator("plus", right="integer", function="f"), "'plus' is no name of an operator"),
        (lambda: pg_operator("--", right="integer", function="f"), "'--' is no name of an operator"),
        (lambda: pg_operator("*-", right="integer", function="f"), "is no name of an operator"),
        (lambda: pg_operator("@", right="integer", function="f", negator="app.x"), "'x' is no name of an operator"),
        (lambda: pg_operator("@", right="integer", function="f", hashes=True), "has one argument"),
        (lambda: pg_operator_class("c", "integer", family=3), "is a pg_operator_family"),  # type: ignore[arg-type]
        (lambda: declare([pg_operator_class("c", "integer", operators={"one": "<"})]), "stand by number"),  # type: ignore[dict-item]
        (lambda: declare([pg_operator_class("c", "box", "gist", functions={1: "f"})]), "says its arguments"),
        (lambda: declare([pg_operator_class("c", "text", operators={1: {"name": "<"}})]), "operator 1 takes operator"),
        (lambda: declare([pg_operator_class("c", text(), operators={1: 2})]), "by name or as declared, not 2"),
        (lambda: declare([pg_operator_family("f", operators={1: "<"})]), "says its left and its right type"),
    ],
)
def test_what_an_operator_cannot_be_is_refused_where_it_is_given(make: Callable[[], Any], message: str) -> None:
    with pytest.raises(DeclarationError, match=rf"test_operator\.py:\d+: .*{message}"):
        make()
