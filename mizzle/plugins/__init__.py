"""Plugins: each exports a schema, and its tables are there before its init() runs.

plugin.py says what a plugin is, units.py who comes first, migrate.py brings the tables there, start.py is the way in.
"""

from mizzle.plugins.manage import Status, drop, migrate, plan, reset, status
from mizzle.plugins.plugin import Plugin, namespace_of
from mizzle.plugins.start import Runtime, discover, start, start_async

__all__ = [
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
