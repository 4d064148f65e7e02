"""Good practice for schemas, one function a rule. Pure: each takes the schema and gives codes with what they are about."""

import os
from collections.abc import Callable, Iterator

from mizzle.lint.issue import Issue
from mizzle.model.column import Column
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.function import Function
from mizzle.model.index import Index
from mizzle.model.object import Object
from mizzle.model.policy import Policy
from mizzle.model.primary_key import Key, PrimaryKey
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.unique import Unique

Found = Iterator[tuple[str, Object]]
# Names that the guide of plugins calls too generic, and their like. A schema of one's own says what they belong to.
GENERIC = {
    *(
        "user",
        "users",
        "data",
        "item",
        "items",
        "entry",
        "entries",
        "record",
        "records",
        "object",
        "objects",
        "value",
        "values",
    ),
    *(
        "config",
        "configs",
        "setting",
        "settings",
        "log",
        "logs",
        "event",
        "events",
        "cache",
        "state",
        "status",
        "info",
        "temp",
    ),
    *(
        "tmp",
        "test",
        "table",
        "tables",
        "list",
        "lists",
        "misc",
        "stuff",
        "thing",
        "things",
        "file",
        "files",
        "message",
        "messages",
    ),
}
SHORT = {"smallint", "integer"}


def practice(schema: Schema, source: str) -> Iterator[Issue]:
    """What the rules find. `source` is named where an object has no place of its own."""
    for rule in RULES:
        for code, item in rule(schema):
            file, line = _place(item, schema, source)
            yield Issue(file, line, code, f"{item.ref.kind.replace('_', ' ')} {item.ref}")


def _place(item: Object, schema: Schema, source: str) -> tuple[str, int]:
    table = schema.get(item.ref.table) if item.ref.part else None
    origin = item.origin or (table.origin if table else None)
    if origin is None:
        return source, 0
    file, _, line = str(origin).rpartition(":")
    near = os.path.relpath(file)
    return (file if near.startswith("..") else near), int(line)


def _keys(schema: Schema, table: Ref) -> Iterator[tuple[Object, list[object]]]:
    """What finds rows by columns, in their order: keys and whole indexes."""
    for part in schema.parts(table):
        if isinstance(part, Key):
            yield part, list(part.columns)
        elif isinstance(part, Index) and part.where is None:
            yield part, [key.value for key in part.keys]


def unindexed_foreign_keys(schema: Schema) -> Found:
    for key in schema.of(ForeignKey):
        wanted = set(key.columns)
        if not any(set(columns[: len(wanted)]) == wanted for _, columns in _keys(schema, key.ref.table)):
            yield "MZ601", key


def types(schema: Schema) -> Found:
    for column in schema.of(Column):
        base, arguments = column.type.base, column.type.arguments
        if column.type.ref:
            continue
        if base == "timestamp without time zone":
            yield "MZ602", column
        elif (base == "character varying" and arguments in ((), ("255",))) or base in ("character", "bpchar"):
            yield "MZ607", column
        elif base == "json":
            yield "MZ610", column
        elif base == "money":
            yield "MZ611", column


def set_null(schema: Schema) -> Found:
    for key in schema.of(ForeignKey):
        hit = (key.set_columns or key.columns) if key.on_delete == "SET NULL" else ()
        hit = (*hit, *(key.columns if key.on_update == "SET NULL" else ()))
        keyed = {ref for part in schema.parts(key.ref.table) if isinstance(part, PrimaryKey) for ref in part.columns}
        if any(getattr(schema.get(ref), "not_null", False) or ref in keyed for ref in hit):
            yield "MZ603", key


def nullable_unique(schema: Schema) -> Found:
    for item in schema.of(Unique):
        if not item.nulls_not_distinct and _some_null(item.columns, schema):
            yield "MZ604", item
    for index in schema.of(Index):
        columns = tuple(key.value for key in index.keys if isinstance(key.value, Ref))
        if index.unique and index.where is None and not index.nulls_not_distinct and _some_null(columns, schema):
            yield "MZ604", index


def _some_null(columns: tuple[Ref, ...], schema: Schema) -> bool:
    """Whether one of several columns may be NULL. Of a single one that may be missing this is what is meant."""
    found = [schema.get(ref) for ref in columns]
    nullable = [item for item in found if isinstance(item, Column) and not item.not_null and not item.identity]
    return len(columns) > 1 and bool(nullable)


def tables(schema: Schema) -> Found:
    for table in schema.of(Table):
        parts = schema.parts(table.ref)
        if table.ref.schema == "public" and table.ref.name.lower() in GENERIC:
            yield "MZ605", table
        if not table.server and not table.partition_of and not any(isinstance(part, PrimaryKey) for part in parts):
            yield "MZ608", table
        if not table.row_security and any(isinstance(part, Policy) for part in parts):
            yield "MZ613", table


def definers(schema: Schema) -> Found:
    for function in schema.of(Function):
        if function.security_definer and not any(name == "search_path" for name, _ in function.settings):
            yield "MZ606", function


def short_keys(schema: Schema) -> Found:
    for key in schema.of(PrimaryKey):
        column = schema.get(key.columns[0]) if len(key.columns) == 1 else None
        if isinstance(column, Column) and column.type.base in SHORT:
            counted = any(isinstance(part, Sequence) for part in schema.parts(column.ref))
            if column.identity or counted:
                yield "MZ609", column


def covered_indexes(schema: Schema) -> Found:
    for index in schema.of(Index):
        if index.unique or index.include or not _plain(index):
            continue
        own = _sorted_by(index)
        for other in schema.parts(index.table):
            if other.ref == index.ref or not isinstance(other, (Key, Index)) or not _plain(other):
                continue
            theirs = _sorted_by(other)
            longer = len(theirs) > len(own) or isinstance(other, Key) or other.unique or other.ref < index.ref
            if longer and theirs[: len(own)] == own:
                yield "MZ612", index
                break


def _plain(item: Key | Index) -> bool:
    return isinstance(item, Key) or (item.method == "btree" and item.where is None)


def _sorted_by(item: Key | Index) -> list[object]:
    if isinstance(item, Key):
        return [(ref, None, None, False, False) for ref in item.columns]
    return [(key.value, key.opclass, key.collation, key.descending, key.nulls_first) for key in item.keys]


RULES: tuple[Callable[[Schema], Found], ...] = (
    unindexed_foreign_keys,
    types,
    set_null,
    nullable_unique,
    tables,
    definers,
    short_keys,
    covered_indexes,
)
