"""Connections with a pinned session, and errors that show neither passwords nor row values."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from mizzle.errors import ConnectError, ServerError
from mizzle.version import __version__

Connection = psycopg.Connection[Any]

# The session is part of the plan: TimeZone alone decides whether timestamp → timestamptz rewrites a table, and with a
# search_path a hostile overload may win, even with pg_catalog first.
SESSION = {
    "search_path": "",
    "TimeZone": "UTC",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "client_encoding": "UTF8",
    "standard_conforming_strings": "on",
    "check_function_bodies": "off",
    "lock_timeout": "10s",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "10min",
    "jit": "off",
}
OLDEST, NEWEST = 14, 18
UNREADABLE = "?"
NOT_FOUND = {"42883", "42P01", "42704"}  # a function, a table, a type
NAMES_ONLY = {"2BP01", "0A000"}  # errors whose DETAIL lists what depends on what: names, never rows
# Of SQLSTATE 22023, and says what is asked for, not what is stored.
NO_VERSION = re.compile(r'extension ".*?" has no ')


def connect(url: str) -> Connection:
    """A connection whose session is pinned, in autocommit mode.

    Raises ConnectError, whose message never shows a password, for a URL that cannot be read, a server that cannot be
    reached, a version that is not supported and a pooler in transaction mode.
    """
    parts = _wanted(url)
    try:
        connection = psycopg.connect(make_conninfo("", **parts), autocommit=True)
    except psycopg.Error as error:
        raise ConnectError(f"no connection to {shown(parts)}: {masked(str(error), parts)}") from None
    if unfit := _unfit(connection, parts):
        connection.close()
        raise unfit
    text, given = _pinning()
    # In the one statement, so that it costs nothing where no pooler stands between.
    told = connection.execute(
        text + b" WHERE pg_backend_pid() = %s", [*given, connection.info.backend_pid], prepare=False
    )
    if told.fetchone() is None:
        _insist_on_a_session(connection, parts)
        pin(connection)
    return connection


def _insist_on_a_session(connection: Connection, parts: dict[str, Any]) -> None:
    """Raise ConnectError where a pooler gives the session to others between two transactions."""
    from mizzle.pooler import shared

    def another() -> Connection:
        return psycopg.connect(make_conninfo("", **parts), autocommit=True)

    try:
        told = shared(connection, another)
    except psycopg.Error as error:
        connection.close()
        raise ConnectError(f"no second connection to {shown(parts)}: {masked(str(error), parts)}") from None
    if told:
        connection.close()
        raise ConnectError(
            f"{shown(parts)} is a pooler in transaction mode: what mizzle locks and sets would go to the sessions of others; "
            "connect to the server itself, or to the pooler in session mode"
        )


async def connect_async(url: str) -> "psycopg.AsyncConnection[Any]":
    """The asynchronous twin of connect()."""
    parts = _wanted(url)
    try:
        connection = await psycopg.AsyncConnection.connect(make_conninfo("", **parts), autocommit=True)
    except psycopg.Error as error:
        raise ConnectError(f"no connection to {shown(parts)}: {masked(str(error), parts)}") from None
    if unfit := _unfit(connection, parts):
        await connection.close()
        raise unfit
    await connection.execute(*_pinning(), prepare=False)
    return connection


def _wanted(url: str) -> dict[str, Any]:
    parts = read_url(url)
    parts.setdefault("application_name", f"mizzle/{__version__}")
    parts.setdefault("connect_timeout", "10")
    return parts


def _unfit(
    connection: "psycopg.Connection[Any] | psycopg.AsyncConnection[Any]", parts: dict[str, Any]
) -> Exception | None:
    major = connection.info.server_version // 10000
    if major >= OLDEST:
        return None
    return ConnectError(f"{shown(parts)} is PostgreSQL {major}; mizzle works with {OLDEST} to {NEWEST}")


def read_url(url: str) -> dict[str, Any]:
    """The parts of a URL or connection string. Raises ConnectError, which shows nothing of it."""
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except psycopg.Error:  # libpq's own text quotes the URL, password and all
        parts = {"port": UNREADABLE}
    # A password with a bare @ or / spills over into host, port and database, which messages show.
    spilt = "@" in f"{parts.get('host') or ''}{parts.get('dbname') or ''}" and "://" in url
    if spilt or not re.fullmatch(r"[\d,]*", str(parts.get("port") or "")):
        raise ConnectError(
            "the database URL cannot be read; it looks like postgresql://user@host:5432/database "
            "(special characters in a password are percent-encoded)"
        )
    return parts


def pin(connection: Connection) -> None:
    """Set all that a plan's meaning depends on."""
    connection.execute(*_pinning(), prepare=False)


def _pinning() -> tuple[bytes, list[str]]:
    calls = ", ".join("set_config(%s, %s, false)" for _ in SESSION)
    return f"SELECT {calls}".encode(), [word for pair in SESSION.items() for word in pair]


def shown(parts: dict[str, Any]) -> str:
    """The server and database without user and password."""
    return f"{parts.get('host') or 'the local server'}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}".rstrip(
        "/"
    )


def masked(message: str, parts: dict[str, Any]) -> str:
    """A message of libpq without the password."""
    text = message.strip().replace("\n\t", " ").replace("\n", " ")
    secret = parts.get("password")
    return text.replace(str(secret), "***") if secret else text


def describe(error: psycopg.Error) -> str:
    """What the server says, without row values: DETAIL holds keys, and data exceptions quote the cell."""
    diagnosis = error.diag
    text = diagnosis.message_primary or str(error).split("\n", maxsplit=1)[0]
    if (diagnosis.sqlstate or "").startswith("22") and not NO_VERSION.match(text):
        text = "a value does not fit"
    detail = diagnosis.message_detail or ""
    if diagnosis.sqlstate in NAMES_ONLY and " depend" in detail:
        text = f"{text}: {detail.rstrip('.').replace(chr(10), '; ')}"
    told = f"{text} (SQLSTATE {diagnosis.sqlstate})" if diagnosis.sqlstate else text
    inside = re.match(r'SQL function "(.+?)" ', diagnosis.context or "")
    if inside and diagnosis.sqlstate in NOT_FOUND:
        told += f", in the body of function {inside[1]}: give it SET search_path, or qualify the names in it"
    return told


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turn the server's errors into ServerError with a sentence of what was tried."""
    try:
        yield
    except psycopg.Error as error:
        raise ServerError(f"{what}: {describe(error)}") from None


def run(connection: Connection, text: str) -> Any:
    """Run one statement by the extended protocol, in which a second one stacked behind it is a syntax error."""
    return connection.execute(text.encode(), prepare=True)
