"""Which rows a partition may hold, as a condition over its columns: for what is asked of rows before ATTACH.

PostgreSQL tells the condition of a partition that is there (pg_get_partition_constraintdef); one that is about to be has
only its bound's text.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from mizzle.compiler.names import name, regclass, text, type_text
from mizzle.compiler.world import World
from mizzle.model.column import Column
from mizzle.model.names import identifier
from mizzle.model.ref import Ref
from mizzle.model.table import Table
from mizzle.model.type import Type

_KEY = re.compile(
    r'(?:"(?:[^"]|"")+"|[^\W\d]\w*)\Z|\(.*\)\Z', re.DOTALL
)  # a column, or an expression in its parentheses
_CALL = re.compile(r'(?:(?:"(?:[^"]|"")+"|[^\W\d]\w*)\.)?(?:"(?:[^"]|"")+"|[^\W\d]\w*)\(.*\)\Z', re.DOTALL)
_RANGE = re.compile(r"FOR VALUES FROM (\(.*\)) TO (\(.*\))\Z", re.DOTALL | re.IGNORECASE)
_LIST = re.compile(r"FOR VALUES IN (\(.*\))\Z", re.DOTALL | re.IGNORECASE)
_WORD = re.compile(r"""^"((?:[^"]|"")*)"$|(?<!['"\w$])([^\W\d][\w$]*)(?!['"])""")
_HASH = re.compile(r"FOR VALUES WITH \(modulus (\d+), remainder (\d+)\)\Z", re.IGNORECASE)
_TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]|[^'"(),]+""")
_VALUE = re.compile(r"(?:'(?:[^']|'')*'|-?\d+)\Z")
DEFAULT = "DEFAULT"
EVERYTHING = "true"
# Types that are compared by operators of their own and have no modifier.
PLAIN = {
    Type(word)
    for word in (
        *("smallint", "integer", "bigint", "text", "date", "uuid"),
        *("timestamp with time zone", "timestamp without time zone"),
    )
}


def inside(partition: Table, world: World) -> str | None:
    """The condition that a row may stand in the partition, and in those that it is inside of; None where nothing tells."""
    parent = world.new.get(partition.partition_of.parent) if partition.partition_of else None
    if not isinstance(parent, Table):
        return None
    own, above = _within(partition, parent, world), inside(parent, world) if parent.partition_of else ""
    return None if own is None or above is None else f"({own}) AND ({above})" if above else own


def _within(partition: Table, parent: Table, world: World) -> str | None:
    """The condition that a row of its parent may stand in the partition."""
    if partition.partition_of is None or parent.partition_by is None:
        return None
    bound = text(partition.partition_of.bound)
    if bound == DEFAULT:
        others = [_within(other, parent, world) for other in _siblings(partition, parent.ref, world)]
        stand = " OR ".join(f"({other}) IS TRUE" for other in others)
        return None if None in others else f"NOT ({stand})" if stand else EVERYTHING
    by, _, keys = text(parent.partition_by).partition(" ")
    names = _split(keys)
    if not all(_KEY.match(key) or _CALL.match(key) for key in names):
        return None
    if by.upper() == "HASH":
        there, found = world.now(parent.ref), _HASH.match(bound)
        if not there or not found or getattr(world.old.get(parent.ref), "partition_by", None) != parent.partition_by:
            return None  # only the table itself tells whose hash functions it has
        place = f"{regclass(there)}::pg_catalog.regclass, {found[1]}, {found[2]}"
        return f"pg_catalog.satisfies_hash_partition({place}, {', '.join(names)})"
    return _condition(by.upper(), names, bound)


def placed(parent: Table, world: World) -> str | None:
    """The condition that a row finds a partition, however deep; None where nothing tells."""
    parts = [part for part in world.new.parts(parent.ref) if isinstance(part, Table) and part.partition_of]
    bounds = [text(part.partition_of.bound) for part in parts if part.partition_of]
    inner = [placed(part, world) if part.partition_by else EVERYTHING for part in parts]
    hashes = [found for bound in bounds if (found := _HASH.match(bound))]
    whole = DEFAULT in bounds or sum(Fraction(1, int(found[1])) for found in hashes) == 1
    if whole and all(condition == EVERYTHING for condition in inner):
        return EVERYTHING
    own = [_within(part, parent, world) for part in parts]
    if None in own or None in inner:
        return None
    each = (
        f"({bound}) AND ({deeper})" if deeper != EVERYTHING else f"({bound})"
        for bound, deeper in zip(own, inner, strict=True)
    )
    return " OR ".join(each) or "false"


def proven(partition: Table, world: World, *, whole: bool = True) -> str | None:
    """The condition as PostgreSQL sees through it in a check; empty where a default partition is the first of all.

    whole  whether with the conditions of what the table that it is a partition of is a partition of

    That is the condition that PostgreSQL makes itself (partbounds.c, get_qual_for_range and get_qual_for_list), with values of
    the key's own type: it compares expressions, and no meanings.
    """
    parent = world.new.get(partition.partition_of.parent) if partition.partition_of else None
    if not isinstance(parent, Table) or parent.partition_by is None or partition.partition_of is None:
        return None
    above = proven(parent, world) if parent.partition_of and whole else ""
    by, _, keys = text(parent.partition_by).partition(" ")
    names, bound = _split(keys), text(partition.partition_of.bound)
    if above is None or not all(map(_KEY.match, names)):
        return None
    if bound == DEFAULT:
        others = [
            text(other.partition_of.bound) for other in _siblings(partition, parent.ref, world) if other.partition_of
        ]
        own = _of_others(by.upper(), parent, names, others, world) if others else ""
    else:
        own = _own(by.upper(), parent, names, bound, world)
    return None if own is None else " AND ".join(part for part in (own, above) if part)


def _own(by: str, parent: Table, names: list[str], bound: str, world: World) -> str | None:
    if by == "RANGE" and len(names) > 1:
        arms = _ranged(parent, names, bound, world)
        return None if arms is None else " AND ".join([*(f"{key} IS NOT NULL" for key in names), *arms])
    condition = _condition(by, names, bound)
    if by == "LIST" and condition and " IS NULL" not in condition:
        return f"{names[0]} IS NOT NULL AND {condition}"
    return f"({condition})" if by == "LIST" and condition else condition


def _of_others(by: str, parent: Table, names: list[str], bounds: list[str], world: World) -> str | None:
    """What stands in no other partition."""
    if by == "LIST":
        found = [_LIST.match(bound) for bound in bounds]
        values = [value for match in found if match for value in _split(match[1])]
        given = [value for value in values if value.upper() != "NULL"]
        said = f"{names[0]} IN ({', '.join(given)})" if given else ""
        if len(given) < len(values):
            return f"NOT ({' OR '.join(part for part in (f'{names[0]} IS NULL', said) if part)})"
        return f"NOT ({names[0]} IS NOT NULL AND {said})" if all(found) else None
    if by != "RANGE":
        return None
    ranges = [_ranged(parent, names, bound, world) for bound in bounds]
    if not all(ranges):  # one that is not understood, or holds everything
        return None
    present = " AND ".join(f"{key} IS NOT NULL" for key in names)
    each = " OR ".join(f"({' AND '.join(arms or ())})" for arms in ranges)
    return f"NOT ({present} AND ({each}))"


def _ranged(parent: Table, names: list[str], bound: str, world: World) -> list[str] | None:
    """A range as PostgreSQL writes it: what both ends share, then the arms of the low end and those of the high one."""
    found = _RANGE.match(bound)
    low, high = (_typed(parent, names, _split(found[side]), world) for side in (1, 2)) if found else (None, None)
    if low is None or high is None:
        return None
    shared = 0
    while shared < len(names) - 1 and low[shared] == high[shared] and low[shared].startswith("'"):
        shared += 1
    return [
        *(f"{names[place]} = {low[place]}" for place in range(shared)),
        *_arms(names[shared:], low[shared:], ">"),
        *_arms(names[shared:], high[shared:], "<"),
    ]


def _arms(names: list[str], values: list[str], sign: str) -> Iterator[str]:
    arms: list[str] = []
    for last, value in enumerate(values):
        if not value.startswith("'"):
            break
        after = values[last + 1] if last + 1 < len(values) else ""
        closed = after == "MINVALUE" or not after if sign == ">" else after == "MAXVALUE"
        before = [f"{names[place]} = {values[place]}" for place in range(last)]
        arm = " AND ".join([*before, f"{names[last]} {sign}{'=' if closed else ''} {value}"])
        arms.append(f"({arm})" if before else arm)
    if arms:
        yield f"({' OR '.join(arms)})" if len(arms) > 1 else arms[0]


def _typed(parent: Table, names: list[str], values: list[str], world: World) -> list[str] | None:
    """The values of a bound as literals of the keys' types; None for what is no plain value of a plain column."""
    columns = {name(column.ref): column for column in world.new.parts(parent.ref) if isinstance(column, Column)}
    found = []
    for key, value in zip(names, values, strict=True):
        column = columns.get(identifier(key) if not key.startswith('"') else key)
        if value.upper() in ("MINVALUE", "MAXVALUE"):
            found.append(value.upper())
        elif column and column.type in PLAIN and _VALUE.match(value):
            quoted = value if value.startswith("'") else f"'{value}'"
            found.append(f"{quoted}::{type_text(column.type)}")
        else:
            return None
    return found


def default_of(partition: Table, world: World) -> Ref | None:
    """The default partition beside one that is about to come."""
    if partition.partition_of and text(partition.partition_of.bound) != DEFAULT:
        for other in _siblings(partition, partition.partition_of.parent, world):
            if other.partition_of and text(other.partition_of.bound) == DEFAULT:
                return other.ref
    return None


def alone(partition: Table) -> bool:
    """Whether a partition of a list holds NULL and nothing else."""
    found = _LIST.match(text(partition.partition_of.bound)) if partition.partition_of else None
    return found is not None and [value.upper() for value in _split(found[1])] == ["NULL"]


def keyed(parent: Table) -> set[str]:
    """What the rows of a partitioned table are told apart by, as it is written."""
    return set(_split(text(parent.partition_by).partition(" ")[2])) if parent.partition_by else set()


def divides(column: Ref, parent: Table) -> bool:
    """Whether the rows of a partitioned table are told apart by this column, be it inside an expression."""
    found = (word for key in keyed(parent) for token in _TOKEN.findall(key) for word in _WORD.findall(token))
    return any(column.part == (quoted.replace('""', '"') or plain) for quoted, plain in found)


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
