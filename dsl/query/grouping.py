"""Keys of group_by() that make several groupings at once."""

from typing import Any

from mizzle.dsl.query.expression import Expression
from mizzle.dsl.query.window import key


def grouping(word: str, keys: tuple[Any, ...]) -> Expression[Any]:
    """ROLLUP, CUBE and GROUPING SETS: keys, and lists of keys that go together."""
    parts: list[Any] = [word + " ("]
    for place, given in enumerate(keys):
        parts.append(", " if place else "")
        if isinstance(given, (list, tuple)):
            parts.append("(")
            for inner, each in enumerate(given):
                parts.extend([", " if inner else "", key(each, word)])
            parts.append(")")
        else:
            parts.append(key(given, word))
    return Expression((*parts, ")"), atomic=True)


def rollup(*keys: Any) -> Expression[Any]:
    """ROLLUP of keys, for group_by(); a list is keys that go together."""
    return grouping("ROLLUP", keys)


def grouping_cube(*keys: Any) -> Expression[Any]:
    """CUBE of keys, for group_by(). cube() is the type of that name."""
    return grouping("CUBE", keys)


def grouping_sets(*sets: Any) -> Expression[Any]:
    """GROUPING SETS of keys and lists of keys, for group_by()."""
    return grouping("GROUPING SETS", sets)
