"""Which rows a partition may hold, as a condition over its columns: for what is asked of rows before ATTACH.

PostgreSQL tells the condition of a partition that is there (pg_get_partition_constraintdef); one that is about to be has
only its bound's text.
"""

import re
from collections.abc import Iterator

from mizzle.compiler.names import text
from mizzle.compiler.world import World
from mizzle.model.ref import Ref
from mizzle.model.table import Table

_KEY = re.compile(
    r'(?:"(?:[^"]|"")+"|[^\W\d]\w*)\Z|\(.*\)\Z', re.DOTALL
)  # a column, or an expression in its parentheses
_RANGE = re.compile(r"FOR VALUES FROM (\(.*\)) TO (\(.*\))\Z", re.DOTALL | re.IGNORECASE)
_LIST = re.compile(r"FOR VALUES IN (\(.*\))\Z", re.DOTALL | re.IGNORECASE)
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^'"(),]+""")
DEFAULT = "DEFAULT"


def inside(partition: Table, world: World) -> str | None:
    """The condition that a row may stand in the partition; None where the texts do not tell."""
    if partition.partition_of is None:
        return None
    parent = world.new.get(partition.partition_of.parent)
    if not isinstance(parent, Table) or parent.partition_by is None:
        return None
    if text(partition.partition_of.bound) == DEFAULT:
        others = [inside(other, world) for other in _siblings(partition, parent.ref, world)]
        return (
            f"NOT ({' OR '.join(f'({other}) IS TRUE' for other in others)})" if others and None not in others else None
        )
    by, _, keys = text(parent.partition_by).partition(" ")
    names = _split(keys)
    if not all(map(_KEY.match, names)):
        return None
    return _condition(by.upper(), names, text(partition.partition_of.bound))


def single(partition: Table, world: World) -> str | None:
    """The condition as PostgreSQL sees through it in a check: of a bound over one key, below a table that is no partition itself."""
    parent = world.new.get(partition.partition_of.parent) if partition.partition_of else None
    condition = inside(partition, world)
    if not isinstance(parent, Table) or parent.partition_by is None or parent.partition_of or condition is None:
        return None
    by, _, keys = text(parent.partition_by).partition(" ")
    if len(names := _split(keys)) != 1 or (partition.partition_of and text(partition.partition_of.bound) == DEFAULT):
        return None
    if by.upper() == "RANGE":
        return condition
    return None if " IS NULL" in condition else f"{names[0]} IS NOT NULL AND {condition}"


def default_of(partition: Table, world: World) -> Ref | None:
    """The default partition beside one that is about to come."""
    if partition.partition_of and text(partition.partition_of.bound) != DEFAULT:
        for other in _siblings(partition, partition.partition_of.parent, world):
            if other.partition_of and text(other.partition_of.bound) == DEFAULT:
                return other.ref
    return None


def _siblings(partition: Table, parent: Ref, world: World) -> Iterator[Table]:
    for other in world.new.parts(parent):
        if isinstance(other, Table) and other.ref != partition.ref:
            yield other


def _condition(by: str, names: list[str], bound: str) -> str | None:
    if by == "LIST" and (found := _LIST.match(bound)):
        values = _split(found[1])
        given = [value for value in values if value.upper() != "NULL"]
        tests = [f"{names[0]} IN ({', '.join(given)})"] if given else []
        return " OR ".join([*tests, *([f"{names[0]} IS NULL"] if len(given) < len(values) else [])])
    if by == "RANGE" and (found := _RANGE.match(bound)):
        present = [f"{key} IS NOT NULL" for key in names]
        return " AND ".join([*present, *_end(names, _split(found[1]), ">"), *_end(names, _split(found[2]), "<")])
    return None  # a hash tells nothing without the table


def _end(names: list[str], values: list[str], side: str) -> Iterator[str]:
    """One end of a range: the low one belongs to it, the high one does not. MINVALUE and MAXVALUE end the comparison."""
    given = []
    for value in values:
        if value.upper() in ("MINVALUE", "MAXVALUE"):
            beyond = value.upper() == "MAXVALUE"
            equal = not beyond if side == ">" else beyond
            break
        given.append(value)
    else:
        equal = side == ">"
    if given:
        yield f"({', '.join(names[: len(given)])}) {side}{'=' if equal else ''} ({', '.join(given)})"
    elif equal is False:
        yield "false"


def _split(listed: str) -> list[str]:
    """The items between parentheses."""
    depth, items = 0, [""]
    for word in _TOKEN.findall(listed.strip()[1:-1]):
        depth += {"(": 1, ")": -1}.get(word, 0)
        if word == "," and depth == 0:
            items.append("")
        else:
            items[-1] += word
    return [item.strip() for item in items]
