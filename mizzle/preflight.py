"""Ask the live rows, before the first statement, what the plan would fail on or lose."""

from collections.abc import Iterable, Iterator

import psycopg
from attrs import frozen

from mizzle.compiler.statement import Probe
from mizzle.connection import Connection
from mizzle.model.consent import Consent

TIMEOUT = "5s"
MANY = 1000


@frozen
class Finding:
    """Something that a plan loses or breaks, with the consent that covers it."""

    consent: Consent
    message: str


def preflight(connection: Connection, probes: Iterable[Probe]) -> Iterator[Finding]:
    """What the probes find. One that times out counts as found: what is unknown needs consent."""
    for probe in probes:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(f"SET LOCAL statement_timeout = '{TIMEOUT}'".encode(), prepare=False)
                row = connection.execute(probe.sql.encode(), prepare=False).fetchone()
        except psycopg.Error:
            yield Finding(probe.consent, probe.told("an unknown number of"))
            continue
        count = row[0] if row else 0
        if count:
            number = f"at least {MANY:,}" if count > MANY else str(count)
            yield Finding(probe.consent, probe.told(number))
