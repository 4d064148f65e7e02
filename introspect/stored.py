"""Expressions by the way they are stored: those that are stored alike are printed by the server once.

pg_get_expr() opens the table that an expression stands in, which costs the server more than all else that is read of the table.
(1,000 tables with a check, a partial index and 7 defaults each: 330 -> 200 ms of server CPU.)
"""

import re
from collections.abc import Callable, Iterable

from mizzle.introspect.names import Names, Row
from mizzle.introspect.reader import Tree

TEXTS = {
    "pg_attrdef": "SELECT oid, pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE oid = ANY(%s)",
    "pg_constraint": "SELECT oid, pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE oid = ANY(%s)",
    "pg_index": "SELECT indexrelid, pg_get_expr(indpred, indrelid) FROM pg_index WHERE indexrelid = ANY(%s)",
}
_COLUMN = re.compile(r":varattno (-?\d+)")
# Until PostgreSQL 16 a tree tells where in the statement each of its nodes stood.
_PLACE = re.compile(r" :location -?\d+")


def texts(
    trees: Iterable[Tree], names: Names, ask: Callable[[str, list[int]], list[Row]]
) -> dict[tuple[str, int], str]:
    """The texts of expressions by catalog and OID. `ask` runs one of TEXTS with OIDs."""
    bare: dict[str, tuple[str, tuple[int, ...]]] = {}  # a tree without places, and the columns that it mentions
    first: dict[tuple[object, ...], int] = {}
    alike: dict[tuple[str, int], int] = {}
    for catalog, oid, table, tree in trees:
        if tree not in bare:
            bare[tree] = (
                _PLACE.sub("", tree) if names.version < 170000 else tree,
                tuple(sorted({int(number) for number in _COLUMN.findall(tree)})),
            )
        stored, numbers = bare[tree]
        key = (catalog, stored, *_called(table, oid, numbers, names)) if numbers else (catalog, stored)
        alike[catalog, oid] = first.setdefault(key, oid)
    told: dict[tuple[str, int], str] = {}
    for catalog, text in TEXTS.items():
        asked = [oid for key, oid in first.items() if key[0] == catalog]
        if asked:
            told |= {(catalog, oid): printed for oid, printed in ask(text, asked)}
    return {(catalog, oid): told[catalog, one] for (catalog, oid), one in alike.items()}


def _called(table: int, oid: int, numbers: Iterable[int], names: Names) -> Iterable[object]:
    """What the columns are called. A whole row (column 0) is printed by its table's name: it is like no other."""
    for number in numbers:
        column = names.columns.get((table, number))
        yield column.part if column else number if number < 0 else ("of", oid)
