"""Ask the server whether the defaults of new columns are volatile: it parses them, and pg_proc knows what they call."""

from collections.abc import Iterable

import psycopg

from mizzle.compiler.defaults import default_of
from mizzle.compiler.names import default_text, type_text
from mizzle.compiler.world import World
from mizzle.connection import Connection
from mizzle.model.change import Change, Create
from mizzle.model.column import Column
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

# The stored tree of an expression names the functions that it calls, those of operators too, by their numbers.
VOLATILE = r"""
    SELECT d.adnum::int, d.adbin::text LIKE '%{NEXTVALUEEXPR %' OR EXISTS (
        SELECT FROM regexp_matches(d.adbin::text, ':(?:op)?funcid (\d+)', 'g') AS called (number)
        JOIN pg_proc p ON p.oid = called.number[1]::oid WHERE p.provolatile = 'v')
    FROM pg_attrdef d WHERE d.adrelid = 'pg_temp.mizzle_defaults'::regclass"""


def volatile(connection: Connection, changes: Iterable[Change], old: Schema, new: Schema) -> dict[Ref, bool]:
    """Whether each default may be another for each row; what cannot be told, as it needs what is not there yet, is left out."""
    world = World(old, new)
    asked = []
    for change in changes:
        if isinstance(change, Create) and isinstance(change.new, Column) and change.new.ref.table in old:
            default = default_of(change.new, world)
            if default:
                asked.append((change.new.ref, f"{type_text(change.new.type)} DEFAULT {default_text(default)}"))
    if not asked:
        return {}
    try:
        return _told(connection, asked)
    except psycopg.Error:
        found: dict[Ref, bool] = {}
        for pair in asked:
            try:
                found |= _told(connection, [pair])
            except psycopg.Error:
                continue
        return found


def _told(connection: Connection, asked: list[tuple[Ref, str]]) -> dict[Ref, bool]:
    columns = ", ".join(f"c{number} {text}" for number, (_, text) in enumerate(asked, 1))
    with connection.transaction(force_rollback=True):
        connection.execute(f"CREATE TEMPORARY TABLE mizzle_defaults ({columns})".encode(), prepare=False)
        rows = dict(connection.execute(VOLATILE.encode(), prepare=False).fetchall())
    return {ref: rows.get(number, False) for number, (ref, _) in enumerate(asked, 1)}
