"""Start an application with plugins: migrate all, then call each init()."""

import asyncio
import inspect
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from importlib.metadata import entry_points
from typing import Any, Self

import psycopg
from attrs import field, frozen
from psycopg.conninfo import make_conninfo

from mizzle import history
from mizzle.connection import Connection, connect
from mizzle.errors import UsageError
from mizzle.plugins.plugin import Plugin
from mizzle.plugins.settled import settled
from mizzle.plugins.steps import SMALL_ROWS, PluginError, Policy, Step
from mizzle.plugins.tenants import SETTING
from mizzle.plugins.units import told, units

GROUP = "mizzle.plugins"


@frozen(eq=False)
class Runtime:
    """What init(config, runtime) is given. Close it, or use it in a `with` block.

    db      a psycopg connection in autocommit mode
    tables  "namespace.table" → the declared table
    steps   what was done for each plugin
    """

    db: Connection
    url: str = field(repr=False)
    plugins: tuple[Plugin, ...]
    tables: Mapping[str, Any]
    steps: tuple[Step, ...]
    logger: logging.Logger
    _stack: ExitStack = field(repr=False)

    @contextmanager
    def tenant(self, name: str) -> Iterator[Connection]:
        """Act for a tenant: of tables with a tenant column, `db` sees and writes its rows alone while the block runs.

        Superusers and roles with BYPASSRLS see all rows of all tenants, whatever is set.
        """
        text = f"SELECT set_config('{SETTING}', %s, false)".encode()
        self.db.execute(text, [name])
        try:
            yield self.db
        finally:
            self.db.execute(text, [""])

    def close(self) -> None:
        """Close the connection, and the embedded server if this is its last user."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def discover() -> list[Plugin]:
    """The installed plugins: entry points of the group "mizzle.plugins". Raises UsageError for one that is none."""
    found = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        plugin = entry.load()
        if not isinstance(plugin, Plugin):
            raise UsageError(f"the entry point {entry.name} of {GROUP} is no mizzle.plugins.Plugin but {plugin!r}")
        found.append(plugin)
    return found


def address(where: "str | psycopg.Connection[Any] | psycopg.AsyncConnection[Any]") -> str:
    """The URL of a server, also of one that somebody is connected to: migrations get a connection of their own."""
    if isinstance(where, str):
        return where
    info = where.info
    return make_conninfo(info.dsn, **({"password": info.password} if info.password else {}))


def migrated(
    url: str,
    plugins: Iterable[Plugin],
    *,
    allow: Iterable[str] = (),
    small_table: int = SMALL_ROWS,
    deadline: float = 60.0,
) -> list[Step]:
    """Migrate the plugins. Raises an ExceptionGroup of PluginErrors when some fail; the others are done."""
    with closing(connect(url)) as connection:
        return _brought(connection, url, told(plugins), Policy.made(allow, small_table), deadline)


def _brought(connection: Connection, url: str, plugins: list[Plugin], policy: Policy, deadline: float) -> list[Step]:
    """Migrate over a connection of its own, where this one sees that something is to be done."""
    order = settled(connection, plugins, history.Home())
    if order is not None:
        return [Step(plugin.key, plugin.namespace) for plugin in order]
    from mizzle.plugins.migrating import run  # loading the engine takes longer than a start that has no need of it

    steps = run(url, plugins, policy=policy, deadline=deadline)
    if errors := [PluginError(step.plugin, step.error) for step in steps if step.error]:
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
) -> Runtime:
    """Migrate all plugins, then call each init(config, runtime), in the order in which they need each other.

    where            a URL or a psycopg connection; without it the embedded server, until the runtime is closed
    plugins          left out: those that are installed (entry points "mizzle.plugins")
    skip_migrations  call init() alone
    allow            consents given beforehand: ["drop-column:company_my_plugin.users.nick"]
    small_table      rows up to which a table may be scanned and rewritten unattended
    deadline         seconds to wait for another start of the same database

    Raises an ExceptionGroup of PluginErrors when plugins cannot be migrated; no init() is called then.
    """
    runtime = _ready(where, plugins, skip_migrations, allow, small_table, deadline)
    try:
        for plugin in runtime.plugins:
            if plugin.init is not None:
                if inspect.iscoroutinefunction(plugin.init):
                    raise UsageError(f"init() of plugin {plugin.key} is asynchronous; use start_async()")  # noqa: TRY301
                plugin.init(config, runtime)
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
) -> Runtime:
    """The asynchronous twin of start(): init() may be asynchronous; migrations run beside the event loop."""
    runtime = await asyncio.to_thread(_ready, where, plugins, skip_migrations, allow, small_table, deadline)
    try:
        for plugin in runtime.plugins:
            if plugin.init is not None:
                done = plugin.init(config, runtime)
                if inspect.isawaitable(done):
                    await done
    except BaseException:
        runtime.close()
        raise
    return runtime


def _ready(
    where: Any,
    plugins: Iterable[Plugin] | None,
    skip_migrations: bool,  # noqa: FBT001
    allow: Iterable[str],
    small_table: int,
    deadline: float,
) -> Runtime:
    given = told(discover() if plugins is None else plugins)
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
            steps = _brought(connection, url, given, Policy.made(allow, small_table), deadline)
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


__all__ = ["GROUP", "Runtime", "address", "discover", "migrated", "start", "start_async"]
