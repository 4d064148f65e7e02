"""Start an application with plugins: migrate all, then call each init()."""

import asyncio
import inspect
import logging
from collections.abc import Iterable
from contextlib import ExitStack, closing
from importlib.metadata import entry_points
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from mizzle import history
from mizzle.connection import Connection, connect, connect_async
from mizzle.errors import MizzleError, UsageError
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.runtime import AsyncRuntime, Runtime
from mizzle.plugins.settled import settled
from mizzle.plugins.steps import SMALL_ROWS, PluginError, Policy, Step
from mizzle.plugins.units import told, units

GROUP = "mizzle.plugins"


def discover() -> list[Plugin]:
    """The installed plugins: entry points of the group "mizzle.plugins". Raises UsageError for one that is none."""
    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            plugin = entry.load()
        except MizzleError:
            raise
        except Exception as error:
            raise UsageError(
                f"plugin {entry.name} ({entry.value}) cannot be loaded: {type(error).__name__}: {error}"
            ) from error
        if not isinstance(plugin, Plugin):
            raise UsageError(f"the entry point {entry.name} of {GROUP} is no mizzle.plugins.Plugin but {plugin!r}")
        found.append(plugin)
    return found


def address(where: "str | psycopg.Connection[Any] | psycopg.AsyncConnection[Any]") -> str:
    """The URL of a server, also of one that somebody is connected to: migrations get a connection of their own.

    Raises UsageError for what is neither.
    """
    if isinstance(where, str):
        return where
    if not isinstance(where, (psycopg.Connection, psycopg.AsyncConnection)):
        raise UsageError(f"plugins are started with a URL or a connection of psycopg, not {type(where).__name__}")
    info = where.info
    return make_conninfo(info.dsn, **({"password": info.password} if info.password else {}))


def migrated(
    url: str,
    plugins: Iterable[Plugin],
    *,
    allow: Iterable[str] = (),
    small_table: int = SMALL_ROWS,
    deadline: float = 60.0,
    home: history.Home | None = None,
) -> list[Step]:
    """Migrate the plugins; the arguments are those of start().

    Raises an ExceptionGroup of PluginErrors when some fail; the others are done.
    """
    policy = Policy.made(allow, small_table)
    with closing(connect(url)) as connection:
        return _brought(connection, url, told(plugins), policy, deadline, home or history.Home())


def _brought(
    connection: Connection, url: str, plugins: list[Plugin], policy: Policy, deadline: float, home: history.Home
) -> list[Step]:
    """Migrate over a connection of its own, where this one sees that something is to be done."""
    order = settled(connection, plugins, home)
    if order is not None:
        return [Step(plugin.key, plugin.namespace) for plugin in order]
    from mizzle.plugins.migrating import run  # loading the engine takes longer than a start that has no need of it

    steps = run(url, plugins, policy=policy, home=home, deadline=deadline)
    if errors := [PluginError(step) for step in steps if step.error]:
        raise ExceptionGroup(f"{len(errors)} of {len(steps)} plugins could not be migrated", errors)
    return steps


def start(
    where: "str | psycopg.Connection[Any] | None" = None,
    plugins: Iterable[Plugin] | None = None,
    config: Any = None,
    *,
    skip_migrations: bool = False,
    allow: Iterable[str] = (),
    small_table: int = SMALL_ROWS,
    deadline: float = 60.0,
    home: history.Home | None = None,
) -> Runtime:
    """Migrate all plugins, then call each init(config, runtime), in the order in which they need each other.

    where            a URL or a psycopg connection; without it the embedded server, until the runtime is closed
    plugins          left out: those that are installed (entry points "mizzle.plugins")
    skip_migrations  call init() alone
    allow            consents given beforehand: ["drop-column:company_my_plugin.users.nick"]
    small_table      rows up to which a table may be scanned and rewritten unattended
    deadline         seconds to wait for another start of the same database
    home             where the history is kept (default: mizzle.migrations)

    Raises an ExceptionGroup of PluginErrors when plugins cannot be migrated; no init() is called then.
    """
    runtime = _ready(where, plugins, allow, small_table, deadline, home, skip_migrations=skip_migrations)
    try:
        for plugin in runtime.plugins:
            if plugin.init is not None:
                if inspect.iscoroutinefunction(plugin.init):
                    raise UsageError(f"init() of plugin {plugin.key} is asynchronous; use start_async()")  # noqa: TRY301
                plugin.init(config, runtime.of(plugin))
    except BaseException:
        runtime.close()
        raise
    return runtime


async def start_async(
    where: "str | psycopg.AsyncConnection[Any] | None" = None,
    plugins: Iterable[Plugin] | None = None,
    config: Any = None,
    *,
    skip_migrations: bool = False,
    allow: Iterable[str] = (),
    small_table: int = SMALL_ROWS,
    deadline: float = 60.0,
    home: history.Home | None = None,
) -> AsyncRuntime:
    """The asynchronous twin of start(): init() may be asynchronous; migrations run beside the event loop.

    The runtime's `db` and `connection` are asynchronous too, and closing it is awaited.
    """
    ready = await asyncio.to_thread(
        _ready, where, plugins, allow, small_table, deadline, home, skip_migrations=skip_migrations
    )
    ready.connection.close()
    try:
        connection = await connect_async(ready.url)
    except BaseException:
        ready.close()
        raise
    runtime = AsyncRuntime(connection, ready.url, ready.plugins, ready.tables, ready.steps, ready.logger, ready._stack)
    try:
        for plugin in runtime.plugins:
            if plugin.init is not None:
                done = plugin.init(config, runtime.of(plugin))
                if inspect.isawaitable(done):
                    await done
    except BaseException:
        await runtime.close()
        raise
    return runtime


def _ready(
    where: Any,
    plugins: Iterable[Plugin] | None,
    allow: Iterable[str],
    small_table: int,
    deadline: float,
    home: history.Home | None,
    *,
    skip_migrations: bool,
) -> Runtime:
    given, policy = told(discover() if plugins is None else plugins), Policy.made(allow, small_table)
    stack = ExitStack()
    try:
        if where is None:
            from mizzle.embedded import server

            where = stack.enter_context(server()).url
        url = address(where)
        connection = connect(url)
        stack.callback(connection.close)
        if skip_migrations:
            steps, order = [], [plugin for unit in units(given) for plugin in unit.plugins]
        else:
            steps = _brought(connection, url, given, policy, deadline, home or history.Home())
            order = [next(plugin for plugin in given if plugin.key == step.plugin) for step in steps]
        return Runtime(connection, url, tuple(order), _tables(order), tuple(steps), logging.getLogger(GROUP), stack)
    except BaseException:
        stack.close()
        raise


def _tables(plugins: Iterable[Plugin]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for plugin in plugins:
        for item in plugin.items:
            if hasattr(item, "_config"):
                found.setdefault(f"{item._config.namespace or plugin.namespace}.{item._config.name}", item)
    return found


__all__ = ["GROUP", "AsyncRuntime", "Runtime", "address", "discover", "migrated", "start", "start_async"]
