"""Expressions that are stored alike are printed once, and each still reads as its own table says it."""

import re
from typing import Any

import pytest

from mizzle.connection import Connection
from mizzle.introspect import read as reading
from mizzle.introspect.read import Catalog, read
from mizzle.model.ref import Ref

TABLES = """
    CREATE SCHEMA app;
    CREATE TABLE app.one (a int DEFAULT 7, b int CHECK (b > 0), CHECK (one.* IS NOT NULL), CHECK (tableoid <> 1));
    CREATE TABLE app.two (x int DEFAULT 7, "Y y" int CHECK ("Y y" > 0), CHECK (two.* IS NOT NULL), CHECK (tableoid <> 1));
    CREATE TABLE app.three (a int DEFAULT 8, b int DEFAULT 7 CHECK (b > 0), c int GENERATED ALWAYS AS (b + 1) STORED);
    CREATE TABLE app.four (c int DEFAULT 7, d int CHECK (d > 0), e int GENERATED ALWAYS AS (d + 1) STORED);
    CREATE INDEX one_i ON app.one (a) WHERE b > 0;
    CREATE INDEX two_i ON app.two (x) WHERE "Y y" > 0;
    CREATE INDEX three_i ON app.three (a) WHERE b > 0;
    CREATE INDEX four_i ON app.four (c);
    ALTER TABLE app.four RENAME d TO renamed"""


def catalog(conn: Connection) -> Catalog:
    for statement in TABLES.split(";"):
        conn.execute(statement.encode())
    return read(conn)


def test_what_is_stored_alike_reads_as_its_own_columns_are_called(conn: Connection) -> None:
    found = catalog(conn)
    said = {
        str(ref): fact
        for ref, facts in found.facts.items()
        if ref.kind in ("check", "index", "column")
        for fact in facts
        if isinstance(fact, str) and re.search(r"> 0|IS NOT NULL|tableoid|\+ 1|^[78]$", fact)
    }

    assert said == {
        "app.one.a": "7",
        "app.one.one_b_check": "(b > 0)",
        "app.one.one_check": "(one.* IS NOT NULL)",
        "app.one.one_tableoid_check": "(tableoid <> (1)::oid)",
        "app.one_i": "(b > 0)",
        "app.two.x": "7",
        'app.two."two_Y y_check"': '("Y y" > 0)',
        "app.two.two_check": "(two.* IS NOT NULL)",
        "app.two.two_tableoid_check": "(tableoid <> (1)::oid)",
        "app.two_i": '("Y y" > 0)',
        "app.three.a": "8",
        "app.three.b": "7",
        "app.three.c": "(b + 1)",
        "app.three.three_b_check": "(b > 0)",
        "app.three_i": "(b > 0)",
        "app.four.c": "7",
        "app.four.e": "(renamed + 1)",
        "app.four.four_d_check": "(renamed > 0)",
    }


def test_a_hundred_tables_that_are_alike_are_printed_once(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    conn.execute("CREATE SCHEMA app")
    for number in range(100):
        conn.execute(f"CREATE TABLE app.t{number} (a int DEFAULT 7, b int, CHECK (b > 0))".encode())
        conn.execute(f"CREATE INDEX i{number} ON app.t{number} (a) WHERE b > 0".encode())
    asked: list[list[int]] = []
    usual = reading._rows

    def rows(cursor: Any, text: str, parameters: Any = None) -> Any:
        if "pg_get_expr" in text and "ANY(%s)" in text and len(text) < 120:
            asked.append(parameters[0])
        return usual(cursor, text, parameters)

    monkeypatch.setattr(reading, "_rows", rows)
    found = read(conn)

    assert [len(oids) for oids in asked] == [1, 1, 1]
    assert found.facts[Ref("check", "app", "t99", "t99_b_check")][0] == "(b > 0)"
