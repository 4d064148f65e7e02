"""Plugins: each exports a schema, and its tables are there before its init() runs.

plugin.py says what a plugin is, units.py who comes first, settled.py whether anything is to be done, migrating.py brings the
tables there, start.py is the way in.
"""

from typing import TYPE_CHECKING, Any

from mizzle.plugins.plugin import Plugin, namespace_of
from mizzle.plugins.runtime import AsyncRuntime, Runtime
from mizzle.plugins.start import discover, start, start_async
from mizzle.plugins.start import migrated as migrate

if TYPE_CHECKING:
    from mizzle.plugins.manage import Status, drop, plan, reset, status

__all__ = [
    "AsyncRuntime",
    "Plugin",
    "Runtime",
    "Status",
    "discover",
    "drop",
    "migrate",
    "namespace_of",
    "plan",
    "reset",
    "start",
    "start_async",
    "status",
]


def __getattr__(name: str) -> Any:
    """What a start needs only where there is something to do is loaded when it is asked for."""
    if name in __all__:
        from mizzle.plugins import manage

        return getattr(manage, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
