"""Draw schemas and edit scripts, for property-based tests of schemas and of tools; a database for the tests of a plugin.

`assert_converges(server, a, b)` needs a server alone. The strategies `schemas()`, `tables()`, `edits()`, `expressions()`,
`pairs()` and `rows()` need hypothesis (the extra `testing`); the seeded fuzzer (`python -m mizzle.testing.fuzz`) does not.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mizzle.testing.converges import assert_converges
    from mizzle.testing.pair import LawBroken
    from mizzle.testing.plugins import plugin_database
    from mizzle.testing.seeds import rows
    from mizzle.testing.strategies import edits, expressions, pairs, schemas, tables

__all__ = [
    "LawBroken",
    "assert_converges",
    "edits",
    "expressions",
    "pairs",
    "plugin_database",
    "rows",
    "schemas",
    "tables",
]

_HOMES = {"LawBroken": "laws", "assert_converges": "converges", "plugin_database": "plugins", "rows": "seeds"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f"mizzle.testing.{_HOMES.get(name, 'strategies')}"), name)
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise ImportError(f"mizzle.testing.{name} needs hypothesis: pip install 'mizzle[testing]'") from None
