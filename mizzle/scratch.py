"""Throw-away databases on a server that is at hand."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import make_conninfo

from mizzle.connection import Connection, connect, describe
from mizzle.errors import ServerError
from mizzle.model.names import identifier


@contextmanager
def scratch(server: Connection) -> Iterator[str]:
    """The URL of an empty database beside the one that the connection is to; dropped at the end.

    Raises ServerError where the role may not create databases.
    """
    name = f"mizzle_scratch_{secrets.token_hex(6)}"
    parts = {key: value for key, value in server.info.get_parameters().items() if key != "dbname"}
    if server.info.password:
        parts["password"] = server.info.password
    with _administration(server, parts) as admin:
        try:
            admin.execute(f"CREATE DATABASE {identifier(name)} TEMPLATE template0".encode(), prepare=False)
        except psycopg.Error as error:
            right = "; the role needs CREATEDB for what only a database can show" if error.sqlstate == "42501" else ""
            raise ServerError(f"a scratch database cannot be made: {describe(error)}{right}") from None
        try:
            yield make_conninfo("", dbname=name, **parts)
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {identifier(name)} WITH (FORCE)".encode(), prepare=False)


@contextmanager
def _administration(server: Connection, parts: dict[str, str]) -> Iterator[Connection]:
    """A connection outside transactions: the given one may be in the middle of one."""
    connection = connect(make_conninfo("", dbname=server.info.dbname, **parts))
    try:
        yield connection
    finally:
        connection.close()
