"""What stands in a plan's way before its first statement, beside the rows: rights, other transactions, slots, a replica.

Only what every role can see is asked; where a view hides the sessions of others, those are not told.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from mizzle.building import built_elsewhere
from mizzle.compiler.statement import Statement
from mizzle.connection import Connection
from mizzle.disk import unseen
from mizzle.errors import NotReady
from mizzle.lock import unwritable
from mizzle.model.facts import Facts
from mizzle.model.hazard import CONFLICTS, STRENGTH, spelled
from mizzle.model.ref import Ref
from mizzle.planning import Draft, names_before
from mizzle.rights import lacking

LONG = 60  # seconds after which a transaction is an old one
WAITS = "MZ211"

# Locks of prepared transactions have no process; their virtual transaction is -1 and the number of the real one.
HOLDERS = """
    SELECT nspname::text, relname::text, l.mode, l.pid, a.state,
           extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, p.prepared))::bigint
    FROM pg_locks l
    JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_stat_activity a ON a.pid = l.pid
    LEFT JOIN pg_prepared_xacts p ON l.virtualtransaction = '-1/' || p.transaction
    WHERE l.locktype = 'relation' AND l.granted AND l.pid IS DISTINCT FROM pg_backend_pid()
      AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
SNAPSHOTS = """
    SELECT count(*), max(extract(epoch FROM clock_timestamp() - xact_start))::bigint FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL
      AND xact_start < clock_timestamp() - make_interval(secs => %s)"""
SLOTS = "SELECT count(*) FROM pg_replication_slots WHERE NOT active AND restart_lsn IS NOT NULL"


@frozen
class Obstacle:
    """One thing. `stops`: the plan cannot go through as long as it is there."""

    message: str
    stops: bool = False


def obstacles(connection: Connection, planned: Draft) -> list[Obstacle]:
    """All of them, those that stop the plan first."""
    statements, facts = planned.plan.statements, planned.facts
    before = names_before(planned)
    if not statements:
        return []
    found = [
        *(Obstacle(why, stops=True) for why in unwritable(connection)),
        *(
            Obstacle(f"{_role(facts)} has to {what}", stops=True)
            for what in lacking(connection, statements, facts, planned.new)
        ),
        *(
            Obstacle(f"{_role(facts)} has to {what}, unless this server allows more than PostgreSQL does")
            for what in lacking(connection, statements, facts, planned.new, soft=True)
        ),
        # Whether they still are is asked again under the lock: another mizzle may be at work on them.
        *map(Obstacle, built_elsewhere(connection, statements)),
        *_holders(connection, statements, before),
        *_snapshots(connection, statements),
        *_slots(connection, statements),
        *map(Obstacle, unseen(connection, planned)),
    ]
    return sorted(found, key=lambda item: not item.stops)


def insist(found: Iterable[Obstacle]) -> None:
    """Raise NotReady where something stops the plan."""
    if stopping := [item.message for item in found if item.stops]:
        raise NotReady(stopping)


def _role(facts: Facts) -> str:
    return f"role {facts.user}" if facts.user else "the role"


# ---- who is in the way


def _holders(connection: Connection, statements: Sequence[Statement], before: Mapping[Ref, Ref]) -> Iterator[Obstacle]:
    """Transactions that hold what the plan waits for: prepared ones until somebody ends them, others when they are old."""
    wanted = {before.get(ref, ref): mode for ref, mode in _wanted(statements).items()}
    prepared: dict[Ref, int] = {}
    busy: dict[Ref, dict[int, tuple[str, int]]] = {}
    for space, name, mode, pid, state, age in connection.execute(HOLDERS.encode(), prepare=False).fetchall():
        ref = next(
            (
                ref
                for kind in ("table", "materialized_view", "view", "index")
                if (ref := Ref(kind, space, name)) in wanted
            ),
            None,
        )
        if ref is None or spelled(mode) not in CONFLICTS[wanted[ref]]:
            continue
        if pid is None:
            prepared[ref] = max(age or 0, prepared.get(ref, 0))
        elif age is not None and age >= LONG:
            busy.setdefault(ref, {})[pid] = (state or "", age)
    for ref, age in sorted(prepared.items()):
        yield Obstacle(
            f"a prepared transaction has held a lock on {ref} for {span(age)}: COMMIT PREPARED or ROLLBACK PREPARED it "
            "(pg_prepared_xacts names it)",
            stops=True,
        )
    for ref, sessions in sorted(busy.items()):
        told = ", ".join(
            f"pid {pid}{f', {state}' if state else ''}, for {span(age)}"
            for pid, (state, age) in sorted(sessions.items())
        )
        yield Obstacle(f"the plan waits for a lock on {ref} that an old transaction holds: {told}")


def _wanted(statements: Iterable[Statement]) -> Mapping[Ref, str]:
    """The strongest lock that the plan waits for, by relation. A concurrent build waits for all who write."""
    found: dict[Ref, str] = {}
    for statement in statements:
        for lock in statement.locks:
            mode = "SHARE" if lock.ref in statement.indexed and not statement.transactional else lock.mode
            if STRENGTH[mode] > STRENGTH.get(found.get(lock.ref, ""), -1):
                found[lock.ref] = mode
    return found


def _snapshots(connection: Connection, statements: Iterable[Statement]) -> Iterator[Obstacle]:
    """Old transactions on whatever table, where a concurrent build waits for all of them."""
    if not any(hazard.code == WAITS for statement in statements for hazard in statement.hazards):
        return
    count, age = connection.execute(SNAPSHOTS.encode(), [LONG], prepare=False).fetchone() or (0, 0)
    if count:
        many = "an old transaction that has" if count == 1 else f"{count:,} old transactions, of which one has"
        yield Obstacle(f"what runs CONCURRENTLY waits for {many} been open for {span(age)}")


def _slots(connection: Connection, statements: Iterable[Statement]) -> Iterator[Obstacle]:
    """Slots that nobody reads from keep what a rewrite or a build writes to the log."""
    if not any(statement.rewrites or statement.indexed for statement in statements):
        return
    (count,) = connection.execute(SLOTS.encode(), prepare=False).fetchone() or (0,)
    if count:
        slots = "a replication slot is" if count == 1 else f"{count:,} replication slots are"
        yield Obstacle(f"{slots} not read from: the server keeps all the log that rewrites and index builds write")


def span(seconds: int) -> str:
    """`3 minutes`: the largest unit that is full."""
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            number = seconds // size
            return f"{number:,} {word}{'s' if number > 1 else ''}"
    return f"{seconds} second{'' if seconds == 1 else 's'}"
