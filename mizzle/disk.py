"""Whether the server's disk has room for what a plan writes beside what is there: rewritten tables and new indexes.

The need is told from the server's estimates, and is the most that the plan can need at one time. What is free can be seen where
the server runs on this machine, behind a Unix socket, and the role may know its folder.
"""

import shutil
from collections.abc import Iterator, Sequence

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection
from mizzle.effects import amount
from mizzle.model.consent import Consent
from mizzle.model.hazard import Size
from mizzle.model.ref import Ref
from mizzle.planning import Draft, names_before
from mizzle.preflight import Finding

ENTRY = 48  # bytes of a key in a new index, with what goes around it
WORTH_TELLING = 1 << 30  # bytes

# A rewrite writes the indexes and the long values (TOAST) anew too.
BESIDE = """
    SELECT coalesce(sum(other.relpages::bigint), 0)::bigint * current_setting('block_size')::bigint
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_class other ON other.oid = c.reltoastrelid OR other.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = c.oid)
    WHERE nspname = %s AND c.relname = %s"""
FOLDER = """
    SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END"""


def cramped(connection: Connection, planned: Draft) -> Iterator[Finding]:
    """What needs more room than there is."""
    needs = _needs(connection, planned)
    total, free = sum(needs.values()), _free(connection)
    if needs and free is not None and total > free:
        table = max(needs, key=lambda ref: (needs[ref], ref))
        message = f"the plan writes up to {amount(total)} beside what is there, {table} first of all, and the server's disk has {amount(free)} left"
        yield Finding(Consent("fill-disk", table), message)


def unseen(connection: Connection, planned: Draft) -> Iterator[str]:
    """What a server elsewhere must have room for."""
    total = sum(_needs(connection, planned).values())
    if total >= WORTH_TELLING and _free(connection) is None:
        yield f"the server needs up to {amount(total)} of room on its disk for what is written anew"


def _needs(connection: Connection, planned: Draft) -> dict[Ref, int]:
    """The bytes by table. What is small is not worth a question."""
    statements: Sequence[Statement] = planned.plan.statements
    sizes = {ref: size for statement in statements for ref, size in statement.sizes}
    before = names_before(planned)
    needs: dict[Ref, int] = {}
    for statement in statements:
        filled = [act.ref.table for act in statement.acts if act.form == "fill column"]
        for table in (*statement.rewrites, *filled):
            now = before.get(table, table)
            row = connection.execute(BESIDE.encode(), [now.schema, now.name], prepare=False).fetchone() or (0,)
            needs[table] = needs.get(table, 0) + _bytes(sizes.get(table)) + int(row[0])
        for table in statement.indexed:
            if table not in statement.rewrites and (size := sizes.get(table)):
                needs[table] = needs.get(table, 0) + min(size.bytes, max(size.rows, 0) * ENTRY)
    return needs


def _bytes(size: Size | None) -> int:
    return size.bytes if size else 0


def _free(connection: Connection) -> int | None:
    """What is free on the server's disk, in bytes; None where nobody can tell."""
    if not connection.info.host.startswith("/"):
        return None
    row = connection.execute(FOLDER, prepare=False).fetchone()
    try:
        return shutil.disk_usage(row[0]).free if row and row[0] else None
    except OSError:
        return None
