"""rows() on a live server: whatever is drawn can be inserted, and what cannot be drawn is told."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mizzle import (
    Database,
    PgTable,
    bigint,
    boolean,
    bytea,
    char,
    check,
    date,
    double_precision,
    foreign_key,
    integer,
    interval,
    jsonb,
    numeric,
    pg_domain,
    pg_enum,
    pg_table,
    point,
    primary_key,
    push,
    real,
    serial,
    smallint,
    sql,
    text,
    time,
    timestamp,
    unique,
    unique_index,
    uuid,
    varchar,
)
from mizzle.errors import UsageError
from mizzle.model.expr import Expr
from mizzle.testing import rows
from mizzle.testing.checks import Reading
from tests.mizzle.database.conftest import mood

amount = pg_domain("amount", integer().not_null(), checks=[check("positive", sql("VALUE > 0"))])
state = pg_enum("state", ["open", "shut"])
every: Any = pg_table(
    "every",
    {
        "a": smallint().primary_key(),
        "b": bigint(),
        "c": real().not_null(),
        "d": double_precision(),
        "e": numeric(precision=6, scale=2).not_null(),
        "f": numeric(mode="string"),
        "g": boolean(),
        "h": varchar(length=3).not_null(),
        "i": char(length=2),
        "j": bytea(),
        "k": date(),
        "l": time(),
        "m": timestamp(with_timezone=True),
        "n": timestamp(precision=0),
        "o": interval(),
        "p": uuid().not_null(),
        "q": jsonb(),
        "r": state().not_null(),
        "s": mood(),
        "t": text().array(),
        "u": integer().array().array(),
        "v": amount(),
        "w": integer().generated_always_as_identity(),
        "x": text().generated_always_as(lambda: sql("upper({})", every.h)),
    },
)
shops = pg_table(
    "shops",
    {
        "id": integer().primary_key(),
        "town": text().not_null(),
        "street": text().not_null(),
        "above": integer(),
        "price": numeric(precision=8, scale=2).not_null(),
        "low": integer().not_null(),
        "high": integer().not_null(),
        "kind": text().not_null(),
        "code": text(),
    },
    lambda table: [
        unique().on(table.town, table.street),
        unique_index("shops_code").on(sql("lower({})", table.code)),
        foreign_key(columns=[table.above], foreign_columns=[table.id]),
        check("price", sql("{} BETWEEN 10 AND 12", table.price)),
        check("order", sql("low < high AND NOT high > 1000 AND low >= -1")),
        check("kind", sql("{} IN ('a', 'b') OR length({}) > 40", table.kind, table.kind)),
        check("code", sql("{} IS NULL OR {} <> ''", table.code, table.code)),
        check("unread", sql("md5({}) IS NOT NULL", table.town)),
    ],
)
sold = pg_table(
    "sold",
    {
        "shop": integer().not_null().references(lambda: shops.id),
        "town": text(),
        "street": text(),
        "number": integer().not_null(),
    },
    lambda table: [
        primary_key(columns=[table.shop, table.number]),
        foreign_key(columns=[table.town, table.street], foreign_columns=[shops.town, shops.street]),
    ],
)
TABLES: dict[str, Any] = {"mood": mood, "state": state, "amount": amount, "every": every, "shops": shops, "sold": sold}


@pytest.fixture(scope="module")
def db(_servers: dict[int, Any]) -> Iterator[Database]:
    """A database with the tables, on the newest server."""
    from mizzle.embedded import found

    where = _servers[max(binaries.major for binaries in found())]
    with Database(where.url) as admin:
        admin.execute(sql("CREATE DATABASE t_seeds TEMPLATE template0"))
        push(TABLES, where.url_for("t_seeds"))
        with Database(where.url_for("t_seeds")) as made:
            yield made
        admin.execute(sql("DROP DATABASE t_seeds WITH (FORCE)"))


@settings(deadline=None, max_examples=12, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_drawn_can_be_inserted(db: Database, data: st.DataObject) -> None:
    drawn = data.draw(rows(every, sold))
    with db.transaction() as tx:
        for table, each in drawn.items():
            assert tx.insert(table).values(each).execute() == len(each)
        tx.rollback()


def test_what_is_inserted_is_read_again(db: Database) -> None:
    @settings(deadline=None, max_examples=6, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn=rows(every, min_size=1))
    def read(drawn: Any) -> None:
        with db.transaction() as tx:
            made = tx.insert(every).values(drawn[every]).returning().all()
            for row, want in zip(made, drawn[every], strict=True):
                assert {key: row[key] for key in "abcdegjkmpqrst" if key != "c"} == {
                    key: want[key] for key in "abdegjkmpqrst"
                }
            tx.rollback()

    read()


def test_referenced_tables_come_first_and_numbers_are_kept() -> None:
    @settings(max_examples=8, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(drawn=rows(sold, min_size=2, max_size=3))
    def drawn_in_order(drawn: Any) -> None:
        assert list(drawn) == [shops, sold]
        assert {row["shop"] for row in drawn[sold]} <= {row["id"] for row in drawn[shops]}
        assert all(Decimal(10) <= row["price"] <= Decimal(12) for row in drawn[shops])

    drawn_in_order()


def test_the_class_form_is_the_key_of_its_rows() -> None:
    class Users(PgTable, name="users"):
        id = serial().primary_key()

    @settings(max_examples=3, derandomize=True)
    @given(drawn=rows(Users, min_size=1, max_size=1))
    def drawn_by_class(drawn: Any) -> None:
        assert list(drawn) == [Users]

    drawn_by_class()


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ((), r"rows\(\) takes at least one table"),
        ((pg_table("t", {"a": point().not_null()}),), "knows no values for <column a point>"),
        ((pg_table("t", {"a": integer().not_null().references('"other"."t"."id"')}),), "reference it by its column"),
    ],
)
def test_what_cannot_be_drawn_is_told(tables: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        _draw(rows(*tables, min_size=1))


def _draw(strategy: Any) -> None:
    @settings(max_examples=1, database=None, derandomize=True)
    @given(strategy)
    def once(_: Any) -> None:
        pass

    once()


@pytest.mark.parametrize(
    ("text_", "row", "holds"),
    [
        ("a > 1", {"a": 2}, True),
        ("a > 1", {"a": 1}, False),
        ("a > 1", {"a": None}, True),
        ("NOT a > 1", {"a": None}, True),
        ("a > 1 AND b = 'x'", {"a": None, "b": "y"}, False),
        ("a > 1 OR b = 'x'", {"a": 0, "b": "x"}, True),
        ("a * 2 - 1 <= abs(b) + 1.5", {"a": 3, "b": -4}, True),
        ("a * 2 - 1 <= abs(b) + 1.5", {"a": 4, "b": -4}, False),
        ("a IN (1, 2)", {"a": 3}, False),
        ("a IS NOT NULL", {"a": None}, False),
        ("upper(a) = a", {"a": "b"}, False),
        ("a ~ '^x'", {"a": "b"}, True),
        ("-a < 0", {"a": 0}, False),
        ("length(a) BETWEEN 1 AND 2", {"a": "abc"}, False),
        ("this is no (( sql", {}, True),
    ],
)
def test_a_check_is_judged_as_far_as_it_can_be_read(text_: str, row: Any, holds: bool) -> None:  # noqa: FBT001
    assert Reading(Expr.of(text_)).holds(row) is holds
