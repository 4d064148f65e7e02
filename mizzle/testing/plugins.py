"""A database for the tests of a plugin's author: its tables are there, and nothing else is."""

import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from mizzle.model.names import identifier

if TYPE_CHECKING:
    from mizzle.plugins import Plugin, Runtime


@contextmanager
def plugin_database(
    plugin: "Plugin", *others: "Plugin", url: str | None = None, config: Any = None
) -> "Iterator[Runtime]":
    """A database of its own in which the plugin was started, as a runtime; it is dropped after the block.

    others  the plugins that it refers to
    url     a server where databases may be made; without it a throw-away embedded one is started

    As a pytest fixture: `with plugin_database(plugin) as runtime: yield runtime`.
    """
    from psycopg.conninfo import make_conninfo

    from mizzle.connection import connect
    from mizzle.plugins import start

    if url is None:
        from mizzle.embedded import server

        with (
            server(throw_away=True) as embedded,
            plugin_database(plugin, *others, url=embedded.url, config=config) as runtime,
        ):
            yield runtime
        return
    name = f"plugin_{secrets.token_hex(6)}"
    with closing(connect(url)) as admin:
        admin.execute(f"CREATE DATABASE {identifier(name)} TEMPLATE template0".encode(), prepare=False)
        try:
            with start(make_conninfo(url, dbname=name), [plugin, *others], config) as runtime:
                yield runtime
        finally:
            admin.execute(f"DROP DATABASE {identifier(name)} WITH (FORCE)".encode(), prepare=False)
