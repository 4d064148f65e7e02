"""PostgreSQL's own types for its objects and its log."""

import re
from typing import Any

from mizzle.dsl.column import Column
from mizzle.dsl.data_type import DataType, string
from mizzle.dsl.types.make import column
from mizzle.dsl.types.numbers import bare_number, integer_text


def lsn_text(value: Any) -> str:
    """A position in the log, as 0/16B3748."""
    text = string(value)
    if not re.fullmatch(r"[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}", text):
        raise ValueError("a position in the log looks like 0/16B3748")
    high, low = text.split("/")
    return f"{int(high, 16):X}/{int(low, 16):X}"


def _no_constant(value: Any) -> str:  # noqa: ARG001
    raise ValueError("PostgreSQL allows no constant of regrole in a default; use sql()")


OID = DataType("oid", lambda value: integer_text(value, 0, 2**32 - 1), bare_number)
XID8 = DataType("xid8", lambda value: integer_text(value, 0, 2**64 - 1))
PG_LSN = DataType("pg_lsn", lsn_text)
PG_SNAPSHOT = DataType("pg_snapshot")
TXID_SNAPSHOT = DataType("txid_snapshot")
REGROLE = DataType("regrole", _no_constant)
REGISTERED = {
    name: DataType(name)
    for name in (
        "regclass",
        "regtype",
        "regproc",
        "regprocedure",
        "regoper",
        "regoperator",
        "regnamespace",
        "regconfig",
        "regdictionary",
        "regcollation",
    )
}


def oid(name: str | None = None) -> Column[int | None]:
    """The number of a database object."""
    return column(OID, name)


def regclass(name: str | None = None) -> Column[str | None]:
    """A relation."""
    return column(REGISTERED["regclass"], name)


def regtype(name: str | None = None) -> Column[str | None]:
    """A type."""
    return column(REGISTERED["regtype"], name)


def regproc(name: str | None = None) -> Column[str | None]:
    """A function, by a name that only one has."""
    return column(REGISTERED["regproc"], name)


def regprocedure(name: str | None = None) -> Column[str | None]:
    """A function with its argument types."""
    return column(REGISTERED["regprocedure"], name)


def regoper(name: str | None = None) -> Column[str | None]:
    """An operator, by a name that only one has."""
    return column(REGISTERED["regoper"], name)


def regoperator(name: str | None = None) -> Column[str | None]:
    """An operator with its argument types."""
    return column(REGISTERED["regoperator"], name)


def regnamespace(name: str | None = None) -> Column[str | None]:
    """A namespace."""
    return column(REGISTERED["regnamespace"], name)


def regrole(name: str | None = None) -> Column[str | None]:
    """A role. PostgreSQL allows no constant of this type in a default."""
    return column(REGROLE, name)


def regconfig(name: str | None = None) -> Column[str | None]:
    """A text search configuration."""
    return column(REGISTERED["regconfig"], name)


def regdictionary(name: str | None = None) -> Column[str | None]:
    """A text search dictionary."""
    return column(REGISTERED["regdictionary"], name)


def regcollation(name: str | None = None) -> Column[str | None]:
    """A collation."""
    return column(REGISTERED["regcollation"], name)


def xid8(name: str | None = None) -> Column[Any]:
    """The number of a transaction, never reused."""
    return column(XID8, name)


def pg_lsn(name: str | None = None) -> Column[str | None]:
    """A position in the write-ahead log."""
    return column(PG_LSN, name)


def pg_snapshot(name: str | None = None) -> Column[str | None]:
    """Which transactions were running at a moment."""
    return column(PG_SNAPSHOT, name)


def txid_snapshot(name: str | None = None) -> Column[str | None]:
    """The older name of pg_snapshot, which PostgreSQL keeps for old databases."""
    return column(TXID_SNAPSHOT, name)
