"""What a statement really does: locks from pg_locks, new files from pg_relation_filenode, scans from pg_stat_xact_*.

Only relations that are there before the plan count, by the refs that the plan's statements use.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from attrs import Factory, define, frozen

from mizzle.connection import Connection
from mizzle.introspect.depends import addresses
from mizzle.introspect.read import Catalog, read
from mizzle.model.column import Column
from mizzle.model.hazard import STRENGTH, spelled
from mizzle.model.ref import Ref
from mizzle.model.schema import Schema

RELATIONS = """
    SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text, pg_relation_filenode(c.oid), i.indrelid, k.conname::text,
           k.contype::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indexrelid = c.oid
    LEFT JOIN pg_constraint k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
    WHERE c.oid >= 16384 AND n.nspname !~ '^pg_' AND c.relkind <> 'c'"""
LOCKS = """
    SELECT relation, mode FROM pg_locks
    WHERE locktype = 'relation' AND pid = pg_backend_pid() AND relation >= 16384 AND mode NOT IN ('AccessShareLock', 'RowExclusiveLock')
      AND NOT (mode = 'RowShareLock' AND relation IN (SELECT indexrelid FROM pg_index))
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
# Of each index by itself: one that goes takes its number along.
SCANS = """
    SELECT c.oid, coalesce(i.indrelid, c.oid), pg_stat_get_xact_numscans(c.oid)
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid WHERE c.oid >= 16384 AND c.relkind IN ('r', 'm', 'i')"""
CONSTRAINTS = {"p": "primary_key", "u": "unique", "x": "exclusion"}


class Relation(NamedTuple):
    schema: str
    name: str
    kind: str
    file: int | None
    table: int | None
    constraint: str | None
    constraint_kind: str | None


@frozen
class Seen:
    """What a statement did: the strongest lock by relation, tables with a new file, tables read, indexes with a new file."""

    locks: frozenset[tuple[Ref, str]] = frozenset()
    rewrites: frozenset[Ref] = frozenset()
    scans: frozenset[Ref] = frozenset()
    builds: frozenset[Ref] = frozenset()
    tables: Mapping[Ref, Ref] = Factory(dict)  # of what is built

    def of(self, refs: Collection[Ref]) -> "Seen":
        """What concerns these."""
        rewrites, scans, builds = (
            frozenset(ref for ref in found if ref in refs) for found in (self.rewrites, self.scans, self.builds)
        )
        return Seen(frozenset(lock for lock in self.locks if lock[0] in refs), rewrites, scans, builds, self.tables)


def relations(connection: Connection) -> dict[int, Relation]:
    """The relations of users, by oid."""
    rows = connection.execute(RELATIONS.encode(), prepare=False).fetchall()
    return {oid: Relation(*rest) for oid, *rest in rows}


@define
class Observer:
    """Watches the statements of one plan. `move` gives an old ref the name that the plan's statements use."""

    connection: Connection
    known: dict[int, Ref] = Factory(dict)
    now: dict[int, Relation] = Factory(dict)
    fresh: set[int] = Factory(set)  # what the last statement made

    @classmethod
    def begun(cls, connection: Connection, move: Callable[[Ref], Ref], catalog: Catalog | None = None) -> "Observer":
        """Before the first statement; `catalog` is what there is, where it was read already."""
        catalog = catalog or read(connection)
        schema: Schema = catalog.schema()
        there = addresses(catalog)
        hidden = {
            (item.ref.schema, item.identity.sequence): item.ref
            for item in schema.of(Column)
            if item.identity and item.identity.sequence
        }
        now = relations(connection)
        known: dict[int, Ref] = {}
        for oid, item in now.items():
            if item.constraint and item.table in now:
                table = now[item.table]
                known[oid] = move(
                    Ref(CONSTRAINTS[item.constraint_kind or "p"], table.schema, table.name, item.constraint)
                )
            elif item.kind == "S" and (item.schema, item.name) in hidden:
                known[oid] = move(hidden[item.schema, item.name])
            elif ref := there.get(("pg_class", oid, 0)):
                known[oid] = move(ref)
        return cls(connection, known, now)

    @contextmanager
    def watching(self) -> Iterator[list[Seen]]:
        """A transaction for one statement; what it did is in the list afterwards."""
        found: list[Seen] = []
        with self.connection.transaction():
            # What earlier transactions counted stays for up to a second until it is handed on (pgstat.c), hence the difference.
            before = self._scans()
            yield found
            found.append(self.seen(before))

    def passed(self) -> None:
        """Take note of what a statement left that nobody watched."""
        self.now = relations(self.connection)

    def _scans(self) -> dict[tuple[int, int], int]:
        """How often a table, or an index of a table, was read."""
        rows = self.connection.execute(SCANS.encode(), prepare=False)
        return {(oid, table): number for oid, table, number in rows}

    def seen(self, read_before: Mapping[tuple[int, int], int]) -> Seen:
        """What was done in this transaction so far."""
        held: dict[int, str] = {}
        for oid, mode in self.connection.execute(LOCKS.encode(), prepare=False):
            words = spelled(mode)
            if oid not in held or STRENGTH[words] > STRENGTH[held[oid]]:
                held[oid] = words
        scanned = {table for (oid, table), number in self._scans().items() if number > read_before.get((oid, table), 0)}
        before, self.now = self.now, relations(self.connection)
        self.fresh = self.now.keys() - before.keys()
        files = {item.file for item in before.values()}
        gone = {
            (before[oid].schema, before[oid].name, ref.kind): ref
            for oid, ref in self.known.items()
            if oid in before and oid not in self.now
        }
        for oid, item in self.now.items():
            if oid not in before and item.kind in "iI":
                # A change of type makes an index of the same name, often with the same file; it may get another name later.
                ref = gone.get((item.schema, item.name, self._index(oid).kind))
                if ref is not None:
                    self.known[oid] = ref
        anew = [oid for oid, item in self.now.items() if item.file and item.file not in files]
        built = {
            self._index(oid): self.known[table]
            for oid in anew
            if self.now[oid].kind == "i" and (table := self.now[oid].table or 0) in self.known
        }
        return Seen(
            frozenset((self.known[oid], mode) for oid, mode in held.items() if oid in self.known),
            frozenset(self.known[oid] for oid in anew if oid in self.known and self.now[oid].kind in "rm"),
            frozenset(self.known[oid] for oid in scanned if oid in self.known),
            frozenset(built),
            built,
        )

    def forget(self, refs: Iterable[Ref]) -> None:
        """Take what is called so for new, where it has gone."""
        gone = set(refs)
        stayed = self.now.keys() - self.fresh
        self.known = {oid: ref for oid, ref in self.known.items() if ref not in gone or oid in stayed}

    def _index(self, oid: int) -> Ref:
        """The ref of an index; of a new one by its name."""
        item = self.now[oid]
        if oid in self.known:
            return self.known[oid]
        table = self.now[item.table or 0]
        if item.constraint:
            return Ref(CONSTRAINTS[item.constraint_kind or "p"], table.schema, table.name, item.constraint)
        return Ref("index", item.schema, item.name)
