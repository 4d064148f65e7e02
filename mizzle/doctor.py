"""What a role lacks and what is risky about a server, told before anybody needs it. Reads alone, and needs no rights."""

from collections.abc import Iterator
from contextlib import closing
from typing import Literal

import psycopg.pq
from attrs import frozen

from mizzle.connection import Connection, connect
from mizzle.lock import unwritable

Topic = Literal["right", "setting", "state", "client"]
LOCAL = ("", "localhost", "127.0.0.1", "::1")
OTHERS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

# Settings by their value that is risky, and why. Asked is what new sessions get: ours are pinned.
SETTINGS = {
    ("fsync", "off"): "a crash of the machine may destroy every database of the server",
    ("full_page_writes", "off"): "a crash of the machine may leave torn pages",
    ("synchronous_commit", "off"): "a crash may lose what was committed in the last moments",
    ("zero_damaged_pages", "on"): "damaged pages are emptied, and nobody is told",
    ("ignore_checksum_failure", "on"): "damaged pages are read as if they were whole",
    ("autovacuum", "off"): "tables grow, and their statistics are of no use to anybody who plans",
    ("track_counts", "off"): "nobody knows how big tables are: neither autovacuum nor a plan of mizzle",
    ("standard_conforming_strings", "off"): "a backslash in a text escapes, so quoting done elsewhere can be undone",
    ("row_security", "off"): "a query that a policy would filter fails",
    ("password_encryption", "md5"): "md5 of a password can be used in its place; scram-sha-256 cannot",
    (
        "idle_in_transaction_session_timeout",
        "0",
    ): "a forgotten transaction keeps its locks and holds up every migration for ever",
    ("default_transaction_read_only", "on"): "plans cannot run",
}
ASK_SETTINGS = """
    SELECT name, reset_val, CASE WHEN source = 'database' THEN 'ALTER DATABASE' WHEN source IN ('user', 'database user') THEN 'ALTER ROLE' END
    FROM pg_settings WHERE name = ANY (%s)"""

# Each gives the number of things that the sentence counts. {n} is the number.
RIGHTS = (
    (
        "SELECT (NOT has_database_privilege(current_database(), 'CREATE'))::int",
        "CREATE on the database is missing: no new schema, no history of migrations",
    ),
    (
        "SELECT (NOT has_database_privilege(current_database(), 'TEMP'))::int",
        "TEMP on the database is missing: PostgreSQL cannot be asked how it spells an expression",
    ),
    (
        "SELECT (NOT (rolcreatedb OR rolsuper))::int FROM pg_roles WHERE rolname = current_user",
        "CREATEDB is missing: copies to try things on are made on the embedded server",
    ),
    (
        "SELECT (NOT pg_has_role('pg_read_all_stats', 'USAGE'))::int",
        "membership of pg_read_all_stats is missing: the old transactions of others are not seen",
    ),
    (
        f"SELECT count(*) FROM pg_namespace n WHERE {OTHERS} AND NOT has_schema_privilege(oid, 'CREATE')",
        "CREATE is missing on {n} of the schemas",
    ),
    (
        f"SELECT count(*) FROM pg_namespace n WHERE {OTHERS} AND NOT has_schema_privilege(oid, 'USAGE')",
        "USAGE is missing on {n} of the schemas",
    ),
    (
        (
            f"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND {OTHERS} "
            "AND NOT pg_has_role(relowner, 'USAGE')"
        ),
        "{n} of the tables, views and sequences belong to roles that this one is no member of, so it cannot change them",
    ),
    (
        (
            f"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p') AND {OTHERS} "
            "AND NOT has_table_privilege(c.oid, 'SELECT')"
        ),
        "SELECT is missing on {n} of the tables: their rows cannot be asked before a plan, and what is unknown needs consent",
    ),
)
STATES = (
    (
        "SELECT rolsuper::int FROM pg_roles WHERE rolname = current_user",
        "the role is a superuser: no policy and no missing right holds it back",
    ),
    (
        "SELECT has_schema_privilege('public', 'public', 'CREATE')::int WHERE to_regnamespace('public') IS NOT NULL",
        "everybody may make objects in schema public: REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    ),
    (
        (
            f"SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE prosecdef AND {OTHERS} "
            "AND NOT EXISTS (SELECT FROM unnest(proconfig) s WHERE s LIKE 'search_path=%')"
        ),
        "{n} of the functions run with their owner's rights and no search_path of their own (mizzle explain MZ606)",
    ),
    (
        "SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database() AND prepared < clock_timestamp() - interval '1 hour'",
        "{n} of the transactions were prepared more than an hour ago: they keep their locks until somebody ends them",
    ),
    (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND xact_start < clock_timestamp() - interval '1 hour'",
        "{n} of the transactions have been open for more than an hour",
    ),
    (
        "SELECT count(*) FROM pg_replication_slots WHERE NOT active AND restart_lsn IS NOT NULL",
        "{n} of the replication slots are not read from: the log that they keep fills the disk",
    ),
    (
        f"SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = indexrelid JOIN pg_namespace n ON n.oid = relnamespace WHERE NOT indisvalid AND relkind = 'i' AND {OTHERS}",
        "{n} of the indexes are invalid: each write keeps them up, and no query uses them",
    ),
    (
        f"SELECT count(*) FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE NOT convalidated AND contype <> 't' AND {OTHERS}",
        "{n} of the constraints were never validated: older rows may break them",
    ),
    (
        "SELECT count(*) FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relkind = 'r' AND attname ~ '__mizzle_new$'",
        "{n} of the columns are left of a push --expand that was interrupted: every write fills them; push again",
    ),
    (
        "SELECT count(*) FROM pg_inherits WHERE inhdetachpending",
        "{n} of the partitions are half detached: ALTER TABLE … DETACH PARTITION … FINALIZE, or a push",
    ),
    (
        "SELECT count(*) FROM pg_event_trigger WHERE evtenabled <> 'D'",
        "{n} of the event triggers run their own code at every DDL statement",
    ),
    (
        "SELECT count(*) FROM pg_database WHERE datname = current_database() AND age(datfrozenxid) > 1000000000",
        "the database is halfway to where transaction numbers wrap around: VACUUM FREEZE",
    ),
    (
        (
            "SELECT (tables > room)::int FROM (SELECT count(*) AS tables FROM pg_class WHERE relkind IN ('r', 'p') AND oid >= 16384) t, "
            "(SELECT current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int / 8 AS room) r"
        ),
        "max_locks_per_transaction is small for this many tables: a plan over all of them takes several transactions",
    ),
)


@frozen
class Advice:
    """One thing that is missing or risky."""

    topic: Topic
    message: str


def doctor(url: str) -> list[Advice]:
    """Everything that is worth a word about a role and its server.

    Raises ConnectError, also for a pooler in transaction mode.
    """
    with closing(connect(url)) as connection:
        return [
            *(Advice("state", why) for why in unwritable(connection)),
            *_counted(connection, "right", RIGHTS),
            *_settings(connection),
            *_counted(connection, "state", STATES),
            *_client(connection),
        ]


def _counted(connection: Connection, topic: Topic, questions: tuple[tuple[str, str], ...]) -> Iterator[Advice]:
    """What there is at least one of: all in one round trip."""
    text = " UNION ALL ".join(f"SELECT {place}, ({query})::bigint" for place, (query, _) in enumerate(questions))
    for place, count in sorted(connection.execute(text.encode(), prepare=False).fetchall()):
        if count:
            yield Advice(topic, questions[place][1].replace("{n}", f"{count:,}"))


def _settings(connection: Connection) -> Iterator[Advice]:
    asked = [name for name, _ in SETTINGS]
    for name, value, where in connection.execute(ASK_SETTINGS.encode(), [asked], prepare=False).fetchall():
        why = SETTINGS.get((name, value))
        if why:
            yield Advice("setting", f"{name} is {value}{f' (by {where})' if where else ''}: {why}")


def _client(connection: Connection) -> Iterator[Advice]:
    host = connection.info.host
    if not connection.pgconn.ssl_in_use and host not in LOCAL and not host.startswith("/"):
        yield Advice("client", "the connection is not encrypted: sslmode=verify-full in the URL")
    if psycopg.pq.__impl__ == "python":
        yield Advice(
            "client",
            "psycopg's C implementation is missing, and reading takes many times as long: pip install 'psycopg[binary]'",
        )
