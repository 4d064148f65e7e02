"""What init(config, runtime) is given: the database as the plugin sees it."""

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from functools import cached_property
from typing import Any, Self

import psycopg
from attrs import define, evolve, field

from mizzle.connection import Connection
from mizzle.database import AsyncDatabase, Database
from mizzle.dsl.context import Context
from mizzle.errors import UsageError
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.steps import Step
from mizzle.plugins.tenants import SETTING
from mizzle.plugins.units import Owners

_TENANT = f"SELECT set_config('{SETTING}', %s, false)".encode()


@define(eq=False, slots=False)
class _Base:
    """What both runtimes have.

    connection  psycopg's, in autocommit mode; names have to be qualified in what is run over it
    tables      "namespace.table" → the declared table
    steps       what was done for each plugin
    """

    connection: Any
    url: str = field(repr=False)
    plugins: tuple[Plugin, ...]
    tables: Mapping[str, Any]
    steps: tuple[Step, ...]
    logger: logging.Logger
    _stack: ExitStack = field(repr=False)
    _plugin: Plugin | None = field(default=None, repr=False)

    def of(self, plugin: Plugin) -> Self:
        """The runtime as a plugin sees it, and as its init() is given it: where it is bound, it means the tables there.

        Raises UsageError for a plugin that was not started.
        """
        for one in self.plugins:
            if one.key == plugin.key:
                return evolve(self, plugin=one)
        raise UsageError(f"plugin {plugin.key} was not started; there are {', '.join(one.key for one in self.plugins)}")

    def _context(self) -> Context:
        owners = Owners(self.plugins)
        return Context("public", None, {}, owners.seen() if self._plugin is None else owners.homes(self._plugin))


class Runtime(_Base):
    """What init(config, runtime) is given. Close it, or use it in a `with` block.

    db          queries by the declared tables: runtime.db.insert(users).values(…)
    connection  psycopg's own, in autocommit mode; names have to be qualified in what is run over it
    tables      "namespace.table" → the declared table
    steps       what was done for each plugin
    """

    connection: Connection

    @cached_property
    def db(self) -> Database:
        """Queries by the declared tables, wherever they stand."""
        made = Database(self.connection)
        made.context = self._context()
        return made

    @contextmanager
    def tenant(self, name: str) -> Iterator[Database]:
        """Act for a tenant: of tables with a tenant column its rows alone are seen and written while the block runs.

        Superusers and roles with BYPASSRLS see all rows of all tenants, whatever is set.
        """
        self.connection.execute(_TENANT, [name])
        try:
            yield self.db
        finally:
            self.connection.execute(_TENANT, [""])

    def close(self) -> None:
        """Close the connection, and the embedded server if this is its last user."""
        self.connection.close()
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncRuntime(_Base):
    """The asynchronous twin of Runtime, for `async with` or `await runtime.close()`."""

    connection: "psycopg.AsyncConnection[Any]"

    @cached_property
    def db(self) -> AsyncDatabase:
        """Queries by the declared tables, wherever they stand."""
        made = AsyncDatabase(self.connection)
        made.context = self._context()
        return made

    @asynccontextmanager
    async def tenant(self, name: str) -> AsyncIterator[AsyncDatabase]:
        """Act for a tenant, as Runtime.tenant() does."""
        await self.connection.execute(_TENANT, [name])
        try:
            yield self.db
        finally:
            await self.connection.execute(_TENANT, [""])

    async def close(self) -> None:
        """Close the connection, and the embedded server if this is its last user."""
        await self.connection.close()
        self._stack.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
