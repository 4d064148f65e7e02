"""What is kept of each plugin in the history: what it made, and the fingerprint by which a start finds nothing to do."""

import hashlib
from collections.abc import Iterable, Mapping

import psycopg
from attrs import frozen

from mizzle import history
from mizzle.connection import Connection
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema
from mizzle.snapshot import dump, load
from mizzle.version import __version__

PREFIX = "plugin "  # "project" is the files' source, and a plugin may be called so
# DDL writes a new version of every catalog row that it changes, so (oid, xmin) tells of any change; ANALYZE updates in
# place. Only the rows of the namespaces that are asked for are looked at, whatever else the database holds.
FINGERPRINT = """
    WITH space AS MATERIALIZED (SELECT oid, xmin, nspname FROM pg_namespace WHERE nspname = ANY(%s)),
    relation AS MATERIALIZED (
        SELECT c.oid, c.xmin, s.nspname, c.relkind FROM pg_class c JOIN space s ON s.oid = c.relnamespace),
    row (space, what) AS (
        SELECT nspname, 'n' || oid || ' ' || xmin FROM space
        UNION ALL SELECT nspname, 'c' || oid || ' ' || xmin FROM relation
        UNION ALL SELECT nspname, 'a' || attrelid || '.' || attnum || ' ' || a.xmin
            FROM pg_attribute a JOIN relation r ON r.oid = attrelid WHERE attnum > 0 AND relkind <> 'i'
        UNION ALL SELECT nspname, 'd' || d.oid || ' ' || d.xmin FROM pg_attrdef d JOIN relation r ON r.oid = adrelid
        UNION ALL SELECT nspname, 'k' || k.oid || ' ' || k.xmin FROM pg_constraint k JOIN space s ON s.oid = connamespace
        UNION ALL SELECT nspname, 'i' || indexrelid || ' ' || i.xmin FROM pg_index i JOIN relation r ON r.oid = indexrelid
        UNION ALL SELECT nspname, 't' || t.oid || ' ' || t.xmin FROM pg_type t JOIN space s ON s.oid = typnamespace
        UNION ALL SELECT nspname, 'e' || e.oid || ' ' || e.xmin
            FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid JOIN space s ON s.oid = typnamespace
        UNION ALL SELECT nspname, 'p' || p.oid || ' ' || p.xmin FROM pg_proc p JOIN space s ON s.oid = pronamespace
        UNION ALL SELECT nspname, 'g' || g.oid || ' ' || g.xmin
            FROM pg_trigger g JOIN relation r ON r.oid = tgrelid WHERE NOT tgisinternal
        UNION ALL SELECT nspname, 'y' || y.oid || ' ' || y.xmin FROM pg_policy y JOIN relation r ON r.oid = polrelid
        UNION ALL SELECT nspname, 'w' || w.oid || ' ' || w.xmin FROM pg_rewrite w JOIN relation r ON r.oid = ev_class
        UNION ALL SELECT nspname, 'q' || seqrelid || ' ' || q.xmin FROM pg_sequence q JOIN relation r ON r.oid = seqrelid
        UNION ALL SELECT nspname, 'x' || x.oid || ' ' || x.xmin FROM pg_statistic_ext x JOIN space s ON s.oid = stxnamespace)
    SELECT space, md5(string_agg(what, ',' ORDER BY what COLLATE "C")) FROM row GROUP BY space"""
LAST = """
    SELECT DISTINCT ON (source) substr(source, 8), fingerprint FROM {table}
    WHERE source LIKE 'plugin %%' ORDER BY source, number DESC"""


@frozen(kw_only=True)
class Recorded:
    """The last of what a plugin's history says."""

    plugin: str
    schema: Schema


def known(connection: Connection, home: history.Home) -> dict[str, str]:
    """The fingerprint that was last found right, by plugin; empty where there is no history. One round trip."""
    try:
        rows = connection.execute(
            LAST.replace("{table}", home.sql).replace("%%", "%").encode(), prepare=False
        ).fetchall()
    except psycopg.Error as error:
        if error.sqlstate in history.ABSENT:
            return {}
        raise
    return {plugin: mark or "" for plugin, mark in rows}


def fingerprints(connection: Connection, namespaces: Iterable[str]) -> dict[str, str]:
    """What each namespace looks like now, as a digest. One round trip."""
    rows = connection.execute(FINGERPRINT.encode(), [sorted(namespaces)], prepare=False).fetchall()
    return {space: mark for space, mark in rows}  # noqa: C416 - rows are Any


def fingerprint(declared: Schema, namespaces: Iterable[str], now: Mapping[str, str]) -> str:
    """The declaration and what its namespaces look like."""
    words = repr((__version__, sorted(declared.items()), [(name, now.get(name)) for name in sorted(namespaces)]))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()


def made(connection: Connection, home: history.Home, plugin: str) -> frozenset[Ref]:
    """The objects that stood in the plugin's last snapshot: what it may change or drop."""
    last = snapshot(connection, home, plugin)
    return frozenset(last) if last else frozenset()


def snapshot(connection: Connection, home: history.Home, plugin: str) -> Schema | None:
    """What the plugin's tables were when it was last migrated; None where it never was."""
    entries = history.read(connection, home, PREFIX + plugin)
    if not entries:
        return None
    return load(history.kept_plan(connection, home, entries[-1])[1] or dump(Schema()))


def write(
    connection: Connection, home: history.Home, plugin: str, declared: Schema, plan: str, mark: str | None
) -> None:
    """Record a step of a plugin; one without a plan only where it is the first."""
    entries = history.read(connection, home, PREFIX + plugin)
    if plan or not entries or history.kept_plan(connection, home, entries[-1])[1] != dump(declared):
        history.record(
            connection,
            home,
            source=PREFIX + plugin,
            name=f"{PREFIX}{len(entries) + 1:04}",
            hash=history.digest(plan.encode()),
            segments=["done"],
            plan=plan,
            snapshot=dump(declared),
        )
    learn(connection, home, plugin, mark)


def learn(connection: Connection, home: history.Home, plugin: str, mark: str | None) -> None:
    """Keep by which fingerprint the next start finds that nothing is to be done."""
    connection.execute(
        f"UPDATE {home.sql} SET fingerprint = %s WHERE number = (SELECT max(number) FROM {home.sql} WHERE source = %s)".encode(),
        [mark, PREFIX + plugin],
        prepare=False,
    )
