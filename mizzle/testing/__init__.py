"""Draw schemas and edit scripts, for property-based tests of the engine; a database for the tests of a plugin.

The strategies need hypothesis (the extra `testing`); the seeded fuzzer (`python -m mizzle.testing.fuzz`) does not.
"""

from typing import Any

__all__ = ["pairs", "plugin_database", "schemas"]


def __getattr__(name: str) -> Any:
    if name == "plugin_database":
        from mizzle.testing.plugins import plugin_database

        return plugin_database
    if name in __all__:
        from mizzle.testing import strategies

        return getattr(strategies, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
