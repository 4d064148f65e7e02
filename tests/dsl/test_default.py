"""default() with every Python value: what a row then holds, by SELECT."""

import enum
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any
from uuid import UUID

import psycopg

from mizzle.dsl import types as t
from mizzle.dsl.enum import pg_enum
from mizzle.dsl.sql import sql
from mizzle.dsl.table import pg_table
from tests.declared import pushed

EAST = timezone(timedelta(hours=5, minutes=30))


class Mood(enum.Enum):
    HAPPY = "it's fine"


class Level(enum.IntEnum):
    LOW = 3


mood = pg_enum("mood", Mood)

VALUES: dict[str, tuple[Any, Any, Any]] = {
    "str": (t.text(), 'it\'s 100% {of} \\ "this"\n', 'it\'s 100% {of} \\ "this"\n'),
    "empty str": (t.varchar(length=5), "", ""),
    "int": (t.integer(), -5, -5),
    "big int": (t.bigint(), 2**63 - 1, 2**63 - 1),
    "int enum": (t.smallint(), Level.LOW, 3),
    "float": (t.double_precision(), 0.1, 0.1),
    "real": (t.real(), -1.5, -1.5),
    "decimal": (t.numeric(precision=10, scale=2), Decimal("-1.50"), Decimal("-1.50")),
    "bool": (t.boolean(), False, False),
    "none": (t.text(), None, None),
    "date": (t.date(), date(2026, 2, 28), date(2026, 2, 28)),
    "time": (t.time(), time(12, 30, 1, 500), time(12, 30, 1, 500)),
    "time with zone": (t.time(with_timezone=True), time(1, 2, tzinfo=EAST), time(1, 2, tzinfo=EAST)),
    "datetime": (t.timestamp(), datetime(2026, 1, 2, 3, 4, 5), datetime(2026, 1, 2, 3, 4, 5)),
    "datetime with zone": (
        t.timestamp(with_timezone=True),
        datetime(2026, 1, 2, 3, 4, tzinfo=EAST),
        datetime(2026, 1, 1, 21, 34, tzinfo=UTC),
    ),
    "timedelta": (t.interval(), timedelta(days=-1, seconds=5), timedelta(days=-1, seconds=5)),
    "uuid": (t.uuid(), UUID(int=5), UUID(int=5)),
    "bytes": (t.bytea(), b"\0\xff'\\", b"\0\xff'\\"),
    "list": (t.integer().array(), [1, None, 3], [1, None, 3]),
    "empty list": (t.text().array(), [], []),
    "nested list": (t.text().array("[][]"), [["a,b", 'c"'], ["", "NULL"]], [["a,b", 'c"'], ["", "NULL"]]),
    "dict": (t.jsonb(), {"a": [1, None, "it's {x}"]}, {"a": [1, None, "it's {x}"]}),
    "list of json": (t.json(), [{"b": 1, "a": 2}], [{"b": 1, "a": 2}]),
    "enum": (mood(), Mood.HAPPY, "it's fine"),
    "enum label": (mood(), "it's fine", "it's fine"),
    "address": (t.inet(), ip_address("::1"), ip_address("::1")),
    "interface": (t.inet(), ip_interface("10.0.0.5/8"), ip_interface("10.0.0.5/8")),
    "network": (t.cidr(), ip_network("10.0.0.0/8"), ip_network("10.0.0.0/8")),
    "sql": (t.integer(), sql("{} + {}", 2, 3), 5),
    "verbatim sql": (t.jsonb(), sql("'{}'::jsonb"), {}),
    "sql of a value": (t.text(), sql("upper({})", "it's"), "IT'S"),
}


def test_a_default_of_any_python_value_is_what_a_row_holds(database: str) -> None:
    columns = {name: column.default(given) for name, (column, given, _) in VALUES.items()}

    pushed(database, mood, pg_table("samples", columns))

    with psycopg.connect(database) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        row = connection.execute("INSERT INTO samples DEFAULT VALUES RETURNING *").fetchone()
    assert row
    assert dict(zip(VALUES, row, strict=True)) == {name: wanted for name, (_, _, wanted) in VALUES.items()}
