"""The law that what a plan declares is what happens: locks, rewrites, scans and index builds, statement by statement.

Each statement runs in a transaction of its own, in a database made for this, so that what it does can be told from what
was done before.
"""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

import psycopg

from mizzle.compiler.statement import Statement
from mizzle.connection import Connection, connect
from mizzle.introspect.read import Catalog, read
from mizzle.model.errors import UnsupportedChange
from mizzle.model.index import Index
from mizzle.model.ref import Ref
from mizzle.model.rename import carry, mover, unmarked
from mizzle.model.sequence import Sequence
from mizzle.observed import Observer, Seen
from mizzle.planning import Draft
from mizzle.scope import asked
from mizzle.scratch import scratch
from mizzle.testing.laws import REFUSED, stocked, tried
from mizzle.testing.live import planned
from mizzle.testing.pair import LawBroken, Pair

# A query's own way to the rows is the planner's choice, and what reads samples counts as no scan.
QUERIES = ("SELECT ", "CREATE MATERIALIZED VIEW ", "REFRESH MATERIALIZED VIEW ", "ANALYZE ")
JOINING = ("change type", "detach partition")  # may look at the rows of foreign keys


def truthful(connection: Connection, pair: Pair, *, plans: int = 1, online: bool = False) -> list[int]:
    """Check the law for a pair, in an empty database, and for the plans that go on from there.

    online  whether those hold no lock for long; what of them runs in no transaction is not looked at

    How many statements of each plan were looked at; the last plan is the one that rows refuse. Raises LawBroken with what
    differs.
    """
    stocked(connection, pair, spelled=False)
    looked: list[int] = []
    for _ in range(plans):
        catalog = read(connection, asked=asked(pair.after))
        try:
            made = planned(connection, pair.after, answers=pair.answers, catalog=catalog, online=online)
        except UnsupportedChange:  # told by name: a state that nothing leads to from here
            if not looked:
                raise
            break
        pair.ran[:] = [statement.text for statement in made.plan.statements]
        looked.append(observed(connection, made, catalog))
        if looked[-1] < len(made.plan.statements):
            break
        following = Pair.following(pair.seen, pair.after, connection.info.server_version // 10000)
        pair.before, pair.after, pair.moves = following.before, following.after, following.moves
    return looked


def observed(connection: Connection, made: Draft, catalog: Catalog | None = None) -> int:
    """Run the statements and compare; how many ran before the rows refused one. `catalog` is what the plan begins with."""
    catalog = catalog or read(connection)
    there, move = catalog.schema(), mover(made.renames)
    # A sequence or an index goes along with its table to another namespace.
    after = carry(there, made.renames)
    pairs = (pair for kind in (Sequence, Index) for pair in zip(there.of(kind), after.of(kind), strict=True))
    called = {before.ref: then.ref for before, then in pairs}
    observer = Observer.begun(connection, lambda ref: called.get(ref) or move(ref), catalog)
    statements, known = made.plan.statements, {*map(unmarked, made.old), *made.new}
    for number, statement in enumerate(statements):
        try:
            if not statement.transactional:  # nobody can look at what it holds from inside
                tried(connection, statement)
                observer.passed()
                continue
            with observer.watching() as found:
                tried(connection, statement)
        except REFUSED:
            return number
        # What belongs to a partitioned table's index has no object of its own, be it called like one that has gone.
        seen = found[0].of(known)
        if wrong := [*differing(statement, seen)]:
            forms = ", ".join(act.form for act in statement.acts)
            raise LawBroken(f"{statement.text} ({forms})\n    " + "\n    ".join(wrong))
        # What is made again under the name of what goes is the plan's own from then on.
        drops = [act for act in statement.acts if act.form.startswith("drop ")]
        along = (made.old.users(act.ref) for act in drops if act.form == f"drop {act.ref.kind}")
        gone = {*(act.ref for act in drops), *(user.ref for users in along for user in users)}
        observer.forget(gone)
        known -= {ref for ref in gone if ref not in made.new}
    return len(statements)


def differing(statement: Statement, seen: Seen) -> Iterator[str]:
    """What was declared and did not happen, and the other way round."""
    declared = {(lock.ref, lock.mode) for lock in statement.locks}
    # What is copied into another table is read where it was.
    rewritten = seen.scans if any(act.form == "copy rows" for act in statement.acts) else seen.rewrites
    pairs = [
        (
            "lock",
            {f"{ref.kind} {ref} {mode}" for ref, mode in declared},
            {f"{ref.kind} {ref} {mode}" for ref, mode in seen.locks},
        ),
        ("rewrite", {*map(_told, statement.rewrites)}, {*map(_told, rewritten)}),
        ("build", {*map(_told, statement.builds)}, {*map(_told, seen.builds)}),
    ]
    if not statement.text.startswith(QUERIES):
        along = {*statement.rewrites, *statement.indexed}
        # The rows of a foreign key are joined as the planner chooses.
        if any("foreign key" in act.form or act.form in JOINING for act in statement.acts):
            along |= {lock.ref for lock in statement.locks} - {*statement.scans}
        elif any(act.form == "attach partition" for act in statement.acts):  # what those that come with it reference
            along |= {lock.ref for lock in statement.locks if lock.mode == "SHARE ROW EXCLUSIVE"}
        if statement.scans and seen.scans and any(act.form == "detach partition" for act in statement.acts):
            along |= seen.scans | {*statement.scans}  # nor are all of them read where one of the two has no rows
        pairs.append(
            (
                "scan",
                {_told(ref) for ref in statement.scans if ref not in along},
                {_told(ref) for ref in seen.scans - along},
            )
        )
    for what, want, got in pairs:
        yield from (f"{what} declared, not seen: {text}" for text in sorted(want - got))
        yield from (f"{what} seen, not declared: {text}" for text in sorted(got - want))


def _told(ref: Ref) -> str:
    return f"{ref.kind} {ref}"


CLEAR = """
    SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper f
        WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')
    UNION ALL SELECT format('DROP CAST (%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast
        WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_cast.oid AND d.deptype IN ('e', 'i'))
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
        WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL SELECT format('DROP ACCESS METHOD %I', amname) FROM pg_am WHERE oid >= 16384
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_am.oid AND d.deptype = 'e')
    UNION ALL SELECT 'CREATE SCHEMA IF NOT EXISTS public'
    UNION ALL SELECT 'GRANT USAGE ON SCHEMA public TO PUBLIC'"""


def cleared(connection: Connection) -> None:
    """Take everything out of a database that is made for this: what was committed for the last plan."""
    with connection.transaction():
        for (text,) in connection.execute(CLEAR.encode(), prepare=False).fetchall():
            connection.execute(text.encode(), prepare=False)


class Own:
    """A database for what is committed; another one where it cannot be emptied."""

    def __init__(self, admin: Connection) -> None:
        self.admin = admin
        self.stack = ExitStack()
        self.connection: Connection | None = None

    @contextmanager
    def ready(self) -> Iterator[Connection]:
        """The database, emptied."""
        try:
            if self.connection is None:
                raise psycopg.OperationalError
            cleared(self.connection)
        except psycopg.Error:
            self.close()
            url = self.stack.enter_context(scratch(self.admin))
            self.connection = self.stack.enter_context(closing(connect(url)))
        yield self.connection

    def close(self) -> None:
        self.stack.close()
        self.connection = None
